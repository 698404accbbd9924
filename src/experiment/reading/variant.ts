// An experiment with some settings changed after it was read: one trial of a sweep.
// What must hold: a trial is the experiment that its file would give with those settings in it.

import type { ColumnRequest, Dataset, Split } from "../../dataset/dataset.ts";
import { withSplit } from "../../dataset/held_out.ts";
import { clip } from "../../text/visible_text.ts";
import { counted } from "../../text/words.ts";
import {
  type Experiment,
  isLightKey,
  type Sweep,
  type SweepValue,
  valueAt,
  valueCount,
} from "../experiment.ts";
import { DEFAULT_GOALS } from "../goals.ts";
import { withLayerSetting } from "../layer_list.ts";
import { LIMITS } from "../limits.ts";
import { type Place, type Problem, ProblemList } from "../source/problem.ts";
import { decidedOf, type Stated, statedOf, withStated } from "../stated.ts";
import { checkFigures } from "./check_figures.ts";
import { checkLearning } from "./check_learning.ts";
import { checkQueryWords, isSplitSwept } from "./query_words.ts";

/** A key and its value in one trial. */
export type Settings = Readonly<Record<string, SweepValue>>;

/** The experiment of one trial, which is no sweep itself. Its settings were checked with the sweep. */
export function variantOf(experiment: Experiment, settings: Settings): Experiment {
  let { dataset, queries } = experiment;
  let split = dataset.validation?.split;
  let stated = statedOf(experiment);
  for (const [key, value] of Object.entries(settings)) {
    if (key.startsWith(VALIDATION)) split = withSplitSetting(split, key.slice(VALIDATION.length), value);
    else if (key.startsWith("dataset.")) dataset = withColumn(dataset, key, value);
    else if (key.startsWith(LAYERS)) stated = withLayer(stated, key.slice(LAYERS.length), value);
    else if (key.startsWith("queries.")) queries = withQuery(queries, dataset, key, value as number);
    else stated = withStated(stated, key, value);
  }
  if (split !== undefined && split.kind !== "rows" && split !== dataset.validation?.split) {
    dataset = withSplit(dataset, split);
  }
  const decided = decidedOf(stated, dataset.target);
  return { ...experiment, dataset, ...decided, queries, goals: DEFAULT_GOALS, sweep: null };
}

const VALIDATION = "dataset.validation.";
const LAYERS = "network.layers.";

/** Settings with another one of a layer. */
function withLayer(stated: Stated, name: string, value: SweepValue): Stated {
  const { layers } = stated.network;
  if (layers === undefined) throw new Error(`assertion failed: no layers to vary ${name} of`);
  return { ...stated, network: { ...stated.network, layers: withLayerSetting(layers, name, value) } };
}

/** A split with another of its settings, all of which are one word. */
function withSplitSetting(split: Split | undefined, name: string, value: SweepValue): Split {
  if (split === undefined || !Object.hasOwn(split, name)) {
    throw new Error(`assertion failed: no ${name} to vary`);
  }
  return { ...split, [name]: value };
}

/** A dataset with another shift or scale of a feature or of a column of the target. */
function withColumn(dataset: Dataset, key: string, value: SweepValue): Dataset {
  const { features, target } = dataset;
  const changed = (
    columns: readonly ColumnRequest[],
    index: number,
    name: string,
  ): readonly ColumnRequest[] => columns.with(index, { ...columns[index], [name]: value });
  if (!key.startsWith("dataset.target")) {
    const { index, column } = namedBy(key, "dataset.features", features, ["shift", "scale"]);
    return { ...dataset, features: changed(features, index, column) };
  }
  if (target?.kind !== "numbers") throw new Error(`assertion failed: ${key} of classes`);
  const { index, column } = target.columns.length === 1
    ? { index: 0, column: key.slice("dataset.target.".length) }
    : namedBy(key, "dataset.targets", target.columns, ["shift", "scale"]);
  return { ...dataset, target: { ...target, columns: changed(target.columns, index, column) } };
}

function withQuery(
  queries: Experiment["queries"],
  { features }: Dataset,
  key: string,
  value: number,
): Experiment["queries"] {
  const columns = features.map((feature) => feature.name);
  const { index, column } = namedBy(key, "queries", queries, columns);
  const values = queries[index].values.with(columns.indexOf(column), value);
  return queries.with(index, { ...queries[index], values });
}

