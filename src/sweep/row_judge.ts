// What is found of the rows that are held out with given parameters, and beside it of those that are learned.
// What must not change: it looks at parameters and changes none; a run at its logged epochs and a trial of a sweep at its end
// are judged alike, to the bit. Why plain data: a worker gets what it judges by as a message.

import { answeredClassOf, classLabelsOf, classOf, type Row, type Target } from "../dataset/dataset.ts";
import { FeedforwardPass } from "../engine/feedforward.ts";
import { learningOf, type LearningSettings } from "../engine/learning.ts";
import { parameterCount, type Topology } from "../engine/topology.ts";
import { plainTrainer } from "../engine/trainer.ts";
import type { TrainingData } from "../engine/training_data.ts";
import { dataOf, type Experiment, topologyOf } from "../experiment/experiment.ts";

/** Rows with the class of each, counted from 0; null without classes. */
interface ClassedRows {
  readonly data: TrainingData;
  readonly classes: readonly number[] | null;
}

/** What an experiment's networks are judged by. */
export interface JudgedRows {
  readonly training: ClassedRows;
  readonly heldOut: ClassedRows;
}

/** The network that is judged. */
export interface JudgedNetwork {
  readonly topology: Topology;
  readonly learning: LearningSettings;
  readonly target: Target | null;
}

/** What was found. */
export interface HeldOutScores {
  /** The mean loss over the held-out rows; NaN where it is not finite. */
  readonly loss: number;
  /** The share of the held-out rows that is answered rightly; null without classes. */
  readonly accuracy: number | null;
  /** The same of the rows that are learned; null where there are none as well. */
  readonly trainingAccuracy: number | null;
}

/** What the networks of an experiment are judged by; null where no rows are held out. */
export function judgedRowsOf(experiment: Experiment): JudgedRows | null {
  const { rows, validation, target } = experiment.dataset;
  if (validation === null) return null;
  const classed = (some: readonly Row[]): ClassedRows => ({
    data: dataOf(experiment, some),
    classes: classLabelsOf(target).length === 0 ? null : some.map((row) => classOf(target, row)),
  });
  return { training: classed(rows), heldOut: classed(validation.rows) };
}

/** Judges the networks of an experiment as they come. @returns null where no rows are held out. */
export function judgeOf(experiment: Experiment): ((values: Float64Array) => HeldOutScores) | null {
  const rows = judgedRowsOf(experiment);
  const { dataset: { target }, training: learning } = experiment;
  return rows === null ? null : rowJudge({ topology: topologyOf(experiment), learning, target }, rows);
}

/** Judges networks by rows. @returns a function of what a trainer holds: the parameters, and whatever follows them. */
export function rowJudge(
  { topology, learning, target }: JudgedNetwork,
  { training, heldOut }: JudgedRows,
): (values: Float64Array) => HeldOutScores {
  const trainer = plainTrainer(topology, heldOut.data, learningOf(learning));
  const pass = new FeedforwardPass(topology);
  const count = parameterCount(topology);
  const accuracyOf = (
    { data: { inputs }, classes }: ClassedRows,
    parameters: Float64Array,
  ): number | null => {
    if (classes === null || classes.length === 0) return null;
    let right = 0;
    for (let row = 0; row < classes.length; row++) {
      pass.run(parameters, inputs, row * topology.inputCount);
      if (answeredClassOf(target, pass.outputs) === classes[row]) right++;
    }
    return right / classes.length;
  };
  return (values) => {
    const parameters = values.subarray(0, count);
    const loss = trainer.loss(trainer.startingValues(parameters));
    return {
      loss: Number.isFinite(loss) ? loss : NaN,
      accuracy: accuracyOf(heldOut, parameters),
      trainingAccuracy: accuracyOf(training, parameters),
    };
  };
}
