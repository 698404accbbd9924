// What a trained network answers to the rows of its experiment, learned and held out: what every judgement of it rests on.
// What must not change: the answers are those that a query with the same values would get, to the bit.

import { answeredClassOf, classLabelsOf, classOf, type Row } from "../dataset/dataset.ts";
import { rawOutput } from "../dataset/standardize.ts";
import { FeedforwardPass } from "../engine/feedforward.ts";
import { learningOf } from "../engine/learning.ts";
import { biasCount } from "../engine/topology.ts";
import { plainTrainer } from "../engine/trainer.ts";
import { dataOf, type Experiment, targetColumnsOf, topologyOf } from "../experiment/experiment.ts";
import type { Outcome } from "./outcome.ts";

/** The answers to some rows. */
export interface RowAnswers {
  /** The rows, in the order of the file. */
  readonly rows: readonly Row[];
  /** The outputs for each row, in raw units where the target is numbers; not all need be finite. */
  readonly outputs: readonly (readonly number[])[];
  /** How far the activations of each neuron are apart, from row to row, in the order of the biases. */
  readonly spans: Float64Array;
  /** The mean loss over the rows, summed from the first upwards; NaN where it is not finite. */
  readonly loss: number;
  /** The class of each row and the class it was answered as, counted from 0; null where the target has none. */
  readonly classes: { readonly truth: readonly number[]; readonly answers: readonly number[] } | null;
}

/** The answers to all rows of an experiment. */
export interface AllAnswers {
  /** To the rows that are learned; null where there are none. */
  readonly training: RowAnswers | null;
  /** To the rows that are held out; null where none are. */
  readonly validation: RowAnswers | null;
}

const known = new WeakMap<Outcome, AllAnswers>();

/**
 * The answers of a trained network to the rows of its experiment; null where the run diverged.
 *
 * @example Alice is learned, Bob is held out
 * ```ts
 * import { parseExperiment } from "../experiment/reading/parse_experiment.ts";
 * import { runExperiment } from "./outcome.ts";
 * const answers = answersOf(runExperiment(parseExperiment(`
 * name: two
 * dataset:
 *   features: [{ name: weight, shift: 135 }]
 *   target: { name: gender, classes: { M: 0, F: 1 } }
 *   rows: [{ name: Alice, weight: 133, gender: F }]
 *   validation: { rows: [{ name: Bob, weight: 160, gender: M }] }
 * `)));
 * if (answers?.training?.rows[0].name !== "Alice" || answers.validation?.rows[0].name !== "Bob") throw new Error("wrong");
 * ```
 */
export function answersOf(outcome: Outcome): AllAnswers | null {
  const { experiment, parameters, finalLoss } = outcome;
  if (parameters === null) return null;
  const found = known.get(outcome);
  if (found !== undefined) return found;
  const { rows, validation } = experiment.dataset;
  const answers: AllAnswers = {
    training: rows.length === 0 ? null : answersTo(experiment, parameters, rows, finalLoss ?? NaN),
    validation: validation === null
      ? null
      : answersTo(experiment, parameters, validation.rows, lossOf(experiment, validation.rows, parameters)),
  };
  known.set(outcome, answers);
  return answers;
}

function answersTo(
  experiment: Experiment,
  parameters: Float64Array,
  rows: readonly Row[],
  loss: number,
): RowAnswers {
  const { target } = experiment.dataset;
  const columns = targetColumnsOf(experiment);
  const outputs: number[][] = [];
  const neuronCount = biasCount(topologyOf(experiment));
  const least = new Float64Array(neuronCount).fill(Infinity);
  const greatest = new Float64Array(neuronCount).fill(-Infinity);
  const pass = new FeedforwardPass(topologyOf(experiment));
  const { inputs } = dataOf(experiment, rows);
  for (let row = 0; row < rows.length; row++) {
    pass.run(parameters, inputs, row * experiment.dataset.features.length);
    outputs.push(Array.from(pass.outputs, (output, index) => rawOutput(columns[index], output)));
    const first = pass.activations.length - neuronCount;
    for (let neuron = 0; neuron < neuronCount; neuron++) {
      least[neuron] = Math.min(least[neuron], pass.activations[first + neuron]);
      greatest[neuron] = Math.max(greatest[neuron], pass.activations[first + neuron]);
    }
  }
  const classes = classLabelsOf(target).length === 0 ? null : {
    truth: rows.map((row) => classOf(target, row)),
    answers: outputs.map((answer) => answeredClassOf(target, answer)),
  };
  return { rows, outputs, loss, classes, spans: greatest.map((most, neuron) => most - least[neuron]) };
}

/** How many of some rows are answered as their own class; null where the target has no classes. */
export function rightCountOf({ classes }: Pick<RowAnswers, "classes">): number | null {
  if (classes === null) return null;
  return classes.truth.reduce((count, label, row) => label === classes.answers[row] ? count + 1 : count, 0);
}

/** The mean loss over some rows; NaN where it is not finite. */
function lossOf(experiment: Experiment, rows: readonly Row[], parameters: Float64Array): number {
  const learning = learningOf(experiment.training);
  const trainer = plainTrainer(topologyOf(experiment), dataOf(experiment, rows), learning);
  const loss = trainer.loss(trainer.startingValues(parameters));
  return Number.isFinite(loss) ? loss : NaN;
}
