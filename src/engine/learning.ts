// How a network learns: the loss it brings down, and how its parameters move.
// What must not change: where nothing is said, plain stochastic gradient descent on the mean squared error, a row a step.
import { requireAbove0, requireAtLeast0, requireList, shown } from "../numeric/required_numbers.ts";
import { requireObject } from "../numeric/required_objects.ts";
import { clipNorm, type Clipping, clipValue } from "./rules/clipping.ts";
import { ruleNamed } from "./rules/known.ts";
import { isMatchedLoss, type Loss, losses, type LossName } from "./rules/loss.ts";
import type { ImmediateStep, Optimizer } from "./rules/optimizer_contract.ts";
import { optimizerOf, type OptimizerSettings, plainSgd } from "./rules/optimizer.ts";
import { l1, l2, type Penalty } from "./rules/penalty.ts";
import type { Layer } from "./layers.ts";
import { outputLayerOf } from "./topology.ts";

/** How a network learns. */
export interface Learning {
  /** What training makes small. */
  readonly loss: Loss;
  /** How the parameters move. */
  readonly optimizer: Optimizer;
  /** What large weights cost beside the loss, in the order in which it is added. */
  readonly penalties: readonly Penalty[];
  /** How gradients that are too large are cut; null for not at all. */
  readonly clipping: Clipping | null;
  /** Rows a step; Infinity for all. */
  readonly batchSize: number;
}

/** How a network learns, as plain data: as an experiment has it, and as it is sent to a worker. */
export interface LearningSettings {
  /** What training makes small. */
  readonly loss: LossName;
  /** How the parameters move. */
  readonly optimizer: OptimizerSettings;
  /** What the sizes of weights cost, at least 0. */
  readonly l1: number;
  /** What the squares of weights cost, at least 0. */
  readonly l2: number;
  /** The longest gradient that is learned from, above 0; null for any. Only one of the two clips. */
  readonly clipNorm: number | null;
  /** The largest gradient of one parameter that is learned from, above 0; null for any. */
  readonly clipValue: number | null;
  /** Rows a step. */
  readonly batchSize: number | "all";
}

/** Plain stochastic gradient descent on the mean squared error, as settings. */
export const classicSettings: LearningSettings = {
  loss: "mse",
  optimizer: plainSgd,
  l1: 0,
  l2: 0,
  clipNorm: null,
  clipValue: null,
  batchSize: 1,
};

/** The settings of learning among others. */
export function learningSettingsOf(settings: LearningSettings): LearningSettings {
  const { loss, optimizer, l1, l2, clipNorm, clipValue, batchSize } = settings;
  return { loss, optimizer, l1, l2, clipNorm, clipValue, batchSize };
}

/**
 * The rules that settings name.
 *
 * @throws RangeError where both clips are given, a limit of a clip is not above 0, a penalty is not at least 0, or there is no
 * such loss or optimizer.
 *
 * @example Nine rows in batches of four are three steps, the last of one row
 * ```ts
 * import { classicSettings, learningOf, stepCountOf } from "@seedbed/seedbed";
 * const learning = learningOf({ ...classicSettings, batchSize: 4 });
 * if (stepCountOf(learning, 9) !== 3) throw new Error("wrong");
 * ```
 */
export function learningOf(settings: LearningSettings): Learning {
  requireObject("settings", settings);
  if (settings.clipNorm !== null && settings.clipValue !== null) {
    throw new RangeError(
      `clipNorm or clipValue must be null: found ${settings.clipNorm} and ${settings.clipValue}`,
    );
  }
  const loss = ruleNamed<Loss>("loss", settings.loss, losses);
  for (const key of ["l1", "l2"] as const) requireAtLeast0(key, settings[key]);
  for (const key of ["clipNorm", "clipValue"] as const) {
    const limit = settings[key];
    if (limit !== null) requireAbove0(key, limit);
  }
  const penalties = [
    ...(settings.l2 === 0 ? [] : [l2(settings.l2)]),
    ...(settings.l1 === 0 ? [] : [l1(settings.l1)]),
  ];
  return {
    loss,
    optimizer: optimizerOf(settings.optimizer),
    penalties,
    clipping: settings.clipNorm !== null
      ? clipNorm(settings.clipNorm)
      : settings.clipValue !== null
      ? clipValue(settings.clipValue)
      : null,
    batchSize: settings.batchSize === "all" ? Infinity : settings.batchSize,
  };
}

/** Plain stochastic gradient descent on the mean squared error. */
export const classicLearning: Learning = learningOf(classicSettings);

/**
 * The step that moves each parameter as soon as its gradient is known; null where something must come between: the mean
 * over a batch, a penalty, a clipping, or what the optimizer remembers.
 */
export function immediateStepOf(
  { optimizer, penalties, clipping, batchSize }: Learning,
): ImmediateStep | null {
  const isUnhindered = penalties.length === 0 && clipping === null && batchSize === 1;
  return isUnhindered ? optimizer.atOnce ?? null : null;
}

