// How many trials of a sweep are done while parts of it are under way.
// Why reckoned: a part that takes an hour would else say nothing for an hour.

import { type SweepPlan, trialCountOfPart, trialMs } from "../sweep/plan.ts";

/** Counts the trials of parts that have ended, and reckons those of parts that take long. */
export class TrialTally {
  readonly #plan: SweepPlan;
  readonly #trialNs: number;
  /** Work done on parts that take long, by part. */
  readonly #workNs = new Map<number, number>();
  readonly #ended = new Set<number>();
  #doneCount = 0;

  constructor(plan: SweepPlan) {
    this.#plan = plan;
    this.#trialNs = trialMs(plan.experiment) * 1e6;
  }

  /** Counts a part that has ended, once however often it is told. */
  ended(part: number): void {
    if (this.#ended.has(part)) return;
    this.#ended.add(part);
    this.#workNs.delete(part);
    this.#doneCount += trialCountOfPart(this.#plan, part);
  }

  /** Takes note of the work on a part, in the unit of `training_cost.ts`. */
  underway(part: number, doneNs: number): void {
    this.#workNs.set(part, doneNs);
  }

  /** Trials of the parts that have ended. */
  get doneCount(): number {
    return this.#doneCount;
  }

  /** About as many trials as the work on other parts amounts to. */
  get underwayCount(): number {
    let count = 0;
    for (const [part, workNs] of this.#workNs) {
      count += Math.min(workNs / this.#trialNs, trialCountOfPart(this.#plan, part));
    }
    return count;
  }
}
