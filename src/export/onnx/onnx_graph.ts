// An ONNX graph as it grows: nodes, constants, and the names of what they give.
// What must not change: names are counted in the order in which they are given, so that equal models have equal bytes.

import { type Field, field, integerField } from "./protobuf.ts";

/** The type of all numbers, as onnx.proto numbers it. */
export type ElementType = "double" | "float";

const TYPE_NUMBERS: Readonly<Record<ElementType, number>> = { float: 1, double: 11 };
/** The number that ONNX has for whole numbers of 64 bits: the type of a tensor, and one to cast to. */
export const INT64 = 7;
/** The kind of an attribute that is an integer. */
const INTEGER_ATTRIBUTE = 2;

/** A graph of one input and one output, both tables with a line a row. */
export class OnnxGraph {
  readonly #nodes: Field[] = [];
  readonly #constants: Field[] = [];
  readonly #names = new Map<string, number>();
  /** Constants of one number, which many nodes use. */
  readonly #numbers = new Map<string, string>();

  constructor(readonly elementType: ElementType) {}

  /** Adds a node. @returns the name of what it gives. */
  node(
    operator: string,
    inputs: readonly string[],
    attributes: Readonly<Record<string, number>> = {},
  ): string {
    return this.nodeOf(operator, inputs, [this.#freeName(operator.toLowerCase())], attributes)[0];
  }

  /** Adds a node with outputs of given names. */
  nodeOf(
    operator: string,
    inputs: readonly string[],
    outputs: readonly string[],
    attributes: Readonly<Record<string, number>> = {},
  ): readonly string[] {
    this.#nodes.push(field(1, [
      ...inputs.map((name) => field(1, name)),
      ...outputs.map((name) => field(2, name)),
      field(4, operator),
      ...Object.entries(attributes).map(([name, value]) =>
        field(5, [field(1, name), integerField(3, value), integerField(20, INTEGER_ATTRIBUTE)])
      ),
    ]));
    return outputs;
  }

  /** A table of numbers. @returns its name. */
  constant(name: string, shape: readonly number[], values: readonly number[]): string {
    const isDouble = this.elementType === "double";
    const bytes = new Uint8Array(values.length * (isDouble ? 8 : 4));
    const view = new DataView(bytes.buffer);
    values.forEach((value, index) =>
      isDouble ? view.setFloat64(8 * index, value, true) : view.setFloat32(4 * index, value, true)
    );
    return this.#tensor(name, shape, TYPE_NUMBERS[this.elementType], bytes);
  }

  /** A list of whole numbers. @returns its name. */
  integers(name: string, values: readonly number[]): string {
    const view = new DataView(new ArrayBuffer(8 * values.length));
    values.forEach((value, index) => view.setBigInt64(8 * index, BigInt(value), true));
    return this.#tensor(name, [values.length], INT64, new Uint8Array(view.buffer));
  }

  /** One number for every place of a table. @returns its name, the same for the same number. */
  number(value: number): string {
    const key = Object.is(value, -0) ? "-0" : String(value);
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const name = this.constant(this.#freeName("number"), [], [value]);
    this.#numbers.set(key, name);
    return name;
  }

  /** The fields of the graph as onnx.proto has them. */
  fields(name: string, input: OnnxTable, output: OnnxTable): readonly Field[] {
    return [
      ...this.#nodes,
      field(2, name),
      ...this.#constants,
      field(11, this.#tableInfo(input)),
      field(12, this.#tableInfo(output)),
    ];
  }

  #tensor(name: string, shape: readonly number[], type: number, bytes: Uint8Array): string {
    const dimensions = shape.map((length) => integerField(1, length));
    this.#constants.push(field(5, [...dimensions, integerField(2, type), field(8, name), field(9, bytes)]));
    return name;
  }

  /** A table with any number of rows. */
  #tableInfo({ name, columnCount, description }: OnnxTable): readonly Field[] {
    const dimensions = [field(1, [field(2, "rows")]), field(1, [integerField(1, columnCount)])];
    const tensor = [integerField(1, TYPE_NUMBERS[this.elementType]), field(2, dimensions)];
    return [field(1, name), field(2, [field(1, tensor)]), field(3, description)];
  }

  #freeName(word: string): string {
    const count = (this.#names.get(word) ?? 0) + 1;
    this.#names.set(word, count);
    return `${word}_${count}`;
  }
}

/** The input or the output of a graph. */
export interface OnnxTable {
  readonly name: string;
  readonly columnCount: number;
  readonly description: string;
}
