// The books of a sweep that is being collected: which parts are missing, and from whom those that are there came.
// What must not change: a part is kept before it is counted, so that the books say nothing that the parts folder does not;
// and with a worker that is refused goes every part that may have come from it.

import { type SweepPlan, trialCountOfPart } from "../sweep/plan.ts";
import type { SentPart } from "./subjects.ts";
import { FOUND, HERE, processName, WorkerTally } from "./worker_tally.ts";

/** Where parts are kept. */
export interface PartKeep {
  /** Keeps the file of a part. */
  keep(part: number, file: Uint8Array): void;
  /** Removes a part that is not believed any more. */
  remove(part: number): void;
  /** The parts that are there, whoever put them there. */
  kept(): ReadonlySet<number>;
}

/** Keeps parts, and the books of them. */
export class PartLedger {
  /** How much each worker has sent, how much was trained here, and how much others have put into the folder meanwhile. */
  readonly tally = new WorkerTally();
  readonly #missing = new Set<number>();
  /** Parts of this attempt by the worker that sent them; those of an earlier attempt are nobody's. */
  readonly #senders = new Map<number, string>();
  /** Parts that were trained here. */
  readonly #ownParts = new Set<number>();
  #doneCount: number;

  constructor(
    readonly plan: Pick<SweepPlan, "partCount" | "trialCount" | "partSize">,
    readonly store: PartKeep,
  ) {
    this.#doneCount = plan.trialCount;
    const kept = store.kept();
    for (let part = 0; part < plan.partCount; part++) if (!kept.has(part)) this.#isGone(part);
  }

  /** The parts that are missing, at any moment. */
  get missing(): ReadonlySet<number> {
    return this.#missing;
  }

  /** How many trials the parts have that are there. */
  get doneCount(): number {
    return this.#doneCount;
  }

  /** Keeps a missing part that a worker has sent. @throws what the store throws. */
  keepSent(sent: SentPart, file: Uint8Array): void {
    const { worker, part } = sent;
    this.store.keep(part, file);
    this.#isHere(part);
    this.#senders.set(part, worker);
    this.tally.add(processName(sent), trialCountOfPart(this.plan, part));
  }

  /** Keeps a missing part that was trained here. @throws what the store throws. */
  keepOwn(part: number, file: Uint8Array): void {
    this.store.keep(part, file);
    this.#isHere(part);
    this.#ownParts.add(part);
    this.tally.add(HERE, trialCountOfPart(this.plan, part));
  }

  /** Finds what others have put into the store meanwhile. */
  findKept(): void {
    for (const part of this.store.kept()) {
      if (!this.#missing.has(part)) continue;
      this.#isHere(part);
      this.tally.add(FOUND, trialCountOfPart(this.plan, part));
    }
  }

  /** Throws away what came from a worker, and what nobody knows the sender of. @returns how many parts these are. */
  throwAway(worker: string): number {
    let partCount = 0;
    for (let part = 0; part < this.plan.partCount; part++) {
      if (this.#missing.has(part) || this.#ownParts.has(part)) continue;
      const sender = this.#senders.get(part);
      if (sender !== undefined && sender !== worker) continue;
      this.store.remove(part);
      this.#senders.delete(part);
      this.#isGone(part);
      partCount++;
    }
    this.tally.drop(worker);
    // Nobody knows from whom they came.
    this.tally.dropFound();
    return partCount;
  }

  #isHere(part: number): void {
    if (this.#missing.delete(part)) this.#doneCount += trialCountOfPart(this.plan, part);
  }

  #isGone(part: number): void {
    this.#missing.add(part);
    this.#doneCount -= trialCountOfPart(this.plan, part);
  }
}
