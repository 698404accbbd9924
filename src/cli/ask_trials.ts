// `ask` of a sweep that holds rows out: what each trial answers to the rows that it did not learn.
// What must not change: a sweep keeps no networks, so its trials are trained again, with the bits that they had.

import { outputNamesOf } from "../dataset/dataset.ts";
import type { FolderView } from "../host/folder_view.ts";
import { sweepIn } from "../host/found_sweep.ts";
import { Progress } from "../host/progress.ts";
import { trainAllParts } from "../host/sweep_threads.ts";
import { printData, printMessage } from "../host/terminal.ts";
import { ownCells } from "../results/answered_rows.ts";
import { answersOfPart, heldOutCsv, heldOutTexts, type TrialAnswers } from "../results/held_out_answers.ts";
import { HeldOutRows } from "../sweep/held_out_rows.ts";
import { PartRequests } from "../sweep/part_requests.ts";
import type { SweepPlan } from "../sweep/plan.ts";
import { inFull } from "../text/number_words.ts";
import { counted } from "../text/words.ts";
import { type Arguments, UsageError } from "./command.ts";
import { put } from "./output_file.ts";
import { printNotes } from "./print_notes.ts";
import { warnOfChanges, warnOfLineEnds } from "./result_folders.ts";
import { noRun, tellDamaged } from "./run_argument.ts";

/** Which sweeps are asked, as a message says it. */
export const SWEEPS = ", or without a table that of a sweep that holds rows out";

/** Lines of the largest table: one of this size takes a minute to write, and no spreadsheet opens a longer one. */
const MOST_LINES = 1_000_000;

/** Cells of the largest table, which is one text in memory: of numbers in full, that has about as many bytes as texts may have. */
const MOST_CELLS = 20_000_000;

/** Answers the rows that the trials of a sweep held out. @returns the exit code. */
export async function askTrials(args: Arguments, result: FolderView): Promise<number> {
  const read = await sweepIn(result);
  if ("problems" in read) {
    tellDamaged(result, "asked", read.problems);
    return 1;
  }
  const { plan, manifest, hasOtherLineEnds } = read.ok;
  if (plan.experiment.dataset.validation === null) throw await noRun(result, "ask", SWEEPS);
  checkSize(plan);
  if (hasOtherLineEnds) warnOfLineEnds(result);
  warnOfChanges(result, manifest);
  const trials = await trainedAgain(plan);
  if (trials.every(({ answers }) => answers === null)) {
    throw new UsageError(
      `${result.path}: every trial diverged: there is no network to ask`,
      "lower the learning_rate",
    );
  }
  const csv = heldOutCsv(plan, trials);
  if (args.has("out")) put(args, csv);
  else printData(csv);
  printMessage(heldOutTexts(plan, trials).map((text) => `${text}\n`).join(""));
  const divergedCount = trials.filter(({ answers }) => answers === null).length;
  if (divergedCount > 0) {
    printNotes([{
      message: `${inFull(divergedCount)} of ${
        counted(trials.length, "trial")
      } diverged and answer none of their rows`,
      hint: "the others alone are counted: lower the learning_rate of those",
    }]);
  }
  return 0;
}

/** Refuses a sweep whose answers would be too large a table, before any is trained for it. */
export function checkSize(
  { experiment, trialCount, keys }: Pick<SweepPlan, "experiment" | "trialCount" | "keys">,
): void {
  const { dataset } = experiment;
  const lineCount = trialCount * dataset.validation!.rows.length;
  const answerCount = outputNamesOf(dataset.target).length;
  const cellCount = lineCount * (keys.length + ownCells(dataset).names.length + 2 * answerCount);
  const [most, found, unit] = lineCount > MOST_LINES
    ? [MOST_LINES, lineCount, "rows"]
    : [MOST_CELLS, cellCount, "cells"];
  if (found <= most) return;
  throw new UsageError(
    `ask answers at most ${inFull(most)} ${unit}: found about ${inFull(found)}, in ${
      inFull(trialCount)
    } trials`,
    "run fewer of them as a sweep of their own, with one seed or a few",
  );
}

async function trainedAgain(plan: SweepPlan): Promise<readonly TrialAnswers[]> {
  const heldOut = new HeldOutRows(plan);
  const requests = new PartRequests(plan, heldOut.asQueries());
  const parts = new Array<readonly TrialAnswers[]>(plan.partCount);
  const progress = new Progress({ label: "training", total: plan.trialCount, unit: "trials" });
  try {
    await trainAllParts(
      plan,
      navigator.hardwareConcurrency,
      (result) => {
        parts[result.part] = answersOfPart(heldOut, result);
      },
      (trialsDone) => progress.update(trialsDone),
      requests,
    );
  } finally {
    progress.end();
  }
  return parts.flat();
}
