// Reads the text of an experiment that is right, in a fraction of the time that `readExperiment` takes.
// Why: nearly every file is right, and loading the schema's library takes longer than an empty process does; here the
// JSON Schema that the library made decides. What is not accepted is no mistake yet: the long way then says what is
// wrong, if anything is.
// What must hold: it gives the same experiment as the long way, or nothing, which a test holds over changed files.

import { type DataFileReader, readTable } from "../source/data_file.ts";
import type { Draft } from "./draft.ts";
import type { Experiment, Sweep } from "../experiment.ts";
import { experimentJsonSchema, type JsonSchema } from "../json_schema.ts";
import { LIMITS } from "../limits.ts";
import { isRoundedInteger, numberOf } from "../source/plain_number.ts";
import { applyOverrides } from "./override.ts";
import { resolveExperiment } from "./resolve.ts";
import { parseYamlTree } from "../source/yaml_reader.ts";
import { withoutNode } from "../source/tree_edit.ts";
import { nodeAt, placer, Plain, type TreeNode, type TreePath, valueOf } from "../source/yaml_tree.ts";

/** How an experiment is read. */
export interface ParseOptions {
  /** The file's name for messages and for the default of `name`; default `experiment.yaml`. */
  readonly fileName?: string;
  /** Settings that follow the file, such as `learning_rate=0.5` or `seed=1..100`. */
  readonly overrides?: readonly string[];
  /** Size of the text at most, in bytes; default `LIMITS.fileBytes`. */
  readonly limitBytes?: number;
  /** Reads `dataset.file`; without it such a file is a problem. */
  readonly readDataFile?: DataFileReader;
}

/** The name of an experiment that has none: the file's name without its folder and `.yaml`. */
export function defaultNameOf(fileName: string): string {
  return fileName.replace(/^.*[/\\]/, "").replace(/\.(ya?ml|json)$/i, "");
}

const REFUSED = Symbol("refused");

/** The draft of plain values (see `valueOf`); null where the schema itself must look. */
export function quickDraft(value: unknown): Draft | null {
  const draft = read(value, experimentJsonSchema);
  return draft === REFUSED ? null : draft as Draft;
}

function read(value: unknown, schema: JsonSchema): unknown {
  if (Array.isArray(schema.anyOf)) {
    for (const option of schema.anyOf) {
      const found = read(value, option);
      if (found !== REFUSED) return found;
    }
    return REFUSED;
  }
  switch (schema.type) {
    case "object":
      return readMapping(value, schema);
    case "array":
      return readList(value, schema);
    case "number":
    case "integer":
      return readNumber(value, schema);
    default:
      return readText(value, schema);
  }
}

function readMapping(value: unknown, schema: JsonSchema): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value) || value instanceof Plain) {
    return REFUSED;
  }
  const { properties = {}, additionalProperties: others } = schema;
  const required = (schema.required ?? []) as readonly string[];
  if (!required.every((key) => key in value)) return REFUSED;
  const entries = Object.entries(value);
  if (isOutside(entries.length, schema.minProperties, schema.maxProperties)) return REFUSED;
  const mapping: Record<string, unknown> = {};
  for (const [key, inner] of entries) {
    const field = Object.hasOwn(properties, key) ? properties[key] : others as JsonSchema | false;
    const found = field === false ? REFUSED : read(inner, field);
    if (found === REFUSED) return REFUSED;
    mapping[key] = found;
  }
  return mapping;
}

function readList(value: unknown, schema: JsonSchema): unknown {
  if (!Array.isArray(value) || isOutside(value.length, schema.minItems, schema.maxItems)) return REFUSED;
  const item = schema.items!;
  // Rows and queries keep their cells as they were written: only their columns say what a cell must be.
  if (item.type === "object" && item.additionalProperties !== false) {
    return value.every(hasCells) ? value : REFUSED;
  }
  const items: unknown[] = [];
  for (const inner of value) {
    const found = read(inner, item);
    if (found === REFUSED) return REFUSED;
    items.push(found);
  }
  return items;
}

function hasCells(item: unknown): boolean {
  if (typeof item !== "object" || item === null || Array.isArray(item) || item instanceof Plain) return false;
  return Object.values(item).every((cell) =>
    cell instanceof Plain || typeof cell === "string" || typeof cell === "number"
  );
}

