// The kinds of fields an experiment file has: numbers, whole numbers, words, names, lists and mappings.
// Why each carries the words `wanted`: a message says what must stand there, in the user's terms.
// What must not change: a field reads a plain scalar by its own type (`Plain`), never by the look of the text.
// Why zod's mini variant: the schema is built at every start, and this one is built in half the time.

import * as z from "npm:zod@4.6.7/mini";
import type { RawCells } from "./reading/draft.ts";
import { isRoundedInteger, numberOf } from "./source/plain_number.ts";
import { isVisibleText } from "../text/visible_text.ts";
import { isLabel, LABEL_WANTED } from "./label.ts";
import { LIMITS } from "./limits.ts";
import { Plain } from "./source/yaml_tree.ts";

// Compiled validators need `eval`, which a page may forbid, and cost more than they save on one small file.
z.config({ jitless: true });

/** A field whose value is of a type once it is read. */
export type Field<Value> = z.ZodMiniType<Value>;

/** What an editor shows of a field: required of every field, so that none can be added without it. */
export interface FieldNote {
  readonly description: string;
  /** Values that may stand there. */
  readonly examples: readonly unknown[];
  /** What stands in where the field is left out. */
  readonly default?: unknown;
}

/** A field that may be left out, with its note. */
export function optional<Value>(field: Field<Value>, note: FieldNote): Field<Value | undefined> {
  return noted(z.optional(field), note);
}

/** A field with its note. */
export function noted<Value>(field: Field<Value>, note: FieldNote): Field<Value> {
  return withKeywords(field, { ...note, examples: [...note.examples] });
}

/** A field with keywords of JSON Schema that its checks do not say, in place. */
export function withKeywords<Value>(
  field: Field<Value>,
  keywords: Readonly<Record<string, unknown>>,
): Field<Value> {
  return field.register(z.globalRegistry, { ...z.globalRegistry.get(field), ...keywords });
}

/** A field that looks at what was written before it is checked. */
function readFirst<Value>(
  read: (value: unknown, context: { readonly issues: z.core.$ZodRawIssue[] }) => unknown,
  field: Field<Value>,
): Field<Value> {
  return z.pipe(z.transform(read), field) as unknown as Field<Value>;
}

/** A number; a whole number that a double would round in silence is refused. */
export function number(wanted: string): Field<number> {
  return readFirst((value, context) => {
    if (value instanceof Plain && isRoundedInteger(value.text)) {
      const message = `${wanted} that a 64-bit float holds exactly`;
      context.issues.push({ code: "custom", message, input: value });
      return z.NEVER;
    }
    return numberFrom(value);
  }, z.number({ error: wanted }));
}

/** A number of at least `minimum`. */
export function boundedNumber(wanted: string, minimum: number): Field<number> {
  return readFirst(numberFrom, z.number({ error: wanted }).check(z.minimum(minimum, { error: wanted })));
}

/** A number other than 0. */
export function divisor(wanted: string): Field<number> {
  const field = number(wanted).check(z.refine((value) => value !== 0, { error: wanted }));
  return withKeywords(field, { not: { const: 0 } });
}

/** A whole number from `minimum` to `maximum`. */
export function wholeNumber(minimum: number, maximum: number): Field<number> {
  const error = `a whole number from ${minimum} to ${maximum}`;
  const inner = z.number({ error }).check(
    z.refine((value) => Number.isInteger(value), { error }),
    z.minimum(minimum, { error }),
    z.maximum(maximum, { error }),
  );
  return readFirst(numberFrom, withKeywords(inner, { type: "integer" }));
}

/** Exactly one number. */
export function onlyNumber<const Value extends number>(value: Value, wanted: string): Field<Value> {
  return readFirst(numberFrom, z.literal(value, { error: wanted }));
}

/** One of a few words. */
export function word<const Word extends string>(words: readonly Word[]): Field<Word> {
  const wanted = words.length === 1 ? words[0] : `one of ${words.join(", ")}`;
  return readFirst(textFrom, z.enum(words, { error: wanted }));
}

/** A name such as 2020 is a number to an editor and text to us. */
const TEXT = { type: ["string", "number"] };

/** The name of something. */
export function label(): Field<string> {
  const text = z.string({ error: LABEL_WANTED }).check(z.refine(isLabel, { error: LABEL_WANTED }));
  return withKeywords(readFirst(textFrom, text), { ...TEXT, minLength: 1, maxLength: LIMITS.labelLength });
}

