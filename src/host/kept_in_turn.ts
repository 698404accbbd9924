// Keeps where a training stands, one thing after another, while it goes on.
// What must not change: what the system does not let it keep costs time after a kill, and nothing else; a bug of ours is told.

import { isOfWorld } from "./world_error.ts";

/** What is being kept beside a training. */
export class KeptInTurn {
  #last: Promise<void> = Promise.resolve();

  /** Keeps something more, once all before it is kept. */
  add(keep: () => Promise<void>): void {
    this.#last = this.#last.then(keep).catch((error) => {
      if (!isOfWorld(error)) throw error;
    });
    this.#last.catch(() => {}); // Told when it is waited for: until then nobody hears it.
  }

  /** Waits until nothing is being kept. @throws a bug that it met. */
  async settled(): Promise<void> {
    await this.#last;
  }
}
