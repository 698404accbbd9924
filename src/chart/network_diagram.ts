// Draws a network: neurons in layers, connections as wide as their weights are large.
// Why: a small network can be read number by number, with the names that `explain` uses (w1 …, b1 …); of a large one only its
// shape and its strongest connections can be seen, so layers and labels are left out and said to be.

import {
  chartDocument,
  type ChartFrame,
  coordinate,
  element,
  group,
  type Markup,
  stack,
  text,
  textSize,
} from "./svg.ts";
import {
  biasLabels,
  type Connection,
  type DrawnLayer,
  type DrawnNeuron,
  haloed,
  labelSize,
  weightLabels,
} from "./network_labels.ts";
import { fill, fillAndStroke, stroke } from "./palette.ts";
import { shortened, textWidth } from "../text/width.ts";

/** One layer of neurons after the inputs. */
export interface DiagramLayer {
  /** Shape [neuron][input]. */
  readonly weights: readonly ArrayLike<number>[];
  /** One for each neuron. */
  readonly biases: ArrayLike<number>;
}

/** What a network diagram shows. */
export interface NetworkDiagramData {
  /** The names of the features. */
  readonly inputs: readonly string[];
  /** The names of what comes out, one for each neuron of the last layer. */
  readonly outputs: readonly string[];
  /** Hidden layers, then the output layer. */
  readonly layers: readonly DiagramLayer[];
}

/** Beyond this many weights the numbers would cover each other. */
const mostLabelledWeights = 30;

/** A layer with more neurons shows this many, the last one below a note. */
const mostNeurons = 8;

/** Neurons of a small layer stand no farther apart, middle to middle. */
const farthestNeurons = 110;

/** A deeper network shows its first and last layers. */
const mostLayers = 6;

/** The widest connection. */
const widestLine = 6;

/**
 * A network as SVG text.
 *
 * @param frame id, text alternatives and size; 420 wide by default, and as high as the largest layer needs.
 * @param data names, weights and biases.
 *
 * @example One neuron
 * ```ts
 * const svg = networkDiagram({ id: "network", title: "The network", description: "One neuron" }, {
 *   inputs: ["weight", "height"],
 *   outputs: ["gender"],
 *   layers: [{ weights: [[0.5, -2]], biases: [0.25] }],
 * });
 * if (!svg.includes("−2.00") || !svg.includes(">gender</text>")) throw new Error("wrong");
 * ```
 */
export function networkDiagram(frame: ChartFrame, data: NetworkDiagramData): string {
  const { width = 420 } = frame;
  const weightCount = data.layers.reduce(
    (count, { weights }) => count + weights.length * (weights[0]?.length ?? 0),
    0,
  );
  const isLabelled = weightCount <= mostLabelledWeights;
  const most = Math.max(data.inputs.length, ...data.layers.map(({ weights }) => weights.length));
  const height = frame.height ?? 84 + Math.max(3, Math.min(mostNeurons, most)) * (isLabelled ? 48 : 36);
  const drawn = placeLayers(data, width, height);
  const connections = connect(data, drawn);
  return chartDocument(frame, { width, height }, [
    connectionShapes(connections, largestWeight(data)),
    neuronShapes(drawn),
    leftOut(drawn, data, height),
    names(data, drawn),
    isLabelled ? biasLabels(data.layers.map(({ biases }) => biases), drawn) : text(""),
    isLabelled ? weightLabels(connections, drawn) : text(""),
    key(width, height),
  ]);
}

function measure(content: string): number {
  return textWidth(content, textSize);
}

function placeLayers({ inputs, outputs, layers }: NetworkDiagramData, width: number, height: number) {
  const counts = [inputs.length, ...layers.map(({ weights }) => weights.length)];
  const shown = counts.map((_, index) => index)
    .filter((index) => counts.length <= mostLayers || index < 3 || index >= counts.length - 2);
  const most = Math.max(...counts.map((count) => Math.min(count, mostNeurons)));
  const radius = most > 5 ? 8 : 14;
  const nameRoom = (content: readonly string[]) =>
    Math.min(width / 4, Math.max(0, ...content.map(measure))) + 14;
  const left = nameRoom(inputs) + radius;
  const right = width - nameRoom(outputs) - radius;
  const [top, bottom] = [20 + radius, height - 44 - radius];
  return shown.map((index, place): DrawnLayer => {
    const x = left + (right - left) * place / Math.max(1, shown.length - 1);
    const count = counts[index];
    const slots = Math.min(count, mostNeurons);
    const distance = Math.min(farthestNeurons, (bottom - top) / Math.max(1, slots - 1));
    const neurons: DrawnNeuron[] = [];
    for (let slot = 0; slot < slots; slot++) {
      const y = (top + bottom) / 2 + (slot - (slots - 1) / 2) * distance;
      const isNote = count > mostNeurons && slot === slots - 2;
      if (!isNote) neurons.push({ index: slot === slots - 1 ? count - 1 : slot, x, y });
    }
    return { index, neuronCount: count, neurons, radius };
  });
}

