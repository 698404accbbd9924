// The settings of network, init and training as a file states them, and what they come to.
// Why both ways: a config writes out what a file would state, and a trial of a sweep is what its file would come to.
// What must hold: what is stated of an experiment comes to that experiment again.

import { outputNamesOf, type Target } from "../dataset/dataset.ts";
import { losses, type LossName } from "../engine/rules/loss.ts";
import {
  isPlainSgd,
  type OptimizerName,
  optimizers,
  type OptimizerSettings,
} from "../engine/rules/optimizer.ts";
import { isOfWholeLayer, type OutputName, outputNames } from "../engine/rules/output.ts";
import type { Schedule, Stopping } from "../engine/rules/schedule.ts";
import { camel } from "./collection_kind.ts";
import type {
  Experiment,
  Init,
  NetworkSettings,
  SweepValue,
  SweptKey,
  TrainingSettings,
} from "./experiment.ts";
import { isIdleBeside, isMapping, type Setting } from "./kind.ts";
import { layerKindOf, type LayerSettings } from "./layer_list.ts";
import { INIT_DEFAULTS } from "./init_settings.ts";
import { NETWORK_DEFAULTS, OUTPUT_DEFAULTS } from "./network_settings.ts";
import { type Draft, EXPERIMENT } from "./settings.ts";
import { SCHEDULE_DEFAULTS } from "./supervision_settings.ts";
import { LOSS_DEFAULTS } from "./training_settings.ts";
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
  /** Where it stands in the section, by the names of this program: `["batchSize"]`, `["stop", "lossUnder"]`. */
  readonly path: readonly string[];
  readonly setting: Setting;
}

/** Every setting of the three sections, in the order of their entries. */
export const STATED_KEYS: readonly StatedKey[] = (["network", "init", "training"] as const).flatMap((
  section,
) => entriesIn(section, EXPERIMENT.keys![section].kind.keys!, []));

function entriesIn(
  section: keyof Stated,
  keys: Readonly<Record<string, Setting>>,
  base: readonly string[],
): readonly StatedKey[] {
  return Object.entries(keys).flatMap(([key, setting]): readonly StatedKey[] => {
    const path = [...base, key];
    if (setting.kind.keys !== undefined) return entriesIn(section, setting.kind.keys, path);
    return [{ key: [section, ...path].join("."), section, path: path.map(camel), setting }];
  });
}

const BY_KEY: ReadonlyMap<string, StatedKey> = new Map(STATED_KEYS.map((entry) => [entry.key, entry]));

/** The setting with a dotted key, which there is. */
export function statedKey(key: string): StatedKey {
  return BY_KEY.get(key)!;
}

/** What is stated of a setting; undefined where it is left out. */
export function statedValue(stated: Stated, { section, path }: StatedKey): SweepValue | undefined {
  return valueIn(stated[section] as Values, path);
}

/** Values by their names, and by the names within those of a mapping. */
type Values = { readonly [name: string]: SweepValue | Values | undefined };

function valueIn(values: Values, path: readonly string[]): SweepValue | undefined {
  const [first, ...rest] = path;
  const value = values[first];
  return rest.length === 0
    ? value as SweepValue
    : value === undefined
    ? undefined
    : valueIn(value as Values, rest);
}

/** Values with one of them replaced, or left out where it is undefined. */
function replaced(
  values: Values,
  [first, ...rest]: readonly string[],
  value: SweepValue | undefined,
): Values {
  const inner = rest.length === 0 ? value : replaced(values[first] as Values ?? {}, rest, value);
  if (inner !== undefined && !(isMapping(inner) && Object.keys(inner).length === 0)) {
    return { ...values, [first]: inner };
  }
  return Object.fromEntries(Object.entries(values).filter(([name]) => name !== first));
}

/** Settings with one of them stated; those that it excludes are so no longer. */
export function withStated(stated: Stated, key: string, value: SweepValue): Stated {
  const { section, path, setting } = BY_KEY.get(key)!;
  const kept = (setting.rivals ?? []).reduce(withoutStated, stated);
  return { ...kept, [section]: replaced(kept[section] as Values, path, value) };
}

/** Settings with one of them left out. */
export function withoutStated(stated: Stated, key: string): Stated {
  const { section, path } = BY_KEY.get(key)!;
  return { ...stated, [section]: replaced(stated[section] as Values, path, undefined) };
}

/** What stated settings come to: every default in its place, and nothing that is foreign. */
export function decidedOf(stated: Stated, target: Target | null): Decided {
  const network = decidedNetwork(stated.network, target);
  return { network, init: decidedInit(stated.init), training: decidedTraining(stated.training, network) };
}

