// How many trials each worker has sent, and how fast.
// Why over the last seconds: a worker that has gone, or waits, should show so.

import type { WorkerProcess } from "./subjects.ts";

/** What is known of a worker. */
export interface WorkerCount {
  readonly name: string;
  readonly partCount: number;
  readonly trialCount: number;
  /** Trials a second over the last seconds. */
  readonly rate: number;
}

/** The name under which whoever collects trains what no worker does. */
export const HERE = "here";

/** The name under which parts are counted that others have put into the folder; no worker has it. */
export const FOUND = "found in the folder";

/** What a process of a worker is called. */
export function processName({ worker, instance }: WorkerProcess): string {
  return `${worker}/${instance}`;
}

/** The seconds over which rates are taken. */
const WINDOW_MS = 10_000;

interface Entry {
  partCount: number;
  trialCount: number;
  readonly sinceMs: number;
  /** When the last parts came, and how many trials each had. */
  readonly recent: { readonly atMs: number; readonly trialCount: number }[];
}

/** Counts the trials of workers. */
export class WorkerTally {
  readonly #entries = new Map<string, Entry>();

  /** Counts a part. @param name of a process, `HERE` or `FOUND`. */
  add(name: string, trialCount: number): void {
    const atMs = performance.now();
    const entry = this.#entries.get(name) ?? { partCount: 0, trialCount: 0, sinceMs: atMs, recent: [] };
    entry.partCount++;
    entry.trialCount += trialCount;
    entry.recent.push({ atMs, trialCount });
    while (entry.recent[0].atMs < atMs - WINDOW_MS) entry.recent.shift();
    this.#entries.set(name, entry);
  }

  /** Forgets all processes of a worker. */
  drop(worker: string): void {
    for (const name of this.#entries.keys()) if (name.startsWith(`${worker}/`)) this.#entries.delete(name);
  }

  /** Forgets what others have put into the folder. */
  dropFound(): void {
    this.#entries.delete(FOUND);
  }

  /** All of them, in the order in which they came. */
  workers(): readonly WorkerCount[] {
    return [...this.#entries.keys()].map((name) => this.of(name));
  }

  /** One of them; nothing of one that has sent no part. */
  of(name: string): WorkerCount {
    const entry = this.#entries.get(name);
    if (entry === undefined) return { name, partCount: 0, trialCount: 0, rate: 0 };
    const { partCount, trialCount, sinceMs, recent } = entry;
    const nowMs = performance.now();
    const counted = recent.filter(({ atMs }) => atMs >= nowMs - WINDOW_MS);
    const sum = counted.reduce((sum, { trialCount }) => sum + trialCount, 0);
    const seconds = Math.max(1000, Math.min(WINDOW_MS, nowMs - sinceMs)) / 1000;
    return { name, partCount, trialCount, rate: sum / seconds };
  }
}
