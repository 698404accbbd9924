// The part of JSON Schema (draft 7) that this program looks into.
// Why a type of its own: what walks the schema must not depend on the library that makes it.

/** A JSON Schema, as far as this program looks into one. */
export interface JsonSchema {
  /** The schema of each key of an object. */
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  /** The schema of a list's items. */
  readonly items?: JsonSchema;
  /** Any other keyword, such as `description` or `examples`. */
  readonly [key: string]: unknown;
}
