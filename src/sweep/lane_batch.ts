// Trains some trials of one variant side by side in lanes, each until its own end.
// What must not change: a figure is written from a lane only while all its losses so far are finite; any other trial
// is left to the plain trainer. The kernel's README says why a finite loss proves the lane right.

import type { Lanes } from "../engine/lanes.ts";
import { learningOf, startingValues } from "../engine/learning.ts";
import { parameterCount } from "../engine/topology.ts";
import { rowCountOf } from "../engine/training_data.ts";
import type { Course } from "../engine/course.ts";
import { isSupervised, supervisionCount, Supervisor } from "../engine/supervisor.ts";
import { endsOf, epochAt, nextHeldEpoch, nextPause } from "../engine/training_run.ts";
import type { LanesCheckpoint } from "./checkpoint.ts";
import type { TrialGroup } from "./grouped_trials.ts";
import { LaneEnds } from "./lane_ends.ts";
import type { TrialSheet } from "./trial_sheet.ts";
import { courseOfTrial, startOfTrial, supervisedLossOf } from "./trial_start.ts";

/** What is so of the trial in a lane. */
const STATE = {
  /** A number of its trial was not finite: it is the plain trainer's. */
  lost: 0,
  underWay: 1,
  ended: 2,
} as const;

/** Lanes while they train the trials of one group, as many at a time as there are lanes. */
export class LaneBatch {
  readonly #losses: Float64Array;
  readonly #ends: LaneEnds;
  /** What a trial starts with: its parameters, and what the optimizer remembers before the first step. */
  readonly #values: Float64Array;
  /** The parameters among them. */
  readonly #start: Float64Array;
  /** Room for what one lane holds. */
  readonly #held: Float64Array;
  /** The place in the part of each lane's trial. */
  readonly #places: Uint32Array;
  /** Rows of the table. */
  readonly #rowCount: number;
  /** What the supervisors of all lanes remember, one lane after another. */
  readonly #memories: Float64Array;
  readonly #memoryCount: number;
  /** What a trial is supervised by, from what a trainer holds; null for the loss that is logged. */
  readonly #supervisedLoss: ((values: Float64Array) => number) | null;
  readonly #supervisedLosses: Float64Array;
  #trials: readonly number[] = [];
  /** One a lane, see {@linkcode STATE}. */
  #states: Uint8Array = new Uint8Array(0);
  #courses: readonly Course[] = [];
  /** One a lane; none where nothing supervises it. */
  #supervisors: readonly Supervisor[] = [];
  /** Rows that all lanes have learned, counted through all epochs. */
  #rowsDone = 0;

  /**
   * @param rowsAtOnce about how many rows are learned before `onRows` is called.
   * @param onRows hears how many rows were learned by all lanes since it was called before.
   */
  // The arrays are made once for all batches of a group: a sweep has a hundred thousand batches.
  constructor(
    readonly lanes: Lanes,
    readonly group: TrialGroup,
    readonly sheet: TrialSheet,
    readonly rowsAtOnce: number = Infinity,
    readonly onRows: (rowCount: number) => void = () => {},
  ) {
    const { laneCount } = lanes;
    this.#losses = new Float64Array(laneCount);
    this.#ends = new LaneEnds(lanes, group.variant, sheet);
    const { topology, learning, data, supervision } = group.variant;
    this.#rowCount = rowCountOf(topology, data);
    this.#memoryCount = supervisionCount(supervision, parameterCount(topology));
    this.#memories = new Float64Array(laneCount * this.#memoryCount);
    this.#supervisedLoss = supervisedLossOf(group.variant);
    this.#supervisedLosses = new Float64Array(laneCount);
    this.#values = startingValues(learningOf(learning), new Float64Array(parameterCount(topology)));
    this.#start = this.#values.subarray(0, parameterCount(topology));
    this.#held = new Float64Array(lanes.valueCount);
    this.#places = new Uint32Array(laneCount);
  }

