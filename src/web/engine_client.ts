// Talks to the engine in its worker: requests go out with numbers, and each answer finds who asked.
// What must not change: of each kind the latest request alone is answered; an answer to an older one is let go.

import type { EngineRequest, FromEngine, ToEngine } from "../play/engine_protocol.ts";

/** Hears the answers to a request: word of how far it is, as often as there is any, and at last what came of it. */
export type Listener = (answer: FromEngine) => void;

/** The engine as the page knows it. */
export class EngineClient {
  readonly #worker: Worker;
  readonly #listeners = new Map<string, { readonly request: number; readonly listener: Listener }>();
  #lastRequest = 0;

  /** @param onBreakdown hears that the worker has ended by a mistake of ours, or never began. */
  constructor(worker: Worker, onBreakdown: (reason: string) => void) {
    this.#worker = worker;
    worker.onmessage = ({ data }: MessageEvent<FromEngine>) => {
      for (const { request, listener } of this.#listeners.values()) {
        if (request === data.request) return listener(data);
      }
    };
    worker.onerror = (event) => onBreakdown(event.message ?? "it could not be started");
  }

  /** Sends a request; whoever waits for an older one of its kind waits for ever. */
  send(request: EngineRequest, listener: Listener): void {
    const number = ++this.#lastRequest;
    this.#listeners.set(request.kind, { request: number, listener });
    this.#worker.postMessage({ ...request, request: number } satisfies ToEngine);
  }

  /** Lets go of requests: what still comes of them is not heard. */
  forget(...kinds: readonly EngineRequest["kind"][]): void {
    for (const kind of kinds) this.#listeners.delete(kind);
  }

  /** Sends a request. @returns what came of it. */
  ask(request: EngineRequest): Promise<FromEngine> {
    return new Promise((resolve) =>
      this.send(request, (answer) => {
        if (answer.kind !== "underway") resolve(answer);
      })
    );
  }
}
