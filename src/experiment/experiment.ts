// An experiment with every setting decided: the data, the network, how it learns, and what is asked afterwards.
// What must not change: equal experiments give equal result folders, bit for bit. Shift and scale are worked out from
// the rows here, for training, queries and explanations alike.

import { type Dataset, outputNamesOf, type Query, type Row } from "../dataset/dataset.ts";
import { isDecidedByRows } from "../dataset/learned_words.ts";
import { type Column, fitColumns, inputCountOfColumns, inputsOf, targetsOf } from "../dataset/standardize.ts";
import type { ActivationName } from "../engine/rules/activation.ts";
import type { LearningSettings } from "../engine/learning.ts";
import type { InputShape } from "../engine/layer_shapes.ts";
import { drawParameters, givenParameters, streamAfterDrawing } from "../engine/parameters.ts";
import { requireMade } from "../numeric/required_objects.ts";
import type { Course } from "../engine/course.ts";
import { rowsInOrder, type Shuffle } from "../engine/row_order.ts";
import type { OutputName } from "../engine/rules/output.ts";
import type { Supervision } from "../engine/rules/schedule.ts";
import type { Scheme } from "../engine/rules/scheme.ts";
import { askedTopology, type Topology } from "../engine/topology.ts";
import { type LayerSettings, shapesOf } from "./layer_list.ts";
import type { EpochWork } from "../engine/training_cost.ts";
import type { TrainingData } from "../engine/training_data.ts";
import type { Goals } from "./goals.ts";
import type { Note } from "./note.ts";

/** Hidden layers and activations. */
export interface NetworkSettings {
  /** Neurons of each hidden layer. */
  readonly hidden: readonly number[];
  /** Of every hidden neuron; a list, one a hidden layer, only where the layers differ. */
  readonly activation: ActivationName | readonly ActivationName[];
  /** Of the output neurons. */
  readonly output: OutputName;
  /** Every layer, the output's among them, where the file says them one by one: `hidden` is then empty. */
  readonly layers?: readonly LayerSettings[];
}

/** Starting parameters drawn from a seed, 0 to 2^32 - 1. */
export interface SeedInit {
  /** As `np.random.seed` takes it. */
  readonly seed: number;
  /** From which distribution, and which of them. */
  readonly scheme: Scheme;
}

/** Starting parameters as given: one number for all, or one each in draw order (w1, w2, … then b1, b2, …). */
export interface GivenInit {
  /** For w1, w2, …. */
  readonly weights: number | readonly number[];
  /** For b1, b2, …. */
  readonly biases: number | readonly number[];
}

/** How the network starts. */
export type Init = SeedInit | GivenInit;

/** How the network learns. */
export interface TrainingSettings extends LearningSettings, Supervision {
  /** The step is this times the gradient, at least 0. */
  readonly learningRate: number;
  /** Passes over all rows. */
  readonly epochs: number;
  /** The order of the rows: that of the file, drawn where the starting parameters left the seed's stream, or from a seed. */
  readonly shuffle: Shuffle;
  /** The loss is logged at epochs 0, logEvery, 2 logEvery, …. */
  readonly logEvery: number;
}

/** What one value of a swept key may be. */
export type SweepValue = string | number | boolean | readonly number[] | readonly string[];

/** The values of one swept key, in order: all whole numbers of a range, or a list. */
export type SweepValues =
  | { readonly kind: "range"; readonly from: number; readonly to: number }
  | { readonly kind: "list"; readonly values: readonly SweepValue[] };

/** One swept key, as its full dotted path, with its values. */
export interface SweptKey {
  /** For example `init.seed`. */
  readonly key: string;
  /** What it takes in turn. */
  readonly values: SweepValues;
}

/** Many runs from one file: the product of the axes, the last moving fastest; the keys of one axis move together. */
export interface Sweep {
  /** Each moves on its own. */
  readonly axes: readonly (readonly SweptKey[])[];
  /**
   * Settings that are not swept, but are not the same in all trials either, since a swept one decides what they are:
   * what the file says of them, null where it says nothing. Left out where there are none.
   */
  readonly byTrial?: Readonly<Record<string, SweepValue | null>>;
}

/** An experiment with nothing left implicit. */
export interface Experiment {
  /** Version of the pinned arithmetic. */
  readonly numerics: 1;
  /** Letters, digits, - and _; the results lie in a folder of this name. */
  readonly name: string;
  /** For people; empty where none is given. */
  readonly description: string;
  /** What is learned from. */
  readonly dataset: Dataset;
  /** What learns. */
  readonly network: NetworkSettings;
  /** Where it starts. */
  readonly init: Init;
  /** How it learns. */
  readonly training: TrainingSettings;
  /** What is asked afterwards. */
  readonly queries: readonly Query[];
  /** What is counted of the trials of a sweep; the default ones for a single run. */
  readonly goals: Goals;
  /** Null for a single run. */
  readonly sweep: Sweep | null;
  /** The experiment file as it was read. */
  readonly sourceText: string;
  /** What the reading left out of the tables; a stored experiment has its rows alone, and does not say. */
  readonly dropped?: DroppedRows;
  /** What the reading cannot know of the tables; a stored experiment has their numbers alone. Left out where there is nothing. */
  readonly doubts?: readonly Note[];
}