function decidedNetwork(stated: Stated["network"], target: Target | null): NetworkSettings {
  const { hidden = NETWORK_DEFAULTS.hidden, activation = NETWORK_DEFAULTS.activation, output, layers } =
    stated;
  if (layers !== undefined) return decidedLayers(layers, target);
  // A list that says the same of every layer is written as a word.
  const isWord = typeof activation !== "string" && activation.length === hidden.length &&
    activation.every((name) => name === activation[0]);
  return {
    hidden,
    activation: isWord ? activation[0] : activation,
    output: output ?? defaultOutput(target),
  };
}

/** Layers with nothing left out; what cannot stand where it is, or is missing, is reported elsewhere. */
function decidedLayers(
  layers: NonNullable<Stated["network"]["layers"]>,
  target: Target | null,
): NetworkSettings {
  const last = layers.length - 1;
  const output = layers[last].dense?.activation ?? defaultOutput(target);
  const decided = layers.map((layer, index): LayerSettings => {
    const kind = layerKindOf(layer);
    if (kind !== "dense") return { [kind]: layer[kind] } as unknown as LayerSettings;
    const { size, activation } = layer.dense ?? {};
    return index === last
      ? { dense: { size: size ?? outputNamesOf(target).length, activation: output } }
      : { dense: { size: size ?? NaN, activation: activation ?? NETWORK_DEFAULTS.activation } };
  });
  return { hidden: [], activation: NETWORK_DEFAULTS.activation, output, layers: decided };
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
    schedule: decidedSchedule(stated.schedule),
    stop: decidedStop(stated.stop),
    epochs,
    loss: loss ?? defaultLoss(output),
    logEvery,
  };
}

function decidedSchedule(stated: Stated["training"]["schedule"]): Schedule | null {
  if (stated === undefined) return null;
  const { step = SCHEDULE_DEFAULTS.step, plateau, factor = SCHEDULE_DEFAULTS.factor } = stated;
  return plateau === undefined ? { step, factor } : { plateau, factor };
}

function decidedStop(stated: Stated["training"]["stop"]): Stopping | null {
  if (stated === undefined) return null;
  const { patience = null, lossUnder = null } = stated;
  return { patience, lossUnder };
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
export function defaultWithin({ path, setting }: StatedKey, word: string): number | boolean | undefined {
  return setting.belongsTo?.key === "training.optimizer"
    ? defaultNumbers(word as OptimizerName)[path[0]]
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
  const { hidden, activation, output, layers } = network;
  const statedNetwork = layers === undefined ? { hidden, activation, output } : { layers };
  let stated: Stated = { network: statedNetwork, init: statedInit(init), training: statedTraining(training) };
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
export function withoutIdle<Value>(
  settings: Readonly<Record<string, Value>>,
): Readonly<Record<string, Value>> {
  return Object.fromEntries(Object.entries(settings).filter(([key]) => idleBeside(key, settings) === null));
}

/** The key among the settings of a trial beside which nothing comes of another one; null where something does. */
export function idleBeside(key: string, settings: Readonly<Record<string, unknown>>): string | null {
  const setting = BY_KEY.get(key)?.setting;
  if (setting === undefined) return null;
  return [setting.belongsTo?.key, setting.needs].find((other) =>
    other !== undefined && Object.hasOwn(settings, other) && isIdleBeside(setting, other, settings[other])
  ) ?? null;
}

/** The keys that a sweep varies. */
function keysOf(axes: readonly (readonly SweptKey[])[]): ReadonlySet<string> {
  return new Set(axes.flat().map(({ key }) => key));
}

function statedInit(init: Init): Stated["init"] {
  if ("weights" in init) return { weights: init.weights, biases: init.biases };
  const { name: scheme, ...numbers } = init.scheme;
  return { seed: init.seed, scheme, ...numbers };
}

function statedTraining(training: TrainingSettings): Stated["training"] {
  const { optimizer, clipNorm, clipValue, shuffle, schedule, stop, ...others } = training;
  const { name, ...numbers } = optimizer;
  return {
    ...others,
    optimizer: name,
    ...(isPlainSgd(optimizer) ? {} : numbers),
    ...(clipNorm === null ? {} : { clipNorm }),
    ...(clipValue === null ? {} : { clipValue }),
    ...(typeof shuffle === "number" ? { shuffleSeed: shuffle } : { shuffle: shuffle === "init" }),
    ...(schedule === null ? {} : { schedule }),
    ...(stop === null ? {} : { stop: statedStop(stop) }),
  };
}

function statedStop({ patience, lossUnder }: Stopping): Stated["training"]["stop"] {
  return { ...(patience === null ? {} : { patience }), ...(lossUnder === null ? {} : { lossUnder }) };
}

/** What the output layer may be with a loss. */
export function fittingOutputs(loss: LossName): readonly OutputName[] {
  const rule = losses[loss];
  return outputNames.filter((name) =>
    "forms" in rule ? Object.hasOwn(rule.forms, name) : !isOfWholeLayer(name)
  );
}
