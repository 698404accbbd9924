// What `run` says of an experiment in which nothing is wrong, after its result.
// Why for sweeps too: ten thousand trials that cannot learn cost more than one.

import type { Experiment } from "../experiment/experiment.ts";
import { paintError, printError, terminalColumns } from "../host/terminal.ts";
import { wrapped } from "../text/lines.ts";
import { type Note, notesOn } from "../run/notes.ts";
import { notesAfter } from "../run/notes_after.ts";
import type { Outcome } from "../run/outcome.ts";
import { visible } from "../text/visible_text.ts";

/** Prints the notes on an experiment, if any. */
export function printNotes(experiment: Experiment): void {
  printAll(notesOn(experiment));
}

/** Prints the notes on a run that is done, those on its experiment first. */
export function printNotesAfter(outcome: Outcome): void {
  printAll([...notesOn(outcome.experiment), ...notesAfter(outcome)]);
}

function printAll(notes: readonly Note[]): void {
  for (const { message, hint } of notes) {
    const columns = Deno.stderr.isTerminal() ? terminalColumns() : Infinity;
    const wayOut = wrapped(visible(hint), columns - 2).map((line) => `  ${line}`);
    const lines = [...wrapped(`note ${visible(message)}`, columns, "  "), ...wayOut];
    printError(lines.join("\n").replace(/^note/, paintError("yellow", "note")) + "\n");
  }
}
