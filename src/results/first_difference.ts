// The first place where a stored file is not what it should be, in the words of the file: the epoch, the query,
// the parameter, the key.
// Why so exact: "differs" helps nobody; "epoch 120, one step of the last digit" says whether bits rotted, somebody
// wrote, or two programs compute differently.

import type { Experiment } from "../experiment/experiment.ts";
import { topologyOf } from "../experiment/experiment.ts";
import { layersOf, parameterNames } from "../network/topology.ts";
import { parseDecimal, shortest } from "../numeric/decimal.ts";
import { ulpDistance } from "../numeric/ulp.ts";
import { cellsOf } from "./csv_cells.ts";
import { jsonOf, memberOf, type UncheckedJson } from "./stored_text.ts";

/** What a place in a result file is about; only what applies is there. */
export interface DifferencePlace {
  /** Of a line of `loss.csv` or `log.txt`. */
  readonly epoch?: number;
  /** The query's name. */
  readonly query?: string;
  /** A column of a CSV file. */
  readonly column?: string;
  /** A weight or bias: w3, b1. */
  readonly parameter?: string;
  /** The dotted path in a JSON file: `training.epochs`. */
  readonly key?: string;
}

/** The first difference of a file. */
export interface Difference {
  /** Line of the stored file, from 1. */
  readonly line: number;
  /** Where it stands, as far as the file tells. */
  readonly place: DifferencePlace;
  /** What stands there; null where the file has ended. */
  readonly found: string | null;
  /** What should stand there; null where the file should have ended. */
  readonly wanted: string | null;
  /** Doubles from one to the other, in decimal digits, where both are numbers. */
  readonly ulp: string | null;
}

/**
 * The first difference of two contents of a file; null for equal bytes.
 *
 * @param name the file's name, which says how to read it.
 * @param found the bytes as stored.
 * @param wanted the bytes as they should be.
 * @param experiment names what the lines of the file are about; null where it is not known.
 *
 * @example
 * ```ts
 * import { firstDifference } from "./first_difference.ts";
 * const bytes = (text: string) => new TextEncoder().encode(text);
 * const found = bytes("epoch,loss\n0,0.25\n10,0.1\n");
 * const wanted = bytes("epoch,loss\n0,0.25\n10,0.10000000000000002\n");
 * const difference = firstDifference("loss.csv", found, wanted, null);
 * if (difference?.place.epoch !== 10 || difference.ulp !== "1") throw new Error("wrong");
 * ```
 */
export function firstDifference(
  name: string,
  found: Uint8Array,
  wanted: Uint8Array,
  experiment: Experiment | null,
): Difference | null {
  const offset = firstDifferentByte(found, wanted);
  if (offset === null) return null;
  const line = lineAt(found, offset);
  const [foundLine, wantedLine] = [lineOf(found, line), lineOf(wanted, line)];
  const whole: Difference = { line, place: {}, found: foundLine, wanted: wantedLine, ulp: null };
  if (name.endsWith(".csv")) return csvDifference(name, whole, headerOf(wanted), experiment);
  if (name.endsWith(".json")) {
    return jsonDifference(name, found, wanted, line, experiment) ?? around(whole);
  }
  if (name === "log.txt") {
    return { ...around(whole), place: logPlace(wantedLine ?? foundLine ?? "", experiment) };
  }
  return around(whole);
}

/** The offset of the first byte that differs or that only one has; null where all are equal. */
function firstDifferentByte(a: Uint8Array, b: Uint8Array): number | null {
  const shared = Math.min(a.length, b.length);
  for (let at = 0; at < shared; at++) if (a[at] !== b[at]) return at;
  return a.length === b.length ? null : shared;
}

const LINE_FEED = 10;

function lineAt(bytes: Uint8Array, offset: number): number {
  let line = 1;
  for (let at = bytes.indexOf(LINE_FEED); at >= 0 && at < offset; at = bytes.indexOf(LINE_FEED, at + 1)) {
    line++;
  }
  return line;
}

