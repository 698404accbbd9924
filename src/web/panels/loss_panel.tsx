// The loss by epoch; a line stands where the view is, and a click goes there. Of classes also which is taken for which.
// Why the slider is enough for keys: both move the same view.

/** @jsx h */
import { epochAt, type LossPlaces } from "../../play/hit.ts";
import { epochOf, standOf } from "../../play/view.ts";
import type { RunFacts } from "../../play/engine_protocol.ts";
import type { App } from "../app.ts";
import { h, type JSX, type TargetedPointerEvent, useComputed, useSignal } from "../preact.ts";
import { ChartPlace, pointIn } from "./chart_place.tsx";

export function LossPanel({ app }: { app: App }): JSX.Element {
  const { store } = app;
  const isMatrix = useSignal(false);
  const drawn = useComputed(() => store.charts.value.get("loss"));
  const places = useComputed(() => drawn.value?.places as LossPlaces | null | undefined);
  const stand = useComputed(() => {
    const { epoch = 0, lossName, lossText = null } = store.frame.value ?? {};
    return `it stands at epoch ${epoch}${lossText === null ? "" : `, ${lossName} ${lossText}`}`;
  });
  const run = store.freshness.value === "fresh" ? store.run.value : null;
  const isAtEnd = standOf(store.view.value, store.length.value) === store.length.value.lastStep;
  const hasMatrix = (store.facts.value?.classes.length ?? 0) > 1;
  return (
    <section class="panel loss-panel" aria-labelledby="loss-heading">
      <header class="panel-head">
        <h2 id="loss-heading">How wrong it was</h2>
        {hasMatrix
          ? (
            <div class="by" role="group" aria-label="Shown">
              <button type="button" aria-pressed={!isMatrix.value} onClick={() => isMatrix.value = false}>
                loss
              </button>
              <button type="button" aria-pressed={isMatrix.value} onClick={() => isMatrix.value = true}>
                classes
              </button>
            </div>
          )
          : null}
        <p class="hint">
          {hasMatrix && isMatrix.value
            ? store.charts.value.get("confusion")?.caption
            : run === null
            ? ""
            : sentenceOf(run, store.facts.value?.epochs ?? 0, isAtEnd)}
        </p>
      </header>
      {hasMatrix && isMatrix.value
        ? <ChartPlace key="confusion" app={app} id="confusion" chart="confusion" />
        : (
          <ChartPlace key="loss" app={app} id="loss" chart="loss" also={stand}>
            {places.value ? <LossSurface app={app} loss={places.value} /> : null}
            {run?.verdict.learned != null && drawn.value === undefined
              ? <p class="hint aside">{NO_CURVE}</p>
              : null}
          </ChartPlace>
        )}
    </section>
  );
}

const NO_CURVE = "A curve needs two losses: train for more epochs, or log more often.";

/** What the run came to; of two kinds of rows each is named. */
function sentenceOf(
  { status, divergedAtEpoch, verdict: { learned, heldOut } }: RunFacts,
  epochs: number,
  isAtEnd: boolean,
): string {
  if (status === "diverged") {
    return divergedAtEpoch === null
      ? "Its weights are not finite."
      : `The loss is not finite from epoch ${divergedAtEpoch} on.`;
  }
  const ofLearned = isAtEnd ? "Training rows" : "At the end, training rows";
  if (heldOut !== null) return `${ofLearned}: ${learned ?? "none"}; held out: ${heldOut}`;
  if (learned === null) return epochs === 0 ? "It runs no epochs: it only answers." : "";
  return `${ofLearned}: ${learned}`;
}

function LossSurface({ app, loss }: { app: App; loss: LossPlaces }): JSX.Element {
  const { view } = app.store;
  const length = app.store.length.value;
  const go = (event: TargetedPointerEvent<HTMLDivElement>): void => {
    if (event.buttons !== 1) return;
    const { plot } = loss;
    const x = Math.max(plot.left, Math.min(plot.right, pointIn(event.currentTarget, event).x));
    const epochsMade = epochAt(loss, { x, y: 0 }) + 1;
    app.clock.goTo(Math.min(length.lastStep, epochsMade * length.stepsPerEpoch));
  };
  const { plot, firstEpoch, lastEpoch } = loss;
  // The loss of epoch 0 is that after it: one epoch is made then.
  const epoch = epochOf(standOf(view.value, length), length) - 1;
  const span = Math.max(1, lastEpoch - firstEpoch);
  const share = Math.max(0, Math.min(1, (epoch - firstEpoch) / span));
  const x = plot.left + (plot.right - plot.left) * share;
  return (
    <div class="surface along" onPointerDown={go} onPointerMove={go}>
      <svg class="light now" aria-hidden="true">
        <line x1={x} x2={x} y1={plot.top - 6} y2={plot.bottom} />
        <circle cx={x} cy={plot.top - 6} r={4} />
      </svg>
    </div>
  );
}
