// Holds plain values against the kinds of their settings and names every breach.
// Why apart from the kinds: the reports of the library end here; the rest of the program sees breaches.

import * as v from "npm:valibot@1.5.0";
import { isMapping, type Kind } from "../kind.ts";
import { LIMITS } from "../limits.ts";
import type { TreePath } from "../source/yaml_tree.ts";

/** A value that its setting refuses. */
export interface Breach {
  readonly path: TreePath;
  /** What may stand at the path; null for a key that its mapping does not know. */
  readonly kind: Kind | null;
}

/** Values as their kind reads them, or where they breach it. */
export type Checked<Value> = { readonly value: Value } | { readonly breaches: readonly Breach[] };

/** Holds a plain value (see `valueOf`) against a kind. */
export function check<Value>(kind: Kind<Value>, value: unknown): Checked<Value> {
  const result = v.safeParse(kind.schema, value);
  if (result.success) return { value: result.output };
  // A value may be refused for several reasons at once; that is one mistake.
  const paths = new Map<string, TreePath>();
  for (const { path = [] } of result.issues) {
    const steps = path.map(({ key }) => key as string | number);
    paths.set(JSON.stringify(steps), steps);
    if (paths.size > LIMITS.problems) break;
  }
  return { breaches: [...paths.values()].map((path) => ({ path, kind: kindAt(kind, path, value) })) };
}

/** The kind that a value at a path is meant to be of; null where a mapping does not know a key on the way. */
function kindAt(kind: Kind, path: TreePath, value: unknown): Kind | null {
  const meant = kind.choices?.find((choice) => choice.isMeantBy(value)) ?? kind;
  if (path.length === 0) return meant;
  const [step, ...rest] = path;
  const inner = isMapping(value) || Array.isArray(value)
    ? (value as Readonly<Record<string | number, unknown>>)[step]
    : undefined;
  if (meant.keys === undefined) return kindAt(meant.item!, rest, inner);
  return Object.hasOwn(meant.keys, step) ? kindAt(meant.keys[step].kind, rest, inner) : null;
}
