// How several runs learned, as charts: a few lines over each other, and where there are many runs a small chart of each.
// Why both: lines over each other are compared best, and more than a few of them cannot be told apart.

import { lossChart, type LossSeries } from "../chart/loss_chart.ts";
import type { ScaleKind } from "../chart/scale.ts";
import { terminalChart } from "../chart/terminal_chart.ts";
import { type Block, type Figure, paragraph } from "../document/page.ts";
import { inWords } from "../text/number_words.ts";
import { cutNote, listed } from "../text/words.ts";
import { type ComparedRun, type Comparison, isCounted } from "./comparison.ts";
import { type DrawnLoss, drawnLosses, pointsOf, seriesOf, tellingRuns } from "./telling_runs.ts";

/** More lines than this in one chart cannot be kept apart. */
const MOST_LINES = 8;
/** Small charts, one a run. */
const MOST_PANELS = 60;
/** A small chart, as wide as it is at its narrowest. */
const [PANEL_WIDTH, PANEL_HEIGHT] = [200, 125];

/**
 * A few runs over each other; where there are more, each by itself as well.
 *
 * @param prefix of the ids, which must be unlike all others on the page.
 */
export function lossBlocks(comparison: Comparison, prefix: string): readonly Block[] {
  const { runs } = comparison;
  const drawable = runs.filter((run) => run.losses.length > 1 && isCounted(run));
  const shown = tellingRuns(runs, MOST_LINES).filter(({ losses }) => losses.length > 1);
  if (shown.length === 0) return [];
  const drawn = drawnLosses(shown);
  const figures = drawn.flatMap((which): readonly Figure[] => {
    const series = seriesOf(comparison, shown, which);
    const quantity = drawn.length === 1 ? "loss" : `${which} loss`;
    const caption = shown.length < drawable.length
      ? `The ${quantity} of ${shown.length} of ${drawable.length} runs: the first, the best, the worst and some in between.`
      : `The ${quantity} after each logged epoch.`;
    return scalesOf(series).map((scale) => lossFigure({ series, scale, quantity, caption, which, prefix }));
  });
  return [
    { kind: "figures", figures },
    ...(shown.length < drawable.length
      ? eachBlocks(comparison, drawable, scalesOf(seriesOf(comparison, shown, "training")).at(-1)!, prefix)
      : []),
  ];
}

/** Also logarithmic where any loss has a place on such an axis. */
function scalesOf(series: readonly LossSeries[]): readonly ScaleKind[] {
  return series.some(({ points }) => points.some(({ loss }) => loss > 0))
    ? ["linear", "logarithmic"]
    : ["linear"];
}

/** What a chart of several runs shows. */
interface DrawnRuns {
  readonly series: readonly LossSeries[];
  readonly scale: ScaleKind;
  /** What the losses are called beside others. */
  readonly quantity: string;
  readonly caption: string;
  readonly which: DrawnLoss;
  readonly prefix: string;
}

function lossFigure({ series, scale, quantity, caption, which, prefix }: DrawnRuns): Figure {
  const labels = series.flatMap(({ label, points }) => points.length === 0 ? [] : [label]);
  const title = `${quantity[0].toUpperCase()}${quantity.slice(1)} by epoch, ${scale} scale`;
  return {
    id: `${prefix}${which === "training" ? "" : `${which}-`}losses-${scale}`,
    caption: [scale === "linear" ? caption : "The same on a logarithmic scale."],
    draw: (frame) =>
      lossChart(
        { ...frame, title, description: `One line a run: ${listed(labels)}`, height: 280 },
        { series, scale, quantity },
      ),
    lines: () => terminalChart({ series, scale, width: 72, height: 16 }),
  };
}

/** Each run by itself, all on one scale and before the range of all of them. */
function eachBlocks(
  comparison: Comparison,
  drawable: readonly ComparedRun[],
  scale: ScaleKind,
  prefix: string,
): readonly Block[] {
  const shown = drawable.slice(0, MOST_PANELS);
  const series = seriesOf(comparison, shown, "training");
  const drawn = drawnLosses(drawable);
  const range = rangeByEpoch(drawable, drawn);
  const figures = shown.map(({ finalLoss }, index): Figure => {
    const { label } = series[index];
    const end = finalLoss === null ? "diverged" : inWords(finalLoss);
    return {
      id: `${prefix}loss-of-run-${index + 1}`,
      caption: [{ strong: label }, `: ${end}`],
      draw: (frame) =>
        lossChart({
          ...frame,
          title: `Loss of ${label} by epoch`,
          description: `At the end ${end}; behind it the range of all runs`,
          width: PANEL_WIDTH,
          height: PANEL_HEIGHT,
        }, {
          series: drawn.map((which) => ({ label: "", points: pointsOf(shown[index], which) })),
          bands: [{ label: "", points: range }],
          scale,
          quantity: "",
        }),
      lines: null,
    };
  });
  const note = cutNote([{ shown: shown.length, count: drawable.length, what: "runs" }]);
  return [
    paragraph(
      `Each run by itself, on ${
        scale === "linear" ? "one scale" : "one logarithmic scale"
      }, with its final loss${
        drawn.length === 1 ? "" : ": the first line is the training loss, the second one the validation loss"
      }; the band is the range of all ${drawable.length}.${note}`,
    ),
    { kind: "figures", figures, isDense: true },
  ];
}

/** The least and the greatest loss of those drawn that any run logged after an epoch. */
function rangeByEpoch(
  runs: readonly ComparedRun[],
  drawn: readonly DrawnLoss[],
): readonly { readonly epoch: number; readonly low: number; readonly high: number }[] {
  const ranges = new Map<number, { low: number; high: number }>();
  for (const { epoch, loss } of runs.flatMap((run) => drawn.flatMap((which) => pointsOf(run, which)))) {
    if (!Number.isFinite(loss)) continue;
    const range = ranges.get(epoch) ?? { low: loss, high: loss };
    ranges.set(epoch, { low: Math.min(range.low, loss), high: Math.max(range.high, loss) });
  }
  return [...ranges].map(([epoch, range]) => ({ epoch, ...range })).sort((a, b) => a.epoch - b.epoch);
}
