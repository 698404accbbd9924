// Publishes the parts of a sweep that are missing, and collects what workers send, until all are there.
// What must not change: a part is kept before the server hears that it has come, so that the parts folder is the only
// record; whatever the server loses is published again. What a worker sends is believed only as far as it is checked, and
// with the first wrong bit all that came from it goes.

import { type Msg, type NatsConnection, RequestError, TimeoutError } from "npm:@nats-io/nats-core@3.4.0";
import {
  jetstream,
  type JetStreamClient,
  type JetStreamManager,
  jetstreamManager,
  type JsMsg,
} from "npm:@nats-io/jetstream@3.4.0";
import { PartRequests } from "../sweep/part_requests.ts";
import { type SweepPlan, trialCountOfPart } from "../sweep/plan.ts";
import { type KeptPart, partOfFile } from "../threads/part_file.ts";
import { isForbidden, watchServer } from "./connection.ts";
import { OwnThread } from "./own_thread.ts";
import { differenceOf, drawnPlaces } from "./part_check.ts";
import { publishSweep } from "./published_sweep.ts";
import { Puller } from "./pulled.ts";
import {
  ensureStreams,
  giveOutAgain,
  isThereAlready,
  MOST_DELIVERIES,
  NoJetStream,
  removeSweep,
  SILENT_MS,
  type Standing,
  standingOf,
} from "./streams.ts";
import { DONE_STREAM, readDone, readPart, readWord, SweepSubjects, WORK_STREAM } from "./subjects.ts";
import { HERE, WorkerTally } from "./worker_tally.ts";

/** Where parts are kept. */
export interface PartKeep {
  /** Keeps the file of a part. */
  keep(part: number, file: Uint8Array): void;
  /** Reads a part; null where it is not there as a whole. */
  read(part: number): Promise<KeptPart | null>;
  /** Removes a part that is not believed any more. */
  remove(part: number): void;
  /** The parts that are there, whoever put them there. */
  kept(): ReadonlySet<number>;
}

/** What happens while parts are collected. */
export type CollectorEvent =
  /** No worker holds a part: they are trained here until one does. */
  | { readonly kind: "nobody" }
  /** The server has gone, or is back. */
  | { readonly kind: "server"; readonly isThere: boolean }
  /** A worker says for the first time that it is at work. */
  | { readonly kind: "joined"; readonly worker: string }
  /** A part is trained here, because workers that took it said nothing more. */
  | { readonly kind: "abandoned"; readonly part: number; readonly workerCount: number }
  /** A worker is refused, and its parts are thrown away. */
  | {
    readonly kind: "refused";
    readonly worker: string;
    readonly reason: string;
    readonly partCount: number;
  };

/** What to collect, and where to. */
export interface CollectorOptions {
  readonly connection: NatsConnection;
  readonly plan: SweepPlan;
  /** The SHA-256 of the experiment's canonical text, as 64 hex digits. */
  readonly experimentHash: string;
  readonly store: PartKeep;
  /** Starts a worker that runs `part_worker.ts`. */
  readonly makeWorker: () => Worker;
  readonly onEvent: (event: CollectorEvent) => void;
  /** Hears how many trials are there and who sent them. */
  readonly onProgress: (doneCount: number, workers: WorkerTally) => void;
}

/** Messages that are asked for at once. */
const PULLED_COUNT = 256;
/** Parts that are published without waiting for an answer. */
const PUBLISHED_AT_ONCE = 200;
/** Without a part for so long, it is looked whether anything was lost. */
const QUIET_MS = 2000;
/** Workers that are there take so long at most to find a sweep. */
const GRACE_MS = 5000;

