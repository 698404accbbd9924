// The epoch loop of one run: train, write the loss down at the logged epochs, stop when it is no number any more.
// It only decides when to ask; the trainer does the arithmetic, so progress reports cannot change a result.
import type { Course } from "./row_order.ts";
import type { Trainer } from "./trainer.ts";

/** How to train. */
export interface TrainingOptions extends Course {
  /** Where to start: flat, in draw order. Not modified. */
  readonly parameters: Float64Array;
  /** How many times to go through all rows, at least 0. */
  readonly epochs: number;
  /** The loss is taken after epochs 0, logEvery, 2 logEvery, … below `epochs`; at least 1. */
  readonly logEvery: number;
  /** Where to go on, in place of the start: the values of a trainer after so many epochs, before the loss of the last. */
  readonly standing?: { readonly values: Float64Array; readonly epochsDone: number };
  /**
   * Hears how many epochs are done, often enough to draw a progress bar.
   *
   * @param values what a trainer holds there; not to be changed or kept.
   */
  readonly onProgress?: (epochsDone: number, values: Float64Array) => void;
  /**
   * Hears each finite loss as it is logged.
   *
   * @param values what a trainer holds there; not to be changed or kept.
   */
  readonly onLoss?: (epoch: number, loss: number, values: Float64Array) => void;
}

/** The loss after one epoch's updates. */
export interface LoggedLoss {
  /** Counted from 0. */
  readonly epoch: number;
  /** The mean over all rows, finite. */
  readonly loss: number;
}

/** What came out of training. */
export interface TrainingRun {
  /** "diverged" when a loss was not finite: the run ended there. */
  readonly status: "completed" | "diverged";
  /** The epoch whose loss was not finite, or null when the run completed. */
  readonly divergedAtEpoch: number | null;
  /** The finite losses, in order; those that were logged before `standing` are not among them. */
  readonly losses: readonly LoggedLoss[];
  /** The loss after the last update, finite unless the run diverged; null when there are no rows. */
  readonly finalLoss: number | null;
  /** The parameters after the last update, flat in draw order. */
  readonly parameters: Float64Array;
}

/** About 50 ms of plain descent, for which the plain trainer spends some 10 ns on each parameter; Adam takes some 60. */
const PARAMETER_UPDATES_PER_REPORT = 5_000_000;

/** Epochs that a trainer is asked for at once, at least 1, so that progress is heard of several times a second. */
export function epochsPerReport(rowCount: number, parameterCount: number): number {
  return Math.max(1, Math.floor(PARAMETER_UPDATES_PER_REPORT / (rowCount * parameterCount)));
}

/**
 * Trains from the starting parameters for the given number of epochs.
 *
 * With no epochs no loss is logged, and the final loss is that of the starting parameters. When only the final loss is
 * not finite, the run diverged at its last epoch (0 when there was none).
 *
 * @throws RangeError unless `epochs` is an integer of at least 0 and `logEvery` one of at least 1.
 *
 * @example
 * ```ts
 * import { denseTopology } from "./topology.ts";
 * import { plainTrainer } from "./trainer.ts";
 * import { train } from "./training_run.ts";
 * const topology = denseTopology([1, 1], "sigmoid", "sigmoid");
 * const trainer = plainTrainer(topology, { inputs: new Float64Array([3]), targets: new Float64Array([1]) });
 * const course = { learningRate: 0.1, rows: null };
 * const run = train(trainer, { ...course, parameters: new Float64Array(2), epochs: 25, logEvery: 10 });
 * if (run.losses.map(({ epoch }) => epoch).join() !== "0,10,20") throw new Error("wrong");
 * ```
 */
export function train(trainer: Trainer, options: TrainingOptions): TrainingRun {
  const { epochs, logEvery, standing, onProgress, onLoss } = options;
  requireIntegerFrom(0, "epochs", epochs);
  requireIntegerFrom(1, "logEvery", logEvery);
  const values = standing?.values.slice() ?? trainer.startingValues(options.parameters);
  const parameters = values.subarray(0, options.parameters.length);
  const losses: LoggedLoss[] = [];
  if (trainer.rowCount === 0) {
    return { status: "completed", divergedAtEpoch: null, losses, finalLoss: null, parameters };
  }

  const epochsAtOnce = epochsPerReport(trainer.rowCount, parameters.length);
  let epochsDone = standing?.epochsDone ?? 0;
  function trainUntil(epochCount: number): void {
    while (epochsDone < epochCount) {
      const count = Math.min(epochsAtOnce, epochCount - epochsDone);
      trainer.trainEpochs(values, options, epochsDone, epochsDone + count);
      epochsDone += count;
      onProgress?.(epochsDone, values);
    }
  }

  for (let epoch = nextLoggedEpoch(epochsDone, logEvery); epoch < epochs; epoch += logEvery) {
    trainUntil(epoch + 1);
    const loss = trainer.loss(values);
    if (!Number.isFinite(loss)) {
      return { status: "diverged", divergedAtEpoch: epoch, losses, finalLoss: loss, parameters };
    }
    losses.push({ epoch, loss });
    onLoss?.(epoch, loss, values);
  }
  trainUntil(epochs);
  const finalLoss = trainer.loss(values);
  if (!Number.isFinite(finalLoss)) {
    const divergedAtEpoch = Math.max(0, epochs - 1);
    return { status: "diverged", divergedAtEpoch, losses, finalLoss, parameters };
  }
  return { status: "completed", divergedAtEpoch: null, losses, finalLoss, parameters };
}

/**
 * The first epoch to be logged by a run that stands after so many epochs: the loss of the last of them is not logged yet.
 */
export function nextLoggedEpoch(epochsDone: number, logEvery: number): number {
  return Math.ceil(Math.max(0, epochsDone - 1) / logEvery) * logEvery;
}

/** The first logged epoch whose loss is under a threshold; null where none is. */
export function firstEpochUnder(losses: readonly LoggedLoss[], threshold: number): number | null {
  return losses.find(({ loss }) => loss < threshold)?.epoch ?? null;
}

function requireIntegerFrom(smallest: number, name: string, found: number): void {
  if (!Number.isSafeInteger(found) || found < smallest) {
    throw new RangeError(`${name} must be an integer of at least ${smallest}: found ${found}`);
  }
}
