// Takes messages from a consumer, again and again, whatever becomes of the server meanwhile.
// Why by short requests and not by one that lasts: after a restart of the server, or a cut cable, the next request is
// simply another one.

import type { Consumer, ConsumerMessages, JetStreamClient, JsMsg } from "npm:@nats-io/jetstream@3.4.0";
import { pause } from "../threads/event_loop.ts";
import { isForbidden } from "./connection.ts";

/** A request ends after so long without a message. */
const PULL_MS = 1000;
/** The server says so often that it is there. */
const HEARTBEAT_MS = 500;
/** The pause after a request that failed. */
const PAUSE_MS = 300;

/** A consumer on the server, found again when it was lost. */
export class Puller {
  #consumer: Consumer | null = null;
  #messages: ConsumerMessages | null = null;
  #isAnswered = false;

  constructor(readonly jetstream: JetStreamClient, readonly stream: string, readonly consumer: string) {}

  /**
   * Messages, as many as there are within a request.
   *
   * @param mostCount how many to ask for.
   * @returns none where there are none, or where the server or its store is not there: {@linkcode isAnswered} tells which.
   * @throws PermissionViolationError where the server refuses to give any.
   */
  async *pull(mostCount: number): AsyncGenerator<JsMsg> {
    this.#isAnswered = false;
    try {
      this.#consumer ??= await this.jetstream.consumers.get(this.stream, this.consumer);
      this.#messages = await this.#consumer.fetch({
        max_messages: mostCount,
        expires: PULL_MS,
        idle_heartbeat: HEARTBEAT_MS,
      });
      yield* this.#messages;
      this.#isAnswered = true;
    } catch (error) {
      if (isForbidden(error)) throw error;
      this.#consumer = null;
      await pause(PAUSE_MS);
    }
  }

  /** Whether the server answered the last request to its end: where that brought no message, there was none. */
  get isAnswered(): boolean {
    return this.#isAnswered;
  }

  /** Ends a request that waits for messages. */
  stop(): void {
    this.#messages?.stop();
  }
}
