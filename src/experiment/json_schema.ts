// The part of JSON Schema (draft 7) that this program looks into.

/** A JSON Schema, as far as this program looks into one. */
export interface JsonSchema {
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema;
  readonly [key: string]: unknown;
}
