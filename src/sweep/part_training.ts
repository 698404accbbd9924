// The training of one part from its start, or from a checkpoint, to its end.
// What must not change: a trial's figures depend on the trial alone, wherever the training stopped and went on.

import type { Lanes } from "../engine/lanes.ts";
import { parameterCount } from "../engine/topology.ts";
import { standingCount } from "../engine/training_run.ts";
import { epochNs, PLAIN_SLOWNESS } from "../engine/training_cost.ts";
import {
  type Checkpoint,
  type LanesCheckpoint,
  type TrainingWatch,
  TRIAL_STATUS,
  type TrialCheckpoint,
} from "./checkpoint.ts";
import { FIGURE, figureCount } from "./figures.ts";
import { type GroupedTrials, rowCountOfGroup, type TrialGroup } from "./grouped_trials.ts";
import { LaneBatch } from "./lane_batch.ts";
import { plainEngineOf, trainAlone } from "./train_alone.ts";
import { TrialSheet } from "./trial_sheet.ts";

/** What came out of a part. */
export interface PartResult {
  readonly part: number;
  /** Shape [figureCount * trialCount]: figure by figure, see `figures.ts`. */
  readonly figures: Float64Array;
  /** Shape [bandEpochCount * trialCount]: the bin of each loss plus 1, or 0 where none was logged. */
  readonly bins: Uint16Array;
  /** Trials that lanes, of a kernel or a card, trained to the end; the others were the plain trainer's. */
  readonly laneTrialCount: number;
}

/** How to go on with a part, and who hears of it. */
export interface PartOptions {
  /** Where its training stands; by default at the start. */
  readonly checkpoint?: Checkpoint | null;
  readonly watch?: TrainingWatch;
}

/** What of a part is neither open nor ended. */
type UnderWay = Pick<Checkpoint, "lanes" | "trial">;

/** Work between two calls of the watch. */
const DEFAULT_EVERY_NS = 50_000_000;

/** Gives the lanes for a group of trials; null where the plain trainer is to train it. */
export type LanesFor = (group: TrialGroup) => Lanes | null;

/** A part while it is trained. */
export class PartTraining {
  readonly #trials: GroupedTrials;
  readonly #lanesFor: LanesFor;
  readonly #options: PartOptions;
  readonly #statuses: Uint8Array;
  readonly #figures: Float64Array;
  readonly #bins: Uint16Array;
  readonly #sheet: TrialSheet;
  readonly #everyNs: number;
  /** The trial that the checkpoint has in the plain trainer; null once a lane has begun it anew. */
  #standing: TrialCheckpoint | null;
  #laneTrialCount = 0;
  #doneNs = 0;
  #nextStopNs: number;

  constructor(trials: GroupedTrials, lanesFor: LanesFor, options: PartOptions) {
    const { checkpoint } = options;
    this.#trials = trials;
    this.#lanesFor = lanesFor;
    this.#options = options;
    this.#standing = checkpoint?.trial ?? null;
    this.#everyNs = options.watch?.everyNs ?? DEFAULT_EVERY_NS;
    this.#nextStopNs = this.#everyNs;
    this.#statuses = checkpoint?.statuses.slice() ?? new Uint8Array(trials.trialCount);
    this.#figures = checkpoint?.figures.slice() ??
      new Float64Array(trials.trialCount * figureCount(trials));
    this.#bins = checkpoint?.bins.slice() ?? new Uint16Array(trials.trialCount * trials.bandEpochs.length);
    this.#sheet = new TrialSheet(trials, this.#figures, this.#bins, checkpoint != null);
  }

