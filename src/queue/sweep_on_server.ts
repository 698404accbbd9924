// One sweep on the server, for whoever collects it: published, heard of, given out again, withdrawn.
// What must not change: whatever the server has lost, `publish` makes again from the plan and from what is missing, and where
// nothing is lost it does no harm; so it may be called at any moment.

import type { Msg, NatsConnection } from "npm:@nats-io/nats-core@3.4.0";
import {
  jetstream,
  JetStreamApiError,
  type JetStreamClient,
  type JetStreamManager,
  jetstreamManager,
} from "npm:@nats-io/jetstream@3.4.0";
import type { SweepPlan } from "../sweep/plan.ts";
import { publishSweep } from "./published_sweep.ts";
import { Puller } from "./pulled.ts";
import {
  ensureStreams,
  giveOutAgain,
  isThereAlready,
  isWaitedFor,
  removeSweep,
  type Standing,
  standingOf,
} from "./streams.ts";
import {
  DONE_STREAM,
  readPart,
  readWord,
  SweepSubjects,
  WORK_STREAM,
  type WorkerProcess,
} from "./subjects.ts";

/** Parts that are published without waiting for an answer. */
const PUBLISHED_AT_ONCE = 200;

/** A sweep on a server. */
export class SweepOnServer {
  /** The SHA-256 of the experiment's canonical text, 32 bytes. */
  readonly identity: Uint8Array<ArrayBuffer>;
  /** Gives the parts that workers have sent. */
  readonly sent: Puller;
  readonly #subjects: SweepSubjects;
  readonly #jetstream: JetStreamClient;
  readonly #manager: JetStreamManager;

  private constructor(
    readonly connection: NatsConnection,
    readonly plan: SweepPlan,
    experimentHash: string,
    manager: JetStreamManager,
  ) {
    this.identity = Uint8Array.fromHex(experimentHash);
    this.#subjects = new SweepSubjects(experimentHash);
    this.#jetstream = jetstream(connection);
    this.#manager = manager;
    this.sent = new Puller(this.#jetstream, DONE_STREAM, this.#subjects.doneConsumer);
  }

  /** A sweep on a server, where nothing of it need be yet. @param experimentHash as 64 hex digits. */
  static async of(
    connection: NatsConnection,
    plan: SweepPlan,
    experimentHash: string,
  ): Promise<SweepOnServer> {
    const manager = await jetstreamManager(connection, { checkAPI: false });
    return new SweepOnServer(connection, plan, experimentHash, manager);
  }

  /**
   * Makes the streams, and publishes the sweep and what is missing of it.
   *
   * @throws NoJetStream where the server keeps nothing.
   */
  async publish(missing: ReadonlySet<number>): Promise<void> {
    await ensureStreams(this.#manager, this.#subjects);
    await publishSweep(this.connection, this.#subjects, this.plan);
    await this.publishParts(missing);
  }

  /** Whether somebody else collects this sweep; to be asked before this process does. Where nobody can tell: no. */
  async isCollected(): Promise<boolean> {
    return await isWaitedFor(this.#manager, this.#subjects).catch(() => false);
  }

  /** Publishes parts; those that wait already stay as they are. */
  async publishParts(parts: ReadonlySet<number>): Promise<void> {
    const under = new Set<Promise<unknown>>();
    for (const part of parts) {
      const publishing = this.#jetstream.publish(this.#subjects.part(part)).catch((error) => {
        if (!isThereAlready(error)) throw error;
      }).finally(() => under.delete(publishing));
      under.add(publishing);
      if (under.size >= PUBLISHED_AT_ONCE) await Promise.race(under);
    }
    await Promise.all(under);
  }

  /** Has the server give out what is missing, all of it. @returns where the sweep stands then. */
  async complete(missing: ReadonlySet<number>): Promise<Standing> {
    let standing = await standingOf(this.#manager, this.#subjects);
    for (const mend of [() => this.publish(missing), () => giveOutAgain(this.#manager, this.#subjects)]) {
      if (standing.waiting + standing.held + standing.trained >= missing.size) break;
      await mend();
      standing = await standingOf(this.#manager, this.#subjects);
    }
    return standing;
  }

  /** Tells a worker that it is refused, and why. */
  async refuse(worker: string, reason: string): Promise<void> {
    await this.#jetstream.publish(this.#subjects.refused(worker), reason);
  }

  /** Takes a part back that is there by now: where it waits, no worker need train it; one that has it sends it in vain. */
  async takeBack(part: number): Promise<void> {
    await this.#manager.streams.purge(WORK_STREAM, { filter: this.#subjects.part(part) }).catch(() => {});
  }

  /** Takes the sweep from the server: nobody wants its parts any more. What is left there is of no use, and harmless. */
  async withdraw(): Promise<void> {
    await removeSweep(this.#manager, this.#subjects).catch(() => {});
  }

  /** Takes the sweep from the server unless somebody collects it. @throws what the server refuses. */
  async withdrawLeft(): Promise<"withdrawn" | "collected" | "absent"> {
    try {
      if (await isWaitedFor(this.#manager, this.#subjects)) return "collected";
    } catch (error) {
      // Whoever publishes a sweep makes what is asked for first.
      if (error instanceof JetStreamApiError) return "absent";
      throw error;
    }
    await removeSweep(this.#manager, this.#subjects);
    return "withdrawn";
  }

  /** Hears which workers say that they are at work. @param fail hears where the server does not let it hear. */
  hearWords(hear: (said: WorkerProcess) => void, fail: (error: Error) => void): void {
    this.#hear(this.#subjects.word("*", "*"), ({ subject }) => {
      const said = readWord(subject);
      if (said !== null) hear(said);
    }, fail);
  }

  /**
   * Hears of parts that so many workers took in vain that the server gives them to none, and takes each back.
   *
   * @param fail hears where the server does not let it hear.
   */
  hearAbandoned(hear: (part: number) => void, fail: (error: Error) => void): void {
    const consumer = `${WORK_STREAM}.${this.#subjects.workConsumer}`;
    this.#hear(`$JS.EVENT.ADVISORY.CONSUMER.MAX_DELIVERIES.${consumer}`, (advisory) => {
      const { stream_seq } = advisory.json<{ stream_seq: number }>();
      this.#takeBackAt(stream_seq).then((part) => part !== null && hear(part)).catch(() => {
        // It is found missing when all else has come.
      });
    }, fail);
  }

  async #takeBackAt(seq: number): Promise<number | null> {
    const message = await this.#manager.streams.getMessage(WORK_STREAM, { seq });
    const part = message === null ? null : readPart(message.subject, this.plan);
    await this.#manager.streams.deleteMessage(WORK_STREAM, seq);
    return part;
  }

  #hear(subject: string, hear: (message: Msg) => void, fail: (error: Error) => void): void {
    this.connection.subscribe(subject, {
      callback: (error, message) => error === null ? hear(message) : fail(error),
    });
  }
}
