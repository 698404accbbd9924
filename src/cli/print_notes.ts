// What `run` says after a result and `ask` after its answers, where something would help.
// Why for sweeps too: ten thousand trials that cannot learn cost more than one.

import { messageColumns, paintError, printError } from "../host/terminal.ts";
import type { Note } from "../experiment/note.ts";
import { wrapped } from "../text/lines.ts";
import { visible } from "../text/visible_text.ts";

/** Prints notes, if there are any. */
export function printNotes(notes: readonly Note[]): void {
  for (const { message, hint } of notes) {
    const columns = messageColumns();
    const wayOut = wrapped(visible(hint), columns - 2).map((line) => `  ${line}`);
    const lines = [...wrapped(`note ${visible(message)}`, columns, "  "), ...wayOut];
    printError(lines.join("\n").replace(/^note/, paintError("yellow", "note")) + "\n");
  }
}
