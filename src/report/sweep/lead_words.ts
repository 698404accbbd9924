// In how many splits of the rows the best setting is ahead of the others: what tells a better setting from a lucky one.
// Why counted and not a test of significance: five folds are few for any formula, and everybody can weigh three of five.

import { isSplitAxis } from "../../sweep/luck.ts";
import type { SweepPlan } from "../../sweep/plan.ts";
import { type Lead, leadOver, meansBySplit } from "../../sweep/setting_leads.ts";
import type { SweepSummary } from "../../sweep/summary.ts";
import { inFull, NONE } from "../../text/number_words.ts";
import { type HeldOutMeans, heldOutMeans, rankedSettings } from "./held_out_means.ts";
import { atSettings } from "./setting_arguments.ts";

/** The best setting by the figure that judges most, and how it stands to each one. */
interface Leader {
  readonly figure: HeldOutMeans;
  readonly isRanked: readonly boolean[];
  readonly setting: number;
  readonly leads: readonly Lead[];
  /** `folds`, `splits`. */
  readonly splits: string;
}

/** Null where the sweep varies no split, or settings cannot be compared. */
function leaderOf(plan: SweepPlan, summary: Pick<SweepSummary, "means" | "groups">): Leader | null {
  const figure = heldOutMeans(plan, summary).at(-1);
  const means = figure === undefined ? null : meansBySplit(plan, summary.groups, figure.name);
  if (figure === undefined || means === null) return null;
  const isRanked = rankedSettings(plan, figure.means);
  const ranked = figure.means.flatMap((_, setting) => isRanked[setting] ? [setting] : []);
  if (ranked.length < 2) return null;
  const setting = ranked.reduce((best, one) =>
    figure.isBetter(figure.means[one].mean, figure.means[best].mean) ? one : best
  );
  const leads = figure.means.map((_, other) => leadOver(means, figure.isBetter, setting, other));
  const keys = plan.axes.filter((axis) => isSplitAxis(plan, axis)).flat().map(({ key }) => key);
  const splits = keys.every((key) => key === "dataset.validation.fold") ? "folds" : "splits";
  return { figure, isRanked, setting, leads, splits };
}

/** How the best setting stands to the next one; null where they are all equal, or nothing is known split by split. */
export function leadSentence(
  plan: SweepPlan,
  summary: Pick<SweepSummary, "means" | "groups">,
): string | null {
  const leader = leaderOf(plan, summary);
  if (leader === null) return null;
  const { figure: { means, textOf, best, isBetter, isEqual }, isRanked, setting, leads, splits } = leader;
  const others = means.flatMap(({ mean }, other) =>
    isRanked[other] && !isEqual(mean, means[setting].mean) ? [{ mean, other }] : []
  );
  if (others.length === 0) return null;
  const isAlone = others.length === isRanked.filter(Boolean).length - 1;
  const leading = isAlone ? `the ${best}` : "the first of these";
  if (isRanked.filter(Boolean).length === 2) {
    return `the ${best} is ahead of the other in ${leadWords(leads[others[0].other], splits)}`;
  }
  const next = others.reduce((a, b) => isBetter(b.mean, a.mean) ? b : a);
  return `${leading} is ahead of the next, ${textOf(next.mean)} ${atSettings(plan, [next.other])}, in ${
    leadWords(leads[next.other], splits)
  }`;
}

/** A column of the settings: how the best one stands to each, counted in splits. */
export interface LeadColumn {
  readonly title: string;
  /** What it is called where its note does not stand below: `the equal folds`. */
  readonly name: string;
  /** One a setting: `3 of 5`; of the best itself `best`. */
  readonly texts: readonly string[];
  /** `behind: in how many folds the best setting is ahead`. */
  readonly note: string;
}

/** In how many splits the best one is ahead, and in how many equal, where it is in any; none where nothing is known by split. */
export function leadColumns(
  plan: SweepPlan,
  summary: Pick<SweepSummary, "means" | "groups">,
): readonly LeadColumn[] {
  const leader = leaderOf(plan, summary);
  if (leader === null) return [];
  const { leads, setting: best, splits } = leader;
  const texts = (textOf: (lead: Lead) => string, own: string): readonly string[] =>
    leads.map((lead, setting) => setting === best ? own : textOf(lead));
  const isEqual = leads.some(({ equalIn }, setting) => setting !== best && equalIn > 0);
  return [
    {
      title: "behind",
      name: "behind",
      texts: texts(({ aheadIn, splitCount }) => `${inFull(aheadIn)} of ${inFull(splitCount)}`, "best"),
      note: `behind: in how many ${splits} the best setting is ahead`,
    },
    ...(isEqual
      ? [{
        title: "equal",
        name: `the equal ${splits}`,
        texts: texts(({ equalIn }) => inFull(equalIn), NONE),
        note: "equal: in how many neither is",
      }]
      : []),
  ];
}

/** `2 of 5 folds, 1 equal`: without the equal ones, all others would read as lost. */
function leadWords({ aheadIn, equalIn, splitCount }: Lead, splits: string): string {
  const equal = equalIn === 0 ? "" : `, ${inFull(equalIn)} equal`;
  return `${inFull(aheadIn)} of ${inFull(splitCount)} ${splits}${equal}`;
}
