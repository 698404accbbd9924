// Which features a picture of the network's answers runs over, from where to where, and what it answers there.
// What must not change: the choice follows from the outcome alone, and its cost stays small beside that of training.

import { filled, mean, rawOutput, standardize } from "../../dataset/standardize.ts";
import { inputShapeOf, targetColumnsOf, topologyOf } from "../../experiment/experiment.ts";
import { activations } from "../../engine/rules/activation.ts";
import { isOfWholeLayer } from "../../engine/rules/output.ts";
import { FeedforwardPass } from "../../engine/feedforward.ts";
import { isDense, parameterCount } from "../../engine/topology.ts";
import type { Outcome } from "../../run/outcome.ts";
import { extentOf } from "../../chart/scale.ts";
import type { MapAxis, MapGrid } from "../../chart/decision_map.ts";
import { inverseOf, levelOf } from "./output_span.ts";

/** One or two features over which the output is drawn. */
export interface FeaturePlane {
  /** One index for a curve, two for a map. */
  readonly featureIndices: readonly number[];
  /** How fine the grid of a map is. */
  readonly grid: MapGrid;
  /** The outputs at a value of the first of them, in raw units as it is; all other features are held at their means. */
  readonly outputsAt: (value: number) => readonly number[];
  /**
   * What rises with each output at values of both, and bends less: the weighted sum of its neuron. Lines of equal output
   * are lines of equal sum, which is nearly straight between two nodes of a grid where a sigmoid is a step; and of two
   * classes the one with the larger sum has the larger share. The array is the same each time.
   */
  readonly levelsAt: (first: number, second: number) => Float64Array;
  /**
   * What a row gets, by the values of all features, and what it gets in the slice that a map shows: with the means
   * of all other features. Both in raw units.
   */
  readonly answersTo: (values: readonly number[]) => SlicedAnswer;
  /**
   * The level at which an output has a value in raw units; an infinity for one beyond those that it can have. Of classes,
   * whose levels are only held against each other, there is none.
   */
  readonly levelOf: (output: number, value: number) => number;
  /** The raw value of an output whose activation is its weighted sum, or whose sum is not known from it. */
  readonly valueOf: (output: number, level: number) => number;
}

/** The outputs for one row. */
export interface SlicedAnswer {
  readonly whole: readonly number[];
  /** With all features that are not drawn at their means. */
  readonly sliced: readonly number[];
}

/**
 * How fine the grid of a map is, by the size of the network: a small one is trained so fast that a finer grid would take
 * longer than the training, and a very large one is slow to answer.
 */
const grids = {
  small: { columnCount: 21, rowCount: 17, isAskedBetween: true },
  usual: { columnCount: 49, rowCount: 37, isAskedBetween: true },
  veryLarge: { columnCount: 17, rowCount: 13, isAskedBetween: false },
} as const;
/** The parameters of a small network. */
const FEW_PARAMETERS = 20;
/** Multiplications that the nodes of a map may take. */
const MUCH_WORK = 100_000_000;

/**
 * What to draw; null where the run diverged, or where neither rows nor queries say where to look.
 *
 * @param chosen the features, where they are chosen already: pictures of one network on its way show the same ones.
 */
export function featurePlaneOf(outcome: Outcome, chosen?: readonly number[]): FeaturePlane | null {
  const { experiment, features, parameters } = outcome;
  const examples = examplesOf(outcome);
  if (parameters === null || examples.length === 0) return null;
  const topology = topologyOf(experiment);
  // Two points of an image say nothing about it.
  if (!isDense(topology) || inputShapeOf(experiment.dataset) !== null) return null;
  // Without its activation an output neuron answers its weighted sum; see `levelOf`.
  const { output } = experiment.network;
  const hasSums = isOfWholeLayer(output) || inverseOf(output) !== null;
  const columns = targetColumnsOf(experiment);
  const isTurned = columns.map(({ scale }) => scale < 0);
  const layers = topology.layers.map((layer, index) =>
    hasSums && index === topology.layers.length - 1 ? { ...layer, activation: activations.identity } : layer
  );
  const answering = new FeedforwardPass(topology);
  const summing = new FeedforwardPass({ ...topology, layers });
  const means = features.map((feature) =>
    mean(examples.map(({ values }) => filled(feature, values[feature.index])))
  );
  const inputs = features.map((feature, index) => standardize(feature, means[index]));
  const set = (index: number, value: number): void => {
    inputs[index] = standardize(features[index], value);
  };
  const outputsOf = (entering: readonly number[]): readonly number[] => {
    answering.run(parameters, entering);
    return Array.from(answering.outputs);
  };
  const outputsWith = (index: number, value: number): readonly number[] => {
    set(index, value);
    return outputsOf(inputs);
  };
  const rawOutputs = (outputs: readonly number[]): readonly number[] =>
    outputs.map((output, index) => rawOutput(columns[index], output));
  const work = parameterCount(topology);
  const featureIndices = chosen !== undefined
    ? chosen
    : features.length <= 2
    ? features.map((_, index) => index)
    : mostTelling(outcome, means, 5 * features.length * work > MUCH_WORK ? null : outputsWith);
  const [first, second] = featureIndices;
  const isVeryLarge = grids.usual.columnCount * grids.usual.rowCount * work > MUCH_WORK;
  return {
    featureIndices,
    grid: isVeryLarge ? grids.veryLarge : work <= FEW_PARAMETERS ? grids.small : grids.usual,
    outputsAt: (value) => rawOutputs(outputsWith(first, value)),
    answersTo: (values) => {
      const own = features.map((feature, index) => standardize(feature, values[index]));
      const held = features.map((feature, index) => standardize(feature, means[index]));
      for (const index of featureIndices) held[index] = own[index];
      return { whole: rawOutputs(outputsOf(own)), sliced: rawOutputs(outputsOf(held)) };
    },
    levelsAt: (x, y) => {
      set(first, x);
      set(second, y);
      summing.run(parameters, inputs);
      const found = summing.outputs;
      isTurned.forEach((isDown, output) => {
        if (isDown) found[output] = -found[output];
      });
      return found;
    },
    levelOf: (output, value) => {
      const column = columns[output];
      const level = levelOf(
        experiment.network.output,
        column === undefined ? value : standardize(column, value),
      );
      return isTurned[output] ? -level : level;
    },
    valueOf: (output, level) => rawOutput(columns[output], isTurned[output] ? -level : level),
  };
}

