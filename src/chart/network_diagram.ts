// Draws a network: neurons in layers, connections as wide as their weights are large.
// Why: a small network can be read number by number, with the names that `explain` uses (w1 …, b1 …); of a large one only its
// shape and its strongest connections can be seen, so layers and labels are left out, and the drawing says so.

import {
  chartDocument,
  type ChartFrame,
  coordinate,
  element,
  fittedText,
  group,
  type Markup,
  stack,
  text,
  TEXT_SIZE,
  titledText,
} from "./svg.ts";
import { biasLabels, LABEL_SIZE, neuronLabels, onPaper, weightLabels } from "./network_labels.ts";
import {
  type Connection,
  connectionsOf,
  type DrawnLayer,
  drawnLayers,
  MOST_NEURONS,
  type NetworkDiagramData,
} from "./network_layout.ts";
import { fill, fillAndStroke, stroke } from "./palette.ts";
import { fittedCategory, textWidth } from "../text/width.ts";

/** Beyond this many weights the numbers would cover each other. */
const MOST_LABELLED_WEIGHTS = 30;

/** The widest connection. */
const WIDEST_LINE = 6;

/** A network as SVG text, by default 420 wide and as high as the largest layer needs. */
export function networkDiagram(frame: ChartFrame, data: NetworkDiagramData): string {
  const { width, height } = diagramSize(frame, data);
  const isLabelled = hasLabels(data);
  const drawn = drawnLayers(data, width, height);
  const connections = connectionsOf(data, drawn);
  return chartDocument(frame, { width, height }, [
    connectionShapes(connections, data.widest ?? largestWeight(data)),
    neuronShapes(drawn),
    leftOut(drawn, data, height),
    names(data, drawn, width),
    isLabelled ? neuronLabels(drawn) : text(""),
    isLabelled ? biasLabels(data.layers.map(({ biases }) => biases), drawn) : text(""),
    isLabelled ? weightLabels(connections, drawn) : text(""),
    key(width, height),
  ]);
}

/** The size of a drawing, in user units. */
export function diagramSize(
  { width = 420, height }: Pick<ChartFrame, "width" | "height">,
  data: NetworkDiagramData,
): { readonly width: number; readonly height: number } {
  const most = Math.max(data.inputs.length, ...data.layers.map(({ weights }) => weights.length));
  const natural = 84 + Math.max(3, Math.min(MOST_NEURONS, most)) * (hasLabels(data) ? 48 : 36);
  return { width, height: height ?? natural };
}

/** Whether the picture of a network is large enough for the names and values of its parameters. */
export function hasLabels({ layers }: Pick<NetworkDiagramData, "layers">): boolean {
  const weightCount = layers.reduce(
    (count, { weights }) => count + weights.length * (weights[0]?.length ?? 0),
    0,
  );
  return weightCount <= MOST_LABELLED_WEIGHTS;
}

function largestWeight({ layers }: NetworkDiagramData): number {
  let largest = 0;
  for (const { weights } of layers) {
    for (const row of weights) {
      for (let index = 0; index < row.length; index++) {
        const size = Math.abs(row[index]);
        if (Number.isFinite(size)) largest = Math.max(largest, size);
      }
    }
  }
  return largest;
}

/** Widths in proportion to the weights; negative ones dashed as well as in another colour. */
function connectionShapes(connections: readonly Connection[], largest: number): Markup {
  const line = ({ from, to, weight }: Connection) =>
    element("path", {
      "stroke-width": Number.isFinite(weight) && largest > 0
        ? Math.max(0.3, WIDEST_LINE * (Math.abs(weight) / largest))
        : 0.3,
      d: `M${coordinate(from.x)},${coordinate(from.y)}L${coordinate(to.x)},${coordinate(to.y)}`,
    });
  const isPositive = ({ weight }: Connection) => weight > 0;
  const isNegative = ({ weight }: Connection) => weight < 0;
  const rest = connections.filter((connection) => !isPositive(connection) && !isNegative(connection));
  return stack([
    group(stroke("muted"), rest.map(line)), // zero, or not a number
    group(stroke("positive"), connections.filter(isPositive).map(line)),
    group({ ...stroke("negative"), "stroke-dasharray": "7 3" }, connections.filter(isNegative).map(line)),
  ]);
}

