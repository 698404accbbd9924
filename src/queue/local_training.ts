// Trains parts where they are collected, while no worker is heard of, or none ends them.
// What must not change: it goes on for as long as no part comes from a worker, so that no sweep waits for the dead, whatever
// the server says that they hold; and it ends with the part that is at work as soon as one comes.

import type { Collecting } from "./collecting.ts";
import { OwnThread } from "./own_thread.ts";
import type { Standing } from "./streams.ts";

/** What is trained here, and who hears of it. */
export interface LocalTrainingOptions extends Collecting {
  /** Hears that no worker is at work, so that parts are trained here. */
  readonly onNobody: () => void;
  /** Hears that a part is there. */
  readonly onKept: () => void;
}

/** Workers that are there take so long at most to find a sweep. */
const GRACE_MS = 5000;

/** Trains, in one thread of this machine, what no worker does. */
export class LocalTraining {
  /** Made when it is needed first. */
  #thread: OwnThread | null = null;
  #isUnderWay = false;
  readonly #begunMs = performance.now();
  /** When a part had come last as it was said that nobody is at work. */
  #saidNobodyAt = NaN;

  constructor(readonly options: LocalTrainingOptions) {}

  /** Begins to train, where no worker will send anything for a while. @param standing of the sweep on the server. */
  beginIfQuiet({ trained, waiting }: Standing): void {
    const { roll, onNobody } = this.options;
    if (trained > 0) return;
    // What the server calls held may be held by the dead.
    const isAnybodyAtWork = roll.isAnybodyAtWork();
    if (isAnybodyAtWork && waiting > 0) return;
    if (!isAnybodyAtWork && !roll.hasMetAnybody && performance.now() - this.#begunMs < GRACE_MS) return;
    if (!isAnybodyAtWork && this.#saidNobodyAt !== roll.partMs) {
      this.#saidNobodyAt = roll.partMs;
      onNobody();
    }
    if (!this.#isUnderWay) this.#orFail(this.#trainWhileQuiet());
  }

  /** Trains a part that no worker ends, beside whatever else is trained here. */
  begin(part: number): void {
    this.#orFail(this.#train(part));
  }

  /** Ends the thread: what it still works on has come from a worker by now, or is not wanted any more. */
  terminate(): void {
    this.#thread?.terminate();
  }

  /**
   * Trains until a part comes from a worker: there is none, or they hold all that is missing and are slow, dead, or at a
   * part that nobody ends.
   */
  async #trainWhileQuiet(): Promise<void> {
    const { ledger: { missing }, roll } = this.options;
    const { partMs } = roll;
    this.#isUnderWay = true;
    while (missing.size > 0 && roll.partMs === partMs) {
      const left = [...missing];
      await this.#train(left[Math.floor(Math.random() * left.length)]);
    }
    this.#isUnderWay = false;
  }

  async #train(part: number): Promise<void> {
    const { server, requests, ledger, makeWorker, onKept } = this.options;
    const sweep = { frame: requests.frame, identity: server.identity };
    this.#thread ??= new OwnThread(makeWorker);
    const trained = await this.#thread.train({ sweep, request: requests.request(part) });
    if (!ledger.missing.has(part)) return;
    ledger.keepOwn(part, trained.file!);
    onKept();
    await server.takeBack(part);
  }

  #orFail(training: Promise<void>): void {
    training.catch(this.options.onFailed);
  }
}
