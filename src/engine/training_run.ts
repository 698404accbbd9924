// The epoch loop of one run: train, write the loss down at the logged epochs, stop when it is no number any more or when its
// supervisor says so.
// It only decides when to ask; the trainer does the arithmetic, so progress reports cannot change a result.
import { requireAtLeast0, requireInteger, requireList, shown } from "../numeric/required_numbers.ts";
import { requireMade, requireObject } from "../numeric/required_objects.ts";
import type { Course } from "./course.ts";
import { type Supervision, unsupervised } from "./rules/schedule.ts";
import { isSupervised, keepsBest, type StopReason, supervisionCount, Supervisor } from "./supervisor.ts";
import type { Trainer } from "./trainer.ts";

/** How to train. */
export interface TrainingOptions extends Course {
  /** Where to start: flat, in draw order. Not modified. */
  readonly parameters: Float64Array;
  /** How many times to go through all rows, at least 0. */
  readonly epochs: number;
  /** The loss is taken after epochs 0, logEvery, 2 logEvery, … below `epochs`; at least 1. */
  readonly logEvery: number;
  /** What changes the rate and ends the training in time; by default nothing does. */
  readonly supervision?: Supervision;
  /** Where to go on, in place of the start: the values after so many rows, before the loss there. */
  readonly standing?: { readonly values: Float64Array; readonly rowsDone: number };
  /**
   * Hears how many rows are learned, counted through all epochs, often enough to draw a progress bar.
   *
   * @param values what the training goes on from there, see {@linkcode standingCount}; not to be changed or kept.
   */
  readonly onProgress?: (rowsDone: number, values: Float64Array) => void;
  /**
   * Hears each finite loss as it is logged.
   *
   * @param values what the trainer holds, see {@linkcode ValuePlaces}; not to be changed or kept.
   * @returns the loss to supervise by, where it is not this one.
   */
  readonly onLoss?: (epoch: number, loss: number, values: Float64Array) => number | void;
}

/** How a training that was not to make all its epochs ended. */
export interface EarlyEnd {
  /** The last epoch, counted from 0. */
  readonly epoch: number;
  /** Because of the patience, or of the loss that was to be reached. */
  readonly reason: StopReason;
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
  /** The loss of the final parameters, finite unless the run diverged; null when there are no rows. */
  readonly finalLoss: number | null;
  /** The final parameters, flat in draw order: those after the last update, or of the best epoch where that is kept. */
  readonly parameters: Float64Array;
  /** Where it was stopped before its last epoch; null where it was not. */
  readonly earlyEnd: EarlyEnd | null;
  /** Which epochs it ended with. */
  readonly ends: TrainingEnds;
}

/** The epochs that a training ended with, counted from 0. */
export interface TrainingEnds {
  /** The last one that it made; null for none, and where it diverged. */
  readonly lastEpoch: number | null;
  /** The logged one whose parameters are the result; null where those after the last step are. */
  readonly bestEpoch: number | null;
}

/** Where nothing is said of ends: no epochs, no rows, or diverged. */
export const NO_ENDS: TrainingEnds = { lastEpoch: null, bestEpoch: null };

/**
 * How many numbers a training goes on from: what its trainer holds, see {@linkcode ValuePlaces}, and what its supervisor
 * remembers.
 *
 * @param trainerValueCount how many numbers the trainer holds: its `valueCount`.
 *
 * @example A supervisor that keeps the best of nine parameters remembers these, and six numbers of its own
 * ```ts
 * import { standingCount } from "@seedbed/seedbed";
 * const stop = { patience: 3, lossUnder: null };
 * if (standingCount({ schedule: null, stop: null }, 9, 9) !== 9) throw new Error("wrong");
 * if (standingCount({ schedule: null, stop }, 9, 9) !== 24) throw new Error("wrong");
 * ```
 */
