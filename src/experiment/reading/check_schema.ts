// Holds values against the schema and says in the user's words what is wanted where.
// Why apart from the schema: its library's own reports end here, and the rest of the program sees only breaches.

import * as z from "npm:zod@4.6.7/mini";
import type { Draft } from "./draft.ts";
import { type Field, number } from "../field.ts";
import { experimentSchema } from "../schema.ts";

/** One breach of the schema: where, what is wanted there, and which keys are unknown. */
export interface Breach {
  readonly path: readonly (string | number)[];
  readonly wanted: string;
  readonly unknownKeys: readonly string[];
}

/** Checks plain values (see `valueOf`) against the schema. */
export function checkSchema(value: unknown): { draft: Draft } | { breaches: readonly Breach[] } {
  const result = experimentSchema.safeParse(value);
  if (result.success) return { draft: result.data };
  const breaches = new Map(
    result.error.issues.map(breachOf).map((breach) => [JSON.stringify(breach), breach]),
  );
  return { breaches: [...breaches.values()] };
}

/**
 * Checks one value against the schema of its field.
 *
 * @param path a path that the schema knows; indices of lists stand for any item.
 */
export function checkField(
  path: readonly (string | number)[],
  value: unknown,
): { readonly value: unknown } | { readonly breach: Breach } {
  const result = fieldAt(path).safeParse(value);
  return result.success ? { value: result.data } : { breach: breachOf(result.error.issues[0]) };
}

function fieldAt(path: readonly (string | number)[]): Field<unknown> {
  let field: Field<unknown> = experimentSchema;
  for (const step of path) {
    field = unwrapped(field);
    if (field instanceof z.ZodMiniObject) field = field._zod.def.shape[step] as Field<unknown>;
    else if (field instanceof z.ZodMiniArray) field = field._zod.def.element as Field<unknown>;
    else return number("a number"); // A column of a query.
  }
  return field;
}

/** A field without its wrappers: that it may be left out, and that plain scalars are read first. */
function unwrapped(field: Field<unknown>): Field<unknown> {
  if (field instanceof z.ZodMiniOptional) return unwrapped(field._zod.def.innerType as Field<unknown>);
  if (field instanceof z.ZodMiniPipe) return unwrapped(field._zod.def.out as Field<unknown>);
  return field;
}

function breachOf(issue: z.core.$ZodIssue): Breach {
  // Of the branches of a union, the one that got furthest says best what is wrong: the list, not "or a number".
  if (issue.code === "invalid_union") {
    const deepest = issue.errors.flat().find((inner) => inner.path.length > 0 || inner.code === "custom");
    if (deepest !== undefined) return breachOf({ ...deepest, path: [...issue.path, ...deepest.path] });
  }
  return {
    path: issue.path.map((step) => typeof step === "number" ? step : String(step)),
    wanted: issue.message,
    unknownKeys: issue.code === "unrecognized_keys" ? issue.keys : [],
  };
}
