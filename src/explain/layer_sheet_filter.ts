// A filter laid over an image, and the greatest of a square, on a sheet: windows as tables, products to be worked out.
// Why tables beside each other: what a convolution does is seen where the filter lies over what it weighs.

import { type Block, paragraph, section, type Words } from "../document/page.ts";
import { positionsOf, type Term } from "../engine/conv.ts";
import { type ConvLayer, filterSizeOf, firstOutputOf, type MaxpoolLayer } from "../engine/layers.ts";
import { squareOf } from "../engine/maxpool.ts";
import { counted, listed } from "../text/words.ts";
import { outputEquation } from "./equations.ts";
import { type Expression, expressions, type Quantity } from "./expression.ts";
import type { LayerFocus } from "./layer_focus.ts";
import { type LayerSheet, reordered, restWords, type SheetPart, withBias } from "./layer_sheet_parts.ts";
import { type LessonColumn, named } from "./lesson_pieces.ts";

/** Rows and columns of a window that are worked out, at most: of a larger filter the others are given as a rest. */
const MOST_LINES = 5;

/** Columns of tables that stand beside each other, at most. */
const MOST_BESIDE = 3;

/** A weight with what lies under it, counted from 1 in the filter and in the image. */
interface Pair {
  readonly row: number;
  readonly column: number;
  readonly weight: Quantity;
  readonly input: Quantity;
}

/** One filter at one place. */
interface Window {
  /** Row by row. */
  readonly rows: readonly (readonly Pair[])[];
  /** Of the image, counted from 1. */
  readonly top: number;
  readonly left: number;
  /** The channel that is laid under the filter, from 1. */
  readonly channel: number;
  /** What else the filter weighs there. */
  readonly others: readonly Expression[];
}

/** A convolution at one place. */
export function convPart(layer: ConvLayer, index: number, sheet: LayerSheet): SheetPart {
  const { numbers, focus, writer } = sheet;
  const name = numbers.layerNames[index];
  const neuron = focus.neuronIn(index);
  const filter = (neuron - layer.firstNeuron) % layer.output.channels;
  const window = windowOf(layer, index, focus);
  const products = window.rows.map((pairs) =>
    pairs.map(({ weight, input }) => sheet.product(expressions.multiply(weight, input)))
  );
  const sum = sheet.some(products.flat(), window.others);
  const bias = layer.hasBias ? numbers.parameter(layer.biasOffset + filter) : null;
  return {
    about: name,
    section: section(`layer-${index + 1}`, `${name}: a filter at one place`, [
      paragraph(...placeWords(layer, index, window, sheet)),
      ...besideEachOther(
        imageTable(window, index, sheet),
        filterTable(window, `Filter ${filter + 1}${channelWords(layer, window)}:`, sheet),
        window,
      ),
      productTable(window, products, sheet),
      ...(sum.rest === null ? [] : [
        paragraph(
          "The filter weighs more than that.",
          ...restWords([sum], "the sum of the other products"),
        ),
      ]),
      writer.equations([
        reordered(numbers.sumEquation(neuron, withBias(sum.formula, bias)), sum),
        outputEquation(numbers.neuronEnd(layer, neuron)),
      ]),
    ]),
  };
}

/** Two tables of a window: wider ones have no room beside each other on a sheet, or below each other on a phone. */
function besideEachOther(one: Block, other: Block, { rows }: Window): readonly Block[] {
  return rows[0].length <= MOST_BESIDE ? [{ kind: "beside", blocks: [one, other] }] : [one, other];
}

/** Which filter is laid over what. */
function placeWords(
  layer: ConvLayer,
  index: number,
  window: Window,
  { numbers, focus }: LayerSheet,
): Words {
  const { layerNames, neuronNames } = numbers;
  const neuron = focus.neuronIn(index);
  const filterCount = layer.output.channels;
  const image = index === 0 ? "the image" : `what ${layerNames[index - 1]} makes`;
  return [
    `${layerNames[index]} moves ${counted(filterCount, "filter")} over ${image}. Filter ` +
    `${(neuron - layer.firstNeuron) % filterCount + 1} is laid over ` +
    `${lines("row", window.top, window.rows.length)} and ` +
    `${lines("column", window.left, window.rows[0].length)}${channelWords(layer, window)}; ` +
    "what it finds there is ",
    named(neuronNames[neuron]),
    ":",
  ];
}

/** Which channel is worked out, where there are several. */
function channelWords({ input }: ConvLayer, { channel }: Window): string {
  return input.channels === 1 ? "" : `, channel ${channel}`;
}

/** `rows 1 to 3` */
function lines(what: string, first: number, count: number): string {
  return count === 1 ? `${what} ${first}` : `${what}s ${first} to ${first + count - 1}`;
}