export function standingCount(
  supervision: Supervision,
  trainerValueCount: number,
  parameterCount: number,
): number {
  requireSupervision(supervision);
  return trainerValueCount + supervisionCount(supervision, parameterCount);
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
 * Trains from the starting parameters for the given number of epochs, or until its supervisor ends it.
 *
 * With no epochs no loss is logged, and the final loss is that of the starting parameters. When only the loss after the last
 * update is not finite, the run diverged at its last epoch (0 when there was none).
 *
 * @throws RangeError unless `epochs` is an integer of at least 0 and `logEvery` one of at least 1, and where the parameters,
 * the supervision or the standing are not those of such a training.
 *
 * @example
 * ```ts
 * import { denseTopology, plainTrainer, train } from "@seedbed/seedbed";
 * const topology = denseTopology([1, 1], "sigmoid", "sigmoid");
 * const trainer = plainTrainer(topology, { inputs: new Float64Array([3]), targets: new Float64Array([1]) });
 * const course = { learningRate: 0.1, rows: null };
 * const run = train(trainer, { ...course, parameters: new Float64Array(2), epochs: 25, logEvery: 10 });
 * if (run.losses.map(({ epoch }) => epoch).join() !== "0,10,20") throw new Error("wrong");
 * ```
 */
export function train(trainer: Trainer, options: TrainingOptions): TrainingRun {
  requireMade("a trainer", "plainTrainer", trainer, "trainRows");
  requireObject("options", options);
  const { epochs, logEvery, supervision = unsupervised, standing, onProgress, onLoss } = options;
  requireInteger("epochs", epochs, 0);
  requireInteger("logEvery", logEvery, 1);
  requireCourse(options);
  requireList("parameters", options.parameters);
  const { rowCount, rowsAtOnce } = trainer;
  const parameterCount = options.parameters.length;
  const standingValues = new Float64Array(standingCount(supervision, trainer.valueCount, parameterCount));
  const values = standingValues.subarray(0, trainer.valueCount);
  const memory = standingValues.subarray(trainer.valueCount);
  const parameters = values.subarray(0, parameterCount);
  values.set(trainer.startingValues(options.parameters));
  const supervisor = isSupervised(supervision)
    ? Supervisor.start(supervision, options.learningRate, parameterCount, memory)
    : null;
  if (standing !== undefined) {
    requireStanding(standing, standingValues.length, epochs * rowCount);
    standingValues.set(standing.values);
  }
  const losses: LoggedLoss[] = [];
  const ofRun = { divergedAtEpoch: null, losses, parameters, earlyEnd: null, ends: NO_ENDS };
  if (rowCount === 0) return { ...ofRun, status: "completed", finalLoss: null };

  let rowsDone = standing?.rowsDone ?? 0;
  function trainUntil(epochCount: number): void {
    const course = { ...options, learningRate: supervisor?.learningRate ?? options.learningRate };
    while (rowsDone < epochCount * rowCount) {
      const pause = nextPause(rowsDone, rowsAtOnce, rowCount, epochCount * rowCount);
      trainer.trainRows(values, course, rowsDone, pause);
      rowsDone = pause;
      onProgress?.(rowsDone, standingValues);
    }
  }

  const hasEnded = (): boolean => supervisor !== null && supervisor.endedAtEpoch !== null;
  let epoch = nextHeldEpoch(epochAt(rowsDone, rowCount), logEvery, supervisor);
  for (; epoch < epochs && !hasEnded(); epoch = nextHeldEpoch(epoch + 1, logEvery, supervisor)) {
    trainUntil(epoch + 1);
    if (epoch % logEvery === 0) {
      const loss = trainer.loss(values);
      if (!Number.isFinite(loss)) {
        return { ...ofRun, status: "diverged", divergedAtEpoch: epoch, finalLoss: loss };
      }
      losses.push({ epoch, loss });
      const supervisedLoss = onLoss?.(epoch, loss, values) ?? loss;
      supervisor?.logged(epoch, supervisedLoss, parameters);
    }
    supervisor?.ended(epoch);
  }
  if (!hasEnded()) trainUntil(epochs);
  const lastLoss = trainer.loss(values);
  if (!Number.isFinite(lastLoss)) {
    return { ...ofRun, status: "diverged", divergedAtEpoch: Math.max(0, epochs - 1), finalLoss: lastLoss };
  }
  const best = supervisor?.bestParameters ?? null;
  return {
    ...ofRun,
    status: "completed",
    finalLoss: best === null ? lastLoss : trainer.loss(trainer.startingValues(best)),
    parameters: best ?? parameters,
    earlyEnd: earlyEndOf(supervisor, epochs),
    ends: endsOf(supervisor, epochs),
  };
}

/**
 * How a supervisor ended its training; null where it did not, or only with the last epoch.
 *
 * @param epochs that were to be made.
 */
export function earlyEndOf(supervisor: Supervisor | null, epochs: number): EarlyEnd | null {
  const [epoch, reason] = [supervisor?.endedAtEpoch ?? null, supervisor?.reason ?? null];
  return epoch === null || reason === null || epoch >= epochs - 1 ? null : { epoch, reason };
}

/**
 * The epochs that a training over some rows ended with, where it did not diverge.
 *
 * @param supervisor null where it had none.
 * @param epochs that were to be made.
 */
export function endsOf(supervisor: Supervisor | null, epochs: number): TrainingEnds {
  if (epochs === 0) return NO_ENDS;
  const lastEpoch = supervisor?.endedAtEpoch ?? epochs - 1;
  const keepsOne = supervisor !== null && keepsBest(supervisor.supervision);
  return { lastEpoch, bestEpoch: keepsOne ? supervisor.best?.epoch ?? null : null };
}

/** The epoch, counted from 0, that is under way after so many rows, or that ends with them. */
export function epochAt(rowsDone: number, rowCount: number): number {
  return Math.max(0, Math.ceil(rowsDone / rowCount) - 1);
}

/** How many epochs a training logs that makes so many: the first, and each `logEvery` after it. */
export function loggedCount(epochs: number, logEvery: number): number {
  return Math.ceil(epochs / logEvery);
}

/** The first epoch from a given one on at whose end a training stands still: it is logged, or the rate may change. */
export function nextHeldEpoch(epoch: number, logEvery: number, supervisor: Supervisor | null): number {
  const logged = Math.ceil(epoch / logEvery) * logEvery;
  return supervisor === null ? logged : Math.min(logged, supervisor.nextChange(epoch));
}

/**
 * The first epoch to be logged by a run that stands after so many rows: where they end an epoch, its loss is not logged yet.
 */
export function nextLoggedEpoch(rowsDone: number, rowCount: number, logEvery: number): number {
  return nextHeldEpoch(epochAt(rowsDone, rowCount), logEvery, null);
}

/** The first logged epoch whose loss is under a threshold; null where none is. */
export function firstEpochUnder(losses: readonly LoggedLoss[], threshold: number): number | null {
  return losses.find(({ loss }) => loss < threshold)?.epoch ?? null;
}

/** Refuses what plain JavaScript may give for a course: without a rate every parameter would be no number. */
function requireCourse({ learningRate, rows }: Course): void {
  requireAtLeast0("learningRate", learningRate);
  if (rows === null || typeof rows?.of === "function") return;
  throw new TypeError("rows must be null for the order of the file, or as ShuffledRows gives them");
}

/** Refuses a supervision that leaves something out. */
function requireSupervision(supervision: Supervision): void {
  const { schedule, stop }: Partial<Supervision> = Object(supervision);
  if (schedule !== undefined && stop !== undefined) return;
  throw new TypeError("supervision must have schedule and stop, each null for none");
}

function requireStanding(
  { values, rowsDone }: NonNullable<TrainingOptions["standing"]>,
  count: number,
  mostRows: number,
): void {
  if (!(values instanceof Float64Array) || values.length !== count) {
    throw new RangeError(
      `the values of a standing must be a Float64Array of ${count}: found ${found(values)}`,
    );
  }
  if (!Number.isSafeInteger(rowsDone) || rowsDone < 0 || rowsDone > mostRows) {
    throw new RangeError(`rowsDone must be an integer from 0 to ${mostRows}: found ${shown(rowsDone)}`);
  }
}

function found(values: unknown): string {
  return values instanceof Float64Array ? `one of ${values.length}` : "something else";
}
