// The bars of the seeds that were tried as a list: how many seeds each counts, and a way to one of them.
// Why a button beside it: whoever walks through the list by keys reads it, and does not want each seed trained.

/** @jsx h */
import type { PlacedBar } from "../../play/hit.ts";
import type { App } from "../app.ts";
import { h, type JSX, useSignal } from "../preact.ts";

export function SeedPicker({ bars, go }: {
  readonly app: App;
  readonly bars: readonly PlacedBar[];
  readonly go: (seed: number) => void;
}): JSX.Element {
  const filled = bars.filter(({ seed }) => seed !== null);
  const picked = useSignal(0);
  const { seed } = filled[picked.value] ?? filled[0];
  return (
    <div class="seed-picker">
      <select
        aria-label="seeds by their answer"
        value={picked.value}
        onChange={(event) => picked.value = Number(event.currentTarget.value)}
      >
        {filled.map(({ between, seed }, index) => (
          <option key={seed} value={index}>{`${between}, such as ${seed}`}</option>
        ))}
      </select>
      <button type="button" aria-label={`Go to seed ${seed}`} onClick={() => go(seed!)}>Go</button>
    </div>
  );
}