  /** Trains to the end. */
  run(): PartResult {
    for (const group of this.#trials.groups) {
      const lanes = this.#lanesFor(group);
      if (lanes !== null) this.#trainInLanes(group, lanes);
      this.#trainAlone(group);
    }
    const { part } = this.#trials;
    return { part, figures: this.#figures, bins: this.#bins, laneTrialCount: this.#laneTrialCount };
  }

  /** Trains the trials of a group in lanes; those that these cannot decide stay open. */
  #trainInLanes(group: TrialGroup, lanes: Lanes): void {
    const rowNs = rowNsOf(group) * lanes.laneCount;
    const rowsAtOnce = Math.max(1, Math.floor(this.#everyNs / rowNs));
    const underWay = (): UnderWay => ({ lanes: batch.checkpoint(), trial: null });
    const batch: LaneBatch = new LaneBatch(lanes, group, this.#sheet, rowsAtOnce, (rowCount) => {
      this.#worked(rowCount * rowNs, underWay);
    });
    const begun = this.#begunLanes(group, lanes);
    if (begun !== null) this.#trainBatch(group, batch, begun.trials, begun.lanes);
    // Trials of equal length side by side, so that no lane waits for a longer one.
    const order = this.#withStatus(group, TRIAL_STATUS.open)
      .sort((a, b) => group.epochs[a] - group.epochs[b] || a - b);
    for (let from = 0; from < order.length; from += lanes.laneCount) {
      this.#trainBatch(group, batch, order.slice(from, from + lanes.laneCount), null);
    }
  }

  #trainBatch(
    group: TrialGroup,
    batch: LaneBatch,
    trials: readonly number[],
    lanes: LanesCheckpoint | null,
  ): void {
    // A lane forgets the figures of its trial: where it is lost, the plain trainer begins at the start.
    if (trials.some((at) => group.places[at] === this.#standing?.place)) this.#standing = null;
    // A set: on a card a quarter of a million trials may be lost at once.
    const lost = new Set(batch.train(trials, lanes));
    for (const at of trials) {
      this.#statuses[group.places[at]] = lost.has(at) ? TRIAL_STATUS.plain : TRIAL_STATUS.ended;
    }
    this.#laneTrialCount += trials.length - lost.size;
  }

  /** The lanes of the checkpoint, where they are of this group and of lanes like these. */
  #begunLanes(
    group: TrialGroup,
    { laneCount, valueCount }: Lanes,
  ): { readonly trials: readonly number[]; readonly lanes: LanesCheckpoint } | null {
    const lanes = this.#options.checkpoint?.lanes ?? null;
    if (lanes === null || lanes.places.length > laneCount) return null;
    const { topology, supervision } = group.variant;
    const numberCount = lanes.places.length *
      standingCount(supervision, valueCount, parameterCount(topology));
    if (lanes.values.length !== numberCount) return null;
    const trials = Array.from(lanes.places, (place) => group.places.indexOf(place));
    if (trials.includes(-1)) return null;
    const rowCount = rowCountOfGroup(group);
    const lossOf = (place: number): number =>
      this.#figures[FIGURE.finalLoss * this.#trials.trialCount + place];
    // A checkpoint that stands beyond the end of a lane which has not ended is nobody's but a stranger's.
    const isRight = trials.every((at, lane) =>
      (lane === 0 || group.epochs[at] >= group.epochs[trials[lane - 1]]) &&
      (group.epochs[at] * rowCount >= lanes.rowsDone || lanes.isFinite[lane] === 0 ||
        Number.isFinite(lossOf(group.places[at])))
    );
    return isRight ? { trials, lanes } : null;
  }

  /** Trains what is left of a group by the plain trainer. */
  #trainAlone(group: TrialGroup): void {
    const left = [TRIAL_STATUS.open, TRIAL_STATUS.plain].flatMap((status) => this.#withStatus(group, status));
    if (left.length === 0) return;
    const { variant } = group;
    const plain = plainEngineOf(variant);
    const { trainer } = plain;
    const count = parameterCount(variant.topology);
    const valueCount = standingCount(variant.supervision, trainer.valueCount, count);
    const rowNs = rowNsOf(group) * PLAIN_SLOWNESS;
    for (const at of left.sort((a, b) => a - b)) {
      const place = group.places[at];
      const standing = this.#begunTrial(place, group.epochs[at] * trainer.rowCount, valueCount);
      let rowsBefore = standing?.rowsDone ?? 0;
      trainAlone(plain, group, at, this.#sheet, {
        standing,
        onRows: (rowsDone, values) => {
          const workNs = (rowsDone - rowsBefore) * rowNs;
          rowsBefore = rowsDone;
          this.#worked(workNs, () => ({ lanes: null, trial: { place, rowsDone, values: values.slice() } }));
        },
      });
      this.#statuses[place] = TRIAL_STATUS.ended;
    }
  }

  #begunTrial(place: number, rowCount: number, valueCount: number): TrialCheckpoint | undefined {
    const trial = this.#standing;
    if (trial?.place !== place || trial.rowsDone > rowCount) return undefined;
    return trial.values.length === valueCount ? trial : undefined;
  }

  #withStatus(group: TrialGroup, status: number): number[] {
    const indices: number[] = [];
    group.places.forEach((place, at) => {
      if (this.#statuses[place] === status) indices.push(at);
    });
    return indices;
  }

  #worked(workNs: number, underWay: () => UnderWay): void {
    this.#doneNs += workNs;
    if (this.#doneNs < this.#nextStopNs) return;
    this.#nextStopNs = this.#doneNs + this.#everyNs;
    this.#options.watch?.onStop(this.#doneNs, () => ({
      part: this.#trials.part,
      statuses: this.#statuses.slice(),
      figures: this.#figures.slice(),
      bins: this.#bins.slice(),
      ...underWay(),
    }));
  }
}

/** What a row of one trial of a group costs a kernel, on average over an epoch. */
function rowNsOf(group: TrialGroup): number {
  const rowCount = Math.max(1, rowCountOfGroup(group));
  return epochNs(group.variant, rowCount) / rowCount;
}
