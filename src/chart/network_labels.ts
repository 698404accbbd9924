// Puts names and values onto the drawing of a network.
// Why: the numbers of a small network are what a reader follows in `explain`; a label that covers another, or a line that
// reads as a minus sign, would give a wrong number.

import { inFull, withDecimals } from "../text/number_words.ts";
import type { Connection, DrawnLayer } from "./network_layout.ts";
import { fill } from "./palette.ts";
import { element, group, type Markup, stack, text } from "./svg.ts";
import { textWidth } from "../text/width.ts";

/** Two decimal places, none from a thousand on, and two digits where there is no room for all. */
function numberLabel(parameter: number): string {
  const size = Math.abs(parameter);
  const isPlain = size < 1e4 || !Number.isFinite(parameter);
  return isPlain ? withDecimals(parameter, size < 1e3 ? 2 : 0) : inFull(Number(parameter.toExponential(1)));
}

/** The size of the text in the drawing, in user units. */
export const LABEL_SIZE = 12;

/** The size of a name in a circle, and what is left free beside it. */
const NAME_SIZE = 11;
const NAME_ROOM = 6;

/** The height that a label needs below a neuron. */
const LABEL_ROOM = LABEL_SIZE + 3;

/** The name of every neuron in its circle, in layers whose circles have room for all of theirs. */
export function neuronLabels(drawn: readonly DrawnLayer[]): Markup {
  const labels = drawn
    .filter(({ neurons, radius }) =>
      neurons.every(({ name }) => textWidth(name, NAME_SIZE) <= 2 * radius - NAME_ROOM)
    )
    .flatMap(({ neurons }) =>
      neurons.map(({ name, x, y }) => element("text", { x, y: y + 3.5 }, text(name)))
    );
  return group({ ...fill("muted"), "font-size": NAME_SIZE, "text-anchor": "middle" }, labels);
}

/**
 * The name and value of every bias below its neuron, in layers whose neurons are far enough apart for that.
 *
 * @param layers the biases of every layer after the inputs.
 */
export function biasLabels(layers: readonly ArrayLike<number>[], drawn: readonly DrawnLayer[]): Markup {
  const labels = drawn.slice(1).filter(hasRoomBelow).flatMap(({ index: layer, neurons, radius }) =>
    neurons.map(({ index, bias, x, y }) => {
      const label = `${bias} ${numberLabel(layers[layer - 1][index])}`;
      const below = y + radius + LABEL_SIZE + 2;
      return onPaper(x, below - 4, textWidth(label, LABEL_SIZE) / 2 + 1, label);
    })
  );
  return group({ ...fill("muted"), "font-size": LABEL_SIZE, "text-anchor": "middle" }, labels);
}

function hasRoomBelow({ neurons, radius, distance }: DrawnLayer): boolean {
  return neurons.length === 1 || distance >= 2 * radius + LABEL_ROOM;
}

/**
 * Each number on its line, where it covers nothing else. Between two layers either all weights have their number or none:
 * a picture with half of its numbers would be read as if the others were missing.
 */
export function weightLabels(connections: readonly Connection[], drawn: readonly DrawnLayer[]): Markup {
  const taken: LabelBox[] = drawn.flatMap(({ neurons, radius }, depth) =>
    neurons.map(({ x, y }) => ({
      x,
      y: depth === 0 ? y : y + 7, // with the bias below
      halfWidth: depth === 0 ? radius : 28,
      halfHeight: depth === 0 ? radius : radius + 7,
    }))
  );
  const labels: Markup[] = [];
  for (const { neurons } of drawn) {
    const placed = placedLabels(connections.filter(({ to }) => neurons.includes(to)), taken);
    taken.push(...placed);
    labels.push(...placed.map(({ x, y, halfWidth, label }) => onPaper(x, y, halfWidth, label)));
  }
  return group({ ...fill("ink"), "font-size": LABEL_SIZE, "text-anchor": "middle" }, labels);
}

interface LabelBox {
  readonly x: number;
  readonly y: number;
  readonly halfWidth: number;
  readonly halfHeight: number;
}

interface PlacedLabel extends LabelBox {
  readonly label: string;
}

function placedLabels(
  connections: readonly Connection[],
  taken: readonly LabelBox[],
): readonly PlacedLabel[] {
  const placed: PlacedLabel[] = [];
  for (const { from, to, weight, name } of connections) {
    const label = `${name} ${numberLabel(weight)}`;
    const size = { halfWidth: textWidth(label, LABEL_SIZE) / 2, halfHeight: LABEL_SIZE / 2 + 1 };
    const box = labelParts
      .map((part) => ({
        label,
        x: from.x + (to.x - from.x) * part,
        y: from.y + (to.y - from.y) * part,
        ...size,
      }))
      .find((box) => ![...taken, ...placed].some((other) => isOver(box, other)));
    if (box === undefined) return [];
    placed.push(box);
  }
  return placed;
}

function isOver(a: LabelBox, b: LabelBox): boolean {
  return Math.abs(a.x - b.x) < a.halfWidth + b.halfWidth && Math.abs(a.y - b.y) < a.halfHeight + b.halfHeight;
}

/** On a patch of paper: a line through the gap before a number would read as a minus sign. */
export function onPaper(x: number, y: number, halfWidth: number, label: string): Markup {
  const size = { width: 2 * halfWidth, height: LABEL_SIZE };
  return stack([
    element("rect", { ...fill("paper"), x: x - halfWidth, y: y - LABEL_SIZE / 2, ...size }),
    element("text", { x, y: y + 4 }, text(label)),
  ]);
}

/** Shares of the way along a connection, the best first: near the source, where lines have not crossed yet. */
const labelParts: readonly number[] = "35 30 40 45 25 55 60 65 70 50 20 75 33 27 37 43 23 57 63 67 80"
  .split(" ").map((percent) => Number(percent) / 100);