/** Rows where there are any, else queries: they say where a feature's values lie. */
function examplesOf({ experiment }: Outcome): readonly { readonly values: readonly number[] }[] {
  return experiment.dataset.rows.length > 0 ? experiment.dataset.rows : experiment.queries;
}

/**
 * The part of a feature that holds all rows, those held out as well, and queries, with some room around them.
 *
 * What is far away from all learned rows does not stretch it: it would then show nothing of what was learned.
 */
export function axisOf(outcome: Outcome, index: number): MapAxis {
  const feature = outcome.features[index];
  const valueIn = (values: readonly number[]): number => filled(feature, values[feature.index]);
  const [first, last] = extentOf(examplesOf(outcome).map(({ values }) => valueIn(values)));
  const { name, unit, scale } = feature;
  const reach = last > first ? last - first : 2 * Math.abs(scale);
  let [low, high] = [first, last];
  const { queries, dataset } = outcome.experiment;
  for (const { values } of [...queries, ...(dataset.validation?.rows ?? [])]) {
    const value = valueIn(values);
    if (value < first - reach || value > last + reach) continue;
    [low, high] = [Math.min(low, value), Math.max(high, value)];
  }
  const room = high > low ? (high - low) * 0.12 : 2 * Math.abs(scale);
  return { name, ...(unit === null ? {} : { unit }), low: low - room, high: high + room };
}

/**
 * The two features that move the outputs most on their way through their range, the others at their mean, columns of numbers
 * before categories, which have nothing between 0 and 1; for a network too large to try, those with the largest weights into the first layer, times their range as the network sees it.
 */
function mostTelling(
  outcome: Outcome,
  means: readonly number[],
  outputsWith: ((index: number, value: number) => readonly number[]) | null,
): readonly number[] {
  const { features } = outcome;
  const moves = features.map((feature, index) => {
    const { low, high } = axisOf(outcome, index);
    if (outputsWith === null) return weightsFrom(outcome, index) * Math.abs((high - low) / feature.scale);
    const steps = [0, 1, 2, 3, 4].map((step) => outputsWith(index, low + (high - low) * (step / 4)));
    outputsWith(index, means[index]);
    return steps[0].reduce((sum, _, output) => {
      const [least, most] = extentOf(steps.map((outputs) => outputs[output]));
      return sum + (most - least);
    }, 0);
  });
  const categoryRank = features.map(({ category }) => category === undefined ? 0 : 1);
  const order = moves.map((_, index) => index)
    .sort((a, b) => categoryRank[a] - categoryRank[b] || moves[b] - moves[a] || a - b);
  return order.slice(0, 2).sort((a, b) => a - b);
}

function weightsFrom({ features, experiment, parameters }: Outcome, index: number): number {
  const neuronCount = topologyOf(experiment).layers[0].size;
  let sum = 0;
  for (let neuron = 0; neuron < neuronCount; neuron++) {
    sum += Math.abs(parameters?.[neuron * features.length + index] ?? 0);
  }
  return sum;
}

/** Values of a feature at which a curve asks the network, evenly spread, both ends among them. */
const CURVE_POINTS = 101;

/** The values of a feature along its axis at which a curve has its points. */
export function curveValues({ low, high }: MapAxis): readonly number[] {
  const last = CURVE_POINTS - 1;
  return Array.from({ length: CURVE_POINTS }, (_, step) => low + (high - low) * (step / last));
}
