// Rows of an experiment through its network, again and again with other parameters.
// What must not change: shift and scale are those of the rows that are learned, and the loss is what training makes small,
// summed in the order of the rows.

import type { Row } from "../dataset/dataset.ts";
import { FeedforwardPass } from "../engine/feedforward.ts";
import { learningOf } from "../engine/learning.ts";
import { plainTrainer } from "../engine/trainer.ts";
import { dataOf, type Experiment, topologyOf } from "../experiment/experiment.ts";

/** Runs rows through a network: what the pass holds of each is good until the next. */
export function eachAnswer(
  experiment: Experiment,
  rows: readonly Row[],
): (parameters: Float64Array, hear: (pass: FeedforwardPass, row: number) => void) => void {
  const pass = new FeedforwardPass(topologyOf(experiment));
  const { inputs } = dataOf(experiment, rows);
  const inputCount = experiment.dataset.features.length;
  return (parameters, hear) => {
    for (let row = 0; row < rows.length; row++) {
      pass.run(parameters, inputs, row * inputCount);
      hear(pass, row);
    }
  };
}

/** The mean loss over some rows of a network with given parameters; NaN where it is not finite. */
export function lossOf(experiment: Experiment, rows: readonly Row[]): (parameters: Float64Array) => number {
  const trainer = plainTrainer(
    topologyOf(experiment),
    dataOf(experiment, rows),
    learningOf(experiment.training),
  );
  return (parameters) => {
    const loss = trainer.loss(trainer.startingValues(parameters));
    return Number.isFinite(loss) ? loss : NaN;
  };
}
