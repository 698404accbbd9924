// What the engine answers after its first answer without being pressed for it, in one piece, which `threads/later.ts` loads: what
// is asked about a text while it is edited, the chain rule, what pinned runs differ in, and the hashes of a run's files.
// What must not change: `play_engine.ts`, `frame.ts` and what they import take nothing but types from here.

import { chainFacts } from "./chain_facts.ts";
import { pinFacts } from "./pin_facts.ts";
import { hashesInTurns } from "./result_hashes.ts";
import { mistakesAnswer, textAnswer } from "./text_answers.ts";

/** All of it. */
export const laterAnswers = { chainFacts, hashesInTurns, mistakesAnswer, pinFacts, textAnswer } as const;

/** What it gives. */
export type LaterAnswers = typeof laterAnswers;
