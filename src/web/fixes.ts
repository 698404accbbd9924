// Asks for what mends each mistake, one after another, while they are still those of the text.
// Why not with the mistakes: each way out is tried before it is offered, which takes longer than to find the mistake.

import type { EngineClient } from "./engine_client.ts";
import { effect } from "./preact.ts";
import type { Store } from "./store.ts";

/** Mistakes whose ways out are asked for. */
const MOST_MENDED = 8;

/** Keeps `fixes` in step with `mistakes`. */
export function followMistakes(store: Store, engine: EngineClient): void {
  effect(() => {
    const mistakes = store.mistakes.value;
    store.fixes.value = new Map();
    (async () => {
      for (const mistake of mistakes.slice(0, MOST_MENDED)) {
        const answer = await engine.ask({ kind: "fixes", document: store.document.peek(), mistake });
        if (store.mistakes.peek() !== mistakes) return;
        if (answer.kind === "fixes" && answer.fixes.length > 0) {
          store.fixes.value = new Map([...store.fixes.peek(), [mistake, answer.fixes]]);
        }
      }
    })();
  });
}
