// The seed: its number, and a dice for another one. Where a starting network is drawn from nothing there is no seed.
// Why the number stays in the text: a start that somebody liked can be had again.

/** @jsx h */
import type { App } from "../app.ts";
import { h, type JSX } from "../preact.ts";
import { Icon } from "./icon.tsx";

/** Seeds that the dice shows: short enough to be told to a friend. */
const MOST_SEED = 10_000;

export function SeedField({ app }: { app: App }): JSX.Element | null {
  const seed = app.store.facts.value?.seed ?? null;
  if (seed === null) return null;
  const set = (value: string): void => app.edits.gesture({ kind: "set", key: "init.seed", value }, "seed");
  const roll = (): void => {
    const [drawn] = crypto.getRandomValues(new Uint32Array(1));
    set(String(drawn % MOST_SEED + 1));
    app.edits.endGesture();
  };
  return (
    <div class="seed">
      <label>
        <span>seed</span>
        <input
          type="number"
          inputMode="numeric"
          min={0}
          value={seed}
          onChange={(event) => {
            const { value } = event.currentTarget;
            // What is no seed is a mistake in the text, where it is told; what is no number is nothing.
            if (value === "") event.currentTarget.value = String(seed);
            else set(value);
          }}
        />
      </label>
      <button type="button" aria-label="Another seed" title="another start" onClick={roll}>
        <Icon name="dice" />
      </button>
    </div>
  );
}
