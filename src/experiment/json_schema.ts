// The part of JSON Schema (draft 7) that this program looks into.

/** A JSON Schema, as far as this program looks into one. */
export interface JsonSchema {
  /** The schema of each key of an object. */
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  /** The schema of a list's items. */
  readonly items?: JsonSchema;
  /** Any other keyword, such as `description` or `examples`. */
  readonly [key: string]: unknown;
}