  /**
   * Trains trials of the group, at most one a lane.
   *
   * @param trials their indices in the group, by growing epochs.
   * @param checkpoint where they stand; by default at their start.
   * @returns those that the lanes could not decide, which are the plain trainer's.
   */
  train(trials: readonly number[], checkpoint: LanesCheckpoint | null = null): readonly number[] {
    this.#trials = trials;
    trials.forEach((at, lane) => this.#places[lane] = this.group.places[at]);
    this.#courses = trials.map((at) => courseOfTrial(this.group, at));
    const { supervision } = this.group.variant;
    this.#supervisors = isSupervised(supervision)
      ? trials.map((_, lane) => new Supervisor(supervision, this.#memoryOf(lane)))
      : [];
    if (checkpoint === null) this.#begin();
    else this.#resume(checkpoint);
    this.#trainLanes();
    return trials.filter((_, lane) => this.#states[lane] === STATE.lost);
  }

  /** Where the lanes stand. */
  checkpoint(): LanesCheckpoint {
    const { lanes } = this;
    const laneCount = this.#trials.length;
    const size = lanes.valueCount + this.#memoryCount;
    const values = new Float64Array(laneCount * size);
    for (let lane = 0; lane < laneCount; lane++) {
      const ofLane = values.subarray(lane * size, (lane + 1) * size);
      lanes.valuesOf(lane, ofLane.subarray(0, lanes.valueCount));
      ofLane.set(this.#memoryOf(lane), lanes.valueCount);
    }
    return {
      places: this.#places.slice(0, laneCount),
      rowsDone: this.#rowsDone,
      isFinite: this.#states.map((state) => state === STATE.lost ? 0 : 1),
      values,
    };
  }

  #memoryOf(lane: number): Float64Array {
    return this.#memories.subarray(lane * this.#memoryCount, (lane + 1) * this.#memoryCount);
  }

  #begin(): void {
    const { lanes, group } = this;
    this.#states = new Uint8Array(this.#trials.length).fill(STATE.underWay);
    this.#rowsDone = 0;
    this.#trials.forEach((at, lane) => this.#beginTrial(lane, at));
    if (lanes.drawLanes !== undefined) return this.#drawLanes(lanes.drawLanes);
    this.#fillLanes((_lane, at) => {
      startOfTrial(group, at, this.#start);
      return this.#values;
    });
  }

  #beginTrial(lane: number, at: number): void {
    const { group, sheet } = this;
    if (this.#supervisors.length > 0) {
      const { supervision } = group.variant;
      Supervisor.start(supervision, group.learningRates[at], this.#start.length, this.#memoryOf(lane));
    }
    sheet.begin(this.#places[lane]);
  }

  /** Lets the lanes draw the starting parameters of their trials; spare lanes repeat the last. */
  #drawLanes(draw: NonNullable<Lanes["drawLanes"]>): void {
    const { lanes: { laneCount }, group } = this;
    const trials = this.#trials;
    const lanes = Array.from({ length: laneCount }, (_, lane) => Math.min(lane, trials.length - 1));
    draw(
      Float64Array.from(lanes, (lane) => group.seeds[trials[lane]]),
      lanes.map((lane) => this.#courseOf(lane)),
    );
  }

  #resume({ rowsDone, isFinite, values }: LanesCheckpoint): void {
    const { lanes, sheet } = this;
    const size = lanes.valueCount + this.#memoryCount;
    this.#rowsDone = rowsDone;
    this.#fillLanes((lane) => {
      sheet.resume(this.#places[lane]);
      const ofLane = values.subarray(lane * size, (lane + 1) * size);
      this.#memoryOf(lane).set(ofLane.subarray(lanes.valueCount));
      return ofLane.subarray(0, lanes.valueCount);
    });
    this.#states = isFinite.map((isFiniteThere, lane) => {
      if (isFiniteThere === 0) return STATE.lost;
      // A lane that is over with just these rows was not ended yet.
      const isOver = this.#epochsOf(lane) * this.#rowCount < rowsDone || this.#isStopped(lane);
      return isOver ? STATE.ended : STATE.underWay;
    });
  }

  /** Gives each lane a trial and what it holds; spare lanes repeat the last. */
  #fillLanes(valuesOf: (lane: number, at: number) => Float64Array): void {
    const { lanes } = this;
    const trials = this.#trials;
    let values = this.#values;
    for (let lane = 0; lane < lanes.laneCount; lane++) {
      const of = Math.min(lane, trials.length - 1);
      if (lane < trials.length) values = valuesOf(lane, trials[lane]);
      lanes.setLane(lane, values, this.#courseOf(of));
    }
  }

  /** The course of a lane with the learning rate of its next epoch. */
  #courseOf(lane: number): Course {
    const course = this.#courses[lane];
    return { ...course, learningRate: this.#supervisors[lane]?.learningRate ?? course.learningRate };
  }

  #isStopped(lane: number): boolean {
    return this.#supervisors.length > 0 && this.#supervisors[lane].endedAtEpoch !== null;
  }

  /** Trains until no lane is under way. */
  #trainLanes(): void {
    const { logEvery } = this.group.variant;
    const lastEpochs = this.#epochsOf(this.#trials.length - 1);
    // All lanes have one schedule.
    const [supervisor = null] = this.#supervisors;
    let epoch = nextHeldEpoch(epochAt(this.#rowsDone, this.#rowCount), logEvery, supervisor);
    for (; epoch < lastEpochs; epoch = nextHeldEpoch(epoch + 1, logEvery, supervisor)) {
      if (!this.#endLanesUpTo(epoch)) return;
      this.#trainUntil(epoch + 1);
      if (epoch % logEvery === 0) this.#log(epoch);
      if (supervisor !== null) this.#supervise(epoch);
    }
    this.#endLanesUpTo(lastEpochs);
  }

  #epochsOf(lane: number): number {
    return this.group.epochs[this.#trials[lane]];
  }

  #trainUntil(epochs: number): void {
    const end = epochs * this.#rowCount;
    while (this.#rowsDone < end) {
      const pause = nextPause(this.#rowsDone, this.rowsAtOnce, this.#rowCount, end);
      const count = pause - this.#rowsDone;
      this.lanes.trainRows(this.#rowsDone, pause);
      this.#rowsDone = pause;
      this.onRows(count);
    }
  }

  #log(epoch: number): void {
    const losses = this.#losses;
    this.lanes.losses(losses);
    const laneCount = this.#trials.length;
    // A lane that has ended trains on beside the others, and nothing of it is written.
    for (let lane = 0; lane < laneCount; lane++) if (this.#states[lane] === STATE.ended) losses[lane] = NaN;
    // What is written for a lane that was infinite before is forgotten when the plain trainer begins.
    if (this.sheet.logged(this.#places, epoch, losses, laneCount)) return;
    for (let lane = 0; lane < laneCount; lane++) {
      if (this.#states[lane] === STATE.underWay && !(losses[lane] < Infinity)) {
        this.#states[lane] = STATE.lost;
      }
    }
  }

  /** Lets the supervisors hear of an epoch that was just logged, if it was. */
  #supervise(epoch: number): void {
    const { lanes, group: { variant: { logEvery, judgedRows } } } = this;
    const isLogged = epoch % logEvery === 0;
    const supervisedLoss = this.#supervisedLoss;
    let losses = this.#losses;
    if (isLogged && supervisedLoss !== null) {
      losses = this.#supervisedLosses;
      lanes.lossesOf(judgedRows!.heldOut!.data, losses);
    }
    const held = this.#held;
    const parameters = held.subarray(0, this.#start.length);
    const stopped: number[] = [];
    this.#supervisors.forEach((supervisor, lane) => {
      if (this.#states[lane] !== STATE.underWay) return;
      if (isLogged) {
        lanes.valuesOf(lane, held);
        // Lanes promise nothing of what is not finite.
        const isPromised = supervisedLoss === null || Number.isFinite(losses[lane]);
        supervisor.logged(epoch, isPromised ? losses[lane] : supervisedLoss(held), parameters);
      }
      supervisor.ended(epoch);
      lanes.setLearningRate(lane, supervisor.learningRate);
      if (this.#isStopped(lane)) stopped.push(lane);
    });
    if (stopped.length > 0) this.#endLanes(stopped);
  }

  /**
   * Trains the lanes with at most so many epochs to their ends, and writes down what came out.
   *
   * @returns whether a lane is still under way.
   */
  #endLanesUpTo(epochs: number): boolean {
    for (let first = this.#firstUnderWay(); first !== -1; first = this.#firstUnderWay()) {
      const epochsDone = this.#epochsOf(first);
      if (epochsDone > epochs) return true;
      this.#trainUntil(epochsDone);
      this.#endLanes(
        Array.from(this.#trials, (_, lane) => lane)
          .filter((lane) => this.#states[lane] === STATE.underWay && this.#epochsOf(lane) === epochsDone),
      );
    }
    return false;
  }

  /** The lane with the fewest epochs of those that are under way; -1 where none is. */
  #firstUnderWay(): number {
    // Why no `indexOf`: for the few lanes there are, its call takes longer than its search, and there are millions of calls.
    for (let lane = 0; lane < this.#states.length; lane++) {
      if (this.#states[lane] === STATE.underWay) return lane;
    }
    return -1;
  }

  /** Ends lanes where they stand. */
  #endLanes(ending: readonly number[]): void {
    const { lanes } = this;
    lanes.losses(this.#losses);
    const kept = ending.filter((lane) =>
      Number.isFinite(this.#losses[lane]) && this.#supervisors[lane]?.bestParameters != null
    );
    for (const lane of kept) {
      this.#start.set(this.#supervisors[lane].bestParameters!);
      lanes.setLane(lane, this.#values, this.#courses[lane]);
    }
    if (kept.length > 0) lanes.losses(this.#losses);
    this.#ends.ask();
    for (const lane of ending) this.#endLane(lane);
  }

  #endLane(lane: number): void {
    const loss = this.#losses[lane];
    this.#states[lane] = Number.isFinite(loss) ? STATE.ended : STATE.lost;
    if (this.#states[lane] === STATE.lost) return;
    const ends = endsOf(this.#supervisors[lane] ?? null, this.#epochsOf(lane));
    this.#ends.write(lane, this.#places[lane], loss, ends);
  }
}
