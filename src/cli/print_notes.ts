// What `run` says of an experiment in which nothing is wrong, after its result.
// Why for sweeps too: ten thousand trials that cannot learn cost more than one.

import type { Experiment } from "../experiment/experiment.ts";
import { paintError, printError } from "../host/terminal.ts";
import { notesOn } from "../run/notes.ts";
import { visible } from "../text/visible_text.ts";

/** Prints the notes on an experiment, if any. */
export function printNotes(experiment: Experiment): void {
  for (const { message, hint } of notesOn(experiment)) {
    printError(`${paintError("yellow", "note")} ${visible(message)}\n  ${visible(hint)}\n`);
  }
}
