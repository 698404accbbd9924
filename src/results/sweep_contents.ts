// What a sweep's result folder holds, but for the manifest: the same bytes, however many workers trained it.
// What must not change: trials are in plan order, never in the order in which they were done.

import { configOf } from "../experiment/config.ts";
import { PartRequests } from "../sweep/part_requests.ts";
import { summaryOf, type SweepSummary } from "../sweep/summary.ts";
import type { SweepOutcome } from "../sweep/sweep_outcome.ts";
import { htmlPage } from "../document/html_page.ts";
import { markdownPage } from "../document/markdown_page.ts";
import { sweepReport } from "../report/sweep/sweep_report.ts";
import { jsonText } from "./json_text.ts";
import { bytesOf, type FileContent, type FileMap } from "./file_content.ts";
import type { FolderContents } from "./manifest.ts";
import { summaryJson } from "./summary_json.ts";
import { trialLines } from "./trials_csv.ts";
import { trialsHeader } from "./trial_columns.ts";

/** What may be known already when the files are made. */
export interface SweepFilesOptions {
  /** The lines of `trials.csv` without its header, as workers wrote them; they are asked for as often as they are needed. */
  readonly lines?: Iterable<Uint8Array>;
  /** The statistics, where they are worked out already. */
  readonly summary?: SweepSummary;
  /** Files beside the usual ones, such as `trials.parquet`. */
  readonly extra?: FileMap;
}

/** The contents of a sweep's folder. */
export function sweepContents(
  outcome: SweepOutcome,
  experimentHash: string,
  options: SweepFilesOptions = {},
): FolderContents {
  const { experiment } = outcome.plan;
  return { experiment, experimentHash, files: eachFile(outcome, experimentHash, options) };
}

function* eachFile(
  outcome: SweepOutcome,
  experimentHash: string,
  options: SweepFilesOptions,
): Generator<readonly [string, FileContent]> {
  const { plan } = outcome;
  const summary = options.summary ?? summaryOf(outcome);
  yield ["config.json", jsonText(configOf(plan.experiment))];
  yield ["trials.csv", trialsCsv(outcome, options.lines ?? { [Symbol.iterator]: () => linesOf(outcome) })];
  yield ["summary.json", jsonText(summaryJson(plan.experiment, summary))];
  const report = sweepReport(outcome, summary, experimentHash);
  yield ["report.md", markdownPage(report)];
  yield ["report.html", htmlPage(report)];
  yield* options.extra ?? [];
}

/** Of fewer trials the lines are made at once, of more piece by piece. */
const MOST_AT_ONCE = 100_000;

function trialsCsv({ plan }: SweepOutcome, lines: Iterable<Uint8Array>): FileContent {
  const pieces = {
    *[Symbol.iterator]() {
      yield bytesOf(trialsHeader(plan));
      yield* lines;
    },
  };
  return plan.trialCount <= MOST_AT_ONCE ? [...pieces] : pieces;
}

function* linesOf({ plan, figures }: SweepOutcome): Generator<Uint8Array> {
  const requests = new PartRequests(plan);
  for (let part = 0; part < plan.partCount; part++) {
    yield bytesOf(trialLines(requests.trials(part), figures.ofPart(part)));
  }
}
