// An experiment's rows and queries as the numbers that the network sees.
// Why here: shift and scale are worked out from the rows in one place, for training, asking and explaining alike.

import { type Feature, fitFeatures, inputsOf, targetsOf } from "../dataset/standardize.ts";
import type { TrainingData } from "../training/training_data.ts";
import type { Experiment } from "./experiment.ts";

/** The features of an experiment with `mean` and `std` worked out from its rows. */
export function featuresOf(experiment: Experiment): readonly Feature[] {
  return fitFeatures(experiment.dataset.features, experiment.dataset.rows);
}

/** The rows of an experiment, shifted and scaled, with their targets. */
export function trainingDataOf(experiment: Experiment): TrainingData {
  return {
    inputs: inputsOf(featuresOf(experiment), experiment.dataset.rows),
    targets: targetsOf(experiment.dataset),
  };
}

/** The queries of an experiment, shifted and scaled, shape [queryCount * featureCount]. */
export function queryInputsOf(experiment: Experiment): Float64Array {
  return inputsOf(featuresOf(experiment), experiment.queries);
}
