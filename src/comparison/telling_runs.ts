// Chooses the few runs of a comparison that say most about all of them, for a chart that has room for few, and names them.
// Why these: the others are compared with the first, and best, quartiles and worst show how they are spread.

import type { LossSeries } from "../chart/loss_chart.ts";
import { type ComparedRun, type Comparison, isCounted } from "./comparison.ts";
import { briefLabels, shortKeys } from "./comparison_names.ts";
import { settingTextsIn } from "./shown_parts.ts";

/**
 * Some of the runs that count, in their order.
 *
 * @param count how many at most, at least 2.
 * @returns all of them where they are few enough.
 */
export function tellingRuns<Run extends Pick<ComparedRun, "finalLoss" | "losses" | "isFirst" | "mark">>(
  runs: readonly Run[],
  count: number,
): readonly Run[] {
  const drawable = runs.filter((run) => run.losses.length > 0 && isCounted(run));
  if (drawable.length <= count) return drawable;
  // A run that diverged has no final loss and counts as the worst.
  const rankOf = ({ finalLoss }: Run): number => finalLoss ?? Number.MAX_VALUE;
  const ranked = [...drawable].sort((a, b) => rankOf(a) - rankOf(b));
  const chosen = new Set<Run>(drawable.filter(({ isFirst }) => isFirst));
  const last = count - 2;
  for (let rank = 0; rank <= last; rank++) {
    const part = last === 0 ? 0 : rank / last;
    chosen.add(ranked[Math.round(part * (ranked.length - 1))]);
  }
  return drawable.filter((run) => chosen.has(run));
}

/** Which losses are drawn: those of the rows that are learned, or of those held out. */
export type DrawnLoss = "training" | "validation";

/** The losses that charts of these runs show; those of held-out rows where any of them has some. */
export function drawnLosses(runs: readonly Pick<ComparedRun, "losses">[]): readonly DrawnLoss[] {
  const hasHeldOut = runs.some((run) => pointsOf(run, "validation").length > 0);
  return hasHeldOut ? ["training", "validation"] : ["training"];
}

/** The losses of a run; none of held-out rows where it holds none out. */
export function pointsOf({ losses }: Pick<ComparedRun, "losses">, which: DrawnLoss): LossSeries["points"] {
  if (which === "training") return losses;
  return losses.flatMap(({ epoch, heldOut }) => heldOut === undefined ? [] : [{ epoch, loss: heldOut.loss }]);
}

/**
 * The losses of some runs for a chart, named by the one setting that differs, else by the runs' names.
 *
 * A run without such losses has its place all the same, so that each has one colour in all charts.
 */
export function seriesOf(
  comparison: Comparison,
  shown: readonly ComparedRun[],
  which: DrawnLoss,
): readonly LossSeries[] {
  const { runs, keys } = comparison;
  const labels = briefLabels(runs.map(({ label }) => label));
  const [key] = shortKeys(keys, []);
  const bySetting = keys.length === 1 ? settingTextsIn(comparison, 0).map((text) => `${key} ${text}`) : [];
  const names = new Set(bySetting).size === runs.length ? bySetting : labels;
  return shown.map((run) => {
    const points = pointsOf(run, which);
    return { label: points.length === 0 ? "" : names[runs.indexOf(run)], points };
  });
}
