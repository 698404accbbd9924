// Draws losses by epoch in a terminal: braille dots for one run, a sign of its own for each of several.
// Why: braille shows eight dots a character, which makes one smooth line; but where lines meet they could not be kept
// apart without colour, so several runs are drawn with signs that are named at the right.

import type { LossSeries } from "./loss_chart.ts";
import { niceAxis } from "./axis.ts";
import { extentOf, linearScale, type Scale, type ScaleKind, scaleOf } from "./scale.ts";
import { spread } from "./label_room.ts";
import { aligned } from "../text/lines.ts";
import { type Paint, unpainted } from "../text/terminal_style.ts";
import { visible } from "../text/visible_text.ts";
import { cellCount, shortened } from "../text/width.ts";
import { brailleCells, cellAt, paintedRow, signCells, SIGNS } from "./terminal_plot.ts";
import { type Tick, wholeTicks } from "./ticks.ts";

/** What a chart in the terminal shows, and how large it is. */
export interface TerminalChartData {
  /** In the order in which signs are given out. */
  readonly series: readonly LossSeries[];
  /** A logarithmic axis leaves out losses of 0 and below. */
  readonly scale: ScaleKind;
  /** In characters, with the labels; at least 20. */
  readonly width: number;
  /** In lines, with the two lines of the epochs; at least 5. */
  readonly height: number;
}

/** A loss chart as lines of text, without line ends and without trailing blanks. */
export function terminalChart(data: TerminalChartData, paint: Paint = unpainted): readonly string[] {
  const width = Math.max(20, Math.floor(data.width));
  const rowCount = Math.max(5, Math.floor(data.height)) - 2;
  const points = data.series.flatMap((series) => series.points);
  const tickCount = Math.ceil(rowCount / 3);
  const [low, high, yTicks] = niceAxis(points.map(({ loss }) => loss), data.scale, {
    linear: tickCount,
    logarithmic: tickCount + 1,
  });
  const endNames = data.series.map(({ label }, index) => endName(label, index, data.series.length));
  const nameWidth = Math.min(Math.floor(width / 3), Math.max(0, ...endNames.map(cellCount)));
  const labelWidth = Math.max(...yTicks.map(({ label }) => cellCount(label)), 1);
  const columnCount = Math.max(4, width - labelWidth - 2 - (nameWidth === 0 ? 0 : nameWidth + 1));
  const [first, last] = points.length === 0 ? [0, 1] : extentOf(points.map(({ epoch }) => epoch));
  // Positions are in characters: a point at 2.5 lies in the middle of the third.
  const x = linearScale([first, last], [0, columnCount]);
  const y = scaleOf(data.scale, [low, high], [rowCount, 0]);
  const size = { columnCount, rowCount };
  const cells = data.series.length === 1
    ? brailleCells(data.series[0], x, y, size)
    : signCells(data.series, x, y, size);
  const names = namesByRow(data.series, endNames, y, rowCount);
  const tickLabels = labelsByRow(yTicks, y, rowCount);
  const lines: string[] = [];
  for (let row = 0; row < rowCount; row++) {
    const label = tickLabels.get(row);
    const axis = aligned(label ?? "", labelWidth, "right") + (label === undefined ? " │" : " ┤");
    const name = names.get(row);
    const shown = name === undefined ? "" : shortened(endNames[name], nameWidth, cellCount);
    const plot = paintedRow(cells, row, columnCount, paint, shown === "" ? "cut off" : "kept");
    const end = name === undefined || shown === "" ? "" : ` ${paint(shown, { part: "series", index: name })}`;
    lines.push(paint(plot === "" && end === "" ? axis.trimEnd() : axis, { part: "axis" }) + plot + end);
  }
  lines.push(...epochLines(first, last, x, columnCount, labelWidth, paint));
  return lines;
}

/** Logarithmic where the losses span a factor of ten: each tenth is then as high as the one before. */
export function fittingScale(series: readonly LossSeries[]): ScaleKind {
  const [least, most] = extentOf(series.flatMap(({ points }) => points.map(({ loss }) => loss)));
  return least > 0 && most / least >= 10 ? "logarithmic" : "linear";
}

function endName(label: string, index: number, seriesCount: number): string {
  if (seriesCount === 1) return visible(label);
  return `${SIGNS[index % SIGNS.length]} ${visible(label)}`.trimEnd();
}

function labelsByRow(yTicks: readonly Tick[], y: Scale, rowCount: number): ReadonlyMap<number, string> {
  return new Map(yTicks.map(({ value, label }) => [cellAt(y(value), rowCount), label]));
}

/** Which series is named in which row: beside its end, or as near to it as there is room. */
function namesByRow(
  series: readonly LossSeries[],
  endNames: readonly string[],
  y: Scale,
  rowCount: number,
): ReadonlyMap<number, number> {
  const named = series.flatMap(({ points }, index) => {
    const end = [...points].reverse().find(({ loss }) => Number.isFinite(y(loss)));
    return end === undefined || endNames[index] === "" ? [] : [{ index, row: cellAt(y(end.loss), rowCount) }];
  }).slice(0, rowCount);
  const middles = spread(named.map(({ row }) => ({ middle: row + 0.5, size: 1 })), 0, rowCount);
  const order = named.map((_, index) => index).sort((a, b) => middles[a] - middles[b] || a - b);
  // Middles are at least 1 apart, up to rounding: a row that is taken moves the name to the next.
  const byRow = new Map<number, number>();
  let free = 0;
  order.forEach((index, rank) => {
    const row = Math.max(free, Math.min(Math.floor(middles[index]), rowCount - (order.length - rank)));
    byRow.set(row, named[index].index);
    free = row + 1;
  });
  return byRow;
}

/** The axis below the plot, with a label under each tick that has room for it; the first says what is counted. */
function epochLines(
  first: number,
  last: number,
  x: Scale,
  columnCount: number,
  labelWidth: number,
  paint: Paint,
): readonly string[] {
  const axis = new Array<string>(columnCount).fill("─");
  let labels = "";
  for (const { value, label } of wholeTicks(first, last, Math.max(2, Math.floor(columnCount / 12)))) {
    const column = cellAt(x(value), columnCount);
    const named = labels === "" ? `epoch ${label}` : label;
    const middle = column - Math.floor(label.length / 2) - (named.length - label.length);
    const start = Math.max(0, Math.min(columnCount - named.length, middle));
    if (labels !== "" && start <= labels.length) continue;
    axis[column] = "┬";
    labels = labels.padEnd(start) + named;
  }
  const indent = " ".repeat(labelWidth + 1);
  return [
    paint(`${indent}└${axis.join("")}`, { part: "axis" }),
    paint(`${indent} ${labels}`, { part: "axis" }),
  ];
}