/** Rows that an empty cell drops, where a column says `missing: drop`. */
export interface DroppedRows {
  /** Of the rows learned and of those written to be held out; at least 1. */
  readonly count: number;
  /** All such rows, these among them. */
  readonly of: number;
}

/** The same in words. */
export function droppedText({ count, of }: DroppedRows): string {
  return `${count} of ${of} rows ${count === 1 ? "lacks a cell and is" : "lack a cell and are"} left out`;
}

/**
 * Refuses what is no experiment, such as its text: plain JavaScript has no types that would.
 *
 * @throws TypeError for it.
 */
export function requireExperiment(given: Experiment): void {
  requireMade("an experiment", "parseExperiment", given, "dataset", "training");
}

/**
 * The network of an experiment: its inputs, the hidden layers, one output a column or class of the target.
 *
 * @example
 * ```ts
 * import { parseExperiment, sizesOf, topologyOf } from "@seedbed/seedbed";
 * const text = "name: deep\ndataset: { features: [{ name: x }] }\nnetwork: { hidden: [8, 4] }\ntraining: { epochs: 0 }";
 * if (sizesOf(topologyOf(parseExperiment(text))).join() !== "1,8,4,1") throw new Error("wrong");
 * ```
 */
export function topologyOf(experiment: Experiment): Topology {
  requireExperiment(experiment);
  const { dataset, network: { hidden, activation, output, layers } } = experiment;
  if (layers !== undefined) {
    const input = inputShapeOf(dataset);
    const inputCount = inputCountOf(dataset);
    return { inputCount, ...(input === null ? {} : { input }), layers: shapesOf(layers) };
  }
  const sizes = [inputCountOf(dataset), ...hidden, outputNamesOf(dataset.target).length];
  return askedTopology(sizes, activation, output);
}

/**
 * The starting parameters, in draw order: all weights, then all biases.
 *
 * @example
 * ```ts
 * import { parseExperiment, startingParameters } from "@seedbed/seedbed";
 * const given = "init: { weights: [0, 1], biases: 4 }\nnetwork: { hidden: [] }\ntraining: { epochs: 0 }";
 * const text = `name: neuron\ndataset: { features: [{ name: x1 }, { name: x2 }] }\n${given}`;
 * if (startingParameters(parseExperiment(text)).join() !== "0,1,4") throw new Error("wrong");
 * ```
 */
export function startingParameters(experiment: Experiment): Float64Array {
  const topology = topologyOf(experiment);
  const { init } = experiment;
  return "seed" in init
    ? drawParameters(topology, init.seed, init.scheme)
    : givenParameters(topology, init.weights, init.biases);
}

/** What the length of an epoch of an experiment depends on, besides its rows. */
export function epochWorkOf(experiment: Experiment): EpochWork {
  const { training } = experiment;
  return { topology: topologyOf(experiment), learning: training, shuffle: training.shuffle };
}

/**
 * The learning rate of an experiment and the order of its rows.
 *
 * @throws TypeError for what is no experiment.
 *
 * @example Its first epoch has the order of another seed
 * ```ts
 * import { courseOf, parseExperiment, RandomState } from "@seedbed/seedbed";
 * const rows = "rows: [[x, y], [1, 0], [2, 1], [3, 1], [4, 0]]";
 * const training = "training: { learning_rate: 0.5, shuffle_seed: 3 }";
 * const text = `name: four\ndataset: { features: [{ name: x }], target: { name: y }, ${rows} }\n${training}`;
 * const course = courseOf(parseExperiment(text));
 * const order = new RandomState(3).permutation(4);
 * if (course.learningRate !== 0.5 || course.rows?.of(0).join() !== order.join()) throw new Error("wrong");
 * ```
 */
export function courseOf(experiment: Experiment): Course {
  requireExperiment(experiment);
  const { init, training: { learningRate, shuffle }, dataset } = experiment;
  const rows = rowsInOrder(shuffle, dataset.rows.length, () => {
    if (!("seed" in init)) throw new Error("assertion failed: given parameters leave no stream");
    return streamAfterDrawing(topologyOf(experiment), init.seed, init.scheme);
  });
  return { learningRate, rows };
}

