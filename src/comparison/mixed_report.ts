// Runs and sweeps in one page: the runs first, the sweeps in a part of their own.
// Why apart: a run has one loss where a sweep has ten thousand, so that in one table half of the cells are empty.

import { htmlPage } from "../document/html_page.ts";
import type { Page } from "../document/page.ts";
import { counted } from "../text/words.ts";
import { isCounted } from "./comparison.ts";
import type { ComparisonSet } from "./comparison_files.ts";
import { comparisonsReport } from "./comparison_report.ts";
import { sweepParts, type SweepSet } from "./sweep_comparison_report.ts";

/** Comparisons of runs, and beside them of sweeps, as an HTML page. */
export function mixedHtml(runs: ComparisonSet, sweeps: SweepSet): string {
  return htmlPage(mixedReport(runs, sweeps));
}

/** The same as a report; without sweeps it is that of the runs. */
export function mixedReport(runs: ComparisonSet, sweeps: SweepSet): Page {
  const page = comparisonsReport(runs);
  if (sweeps.groups.length === 0 && sweeps.gaps.length === 0) return page;
  const sweepCount = sweeps.groups.flat().filter(isCounted).length;
  return {
    ...page,
    title: `${page.title}, and ${counted(sweepCount, "sweep")}`,
    blocks: [...page.blocks, ...sweepParts(sweeps, "sweeps-")],
  };
}
