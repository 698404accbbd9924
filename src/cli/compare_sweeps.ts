// `compare` for sweeps: how their losses and answers are spread, side by side.
// Why sweeps only with sweeps: a run has one answer where a sweep has ten thousand.

import { suggestion } from "../text/suggest.ts";
import { clip, visible } from "../text/visible_text.ts";
import { listed } from "../text/words.ts";
import { paint, print, terminalColumns } from "../host/terminal.ts";
import { shortKeys } from "../comparison/comparison_names.ts";
import { type ComparisonColumn, orderOf } from "../comparison/comparison_table.ts";
import { type NamedSweep } from "../comparison/compared_sweeps.ts";
import { sweepColumns } from "../comparison/sweep_columns.ts";
import {
  sweepFileColumns,
  sweepObjects,
  sweepsMarkdown,
  sweepsText,
} from "../comparison/sweep_comparison_files.ts";
import { type SweepSet, sweepsHtml } from "../comparison/sweep_comparison_report.ts";
import type { NamedGap, RunMark } from "../comparison/comparison.ts";
import { byQuestion } from "../comparison/questions.ts";
import { readStoredSweep } from "../results/stored_sweep.ts";
import type { StoredFiles, StoredProblem } from "../results/stored_text.ts";
import { columnsCsv } from "../comparison/comparison_files.ts";
import { jsonText } from "../results/json_text.ts";
import { type Arguments, UsageError } from "./command.ts";
import { type OutputForm, writeAskedPage } from "./output_forms.ts";

/** A sweep that was found, with its files. */
export interface FoundSweep {
  readonly label: string;
  readonly mark: RunMark | null;
  readonly files: StoredFiles;
}

/**
 * Compares sweeps; those that ask something else stand in a table of their own.
 *
 * @param gaps results without figures, which stand in the last table.
 * @returns how many could be compared.
 */
export function compareSweeps(
  found: readonly FoundSweep[],
  gaps: readonly NamedGap[],
  args: Arguments,
  form: OutputForm,
): number {
  const { sweeps, unread } = readSweeps(found);
  const sort = args.value("sort");
  if (sort !== undefined) requireSortColumn(sort, sweeps);
  const set = sweepSetOf(sweeps, [...gaps, ...unread], sort);
  const isOnlyChanged = args.has("only-changed");
  writeAskedPage(args, () => sweepsHtml(set));
  // Files for programs have one list, in the order asked for.
  const whole = { ...set, groups: [ordered(sweeps, sort)] };
  switch (form) {
    case "json":
      print(jsonText({ sweeps: sweepObjects(whole, { isOnlyChanged }) }));
      break;
    case "csv":
      print(columnsCsv(sweepFileColumns(whole, { isOnlyChanged })));
      break;
    case "md":
      print(sweepsMarkdown(set, { isOnlyChanged }));
      break;
    case "text":
      print(sweepsText(set, { columns: terminalColumns(), emphasize: paint, isOnlyChanged }));
  }
  return sweeps.length;
}

/** Sweeps in the order of a column, if they have it, by what they ask. */
export function sweepSetOf(
  sweeps: readonly NamedSweep[],
  gaps: readonly NamedGap[],
  sort: string | undefined,
): SweepSet {
  return { groups: byQuestion(ordered(sweeps, sort), ({ experiment }) => experiment), gaps };
}

/** Whether sweeps have a column that `--sort` names. */
export function hasSortColumn(sort: string, sweeps: readonly NamedSweep[]): boolean {
  return calledOf(sort, sweeps) !== null;
}

/** The sweeps that can be read, and the others with the reason. */
export function readSweeps(
  found: readonly FoundSweep[],
): { readonly sweeps: readonly NamedSweep[]; readonly unread: readonly NamedGap[] } {
  const sweeps: NamedSweep[] = [];
  const unread: NamedGap[] = [];
  for (const { label, mark, files } of found) {
    const read = readStoredSweep(files);
    if ("ok" in read) {
      sweeps.push({ label, mark, experiment: read.ok.plan.experiment, summary: read.ok.summary });
      continue;
    }
    unread.push({ label, mark: mark ?? unreadableMark(read.problems) });
  }
  return { sweeps, unread };
}

/** The mark of a result that cannot be read, whatever the files of a stranger hold. */
export function unreadableMark([{ file, message }]: readonly StoredProblem[]): RunMark {
  const why = visible(`${file}: ${message}`);
  return { text: "unreadable", brief: "unreadable", why, isCounted: false };
}

function ordered(sweeps: readonly NamedSweep[], sort: string | undefined): readonly NamedSweep[] {
  const called = sort === undefined ? null : calledOf(sort, sweeps);
  if (called === null) return sweeps;
  return orderOf(called.column.values, called.direction).map((index) => sweeps[index]);
}

function calledOf(sort: string, sweeps: readonly NamedSweep[]): ReturnType<typeof columnCalled> {
  const columns = sweepColumns(sweeps);
  return columnCalled(sort, columns, columns.map(({ key }) => key));
}

/** @throws UsageError where sweeps have no such column. */
function requireSortColumn(sort: string, sweeps: readonly NamedSweep[]): void {
  const columns = sweepColumns(sweeps);
  sortColumn(sort, columns, columns.map(({ key }) => key));
}

/**
 * The column that `--sort` names, by its key or the short form of a setting's key; null for none.
 *
 * @param sort with a minus before it for descending.
 * @param settingKeys those of the columns that hold settings, in their order after the first column.
 */
export function columnCalled(
  sort: string,
  columns: readonly ComparisonColumn[],
  settingKeys: readonly string[],
): { readonly column: ComparisonColumn; readonly direction: "rising" | "falling" } | null {
  const isFalling = sort.startsWith("-");
  const name = isFalling ? sort.slice(1) : sort;
  const isKey = columns.some(({ key }) => key === name);
  const key = isKey ? name : settingKeys[shortKeys(settingKeys, []).indexOf(name)];
  const column = columns.find((candidate) => candidate.key === key);
  return column === undefined ? null : { column, direction: isFalling ? "falling" : "rising" };
}

/**
 * The same column.
 *
 * @throws UsageError where there is none.
 */
export function sortColumn(
  sort: string,
  columns: readonly ComparisonColumn[],
  settingKeys: readonly string[],
): { readonly column: ComparisonColumn; readonly direction: "rising" | "falling" } {
  const called = columnCalled(sort, columns, settingKeys);
  if (called !== null) return called;
  const name = sort.replace(/^-/, "");
  const keys = columns.map(({ key }) => key);
  const hint = suggestion(name, [...keys, ...shortKeys(settingKeys, [])]) ?? columnsHint(name, keys);
  throw new UsageError(`--sort must be a column: found ${name}`, hint);
}

/** Columns that a hint names: a class may have hundreds. */
const MOST_NAMED = 12;

/** The first columns, before them those that have what was asked for in their names. */
function columnsHint(name: string, keys: readonly string[]): string {
  const hasName = (key: string): boolean => key.toLowerCase().includes(name.toLowerCase());
  const nearFirst = [...keys.filter(hasName), ...keys.filter((key) => !hasName(key))];
  return `columns are ${listed(nearFirst.map(clip), MOST_NAMED + 1)}`;
}
