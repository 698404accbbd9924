// The JSON Schema (draft 7) of the experiment file, by which editors complete and explain its keys.
// Why apart from the settings: no run needs it, only whoever prints it or asks the library for it.

import type { JsonSchema, Setting } from "./kind.ts";
import { LIMITS } from "./limits.ts";
import { EXPERIMENT } from "./settings.ts";

/**
 * The JSON Schema of the experiment file.
 *
 * @example Every key explains itself
 * ```ts
 * import { experimentJsonSchema } from "@seedbed/seedbed";
 * const { properties } = experimentJsonSchema;
 * if (properties?.training.properties?.epochs.description === undefined) throw new Error("wrong");
 * ```
 */
export const experimentJsonSchema: JsonSchema = {
  $schema: "http://json-schema.org/draft-07/schema#",
  title: "Seedbed experiment",
  ...EXPERIMENT.json,
  definitions: sweepDefinitions(EXPERIMENT.keys!),
};

/** What `sweep` refers to: `sweptKeys` and `sweptValues`. Features and queries are swept by the names the user gives. */
function sweepDefinitions(sections: Readonly<Record<string, Setting>>): JsonSchema {
  const values = { $ref: "#/definitions/sweptValues" };
  const together = { type: "object", additionalProperties: values };
  const keys: Record<string, JsonSchema> = {};
  for (const [section, { kind: { keys: settings = {} } }] of Object.entries(sections)) {
    for (const [key, { kind, description, examples }] of Object.entries(settings)) {
      if (kind.reach !== "swept") continue;
      const swept = {
        description: `Values to run with. ${description}`,
        examples: [examples],
        anyOf: [values],
      };
      keys[`${section}.${key}`] = swept;
    }
  }
  return {
    sweptKeys: {
      type: "object",
      properties: {
        ...keys,
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
            anyOf: [
              { type: "number" },
              { type: "string" },
              { type: "boolean" },
              { type: "array", items: { anyOf: [{ type: "number" }, { type: "string" }] } },
            ],
          },
        },
      ],
    },
  };
}
