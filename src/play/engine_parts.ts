// The parts of the engine that a page loads one after the other, and which of them a request waits for.
// Why parts: the first answer needs no reader, no files and no editor's help, and is there before them.

import type { readingOf } from "./document_reading.ts";
import type { ToEngine } from "./engine_protocol.ts";
import type { LaterAnswers } from "./later_answers.ts";
import type { RareAnswers } from "./rare_answers.ts";

/** What an engine is given when it is loaded, in this order: each stands on those before it. */
export interface EngineParts {
  /** Reads a document. */
  readonly reading: typeof readingOf;
  /** What is asked after the first answer, whatever a visitor does. */
  readonly later: LaterAnswers;
  /** What is asked by those who press a button for it. */
  readonly rare: RareAnswers;
}

/** Which of them. */
export type EnginePart = keyof EngineParts;

/** In their order. */
export const PARTS: readonly EnginePart[] = ["reading", "later", "rare"];

/** The part without which a request cannot be answered, whatever is loaded and wherever it stands; null for none. */
export function partFor(message: ToEngine): EnginePart | null {
  switch (message.kind) {
    case "load":
      return message.reading ? null : "reading";
    case "train":
    case "luck":
    case "stop":
      return null;
    case "show":
      return message.view.parameter === null && message.view.subject === null ? null : "later";
    case "edit":
    case "fixes":
    case "complete":
    case "hover":
    case "rows":
    case "pin":
    case "unpin":
      return "later";
    default:
      return "rare";
  }
}