function windowOf(layer: ConvLayer, index: number, focus: LayerFocus): Window {
  const { numbers } = focus;
  const { input: { columns, channels }, size } = layer;
  const place = focus.neuronIn(index) - layer.firstNeuron;
  const first = layer.weightOffset + place % layer.output.channels * filterSizeOf(layer);
  const channel = channelUnder(layer, index, focus);
  const pairOf = ({ weight, input }: Term): Pair => ({
    row: Math.floor(weight / channels / size) + 1,
    column: Math.floor(weight / channels) % size + 1,
    weight: numbers.parameter(first + weight),
    input: numbers.entering(index, input),
  });
  const { terms } = positionsOf(layer)[Math.floor(place / layer.output.channels)];
  const corner = terms[0];
  const { row: firstRow, column: firstColumn } = pairOf(corner);
  const isWorkedOut = (term: Term): boolean => {
    const { row, column } = pairOf(term);
    return term.input % channels === channel && row < firstRow + MOST_LINES &&
      column < firstColumn + MOST_LINES;
  };
  const rows = Object.values(Object.groupBy(terms.filter(isWorkedOut).map(pairOf), ({ row }) => row));
  const point = Math.floor(corner.input / channels);
  return {
    rows: rows as Pair[][],
    top: Math.floor(point / columns) + 1,
    left: point % columns + 1,
    channel: channel + 1,
    others: terms.filter((term) => !isWorkedOut(term)).map(pairOf)
      .map(({ weight, input }) => expressions.multiply(weight, input)),
  };
}

/** The channel that the followed weight weighs, or that of the neuron that is shown below. */
function channelUnder(layer: ConvLayer, index: number, focus: LayerFocus): number {
  const { channels } = layer.input;
  if (index > 0) {
    return (focus.neuronIn(index - 1) - firstOutputOf(focus.numbers.layers[index - 1])) % channels;
  }
  const isWeight = focus.groupIn(layer)?.name === "weights";
  return isWeight ? (focus.parameter - layer.weightOffset) % channels : 0;
}

/** What lies under the filter: given, but for what the sheet has asked for. */
function imageTable(window: Window, index: number, sheet: LayerSheet): Block {
  const { focus, numbers } = sheet;
  const caption = index === 0
    ? "The image, as the network sees it:"
    : `What ${numbers.layerNames[index - 1]} makes:`;
  const asked = index === 0 ? null : numbers.neuronNames[focus.neuronIn(index - 1)];
  const columns = columnsOf(window, window.left, ({ input }) => input, asked, sheet);
  return gridOf([caption], window, window.top, columns, sheet);
}

function filterTable(window: Window, caption: string, sheet: LayerSheet): Block {
  const [[{ row, column }]] = window.rows;
  return gridOf(
    [caption],
    window,
    row,
    columnsOf(window, column, ({ weight }) => weight, null, sheet),
    sheet,
  );
}

/** A column of numbers that are given, but for one that is asked for. */
function columnsOf(
  { rows }: Window,
  first: number,
  of: (pair: Pair) => Quantity,
  asked: string | null,
  sheet: LayerSheet,
): readonly LessonColumn<number>[] {
  return rows[0].map((_, column): LessonColumn<number> => {
    const at = (row: number): Quantity => of(rows[row][column]);
    const hasAsked = rows.some((pairs) => of(pairs[column]).name === asked);
    return {
      title: `column ${first + column}`,
      of: (row) => at(row).name === asked ? at(row).value : sheet.lay(at(row)),
      ...(hasAsked ? { asks: (row: number) => at(row).name === asked ? asked : null } : {}),
    };
  });
}

function productTable(window: Window, products: readonly (readonly Quantity[])[], sheet: LayerSheet): Block {
  const all = products.flat();
  const [first, last] = [all[0], all[all.length - 1]];
  const names = all.length === 1 ? [named(first.name)] : [named(first.name), " to ", named(last.name)];
  const [[{ row, column }]] = window.rows;
  const columns = products[0].map((_, at): LessonColumn<number> => ({
    title: `column ${column + at}`,
    of: (line) => products[line][at].value,
    asks: (line) => products[line][at].name,
  }));
  return gridOf(
    ["Each number of the filter times the number under it, row by row, ", ...names, ":"],
    window,
    row,
    columns,
    sheet,
  );
}

/** Numbers as they lie, with the numbers of their rows, from `first` on. */
function gridOf(
  caption: Parameters<LayerSheet["writer"]["table"]>[0],
  { rows }: Window,
  first: number,
  columns: readonly LessonColumn<number>[],
  { writer }: LayerSheet,
): Block {
  const lines = rows.map((_, row) => row);
  const [table] = writer.table(
    caption,
    [{ title: "row", of: (row: number) => String(first + row) }, ...columns],
    lines,
    "row",
    null,
  );
  return table;
}

/** The greatest of one square, and where it stands. */
export function maxpoolPart(layer: MaxpoolLayer, index: number, sheet: LayerSheet): SheetPart {
  const { numbers, focus, writer } = sheet;
  const neuron = focus.neuronIn(index);
  const inputs: readonly Quantity[] = squareOf(layer, neuron - layer.firstNeuron)
    .map((input) => numbers.entering(index, input));
  const greatest = (inputs as readonly Expression[]).reduce((a, b) => expressions.maximum(a, b));
  const winners = inputs.filter(({ value }) => value === numbers.activation(neuron))
    .map(({ name }) => String(name));
  const isOne = layer.ties === "first";
  const name = numbers.layerNames[index];
  return {
    about: name,
    section: section(`layer-${index + 1}`, `${name}: the greatest of a square`, [
      paragraph(
        `${name} keeps the greatest of each ${layer.size} × ${layer.size}. One square gives `,
        named(numbers.neuronNames[neuron]),
        ":",
      ),
      writer.equations([numbers.outputEquation(neuron, greatest)]),
      paragraph(
        isOne ? "The winner, of equal ones the first: " : "The winners, each of the greatest: ",
        writer.foundWord(`winner of ${name}`, isOne ? winners[0] ?? "none" : listed(winners)),
        ".",
      ),
    ]),
  };
}
