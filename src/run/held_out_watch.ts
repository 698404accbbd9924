// What is found of the held-out rows while a network learns the others, at each logged epoch.
// What must not change: it looks at parameters and changes none.

import { answeredClassOf, classLabelsOf, classOf, type Row } from "../dataset/dataset.ts";
import { parameterCount } from "../engine/topology.ts";
import { type Experiment, topologyOf } from "../experiment/experiment.ts";
import { eachAnswer, lossOf } from "./row_passes.ts";

/** What was found at an epoch. */
export interface HeldOutScores {
  /** The mean loss over the held-out rows; NaN where it is not finite. */
  readonly loss: number;
  /** The share of the held-out rows that is answered rightly; null without classes. */
  readonly accuracy: number | null;
  /** The same of the rows that are learned. */
  readonly trainingAccuracy: number | null;
}

/** Looks at the held-out rows of an experiment. @returns what it finds with the values that a trainer holds. */
export function heldOutWatch(experiment: Experiment): (values: Float64Array) => HeldOutScores {
  const { rows, validation } = experiment.dataset;
  if (validation === null) throw new Error("assertion failed: no rows are held out");
  const count = parameterCount(topologyOf(experiment));
  const loss = lossOf(experiment, validation.rows);
  const accuracy = accuracyOf(experiment, validation.rows);
  const trainingAccuracy = accuracyOf(experiment, rows);
  return (values) => {
    const parameters = values.subarray(0, count);
    return {
      loss: loss(parameters),
      accuracy: accuracy(parameters),
      trainingAccuracy: trainingAccuracy(parameters),
    };
  };
}

/** The share of rows that a network with given parameters answers rightly; null without classes or rows. */
function accuracyOf(
  experiment: Experiment,
  rows: readonly Row[],
): (parameters: Float64Array) => number | null {
  const { target } = experiment.dataset;
  if (classLabelsOf(target).length === 0 || rows.length === 0) return () => null;
  const truth = rows.map((row) => classOf(target, row));
  const answer = eachAnswer(experiment, rows);
  return (parameters) => {
    let right = 0;
    answer(parameters, ({ outputs }, row) => {
      if (answeredClassOf(target, outputs) === truth[row]) right++;
    });
    return right / rows.length;
  };
}