/** The item and its column that a key names; a name may hold dots, so the rest of the key must be a column. */
function namedBy(
  key: string,
  base: string,
  items: readonly { readonly name: string }[],
  columns: readonly string[],
): { readonly index: number; readonly column: string } {
  for (const [index, { name }] of items.entries()) {
    const prefix = `${base}.${name}.`;
    const column = key.slice(prefix.length);
    if (key.startsWith(prefix) && columns.includes(column)) return { index, column };
  }
  throw new Error(`assertion failed: nothing is called ${key}`);
}

/** Mistakes of combinations of swept values that are reported, each once. */
const REPORTED_MISTAKES = 5;

/** A mistake in some combinations of swept values. */
interface SharedMistake {
  readonly problem: Problem;
  /** How many combinations have it. */
  readonly count: number;
  readonly first: Settings;
  /** The settings that all of them have. */
  readonly shared: Settings;
}

/**
 * Every mistake that shows only in combinations of swept values, and the cost of the largest.
 *
 * @param place of the sweep in the experiment file.
 */
export function checkVariants(experiment: Experiment, place: Place): readonly Problem[] {
  const { sweep } = experiment;
  if (sweep === null) return [];
  const swept = new Map(sweep.axes.flat().map(({ key, values }) => [key, values]));
  if ("seed" in experiment.init && swept.has("init.biases") && !swept.has("init.weights")) {
    const message = "sweep: init.weights is missing: init.biases is varied";
    return [{ code: "missing", place, message, hint: "add init.weights, or vary init.seed instead" }];
  }
  const epochs = swept.get("training.epochs");
  const largest: Settings = epochs === undefined ? {} : {
    "training.epochs": epochs.kind === "range" ? epochs.to : Math.max(...epochs.values as readonly number[]),
  };
  // What excludes a light key gives way to it in all trials.
  const light: Record<string, SweepValue> = {};
  for (const [key, values] of swept) if (isLightKey(key)) light[key] = valueAt(values, 0);
  const heavyAxes = sweep.axes.filter((axis) => axis.some(({ key }) => !isLightKey(key)));
  let variantCount = 1;
  for (const [first] of heavyAxes) variantCount *= valueCount(first.values);
  if (variantCount > LIMITS.sweepVariants) {
    const message =
      `sweep must have at most ${LIMITS.sweepVariants} combinations of keys other than seeds, ` +
      `learning rate and epochs: found ${variantCount}`;
    return [{ code: "too_large", place, message, hint: "sweep over fewer values" }];
  }
  const mistakes = new Map<string, SharedMistake>();
  for (let index = 0; index < variantCount; index++) {
    const settings: Settings = { ...largest, ...settingsAt(heavyAxes, index) };
    const list = new ProblemList();
    const variant = variantOf(experiment, { ...light, ...settings });
    if (Object.keys(settings).length > 0) checkFigures(variant, () => place, list);
    if (isSplitSwept(sweep)) checkQueryWords(variant, place, list);
    checkLearning(variant, () => place, list);
    for (const problem of list.problems) {
      const known = mistakes.get(problem.message);
      if (known === undefined && mistakes.size === REPORTED_MISTAKES) continue;
      mistakes.set(problem.message, {
        problem,
        count: (known?.count ?? 0) + 1,
        first: known?.first ?? settings,
        shared: known === undefined ? settings : sharedSettings(known.shared, settings),
      });
    }
  }
  return [...mistakes.values()].map((mistake) => ({
    ...mistake.problem,
    message: `sweep: ${whichOf(mistake, variantCount)}${mistake.problem.message}`,
  }));
}

function sharedSettings(left: Settings, right: Settings): Settings {
  return Object.fromEntries(
    Object.entries(left).filter(([key, value]) => JSON.stringify(value) === JSON.stringify(right[key])),
  );
}

/** In which combinations a mistake is: in those with what they share, or in one and so many more; nothing where it is in all. */
function whichOf({ count, first, shared }: SharedMistake, variantCount: number): string {
  const sharedText = settingsText(shared);
  if (sharedText !== "") return `with ${sharedText}, `;
  if (count === variantCount) return "";
  return `with ${settingsText(first)} and in ${counted(count - 1, "other combination")}, `;
}

function settingsText(settings: Settings): string {
  return Object.entries(settings).map(([key, value]) => `${key}=${clip(JSON.stringify(value))}`).join(" ");
}

/** The values of one combination, the last axis fastest. */
function settingsAt(axes: Sweep["axes"], index: number): Settings {
  const settings: Record<string, SweepValue> = {};
  let rest = index;
  for (const axis of axes.toReversed()) {
    const count = valueCount(axis[0].values);
    for (const { key, values } of axis) settings[key] = valueAt(values, rest % count);
    rest = Math.floor(rest / count);
  }
  return settings;
}
