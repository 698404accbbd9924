// Takes parts from the server for the threads of a worker, and sends back what they train.
// What must not change: a part is sent before it is said to be done; while one is held, the server hears that it is being
// worked on; nothing here knows Deno or a page, so that a browser's tab can be a worker.

import type { NatsConnection } from "npm:@nats-io/nats-core@3.4.0";
import {
  jetstream,
  type JetStreamClient,
  type JetStreamManager,
  jetstreamManager,
  type JsMsg,
} from "npm:@nats-io/jetstream@3.4.0";
import { PartRequests } from "../sweep/part_requests.ts";
import { partMs, type SweepPlan, trialCountOfPart } from "../sweep/plan.ts";
import { pause } from "../threads/event_loop.ts";
import type { FedPart, PartFeed } from "../threads/fed_pool.ts";
import type { ThreadedSweep, TrainedPart } from "../threads/trained_part.ts";
import { isForbidden, watchServer } from "./connection.ts";
import { fetchSweep, identitiesOn } from "./published_sweep.ts";
import { Puller } from "./pulled.ts";
import { fromJetStream, NoJetStream, WORD_MS } from "./streams.ts";
import { CONFIG_STREAM, readPart, type SweepSubjects, WORK_STREAM } from "./subjects.ts";

/** A part that a worker has taken. */
export interface Job extends FedPart {
  readonly part: number;
  readonly message: JsMsg;
  readonly found: TakenSweep;
}

/** A sweep that a worker trains parts of. */
interface TakenSweep {
  readonly subjects: SweepSubjects;
  readonly plan: SweepPlan;
  readonly requests: PartRequests;
  readonly sweep: ThreadedSweep;
  readonly puller: Puller;
}

/** What happens while a worker works. */
export type WorkEvent =
  /** It begins to take parts of a sweep. */
  | { readonly kind: "sweep"; readonly name: string; readonly identity: string; readonly plan: SweepPlan }
  /** It must not train parts of a sweep. */
  | { readonly kind: "unfit"; readonly identity: string; readonly reason: string }
  /** There is no sweep, or nothing left of any. */
  | { readonly kind: "idle"; readonly isEnd: boolean }
  /** The server has gone, or is back. */
  | { readonly kind: "server"; readonly isThere: boolean }
  /** It has sent a part. */
  | { readonly kind: "sent"; readonly trialCount: number }
  /** It could not train a part, which another worker will be given. */
  | { readonly kind: "failed"; readonly part: number; readonly error: unknown };

/** Who works, and for how long. */
export interface WorkOptions {
  readonly connection: NatsConnection;
  /** For which the key of the worker is. */
  readonly name: string;
  /** Of several processes of one name. */
  readonly instance: string;
  readonly threadCount: number;
  /** Whether to end when there is nothing to do. */
  readonly isOnce: boolean;
  readonly onEvent: (event: WorkEvent) => void;
}

/** This worker can do nothing more, and why. */
export class WorkRefused extends Error {}

/** It is the server that refuses this worker, by what its key is for, and not what it has sent. */
export class WorkForbidden extends WorkRefused {
  constructor() {
    super("the server does not let it work under this name: work under the name that its key is for");
  }
}

/** Short parts are held at hand for about so long. */
const AHEAD_MS = 500;
const MOST_AHEAD = 64;
/** The pause before it is looked for sweeps again. */
const IDLE_MS = 500;
/** A server on which nobody has ever published a sweep says nothing at all when it is asked for one. */
const ASK_MS = 1000;
const SEND_MS = 5000;
const SEND_AGAIN_MS = 500;

/** The parts that a worker trains. */
export class WorkFeed implements PartFeed<Job> {
  readonly #jetstream: JetStreamClient;
  readonly #held = new Set<Job>();
  readonly #ready: Job[] = [];
  readonly #waiting: ((job: Job | null) => void)[] = [];
  readonly #sweeps = new Map<string, TakenSweep>();
  readonly #unfit = new Set<string>();
  readonly #talking: ReturnType<typeof setInterval>;
  #manager!: JetStreamManager;
  #isOver = false;
  #isIdle = false;
  #isServerThere = true;
  /** Rejects when this worker can do nothing more. */
  readonly #end = Promise.withResolvers<never>();

  constructor(readonly options: WorkOptions) {
    this.#jetstream = jetstream(options.connection);
    this.#end.promise.catch(() => {});
    this.#talking = setInterval(() => this.#talk(), WORD_MS);
  }

