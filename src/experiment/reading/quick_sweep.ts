// Reads a sweep that is right as `quick_read.ts` reads the rest: without the schema's library.
// What must hold: it gives the same sweep as the long way, or none, and tells no mistake itself.

import { LIMITS } from "../limits.ts";
import { quickDraft, quickField, type QuickSweepReader } from "./quick_read.ts";
import { settingsOf } from "./setting.ts";
import { readSweep } from "./sweep_axes.ts";
import { checkVariants } from "./variant.ts";

/** Any mistake: the long way tells it. */
const BREACH = { path: [], wanted: "", unknownKeys: [] } as const;

/** For `readQuickly`. */
export const quickSweepReader: QuickSweepReader = {
  sweepOf(node, root) {
    const groups = node.kind === "list" ? node.items : [node];
    if (groups.length > LIMITS.sweepKeys || groups.some(({ kind }) => kind !== "mapping")) return null;
    const { sweep, problems } = readSweep(
      node,
      settingsOf(root),
      (path, value) => quickField(path, value) ?? { breach: BREACH },
    );
    return problems.length > 0 ? null : sweep;
  },
  isRight(experiment) {
    const place = { source: { name: "sweep", text: "" }, start: 0, end: 0 };
    const check = (value: unknown) => {
      const draft = quickDraft(value);
      return draft === null ? { breaches: [BREACH] } : { draft };
    };
    return checkVariants(experiment, place, check).length === 0;
  },
};