/** How many rows each step of an epoch learns from, but for the last step, which may have fewer. */
export function batchSizeOf({ batchSize }: Learning, rowCount: number): number {
  return Math.min(batchSize, rowCount);
}

/**
 * How many steps an epoch makes.
 *
 * @example One a row, unless rows are learned in batches
 * ```ts
 * import { classicLearning, stepCountOf } from "@seedbed/seedbed";
 * if (stepCountOf(classicLearning, 9) !== 9) throw new Error("wrong");
 * if (stepCountOf({ ...classicLearning, batchSize: Infinity }, 9) !== 1) throw new Error("wrong");
 * ```
 */
export function stepCountOf(learning: Learning, rowCount: number): number {
  requireRules(learning);
  return rowCount === 0 ? 0 : Math.ceil(rowCount / batchSizeOf(learning, rowCount));
}

/**
 * Holds a network against the way it is to learn.
 *
 * @throws RangeError where they do not go together, and TypeError for settings, whose rules are names.
 */
export function requireFit(layers: readonly Layer[], learning: Learning): void {
  requireRules(learning);
  const { loss, batchSize } = learning;
  const output = outputLayerOf(layers).activation;
  for (const layer of layers.slice(0, -1)) {
    if (layer.kind !== "dense" || !("overLayer" in layer.activation)) continue;
    throw new RangeError(`only the output may be of a whole layer: found ${layer.activation.name} below it`);
  }
  if (isMatchedLoss(loss) && !(output.name in loss.forms)) {
    const wanted = Object.keys(loss.forms).join(" or ");
    throw new RangeError(`${loss.name} needs the output ${wanted}: found ${output.name}`);
  }
  if ("overLayer" in output && !isMatchedLoss(loss)) {
    throw new RangeError(`${output.name} needs a loss that is made for it: found ${loss.name}`);
  }
  if (batchSize !== Infinity && !(Number.isSafeInteger(batchSize) && batchSize >= 1)) {
    throw new RangeError(
      `batchSize must be an integer of at least 1, or Infinity: found ${shown(batchSize)}`,
    );
  }
}

/** Refuses settings, whose rules are names. */
function requireRules(learning: Learning): void {
  if (typeof learning?.loss === "object" && typeof learning.optimizer === "object") return;
  throw new TypeError("learning must hold rules, as learningOf gives them");
}

/** Refuses values that are not those of a network and its optimizer. */
export function requireValues(values: Float64Array, count: number): void {
  if (values.length !== count) {
    throw new RangeError(`a network must have ${count} values: found ${values.length}`);
  }
}

/**
 * Where the values of a network lie, which are all that its learning goes on from: the parameters in draw order, for each
 * number that the optimizer remembers of a parameter as many again, and then what is said here.
 */
export interface ValuePlaces {
  /** What the optimizer remembers of the steps. */
  readonly ofSteps: number;
  /** The sums of the gradients over the rows of the batch so far, in draw order; none where each row is a step at once. */
  readonly gradients: number;
  /** How many values there are. */
  readonly end: number;
}

/**
 * The places of the values of a network with so many parameters.
 *
 * @example Momentum remembers a number of each parameter, and a batch has a sum of each
 * ```ts
 * import { classicSettings, learningOf, valuePlaces } from "@seedbed/seedbed";
 * const optimizer = { name: "sgd", momentum: 0.9, nesterov: false } as const;
 * const { ofSteps, gradients, end } = valuePlaces(learningOf({ ...classicSettings, optimizer, batchSize: 4 }), 9);
 * if (ofSteps !== 18 || gradients !== 18 || end !== 27) throw new Error("wrong");
 * ```
 */
export function valuePlaces(learning: Learning, parameterCount: number): ValuePlaces {
  requireRules(learning);
  const { memoryOfParameter, memoryOfSteps } = learning.optimizer;
  const ofSteps = parameterCount * (1 + memoryOfParameter);
  const gradients = ofSteps + memoryOfSteps.length;
  return { ofSteps, gradients, end: gradients + (immediateStepOf(learning) === null ? parameterCount : 0) };
}

/** How many numbers a network needs to learn: see {@linkcode ValuePlaces}. */
export function valueCount(learning: Learning, parameterCount: number): number {
  return valuePlaces(learning, parameterCount).end;
}

/**
 * What a network holds before its first row: the parameters, zeros for what the optimizer remembers of each, what it remembers
 * of the steps, and -0 for each sum of gradients.
 *
 * @param parameters flat, in draw order; not modified.
 *
 * @example Plain descent, a row a step, has nothing to remember
 * ```ts
 * import { classicLearning, startingValues } from "@seedbed/seedbed";
 * if (startingValues(classicLearning, Float64Array.of(1, 2)).join() !== "1,2") throw new Error("wrong");
 * ```
 */
export function startingValues(learning: Learning, parameters: Float64Array): Float64Array {
  requireList("parameters", parameters);
  const { ofSteps, gradients, end } = valuePlaces(learning, parameters.length);
  const values = new Float64Array(end);
  values.set(parameters);
  values.set(learning.optimizer.memoryOfSteps, ofSteps);
  return values.fill(-0, gradients);
}
