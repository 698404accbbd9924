// What all languages write of a layer: its tables of numbers by their names; and, where a language has lists, its call.
// What must not change: tables come in the order in which the layer's function takes them, its biases after them.

import type { PlannedLayer } from "./code_plan.ts";
import type { Language } from "./language.ts";

/** A table of a layer. */
export interface NumberTable {
  /** With the number of the layer: `word_weights_1`. */
  readonly name: string;
  readonly rows: readonly (readonly number[])[];
}

/** The tables of a layer; none of a max-pool. */
export function tablesOf(layer: PlannedLayer): readonly NumberTable[] {
  const table = (name: string, rows: NumberTable["rows"]): NumberTable => ({
    name: `${name}_${layer.number}`,
    rows,
  });
  switch (layer.kind) {
    case "maxpool":
      return [];
    case "rnn":
      return [table("state_weights", layer.stateWeights), table("word_weights", layer.wordWeights)];
    default:
      return [table("weights", layer.weights)];
  }
}

/** What its biases are called. */
export function biasesName({ number }: PlannedLayer): string {
  return `biases_${number}`;
}

/** What differs between languages with lists. */
export interface ListLanguage extends Pick<Language, "functionName"> {
  /** A list of a few items that does not change. */
  list(items: readonly number[]): string;
  /** What a function makes of each of some values. */
  each(functionName: string, values: string): string;
}

/** What a layer makes of `values`. */
export function layerResult(layer: PlannedLayer, language: ListLanguage): string {
  const numbers = layer.kind === "maxpool"
    ? []
    : [...tablesOf(layer).map(({ name }) => name), biasesName(layer)];
  const others = othersOf(layer, language);
  const call = `${layer.kind}(${
    [...numbers.map((name) => name.toUpperCase()), ...others, "values"].join(", ")
  })`;
  if (layer.kind === "maxpool" || layer.kind === "rnn") return call;
  const name = language.functionName(layer.called.name);
  return layer.called.isOfLayer ? `${name}(${call})` : language.each(name, call);
}

/** What a layer's function takes besides numbers and values. */
function othersOf(layer: PlannedLayer, { list, functionName }: ListLanguage): readonly (string | number)[] {
  switch (layer.kind) {
    case "dense":
      return [];
    case "rnn":
      return [functionName(layer.called.name)];
    case "maxpool":
    case "conv": {
      const { rows, columns, channels } = layer.input;
      const padding = layer.kind === "conv" ? [layer.padding] : [];
      return [list([rows, columns, channels]), layer.size, ...padding];
    }
  }
}
