// Receives what workers send: keeps each part, trains some of its trials again, and refuses whoever sent a wrong bit.
// What must not change: a part is kept before the server hears that it has come, so that it is lost nowhere between the two;
// what a worker sends is believed only as far as it is checked, and with the first wrong bit all that came from it goes.

import type { JsMsg } from "npm:@nats-io/jetstream@3.4.0";
import { type KeptPart, nameOfPart, partOfFile } from "../threads/part_file.ts";
import type { Collecting } from "./collecting.ts";
import { OwnThread } from "./own_thread.ts";
import { differenceOf, drawnPlace } from "./part_check.ts";
import { readDone, type SentPart } from "./subjects.ts";

/** A worker that is refused. */
export interface Refusal {
  readonly worker: string;
  readonly reason: string;
  /** The parts that came from it, or whose sender is unknown: they are thrown away. */
  readonly partCount: number;
}

/** Where parts go, and who hears of them. */
export interface PartReceiverOptions extends Collecting {
  /** Hears that a part is there, or that some are not there any more. */
  readonly onChange: () => void;
  readonly onRefused: (refusal: Refusal) => void;
}

/** Receives the parts of one sweep. */
export class PartReceiver {
  readonly #checker: OwnThread;
  readonly #checks = new Set<Promise<void>>();

  constructor(readonly options: PartReceiverOptions) {
    this.#checker = new OwnThread(options.makeWorker);
  }

  /** Whether parts are being checked. */
  get isChecking(): boolean {
    return this.#checks.size > 0;
  }

  /** Waits until each part is checked that has come so far. */
  async checked(): Promise<void> {
    await Promise.all(this.#checks);
  }

  /** Ends the thread that checks. */
  terminate(): void {
    this.#checker.terminate();
  }

  /** Takes what a worker has sent. @throws what the store throws. */
  async take(message: JsMsg): Promise<void> {
    const { roll, ledger } = this.options;
    const sent = readDone(message.subject);
    if (sent !== null && !roll.isRefused(sent.worker) && ledger.missing.has(sent.part)) {
      await this.#believe(sent, message.data.slice());
    }
    // Last: until here the part may be lost, and the server would send it again.
    message.ack();
  }

  async #believe(sent: SentPart, file: Uint8Array<ArrayBuffer>): Promise<void> {
    const { server, requests: { plan, frame }, ledger, roll, onChange } = this.options;
    const { worker, part } = sent;
    roll.hearPart();
    const found = await partOfFile(frame, server.identity, part, file);
    // A check may have refused its worker meanwhile, and what came from a worker is thrown away only once.
    if (roll.isRefused(worker)) return;
    if (found === null) {
      return await this.#refuse(worker, `what it sent as ${nameOfPart(part)} is no part of this sweep`);
    }
    if (!ledger.missing.has(part)) return;
    const isFirst = roll.meet(worker);
    ledger.keepSent(sent, file);
    onChange();
    const place = drawnPlace(plan, part, isFirst);
    if (place !== null) this.#aside(this.#check(worker, part, place, found));
  }

  /** Trains a trial of a part again. */
  async #check(worker: string, part: number, place: number, sent: KeptPart): Promise<void> {
    const { requests } = this.options;
    const { plan, frame } = requests;
    const request = { ...requests.request(part), only: [place] };
    const trained = await this.#checker.train({ sweep: { frame, identity: null }, request });
    const difference = differenceOf(plan, frame, place, sent, trained);
    if (difference !== null) await this.#refuse(worker, difference);
  }

  /** Throws away all that came from a worker, and what came from an unknown sender. */
  async #refuse(worker: string, reason: string): Promise<void> {
    const { server, ledger, roll, onRefused, onChange } = this.options;
    if (!roll.refuse(worker)) return;
    const partCount = ledger.throwAway(worker);
    onRefused({ worker, reason, partCount });
    onChange();
    await server.refuse(worker, reason).catch(() => {});
    // Where the server is away, it is found soon that parts are lost, and they are published again.
    await server.publishParts(ledger.missing).catch(() => {});
  }

  /** Lets a check go on beside the receiving. */
  #aside(check: Promise<void>): void {
    const watched = check.finally(() => this.#checks.delete(watched));
    this.#checks.add(watched);
    watched.catch(this.options.onFailed);
  }
}