/** Collects the parts of one sweep. */
export class Collector {
  readonly #subjects: SweepSubjects;
  readonly #requests: PartRequests;
  readonly #jetstream: JetStreamClient;
  readonly #puller: Puller;
  /** Checks what workers sent. */
  readonly #checker: OwnThread;
  /** Trains what no worker ends; made when it is needed first. */
  #spare: OwnThread | null = null;
  readonly #missing = new Set<number>();
  /** Parts of this attempt by the worker that sent them; those of an earlier attempt are nobody's. */
  readonly #senders = new Map<number, string>();
  readonly #ownParts = new Set<number>();
  /** Those that have sent a part. */
  readonly #met = new Set<string>();
  /** Those that have said that they are at work, each with its process. */
  readonly #heard = new Set<string>();
  readonly #refused = new Set<string>();
  readonly #workers = new WorkerTally();
  readonly #checks = new Set<Promise<void>>();
  #isTraining = false;
  #manager!: JetStreamManager;
  /** Trials of the parts that are kept. */
  #doneCount: number;
  /** When a worker had been heard last as it was said that none is at work. */
  #saidNobodyAt = NaN;
  readonly #begunMs = performance.now();
  /** When a part came last. */
  #heardMs = performance.now();
  /** When a worker last said that it is at work. */
  #wordMs = -Infinity;
  /** When this last looked around. */
  #lookedMs = 0;
  /** What work on the side failed with. */
  #failure: { readonly error: unknown } | null = null;

