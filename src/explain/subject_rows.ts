// What an explanation is about, in the experiment: its values, and what would be right.
// Why three answers for what is right: a row teaches, a held-out row only judges, and a query has no target.

import type { Query, Row } from "../dataset/dataset.ts";
import { labelOfRow, targetNamesOf } from "../dataset/dataset.ts";
import { learningOf } from "../engine/learning.ts";
import { plainTrainer } from "../engine/trainer.ts";
import { dataOf, type Experiment, topologyOf } from "../experiment/experiment.ts";
import type { ExplainedSubject, ExplainedTargets, ExplainedTeaching } from "./explanation.ts";

/** The row or query. */
export function askedOf(experiment: Experiment, subject: ExplainedSubject): Query {
  return rowOf(experiment, subject) ?? experiment.queries[subject.index];
}

/** What the network learns from it, in the units that it learns; null where nothing is learned. */
export function learnedTargets(experiment: Experiment, subject: ExplainedSubject): Float64Array | null {
  const row = rowOf(experiment, subject);
  return row === null || subject.isHeldOut ? null : Float64Array.from(dataOf(experiment, [row]).targets);
}

/**
 * What the answer to a held-out row is judged by; null for all others.
 *
 * @param parameters those that answered.
 */
export function judgedRow(
  experiment: Experiment,
  subject: ExplainedSubject,
  parameters: Float64Array,
): ExplainedTeaching | null {
  const row = rowOf(experiment, subject);
  if (row === null || !subject.isHeldOut) return null;
  const data = dataOf(experiment, [row]);
  const rules = learningOf(experiment.training);
  const trainer = plainTrainer(topologyOf(experiment), data, rules);
  const rowLoss = { before: trainer.loss(trainer.startingValues(parameters)) };
  return { ...explainedTargets(experiment, row, data.targets), rules, rowLoss };
}

/** What would be right for a row. */
export function explainedTargets(
  { dataset: { target } }: Experiment,
  row: Row,
  targets: ArrayLike<number>,
): ExplainedTargets {
  return {
    targets: Array.from(targets, (value, index) => ({
      name: targets.length === 1 ? "y_true" : `t${index + 1}`,
      value,
    })),
    rawTargets: row.targets,
    targetLabel: labelOfRow(target, row),
    targetName: targetNamesOf(target)[0] ?? "target",
  };
}

/** The row, learned or held out; null for a query. */
function rowOf({ dataset: { rows, validation } }: Experiment, subject: ExplainedSubject): Row | null {
  if (subject.kind === "query") return null;
  return (subject.isHeldOut ? validation?.rows ?? [] : rows)[subject.index];
}
