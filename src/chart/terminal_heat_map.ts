// Draws shares over two keys in characters: a shade and a number in each cell.
// Why a shade of characters and not of colours: it is there without colours too, and is copied with the text.
// What must not change: no line is wider than asked for, and no cell is left out; what is too wide goes on below.

import { cellTexts, type HeatMapData, turned } from "./heat_map.ts";
import { aligned, wrapped } from "../text/lines.ts";
import { type Paint, unpainted } from "../text/terminal_style.ts";
import { visible } from "../text/visible_text.ts";
import { cellCount, shortened, widestOf } from "../text/width.ts";

const SHADES = "·░▒▓█";

/** How a cell is written: with wide shades and the sign, or with less where there is little room. */
interface CellStyle {
  readonly shade: number;
  readonly gap: number;
  readonly textOf: (number: string) => string;
}

const STYLES: readonly CellStyle[] = [
  { shade: 2, gap: 2, textOf: (number) => number },
  { shade: 1, gap: 1, textOf: (number) => number.replace("%", "") },
];

/**
 * A heat map as lines of text, without line ends; lines and columns are exchanged where it is the narrower for it.
 *
 * @param width in cells.
 */
export function terminalHeatMap(
  data: HeatMapData,
  width: number,
  paint: Paint = unpainted,
): readonly string[] {
  const whole = { ...data, rows: shown(data.rows, width), columns: shown(data.columns, width) };
  const forms = STYLES.flatMap((style) => [whole, turned(whole)].map((map) => laidOut(map, style)));
  const form = forms.find(({ total }) => total <= width) ?? laidOut(whole, STYLES[STYLES.length - 1]);
  const { map, rowWidth, numberWidth, cellWidth, style } = form;
  const perBlock = Math.max(1, Math.floor((width - rowWidth) / (cellWidth + style.gap)));
  // The sign stays where a name is cut.
  const named = (name: string, sign: string): string =>
    `${shortened(visible(name), width - 2, cellCount)} ${sign}`;
  const texts = cellTexts(map);
  const lines = [...wrapped([named(map.rows.name, "↓"), named(map.columns.name, "→")], width, "", "  ")]
    .map((line) => paint(line, { part: "label" }));
  for (let from = 0; from < map.columns.labels.length; from += perBlock) {
    if (from > 0) lines.push("");
    const until = from + perBlock;
    const gap = " ".repeat(style.gap);
    const labels = map.columns.labels.slice(from, until).map((label) =>
      gap + aligned(label, cellWidth, "right")
    );
    lines.push(paint(" ".repeat(rowWidth) + labels.join(""), { part: "label" }));
    map.rows.labels.forEach((label, row) => {
      const cells = map.shares[row].slice(from, until).map((share, column) =>
        gap + cellText(share, texts[row][from + column], { ...style, numberWidth, cellWidth }, paint)
      );
      lines.push(paint(aligned(label, rowWidth, "right"), { part: "label" }) + cells.join(""));
    });
  }
  return lines;
}

/** A side whose labels can be seen, and none of which takes more than a third of the width. */
function shown({ name, labels }: HeatMapData["rows"], width: number): HeatMapData["rows"] {
  const room = Math.max(4, Math.floor(width / 3));
  return { name, labels: labels.map((label) => shortened(visible(label), room, cellCount)) };
}

function laidOut(map: HeatMapData, style: CellStyle) {
  const rowWidth = widestOf(map.rows.labels);
  const numberWidth = widestOf(cellTexts(map).flat().map(style.textOf));
  const cellWidth = Math.max(widestOf(map.columns.labels), style.shade + 1 + numberWidth);
  const total = rowWidth + map.columns.labels.length * (cellWidth + style.gap);
  return { map, style, rowWidth, numberWidth, cellWidth, total };
}

function cellText(
  share: number,
  number: string,
  { shade, textOf, numberWidth, cellWidth }: CellStyle & {
    readonly numberWidth: number;
    readonly cellWidth: number;
  },
  paint: Paint,
): string {
  const sign = paint(
    SHADES[Math.ceil(share * (SHADES.length - 1))].repeat(shade),
    { part: share > 0 ? "filled" : "empty" },
  );
  const width = shade + 1 + numberWidth;
  return " ".repeat(cellWidth - width) + sign + aligned(textOf(number), 1 + numberWidth, "right");
}
