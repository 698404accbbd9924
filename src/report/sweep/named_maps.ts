// The maps of a sweep over two chosen keys: which there are, and what is written in each.
// Why of goals the shares and not the losses: how many starts get there is what a setting is good for; a median hides the rest.

import { kindFor } from "../../chart/axis.ts";
import type { HeatMapData } from "../../chart/heat_map.ts";
import { scaleOf } from "../../chart/scale.ts";
import { type Sweep, valueAt, valueCount } from "../../experiment/experiment.ts";
import { leadingGoal } from "../../sweep/goals.ts";
import { isChanceAxis } from "../../sweep/luck.ts";
import type { SweepPlan } from "../../sweep/plan.ts";
import { type MapAxes, mapAxesOf, meanMapOf, type ShareMap, shareMapOf } from "../../sweep/share_map.ts";
import type { SweepSummary } from "../../sweep/summary.ts";
import { NONE, percentage } from "../../text/number_words.ts";
import { counted, listed, upperFirst } from "../../text/words.ts";
import { type HeldOutMeans, heldOutMeans, rankedSettings } from "./held_out_means.ts";
import { toldGoals } from "./goal_words.ts";
import { figureWords } from "../../sweep/figure_words.ts";
import { columnsOf, keyName, valueWords } from "./setting_arguments.ts";

/** A longer side is not drawn: the trials are in `trials.csv`. */
export const MOST_VALUES = 60;
/** The shade of the worst mean, which is not that of a cell without one. */
const LIGHTEST = 0.1;

/** One map with what is drawn of it. */
export interface NamedMap {
  readonly data: HeatMapData;
  /** What a cell shows: `loss under 0.1, in % of 100 trials a cell`, in two halves between which the keys stand. */
  readonly words: readonly [what: string, how: string];
  /** What the numbers span, as the description of the picture. */
  readonly span: string;
  /** The chosen keys that it puts together. */
  readonly pooled: readonly string[];
  /** Whether it is of what leads: on a terminal the others are left to the report. */
  readonly isLeading: boolean;
}

/** The maps of a sweep over every pair of axes: of what the rows held out say first, then of the goals, the leading one first. */
export function mapsOf(plan: SweepPlan, summary: SweepSummary): readonly NamedMap[] {
  const { reach } = summary;
  if (reach === null) return [];
  const pairs = mapAxesOf(plan).filter(({ rows, columns }) =>
    [rows, columns].every((axis) => valueCount(plan.axes[axis][0].values) <= MOST_VALUES)
  );
  // Of classes how many are told rightly, which says more than their loss.
  const heldOut = heldOutMeans(plan, summary)
    .filter(({ means }) => rankedSettings(plan, means).includes(true)).at(-1);
  const goals = toldGoals(plan, summary);
  const leading = leadingGoal(goals);
  const ordered = goals.toSorted((a, b) =>
    Number(b.figure === leading?.figure) - Number(a.figure === leading?.figure)
  );
  return [
    ...(heldOut === undefined ? [] : pairs.map((axes) => heldOutMap(plan, heldOut, axes))),
    ...ordered.flatMap((goal, index) => {
      const isLeading = index === 0 && heldOut === undefined;
      return pairs.map((axes) => ({ axes, map: shareMapOf(plan, reach, goal, axes) }))
        .filter(({ map: { shares } }) => new Set(shares.flat()).size > 1)
        .map(({ axes, map }) => ({ ...goalMap(plan, map, axes), isLeading }));
    }),
  ];
}

function goalMap(
  plan: SweepPlan,
  { goal, shares, trialCount }: ShareMap,
  axes: MapAxes,
): Omit<NamedMap, "isLeading"> {
  const all = shares.flat();
  return {
    ...sidesOf(plan, axes, { shares }),
    words: [`${goal.words}`, `in % of ${counted(trialCount, "trial")} a cell`],
    span: `From ${percentage(Math.min(...all))} to ${percentage(Math.max(...all))}`,
  };
}

/** A map of means, from the worst as the lightest cell to the best as the darkest. */
function heldOutMap(plan: SweepPlan, { name, means, best, textOf }: HeldOutMeans, axes: MapAxes): NamedMap {
  const isRanked = rankedSettings(plan, means);
  const ranked = means.map((one, setting) => isRanked[setting] ? one : { mean: NaN, count: 0 });
  const cells = meanMapOf(plan, ranked, axes);
  const there = cells.flat().filter((mean) => !Number.isNaN(mean));
  const ends = [Math.min(...there), Math.max(...there)];
  const [worst, top] = best === "lowest" ? [ends[1], ends[0]] : ends;
  // One setting that failed would leave all others alike on a linear scale of losses.
  const kind = best === "lowest" && ends[0] > 0 ? "logarithmic" : kindFor(there);
  const placeOf = scaleOf(kind, [worst, top], [LIGHTEST, 1]);
  const shadeOf = (mean: number): number => Number.isNaN(mean) ? 0 : worst === top ? 1 : placeOf(mean);
  const trialCount = plan.trialCount / (cells.length * cells[0].length);
  const most = means.every(({ count }) => count === plan.trialCount / means.length) ? "" : "at most ";
  return {
    ...sidesOf(plan, axes, {
      shares: cells.map((line) => line.map(shadeOf)),
      written: {
        texts: cells.map((line) => line.map((mean) => Number.isNaN(mean) ? NONE : textOf(mean))),
        scale: [textOf(worst), textOf(top)],
      },
    }),
    words: [
      `${trialCount === 1 ? "" : "mean "}${figureWords(name)}`,
      `${trialCount === 1 ? "" : `of ${most}${counted(trialCount, "trial")} a cell, `}the darker the better${
        isRanked.includes(false) ? ", without settings that are not ranked" : ""
      }`,
    ],
    span: `From ${textOf(worst)} to ${textOf(top)}`,
    isLeading: true,
  };
}

/** What the axes of a map are called, and which chosen keys it puts together. */
function sidesOf(
  plan: SweepPlan,
  { rows, columns }: MapAxes,
  cells: Pick<HeatMapData, "shares" | "written">,
): Pick<NamedMap, "data" | "pooled"> {
  const names = columnsOf(plan.experiment);
  const sideOf = (axis: Sweep["axes"][number]) => ({
    name: axis.map(({ key }) => keyName(key, names)).join(", "),
    labels: Array.from(
      { length: valueCount(axis[0].values) },
      (_, index) => axis.map(({ values }) => valueWords(valueAt(values, index))).join(", "),
    ),
  });
  const pooled = plan.axes.flatMap((axis, at) =>
    at === rows || at === columns || isChanceAxis(axis) ? [] : axis.map(({ key }) => keyName(key, names))
  );
  return {
    data: { rows: sideOf(plan.axes[rows]), columns: sideOf(plan.axes[columns]), ...cells },
    pooled,
  };
}

/** What a map shows: `All rows right by learning_rate and hidden, in % of 100 trials a cell`. */
export function titleOf({ data, words: [what, how], pooled }: NamedMap): string {
  const over = pooled.length === 0 ? "" : `, over every ${listed(pooled)}`;
  return `${upperFirst(what)} by ${data.rows.name} and ${data.columns.name}, ${how}${over}`;
}