  constructor(readonly options: CollectorOptions) {
    const { plan, experimentHash, connection, store, makeWorker } = options;
    this.#subjects = new SweepSubjects(experimentHash);
    this.#requests = new PartRequests(plan);
    this.#jetstream = jetstream(connection);
    this.#puller = new Puller(this.#jetstream, DONE_STREAM, this.#subjects.doneConsumer);
    this.#checker = new OwnThread(makeWorker);
    const kept = store.kept();
    for (let part = 0; part < plan.partCount; part++) if (!kept.has(part)) this.#missing.add(part);
    this.#doneCount = plan.trialCount;
    for (const part of this.#missing) this.#doneCount -= trialCountOfPart(plan, part);
  }

  /**
   * Collects until every part is there and checked.
   *
   * @throws what the store throws, and Error where the server refuses what a collector must do.
   */
  async collect(): Promise<void> {
    try {
      await this.#collect();
    } finally {
      this.#checker.terminate();
      // What it still works on has come from a worker by now.
      this.#spare?.terminate();
    }
  }

  /** Takes the sweep from the server: nobody wants its parts any more. What is left there is of no use, and harmless. */
  async withdraw(): Promise<void> {
    await removeSweep(this.#manager, this.#subjects).catch(() => {});
  }

  async #collect(): Promise<void> {
    const { connection } = this.options;
    this.#manager = await jetstreamManager(connection, { checkAPI: false });
    this.#orFail(watchServer(connection, (isThere) => this.options.onEvent({ kind: "server", isThere })));
    // Before there is anything to be trained: no word may be missed.
    this.#hearWorkers();
    try {
      await this.#publishAll();
    } catch (error) {
      // A server that has just gone comes back, and then all is published.
      if (isForbidden(error) || !(error instanceof TimeoutError || error instanceof RequestError)) {
        throw error;
      }
    }
    this.#tell();
    while (this.#missing.size > 0 || this.#checks.size > 0) {
      if (this.#failure !== null) throw this.#failure.error;
      for await (const message of this.#puller.pull(Math.min(PULLED_COUNT, this.#missing.size + 1))) {
        await this.#take(message);
        if (this.#missing.size === 0) break;
      }
      if (this.#missing.size === 0) await Promise.all(this.#checks);
      else if (performance.now() - Math.max(this.#heardMs, this.#lookedMs) >= QUIET_MS) {
        await this.#lookAround();
      }
    }
    await this.withdraw();
  }

  /** Makes the streams, and publishes the sweep and what is missing of it. */
  async #publishAll(): Promise<void> {
    const { connection, plan } = this.options;
    await ensureStreams(this.#manager, this.#subjects);
    await publishSweep(connection, this.#subjects, plan);
    await this.#publishMissing();
  }

  async #publishMissing(): Promise<void> {
    const under = new Set<Promise<unknown>>();
    for (const part of this.#missing) {
      const publishing = this.#jetstream.publish(this.#subjects.part(part)).catch((error) => {
        if (!isThereAlready(error)) throw error;
      }).finally(() => under.delete(publishing));
      under.add(publishing);
      if (under.size >= PUBLISHED_AT_ONCE) await Promise.race(under);
    }
    await Promise.all(under);
  }

  async #take(message: JsMsg): Promise<void> {
    const sent = readDone(message.subject);
    if (sent !== null && !this.#refused.has(sent.worker) && this.#missing.has(sent.part)) {
      await this.#believe(sent.worker, `${sent.worker}/${sent.instance}`, sent.part, message.data.slice());
    }
    // Last: until here the part may be lost, and the server would send it again.
    message.ack();
  }

  async #believe(worker: string, name: string, part: number, file: Uint8Array<ArrayBuffer>): Promise<void> {
    const { plan, experimentHash, store } = this.options;
    const { frame } = this.#requests;
    this.#heardMs = performance.now();
    const found = await partOfFile(frame, Uint8Array.fromHex(experimentHash), part, file);
    // A check may have refused its worker meanwhile, and what came from a worker is thrown away only once.
    if (this.#refused.has(worker)) return;
    if (found === null) {
      return await this.#refuse(worker, `what it sent as part ${part} is no part of this sweep`);
    }
    if (!this.#missing.has(part)) return;
    const isFirst = !this.#met.has(worker);
    this.#met.add(worker);
    store.keep(part, file);
    this.#isHere(part);
    this.#senders.set(part, worker);
    this.#workers.add(name, trialCountOfPart(plan, part));
    this.#tell();
    const places = drawnPlaces(plan, part, isFirst);
    if (places.length > 0) this.#aside(this.#check(worker, part, places, found));
  }

  /** Trains some trials of a part again. */
  async #check(worker: string, part: number, places: readonly number[], sent: KeptPart): Promise<void> {
    const { frame } = this.#requests;
    const request = { ...this.#requests.request(part), only: places };
    const trained = await this.#checker.train({ sweep: { frame, identity: null }, request });
    const difference = differenceOf(this.options.plan, frame, places, sent, trained);
    if (difference !== null) await this.#refuse(worker, difference);
  }

  /** Throws away all that came from a worker, and what came from an unknown sender. */
  async #refuse(worker: string, reason: string): Promise<void> {
    const { store, onEvent, plan } = this.options;
    if (this.#refused.has(worker)) return;
    this.#refused.add(worker);
    let partCount = 0;
    for (let part = 0; part < plan.partCount; part++) {
      if (this.#missing.has(part) || this.#ownParts.has(part)) continue;
      const sender = this.#senders.get(part);
      if (sender !== undefined && sender !== worker) continue;
      store.remove(part);
      this.#senders.delete(part);
      this.#missing.add(part);
      this.#doneCount -= trialCountOfPart(plan, part);
      partCount++;
    }
    this.#workers.drop(worker);
    // It may have been the only one.
    this.#wordMs = -Infinity;
    onEvent({ kind: "refused", worker, reason, partCount });
    this.#tell();
    await this.#jetstream.publish(this.#subjects.refused(worker), reason).catch(() => {});
    // Where the server is away, it is found soon that parts are lost, and they are published again.
    await this.#publishMissing().catch(() => {});
  }

  /** Without word from anybody: has the server lost anything, and is anybody at work? */
  async #lookAround(): Promise<void> {
    const { store, onEvent } = this.options;
    this.#lookedMs = performance.now();
    for (const part of store.kept()) this.#isHere(part);
    this.#tell();
    if (this.#missing.size === 0) return;
    let standing: Standing;
    try {
      standing = await this.#completed();
    } catch {
      // It is away, or has lost its store: then all is made anew as soon as it is there.
      await this.#publishAll().catch((error) => {
        if (isForbidden(error) || error instanceof NoJetStream) throw error;
      });
      return;
    }
    if (standing.trained > 0) return;
    // What the server calls held may be held by the dead.
    const isAnybodyAtWork = performance.now() - this.#wordMs < SILENT_MS;
    if (isAnybodyAtWork && standing.waiting > 0) return;
    if (!isAnybodyAtWork && this.#met.size === 0 && performance.now() - this.#begunMs < GRACE_MS) return;
    if (!isAnybodyAtWork && this.#saidNobodyAt !== this.#heardMs) {
      this.#saidNobodyAt = this.#heardMs;
      onEvent({ kind: "nobody" });
    }
    if (!this.#isTraining) this.#orFail(this.#trainWhileQuiet());
  }

  /** Has the server give out what is missing, all of it. @returns where the sweep stands then. */
  async #completed(): Promise<Standing> {
    let standing = await standingOf(this.#manager, this.#subjects);
    for (const mend of [() => this.#publishAll(), () => giveOutAgain(this.#manager, this.#subjects)]) {
      if (standing.waiting + standing.held + standing.trained >= this.#missing.size) break;
      await mend();
      standing = await standingOf(this.#manager, this.#subjects);
    }
    return standing;
  }

  /**
   * Trains here until a worker is heard: there is none, or they hold all that is missing and are slow, dead, or at a part
   * that nobody ends.
   */
  async #trainWhileQuiet(): Promise<void> {
    const heardMs = this.#heardMs;
    this.#isTraining = true;
    while (this.#missing.size > 0 && this.#heardMs === heardMs) {
      const left = [...this.#missing];
      await this.#trainHere(left[Math.floor(Math.random() * left.length)]);
    }
    this.#isTraining = false;
  }

  async #trainHere(part: number): Promise<void> {
    const { plan, experimentHash, store } = this.options;
    const sweep = { frame: this.#requests.frame, identity: Uint8Array.fromHex(experimentHash) };
    this.#spare ??= new OwnThread(this.options.makeWorker);
    const trained = await this.#spare.train({ sweep, request: this.#requests.request(part) });
    if (!this.#missing.has(part)) return;
    store.keep(part, trained.file!);
    this.#isHere(part);
    this.#ownParts.add(part);
    this.#workers.add(HERE, trialCountOfPart(plan, part));
    this.#tell();
    // Where it waits, no worker need train it; one that has it already sends it in vain.
    await this.#manager.streams.purge(WORK_STREAM, { filter: this.#subjects.part(part) }).catch(() => {});
  }

  /** Hears that workers are at work, and of parts that so many took in vain that the server gives them to none. */
  #hearWorkers(): void {
    const consumer = `${WORK_STREAM}.${this.#subjects.workConsumer}`;
    this.#hear(`$JS.EVENT.ADVISORY.CONSUMER.MAX_DELIVERIES.${consumer}`, (advisory) => {
      void this.#abandoned(advisory.json<{ stream_seq: number }>().stream_seq);
    });
    this.#hear(this.#subjects.word("*", "*"), ({ subject }) => this.#isAtWork(subject));
  }

  /** Hears what is published; it is a failure where the server does not let it. */
  #hear(subject: string, hear: (message: Msg) => void): void {
    this.options.connection.subscribe(subject, {
      callback: (error, message) => error === null ? hear(message) : this.#fail(error),
    });
  }

  #isAtWork(subject: string): void {
    const said = readWord(subject);
    if (said === null || this.#refused.has(said.worker)) return;
    this.#wordMs = performance.now();
    const worker = `${said.worker}/${said.instance}`;
    if (this.#heard.has(worker)) return;
    this.#heard.add(worker);
    this.options.onEvent({ kind: "joined", worker });
  }

  async #abandoned(seq: number): Promise<void> {
    try {
      const message = await this.#manager.streams.getMessage(WORK_STREAM, { seq });
      const part = message === null ? null : readPart(message.subject, this.#requests.frame);
      await this.#manager.streams.deleteMessage(WORK_STREAM, seq);
      if (part === null || !this.#missing.has(part)) return;
      this.options.onEvent({ kind: "abandoned", part, workerCount: MOST_DELIVERIES });
      this.#orFail(this.#trainHere(part));
    } catch {
      // It is found missing when all else has come.
    }
  }

  /** Lets a check go on beside the collecting, which waits for it at the end. */
  #aside(check: Promise<void>): void {
    const watched = check.finally(() => this.#checks.delete(watched));
    this.#checks.add(watched);
    this.#orFail(watched);
  }

  /** Ends the collecting where work beside it fails. */
  #orFail(work: Promise<void>): void {
    work.catch((error) => this.#fail(error));
  }

  #fail(error: unknown): void {
    this.#failure ??= { error };
    this.#puller.stop();
  }

  /** Counts a part that is kept. */
  #isHere(part: number): void {
    if (!this.#missing.delete(part)) return;
    this.#doneCount += trialCountOfPart(this.options.plan, part);
    if (this.#missing.size === 0) this.#puller.stop();
  }

  #tell(): void {
    this.options.onProgress(this.#doneCount, this.#workers);
  }
}