/** A line by its number, without its line feed; null beyond the last. */
function lineOf(bytes: Uint8Array, line: number): string | null {
  let start = 0;
  for (let passed = 1; passed < line; passed++) {
    const end = bytes.indexOf(LINE_FEED, start);
    if (end < 0) return null;
    start = end + 1;
  }
  if (start >= bytes.length) return null;
  const end = bytes.indexOf(LINE_FEED, start);
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(
    bytes.subarray(start, end < 0 ? bytes.length : end),
  );
}

function headerOf(bytes: Uint8Array): readonly string[] {
  return cellsOf(lineOf(bytes, 1) ?? "");
}

function csvDifference(
  name: string,
  whole: Difference,
  columns: readonly string[],
  experiment: Experiment | null,
): Difference {
  const { line, found, wanted } = whole;
  if (line === 1) return around(whole);
  const rowPlace = csvRowPlace(name, line, wanted ?? found ?? "", experiment);
  if (found === null || wanted === null) return { ...around(whole), place: rowPlace };
  const [foundCells, wantedCells] = [cellsOf(found), cellsOf(wanted)];
  const index = wantedCells.findIndex((cell, at) => cell !== foundCells[at]);
  // Equal cells that are written otherwise, or cells too many: only the line shows it.
  if (index < 0) return { ...around(whole), place: rowPlace };
  // In loss.csv the epoch says all about the place.
  const isNamed = name === "loss.csv";
  const place = isNamed || columns[index] === undefined ? rowPlace : { ...rowPlace, column: columns[index] };
  const foundCell = foundCells[index] ?? null;
  const ulp = ulpText(foundCell, wantedCells[index]);
  return { line, place, found: cut(foundCell, 0), wanted: cut(wantedCells[index], 0), ulp };
}

function csvRowPlace(
  name: string,
  line: number,
  text: string,
  experiment: Experiment | null,
): DifferencePlace {
  if (name === "loss.csv") {
    const epoch = parseDecimal(cellsOf(text)[0]);
    return epoch === undefined ? {} : { epoch };
  }
  // The name in the file may be disarmed or damaged; the config has it as it is.
  const query = name === "predictions.csv" ? experiment?.queries[line - 2] : undefined;
  return query === undefined ? {} : { query: query.name };
}

function logPlace(text: string, experiment: Experiment | null): DifferencePlace {
  const epoch = /^Epoch (\d{1,15}) loss: /.exec(text)?.[1];
  if (epoch !== undefined) return { epoch: Number(epoch) };
  const query = experiment?.queries.find(({ name }) => text.startsWith(`${name}: `));
  return query === undefined ? {} : { query: query.name };
}

function ulpText(found: string | null, wanted: string | null): string | null {
  const [a, b] = [parseDecimal(found ?? ""), parseDecimal(wanted ?? "")];
  if (a === undefined || b === undefined) return null;
  return ulpDistance(a, b)?.toString() ?? null;
}

/** Where two JSON files first hold different values; null where only their writing differs. */
function jsonDifference(
  name: string,
  found: Uint8Array,
  wanted: Uint8Array,
  line: number,
  experiment: Experiment | null,
): Difference | null {
  const [foundJson, wantedJson] = [jsonOf(name, found), jsonOf(name, wanted)];
  if ("problem" in foundJson || "problem" in wantedJson) return null;
  const leaf = firstDifferentLeaf(foundJson.value, wantedJson.value, []);
  if (leaf === null) return null;
  const parameter = name === "model.json" && experiment !== null
    ? parameterAt(leaf.path, experiment)
    : undefined;
  const place = parameter === undefined ? { key: dotted(leaf.path) } : { parameter };
  const [foundText, wantedText] = [leafText(leaf.found), leafText(leaf.wanted)];
  const ulp = ulpText(foundText, wantedText);
  return around({ line, place, found: foundText, wanted: wantedText, ulp });
}

type JsonPath = readonly (string | number)[];

