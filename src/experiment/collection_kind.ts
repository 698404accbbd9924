// The kinds of values that hold other values: lists, mappings, and the rows of a table.
// What must not change: what is too long is refused before its items are looked at; every unknown key is reported.

import * as v from "npm:valibot@1.5.0";
import { isMapping, type JsonSchema, type Kind, type Setting, withoutMarks } from "./kind.ts";
import { LIMITS } from "./limits.ts";
import { Plain } from "./source/yaml_tree.ts";

/** A list of `minimum` to `maximum` items. */
export function list<Item>(
  item: Kind<Item>,
  wanted: string,
  minimum: number,
  maximum: number,
): Kind<readonly Item[]> {
  return {
    schema: v.pipe(v.array(v.unknown()), v.minLength(minimum), v.maxLength(maximum), v.array(item.schema)),
    wanted,
    wantedInstead: sizeWanted(wanted, minimum, maximum),
    hint: (text) => item.reach === "swept" ? listHint(text, item) : undefined,
    json: { type: "array", minItems: minimum, maxItems: maximum, items: item.json },
    reach: item.reach === "swept" ? "swept" : "file",
    isMeantBy: Array.isArray,
    item,
  };
}

/** Characters of a list that is offered. */
const MOST_HINTED = 60;

/** The list that a text most likely means, in whatever brackets; none where that would be refused as well. */
function listHint(text: string, { schema }: Kind): string | undefined {
  const inner = text.trim().replace(/^[[({"'\s]+|[\])}"'\s]+$/g, "");
  const items = inner.split(/\s*[,;\uff0c\uff1b]\s*|\s+/);
  // A hint is whole, so that it can be written as it stands.
  if (inner.length > MOST_HINTED) return undefined;
  const isRight = (item: string): boolean => v.safeParse(schema, new Plain(item)).success;
  const meant = items.map((item) => isRight(item) ? item : withoutMarks(item));
  return meant.every(isRight) ? `write it as a list: [${meant.join(",")}]` : undefined;
}

/** What is wanted of a collection with too few or too many members. */
function sizeWanted(wanted: string, minimum: number, maximum: number) {
  return (value: unknown): string | undefined => {
    if (!Array.isArray(value) && !isMapping(value)) return undefined;
    const size = Array.isArray(value) ? value.length : Object.keys(value).length;
    if (size < minimum) return `${wanted}, with at least ${minimum}`;
    return size > maximum ? `${wanted}, with at most ${maximum}` : undefined;
  };
}

/** The value of a mapping of settings, by their names in this program: `learning_rate` is `learningRate` here. */
type ValueOf<Keys> =
  & { readonly [Key in DecidedIn<Keys> as Camel<Key>]: ValueAt<Keys[Key]> }
  & { readonly [Key in Exclude<keyof Keys & string, DecidedIn<Keys>> as Camel<Key>]?: ValueAt<Keys[Key]> };

/** The settings that have a value in every file; one with rivals may have none. */
type DecidedIn<Keys> = {
  [Key in keyof Keys & string]: Keys[Key] extends
    { isRequired: true } | { default: unknown; rivals?: undefined } ? Key
    : never;
}[keyof Keys & string];

type ValueAt<Entry> = Entry extends { readonly kind: Kind<infer Value> } ? Value : never;

type Camel<Key extends string> = Key extends `${infer Head}_${infer Tail}`
  ? `${Head}${Capitalize<Camel<Tail>>}`
  : Key;

/** Keys that valibot ignores in every mapping; here they are as unknown as any other. */
const PASSED_OVER = { constructor: v.optional(v.never()), prototype: v.optional(v.never()) };

/** A mapping that knows its keys, and what to say of some that it has not. */
export function mapping<const Keys extends Readonly<Record<string, Setting>>>(
  keys: Keys,
  wanted = "a mapping of keys to values",
  { hint, listHint, elsewhere }: Pick<Kind, "hint" | "listHint" | "elsewhere"> = {},
): Kind<ValueOf<Keys>> {
  const settings = Object.entries(keys);
  const entries = Object.fromEntries(settings.map(([key, setting]) => [key, schemaOf(setting)]));
  const required = settings.filter(([, { isRequired }]) => isRequired).map(([key]) => key);
  return {
    schema: v.pipe(
      v.custom<object>(isMapping),
      v.objectWithRest({ ...PASSED_OVER, ...entries }, v.never()),
      v.transform((value) => camelCased(value) as ValueOf<Keys>),
    ),
    wanted,
    hint,
    listHint,
    json: {
      type: "object",
      properties: Object.fromEntries(settings.map(([key, setting]) => [key, jsonOf(setting)])),
      ...(required.length === 0 ? {} : { required }),
      additionalProperties: false,
    },
    reach: "file",
    isMeantBy: isMapping,
    keys,
    elsewhere,
  };
}

function schemaOf({ kind, isRequired, rivals, default: otherwise }: Setting): Kind["schema"] {
  if (isRequired) return kind.schema;
  if (otherwise === undefined || rivals !== undefined) return v.optional(kind.schema);
  // Without a prototype, as all mappings of a file: else `constructor` would seem to be a key of it.
  return v.optional(kind.schema, isMapping(otherwise) ? Object.create(null) : otherwise);
}

function camelCased(mapping: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(mapping).map(([key, value]) => [camel(key), value]));
}

/** The name that a key of the file has in this program. */
export function camel(key: string): string {
  return key.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** The JSON Schema of a setting; the default of a mapping is that of its keys. */
function jsonOf({ kind, description, examples, default: otherwise }: Setting): JsonSchema {
  const isOptional = otherwise !== undefined && kind.keys === undefined;
  return { description, ...kind.json, examples, ...(isOptional ? { default: otherwise } : {}) };
}

/** A mapping from names of the user's choice to values of one kind. */
export function mappingOf<Value>(
  item: Kind<Value>,
  wanted: string,
  minimum: number,
  maximum: number,
): Kind<Readonly<Record<string, Value>>> {
  return {
    schema: v.pipe(
      v.custom<Readonly<Record<string, unknown>>>(isMapping),
      v.minEntries(minimum),
      v.maxEntries(maximum),
      // Why not valibot's record: it ignores a class called `constructor`.
      v.rawTransform(({ dataset: { value: input }, addIssue }) => {
        const members = Object.entries(input).map(([key, value]) => {
          const read = v.safeParse(item.schema, value);
          if (!read.success) addIssue({ path: [step(input, key, value)] });
          return [key, read.output as Value] as const;
        });
        return Object.fromEntries(members);
      }),
    ),
    wanted,
    wantedInstead: sizeWanted(wanted, minimum, maximum),
    json: { type: "object", additionalProperties: item.json, minProperties: minimum, maxProperties: maximum },
    reach: "set",
    isMeantBy: isMapping,
    item,
  };
}

/** The step of a valibot path from a collection to one of its members. */
function step(input: unknown, key: string | number, value: unknown): v.UnknownPathItem {
  return { type: "unknown", origin: "value", input, key, value };
}

/** A mapping that is read elsewhere. */
export function anyMapping(wanted: string, json: JsonSchema): Kind<unknown> {
  return { schema: v.custom(isMapping), wanted, json, reach: "file", isMeantBy: isMapping };
}

/** The cells of a row or a query by column, before their columns are known; without a prototype. */
export type RawCells = Readonly<Record<string, RawCell>>;

/** See {@linkcode RawCells}. */
export type RawCell = Plain | string;

/** Rows or queries before their columns are known: each with its columns, or a table whose first line names them. */
export type RawRecords = readonly RawCells[] | readonly (readonly RawCell[])[];

const isCell = (value: unknown): value is RawCell => value instanceof Plain || typeof value === "string";

const cell: Kind<RawCell> = {
  schema: v.custom<RawCell>(isCell),
  wanted: "a number or a word",
  // What an editor reads as true or false is a word to us.
  json: { type: ["number", "string", "boolean"] },
  reach: "file",
  isMeantBy: isCell,
};

/**
 * Rows or queries; what their cells must be is known only with their columns.
 *
 * @param mayBeTable whether they may be a table as well, whose members no setting can name.
 */
export function records(
  wanted: string,
  itemWanted: string,
  maximum: number,
  { mayBeTable }: { readonly mayBeTable: boolean },
): Kind<RawRecords> {
  const properties = {
    name: { description: "What it is called, for people", type: ["string", "number"], examples: ["Alice"] },
  };
  const item: Kind<RawCells> = {
    schema: v.custom<RawCells>((value) => isMapping(value) && Object.values(value).every(isCell)),
    wanted: itemWanted,
    json: { type: "object", properties, additionalProperties: cell.json },
    reach: "file",
    isMeantBy: isMapping,
    item: cell,
  };
  return {
    schema: v.pipe(
      v.custom<RawRecords>(Array.isArray),
      v.check((records) => recordCount(records) <= maximum),
      v.rawCheck(({ dataset, addIssue }) => {
        if (!dataset.typed) return;
        let issueCount = 0;
        for (const path of wrongCells(dataset.value, mayBeTable)) {
          addIssue({ path });
          if (++issueCount > LIMITS.problems) return;
        }
      }),
    ),
    wanted,
    wantedInstead: (value) =>
      Array.isArray(value) && recordCount(value) > maximum ? `${wanted}, with at most ${maximum}` : undefined,
    json: {
      type: "array",
      maxItems: mayBeTable ? maximum + 1 : maximum, // a table has a line more
      items: mayBeTable ? { anyOf: [item.json, { type: "array", items: cell.json }] } : item.json,
    },
    reach: "file",
    isMeantBy: Array.isArray,
    item,
  };
}

/** How many records there are; the first line of a table is none. */
function recordCount(records: readonly unknown[]): number {
  return Array.isArray(records[0]) ? records.length - 1 : records.length;
}

/** The paths of rows that are none and of cells that are none. Why not schemas: a table may have a million cells. */
function* wrongCells(
  rows: readonly unknown[],
  mayBeTable: boolean,
): Generator<[v.UnknownPathItem, ...v.UnknownPathItem[]]> {
  const isTable = mayBeTable && Array.isArray(rows[0]);
  for (const [index, row] of rows.entries()) {
    if (isTable && Array.isArray(row)) {
      for (const [at, cell] of row.entries()) {
        if (!isCell(cell)) yield [step(rows, index, row), step(row, at, cell)];
      }
    } else if (isTable || !isMapping(row)) {
      yield [step(rows, index, row)];
    } else {
      for (const key in row) {
        if (!isCell(row[key])) yield [step(rows, index, row), step(row, key, row[key])];
      }
    }
  }
}
