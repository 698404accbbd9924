// A network as an ONNX file: raw units in, raw units out, for any number of rows at once.
// What must not change: activations are the engine's rules, read as ONNX operators on doubles; the sums of a product of
// matrices have whatever order the runtime takes, so that the last bit or two may differ.

import type { Activation } from "../../engine/rules/activation_contract.ts";
import { given, operations as o, operationsOf, type Value } from "../operations.ts";
import { metadataOf } from "../safetensors.ts";
import type { TrainedLayer, TrainedModel } from "../trained_model.ts";
import { hasRawOutputs } from "../code/code_plan.ts";
import { type ElementType, OnnxGraph } from "./onnx_graph.ts";
import { convSums, denseSums, lastState, pooled } from "./onnx_layers.ts";
import { field, integerField, joined } from "./protobuf.ts";

/** Of the file format, and of the operators: both are read by every runtime since 2021. */
const IR_VERSION = 8;
const OPERATOR_SET = 15;

/** The file's bytes. @param elementType in which the numbers are stored and computed. */
export function onnxModel(model: TrainedModel, elementType: ElementType): Uint8Array {
  const graph = new OnnxGraph(elementType);
  let values = inputsOf(graph, model);
  model.layers.forEach((layer, index) => values = through(graph, layer, index + 1, values));
  graph.nodeOf("Identity", [rawOutputs(graph, model, values)], ["outputs"]);
  const input = {
    name: "inputs",
    columnCount: model.layers[0].inputCount,
    description: model.features[0].learnedWords === undefined
      ? `in raw units, NaN where a cell is empty: ${model.features.map(({ name }) => name).join(", ")}`
      : "a sentence: the numbers of its words, counted from 0, with -1 in front of them up to the length of the longest",
  };
  const output = {
    name: "outputs",
    columnCount: model.outputNames.length,
    description: `in raw units: ${model.outputNames.join(", ")}`,
  };
  return joined([
    integerField(1, IR_VERSION),
    field(2, "Seedbed"),
    field(7, graph.fields(model.name, input, output)),
    field(8, [field(1, ""), integerField(2, OPERATOR_SET)]),
    ...Object.entries(metadataOf(model)).map(([key, value]) => field(14, [field(1, key), field(2, value)])),
  ]);
}

/** A layer, counted from 1. @returns what leaves it, [rows, numbers]. */
function through(graph: OnnxGraph, layer: TrainedLayer, number: number, values: string): string {
  if (layer.kind === "maxpool") return pooled(graph, layer, number, values);
  const { activation, outputCount } = layer;
  const made = (sums: string): string => activated(graph, activation, sums, outputCount);
  switch (layer.kind) {
    case "dense":
      return made(denseSums(graph, layer, number, values));
    case "conv":
      return made(convSums(graph, layer, number, values));
    case "rnn":
      return lastState(graph, layer, number, values, made);
  }
}

/** (value - shift) / scale of each input, and what stands for an empty cell. */
function inputsOf(graph: OnnxGraph, { features }: TrainedModel): string {
  const width = features.length;
  let values = "inputs";
  if (features.some(({ missing }) => missing !== undefined)) {
    const fill = graph.constant("missing", [width], features.map(({ missing }) => missing ?? NaN));
    values = graph.node("Where", [graph.node("IsNaN", [values]), fill, values]);
  }
  if (features.some(({ shift }) => shift !== 0)) {
    values = graph.node("Sub", [
      values,
      graph.constant("shift", [width], features.map(({ shift }) => shift)),
    ]);
  }
  if (features.some(({ scale }) => scale !== 1)) {
    values = graph.node("Div", [
      values,
      graph.constant("scale", [width], features.map(({ scale }) => scale)),
    ]);
  }
  return values;
}

function rawOutputs(graph: OnnxGraph, model: TrainedModel, values: string): string {
  if (!hasRawOutputs(model)) return values;
  const { targetColumns } = model;
  const width = targetColumns.length;
  const scale = graph.constant("output_scale", [width], targetColumns.map((column) => column.scale));
  const shift = graph.constant("output_shift", [width], targetColumns.map((column) => column.shift));
  return graph.node("Add", [graph.node("Mul", [values, scale]), shift]);
}

/** What a layer makes of its sums: neuron by neuron for the whole table, or column by column for a layer as a whole. */
function activated(graph: OnnxGraph, activation: Activation, sums: string, width: number): string {
  if ("over" in activation) {
    const [value] = [activation.over(o).value(given(sums))];
    return written(graph, [value])[0];
  }
  const columns = Array.from({ length: width }, (_, index) => `${sums}_${index + 1}`);
  if (width === 1) columns[0] = sums;
  else graph.nodeOf("Split", [sums], columns, { axis: 1 });
  const results = written(graph, activation.overLayer(o)(columns.map(given)));
  return width === 1 ? results[0] : graph.node("Concat", results, { axis: 1 });
}

/** Writes operations as nodes. @returns the names of the results. */
function written(graph: OnnxGraph, results: readonly Value[]): readonly string[] {
  const names = new Map<Value, string>();
  const nameOf = (value: Value): string => {
    if (value.kind === "constant") return graph.number(value.value);
    return value.kind === "given" ? value.name : names.get(value)!;
  };
  for (const operation of operationsOf(results)) {
    const operands = operation.operands.map(nameOf);
    const write = OPERATORS[operation.name];
    if (write === undefined) throw new Error(`assertion failed: ONNX has no ${operation.name}`);
    names.set(operation, write(graph, operands));
  }
  return results.map(nameOf);
}

/** An operator of ONNX by its name. */
function operator(name: string): (graph: OnnxGraph, operands: readonly string[]) => string {
  return (graph, operands) => graph.node(name, operands);
}

/** The operations of the rules as ONNX operators, of those that runtimes know for doubles. */
const OPERATORS: Readonly<Record<string, (graph: OnnxGraph, operands: readonly string[]) => string>> = {
  add: operator("Add"),
  subtract: operator("Sub"),
  multiply: operator("Mul"),
  divide: operator("Div"),
  squareRoot: operator("Sqrt"),
  greater: operator("Max"),
  lesser: operator("Min"),
  maximum: operator("Max"),
  oneWhereGreater: (graph, operands) =>
    graph.node("Where", [graph.node("Greater", operands), graph.number(1), graph.number(0)]),
  exp: operator("Exp"),
  /** 2 t / (1 - t) with t = tanh (x / 2), which keeps its digits next to 0; of numbers up to 0, as the rules ask it. */
  expm1(graph, [x]) {
    const t = graph.node("Tanh", [graph.node("Mul", [x, graph.number(0.5)])]);
    return graph.node("Div", [
      graph.node("Mul", [graph.number(2), t]),
      graph.node("Sub", [graph.number(1), t]),
    ]);
  },
  /** log u · x / (u - 1) with u = 1 + x, and x where u is 1: what rounding takes from u is given back. */
  log1p(graph, [x]) {
    const one = graph.number(1);
    const u = graph.node("Add", [one, x]);
    const scaled = graph.node("Mul", [
      graph.node("Log", [u]),
      graph.node("Div", [x, graph.node("Sub", [u, one])]),
    ]);
    return graph.node("Where", [graph.node("Equal", [u, one]), x, scaled]);
  },
  sigmoid: operator("Sigmoid"),
  tanh: operator("Tanh"),
};
