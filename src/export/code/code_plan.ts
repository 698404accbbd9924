// What all languages write of a network: its functions in their order, what each layer calls, and an example of a row.
// What must not change: names of the user's stand in quotes wherever they stand, so that none of them can be code.

import { cellOf, type FeatureColumn } from "../../dataset/dataset.ts";
import { given, operations, type Value } from "../operations.ts";
import type { TrainedLayer, TrainedModel } from "../trained_model.ts";
import { type Called, type CodeFunction, functionsOf } from "./functions.ts";

/** A layer with its number, counted from 1, and what its sums go through, where it has sums. */
export type PlannedLayer =
  | Exclude<TrainedLayer, { kind: "maxpool" }> & { readonly number: number; readonly called: Called }
  | Extract<TrainedLayer, { kind: "maxpool" }> & { readonly number: number };

/** A network on its way into a language. */
export interface CodePlan {
  readonly model: TrainedModel;
  readonly functions: readonly CodeFunction[];
  readonly layers: readonly PlannedLayer[];
  /** The kinds of its layers, each once. */
  readonly kinds: readonly PlannedLayer["kind"][];
  /** What calls primitives: the functions, and layers that call one themselves. */
  readonly callers: readonly { readonly results: readonly Value[] }[];
  /** A cell of each column, for an example: a number near the column's shift, in few digits, or its first word. */
  readonly exampleCells: readonly (number | string)[];
}

/** @param first the number of the first of several values: where a language begins to count. */
export function codePlanOf(model: TrainedModel, first: 0 | 1 = 0): CodePlan {
  const summing = model.layers.filter((layer) => layer.kind !== "maxpool");
  const { functions, calledBy } = functionsOf(summing, first);
  const kinds = [...new Set(model.layers.map(({ kind }) => kind))];
  const example = model.features.map(({ shift, category }, index) =>
    category === undefined ? inFewDigits(shift) : model.columns.some(({ first }) => first === index) ? 1 : 0
  );
  return {
    model,
    functions,
    layers: model.layers.map((layer, index) => {
      const number = index + 1;
      return layer.kind === "maxpool"
        ? { ...layer, number }
        : { ...layer, number, called: calledBy[summing.indexOf(layer)] };
    }),
    kinds,
    callers: kinds.includes("maxpool") ? [...functions, POOLING] : functions,
    exampleCells: model.columns.map((column) => cellOf(column, example) ?? ""),
  };
}

/** Digits of a number in the example: those of a mean say nothing there. */
const EXAMPLE_DIGITS = 4;

function inFewDigits(shift: number): number {
  return Number.isInteger(shift) ? shift : Number(shift.toPrecision(EXAMPLE_DIGITS));
}

/** A max-pool calls the maximum of two. */
const POOLING = { results: [operations.maximum(given("a"), given("b"))] };

/** The functions of the layers that a network has: dense ones first, as it ends with one. */
export function layerFunctions(
  { kinds }: CodePlan,
  functions: Readonly<Record<PlannedLayer["kind"], string>>,
): readonly string[] {
  return kinds.toSorted((a, b) => Number(b === "dense") - Number(a === "dense")).map((kind) =>
    functions[kind]
  );
}

/** A text of the user's as a string of Python and JavaScript, and as one in a comment. */
export function stringLiteral(text: string): string {
  return JSON.stringify(text);
}

/** Whether the outputs of a network are turned into raw units. */
export function hasRawOutputs({ targetColumns }: TrainedModel): boolean {
  return targetColumns.some(({ shift, scale }) => shift !== 0 || scale !== 1);
}

/** Whether a column has texts in its cells: words, or sentences. */
export function isOfText({ labels, words }: FeatureColumn): boolean {
  return labels !== null || words !== undefined;
}

/** Whether answers have a label. */
export function hasLabel(target: TrainedModel["target"]): boolean {
  return target !== null && target.kind !== "numbers";
}
