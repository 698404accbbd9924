// What is heard of workers: who is at work, who has sent a part, who is refused, and when the last of it came.
// What must not change: whoever is refused stays refused, and counts as at work no more, whatever comes from it.

import { SILENT_MS } from "./streams.ts";
import type { WorkerProcess } from "./subjects.ts";
import { processName } from "./worker_tally.ts";

/** The workers of one sweep. */
export class WorkerRoll {
  /** Processes that have said that they are at work. */
  readonly #heard = new Set<string>();
  /** Workers that have sent a part. */
  readonly #met = new Set<string>();
  readonly #refused = new Set<string>();
  #wordMs = -Infinity;
  #partMs = performance.now();

  /**
   * Hears that a process of a worker is at work.
   *
   * @returns its name where it is the first word of this process and the worker is not refused; otherwise null.
   */
  hearWord(said: WorkerProcess): string | null {
    if (this.#refused.has(said.worker)) return null;
    this.#wordMs = performance.now();
    const name = processName(said);
    if (this.#heard.has(name)) return null;
    this.#heard.add(name);
    return name;
  }

  /** Whether a worker has said of late that it is at work. @param nowMs by the clock of `performance.now`. */
  isAnybodyAtWork(nowMs: number = performance.now()): boolean {
    return nowMs - this.#wordMs < SILENT_MS;
  }

  /** Hears that something has come as a part, whatever it turns out to be. */
  hearPart(): void {
    this.#partMs = performance.now();
  }

  /** When a part came last, by the clock of `performance.now`; until one does, when this began. */
  get partMs(): number {
    return this.#partMs;
  }

  /** Takes note that a worker has sent a part of this sweep. @returns whether it is the first. */
  meet(worker: string): boolean {
    const isFirst = !this.#met.has(worker);
    this.#met.add(worker);
    return isFirst;
  }

  /** Whether any worker has sent a part. */
  get hasMetAnybody(): boolean {
    return this.#met.size > 0;
  }

  /** Refuses a worker. @returns false where it is refused already. */
  refuse(worker: string): boolean {
    if (this.#refused.has(worker)) return false;
    this.#refused.add(worker);
    // It may have been the only one.
    this.#wordMs = -Infinity;
    return true;
  }

  isRefused(worker: string): boolean {
    return this.#refused.has(worker);
  }
}
