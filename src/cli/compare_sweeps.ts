// `compare` for sweeps: how their losses and answers are spread, side by side.
// Why sweeps only with sweeps: a run has one answer where a sweep has ten thousand.

import { suggestion } from "../text/suggest.ts";
import { paint, print, terminalColumns } from "../host/terminal.ts";
import { shortKeys } from "../comparison/comparison_names.ts";
import { changedOnly, type ComparisonColumn, orderOf } from "../comparison/comparison_table.ts";
import {
  differingSettings,
  type NamedSweep,
  sweepColumns,
  sweepLegend,
  sweepTable,
} from "../comparison/sweep_comparison.ts";
import { sweepsHtml } from "../comparison/sweep_comparison_report.ts";
import { wrapped } from "../text/lines.ts";
import { tableLines, type TextColumn, turnedTableLines } from "../text/text_table.ts";
import type { NamedGap, RunMark } from "../comparison/comparison.ts";
import { markLines } from "../comparison/comparison_text.ts";
import { byQuestion } from "../comparison/questions.ts";
import { readStoredSweep } from "../results/stored_sweep.ts";
import type { StoredFiles } from "../results/stored_text.ts";
import { columnsCsv, columnsMarkdown } from "../comparison/comparison_files.ts";
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
  const allGaps = [...gaps, ...unread];
  const all = ordered(sweeps, args.value("sort"));
  const isOnlyChanged = args.has("only-changed");
  const chosen = <Column extends ComparisonColumn | TextColumn>(
    columns: readonly Column[],
  ): readonly Column[] => isOnlyChanged ? changedOnly(columns) : columns;
  const byAsked = byQuestion(all, ({ experiment }) => experiment);
  writeAskedPage(args, () => sweepsHtml({ groups: byAsked, gaps: allGaps }));
  const groups = form === "json" || form === "csv" ? [all] : byAsked;
  const tables = groups.length === 0 ? [[]] : groups;
  for (const [index, group] of tables.entries()) {
    const groupGaps = index === tables.length - 1 ? allGaps : [];
    const table = (): readonly TextColumn[] => chosen(sweepTable(group, groupGaps));
    if (index > 0) print("\n");
    switch (form) {
      case "json":
        print(sweepsJson(group, allGaps, chosen(sweepColumns(group, allGaps))));
        break;
      case "csv":
        print(columnsCsv(chosen(sweepColumns(group, allGaps))));
        break;
      case "md":
        print(columnsMarkdown(table()));
        break;
      case "text":
        print(sweepsText(group, table(), [...group, ...groupGaps]));
    }
  }
  return sweeps.length;
}

function sweepsText(
  sweeps: readonly NamedSweep[],
  table: readonly TextColumn[],
  rows: readonly { readonly label: string; readonly mark?: RunMark | null }[],
): string {
  const width = terminalColumns();
  const lines = [
    ...tableLines(table, width, paint) ?? turnedTableLines(table, width, paint),
    ...wrapped(sweepLegend(sweeps), width).map((line) => paint("dim", line)),
    ...markLines(rows, { columns: width, emphasize: paint }),
  ];
  return lines.map((line) => `${line}\n`).join("");
}

/** One object a sweep: its settings as they are, then the figures by column; gaps have none. */
function sweepsJson(
  sweeps: readonly NamedSweep[],
  gaps: readonly NamedGap[],
  columns: readonly ComparisonColumn[],
): string {
  const settings = differingSettings(sweeps);
  const marks = [...sweeps, ...gaps].map(({ mark = null }) => mark);
  const [result, ...rest] = columns.filter(({ key }) => !settings.has(key) && key !== "mark");
  return jsonText({
    sweeps: marks.map((mark, index) => ({
      result: result.values[index],
      mark: mark?.text ?? null,
      why: mark?.why ?? null,
      settings: Object.fromEntries([...settings].map(([key, values]) => [key, values[index] ?? null])),
      ...Object.fromEntries(rest.map(({ key, values }) => [key, values[index]])),
    })),
  });
}

/** The sweeps that can be read, and the others with the reason. */
function readSweeps(
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
    const [{ file, message }] = read.problems;
    unread.push({
      label,
      mark: mark ?? { text: "unreadable", brief: "unreadable", why: `${file}: ${message}`, isCounted: false },
    });
  }
  return { sweeps, unread };
}

function ordered(sweeps: readonly NamedSweep[], sort: string | undefined): readonly NamedSweep[] {
  if (sort === undefined) return sweeps;
  const columns = sweepColumns(sweeps);
  const { column, direction } = sortColumn(sort, columns, columns.map(({ key }) => key));
  return orderOf(column.values, direction).map((index) => sweeps[index]);
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
  const hint = suggestion(name, [...keys, ...shortKeys(settingKeys, [])]) ?? `columns are ${keys.join(", ")}`;
  throw new UsageError(`--sort must be a column: found ${name}`, hint);
}
