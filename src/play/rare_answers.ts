// What the engine answers when a button or a dropped file asks for it, in one piece, which `threads/rare.ts` loads then: result
// folders, verifying them, and experiments for tables. Most visits need none of it.
// What must not change: `play_engine.ts`, `later_answers.ts` and what they import take nothing but types from here.

import type { EngineAnswer, EngineRequest } from "./engine_protocol.ts";
import { filesInTurns, verifiedInTurns } from "./result_answers.ts";
import { documentForTable } from "./table_document.ts";
import { readOrMistakes } from "./text_answers.ts";

/** All of it. */
export const rareAnswers = { filesInTurns, tableAnswer, verifiedInTurns } as const;

/** What it gives. */
export type RareAnswers = typeof rareAnswers;

/** The answer to a table for which an experiment is wanted. */
function tableAnswer(request: Extract<EngineRequest, { readonly kind: "table" }>): EngineAnswer {
  const { fileName, text } = request;
  const read = documentForTable(request);
  return {
    kind: "table",
    read: readOrMistakes({ name: fileName, text: "", files: { [fileName]: text } }, read),
  };
}
