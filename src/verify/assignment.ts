// What an experiment has otherwise than the one that was handed out: setting by setting, and of the rows cell by cell.
// Why a column or a query that only one of them has is told once: its own settings follow.

import type { JsonObject, JsonValue } from "../experiment/config.ts";
import type { Experiment } from "../experiment/experiment.ts";
import { areDefaultThresholds } from "../experiment/goals.ts";
import { differingKeys, type SettingList, settingListOf } from "../experiment/setting_list.ts";
import { followsFrom } from "../experiment/stated.ts";
import { settingText, shortKeys, sweptText } from "../comparison/comparison_names.ts";
import type { AssignmentDifference } from "./assignment_difference.ts";
import { rowDifferences, writtenRowsOf } from "./row_differences.ts";

/** Differences that are listed; of more, nobody reads every one. */
const MOST_DIFFERENCES = 1000;

/**
 * What an experiment has otherwise than another, rows last.
 *
 * @param assigned the one that was handed out.
 * @returns nothing where both have the same id; at most a thousand.
 *
 * @example
 * ```ts
 * import { parseExperiment } from "../experiment/reading/parse_experiment.ts";
 * import { differencesFrom } from "./assignment.ts";
 * import { differenceText } from "./assignment_difference.ts";
 * const of = (weight: number) => parseExperiment(`name: people
 * dataset:
 *   features: [{ name: weight }]
 *   target: { name: y }
 *   rows: [{ name: Alice, weight: ${weight}, y: 1 }]
 * training: { epochs: 1 }`);
 * const texts = differencesFrom(of(133), of(143)).map(differenceText);
 * if (texts.join() !== "Alice.weight 133 → 143") throw new Error(texts.join());
 * ```
 */
export function differencesFrom(assigned: Experiment, found: Experiment): readonly AssignmentDifference[] {
  const differences = [...settingDifferences(assigned, found), ...rowDifferences(assigned, found)];
  return differences.slice(0, MOST_DIFFERENCES);
}

function settingDifferences(assigned: Experiment, found: Experiment): readonly AssignmentDifference[] {
  const experiments = [assigned, found];
  const written = experiments.map(settingListOf);
  const [wanted, given] = written.map(withSweptValues);
  const items = itemsOf(written);
  const differing = differingKeys([wanted, given]).filter((key) =>
    !isTable(key, experiments) && !isGoalOfSweepAlone(key, experiments) &&
    !(key === "sweep" && sweepOthers(experiments))
  );
  const keys = differing.filter((key) =>
    !followsFrom(key, given, differing) && !isOrderOfOthers(key, differing, written) &&
    !items.some((item) => key.startsWith(`${item}.`) && differing.includes(item) && !items.includes(key))
  );
  const names = shortKeys(keys, []);
  return keys.map((key, index): AssignmentDifference => {
    const parts = ITEM.exec(key);
    if (parts !== null && items.includes(key)) {
      const [, list, name] = parts;
      return { kind: given.has(key) ? "added" : "missing", key: `${ITEM_WORDS[list]} ${name}` };
    }
    const [wantedText, givenText] = [wanted, given].map((list) => valueText(list.get(key)));
    return {
      kind: "value",
      key: parts?.[2] ?? names[index],
      assigned: wantedText,
      found: givenText,
    };
  });
}

/** The key of a column or of a query, or of one of its settings. */
const ITEM = /^(dataset\.features|dataset\.targets|queries)\.(.+)$/;
const ITEM_WORDS: Readonly<Record<string, string>> = {
  "dataset.features": "feature",
  "dataset.targets": "target",
  queries: "query",
};

/** The keys of columns and queries by themselves, which have no value but that they are there. */
function itemsOf(lists: readonly SettingList[]): readonly string[] {
  return lists.flatMap((list) =>
    Object.keys(ITEM_WORDS).flatMap((path) =>
      (list.get(`${path} in order`) as readonly string[] ?? []).map((name) => `${path}.${name}`)
    )
  );
}

/** The settings with what a sweep lets each of them take in turn, in its place: `1..50` for a seed. */
function withSweptValues(settings: SettingList): SettingList {
  const list = new Map(settings);
  const axes = (settings.get("sweep") ?? []) as readonly JsonObject[];
  list.delete("sweep");
  for (const axis of axes) {
    for (const [key, values] of Object.entries((axis.zip ?? axis) as JsonObject)) {
      list.set(key, { [SWEPT]: sweptText(values) });
    }
  }
  // The order of the axes is that of the trials, and keys that move together are no product.
  list.set("sweep", axes.map((axis) => Object.keys((axis.zip ?? axis) as JsonObject).join(" & ")).join(", "));
  return list;
}

/** Marks the values of a swept key, so that they are no text of the user's. */
const SWEPT = "swept";

function valueText(value: JsonValue | undefined): string | null {
  if (value === undefined) return null;
  if (typeof value === "boolean") return String(value);
  const swept = typeof value === "object" && value !== null && SWEPT in value ? value[SWEPT] : undefined;
  return typeof swept === "string" ? swept : settingText(value) || "empty";
}

/** Whether a setting holds rows, which are compared cell by cell. */
function isTable(key: string, experiments: readonly Experiment[]): boolean {
  return key === "dataset.rows" || key === "dataset.validation.rows" &&
      experiments.every(({ dataset }) => writtenRowsOf(dataset) !== null);
}

/** Whether two experiments sweep other settings, of which each is told by itself. */
function sweepOthers(experiments: readonly Experiment[]): boolean {
  const [one, other] = experiments.map(({ sweep }) =>
    sweep?.axes.flat().map(({ key }) => key).toSorted().join("\n") ?? ""
  );
  return one !== other;
}

/** Whether a goal is there only because one of them is a sweep, and is what every sweep has. */
function isGoalOfSweepAlone(key: string, experiments: readonly Experiment[]): boolean {
  return experiments.some(({ sweep }) => sweep === null) && (
    key === "goals.all_rows_right" && experiments.every(({ goals }) => !goals.allRowsRight) ||
    key === "goals.macro_f1" && experiments.every(({ goals }) => !goals.macroF1) ||
    key === "goals.loss_thresholds" &&
      experiments.every(({ goals }) => areDefaultThresholds(goals.lossThresholds))
  );
}

/** Whether an order differs only because something in it is there or not, which is told by itself. */
function isOrderOfOthers(
  key: string,
  differing: readonly string[],
  lists: readonly SettingList[],
): boolean {
  const list = / in order$/.exec(key) === null ? null : key.slice(0, -" in order".length);
  return list !== null &&
    differing.some((other) => other.startsWith(`${list}.`) && lists.some((settings) => !settings.has(other)));
}
