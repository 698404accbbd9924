// The settings of network, init and training as a file states them, and what they come to.
// Why both ways: a config writes out what a file would state, and a trial of a sweep is what its file would come to.
// What must hold: what is stated of an experiment comes to that experiment again.

import type { Target } from "../dataset/dataset.ts";
import { losses, type LossName } from "../engine/rules/loss.ts";
import {
  isPlainSgd,
  type OptimizerName,
  optimizers,
  type OptimizerSettings,
} from "../engine/rules/optimizer.ts";
import { isOfWholeLayer, type OutputName, outputNames } from "../engine/rules/output.ts";
import { camel } from "./collection_kind.ts";
import type {
  Experiment,
  Init,
  NetworkSettings,
  SweepValue,
  SweptKey,
  TrainingSettings,
} from "./experiment.ts";
import type { Setting } from "./kind.ts";
import { INIT_DEFAULTS, LOSS_DEFAULTS, OUTPUT_DEFAULTS } from "./learning_settings.ts";
import { type Draft, EXPERIMENT } from "./settings.ts";
import type { Scheme } from "../engine/rules/scheme.ts";

/** What a file says of the three sections; what it leaves out is undefined. */
export type Stated = Pick<Draft, "network" | "init" | "training">;

/** What the three sections come to. */
export type Decided = Pick<Experiment, "network" | "init" | "training">;

/** A setting of the three sections by its dotted key. */
export interface StatedKey {
  /** For example `training.momentum`. */
  readonly key: string;
  readonly section: keyof Stated;
  /** Its name in this program: `batchSize`. */
  readonly name: string;
  readonly setting: Setting;
}

/** Every setting of the three sections, in the order of their entries. */
export const STATED_KEYS: readonly StatedKey[] = (["network", "init", "training"] as const).flatMap((
  section,
) =>
  Object.entries(EXPERIMENT.keys![section].kind.keys!).map(([key, setting]) => ({
    key: `${section}.${key}`,
    section,
    name: camel(key),
    setting,
  }))
);

const BY_KEY: ReadonlyMap<string, StatedKey> = new Map(STATED_KEYS.map((entry) => [entry.key, entry]));

/** The setting with a dotted key, which there is. */
export function statedKey(key: string): StatedKey {
  return BY_KEY.get(key)!;
}

/** What is stated of a setting; undefined where it is left out. */
export function statedValue(stated: Stated, { section, name }: StatedKey): SweepValue | undefined {
  return (stated[section] as Readonly<Record<string, SweepValue | undefined>>)[name];
}

/** Settings with one of them stated; those that it excludes are so no longer. */
export function withStated(stated: Stated, key: string, value: SweepValue): Stated {
  const changed = BY_KEY.get(key)!;
  const rivals = (changed.setting.rivals ?? []).map((rival) => BY_KEY.get(rival)!);
  const kept = Object.entries(stated[changed.section])
    .filter(([name]) => !rivals.some((rival) => rival.name === name));
  return { ...stated, [changed.section]: { ...Object.fromEntries(kept), [changed.name]: value } };
}

/** Settings with one of them left out. */
export function withoutStated(stated: Stated, key: string): Stated {
  const { section, name } = BY_KEY.get(key)!;
  const kept = Object.entries(stated[section]).filter(([other]) => other !== name);
  return { ...stated, [section]: Object.fromEntries(kept) };
}

/** What stated settings come to: every default in its place, and nothing that is foreign. */
export function decidedOf(stated: Stated, target: Target | null): Decided {
  const network = decidedNetwork(stated.network, target);
  return { network, init: decidedInit(stated.init), training: decidedTraining(stated.training, network) };
}

function decidedNetwork(
  { hidden, activation, output }: Stated["network"],
  target: Target | null,
): NetworkSettings {
  // A list that says the same of every layer is written as a word.
  const isWord = typeof activation !== "string" && activation.length === hidden.length &&
    activation.every((name) => name === activation[0]);
  return {
    hidden,
    activation: isWord ? activation[0] : activation,
    output: output ?? defaultOutput(target),
  };
}

function defaultOutput(target: Target | null): OutputName {
  if (target?.kind === "classes") return OUTPUT_DEFAULTS.classes;
  const isScaled = target?.kind === "numbers" &&
    target.columns.some(({ shift, scale }) => shift !== 0 || scale !== 1);
  return isScaled ? OUTPUT_DEFAULTS.scaledNumbers : OUTPUT_DEFAULTS.others;
}

function decidedInit({ seed, scheme, sd, bound, weights, biases }: Stated["init"]): Init {
  if (weights !== undefined) return { weights, biases: biases ?? INIT_DEFAULTS.biases };
  return {
    seed: seed ?? INIT_DEFAULTS.seed,
    scheme: decidedScheme(scheme ?? INIT_DEFAULTS.scheme, sd, bound),
  };
}

/** Where a scheme needs a number that is missing, that is reported elsewhere. */
function decidedScheme(name: Scheme["name"], sd = NaN, bound = NaN): Scheme {
  switch (name) {
    case "normal":
      return { name, sd };
    case "uniform":
      return { name, bound };
    default:
      return { name };
  }
}

