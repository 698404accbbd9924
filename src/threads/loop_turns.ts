// Turns of the event loop in a page's worker: one a message to itself, which waits behind those that came before it.
// Why not as in `event_loop.ts`: a page that lies on a disk, or comes without encryption, may have no digests, and a timer
// waits 4 ms when it is set again and again.

/** Gives turns. */
export class LoopTurns {
  readonly #channel = new MessageChannel();
  #resolve: () => void = () => {};

  constructor() {
    this.#channel.port1.onmessage = () => this.#resolve();
  }

  /** Lets what waits be heard. */
  next(): Promise<void> {
    return new Promise((resolve) => {
      const others = this.#resolve;
      this.#resolve = () => {
        this.#resolve = () => {};
        others();
        resolve();
      };
      this.#channel.port2.postMessage(null);
    });
  }

  /** Gives no more turns, so that a process may end. */
  close(): void {
    this.#channel.port1.close();
    this.#channel.port2.close();
  }
}