/** A number as it stands in a file, or as a sweep has worked it out. */
function readNumber(value: unknown, schema: JsonSchema): unknown {
  if (value instanceof Plain ? isRoundedInteger(value.text) : typeof value !== "number") return REFUSED;
  const number = value instanceof Plain ? numberOf(value.text) : value as number;
  if (number === undefined || isOutside(number, schema.minimum, schema.maximum)) return REFUSED;
  if (schema.type === "integer" && !Number.isInteger(number)) return REFUSED;
  if (schema.const !== undefined && number !== schema.const) return REFUSED;
  const { not } = schema as { readonly not?: JsonSchema };
  return not !== undefined && number === not.const ? REFUSED : number;
}

/** Text of one line that anyone can see; the schema knows more. */
const SIMPLE_TEXT = /^[!-~](?:[ -~]*[!-~])?$/;

function readText(value: unknown, schema: JsonSchema): unknown {
  const text = value instanceof Plain ? value.text : value;
  if (typeof text !== "string") return REFUSED;
  if (Array.isArray(schema.enum)) return schema.enum.includes(text) ? text : REFUSED;
  if (!SIMPLE_TEXT.test(text) || isOutside(text.length, schema.minLength, schema.maxLength)) return REFUSED;
  if (typeof schema.pattern === "string" && !new RegExp(schema.pattern).test(text)) return REFUSED;
  return text;
}

function isOutside(value: number, minimum: unknown, maximum: unknown): boolean {
  return typeof minimum === "number" && value < minimum || typeof maximum === "number" && value > maximum;
}

/** A value of one field; null where the schema itself must look. */
export function quickField(path: TreePath, value: unknown): { readonly value: unknown } | null {
  let schema: JsonSchema | undefined = experimentJsonSchema;
  for (const step of path) schema = typeof step === "number" ? schema?.items : schema?.properties?.[step];
  const found = read(value, schema ?? { type: "number" }); // the schema does not know the columns of a query
  return found === REFUSED ? null : { value: found };
}

/** Reads `sweep:` and checks its combinations; null where there may be a mistake. */
export interface QuickSweepReader {
  /** The sweep of a tree. */
  sweepOf(node: TreeNode, root: TreeNode): Sweep | null;
  /** Whether every combination of its values is right. */
  isRight(experiment: Experiment): boolean;
}

/**
 * The experiment of a text.
 *
 * @param sweepReader for a text with a sweep; most have none, and need not wait for it to load.
 * @returns null where there may be a mistake, for `readExperiment` to see; "sweep" where a reader for it is missing.
 */
export function readQuickly(
  text: string,
  options: ParseOptions,
  sweepReader: QuickSweepReader | null = null,
): Experiment | "sweep" | null {
  const fileName = options.fileName ?? "experiment.yaml";
  // A character has at most three bytes, so nothing that is too large gets through.
  if (text.length * 3 > LIMITS.fileBytes) return null;
  const parsed = parseYamlTree({ name: fileName, text });
  if (parsed.root === null || parsed.problems.length > 0) return null;
  const { root, problems } = applyOverrides(parsed.root, options.overrides ?? []);
  if (problems.length > 0) return null;
  const sweepNode = nodeAt(root, ["sweep"]);
  if (sweepNode !== undefined && sweepReader === null) return "sweep";
  const sweep = sweepNode === undefined ? null : sweepReader!.sweepOf(sweepNode, root);
  if (sweepNode !== undefined && sweep === null) return null;
  const draft = quickDraft(valueOf(sweepNode === undefined ? root : withoutNode(root, ["sweep"])));
  if (draft === null) return null;
  const places = placer(root);
  const dataFile = readTable(draft, fileName, options.readDataFile, places);
  if (dataFile !== null && dataFile.problems.length > 0) return null;
  const resolved = resolveExperiment(draft, {
    defaultName: defaultNameOf(fileName),
    sourceText: text,
    placeOf: places,
    table: dataFile?.table ?? null,
    knownRows: null,
    sweep,
    isPartial: false,
  });
  if ("problems" in resolved) return null;
  return sweep === null || sweepReader!.isRight(resolved.experiment) ? resolved.experiment : null;
}
