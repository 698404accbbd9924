// What lies under a pointer: the values at a place of a map, the mark or the weight nearest to it, the epoch, the bar.
// What must not change: positions are in the user units of the chart's SVG, whatever its size on a screen; there and back
// gives the same place to less than a pixel.

import { shortest } from "../text/decimal.ts";
import type { RowTable } from "./row_table.ts";

/** A rectangle in user units; y runs downwards. */
export interface Rectangle {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** A place in user units. */
export interface Position {
  readonly x: number;
  readonly y: number;
}

/** One end of an axis and the other, in raw units. */
export type Ends = readonly [low: number, high: number];

/** What is where on a map of two features, or on a curve along one. */
export interface MapPlaces {
  readonly plot: Rectangle;
  /** What is at the left and at the right. */
  readonly x: Ends;
  /** What is at the bottom and at the top: the second feature, or the output of a curve. */
  readonly y: Ends;
  /** The columns that a drag changes: across and, on a map, upwards; null for a category, which has nothing between. */
  readonly features: readonly (string | null)[];
  /** What it shows, in a few words. */
  readonly summary: string;
  /** What can be dragged. */
  readonly marks: readonly PlacedMark[];
}

/** A row or a query on a map. */
export interface PlacedMark extends Position {
  readonly kind: "row" | "query";
  readonly name: string;
  /** Where it stands in the text. */
  readonly table: RowTable;
  readonly index: number;
}

/** A value of a feature. */
export interface FeatureValue {
  readonly feature: string;
  readonly value: number;
  /** With as few digits as tell a pixel from the next. */
  readonly text: string;
}

/** The values of the features at a place of a map; the nearest ones for a place beside it. */
export function valuesAt({ plot, x, y, features }: MapPlaces, at: Position): readonly FeatureValue[] {
  const ends = [
    {
      feature: features[0],
      axis: x,
      share: (at.x - plot.left) / (plot.right - plot.left),
      size: plot.right - plot.left,
    },
    {
      feature: features[1],
      axis: y,
      share: (plot.bottom - at.y) / (plot.bottom - plot.top),
      size: plot.bottom - plot.top,
    },
  ];
  return ends.flatMap(({ feature, axis: [low, high], share, size }): readonly FeatureValue[] => {
    if (feature === null || feature === undefined) return [];
    const within = Math.min(1, Math.max(0, share));
    const text = roundedText(low * (1 - within) + high * within, Math.abs(high - low) / size);
    return [{ feature, value: Number(text), text }];
  });
}

/** Whether a place of a map gives all features of a row: not one that has no axis, nor a category, which has nothing between. */
export function isWholeRow({ features: shown }: MapPlaces, features: readonly string[]): boolean {
  return features.every((feature) => shown.includes(feature));
}

/**
 * A value with the digits that a step of some size needs, and no more.
 *
 * @example A pixel of 0.17 lb
 * ```ts
 * if (roundedText(128.3472, 0.17) !== "128.3" || roundedText(0.0123456, 0.0004) !== "0.0123") throw new Error("wrong");
 * ```
 */
export function roundedText(value: number, step: number): string {
  let exponent = 0;
  while (step > 0 && Number(`1e${exponent}`) > step && exponent > -300) exponent--;
  while (Number(`1e${exponent + 1}`) <= step && exponent < 300) exponent++;
  const count = exponent < 0 ? value * Number(`1e${-exponent}`) : value / Number(`1e${exponent}`);
  const rounded = Number(`${Math.round(count)}e${exponent}`);
  // Beyond the digits of a double there is nothing to round.
  return shortest((Number.isFinite(rounded) ? rounded : value) + 0);
}

/** Where values of the two features lie on a map; beside it for those beyond its ends. */
export function positionOf(
  { plot, x, y }: MapPlaces,
  [across, upwards]: readonly [number, number],
): Position {
  const along = (value: number, [low, high]: Ends): number =>
    high === low ? 0.5 : (value - low) / (high - low);
  return {
    x: plot.left + along(across, x) * (plot.right - plot.left),
    y: plot.bottom - along(upwards, y) * (plot.bottom - plot.top),
  };
}

/**
 * The mark nearest to a place; of two as near the one that is drawn on top.
 *
 * @param reach how far it may be, in user units.
 */
export function nearestMark({ marks }: MapPlaces, at: Position, reach: number): PlacedMark | null {
  let nearest: PlacedMark | null = null;
  let least = reach * reach;
  for (const mark of marks) {
    const squared = squaredDistance(mark, at);
    if (squared <= least) [nearest, least] = [mark, squared];
  }
  return nearest;
}

function squaredDistance(a: Position, b: Position): number {
  return (a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y);
}

/** Where the epochs of a loss chart lie. */
export interface LossPlaces {
  readonly plot: Rectangle;
  readonly firstEpoch: number;
  readonly lastEpoch: number;
}

/** The epoch at a place of a loss chart. */
export function epochAt({ plot, firstEpoch, lastEpoch }: LossPlaces, { x }: Position): number {
  const share = Math.min(1, Math.max(0, (x - plot.left) / (plot.right - plot.left)));
  return Math.round(firstEpoch + share * (lastEpoch - firstEpoch));
}

/** Where neurons and connections of a drawing lie. */
export interface NetworkPlaces {
  readonly neurons: readonly PlacedNeuron[];
  readonly connections: readonly PlacedConnection[];
}

/** A neuron or an input. */
export interface PlacedNeuron extends Position {
  /** `x1`, `h1`, `o1`. */
  readonly name: string;
  /** The bias that is added there; null for an input. */
  readonly bias: string | null;
  readonly radius: number;
}

/** A connection with its weight. */
export interface PlacedConnection {
  readonly parameter: string;
  readonly from: Position;
  readonly to: Position;
}

/** The weight or bias nearest to a place: a neuron before the lines that end in it. */
export function nearestParameter(
  { neurons, connections }: NetworkPlaces,
  at: Position,
  reach: number,
): string | null {
  const neuron = neurons.find(({ bias, radius, ...middle }) =>
    bias !== null && squaredDistance(middle, at) <= radius * radius
  );
  if (neuron !== undefined) return neuron.bias;
  let nearest: string | null = null;
  let least = reach * reach;
  for (const { parameter, from, to } of connections) {
    const squared = squaredToLine(at, from, to);
    if (squared <= least) [nearest, least] = [parameter, squared];
  }
  return nearest;
}

function squaredToLine(at: Position, from: Position, to: Position): number {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : ((at.x - from.x) * dx + (at.y - from.y) * dy) / length;
  const within = Math.min(1, Math.max(0, along));
  return squaredDistance(at, { x: from.x + within * dx, y: from.y + within * dy });
}

/** Where the bars of a histogram lie. */
export interface HistogramPlaces {
  readonly plot: Rectangle;
  readonly bars: readonly PlacedBar[];
}

/** A bar of a histogram. */
export interface PlacedBar {
  readonly left: number;
  readonly right: number;
  readonly low: number;
  readonly high: number;
  /** The same as people read it, and how many there are: `0.05 to 0.1: 3,400 seeds`. */
  readonly between: string;
  readonly count: number;
  /** The first seed whose answer it counts; null for an empty one. */
  readonly seed: number | null;
}

/** The bar over which a place is, by its index; null where there is none. */
export function barAt({ bars }: HistogramPlaces, { x }: Position): number | null {
  const index = bars.findIndex(({ left, right }) => x >= left && x < right);
  return index < 0 ? null : index;
}
