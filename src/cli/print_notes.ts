// What `run` says after a result, where something would help.
// Why for sweeps too: ten thousand trials that cannot learn cost more than one.

import { paintError, printError } from "../host/terminal.ts";
import type { Note } from "../run/notes.ts";
import { visible } from "../text/visible_text.ts";

/** Prints notes, if there are any. */
export function printNotes(notes: readonly Note[]): void {
  for (const { message, hint } of notes) {
    printError(`${paintError("yellow", "note")} ${visible(message)}\n  ${visible(hint)}\n`);
  }
}