  /**
   * Begins to take parts.
   *
   * @throws WorkRefused where a collector or the server refuses this worker.
   * @throws NoJetStream where the server keeps nothing.
   */
  async run(training: Promise<void>): Promise<void> {
    const { connection } = this.options;
    this.#manager = await jetstreamManager(connection, { checkAPI: false, timeout: ASK_MS });
    watchServer(connection, (isThere) => this.#hearServer(isThere)).catch(this.#end.reject);
    try {
      await Promise.race([Promise.all([this.#takeParts(), training]), this.#end.promise]);
    } catch (error) {
      throw isForbidden(error) ? new WorkForbidden() : error;
    } finally {
      this.stop();
    }
  }

  /** Takes no more parts, and gives those back that are not trained. */
  stop(): void {
    this.#isOver = true;
    clearInterval(this.#talking);
    for (const { message } of this.#held) message.nak();
    this.#held.clear();
    // Given back, they would be trained in vain.
    this.#ready.length = 0;
    for (const waiting of this.#waiting.splice(0)) waiting(null);
  }

  next(): Promise<Job | null> {
    const job = this.#ready.shift();
    if (job !== undefined) return Promise.resolve(job);
    if (this.#isOver) return Promise.resolve(null);
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  async collect(job: Job, { file }: TrainedPart): Promise<void> {
    const { name, instance, onEvent } = this.options;
    const subject = job.found.subjects.done(name, instance, job.part);
    while (this.#held.has(job)) {
      try {
        await this.#jetstream.publish(subject, file!, { timeout: SEND_MS });
        job.message.ack();
        this.#held.delete(job);
        return onEvent({ kind: "sent", trialCount: trialCountOfPart(job.found.plan, job.part) });
      } catch (error) {
        if (isForbidden(error)) return this.#end.reject(new WorkForbidden());
        await pause(SEND_AGAIN_MS);
      }
    }
  }

  onUnderway(): void {}

  onFailed(job: Job, error: unknown): void {
    this.#held.delete(job);
    job.message.nak(SEND_MS);
    this.options.onEvent({ kind: "failed", part: job.part, error });
  }

  async #takeParts(): Promise<void> {
    while (!this.#isOver) {
      const sweeps = await this.#fitSweeps();
      let [hasTaken, isAnswered] = [false, sweeps !== null];
      for (const found of sweeps ?? []) {
        while (!this.#isOver && await this.#takeOf(found)) hasTaken = true;
        isAnswered &&= found.puller.isAnswered;
      }
      if (hasTaken || this.#isOver) continue;
      // Of a server that is away, or does not answer, nobody knows whether there is anything to do.
      if (this.#held.size === 0 && this.#isServerThere && isAnswered) {
        const { isOnce, onEvent } = this.options;
        if (!this.#isIdle) onEvent({ kind: "idle", isEnd: isOnce });
        this.#isIdle = true;
        if (isOnce) return this.stop();
      }
      await pause(IDLE_MS);
    }
  }

  /** Takes parts of a sweep, as many as are wanted. @returns whether there were any. */
  async #takeOf(found: TakenSweep): Promise<boolean> {
    const wanted = await this.#wantedOf(found);
    let count = 0;
    for await (const message of found.puller.pull(wanted)) {
      const part = readPart(message.subject, found.sweep.frame);
      if (this.#isOver || part === null) {
        message.nak();
        continue;
      }
      if (count++ === 0) {
        this.#isIdle = false;
        this.#sayAtWork(found);
      }
      const job = { part, message, found, sweep: found.sweep, request: found.requests.request(part) };
      this.#held.add(job);
      const waiting = this.#waiting.shift();
      if (waiting === undefined) this.#ready.push(job);
      else waiting(job);
    }
    return count > 0;
  }

  /** How many parts to ask for, once any are wanted. */
  async #wantedOf({ plan }: TakenSweep): Promise<number> {
    const ahead = Math.min(MOST_AHEAD, Math.floor(AHEAD_MS / partMs(plan))) * this.options.threadCount;
    // Not one by one: each question takes as long as its way.
    while (!this.#isOver && this.#waiting.length === 0 && this.#ready.length > ahead / 2) await pause(1);
    return Math.max(1, this.#waiting.length + ahead - this.#ready.length);
  }

  /** The sweeps under way that this worker may train, the oldest first; null where one could not be fetched. */
  async #fitSweeps(): Promise<readonly TakenSweep[] | null> {
    let identities: readonly string[] = [];
    try {
      identities = await fromJetStream(identitiesOn(this.#manager));
      for (const identity of this.#sweeps.keys()) {
        if (!identities.includes(identity)) this.#sweeps.delete(identity);
      }
      for (const identity of identities) {
        if (!this.#sweeps.has(identity) && !this.#unfit.has(identity)) await this.#meet(identity);
      }
      return [...this.#sweeps.values()];
    } catch (error) {
      if (isForbidden(error) || error instanceof NoJetStream) throw error;
      // Without any it is away, or nobody has published a sweep yet.
      return identities.length === 0 ? [] : null;
    }
  }

  async #meet(identity: string): Promise<void> {
    const { onEvent } = this.options;
    const found = await fetchSweep(this.#manager, identity);
    if (found === null) return;
    if ("refusal" in found) {
      this.#unfit.add(identity);
      return onEvent({ kind: "unfit", identity, reason: found.refusal });
    }
    const { subjects, plan } = found;
    const requests = new PartRequests(plan);
    const sweep = { frame: requests.frame, identity: Uint8Array.fromHex(identity) };
    const puller = new Puller(this.#jetstream, WORK_STREAM, subjects.workConsumer);
    this.#sweeps.set(identity, { subjects, plan, requests, sweep, puller });
    onEvent({ kind: "sweep", name: plan.experiment.name, identity, plan });
  }

  #hearServer(isThere: boolean): void {
    this.#isServerThere = isThere;
    this.options.onEvent({ kind: "server", isThere });
  }

  #sayAtWork({ subjects }: TakenSweep): void {
    const { connection, name, instance } = this.options;
    connection.publish(subjects.word(name, instance));
  }

  /** Says that all that is held is being worked on, and hears whether it is wanted. */
  #talk(): void {
    for (const { message } of this.#held) message.working();
    for (const found of new Set([...this.#held].map(({ found }) => found))) this.#sayAtWork(found);
    for (const { subjects } of this.#sweeps.values()) {
      const refused = subjects.refused(this.options.name);
      this.#manager?.direct.getMessage(CONFIG_STREAM, { last_by_subj: refused }).then((message) => {
        if (message !== null) {
          this.#end.reject(new WorkRefused(`the collector refuses it: ${message.string()}`));
        }
      }).catch(() => {});
    }
  }
}
