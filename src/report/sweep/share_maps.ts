// Heat maps over two swept keys, for the report and for a terminal: of what the rows held out say, and of the goals.
// What must not change: no line for a terminal is wider than asked for, and what is not drawn is named.

import { heatMap } from "../../chart/heat_map.ts";
import { terminalHeatMap } from "../../chart/terminal_heat_map.ts";
import { type Block, type Figure, paragraph } from "../../document/page.ts";
import { valueCount } from "../../experiment/experiment.ts";
import { judgedNames } from "../../sweep/figures.ts";
import { goalsOf } from "../../sweep/goals.ts";
import type { SweepPlan } from "../../sweep/plan.ts";
import { mapAxesOf } from "../../sweep/share_map.ts";
import type { SweepSummary } from "../../sweep/summary.ts";
import { wrapped } from "../../text/lines.ts";
import { inFull } from "../../text/number_words.ts";
import type { Emphasize, Paint } from "../../text/terminal_style.ts";
import { visible } from "../../text/visible_text.ts";
import { cellCount, shortened } from "../../text/width.ts";
import { cutNote, listed, upperFirst } from "../../text/words.ts";
import { mapsOf, MOST_VALUES, titleOf } from "./named_maps.ts";
import { columnsOf, keyName } from "./setting_arguments.ts";

/** More maps than this are not drawn. */
const MOST_MAPS = 12;

/** What is not drawn, in words; none where all is. */
function undrawn(plan: SweepPlan, { reach }: SweepSummary): readonly string[] {
  const axes = new Set(mapAxesOf(plan).flatMap(({ rows, columns }) => [rows, columns]));
  if (axes.size === 0 || goalsOf(plan.experiment).length === 0 && judgedNames(plan.experiment).length === 0) {
    return [];
  }
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

/** The maps as figures of the report; none where fewer than two keys were chosen. */
export function shareMapBlocks(plan: SweepPlan, summary: SweepSummary): readonly Block[] {
  const maps = mapsOf(plan, summary);
  const figures = maps.slice(0, MOST_MAPS).map((named, index): Figure => {
    const { data, words, span } = named;
    return {
      id: `map-${index + 1}`,
      caption: [`${titleOf(named)}.`],
      draw: (frame) =>
        heatMap({
          ...frame,
          title: `${upperFirst(words[0])} by ${data.rows.name} and ${data.columns.name}`,
          description: span,
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

/** The maps as lines for a terminal, each with a blank one at its end; of more than two keys those of what leads. */
export function shareMapLines(
  plan: SweepPlan,
  summary: SweepSummary,
  { columns, emphasize }: { readonly columns: number; readonly emphasize: Emphasize },
): readonly string[] {
  const maps = mapsOf(plan, summary);
  const isPair = maps.every(({ pooled }) => pooled.length === 0);
  const shown = isPair ? maps : maps.filter(({ isLeading }) => isLeading);
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
