// The end of a sweep: its statistics are worked out, its folder is written, and a person reads what came out.
// Why a file of its own: it loads while the workers load, and the trials need none of it.

import type { Experiment } from "../experiment/experiment.ts";
import { exists } from "../host/disk.ts";
import { ReadingProgress, watched, watchedFigures } from "../host/progress.ts";
import { storeFolder, type StoreResult } from "../host/result_store.ts";
import type { KeptSweep, SweepRun } from "../host/sweep_runner.ts";
import { isInteractive, paintError, print, printError, printMessage } from "../host/terminal.ts";
import type { FileContent } from "../results/file_content.ts";
import { sweepContents } from "../results/sweep_contents.ts";
import { summaryOf, type SweepSummary } from "../sweep/summary.ts";
import { eachPart } from "../sweep/sweep_outcome.ts";
import { visible } from "../text/visible_text.ts";
import { beside } from "./beside.ts";
import { notesOnSweep } from "../report/sweep/sweep_notes.ts";
import type { PrintJson } from "./in_turn.ts";
import { printNotes } from "./print_notes.ts";
import { storedLine } from "./stored_line.ts";
import { sweepJson, sweepOutput } from "./sweep_output.ts";
import { PARQUET_FILE } from "../results/sha256_sums.ts";

/** A sweep that is trained and stored. */
export interface FinishedSweep {
  readonly summary: SweepSummary;
  /** `added` where only `trials.parquet` was missing. */
  readonly stored: StoreResult | { readonly kind: "added" };
  /** The other version, in words, that drew the reports of a sweep found; null where this one did. */
  readonly drawnBy: string | null;
}

/** What is to be stored, and where. */
export interface SweepStorage extends KeptSweep {
  readonly isFresh: boolean;
  readonly isParquet: boolean;
}

/** Works out the statistics of a sweep whose parts are all there, and writes its folder. */
export async function putTogether(
  { plan, experimentHash, folder, isFresh, isParquet }: SweepStorage,
  { outcome: { figures, bands }, lines }: SweepRun,
): Promise<FinishedSweep> {
  const progress = new ReadingProgress(plan);
  const { onRead } = progress;
  const outcome = { plan, figures: watchedFigures(figures, onRead), bands };
  try {
    const summary = summaryOf(outcome);
    const extra = new Map<string, FileContent>();
    // A sweep that is trained again keeps the file that was once asked for, if only while this one waited.
    if (isParquet || isFresh && exists(`${folder}/${PARQUET_FILE}`)) {
      const path = beside("../results/trials_parquet.ts", import.meta.url);
      const { trialsParquet } = await import(path) as typeof import("../results/trials_parquet.ts");
      extra.set(PARQUET_FILE, { [Symbol.iterator]: () => trialsParquet(plan, eachPart(outcome)) });
    }
    const contents = sweepContents(outcome, experimentHash, {
      lines: watched(lines, onRead),
      summary,
      extra,
    });
    const stored = await storeFolder(folder, contents, isFresh ? "replace" : "keep");
    return { summary, stored, drawnBy: null };
  } finally {
    progress.end();
  }
}

/** How a sweep is told of. */
interface TellOptions {
  /** The user's figures for some answers, by `answerName`. */
  readonly at: ReadonlyMap<string, number>;
  /** Prints the statistics for programs; null where a person reads them. */
  readonly printJson: PrintJson | null;
  /** The result folder. */
  readonly folder: string;
  readonly isFresh: boolean;
  /** Whether the folder was there before the command began. */
  readonly wasThere: boolean;
}

/** Prints the statistics, and what became of the folder. */
export function printSweep(
  experiment: Experiment,
  { summary, stored, drawnBy }: FinishedSweep,
  { at, printJson, folder, isFresh, wasThere }: TellOptions,
): void {
  if (printJson === null) print(sweepOutput(experiment, summary, at));
  else printJson({ folder, stored: stored.kind, ...sweepJson(experiment, summary, at) });
  const drawnText = drawnBy === null ? "" : `, its reports drawn by ${drawnBy}`;
  const foundText = isFresh
    ? "trained again, the same bytes as before"
    : wasThere
    ? `trained before${drawnText}; run --fresh trains it again, verify checks it`
    : `put together by another process meanwhile${drawnText}; verify checks it`;
  printMessage(
    stored.kind === "added"
      ? `${paintError("green", "added")} trials.parquet to ${visible(folder)}\n`
      : storedLine(folder, stored, foundText),
  );
  printNotes(notesOnSweep(experiment, summary));
  if (isInteractive() && stored.kind !== "differs") printError(`report  ${visible(folder)}/report.html\n`);
}
