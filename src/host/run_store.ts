// Keeps on disk where a long run stands, until its result is written.
// What must not change: the file is a sweep's checkpoint of one trial, and is believed only if it is whole and of this very
// experiment. Whatever ended the last attempt, the result has the same bytes.

import { learningOf, valueCount } from "../engine/learning.ts";
import { parameterCount } from "../engine/topology.ts";
import { standingCount } from "../engine/training_run.ts";
import { type Experiment, topologyOf } from "../experiment/experiment.ts";
import { areLoggedLosses, type LoggedEpoch, type RunStanding } from "../run/outcome.ts";
import { figureCount } from "../sweep/figures.ts";
import type { SweepFrame } from "../sweep/grouped_trials.ts";
import { entryAt } from "./disk.ts";
import { PartStore } from "./part_store.ts";
import { removeParts } from "./sweep_lock.ts";

/** A run is kept as the one trial of a sweep, of which no figure is worked out yet. */
const ONE_TRIAL: SweepFrame = {
  axes: [],
  trialCount: 1,
  partSize: 1,
  isVariantAxis: [],
  lossThresholds: [],
  hasRowsRight: false,
  queryCount: 0,
  outputCount: 0,
  judgedCount: 0,
  bandEpochs: [],
  seed: 0,
  epochs: 0,
  shuffleSeed: 0,
};

/** What is kept of a logged epoch: the loss, and where rows are held out what was found of them; NaN for what there is not. */
function numbersOf({ loss, heldOut }: LoggedEpoch): readonly number[] {
  if (heldOut === undefined) return [loss];
  return [loss, heldOut.loss, heldOut.accuracy ?? NaN, heldOut.trainingAccuracy ?? NaN];
}

/** The logged epochs that were kept as these numbers; null where the last one is not whole. */
function loggedEpochs(
  { dataset, training }: Experiment,
  numbers: Float64Array,
): readonly LoggedEpoch[] | null {
  const size = dataset.validation === null ? 1 : 4;
  if (numbers.length % size !== 0) return null;
  return Array.from({ length: numbers.length / size }, (_, index) => {
    const [loss, heldOutLoss, accuracy, trainingAccuracy] = numbers.subarray(
      index * size,
      (index + 1) * size,
    );
    const epoch = index * training.logEvery;
    if (size === 1) return { epoch, loss };
    const share = (number: number): number | null => Number.isNaN(number) ? null : number;
    const heldOut = {
      loss: heldOutLoss,
      accuracy: share(accuracy),
      trainingAccuracy: share(trainingAccuracy),
    };
    return { epoch, loss, heldOut };
  });
}

/** Where a run stands, beside its result folder. */
export class RunStore {
  readonly #store: PartStore;

  /**
   * @param folder the result folder.
   * @param experimentHash the SHA-256 of the experiment's canonical text, as 64 hex digits: the identity of the run.
   */
  constructor(readonly experiment: Experiment, experimentHash: string, folder: string) {
    this.#store = new PartStore(folder, ONE_TRIAL, experimentHash);
  }

  /**
   * Writes where the run stands, in place of what was written before.
   *
   * @throws WorldError where the disk or a permission forbids it.
   */
  async keep({ rowsDone, values, losses }: RunStanding): Promise<void> {
    this.#store.make();
    const logged = losses.flatMap(numbersOf);
    const all = new Float64Array(values.length + logged.length);
    all.set(values);
    all.set(logged, values.length);
    await this.#store.keepCheckpoint({
      part: 0,
      statuses: new Uint8Array(1),
      figures: new Float64Array(figureCount(ONE_TRIAL)),
      bins: new Uint16Array(0),
      lanes: null,
      trial: { place: 0, rowsDone, values: all },
    });
  }

  /** Where an earlier attempt stood; null where there is none, or its file is damaged or a stranger's. */
  async read(): Promise<RunStanding | null> {
    if (entryAt(this.#store.folder) !== "folder") return null;
    const trial = (await this.#store.readCheckpoints(new Set([0]))).get(0)?.trial ?? null;
    const { training, dataset } = this.experiment;
    const rowCount = dataset.rows.length;
    if (trial === null || rowCount === 0 || trial.rowsDone > training.epochs * rowCount) return null;
    const { rowsDone } = trial;
    const count = parameterCount(topologyOf(this.experiment));
    const size = standingCount(training, valueCount(learningOf(training), count), count);
    const losses = loggedEpochs(this.experiment, trial.values.subarray(size));
    if (trial.values.length < size || losses === null) return null;
    const standing = { rowsDone, values: trial.values.slice(0, size), losses };
    return areLoggedLosses(standing, this.experiment) ? standing : null;
  }

  /** Removes what is kept. */
  remove(): void {
    removeParts(this.#store.folder);
  }
}
