// Begins a sweep again where other processes remove its parts.
// Why again: they were removed by whoever finished the sweep, or by somebody who knew nothing of it; on a network file
// system it may take seconds to see which.

import { pause } from "../threads/event_loop.ts";
import { PartGone } from "./part_store.ts";

/** Times that a sweep is begun. */
const MOST_ATTEMPTS = 6;
/** The first pause; each is twice as long as the last. What a network file system shows may be 20 s old. */
const PAUSE_MS = 1000;

/**
 * Works on a sweep until it is done or its result is there.
 *
 * @param isFinished whether the result is there.
 * @param work on the sweep, from what is kept of it.
 * @returns what came of the work; null where another process was first.
 */
export async function untilFinished<Done>(
  isFinished: () => boolean,
  work: () => Promise<Done | null>,
): Promise<Done | null> {
  for (let attempt = 1; !isFinished(); attempt++) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof PartGone) || attempt === MOST_ATTEMPTS) throw error;
      await pause(PAUSE_MS * 2 ** (attempt - 1));
    }
  }
  return null;
}
