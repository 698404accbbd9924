// `compare`: stored runs side by side.
// Why results that are not as they should be stand in the table, marked: whoever compares a class must see every hand-in,
// and no forged figure may pass for a good one.

import { visible } from "../text/visible_text.ts";
import { counted } from "../text/words.ts";
import { paint, paintChart, print, printError, printMessage, terminalColumns } from "../host/terminal.ts";
import {
  compareOutcomes,
  type Comparison,
  type NamedGap,
  type NamedOutcome,
  type RunMark,
} from "../comparison/comparison.ts";
import { mixedHtml } from "../comparison/mixed_report.ts";
import { sweepObjects, sweepsMarkdown, sweepsText } from "../comparison/sweep_comparison_files.ts";
import { comparisonColumns, sortedComparison } from "../comparison/comparison_table.ts";
import { comparisonsText } from "../comparison/comparison_text.ts";
import { comparisonCsv, comparisonsJson, comparisonsMarkdown } from "../comparison/comparison_files.ts";
import { labelsOf } from "../comparison/comparison_names.ts";
import { byQuestion } from "../comparison/questions.ts";
import { filesAsWritten } from "../results/line_ends.ts";
import { readLegibleRun, readStoredRun } from "../results/stored_run.ts";
import { type ClassRow, classRows, isCounted, marksText } from "../verify/class_rows.ts";
import { rowWords, shortMarks } from "../verify/class_text.ts";
import { PlaceChecker, type ReadPlace, tellUnreadable } from "./checked_places.ts";
import { type Arguments, type Command, OUT_OPTION } from "./command.ts";
import { program } from "./launch.ts";
import {
  columnCalled,
  compareSweeps,
  type FoundSweep,
  hasSortColumn,
  readSweeps,
  sortColumn,
  sweepSetOf,
  unreadableMark,
} from "./compare_sweeps.ts";
import { FORM_OPTIONS, type OutputForm, outputFormOf, writeAskedPage } from "./output_forms.ts";
import { placesOf } from "./result_folders.ts";
import { start } from "./start.ts";

export const compareCommand: Command = {
  name: "compare",
  usage: "A B …",
  takes: "results",
  summary: "show stored runs or sweeps side by side",
  description:
    "Shows which settings differ between stored runs, what came out, and where their losses first " +
    "differ. A and B are result folders, folders of results at any depth, zip files, patterns, or the names of " +
    "experiments, which mean all their results. Sweeps are compared with sweeps, below the runs: how their losses " +
    "and answers are spread. Results with other questions are in tables of their own.\n" +
    "Each result is checked first: trained again, if all of them take no more than about ten seconds, else by its " +
    "hashes. One that is changed, a copy of another (the same id and the same experiment.yaml), of another version, " +
    "unreadable or no result is in the table with that mark, and in no range, chart or count.\n" +
    "Exit code 0: compared, whatever the marks; 1: nothing to compare; 3: something cannot be read.",
  options: [
    OUT_OPTION,
    {
      name: "sort",
      value: "KEY",
      help: "sort by a column such as final_loss; --sort=-KEY for descending",
    },
    { name: "only-changed", help: "leave out columns that are the same for all runs" },
    ...FORM_OPTIONS,
  ],
  examples: [
    ["compare gender", "all results of the experiment gender"],
    ["compare gender/seed-42 gender/seed-7", "two of them"],
    ["compare 'results/*/seed-4?-*' --sort final_loss", "all that match, the best first"],
    ["compare gender --html gender.html", "a page to look at"],
    ["compare 'gender/sweep-*'", "sweeps: median and spread of each"],
    ["compare class", "what a class handed in, as folders and zip files"],
  ],
  run,
};

/** Time for making results again, all together, in milliseconds. */
const CHECK_MS = 10_000;

async function run(args: Arguments): Promise<number> {
  const form = outputFormOf(args, "compare");
  const places = placesOf(args, "compare");
  const checker = new PlaceChecker({ workerCount: navigator.hardwareConcurrency, budgetMs: CHECK_MS });
  const read: ReadPlace[] = [];
  for (const place of places) read.push(await checker.check(place));
  const checked = read.map((place) => place.checked);
  tellUnreadable(checked);
  const rows = classRows(checked, null);
  const { runs, sweeps, gaps } = found(rows, read);
  noteUnmade(rows);
  let comparedCount = runs.length;
  if (runs.length === 0 && sweeps.length > 0) {
    comparedCount = compareSweeps(sweeps, gaps, args, form);
  } else {
    printRuns({ runs, sweeps, gaps }, args, form);
  }
  if (rows.some(({ verdict }) => verdict === "unreadable")) return 3;
  return comparedCount === 0 ? 1 : 0;
}

/** Says of how many results only the hashes were looked at, since nobody should take that for more. */
function noteUnmade(rows: readonly ClassRow[]): void {
  const count = rows.filter(({ verdict }) => verdict === "unchecked").length;
  if (count === 0) return;
  const which = `${count} of ${counted(rows.length, "result")}`;
  printMessage(
    `${which}: compared with the hashes in manifest.json and not made again, which would take longer\n`,
  );
  printError(`  ${program()} verify makes them again\n`);
}

/** A sweep among the lines of runs, of which a CSV file has one each, with what is wrong with it, if anything is. */
function amongRuns({ label, mark }: FoundSweep): NamedGap {
  const { text, brief, why } = mark ?? { text: "", brief: "", why: "" };
  const after = (more: string, joint: string): string => more === "" ? "" : `${joint}${more}`;
  return {
    label,
    mark: {
      text: `sweep${after(text, ", ")}`,
      brief: `sweep${after(brief, ", ")}`,
      why: `sweeps are compared with sweeps${after(why, "; ")}`,
      isCounted: false,
    },
  };
}