function neuronShapes(drawn: readonly DrawnLayer[]): Markup {
  const circles = drawn.flatMap(({ neurons, radius }) =>
    neurons.map(({ x, y }) => element("circle", { cx: x, cy: y, r: radius }))
  );
  return group({ ...fillAndStroke("paper", "ink"), "stroke-width": 1.5 }, circles);
}

/** Says how many neurons and layers are not drawn, where they would be. */
function leftOut(drawn: readonly DrawnLayer[], { layers }: NetworkDiagramData, height: number): Markup {
  const note = (x: number, y: number, words: string) =>
    onPaper(x, y - 4, textWidth(words, LABEL_SIZE) / 2 + 3, words);
  const notes = drawn.flatMap(({ neurons, neuronCount, radius }) => {
    if (neurons.length === neuronCount) return [];
    const [above, last] = neurons.slice(-2);
    return [
      note(last.x, (above.y + last.y) / 2 + 4, `⋮ ${neuronCount - neurons.length} more`),
      note(last.x, last.y + radius + 14, `${neuronCount}`),
    ];
  });
  const hiddenLayers = layers.length + 1 - drawn.length;
  if (hiddenLayers > 0) {
    const x = (drawn[2].neurons[0].x + drawn[3].neurons[0].x) / 2;
    const y = (height - 24) / 2;
    notes.push(note(x, y, `⋯ ${hiddenLayers} more`), note(x, y + LABEL_SIZE + 2, "layers"));
  }
  return group({ ...fill("muted"), "font-size": LABEL_SIZE, "text-anchor": "middle" }, notes);
}

/** Features at the left of the inputs, targets at the right of the outputs. */
function names(
  { inputs, outputs }: NetworkDiagramData,
  drawn: readonly DrawnLayer[],
  width: number,
): Markup {
  const first = drawn[0];
  const last = drawn[drawn.length - 1];
  const inputNames = first.neurons.map(({ index, x, y }) => {
    const at = x - first.radius - 6;
    const name = inputs[index] ?? "";
    const label = titledText(name, fittedCategory(name, at - 4, TEXT_SIZE));
    return element("text", { x: at, y: y + 4, "text-anchor": "end" }, label);
  });
  const outputNames = last.neurons.map(({ index, x, y }) => {
    const at = x + last.radius + 6;
    return element("text", { x: at, y: y + 4 }, fittedText(outputs[index] ?? "", width - at, TEXT_SIZE));
  });
  return group(fill("ink"), [...inputNames, ...outputNames]);
}

/** What is said of the widths, as far as there is room. */
const WIDTH_WORDS = ["wider: a larger weight", "wide is large"];

/** How to read the lines: the colour and the dashes tell the sign, the width the size. */
function key(width: number, height: number): Markup {
  const y = height - 10;
  const signs = (["positive", "negative"] as const).map((sign, index, [first]) => ({
    sign,
    x: index === 0 ? 4 : 4 + 26 + textWidth(first, LABEL_SIZE) + 14,
  }));
  const [, { sign, x }] = signs;
  const end = x + 26 + textWidth(sign, LABEL_SIZE) + 14;
  const ofWidth = WIDTH_WORDS.find((words) => textWidth(words, LABEL_SIZE) <= width - end);
  return stack([
    ...signs.map(({ sign, x }) =>
      element("path", {
        ...stroke(sign),
        "stroke-width": 3,
        ...(sign === "negative" ? { "stroke-dasharray": "7 3" } : {}),
        d: `M${coordinate(x)},${coordinate(y - 4)}h20`,
      })
    ),
    group({ ...fill("muted"), "font-size": LABEL_SIZE }, [
      ...signs.map(({ sign, x }) => element("text", { x: x + 26, y }, text(sign))),
      ...(ofWidth === undefined ? [] : [element("text", { x: end, y }, text(ofWidth))]),
    ]),
  ]);
}
