// Which rows each step of a training learns from.
// What must not change: they are those that the trainer takes.
import { courseOf, type Experiment } from "../experiment/experiment.ts";
import { batchSizeOf, learningOf, stepCountOf } from "../engine/learning.ts";

/** How a training goes through its rows. */
export interface StepPlan {
  /** Steps of an epoch. */
  readonly stepsPerEpoch: number;
  /** Rows of a step; the last step of an epoch may have fewer. */
  readonly rowsPerStep: number;
  /** Steps of the whole training. */
  readonly stepCount: number;
  /**
   * The rows of a step by their places in the file, in the order in which they are learned.
   *
   * @param step counted from 0; those after the last go on as training would.
   */
  rowsOf(step: number): readonly number[];
}

/** How an experiment's training goes through its rows. */
export function stepPlanOf(experiment: Experiment): StepPlan {
  const { dataset: { rows: { length: rowCount } }, training } = experiment;
  const learning = learningOf(training);
  const stepsPerEpoch = stepCountOf(learning, rowCount);
  const rowsPerStep = batchSizeOf(learning, rowCount);
  const { rows } = courseOf(experiment);
  return {
    stepsPerEpoch,
    rowsPerStep,
    stepCount: training.epochs * stepsPerEpoch,
    rowsOf(step) {
      if (rowCount === 0) return [];
      const epoch = Math.floor(step / stepsPerEpoch);
      const first = step % stepsPerEpoch * rowsPerStep;
      const count = Math.min(rowsPerStep, rowCount - first);
      const order = rows?.of(epoch);
      return Array.from({ length: count }, (_, index) => order?.[first + index] ?? first + index);
    },
  };
}
