// The names on the server: streams, consumers and subjects.
// What must not change: a worker's name stands in the subject of each part that it sends, so that a server can hold whoever
// has a key to the name that the key is for.

import type { SweepFrame } from "../sweep/grouped_trials.ts";

/** Sweeps under way: the canonical text of each, by its hash. */
export const CONFIG_STREAM = "SEEDBED_CONFIG";
/** Parts to be trained, each until a worker says that it has sent it. */
export const WORK_STREAM = "SEEDBED_WORK";
/** Parts that were trained, until they are collected. */
export const DONE_STREAM = "SEEDBED_DONE";

/** The subjects of each stream. */
export const SUBJECTS = {
  [CONFIG_STREAM]: ["seedbed.config.>", "seedbed.refused.>"],
  [WORK_STREAM]: ["seedbed.part.>"],
  [DONE_STREAM]: ["seedbed.done.>"],
} as const;

/** What is published about one sweep. @param identity the SHA-256 of its canonical text, 64 hex digits. */
export class SweepSubjects {
  constructor(readonly identity: string) {}

  /** A piece of the canonical text; without a number of all pieces. */
  config(piece: number | "*"): string {
    return `seedbed.config.${this.identity}.${piece}`;
  }

  /** A part to be trained. */
  part(part: number | "*"): string {
    return `seedbed.part.${this.identity}.${part}`;
  }

  /** A part that a process of a worker has trained. */
  done(worker: string, instance: string, part: number | "*"): string {
    return `seedbed.done.${worker}.${instance}.${this.identity}.${part}`;
  }

  /** Says that a process of a worker is at work; kept nowhere. */
  word(worker: string, instance: string): string {
    return `seedbed.word.${worker}.${instance}.${this.identity}`;
  }

  /** Why a worker is refused. */
  refused(worker: string): string {
    return `seedbed.refused.${this.identity}.${worker}`;
  }

  /** The consumer from which all workers take parts. */
  get workConsumer(): string {
    return `work-${this.identity}`;
  }

  /** The consumer from which parts are collected. */
  get doneConsumer(): string {
    return `done-${this.identity}`;
  }
}

/** Where all processes of a worker send the parts that they trained, and where they say that they are at work. */
export function subjectsOfWorker(name: string): readonly string[] {
  return [`seedbed.done.${name}.>`, `seedbed.word.${name}.>`];
}

/** The words of all workers. */
export const ANY_WORD = "seedbed.word.>";

/** The first piece of the text of any sweep. */
export const ANY_CONFIG = "seedbed.config.*.0";

/** What whoever collects is called. */
export const COLLECTOR = "collector";

const NAME = "[A-Za-z0-9_-]{1,32}";

/** What a worker may be called: a word of a subject. */
export const WORKER_NAME = new RegExp(`^${NAME}$`);

/** A process of a worker. */
export interface WorkerProcess {
  readonly worker: string;
  /** Of several processes of one name. */
  readonly instance: string;
}

/** Who sent a part, and which. */
export interface SentPart extends WorkerProcess {
  readonly part: number;
}

/** What the subject of a trained part says; null for a subject of another kind. */
export function readDone(subject: string): SentPart | null {
  const [, worker, instance, part] = DONE_SUBJECT.exec(subject) ?? [];
  return worker === undefined ? null : { worker, instance, part: Number(part) };
}

const DONE_SUBJECT = new RegExp(`^seedbed\\.done\\.(${NAME})\\.(${NAME})\\.[0-9a-f]{64}\\.(\\d{1,9})$`);

/** Who says that it is at work; null for a subject of another kind. */
export function readWord(subject: string): WorkerProcess | null {
  const [, worker, instance] = WORD_SUBJECT.exec(subject) ?? [];
  return worker === undefined ? null : { worker, instance };
}

const WORD_SUBJECT = new RegExp(`^seedbed\\.word\\.(${NAME})\\.(${NAME})\\.[0-9a-f]{64}$`);

/** The part that a message asks for; null for one that no plan has. */
export function readPart(
  subject: string,
  { trialCount, partSize }: Pick<SweepFrame, "trialCount" | "partSize">,
): number | null {
  const part = Number(/\.(\d{1,9})$/.exec(subject)?.[1] ?? NaN);
  return part * partSize < trialCount ? part : null;
}

/** The identity of the sweep of a subject of a text. */
export function readIdentity(subject: string): string | null {
  return /^seedbed\.config\.([0-9a-f]{64})\.\d+$/.exec(subject)?.[1] ?? null;
}
