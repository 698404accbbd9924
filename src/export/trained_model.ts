// A trained network as it is exported: which inputs it has, its layers with their numbers, and what its outputs mean.
// What must not change: it is what model.json holds, so that an export of a stored result needs no training.

import { type FeatureColumn, featureColumnsOf, outputNamesOf, type Target } from "../dataset/dataset.ts";
import type { Column } from "../dataset/standardize.ts";
import {
  type ConvLayer,
  type DenseLayer,
  type Layer,
  type MaxpoolLayer,
  parameterGroupsOf,
  type RnnLayer,
} from "../engine/layers.ts";
import { layersOf } from "../engine/topology.ts";
import { targetColumnsOf, topologyOf } from "../experiment/experiment.ts";
import { emptyTextsOf } from "../experiment/reading/asked_file.ts";
import type { Outcome } from "../run/outcome.ts";

/** A layer with its numbers, which lie as the engine has them. */
export type TrainedLayer = TrainedDense | TrainedConv | MaxpoolLayer | TrainedRnn;

/** Every neuron joined with all below. */
export interface TrainedDense extends DenseLayer {
  /** One row a neuron. */
  readonly weights: readonly (readonly number[])[];
  /** One a neuron. */
  readonly biases: readonly number[];
}

/** Filters over an image. */
export interface TrainedConv extends ConvLayer {
  /** One row a filter: rows, columns and channels, the last moving fastest. */
  readonly weights: readonly (readonly number[])[];
  /** One a filter; none where it has no bias. */
  readonly biases: readonly number[];
}

/** A state that is made anew with every word. */
export interface TrainedRnn extends RnnLayer {
  /** From the state before: one row a neuron. */
  readonly stateWeights: readonly (readonly number[])[];
  /** One row a neuron, with a number a word. */
  readonly wordWeights: readonly (readonly number[])[];
  /** One a neuron. */
  readonly biases: readonly number[];
}

/** A network that can be asked. */
export interface TrainedModel {
  /** Of the experiment: letters, digits, - and _. */
  readonly name: string;
  /** The inputs, with shift and scale worked out. */
  readonly features: readonly Column[];
  /** The columns of a row from which these are made. */
  readonly columns: readonly FeatureColumn[];
  /** The texts that tables have in place of an empty cell. */
  readonly emptyTexts: readonly string[];
  /** What its outputs mean; null where there are no rows. */
  readonly target: Target | null;
  /** Of a target of numbers, with shift and scale worked out; none for classes. */
  readonly targetColumns: readonly Column[];
  /** One an output. */
  readonly outputNames: readonly string[];
  /** From the first hidden one up. */
  readonly layers: readonly TrainedLayer[];
}

/** The model of a run; null where it diverged. */
export function trainedModelOf(
  { experiment, features, parameters }: Pick<Outcome, "experiment" | "features" | "parameters">,
): TrainedModel | null {
  if (parameters === null) return null;
  const { target } = experiment.dataset;
  return {
    name: experiment.name,
    features,
    columns: featureColumnsOf(features),
    emptyTexts: emptyTextsOf(experiment),
    target,
    targetColumns: targetColumnsOf(experiment),
    outputNames: outputNamesOf(target),
    layers: layersOf(topologyOf(experiment)).map((layer) => trainedLayerOf(layer, parameters)),
  };
}

function trainedLayerOf(layer: Layer, parameters: Float64Array): TrainedLayer {
  if (layer.kind === "maxpool") return layer;
  const groups = parameterGroupsOf(layer);
  const rowsOf = (name: string): readonly (readonly number[])[] => {
    const { offset, shape: [rowCount, ...inRow] } = groups.find((group) => group.name === name)!;
    const width = inRow.reduce((product, length) => product * length, 1);
    return Array.from({ length: rowCount }, (_, row) => {
      const start = offset + row * width;
      return [...parameters.subarray(start, start + width)];
    });
  };
  const biases = groups.some(({ name }) => name === "biases") ? rowsOf("biases").flat() : [];
  return layer.kind === "rnn"
    ? { ...layer, stateWeights: rowsOf("state_weights"), wordWeights: rowsOf("word_weights"), biases }
    : { ...layer, weights: rowsOf("weights"), biases };
}

/** The raw numbers of a row or a query, one an input: a word that no learned row has stands among its values and has no input. */
export function rawInputsOf({ features }: TrainedModel, values: readonly number[]): readonly number[] {
  return features.map(({ index }) => values[index]);
}

/** Every number of a model: parameters, shifts, scales, and what stands for empty cells. */
export function numbersOf({ features, targetColumns, layers }: TrainedModel): readonly number[] {
  const columns = [...features, ...targetColumns];
  return [
    ...columns.flatMap(({ shift, scale, missing }) =>
      missing === undefined ? [shift, scale] : [shift, scale, missing]
    ),
    ...layers.flatMap(parametersIn),
  ];
}

function parametersIn(layer: TrainedLayer): readonly number[] {
  switch (layer.kind) {
    case "maxpool":
      return [];
    case "rnn":
      return [layer.stateWeights.flat(), layer.wordWeights.flat(), layer.biases].flat();
    default:
      return [...layer.weights.flat(), ...layer.biases];
  }
}
