// An experiment with some settings changed after it was read: one trial of a sweep.
// Why two ways: seed, learning rate and epochs change no other part, so they are set directly, a million times
// if need be; any other setting goes through schema and resolve again, as if the file had said so.

import type { JsonValue } from "./config.ts";
import { configOf } from "./config.ts";
import { type Experiment, type SweepValue, valueAt, valueCount } from "./experiment.ts";
import { LIMITS } from "./limits.ts";
import type { Problem, SourceText } from "./problem.ts";
import { resolveExperiment } from "./resolve.ts";
import { checkSchema } from "./schema.ts";

/** A key and its value in one trial. */
export type Settings = Readonly<Record<string, SweepValue>>;

/** The keys that change how a network learns but not what it is or sees: such trials share a kernel. */
export const LIGHT_KEYS: readonly string[] = ["init.seed", "training.learning_rate", "training.epochs"];

/**
 * The experiment of one trial: the settings applied, the sweep gone.
 *
 * @throws Error where the settings do not fit; a sweep that was read has had all of them checked.
 */
export function variantOf(experiment: Experiment, settings: Settings): Experiment {
  const heavy = Object.entries(settings).filter(([key]) => !LIGHT_KEYS.includes(key));
  let base: Experiment = { ...experiment, sweep: null };
  if (heavy.length > 0) {
    const result = readVariant(base, Object.fromEntries(heavy));
    if ("problems" in result) throw new Error(`assertion failed: ${result.problems[0].message}`);
    base = result.experiment;
  }
  const { "init.seed": seed, "training.learning_rate": learningRate, "training.epochs": epochs } = settings;
  return {
    ...base,
    init: seed === undefined ? base.init : { seed: seed as number },
    training: {
      ...base.training,
      learningRate: (learningRate ?? base.training.learningRate) as number,
      epochs: (epochs ?? base.training.epochs) as number,
    },
  };
}

function readVariant(
  experiment: Experiment,
  settings: Settings,
): { experiment: Experiment } | { problems: readonly Problem[] } {
  const text = Object.entries(settings).map(([key, value]) => `${key}=${JSON.stringify(value)}`).join(" ");
  const source: SourceText = { name: "sweep", text, isArgument: true };
  const place = { source, start: 0, end: text.length };
  const config = structuredCopy(configOf(experiment)) as Record<string, JsonValue>;
  for (const [key, value] of Object.entries(settings)) setByKey(config, key, value, experiment);
  const checked = checkSchema(config);
  if ("breaches" in checked) {
    const problems = checked.breaches.map((breach): Problem => ({
      code: "wrong_value",
      place,
      message: `${breach.path.join(".")} must be ${breach.wanted}`,
    }));
    return { problems };
  }
  return resolveExperiment(checked.draft, {
    defaultName: experiment.name,
    sourceText: experiment.sourceText,
    placeOf: () => place,
    table: null,
    sweep: null,
    isPartial: false,
  });
}

/** Copies JSON; `structuredClone` is not in every engine. */
function structuredCopy(value: JsonValue): JsonValue {
  return JSON.parse(JSON.stringify(value));
}

/** Sets a dotted key in place; names of features and queries stand for their index. */
function setByKey(
  config: Record<string, JsonValue>,
  key: string,
  value: SweepValue,
  experiment: Experiment,
): void {
  const named = [
    ["dataset.features.", experiment.dataset.features],
    ["queries.", experiment.queries],
  ] as const;
  let path = key.split(".");
  for (const [prefix, items] of named) {
    if (!key.startsWith(prefix)) continue;
    const index = items.findIndex(({ name }) => key.startsWith(`${prefix}${name}.`));
    const column = key.slice(`${prefix}${items[index].name}.`.length);
    path = [...prefix.slice(0, -1).split("."), String(index), column];
  }
  if (key === "init.weights" && "seed" in (config.init as object)) config.init = { weights: 0, biases: 0 };
  // deno-lint-ignore no-explicit-any -- JSON of any shape, its path checked by the schema afterwards
  let node: any = config;
  for (const step of path.slice(0, -1)) node = node[step];
  node[path[path.length - 1]] = value;
}

/** Every mistake that shows only in combinations of swept values, and the cost of the largest. */
export function checkVariants(experiment: Experiment): readonly Problem[] {
  const { sweep } = experiment;
  if (sweep === null) return [];
  const problems: Problem[] = [];
  const keys = sweep.axes.flat();
  const epochs = keys.find(({ key }) => key === "training.epochs");
  const largest: Record<string, SweepValue> = {};
  if (epochs !== undefined) {
    const { values } = epochs;
    largest["training.epochs"] = values.kind === "range"
      ? values.to
      : Math.max(...values.values as readonly number[]);
  }
  const heavyAxes = sweep.axes.filter((axis) => axis.some(({ key }) => !LIGHT_KEYS.includes(key)));
  let variantCount = 1;
  for (const [first] of heavyAxes) variantCount *= valueCount(first.values);
  if (variantCount > LIMITS.sweepVariants) {
    const source: SourceText = { name: "sweep", text: "", isArgument: true };
    const message =
      `at most ${LIMITS.sweepVariants} combinations of keys other than seed, learning rate and epochs ` +
      `may be swept: found ${variantCount}`;
    return [{ code: "too_large", place: { source, start: 0, end: 0 }, message }];
  }
  for (let index = 0; index < variantCount && problems.length < 5; index++) {
    const settings: Record<string, SweepValue> = { ...largest };
    let rest = index;
    for (const axis of heavyAxes.toReversed()) {
      const count = valueCount(axis[0].values);
      for (const { key, values } of axis) settings[key] = valueAt(values, rest % count);
      rest = Math.floor(rest / count);
    }
    if (Object.keys(settings).length === 0) continue;
    const result = readVariant({ ...experiment, sweep: null }, settings);
    if ("problems" in result) problems.push(...result.problems);
  }
  return problems;
}
