// Opens an experiment of its own for a table that somebody has.
// What must not change: where there is none that fits, nothing that is open is lost, and the reasons are told.

import { lineAt } from "../play/line_at.ts";
import type { App } from "./app.ts";

/** Opens an experiment that fits a table, if nothing else was asked for meanwhile. @returns why there is none, else null. */
export async function openTable(app: App, fileName: string, text: string): Promise<string | null> {
  const isWanted = app.edits.opening();
  const answer = await app.engine.ask({ kind: "table", fileName, text, program: app.site.program });
  if (answer.kind === "refused") return answer.message;
  if (answer.kind !== "table") return "the engine said nothing of it";
  if (!("ok" in answer.read)) {
    return answer.read.mistakes.flatMap(({ from, message, hint }) => [
      `line ${lineAt(text, from)}: ${message}`,
      ...(hint === null ? [] : [hint]),
    ]).join("; ");
  }
  if (isWanted()) app.edits.open(answer.read.ok);
  return null;
}
