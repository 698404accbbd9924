// What a trained network answers to the rows of its experiment, learned and held out: what every judgement of it rests on.
// What must not change: the answers are those that a query with the same values would get, to the bit.

import { answeredClassOf, classLabelsOf, classOf, type Row, type Target } from "../dataset/dataset.ts";
import { rawOutput } from "../dataset/standardize.ts";
import { learningOf } from "../engine/learning.ts";
import { dataOf, type Experiment, targetColumnsOf, topologyOf } from "../experiment/experiment.ts";
import { askingEngine } from "./fast_engine.ts";
import { type Outcome, requireOutcome } from "./outcome.ts";

/** The answers to some rows. */
export interface RowAnswers {
  /** The rows, in the order of the file. */
  readonly rows: readonly Row[];
  /** The outputs for each row, in raw units where the target is numbers; not all need be finite. */
  readonly outputs: readonly (readonly number[])[];
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
 * import { answersOf, parseExperiment, runExperiment } from "@seedbed/seedbed";
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
  requireOutcome(outcome);
  const { experiment, parameters, finalLoss } = outcome;
  if (parameters === null) return null;
  const found = known.get(outcome);
  if (found !== undefined) return found;
  const { rows, validation } = experiment.dataset;
  const engine = askingEngine(experiment, 1);
  const learning = learningOf(experiment.training);
  const ask = engine.asker(topologyOf(experiment), learning);
  const lossOf = (some: readonly Row[]): number => {
    const trainer = engine.trainer(topologyOf(experiment), dataOf(experiment, some), learning);
    return trainer.loss(trainer.startingValues(parameters));
  };
  const answersTo = (some: readonly Row[], loss: number): RowAnswers =>
    rowAnswers(experiment, some, ask(parameters, dataOf(experiment, some).inputs), loss);
  const answers: AllAnswers = {
    training: rows.length === 0 ? null : answersTo(rows, finalLoss ?? NaN),
    validation: validation === null ? null : answersTo(validation.rows, lossOf(validation.rows)),
  };
  known.set(outcome, answers);
  return answers;
}

function rowAnswers(
  experiment: Experiment,
  rows: readonly Row[],
  answers: Float64Array,
  loss: number,
): RowAnswers {
  const columns = targetColumnsOf(experiment);
  const outputCount = answers.length / rows.length;
  const outputs = rows.map((_, row) =>
    Array.from(
      answers.subarray(row * outputCount, (row + 1) * outputCount),
      (output, index) => rawOutput(columns[index], output),
    )
  );
  return {
    ...classedAnswers(experiment.dataset.target, rows, outputs),
    loss: Number.isFinite(loss) ? loss : NaN,
  };
}

/** Outputs for some rows, in raw units, with the class that each of them means. */
export function classedAnswers(
  target: Target | null,
  rows: readonly Row[],
  outputs: RowAnswers["outputs"],
): Omit<RowAnswers, "loss"> {
  const classes = classLabelsOf(target).length === 0 ? null : {
    truth: rows.map((row) => classOf(target, row)),
    answers: outputs.map((answer) => answeredClassOf(target, answer)),
  };
  return { rows, outputs, classes };
}

/** How many of some rows are answered as their own class; null where the target has no classes. */
export function rightCountOf({ classes }: Pick<RowAnswers, "classes">): number | null {
  if (classes === null) return null;
  return classes.truth.reduce((count, label, row) => label === classes.answers[row] ? count + 1 : count, 0);
}
