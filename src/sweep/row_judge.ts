// What is found of rows with given parameters: of those that are held out, and beside it of those that are learned.
// What must not change: it looks at parameters and changes none; a run at its logged epochs and a trial of a sweep at its end
// are judged alike, to the bit. Why plain data: a worker gets what it judges by as a message.

import { answeredClassOf, classLabelsOf, classOf, type Row, type Target } from "../dataset/dataset.ts";
import { learningOf, type LearningSettings } from "../engine/learning.ts";
import { parameterCount, type Topology } from "../engine/topology.ts";
import type { TrainingData } from "../engine/training_data.ts";
import { dataOf, type Experiment, topologyOf } from "../experiment/experiment.ts";
import { accuracy, macroF1, precisionRecallF1 } from "../judging/class_scores.ts";
import { plainEngine, type RowEngine } from "../engine/row_engine.ts";

/** Rows with the class of each, counted from 0; null without classes. */
interface ClassedRows {
  readonly data: TrainingData;
  readonly classes: readonly number[] | null;
}

/** What an experiment's networks are judged by. */
export interface JudgedRows {
  readonly training: ClassedRows;
  /** Null where the rows that are learned are judged alone. */
  readonly heldOut: ClassedRows | null;
  /** Whether the macro F1 of those that are held out is wanted. */
  readonly hasMacroF1: boolean;
}

/** The network that is judged. */
export interface JudgedNetwork {
  readonly topology: Topology;
  readonly learning: LearningSettings;
  readonly target: Target | null;
}

/** What was found. */
export interface HeldOutScores {
  /** The mean loss over the held-out rows; NaN where it is not finite, or there are none. */
  readonly loss: number;
  /** The share of the held-out rows that is answered rightly; null without classes, and without such rows. */
  readonly accuracy: number | null;
  /** The mean of the F1 of every class over the held-out rows, where it is wanted. */
  readonly macroF1?: number;
  /** The accuracy of the rows that are learned; null where there are none as well. */
  readonly trainingAccuracy: number | null;
}

/**
 * What the networks of an experiment are judged by; null for nothing.
 *
 * @param learned whether the rows that are learned are judged `always`, or only `beside` others that are held out.
 * @param hasMacroF1 whether the macro F1 is wanted.
 */
export function judgedRowsOf(
  experiment: Experiment,
  learned: "always" | "beside" = "beside",
  hasMacroF1 = false,
): JudgedRows | null {
  const { rows, validation, target } = experiment.dataset;
  if (validation === null && learned === "beside") return null;
  const classed = (some: readonly Row[]): ClassedRows => ({
    data: dataOf(experiment, some),
    classes: classLabelsOf(target).length === 0 ? null : some.map((row) => classOf(target, row)),
  });
  return {
    training: classed(rows),
    heldOut: validation === null ? null : classed(validation.rows),
    hasMacroF1,
  };
}

/** Judges the networks of an experiment as they come. @returns null where no rows are held out. */
export function judgeOf(
  experiment: Experiment,
  engine: RowEngine,
): ((values: Float64Array) => HeldOutScores) | null {
  const rows = judgedRowsOf(experiment);
  const { dataset: { target }, training: learning } = experiment;
  return rows === null
    ? null
    : rowJudge({ topology: topologyOf(experiment), learning, target }, rows, engine);
}

/** What a network answers to rows, where that is known already, see `RowAsker`; null where it is not. */
export type KnownOutputs = (inputs: Float64Array) => Float64Array | null;

/**
 * Judges networks by rows.
 *
 * @param engine by default the plain one, which for a network once is fast enough.
 * @returns a function of what a trainer holds, the parameters and whatever follows them, and of answers known already.
 */
export function rowJudge(
  { topology, learning: settings, target }: JudgedNetwork,
  { training, heldOut, hasMacroF1 }: JudgedRows,
  engine: RowEngine = plainEngine,
): (values: Float64Array, known?: KnownOutputs) => HeldOutScores {
  const learning = learningOf(settings);
  const trainer = heldOut === null ? null : engine.trainer(topology, heldOut.data, learning);
  const ask = training.classes === null ? null : engine.asker(topology, learning);
  const count = parameterCount(topology);
  const classCount = classLabelsOf(target).length;
  const answersOf = (
    { data: { inputs }, classes }: ClassedRows,
    parameters: Float64Array,
    known: KnownOutputs,
  ): JudgedAnswers | null => {
    if (ask === null || classes === null || classes.length === 0) return null;
    const outputs = known(inputs) ?? ask(parameters, inputs);
    const outputCount = outputs.length / classes.length;
    const answers = classes.map((_, row) =>
      answeredClassOf(target, outputs.subarray(row * outputCount, (row + 1) * outputCount))
    );
    return { truth: classes, answers };
  };
  return (values, known = () => null) => {
    const parameters = values.subarray(0, count);
    const loss = trainer === null ? NaN : trainer.loss(trainer.startingValues(parameters));
    const learned = answersOf(training, parameters, known);
    const judged = heldOut === null ? null : answersOf(heldOut, parameters, known);
    return {
      loss: Number.isFinite(loss) ? loss : NaN,
      accuracy: judged === null ? null : accuracy(judged.truth, judged.answers),
      ...(judged === null || !hasMacroF1
        ? {}
        : { macroF1: macroF1(precisionRecallF1(judged.truth, judged.answers, classCount)) }),
      trainingAccuracy: learned === null ? null : accuracy(learned.truth, learned.answers),
    };
  };
}

/** The class of each of some rows, and the class it was answered as. */
interface JudgedAnswers {
  readonly truth: readonly number[];
  readonly answers: readonly number[];
}
