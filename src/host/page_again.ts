// Draws the page of a stored result again, from the figures in its folder.
// Why: the hashes in a manifest show that nothing was changed by accident, but a stranger writes page and manifest alike.
// A page that this program would draw of the figures holds nothing else, least of all a program.

import { canonicalText } from "../experiment/config.ts";
import { htmlPage } from "../document/html_page.ts";
import { runReport } from "../report/run/run_report.ts";
import { sweepReport } from "../report/sweep/sweep_report.ts";
import type { FileContent } from "../results/file_content.ts";
import { readStoredRun } from "../results/stored_run.ts";
import { readStoredSweep } from "../results/stored_sweep.ts";
import type { StoredFiles, StoredRead } from "../results/stored_text.ts";
import { summaryOf } from "../sweep/summary.ts";
import { nativeHashOf } from "./native_hash.ts";
import { TRIALS_FILE, TrialsFile, whereWhole } from "./trials_file.ts";

/** The content of `report.html` as this program draws it, or what is wrong with the folder. */
export async function pageAgain(folder: string, files: StoredFiles): Promise<StoredRead<FileContent>> {
  const run = readStoredRun(files);
  if ("problems" in run) return run;
  if (run.ok !== null) {
    const { outcome } = run.ok;
    return { ok: htmlPage(runReport(outcome, await nativeHashOf(canonicalText(outcome.experiment)))) };
  }
  const sweep = readStoredSweep(files);
  if ("problems" in sweep) return sweep;
  const { plan, manifest, summary: { bands } } = sweep.ok;
  const trials = await TrialsFile.open(folder, plan, manifest.files.get(TRIALS_FILE)?.sha256 ?? "");
  if ("problems" in trials) return trials;
  const outcome = { plan, figures: trials.ok, bands };
  const hash = await nativeHashOf(canonicalText(plan.experiment));
  return await whereWhole(() => ({ ok: htmlPage(sweepReport(outcome, summaryOf(outcome), hash)) }));
}
