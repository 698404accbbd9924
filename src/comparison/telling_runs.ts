// Chooses the few runs of a comparison that say most about all of them, for a chart that has room for few.
// Why these: the others are compared with the first, and best, quartiles and worst show how they are spread.

import type { ComparedRun } from "./comparison.ts";

/**
 * Some of the runs, in their order.
 *
 * @param count how many at most, at least 2.
 * @returns all of them where they are few enough.
 *
 * @example Of five runs by loss: the first, and the ends
 * ```ts
 * const runs = [0.3, 0.1, 0.5, 0.2, 0.4].map((finalLoss) => {
 *   return { finalLoss, losses: [{ epoch: 0, loss: 1 }], isFirst: finalLoss === 0.3 };
 * });
 * const shown = tellingRuns(runs, 3).map(({ finalLoss }) => finalLoss);
 * if (shown.join() !== "0.3,0.1,0.5") throw new Error(shown.join());
 * ```
 */
export function tellingRuns<Run extends Pick<ComparedRun, "finalLoss" | "losses" | "isFirst">>(
  runs: readonly Run[],
  count: number,
): readonly Run[] {
  const drawable = runs.filter(({ losses }) => losses.length > 0);
  if (drawable.length <= count) return drawable;
  // A run that diverged has no final loss and counts as the worst.
  const ranked = [...drawable].sort((a, b) => rankOf(a) - rankOf(b) || 0);
  const chosen = new Set<Run>(drawable.filter(({ isFirst }) => isFirst));
  const last = count - 2;
  for (let rank = 0; rank <= last; rank++) {
    const part = last === 0 ? 0 : rank / last;
    chosen.add(ranked[Math.round(part * (ranked.length - 1))]);
  }
  return drawable.filter((run) => chosen.has(run));
}

function rankOf({ finalLoss }: Pick<ComparedRun, "finalLoss">): number {
  return finalLoss ?? Number.MAX_VALUE;
}