/** Every connection between drawn layers that are neighbours in the network. */
function connect({ layers }: NetworkDiagramData, drawn: readonly DrawnLayer[]): readonly Connection[] {
  const connections: Connection[] = [];
  let weightsBefore = 0;
  for (let index = 1; index <= layers.length; index++) {
    const { weights } = layers[index - 1];
    const inputCount = weights[0]?.length ?? 0;
    const sources = drawn.find((layer) => layer.index === index - 1)?.neurons ?? [];
    const targets = drawn.find((layer) => layer.index === index)?.neurons ?? [];
    for (const to of targets) {
      for (const from of sources) {
        const name = `w${weightsBefore + to.index * inputCount + from.index + 1}`;
        connections.push({ from, to, weight: weights[to.index][from.index], name });
      }
    }
    weightsBefore += weights.length * inputCount;
  }
  return connections;
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
        ? Math.max(0.3, widestLine * (Math.abs(weight) / largest))
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

/** Says how many neurons and layers are not drawn, where they would stand. */
function leftOut(drawn: readonly DrawnLayer[], { layers }: NetworkDiagramData, height: number): Markup {
  const notes = drawn.flatMap(({ neurons, neuronCount, radius }) => {
    if (neurons.length === neuronCount) return [];
    const [above, last] = neurons.slice(-2);
    const middle = (above.y + last.y) / 2;
    const hidden = `⋮ ${neuronCount - neurons.length} more`;
    return [element("text", { x: last.x, y: middle + 4, "text-anchor": "middle" }, text(hidden))]
      .concat(
        element(
          "text",
          { x: last.x, y: last.y + radius + 14, "text-anchor": "middle" },
          text(`${neuronCount}`),
        ),
      );
  });
  const hiddenLayers = layers.length + 1 - drawn.length;
  if (hiddenLayers > 0) {
    const x = (drawn[2].neurons[0].x + drawn[3].neurons[0].x) / 2;
    const y = (height - 24) / 2;
    notes.push(element("text", { x, y, "text-anchor": "middle" }, text(`⋯ ${hiddenLayers} more`)));
    notes.push(element("text", { x, y: y + labelSize + 2, "text-anchor": "middle" }, text("layers")));
  }
  return haloed(notes);
}

/** Features at the left of the inputs, targets at the right of the outputs. */
function names({ inputs, outputs }: NetworkDiagramData, drawn: readonly DrawnLayer[]): Markup {
  const room = (x: number) => x - 4;
  const first = drawn[0];
  const last = drawn[drawn.length - 1];
  const inputNames = first.neurons.map(({ index, x, y }) => {
    const at = x - first.radius - 6;
    const label = shortened(inputs[index] ?? "", room(at), measure);
    return element("text", { x: at, y: y + 4, "text-anchor": "end" }, text(label));
  });
  const outputNames = last.neurons.map(({ index, x, y }) =>
    element("text", { x: x + last.radius + 6, y: y + 4 }, text(outputs[index] ?? ""))
  );
  return group(fill("ink"), [...inputNames, ...outputNames]);
}

/** How to read the lines. */
function key(width: number, height: number): Markup {
  const y = height - 10;
  const [positive, negative] = ["positive weight", "negative, the wider the larger"];
  const second = 4 + 26 + textWidth(positive, labelSize) + 14;
  return stack([
    element("path", { ...stroke("positive"), "stroke-width": 3, d: `M4,${coordinate(y - 4)}h20` }),
    element("path", {
      ...stroke("negative"),
      "stroke-width": 3,
      "stroke-dasharray": "7 3",
      d: `M${coordinate(second)},${coordinate(y - 4)}h20`,
    }),
    group({ ...fill("muted"), "font-size": labelSize }, [
      element("text", { x: 30, y }, text(positive)),
      element("text", { x: second + 26, y }, text(shortened(negative, width - second - 26, measure))),
    ]),
  ]);
}
