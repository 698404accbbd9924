// What `sweep:` may hold, as JSON Schema for editors; `readSweep` reads it key by key.
// Why apart from the other fields: what a swept key may hold depends on the key, and only the reader knows them all.

import type { JsonSchema } from "./json_schema.ts";
import { LIMITS } from "./limits.ts";

/** The sections whose settings may be swept; features and queries are swept by name. */
const SECTIONS = ["network", "init", "training"];

/** The definitions that the schema of `sweep` refers to: `sweptKeys` and `sweptValues`. */
export function sweepDefinitions(
  experiment: JsonSchema,
): Readonly<Record<string, JsonSchema>> {
  const values = { $ref: "#/definitions/sweptValues" };
  const together = { type: "object", additionalProperties: values };
  const keys = SECTIONS.flatMap((section) =>
    Object.entries(experiment.properties?.[section]?.properties ?? {}).map(([key, field]) =>
      [`${section}.${key}`, {
        description: `Values to run with. ${field.description}`,
        examples: [field.examples],
        anyOf: [values],
      }] as const
    )
  );
  return {
    sweptKeys: {
      type: "object",
      properties: {
        ...Object.fromEntries(keys),
        zip: {
          description: "Keys that move together: all take their first values, then their second, …",
          examples: [{ "init.seed": [1, 2], "training.learning_rate": [0.1, 0.5] }],
          anyOf: [together, { type: "array", items: together }],
        },
      },
      additionalProperties: values,
    },
    sweptValues: {
      anyOf: [
        {
          type: "string",
          pattern: "^\\s*(-?\\d+\\s*\\.\\.\\s*-?\\d+|(linspace|geomspace)\\([^()]*\\))\\s*$",
        },
        {
          type: "array",
          minItems: 1,
          maxItems: LIMITS.sweepListValues,
          items: {
            anyOf: [{ type: "number" }, { type: "string" }, { type: "array", items: { type: "number" } }],
          },
        },
      ],
    },
  };
}
