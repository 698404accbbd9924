// Heat maps of the goals over two swept keys, for the report and for a terminal.
// Why of shares and not of losses: how many starts get there is what a setting is good for; a median hides the rest.

import { heatMap, type HeatMapData } from "../../chart/heat_map.ts";
import { terminalHeatMap } from "../../chart/terminal_heat_map.ts";
import { type Block, type Figure, paragraph } from "../../document/page.ts";
import type { Sweep } from "../../experiment/experiment.ts";
import { valueAt, valueCount } from "../../experiment/experiment.ts";
import { goalsOf, leadingGoal } from "../../sweep/goals.ts";
import { isChanceAxis } from "../../sweep/luck.ts";
import type { SweepPlan } from "../../sweep/plan.ts";
import { type MapAxes, mapAxesOf, type ShareMap, shareMapOf } from "../../sweep/share_map.ts";
import type { SweepSummary } from "../../sweep/summary.ts";
import { wrapped } from "../../text/lines.ts";
import { inFull, percentage } from "../../text/number_words.ts";
import type { Emphasize, Paint } from "../../text/terminal_style.ts";
import { visible } from "../../text/visible_text.ts";
import { cellCount, shortened } from "../../text/width.ts";
import { counted, cutNote, listed } from "../../text/words.ts";
import { columnsOf, keyName, valueWords } from "./setting_arguments.ts";

/** A longer side is not drawn: the trials are in `trials.csv`. */
const MOST_VALUES = 60;
/** More maps than this are not drawn. */
const MOST_MAPS = 12;

/** One map with what is drawn of it. */
interface NamedMap {
  readonly map: ShareMap;
  readonly data: HeatMapData;
  /** The chosen keys that it puts together. */
  readonly pooled: readonly string[];
}

/** What is not drawn, in words; none where all is. */
function undrawn(plan: SweepPlan, { reach }: SweepSummary): readonly string[] {
  const axes = new Set(mapAxesOf(plan).flatMap(({ rows, columns }) => [rows, columns]));
  if (axes.size === 0 || goalsOf(plan.experiment).length === 0) return [];
  const long = [...axes].map((axis) => plan.axes[axis][0]).filter(({ values }) =>
    valueCount(values) > MOST_VALUES
  );
  if (long.length > 0) {
    const keys = long.map(({ key, values }) =>
      `the ${inFull(valueCount(values))} values of ${keyName(key, columnsOf(plan.experiment))}`
    );
    return [`There is no map over ${listed(keys)}: a side has at most ${MOST_VALUES}.`];
  }
  return reach === null ? ["There is no map of so many settings."] : [];
}

/** The maps of a sweep over every pair of axes: of the leading goal first. */
function mapsOf(plan: SweepPlan, { reach }: SweepSummary): readonly NamedMap[] {
  if (reach === null) return [];
  const pairs = mapAxesOf(plan).filter(({ rows, columns }) =>
    [rows, columns].every((axis) => valueCount(plan.axes[axis][0].values) <= MOST_VALUES)
  );
  const goals = goalsOf(plan.experiment);
  const leading = leadingGoal(goals);
  const ordered = goals.toSorted((a, b) =>
    Number(b.figure === leading?.figure) - Number(a.figure === leading?.figure)
  );
  return ordered.flatMap((goal) =>
    pairs.map((axes) => namedMap(plan, shareMapOf(plan, reach, goal, axes), axes))
  );
}

function namedMap(plan: SweepPlan, map: ShareMap, { rows, columns }: MapAxes): NamedMap {
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
    map,
    data: { rows: sideOf(plan.axes[rows]), columns: sideOf(plan.axes[columns]), shares: map.shares },
    pooled,
  };
}

/** The maps as figures of the report; none where fewer than two keys were chosen. */
export function shareMapBlocks(plan: SweepPlan, summary: SweepSummary): readonly Block[] {
  const maps = mapsOf(plan, summary);
  const figures = maps.slice(0, MOST_MAPS).map((named, index): Figure => {
    const { map, data } = named;
    const shares = map.shares.flat();
    return {
      id: `map-${index + 1}`,
      caption: [`${titleOf(named)}.`],
      draw: (frame) =>
        heatMap({
          ...frame,
          title: `Share with ${map.goal.words} by ${data.rows.name} and ${data.columns.name}`,
          description: `From ${percentage(Math.min(...shares))} to ${percentage(Math.max(...shares))}`,
        }, data),
      lines: () => terminalHeatMap(data, 72),
    };
  });
  const note = cutNote([{ shown: figures.length, count: maps.length, what: "maps" }], "trials.csv").trim();
  return [
    ...(figures.length === 0 ? [] : [{ kind: "figures", figures } as const]),
    ...[...(note === "" ? [] : [note]), ...undrawn(plan, summary)].map((words) => paragraph(words)),
  ];
}

/** What a map shows: `All rows right by learning_rate and hidden, in % of 100 trials a cell`. */
function titleOf({ map, data, pooled }: NamedMap): string {
  const over = pooled.length === 0 ? "" : `, over every ${listed(pooled)}`;
  const words = map.goal.words;
  return `${words[0].toUpperCase()}${
    words.slice(1)
  } by ${data.rows.name} and ${data.columns.name}, in % of ` +
    `${counted(map.trialCount, "trial")} a cell${over}`;
}

/** The maps as lines for a terminal, each with a blank one at its end; of more than two keys those of the leading goal. */
export function shareMapLines(
  plan: SweepPlan,
  summary: SweepSummary,
  { columns, emphasize }: { readonly columns: number; readonly emphasize: Emphasize },
): readonly string[] {
  const maps = mapsOf(plan, summary);
  const isPair = maps.every(({ pooled }) => pooled.length === 0);
  const shown = isPair ? maps : maps.filter(({ map }) => map.goal.figure === maps[0].map.goal.figure);
  const notes = [
    ...(maps.length > shown.length ? ["… the report has the maps of the other goals"] : []),
    ...undrawn(plan, summary),
  ];
  const paint: Paint = (content, { part }) =>
    part === "filled" ? emphasize("cyan", content) : part === "empty" ? emphasize("dim", content) : content;
  return [
    ...shown.flatMap((named) => [
      ...fitting(titleOf(named), columns).map((line) => emphasize("bold", line)),
      ...terminalHeatMap(named.data, columns - 2, paint).map((line) => line === "" ? "" : `  ${line}`),
      "",
    ]),
    ...notes.flatMap((note) => [...fitting(note, columns).map((line) => emphasize("dim", line)), ""]),
  ];
}

/** A text in lines, of which a name from a file makes none wider than the terminal. */
function fitting(text: string, columns: number): readonly string[] {
  return wrapped(visible(text), columns).map((line) => shortened(line, columns, cellCount));
}
