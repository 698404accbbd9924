// What looks at a training between its epochs: it lowers the learning rate, keeps the best parameters, and ends it in time.
// What must not change: it changes no parameter, and decides by the losses of logged epochs alone, so that whoever has these
// knows what it did.

import { requireAbove0, requireInteger } from "../numeric/required_numbers.ts";
import type { Supervision } from "./rules/schedule.ts";

/** Where its numbers stand among each other; the best parameters follow. */
const AT = {
  learningRate: 0,
  /** The least loss so far; Infinity before the first. */
  bestLoss: 1,
  /** The epoch of that; -1 before the first. */
  bestEpoch: 2,
  /** Logged epochs since the best one. */
  waited: 3,
  /** The same since the rate was changed, if that was later. */
  waitedOnPlateau: 4,
  /** The epoch after which the training ended; -1 while it goes on. */
  endedAtEpoch: 5,
} as const;
const OWN_COUNT = Object.keys(AT).length;

/** Whether there is anything to look at. */
export function isSupervised({ schedule, stop }: Supervision): boolean {
  return schedule !== null || stop !== null;
}

/** How many numbers a supervisor of a network with so many parameters remembers; 0 where there is nothing to look at. */
export function supervisionCount(supervision: Supervision, parameterCount: number): number {
  if (!isSupervised(supervision)) return 0;
  return OWN_COUNT + (keepsBest(supervision) ? parameterCount : 0);
}

/** Whether the result is the best logged epoch. */
export function keepsBest({ stop }: Pick<Supervision, "stop">): boolean {
  return stop !== null && stop.patience !== null;
}

/** Why a training ended before its last epoch. */
export type StopReason = "patience" | "loss_under";

/**
 * Supervises one training.
 *
 * @example A loss that gets no better for two logged epochs ends it, and the first epoch is the best
 * ```ts
 * import { Supervisor } from "./supervisor.ts";
 * const supervision = { schedule: null, stop: { patience: 2, lossUnder: null } };
 * const supervisor = Supervisor.start(supervision, 0.1, 1);
 * for (const [epoch, loss] of [0.5, 0.6, 0.7, 0.4].entries()) {
 *   if (supervisor.endedAtEpoch === null) supervisor.logged(epoch, loss, Float64Array.of(epoch));
 * }
 * if (supervisor.endedAtEpoch !== 2 || supervisor.best?.epoch !== 0) throw new Error("wrong");
 * ```
 */
export class Supervisor {
  /**
   * Goes on.
   *
   * @param memory all that it goes on from, shape [supervisionCount]; changed in place.
   */
  constructor(readonly supervision: Supervision, readonly memory: Float64Array) {}

  /**
   * Begins.
   *
   * @param memory by default an array of its own.
   * @throws RangeError where the supervision has counts that are no integers of at least 1, or other numbers not above 0.
   */
  static start(
    supervision: Supervision,
    learningRate: number,
    parameterCount: number,
    memory: Float64Array = new Float64Array(supervisionCount(supervision, parameterCount)),
  ): Supervisor {
    requireSound(supervision);
    memory.fill(0);
    memory[AT.learningRate] = learningRate;
    memory[AT.bestLoss] = Infinity;
    memory[AT.bestEpoch] = -1;
    memory[AT.endedAtEpoch] = -1;
    return new Supervisor(supervision, memory);
  }

  /** The learning rate of the next epoch. */
  get learningRate(): number {
    return this.memory[AT.learningRate];
  }

  /** The epoch after which it ended the training, possibly the last; null while it has not. */
  get endedAtEpoch(): number | null {
    const epoch = this.memory[AT.endedAtEpoch];
    return epoch < 0 ? null : epoch;
  }

  /** Why it ended it; null while it has not. */
  get reason(): StopReason | null {
    if (this.endedAtEpoch === null) return null;
    return this.#isUnder(this.memory[AT.bestLoss]) ? "loss_under" : "patience";
  }

  /** The logged epoch with the least loss, the first among equals; null before there is one. */
  get best(): { readonly epoch: number; readonly loss: number } | null {
    const epoch = this.memory[AT.bestEpoch];
    return epoch < 0 ? null : { epoch, loss: this.memory[AT.bestLoss] };
  }

  /** The parameters of that epoch, where they are the result; null where those after the last step are. */
  get bestParameters(): Float64Array | null {
    return keepsBest(this.supervision) && this.best !== null ? this.memory.subarray(OWN_COUNT) : null;
  }

  /**
   * The first epoch from a given one on after which the rate may change by itself; Infinity for none.
   *
   * @param epoch counted from 0.
   */
  nextChange(epoch: number): number {
    const { schedule } = this.supervision;
    if (schedule === null || !("step" in schedule)) return Infinity;
    return epoch - epoch % schedule.step + schedule.step - 1;
  }

  /**
   * Hears of a logged epoch.
   *
   * @param loss that of the held-out rows, or of all where none are held out; NaN, which is no better than any, where it is
   * not finite.
   * @param parameters those after the epoch; copied where they are needed.
   */
  logged(epoch: number, loss: number, parameters: Float64Array): void {
    const { memory, supervision: { schedule, stop } } = this;
    if (loss < memory[AT.bestLoss]) {
      memory[AT.bestLoss] = loss;
      memory[AT.bestEpoch] = epoch;
      memory[AT.waited] = 0;
      memory[AT.waitedOnPlateau] = 0;
      if (keepsBest(this.supervision)) memory.set(parameters, OWN_COUNT);
    } else {
      memory[AT.waited]++;
      memory[AT.waitedOnPlateau]++;
    }
    if (schedule !== null && "plateau" in schedule && memory[AT.waitedOnPlateau] === schedule.plateau) {
      memory[AT.learningRate] *= schedule.factor;
      memory[AT.waitedOnPlateau] = 0;
    }
    const isOver = this.#isUnder(loss) || (stop !== null && memory[AT.waited] === stop.patience);
    if (isOver) memory[AT.endedAtEpoch] = epoch;
  }

  /** Hears that an epoch is over, after it was logged, if it was. */
  ended(epoch: number): void {
    const { schedule } = this.supervision;
    if (schedule !== null && this.nextChange(epoch) === epoch) {
      this.memory[AT.learningRate] *= schedule.factor;
    }
  }

  #isUnder(loss: number): boolean {
    const lossUnder = this.supervision.stop?.lossUnder ?? null;
    return lossUnder !== null && loss < lossUnder;
  }
}

function requireSound({ schedule, stop }: Supervision): void {
  if (schedule !== null) {
    const [key, count] = "step" in schedule
      ? ["step", schedule.step] as const
      : ["plateau", schedule.plateau] as const;
    requireInteger(key, count, 1);
    requireAbove0("factor", schedule.factor);
  }
  if (stop === null) return;
  if (stop.patience !== null) requireInteger("patience", stop.patience, 1);
  if (stop.lossUnder !== null) requireAbove0("lossUnder", stop.lossUnder);
}