function decidedTraining(stated: Stated["training"], { output }: NetworkSettings): TrainingSettings {
  const { learningRate, epochs, loss, logEvery, l1, l2, clipNorm, clipValue, batchSize } = stated;
  return {
    optimizer: decidedOptimizer(stated),
    learningRate: learningRate ?? optimizers[stated.optimizer].learningRate,
    l1,
    l2,
    clipNorm: clipNorm ?? null,
    clipValue: clipValue ?? null,
    batchSize,
    shuffle: stated.shuffleSeed ?? (stated.shuffle === true ? "init" : "none"),
    epochs,
    loss: loss ?? defaultLoss(output),
    logEvery,
  };
}

function decidedOptimizer(stated: Stated["training"]): OptimizerSettings {
  const name = stated.optimizer;
  const numbers = Object.entries(defaultNumbers(name)).map(([number, otherwise]) =>
    [number, (stated as Readonly<Record<string, unknown>>)[number] ?? otherwise] as const
  );
  const decided = { name, ...Object.fromEntries(numbers) } as OptimizerSettings;
  // Without momentum there is nothing to look ahead by.
  return "momentum" in decided && decided.momentum === 0 ? { ...decided, nesterov: false } : decided;
}

/** What the numbers of an optimizer are where nothing is said, by their names in this program. */
function defaultNumbers(name: OptimizerName): Readonly<Record<string, number | boolean>> {
  return { ...optimizers[name].defaults };
}

/** What a setting is with a word that it belongs to where nothing is said; undefined where it must be said. */
export function defaultWithin({ name, setting }: StatedKey, word: string): number | boolean | undefined {
  return setting.belongsTo?.key === "training.optimizer"
    ? defaultNumbers(word as OptimizerName)[name]
    : undefined;
}

/**
 * Whether a setting is what it is because another one is: foreign to it, or the default that it decides.
 *
 * @param settings values by their dotted keys.
 * @param changed the keys of settings that were set.
 */
export function followsFrom(
  key: string,
  settings: ReadonlyMap<string, unknown>,
  changed: readonly string[],
): boolean {
  const entry = BY_KEY.get(key);
  const chooser = entry?.setting.belongsTo?.key ?? entry?.setting.defaultBy;
  if (entry === undefined || chooser === undefined || !changed.includes(chooser)) return false;
  const value = settings.get(key);
  return value === undefined || value === defaultBeside(entry, String(settings.get(chooser)));
}

/** What a setting is beside a word of the one that decides about it, where nothing is said. */
function defaultBeside(entry: StatedKey, word: string): number | boolean | string | undefined {
  switch (entry.key) {
    case "training.learning_rate":
      return optimizers[word as OptimizerName]?.learningRate;
    case "training.loss":
      return defaultLoss(word as OutputName);
    default:
      return defaultWithin(entry, word);
  }
}

/** The loss where none is named. */
export function defaultLoss(output: OutputName): LossName {
  return output === OUTPUT_DEFAULTS.classes ? LOSS_DEFAULTS.classes : LOSS_DEFAULTS.others;
}

/** What a file states of an experiment: with nothing left out but what is decided trial by trial. */
export function statedOf({ network, init, training, sweep }: Experiment): Stated {
  let stated: Stated = { network, init: statedInit(init), training: statedTraining(training) };
  if (sweep === null) return stated;
  const swept = keysOf(sweep.axes);
  for (const { key, setting: { belongsTo } } of STATED_KEYS) {
    if (belongsTo !== undefined && swept.has(belongsTo.key)) stated = withoutStated(stated, key);
  }
  for (const [key, value] of Object.entries(sweep.byTrial ?? {})) {
    stated = value === null ? withoutStated(stated, key) : withStated(stated, key, value);
  }
  return stated;
}

/** The settings of a trial without those of which nothing comes beside the others. */
export function withoutForeign<Value>(
  settings: Readonly<Record<string, Value>>,
): Readonly<Record<string, Value>> {
  const isIdle = (key: string): boolean => {
    const { belongsTo, needs } = BY_KEY.get(key)?.setting ?? {};
    if (needs !== undefined && settings[needs] === 0) return true;
    if (belongsTo === undefined || !Object.hasOwn(settings, belongsTo.key)) return false;
    return !belongsTo.words.some((word) => word === settings[belongsTo.key]);
  };
  return Object.fromEntries(Object.entries(settings).filter(([key]) => !isIdle(key)));
}

/** The keys that a sweep varies. */
export function keysOf(axes: readonly (readonly SweptKey[])[]): ReadonlySet<string> {
  return new Set(axes.flat().map(({ key }) => key));
}

function statedInit(init: Init): Stated["init"] {
  if ("weights" in init) return { weights: init.weights, biases: init.biases };
  const { name: scheme, ...numbers } = init.scheme;
  return { seed: init.seed, scheme, ...numbers };
}

function statedTraining(training: TrainingSettings): Stated["training"] {
  const { optimizer, clipNorm, clipValue, shuffle, ...others } = training;
  const { name, ...numbers } = optimizer;
  return {
    ...others,
    optimizer: name,
    ...(isPlainSgd(optimizer) ? {} : numbers),
    ...(clipNorm === null ? {} : { clipNorm }),
    ...(clipValue === null ? {} : { clipValue }),
    ...(typeof shuffle === "number" ? { shuffleSeed: shuffle } : { shuffle: shuffle === "init" }),
  };
}

/** What the output layer may be with a loss. */
export function fittingOutputs(loss: LossName): readonly OutputName[] {
  const rule = losses[loss];
  return outputNames.filter((name) =>
    "forms" in rule ? Object.hasOwn(rule.forms, name) : !isOfWholeLayer(name)
  );
}
