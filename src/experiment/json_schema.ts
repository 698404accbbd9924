// The JSON Schema (draft 7) of the experiment file, as far as this program looks into it.
// Why from text: what walks the schema must not wait for the library that makes it. A test holds the text to it.

import { SCHEMA_TEXT } from "./schema_text.ts";

/** A JSON Schema, as far as this program looks into one. */
export interface JsonSchema {
  /** The schema of each key of an object. */
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  /** The schema of a list's items. */
  readonly items?: JsonSchema;
  /** Any other keyword, such as `description` or `examples`. */
  readonly [key: string]: unknown;
}

/** The JSON Schema of the experiment file, for "did you mean", for settings by name and for a first quick check. */
export const experimentJsonSchema: JsonSchema = JSON.parse(SCHEMA_TEXT);

/** The keys that may stand in the mapping at a path; none where the user chooses them (rows, classes). */
export function knownKeys(path: readonly (string | number)[]): readonly string[] {
  let schema: JsonSchema | undefined = experimentJsonSchema;
  for (const step of path) schema = typeof step === "number" ? schema?.items : schema?.properties?.[step];
  return Object.keys(schema?.properties ?? {});
}
