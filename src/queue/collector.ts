// Collects a sweep: publishes what is missing of it, and receives what workers send, until all is there and checked.
// What must not change: the parts folder is the only record. Whatever the server loses is published again, and whatever no
// worker sends is trained here, so that the collecting ends whoever else is there.

import { RequestError, TimeoutError } from "npm:@nats-io/nats-core@3.4.0";
import { PartRequests } from "../sweep/part_requests.ts";
import type { Collecting } from "./collecting.ts";
import { isForbidden, watchServer } from "./connection.ts";
import { LocalTraining } from "./local_training.ts";
import { type PartKeep, PartLedger } from "./part_ledger.ts";
import { PartReceiver, type Refusal } from "./part_receiver.ts";
import { MOST_DELIVERIES, NoJetStream, type Standing } from "./streams.ts";
import type { SweepOnServer } from "./sweep_on_server.ts";
import { WorkerRoll } from "./worker_roll.ts";
import type { WorkerTally } from "./worker_tally.ts";

/** What happens while parts are collected. */
export type CollectorEvent =
  /** No worker holds a part: they are trained here until one does. */
  | { readonly kind: "nobody" }
  /** Somebody else collects the same sweep from the same server. */
  | { readonly kind: "another" }
  /** The server has gone, or is back. */
  | { readonly kind: "server"; readonly isThere: boolean }
  /** A worker says for the first time that it is at work. */
  | { readonly kind: "joined"; readonly worker: string }
  /** A part is trained here, because workers that took it said nothing more. */
  | { readonly kind: "abandoned"; readonly part: number; readonly workerCount: number }
  /** A worker is refused, and its parts are thrown away. */
  | { readonly kind: "refused" } & Refusal;

/** What to collect, and where to. */
export interface CollectorOptions {
  readonly server: SweepOnServer;
  readonly store: PartKeep;
  /** Starts a worker that runs `part_worker.ts`. */
  readonly makeWorker: () => Worker;
  readonly onEvent: (event: CollectorEvent) => void;
  /** Hears how many trials are there and who sent them. */
  readonly onProgress: (doneCount: number, workers: WorkerTally) => void;
}

/** Messages that are asked for at once. */
const PULLED_COUNT = 256;
/** Without a part for so long, it is looked whether anything was lost. */
const QUIET_MS = 2000;

/** Collects the parts of one sweep. */
export class Collector {
  readonly #ledger: PartLedger;
  readonly #roll = new WorkerRoll();
  readonly #receiver: PartReceiver;
  readonly #localTraining: LocalTraining;
  /** When this last looked around. */
  #lookedMs = 0;
  /** What work on the side failed with. */
  #failure: { readonly error: unknown } | null = null;

  constructor(readonly options: CollectorOptions) {
    const { server, store, makeWorker, onEvent } = options;
    this.#ledger = new PartLedger(server.plan, store);
    const shared: Collecting = {
      server,
      requests: new PartRequests(server.plan),
      ledger: this.#ledger,
      roll: this.#roll,
      makeWorker,
      onFailed: (error) => this.#fail(error),
    };
    this.#receiver = new PartReceiver({
      ...shared,
      onChange: () => this.#tell(),
      onRefused: (refusal) => onEvent({ kind: "refused", ...refusal }),
    });
    this.#localTraining = new LocalTraining({
      ...shared,
      onKept: () => this.#tell(),
      onNobody: () => onEvent({ kind: "nobody" }),
    });
  }

  /**
   * Collects until every part is there and checked, and takes the sweep from the server.
   *
   * @throws what the store throws, and Error where the server refuses what a collector must do.
   */
  async collect(): Promise<void> {
    try {
      await this.#begin();
      await this.#receiveAll();
      await this.options.server.withdraw();
    } finally {
      this.#receiver.terminate();
      this.#localTraining.terminate();
    }
  }

  async #begin(): Promise<void> {
    const { server, onEvent } = this.options;
    const fail = (error: unknown): void => this.#fail(error);
    watchServer(server.connection, (isThere) => onEvent({ kind: "server", isThere })).catch(fail);
    // Before there is anything to be trained: no word may be missed.
    server.hearAbandoned((part) => this.#trainAbandoned(part), fail);
    server.hearWords((said) => {
      const worker = this.#roll.hearWord(said);
      if (worker !== null) onEvent({ kind: "joined", worker });
    }, fail);
    try {
      await server.publish(this.#ledger.missing);
      if (await server.isCollected()) onEvent({ kind: "another" });
    } catch (error) {
      // A server that has just gone comes back, and then all is published.
      if (isForbidden(error) || !(error instanceof TimeoutError || error instanceof RequestError)) {
        throw error;
      }
    }
    this.#tell();
  }

  async #receiveAll(): Promise<void> {
    const { missing } = this.#ledger;
    while (missing.size > 0 || this.#receiver.isChecking) {
      if (this.#failure !== null) throw this.#failure.error;
      for await (const message of this.options.server.sent.pull(Math.min(PULLED_COUNT, missing.size + 1))) {
        await this.#receiver.take(message);
        if (missing.size === 0) break;
      }
      if (missing.size === 0) await this.#receiver.checked();
      else if (performance.now() - Math.max(this.#roll.partMs, this.#lookedMs) >= QUIET_MS) {
        await this.#lookAround();
      }
    }
  }

  /** Without a part from anybody: has the server lost anything, and is anybody at work? */
  async #lookAround(): Promise<void> {
    const { server } = this.options;
    const { missing } = this.#ledger;
    this.#lookedMs = performance.now();
    this.#ledger.findKept();
    this.#tell();
    if (missing.size === 0) return;
    let standing: Standing;
    try {
      standing = await server.complete(missing);
    } catch {
      // It is away, or has lost its store: then all is made anew as soon as it is there.
      await server.publish(missing).catch((error) => {
        if (isForbidden(error) || error instanceof NoJetStream) throw error;
      });
      return;
    }
    this.#localTraining.beginIfQuiet(standing);
  }

  #trainAbandoned(part: number): void {
    if (!this.#ledger.missing.has(part)) return;
    this.options.onEvent({ kind: "abandoned", part, workerCount: MOST_DELIVERIES });
    this.#localTraining.begin(part);
  }

  /** Ends the collecting, because work on the side has failed. */
  #fail(error: unknown): void {
    this.#failure ??= { error };
    this.options.server.sent.stop();
  }

  /** Tells how far it is, and asks the server for nothing more where all is there. */
  #tell(): void {
    const { server, onProgress } = this.options;
    if (this.#ledger.missing.size === 0) server.sent.stop();
    onProgress(this.#ledger.doneCount, this.#ledger.tally);
  }
}
