// What people should be told of a sweep: of its experiment, and of trials that diverged.
// What must not change: as for a run, a note changes no figure and no exit code; it says what is so, and a line that would help.

import type { Experiment } from "../../experiment/experiment.ts";
import { type Note, notesOn } from "../../run/notes.ts";
import { smallerSteps } from "../../run/notes_after.ts";
import type { SweepSummary } from "../../sweep/summary.ts";
import { counted } from "../../text/words.ts";

/** The notes on a sweep that is over. */
export function notesOnSweep(experiment: Experiment, summary: SweepSummary): readonly Note[] {
  return [...notesOn(experiment), ...divergedNotes(experiment, summary)];
}

function divergedNotes(experiment: Experiment, { divergedCount, trialCount }: SweepSummary): readonly Note[] {
  if (divergedCount === 0) return [];
  const areRatesSwept = experiment.sweep?.axes.flat().some(({ key }) => key === "training.learning_rate");
  return [{
    message: `${divergedCount} of ${counted(trialCount, "trial")} diverged: their steps were too large`,
    hint: areRatesSwept
      ? "leave out the largest of learning_rate, or add clip_norm: 1 to training"
      : smallerSteps(experiment),
  }];
}
