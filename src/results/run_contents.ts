// What a run's result folder holds, but for the manifest.
// What must not change: the names of the files and their order.

import type { Outcome } from "../run/outcome.ts";
import { htmlPage } from "../document/html_page.ts";
import { markdownPage } from "../document/markdown_page.ts";
import { runReport } from "../report/run/run_report.ts";
import type { FolderContents } from "./manifest.ts";
import { textFiles } from "./run_files.ts";

export function runContents(outcome: Outcome, experimentHash: string): FolderContents {
  return { experiment: outcome.experiment, experimentHash, files: eachFile(outcome, experimentHash) };
}

/** The small files first: they can be hashed while the reports are drawn. */
function* eachFile(outcome: Outcome, experimentHash: string): Generator<readonly [string, string]> {
  yield* textFiles(outcome);
  const report = runReport(outcome, experimentHash);
  yield ["report.md", markdownPage(report)];
  yield ["report.html", htmlPage(report)];
}
