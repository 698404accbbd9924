// How a network learns: the loss it brings down, and how its parameters move.
// What must not change: where nothing is said, plain stochastic gradient descent on the mean squared error, a row a step.
import { type Loss, losses, type LossName } from "./rules/loss.ts";
import { type Optimizer, sgd } from "./rules/optimizer.ts";
import type { Penalty } from "./rules/penalty.ts";
import type { Layer } from "./topology.ts";

/** How a network learns. */
export interface Learning {
  /** What training makes small. */
  readonly loss: Loss;
  /** How the parameters move. */
  readonly optimizer: Optimizer;
  /** What large weights cost beside the loss. */
  readonly penalties: readonly Penalty[];
}

/** Plain stochastic gradient descent on the mean squared error. */
export const classicLearning: Learning = { loss: losses.mse, optimizer: sgd, penalties: [] };

/** How a network learns, by names: as an experiment has it, and as it is sent to a worker. */
export interface LearningSettings {
  /** What training makes small. */
  readonly loss: LossName;
}

/** The rules that settings name. */
export function learningOf({ loss }: LearningSettings): Learning {
  return { ...classicLearning, loss: losses[loss] };
}

/**
 * Holds a network against the way it is to learn.
 *
 * @throws RangeError where they do not go together.
 */
export function requireFit(layers: readonly Layer[], { loss, optimizer, penalties }: Learning): void {
  const output = layers[layers.length - 1].activation;
  const unfit = layers.slice(0, -1).find(({ activation }) => "overLayer" in activation);
  if (unfit !== undefined) {
    throw new RangeError(`only the output may be of a whole layer: found ${unfit.activation.name} below it`);
  }
  const wanted = "overRow" in loss ? loss.activation : output.name;
  if (output.name !== wanted) {
    throw new RangeError(`${loss.name} needs the output ${wanted}: found ${output.name}`);
  }
  if ("overLayer" in output && !("overRow" in loss)) {
    throw new RangeError(`${output.name} needs a loss that is made for it: found ${loss.name}`);
  }
  if (optimizer.putsRateFirst && penalties.length > 0) {
    throw new RangeError(`${optimizer.name} takes no penalties: it never forms the gradient`);
  }
}

/** Refuses values that are not those of a network and its optimizer. */
export function requireValues(values: Float64Array, count: number): void {
  if (values.length !== count) {
    throw new RangeError(`a network must have ${count} values: found ${values.length}`);
  }
}

/** How many numbers a network needs to learn: its parameters, and what the optimizer remembers. */
export function valueCount({ optimizer }: Learning, parameterCount: number): number {
  return parameterCount * (1 + optimizer.memoryOfParameter) + optimizer.memoryOfSteps;
}