/** The keys that change how a network learns, but not what it is or sees: their trials share a kernel. */
const LIGHT_KEYS = [
  "init.seed",
  "training.learning_rate",
  "training.epochs",
  "training.shuffle_seed",
] as const;

/** One of {@linkcode LIGHT_KEYS}. */
export type LightKey = typeof LIGHT_KEYS[number];

/** Whether a key is one of {@linkcode LIGHT_KEYS}. */
export function isLightKey(key: string): key is LightKey {
  return (LIGHT_KEYS as readonly string[]).includes(key);
}

/** The keys that together decide which rows are held out, of one way of cutting the table. */
export const SPLIT_KEYS: readonly string[] = ["dataset.validation.seed", "dataset.validation.fold"];

/** Whether trials hold out other rows of the table in turn, as those of a cross-validation. */
export function variesSplit(sweep: Sweep | null): boolean {
  return sweep !== null && sweep.axes.flat().some(({ key }) => SPLIT_KEYS.includes(key));
}

/** How many values a swept key takes. */
export function valueCount(values: SweepValues): number {
  return values.kind === "range" ? values.to - values.from + 1 : values.values.length;
}

/** The value of a swept key at an index from 0. */
export function valueAt(values: SweepValues, index: number): SweepValue {
  return values.kind === "range" ? values.from + index : values.values[index];
}

/** All values of a swept key, in order: as many as there are. */
export function valuesIn(values: SweepValues): readonly SweepValue[] {
  return values.kind === "list"
    ? values.values
    : Array.from({ length: valueCount(values) }, (_, index) => valueAt(values, index));
}

/** What the inputs are together: an image or a sentence; null where they are numbers each on its own. */
export function inputShapeOf(dataset: Dataset): InputShape | null {
  const { features } = dataset;
  const [first] = features;
  if (first?.tokens !== undefined) {
    return { kind: "sentence", wordCount: featuresOf({ dataset })[0].learnedWords!.length };
  }
  const isImage = first?.image !== undefined &&
    features.every(({ image }) => image?.name === first.image?.name);
  if (!isImage) return null;
  const [rows, columns, channels = 1] = first.image!.shape;
  return { kind: "image", rows, columns, channels };
}

/** How many inputs a network has; the rows are looked at only where they decide: sweeps ask for thousands of variants. */
export function inputCountOf(dataset: Dataset): number {
  return dataset.features.some(isDecidedByRows)
    ? featuresOf({ dataset }).length
    : inputCountOfColumns(dataset.features);
}

/** What was worked out from the rows of a dataset: checks, training and answers ask for the same. */
const featuresOfDataset = new WeakMap<Dataset, readonly Column[]>();

/** The network's inputs, with `mean` and its kin, and the words of `categories: all`, worked out from the rows that are learned. */
export function featuresOf({ dataset }: Pick<Experiment, "dataset">): readonly Column[] {
  const known = featuresOfDataset.get(dataset);
  if (known !== undefined) return known;
  const features = fitColumns(dataset.features, dataset.rows.map(({ values }) => values));
  featuresOfDataset.set(dataset, features);
  return features;
}

/** The columns of a target of numbers with `mean` and its kin worked out from the rows; none for classes. */
export function targetColumnsOf({ dataset: { target, rows } }: Experiment): readonly Column[] {
  return target?.kind === "numbers" ? fitColumns(target.columns, rows.map(({ targets }) => targets)) : [];
}

/**
 * The rows of an experiment that are learned, shifted and scaled, with their targets.
 *
 * @throws TypeError for what is no experiment.
 *
 * @example
 * ```ts
 * import { parseExperiment, trainingDataOf } from "@seedbed/seedbed";
 * const dataset = "dataset: { features: [{ name: x, shift: 10, scale: 5 }], target: { name: y }, rows: [{ x: 20, y: 1 }] }";
 * const { inputs, targets } = trainingDataOf(parseExperiment(`name: one\n${dataset}`));
 * if (inputs.join() !== "2" || targets.join() !== "1") throw new Error("wrong");
 * ```
 */
export function trainingDataOf(experiment: Experiment): TrainingData {
  requireExperiment(experiment);
  return dataOf(experiment, experiment.dataset.rows);
}

/** Rows of an experiment, learned or held out, shifted and scaled by what is learned, with their targets. */
export function dataOf(experiment: Experiment, rows: readonly Row[]): TrainingData {
  const { target } = experiment.dataset;
  return {
    inputs: inputsOf(featuresOf(experiment), rows),
    targets: targetsOf(target, targetColumnsOf(experiment), rows),
  };
}

/** Queries, by default those of the experiment, shifted and scaled by what is learned, shape [queryCount * inputCount]. */
export function queryInputsOf(
  experiment: Experiment,
  queries: readonly Query[] = experiment.queries,
): Float64Array {
  return inputsOf(featuresOf(experiment), queries);
}