/** Says that lines of sweeps have no figures, since nobody should take them for sweeps that have none. */
function noteSweepsUntold(count: number): void {
  printMessage(
    `${
      counted(count, "sweep is", "sweeps are")
    } named without figures, which are others than those of runs: ` +
      "compare sweeps without runs to have them\n",
  );
}

/** Runs side by side, and below them sweeps, if any are among them, in tables of their own. */
function printRuns(found: Found, args: Arguments, form: OutputForm): void {
  const { runs, gaps } = found;
  const sort = args.value("sort");
  const isOnlyChanged = args.has("only-changed");
  const { sweeps, unread } = readSweeps(found.sweeps);
  const unsorted = compareOutcomes(runs, gaps);
  const isOfSweeps = sort !== undefined && form !== "csv" && hasSortColumn(sort, sweeps);
  if (sort !== undefined && !isOfSweeps) sortColumn(sort, comparisonColumns(unsorted), unsorted.keys);
  const all = ordered(unsorted, sort);
  const groups = byQuestion(runs, ({ outcome }) => outcome.experiment);
  const comparisons = groups.length < 2
    ? [all]
    : groups.map((group) => ordered(compareOutcomes(group), sort));
  const set = { comparisons, gaps: groups.length < 2 ? [] : gaps };
  const sweepSet = sweepSetOf(sweeps, unread, sort);
  const hasSweeps = found.sweeps.length > 0;
  writeAskedPage(args, () => mixedHtml(set, sweepSet));
  switch (form) {
    case "json":
      print(comparisonsJson(set, hasSweeps ? sweepObjects(sweepSet, { isOnlyChanged }) : []));
      break;
    case "csv": {
      const lines = ordered(compareOutcomes(runs, [...gaps, ...found.sweeps.map(amongRuns)]), sort);
      print(comparisonCsv(lines, { isOnlyChanged }));
      if (hasSweeps) noteSweepsUntold(found.sweeps.length);
      break;
    }
    case "md":
      print(comparisonsMarkdown(set, { isOnlyChanged }));
      if (hasSweeps) print(`\n## Sweeps\n\n${sweepsMarkdown(sweepSet, { isOnlyChanged })}`);
      break;
    case "text": {
      const options = { columns: terminalColumns(), emphasize: paint, isOnlyChanged };
      print(comparisonsText(set, { ...options, paintChart }));
      if (!hasSweeps) break;
      print(`\n${paint("bold", counted(found.sweeps.length, "sweep"))}\n\n${sweepsText(sweepSet, options)}`);
    }
  }
}

/** What was read, by what can be compared with each other. */
interface Found {
  readonly runs: readonly NamedOutcome[];
  readonly sweeps: readonly FoundSweep[];
  /** Results without an outcome. */
  readonly gaps: readonly NamedGap[];
}

function found(rows: readonly ClassRow[], read: readonly ReadPlace[]): Found {
  const [runs, sweeps, gaps]: [NamedOutcome[], FoundSweep[], NamedGap[]] = [[], [], []];
  const labels = labelsOf(rows.map(({ path }) => path)).map(visible);
  const labelOf = new Map(rows.map(({ path }, index) => [path, labels[index]]));
  for (const [index, row] of rows.entries()) {
    const label = labels[index];
    const mark = markOf(row, labelOf);
    const files = read[index].read?.files;
    if (files === undefined) {
      gaps.push({ label, mark: mark! });
      continue;
    }
    const asWritten = row.verdict === "line_ends" ? filesAsWritten(files) ?? files : files;
    const stored = readStoredRun(asWritten);
    if ("problems" in stored) {
      const unreadable = unreadableMark(stored.problems);
      const { why } = unreadable;
      const unread = mark ?? unreadable;
      const legible = readLegibleRun(asWritten);
      if (legible === null) gaps.push({ label, mark: unread });
      else {
        const notShown = mark === null ? why : `${mark.why}; not shown: ${why}`;
        runs.push({
          label,
          mark: { ...unread, why: notShown, isCounted: false },
          outcome: legible.outcome,
        });
      }
    } else if (stored.ok === null) sweeps.push({ label, mark, files: asWritten });
    else runs.push({ label, mark, outcome: stored.ok.outcome });
  }
  return { runs, sweeps, gaps };
}

/** The mark of a row in the words of a comparison; null for one that is as it should be, as far as it was checked. */
function markOf(row: ClassRow, labelOf: ReadonlyMap<string, string>): RunMark | null {
  if (row.marks.length === 0 || row.verdict === "unchecked" && row.copyOf === null) return null;
  const copyOf = row.copyOf === null ? null : labelOf.get(row.copyOf) ?? row.copyOf;
  const why = visible(rowWords({ ...row, copyOf: null, sameAs: null }));
  const text = visible(marksText({ ...row, copyOf }));
  return { text, brief: shortMarks(row), why, isCounted: isCounted(row) };
}

/** The runs in the order of a column, if they have it; the others are still compared with the run that was first. */
function ordered(comparison: Comparison, sort: string | undefined): Comparison {
  const sorted = sort === undefined
    ? null
    : columnCalled(sort, comparisonColumns(comparison), comparison.keys);
  return sorted === null ? comparison : sortedComparison(comparison, sorted.column, sorted.direction);
}

if (import.meta.main) Deno.exit(await start(compareCommand, Deno.args));
