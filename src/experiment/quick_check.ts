// Accepts an experiment that is right, going by the JSON Schema that the schema gives, without the schema's library.
// Why: nearly every file is right, and loading the library takes longer than an empty process does. What is not
// accepted here is no mistake yet: the schema itself then says what is wrong, if anything is.
// What must hold: what is accepted gives the draft that the schema gives, which a test holds over changed files.

import type { Draft } from "./draft.ts";
import { experimentJsonSchema, type JsonSchema } from "./json_schema.ts";
import { isRoundedInteger, numberOf } from "./number_text.ts";
import { Plain } from "./yaml_tree.ts";

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
  return Object.values(item).every((cell) => cell instanceof Plain || typeof cell === "string");
}

function readNumber(value: unknown, schema: JsonSchema): unknown {
  if (!(value instanceof Plain) || isRoundedInteger(value.text)) return REFUSED;
  const number = numberOf(value.text);
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
