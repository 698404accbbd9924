// An experiment with some settings changed after it was read: one trial of a sweep.
// Why two ways: seed, learning rate and epochs change no other part, so they are set directly, a million times
// if need be; any other setting is resolved again, as if the file had said so.

import type { Breach } from "./check_schema.ts";
import { configOf, type JsonValue } from "../config.ts";
import type { Draft } from "./draft.ts";
import {
  type Experiment,
  LIGHT_KEYS,
  type Sweep,
  type SweepValue,
  valueAt,
  valueCount,
} from "../experiment.ts";
import { LIMITS } from "../limits.ts";
import type { Place, Problem, SourceText } from "../source/problem.ts";
import { resolveExperiment } from "./resolve.ts";
import { clip } from "../../text/visible_text.ts";

/** A key and its value in one trial. */
export type Settings = Readonly<Record<string, SweepValue>>;

/**
 * The experiment of one trial: the settings applied, the sweep gone.
 *
 * @throws Error where the settings do not fit; a sweep that was read has had all of them checked.
 */
export function variantOf(experiment: Experiment, settings: Settings): Experiment {
  const heavy = Object.entries(settings).filter(([key]) => !LIGHT_KEYS.includes(key));
  let base: Experiment = { ...experiment, sweep: null };
  if (heavy.length > 0) {
    const source: SourceText = { name: "sweep", text: "", isArgument: true };
    const draft = configWith(base, Object.fromEntries(heavy)) as unknown as Draft; // checked when the sweep was read
    const result = resolveVariant(base, draft, { source, start: 0, end: 0 });
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

/** The settings of an experiment, some of them changed, without its rows: no setting changes them. */
function configWith(experiment: Experiment, settings: Settings): Record<string, JsonValue> {
  const config = JSON.parse(JSON.stringify(configOf({
    ...experiment,
    dataset: { ...experiment.dataset, rows: [] },
  }))) as Record<string, JsonValue>;
  for (const [key, value] of Object.entries(settings)) setByKey(config, key, value, experiment);
  return config;
}

function resolveVariant(
  experiment: Experiment,
  draft: Draft,
  place: Place,
): ReturnType<typeof resolveExperiment> {
  return resolveExperiment(draft, {
    defaultName: experiment.name,
    sourceText: experiment.sourceText,
    placeOf: () => place,
    table: null,
    knownRows: experiment.dataset.rows,
    sweep: null,
    isPartial: false,
  });
}

/** Sets a dotted key in place; names of features and queries stand for their index. */
function setByKey(
  config: Record<string, JsonValue>,
  key: string,
  value: SweepValue,
  experiment: Experiment,
): void {
  if (key === "init.weights" && "seed" in (config.init as object)) config.init = { weights: 0, biases: 0 };
  const path = pathOf(key, experiment);
  let node = config as Record<string | number, JsonValue>;
  for (const step of path.slice(0, -1)) node = node[step] as typeof node;
  node[path[path.length - 1]] = value;
}

/** The path of a key; a name may hold dots, so all of its last part must be a column as well. */
function pathOf(key: string, { dataset, queries }: Experiment): readonly (string | number)[] {
  const columns = dataset.features.map(({ name }) => name);
  const named = [
    { base: ["dataset", "features"], items: dataset.features, keys: ["shift", "scale"] },
    { base: ["queries"], items: queries, keys: columns },
  ];
  for (const { base, items, keys } of named) {
    if (!key.startsWith(`${base.join(".")}.`)) continue;
    for (const [index, { name }] of items.entries()) {
      const prefix = [...base, name, ""].join(".");
      if (key.startsWith(prefix) && keys.includes(key.slice(prefix.length))) {
        return [...base, index, key.slice(prefix.length)];
      }
    }
  }
  return key.split(".");
}

/** Problems told of combinations of swept values, at most. */
const TOLD_VARIANTS = 5;

/** Holds plain values against the schema: see `checkSchema`. */
export type SchemaCheck = (
  value: unknown,
) => { readonly draft: Draft } | { readonly breaches: readonly Breach[] };

/**
 * Every mistake that shows only in combinations of swept values, and the cost of the largest.
 *
 * @param place where the experiment speaks of its sweep.
 */
export function checkVariants(experiment: Experiment, place: Place, check: SchemaCheck): readonly Problem[] {
  const { sweep } = experiment;
  if (sweep === null) return [];
  const epochs = sweep.axes.flat().find(({ key }) => key === "training.epochs")?.values;
  const largest: Settings = epochs === undefined ? {} : {
    "training.epochs": epochs.kind === "range" ? epochs.to : Math.max(...epochs.values as readonly number[]),
  };
  const heavyAxes = sweep.axes.filter((axis) => axis.some(({ key }) => !LIGHT_KEYS.includes(key)));
  let variantCount = 1;
  for (const [first] of heavyAxes) variantCount *= valueCount(first.values);
  if (variantCount > LIMITS.sweepVariants) {
    const message = `sweep must have at most ${LIMITS.sweepVariants} combinations of keys other than seed, ` +
      `learning rate and epochs: found ${variantCount}`;
    return [{ code: "too_large", place, message, hint: "sweep over fewer values" }];
  }
  const problems: Problem[] = [];
  for (let index = 0; index < variantCount && problems.length < TOLD_VARIANTS; index++) {
    const settings: Settings = { ...largest, ...settingsAt(heavyAxes, index) };
    if (Object.keys(settings).length === 0) continue;
    const found = problemsOf({ ...experiment, sweep: null }, settings, place, check);
    if (found.length === 0) continue;
    const which = Object.entries(settings).map(([key, value]) => `${key}=${JSON.stringify(value)}`).join(" ");
    problems.push(...found.map((problem) => ({
      ...problem,
      message: `sweep: with ${clip(which)}, ${problem.message}`,
    })));
  }
  return problems;
}

function problemsOf(
  experiment: Experiment,
  settings: Settings,
  place: Place,
  check: SchemaCheck,
): readonly Problem[] {
  const checked = check(configWith(experiment, settings));
  if ("breaches" in checked) {
    return checked.breaches.map((breach): Problem => ({
      code: "wrong_value",
      place,
      message: `${breach.path.join(".")} must be ${breach.wanted}`,
    }));
  }
  const resolved = resolveVariant(experiment, checked.draft, place);
  return "problems" in resolved ? resolved.problems : [];
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
