// A comparison of sweeps for other programs, for Markdown and for a terminal: a table for each question.
// What must not change: results without figures stand in the last table, so that none is missing.

import type { JsonObject } from "../experiment/config.ts";
import { wrapped } from "../text/lines.ts";
import type { Emphasize } from "../text/terminal_style.ts";
import { tableLines, type TextColumn, turnedTableLines } from "../text/text_table.ts";
import type { NamedGap } from "./comparison.ts";
import { notedMarkdown } from "./comparison_files.ts";
import { changedOnly, type ComparisonColumn, type TableOptions } from "./comparison_table.ts";
import { markLines } from "./comparison_text.ts";
import { followingNote } from "./settings_apart.ts";
import { sweepLegend } from "./sweep_legend.ts";
import { answersNote, sweepTable } from "./sweep_table.ts";
import { differingSettings, followingSettings, type NamedSweep } from "./compared_sweeps.ts";
import { sweepColumns } from "./sweep_columns.ts";
import type { SweepSet } from "./sweep_comparison_report.ts";

/** How to choose the columns. */
type ColumnOptions = Pick<TableOptions, "isOnlyChanged">;

/** One table of several. */
interface SweepGroup {
  readonly sweeps: readonly NamedSweep[];
  /** Empty in all tables but the last. */
  readonly gaps: readonly NamedGap[];
}

/** Every column of all sweeps in full, for programs. */
export function sweepFileColumns(
  { groups, gaps }: SweepSet,
  { isOnlyChanged }: ColumnOptions,
): readonly ComparisonColumn[] {
  const columns = sweepColumns(groups.flat(), gaps);
  return isOnlyChanged ? changedOnly(columns) : columns;
}

/** One object a sweep: its settings as they are, then the figures by column; results without figures have none. */
export function sweepObjects(set: SweepSet, options: ColumnOptions): readonly JsonObject[] {
  const sweeps = set.groups.flat();
  const settings = differingSettings(sweeps);
  const marks = [...sweeps, ...set.gaps].map(({ mark = null }) => mark);
  const columns = sweepFileColumns(set, options);
  const [result, ...rest] = columns.filter(({ key }) => !settings.has(key) && key !== "mark");
  return marks.map((mark, index): JsonObject => ({
    result: result.values[index],
    mark: mark?.text ?? null,
    why: mark?.why ?? null,
    settings: Object.fromEntries([...settings].map(([key, values]) => [key, values[index] ?? null])),
    ...Object.fromEntries(rest.map(({ key, values }) => [key, values[index]])),
  }));
}

/** Tables in Markdown, an empty line between them. */
export function sweepsMarkdown(set: SweepSet, options: ColumnOptions): string {
  return groupsOf(set).map((group) => {
    const notes = [followingNote(followingSettings(group.sweeps)), answersNote(group.sweeps)];
    return notedMarkdown(tableOfGroup(group, options), notes);
  }).join("\n");
}

/** Tables for a terminal, an empty line between them. */
export function sweepsText(
  set: SweepSet,
  { columns, emphasize, isOnlyChanged }: ColumnOptions & {
    readonly columns: number;
    readonly emphasize: Emphasize;
  },
): string {
  return groupsOf(set).map((group) => {
    const table = tableOfGroup(group, { isOnlyChanged });
    const { sweeps, gaps } = group;
    const notes = [sweepLegend(sweeps), followingNote(followingSettings(sweeps)) ?? []].flat();
    const lines = [
      ...tableLines(table, columns, emphasize) ?? turnedTableLines(table, columns, emphasize),
      ...notes.flatMap((note) => wrapped(note, columns)).map((line) => emphasize("dim", line)),
      ...markLines([...sweeps, ...gaps], { columns, emphasize }),
    ];
    return lines.map((line) => `${line}\n`).join("");
  }).join("\n");
}

function groupsOf({ groups, gaps }: SweepSet): readonly SweepGroup[] {
  if (groups.length === 0) return [{ sweeps: [], gaps }];
  return groups.map((sweeps, index) => ({ sweeps, gaps: index === groups.length - 1 ? gaps : [] }));
}

function tableOfGroup({ sweeps, gaps }: SweepGroup, { isOnlyChanged }: ColumnOptions): readonly TextColumn[] {
  const table = sweepTable(sweeps, gaps);
  return isOnlyChanged ? changedOnly(table) : table;
}
