// What the engine answers about texts: edits, mistakes and what mends them, completion, hover and rows farther down.
// Why apart: the first answer needs none of it; see `later_answers.ts`.

import type { Problem, Read } from "../experiment/source/problem.ts";
import { completionAt } from "./completion.ts";
import type { PlayDocument } from "./document.ts";
import { tablesFrom } from "./document_reading.ts";
import type { EngineAnswer, EngineRequest, ReadOrMistakes } from "./engine_protocol.ts";
import { editFor } from "./gesture.ts";
import { hoverAt, hoverInLine } from "./hover.ts";
import { fixesFor, mistakesIn } from "./mistakes.ts";

/** What is asked about a text. */
type TextRequest = Extract<
  EngineRequest,
  { readonly kind: "edit" | "fixes" | "complete" | "hover" | "rows" }
>;

/** The answer to what is asked about a text. */
export function textAnswer(request: TextRequest): EngineAnswer {
  switch (request.kind) {
    case "edit": {
      const { document: play, gesture, shownRowCount } = request;
      return { kind: "edited", read: readOrMistakes(play, editFor(play, gesture, shownRowCount)) };
    }
    case "fixes":
      return { kind: "fixes", fixes: fixesFor(request.document, request.mistake) };
    case "complete":
      return { kind: "completion", completion: completionAt(request.text, request.offset) };
    case "hover":
      return {
        kind: "hover",
        hover: (request.isOfCaret ? hoverInLine : hoverAt)(request.text, request.offset),
      };
    case "rows":
      return { kind: "rows", tables: tablesFrom(request.document, request.starts) };
  }
}

/** The answer to a document that does not read. */
export function mistakesAnswer(play: PlayDocument, problems: readonly Problem[]): EngineAnswer {
  return { kind: "mistakes", mistakes: mistakesIn(play, problems) };
}

/** What was made of a document, or the mistakes at their places in it. */
export function readOrMistakes<T>(play: PlayDocument, read: Read<T>): ReadOrMistakes<T> {
  return "ok" in read ? read : { mistakes: mistakesIn(play, read.problems) };
}
