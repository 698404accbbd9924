// The streams and consumers of a sweep on the server, made where they are missing.
// What must not change: the server keeps nothing that could not be made again from the parts folder, so that its store may
// be lost at any moment; and publishing a part that waits already does nothing.

import { nanos, RequestError } from "npm:@nats-io/nats-core@3.4.0";
import {
  AckPolicy,
  type ConsumerInfo,
  DiscardPolicy,
  JetStreamApiError,
  type JetStreamManager,
  RetentionPolicy,
  type StreamConfig,
} from "npm:@nats-io/jetstream@3.4.0";
import { CONFIG_STREAM, DONE_STREAM, SUBJECTS, type SweepSubjects, WORK_STREAM } from "./subjects.ts";

/** A part is given to another worker when its worker has said nothing for so long. */
export const SILENT_MS = 10_000;
/** How often a worker says that it is at work. */
export const WORD_MS = 3000;
/** After so many workers that said nothing more, a part is given to none. */
export const MOST_DELIVERIES = 3;

/** Parts that all workers of a sweep may hold together. */
const MOST_HELD = 1_000_000;

/** One message a subject, the newest. */
const CONFIGS = {
  name: CONFIG_STREAM,
  subjects: [...SUBJECTS[CONFIG_STREAM]],
  max_msgs_per_subject: 1,
  allow_direct: true,
};
/** A part that waits is not published again. */
const WORK = {
  name: WORK_STREAM,
  subjects: [...SUBJECTS[WORK_STREAM]],
  retention: RetentionPolicy.Workqueue,
  max_msgs_per_subject: 1,
  discard: DiscardPolicy.New,
  discard_new_per_subject: true,
};
/** Parts that nobody collects go after a while; whoever collects later has them trained again. */
const KEPT_MS = 7 * 24 * 3600 * 1000;

/** A part that a worker sends again takes the place of its first. */
const DONE = {
  name: DONE_STREAM,
  subjects: [...SUBJECTS[DONE_STREAM]],
  retention: RetentionPolicy.Workqueue,
  max_msgs_per_subject: 1,
  max_age: nanos(KEPT_MS),
};

/** The server keeps nothing. */
export class NoJetStream extends Error {
  override readonly name = "NoJetStream";

  constructor() {
    super("it has no JetStream: start it with -js, or with `jetstream {}` in its configuration");
  }
}

/** Waits for what a server answers that keeps something. @throws NoJetStream where it does not. */
export async function fromJetStream<Answer>(asked: Promise<Answer>): Promise<Answer> {
  try {
    return await asked;
  } catch (error) {
    const isMissing = [error, (error as Error).cause].some((reason) =>
      reason instanceof RequestError && reason.isNoResponders()
    );
    throw isMissing ? new NoJetStream() : error;
  }
}

/**
 * Makes what is missing on the server of what a sweep needs.
 *
 * @throws NoJetStream where the server keeps nothing.
 */
export async function ensureStreams(manager: JetStreamManager, subjects: SweepSubjects): Promise<void> {
  for (const stream of [CONFIGS, WORK, DONE] satisfies Partial<StreamConfig>[]) {
    await fromJetStream(manager.streams.add(stream));
  }
  await manager.consumers.add(WORK_STREAM, {
    durable_name: subjects.workConsumer,
    filter_subject: subjects.part("*"),
    ack_policy: AckPolicy.Explicit,
    ack_wait: nanos(SILENT_MS),
    max_deliver: MOST_DELIVERIES,
    max_ack_pending: MOST_HELD,
  });
  await manager.consumers.add(DONE_STREAM, {
    durable_name: subjects.doneConsumer,
    filter_subject: subjects.done("*", "*", "*"),
    ack_policy: AckPolicy.Explicit,
    ack_wait: nanos(SILENT_MS),
    max_ack_pending: MOST_HELD,
  });
}

/**
 * Has all parts given out again that the server has. After a kill it may have some that it believes to be done, and it gives
 * none of them to anybody; nor any that was given out too often while nobody listened.
 */
export async function giveOutAgain(manager: JetStreamManager, subjects: SweepSubjects): Promise<void> {
  await manager.consumers.delete(WORK_STREAM, subjects.workConsumer);
  await ensureStreams(manager, subjects);
}

/** Removes all of a sweep from the server. */
export async function removeSweep(manager: JetStreamManager, subjects: SweepSubjects): Promise<void> {
  // The text first: workers look for sweeps by it.
  await manager.streams.purge(CONFIG_STREAM, { filter: subjects.config("*") });
  await manager.streams.purge(CONFIG_STREAM, { filter: subjects.refused("*") });
  await manager.streams.purge(WORK_STREAM, { filter: subjects.part("*") });
  await manager.streams.purge(DONE_STREAM, { filter: subjects.done("*", "*", "*") });
  await manager.consumers.delete(WORK_STREAM, subjects.workConsumer);
  await manager.consumers.delete(DONE_STREAM, subjects.doneConsumer);
}

/** Messages of a sweep on the server: parts that wait, that workers hold, and that are trained. */
export interface Standing {
  readonly waiting: number;
  readonly held: number;
  readonly trained: number;
}

/** Where a sweep stands on the server. */
export async function standingOf(manager: JetStreamManager, subjects: SweepSubjects): Promise<Standing> {
  const work = await manager.consumers.info(WORK_STREAM, subjects.workConsumer);
  const done = await manager.consumers.info(DONE_STREAM, subjects.doneConsumer);
  const left = (info: ConsumerInfo): number => info.num_pending + info.num_ack_pending;
  return { waiting: work.num_pending, held: work.num_ack_pending, trained: left(done) };
}

/**
 * Whether anybody waits for parts of a sweep that are trained: whoever collects it does, nearly all the time.
 *
 * @throws JetStreamApiError where the server has nothing of the sweep, NoJetStream where it keeps nothing.
 */
export async function isWaitedFor(manager: JetStreamManager, subjects: SweepSubjects): Promise<boolean> {
  const info = fromJetStream(manager.consumers.info(DONE_STREAM, subjects.doneConsumer));
  return (await info).num_waiting > 0;
}

/** Whether the server refused a message because one of its subject is there. */
export function isThereAlready(error: unknown): boolean {
  return error instanceof JetStreamApiError && error.code === MOST_MESSAGES_OF_SUBJECT;
}

const MOST_MESSAGES_OF_SUBJECT = 10077;
