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
  /** Where to go on, in place of the start: a trainer's values after so many rows, before the loss there. */
  readonly standing?: { readonly values: Float64Array; readonly rowsDone: number };
  /**
   * Hears how many rows are learned, counted through all epochs, often enough to draw a progress bar.
   *
   * @param values what a trainer holds there; not to be changed or kept.
   */
  readonly onProgress?: (rowsDone: number, values: Float64Array) => void;
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

/**
 * Where training pauses next: at the end of an epoch where several can be learned before that, or else within one.
 *
 * @param rowsDone rows that are learned, counted through all epochs.
 * @param rowsAtOnce about how many rows may be learned before the pause.
 * @param end it never goes beyond this.
 *
 * @example Of a table of 100 rows, whole epochs or pieces of one
 * ```ts
 * import { nextPause } from "./training_run.ts";
 * if (nextPause(100, 250, 100, 1000) !== 300) throw new Error("wrong");
 * if (nextPause(100, 70, 100, 1000) !== 170 || nextPause(170, 70, 100, 1000) !== 200) throw new Error("wrong");
 * ```
 */
export function nextPause(rowsDone: number, rowsAtOnce: number, rowCount: number, end: number): number {
  const pause = rowsDone + rowsAtOnce;
  if (pause >= end) return end;
  const endOfEpoch = rowsDone - rowsDone % rowCount + rowCount;
  return rowsAtOnce < rowCount ? Math.min(pause, endOfEpoch) : pause - pause % rowCount;
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

  const { rowCount, rowsAtOnce } = trainer;
  let rowsDone = standing?.rowsDone ?? 0;
  function trainUntil(epochCount: number): void {
    while (rowsDone < epochCount * rowCount) {
      const pause = nextPause(rowsDone, rowsAtOnce, rowCount, epochCount * rowCount);
      trainer.trainRows(values, options, rowsDone, pause);
      rowsDone = pause;
      onProgress?.(rowsDone, values);
    }
  }

  for (let epoch = nextLoggedEpoch(rowsDone, rowCount, logEvery); epoch < epochs; epoch += logEvery) {
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
 * The first epoch to be logged by a run that stands after so many rows: where they end an epoch, its loss is not logged yet.
 */
export function nextLoggedEpoch(rowsDone: number, rowCount: number, logEvery: number): number {
  const epoch = Math.max(0, Math.ceil(rowsDone / rowCount) - 1);
  return Math.ceil(epoch / logEvery) * logEvery;
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