interface Leaf {
  readonly path: JsonPath;
  readonly found: UncheckedJson;
  readonly wanted: UncheckedJson;
}

/** Walks what is wanted, so that the depth of a stranger's file does not matter. */
function firstDifferentLeaf(found: UncheckedJson, wanted: UncheckedJson, path: JsonPath): Leaf | null {
  if (Array.isArray(wanted) && Array.isArray(found)) {
    for (const [index, item] of wanted.entries()) {
      if (index >= found.length) return { path: [...path, index], found: undefined, wanted: item };
      const leaf = firstDifferentLeaf(found[index], item, [...path, index]);
      if (leaf !== null) return leaf;
    }
    if (found.length === wanted.length) return null;
    return { path: [...path, wanted.length], found: found[wanted.length], wanted: undefined };
  }
  if (isObject(wanted) && isObject(found)) {
    for (const [key, item] of Object.entries(wanted)) {
      const leaf = firstDifferentLeaf(memberOf(found, key), item, [...path, key]);
      if (leaf !== null) return leaf;
    }
    const surplus = Object.keys(found).find((key) => !Object.hasOwn(wanted, key));
    if (surplus === undefined) return null;
    return { path: [...path, surplus], found: memberOf(found, surplus), wanted: undefined };
  }
  return Object.is(found, wanted) ? null : { path, found, wanted };
}

function isObject(value: UncheckedJson): value is object {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}

function leafText(value: UncheckedJson): string | null {
  if (value === undefined) return null;
  if (typeof value === "number") return shortest(value);
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (isObject(value)) return `an object of ${Object.keys(value).length}`;
  return typeof value === "string" ? value : String(value);
}

/** `dataset.rows[3].weight` */
function dotted(path: JsonPath): string {
  return path.map((step) => typeof step === "number" ? `[${step}]` : `.${step}`).join("").replace(/^\./, "");
}

/** The name of the weight or bias at a path of `model.json`. */
function parameterAt([root, layer, part, ...rest]: JsonPath, experiment: Experiment): string | undefined {
  const topology = topologyOf(experiment);
  const place = root === "layers" && typeof layer === "number" ? layersOf(topology)[layer] : undefined;
  if (place === undefined) return undefined;
  const [neuron, input] = rest as number[];
  if (part === "weights" && rest.length === 2) {
    return parameterNames(topology)[place.weightOffset + neuron * place.inputCount + input];
  }
  if (part === "biases" && rest.length === 1) return parameterNames(topology)[place.biasOffset + neuron];
  return undefined;
}

/** Characters shown on each side of the first difference of a long line. */
const CONTEXT = 30;

/** The lines cut to what surrounds their first difference. */
function around(difference: Difference): Difference {
  const { found, wanted } = difference;
  if (found === null || wanted === null) {
    return { ...difference, found: cut(found, 0), wanted: cut(wanted, 0) };
  }
  let at = 0;
  while (at < found.length && found[at] === wanted[at]) at++;
  return { ...difference, found: cut(found, at - CONTEXT), wanted: cut(wanted, at - CONTEXT) };
}

function cut(text: string | null, start: number): string | null {
  if (text === null) return null;
  const from = text.length <= 2 * CONTEXT ? 0 : Math.max(0, start);
  const kept = text.slice(from, from + 2 * CONTEXT);
  return `${from > 0 ? "…" : ""}${kept}${from + kept.length < text.length ? "…" : ""}`;
}

/** A place in words: `epoch 120`, `Emily, output`, `w3`, `training.epochs`; empty where nothing is known. */
export function placeText({ epoch, query, column, parameter, key }: DifferencePlace): string {
  const parts = [
    epoch === undefined ? "" : `epoch ${epoch}`,
    query === undefined ? "" : `query ${query}`,
    column ?? "",
    parameter === undefined ? "" : `parameter ${parameter}`,
    key ?? "",
  ];
  return parts.filter((part) => part !== "").join(", ");
}
