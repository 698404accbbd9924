// Luck: what ten thousand other starts answer, counted live, with this start's own answer marked.
// Why a click goes to a seed: whoever sees an odd answer wants to watch the start that gave it.

/** @jsx h */
import { barAt, type HistogramPlaces } from "../../play/hit.ts";
import { grouped } from "../../text/grouped.ts";
import type { App } from "../app.ts";
import { seedCountFor } from "../luck.ts";
import {
  h,
  type JSX,
  type TargetedEvent,
  type TargetedPointerEvent,
  useComputed,
  useSignal,
} from "../preact.ts";
import { wayToAsk } from "./answers_panel.tsx";
import { ChartPlace, pointIn } from "./chart_place.tsx";
import { Later } from "./later.tsx";

export function LuckPanel({ app }: { app: App }): JSX.Element {
  const { store } = app;
  const drawn = useComputed(() => store.charts.value.get("histogram"));
  const places = useComputed(() => drawn.value?.places as HistogramPlaces | null | undefined);
  const luck = store.luck.value;
  const queries = store.facts.value?.queries ?? [];
  const cannot = whyNot(app);
  const isTrying = store.isTryingLuck.value;
  const go = (seed: number): void => {
    app.edits.gesture({ kind: "set", key: "init.seed", value: String(seed) });
  };
  return (
    <section class="panel luck-panel" aria-labelledby="luck-title">
      <header class="panel-head">
        <h2 id="luck-title">Was it luck?</h2>
        <div class="luck-bar">
          {queries.length > 1 ? <QueryPicker app={app} queries={queries} /> : null}
          <button
            type="button"
            class="primary"
            disabled={cannot !== null && !isTrying}
            onClick={() => isTrying ? app.luck.stop() : app.luck.start()}
          >
            {isTrying
              ? "Stop"
              : `Try ${grouped(String(seedCountFor(store.facts.value?.estimateMs ?? 0)))} seeds`}
          </button>
        </div>
      </header>
      <p class="sentence">
        {luck === null
          ? cannot ?? "Each seed is another start of the same network. Do all of them end with this answer?"
          : luck.sentence}
      </p>
      <ChartPlace app={app} id="histogram" chart="histogram">
        {luck === null ? <p class="untried">No seed was tried yet.</p> : null}
        {places.value ? <BarSurface histogram={places.value} go={go} /> : null}
        {places.value
          ? (
            <Later
              isWanted
              load={async () => (await import("../later_panels.ts")).SeedPicker}
              props={{ app, bars: places.value.bars, go }}
            />
          )
          : null}
        {isTrying && luck !== null
          ? <progress value={luck.done} max={luck.total} aria-label="seeds tried">{luck.done}</progress>
          : null}
      </ChartPlace>
    </section>
  );
}

/** Why there is no luck to look at; null where there is. */
function whyNot(app: App): string | null {
  const { facts, freshness, mistakes } = app.store;
  if (facts.value === null) return "";
  if (facts.value.seed === null) return "The weights are given, so there is no seed to try.";
  if (facts.value.queries.length === 0) return `There is no question yet: ${wayToAsk(app)}.`;
  if (freshness.value === "fresh") return null;
  return mistakes.value.length > 0 ? "Mend the text first." : "Run it first.";
}

function QueryPicker({ app, queries }: { app: App; queries: readonly string[] }): JSX.Element {
  const { picked, query } = app.luck;
  const pick = (event: TargetedEvent<HTMLSelectElement>): void => {
    picked.value = Number(event.currentTarget.value);
    if (app.store.luck.value !== null) app.luck.start();
  };
  return (
    <label>
      <span class="unseen">question</span>
      <select value={query.value} onChange={pick}>
        {queries.map((name, index) => <option key={name} value={index}>{name}</option>)}
      </select>
    </label>
  );
}

function BarSurface({ histogram, go }: {
  histogram: HistogramPlaces;
  go: (seed: number) => void;
}): JSX.Element {
  const bar = useSignal<number | null>(null);
  const point = (event: TargetedPointerEvent<HTMLDivElement>): void => {
    bar.value = barAt(histogram, pointIn(event.currentTarget, event));
  };
  const shown = bar.value === null ? undefined : histogram.bars[bar.value];
  return (
    <div
      class={`surface${shown?.seed == null ? "" : " on-mark"}`}
      onPointerMove={point}
      onPointerLeave={() => bar.value = null}
      onClick={() => shown?.seed != null && go(shown.seed)}
    >
      <svg class="light" aria-hidden="true">
        {shown === undefined ? null : (
          <rect
            class="bar-light"
            x={shown.left}
            width={shown.right - shown.left}
            y={histogram.plot.top}
            height={histogram.plot.bottom - histogram.plot.top}
          />
        )}
      </svg>
    </div>
  );
}