/** A text that matches a pattern. */
export function patternText(pattern: RegExp, maximum: number, wanted: string): Field<string> {
  const error = wanted;
  const inner = z.string({ error }).check(z.regex(pattern, { error }), z.maxLength(maximum, { error }));
  return withKeywords(readFirst(textFrom, inner), TEXT);
}

/** A text of one or more lines. */
export function proseText(maximum: number): Field<string> {
  const error = `text of at most ${maximum} visible characters`;
  const inner = z.string({ error }).check(
    z.maxLength(maximum, { error }),
    z.refine(isVisibleText, { error }),
  );
  return withKeywords(readFirst(textFrom, inner), TEXT);
}

/** A list of `minimum` to `maximum` items; one that is too long is refused before its items are looked at. */
export function list<Item>(
  item: Field<Item>,
  wanted: string,
  minimum: number,
  maximum: number,
): Field<Item[]> {
  const inner = z.array(item, { error: wanted }).check(
    z.minLength(minimum, { error: `${wanted}, with at least ${minimum}` }),
    z.maxLength(maximum),
  );
  return readFirst(
    refusedAbove(maximum, wanted, (value) => Array.isArray(value) ? value.length : 0),
    inner,
  );
}

/** Passes a value on unless it holds too many. */
function refusedAbove(maximum: number, wanted: string, countOf: (value: unknown) => number) {
  return (value: unknown, context: { readonly issues: z.core.$ZodRawIssue[] }): unknown => {
    if (countOf(value) <= maximum) return value;
    const message = `${wanted}, with at most ${maximum}`;
    context.issues.push({ code: "custom", message, input: value });
    return z.NEVER;
  };
}

/** A mapping that knows its keys. */
export function mapping<Shape extends z.core.$ZodShape>(
  shape: Shape,
  wanted = "a mapping of keys to values",
): Field<z.output<z.ZodMiniObject<Shape>>> {
  // A `Plain` is an object too, but no mapping.
  return readFirst(textFrom, z.strictObject(shape, { error: wanted }));
}

/** A mapping from names of the user's choice to values of one kind. */
export function record<Value>(
  value: Field<Value>,
  wanted: string,
  minimum: number,
  maximum: number,
): Field<Record<string, Value>> {
  const error = `${wanted}, with at least ${minimum}`;
  const inner = z.record(z.string(), value, { error: wanted })
    .check(z.refine((found) => Object.keys(found).length >= minimum, { error }));
  withKeywords(inner, { minProperties: minimum, maxProperties: maximum });
  const countOf = (value: unknown): number => isMapping(value) ? Object.keys(value).length : 0;
  return readFirst(refusedAbove(maximum, wanted, countOf), inner);
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Plain);
}

/** Rows or queries: their columns are checked when the features are known. */
export function records(wanted: string, itemWanted: string, maximum: number): Field<RawCells[]> {
  // One check for the whole list and not a validator a cell: a table may have a million cells, and as many mistakes.
  const field = z.custom<RawCells[]>().check(z.superRefine((items: unknown, context) => {
    if (!Array.isArray(items) || items.length > maximum) {
      const message = Array.isArray(items) ? `${wanted}, with at most ${maximum}` : wanted;
      context.addIssue({ code: "custom", message });
      return;
    }
    let breachCount = 0;
    const refuse = (message: string, path: (string | number)[]): void => {
      if (breachCount++ <= LIMITS.problems) context.addIssue({ code: "custom", message, path });
    };
    items.forEach((item: unknown, index) => {
      if (!isMapping(item)) return refuse(itemWanted, [index]);
      for (const [column, cell] of Object.entries(item)) {
        if (!(cell instanceof Plain) && typeof cell !== "string" && typeof cell !== "number") {
          refuse("a number or a word", [index, column]);
        }
      }
    });
  }));
  return withKeywords(field, { type: "array", maxItems: maximum, items: RECORD_JSON_SCHEMA });
}

const RECORD_JSON_SCHEMA = {
  type: "object",
  properties: {
    name: { description: "What it is called, for people", type: ["string", "number"], examples: ["Alice"] },
  },
  // What an editor reads as true or false is a word to us.
  additionalProperties: { type: ["number", "string", "boolean"] },
};

/** The number a plain scalar stands for; what it was where it is none, for the message to show. */
function numberFrom(value: unknown): unknown {
  if (value === 0) return 0;
  return value instanceof Plain ? numberOf(value.text) ?? value.text : value;
}

/** The text of a plain or quoted scalar. */
function textFrom(value: unknown): unknown {
  return value instanceof Plain ? value.text : value;
}
