// `compare` for sweeps: how their losses and answers are spread, side by side.
// Why sweeps only with sweeps: a run has one answer where a sweep has ten thousand.

import { suggestion } from "../text/suggest.ts";
import { visible } from "../text/visible_text.ts";
import { foundSweep } from "../host/found_sweep.ts";
import { paint, print, terminalColumns } from "../host/terminal.ts";
import { shortKeys } from "../comparison/comparison_names.ts";
import { changedOnly, type ComparisonColumn, orderOf } from "../comparison/comparison_table.ts";
import {
  differingSettings,
  type NamedSweep,
  sweepColumns,
  sweepTable,
} from "../comparison/sweep_comparison.ts";
import { wrapped } from "../text/lines.ts";
import { tableLines, turnedTableLines } from "../text/text_table.ts";
import { columnsCsv, columnsMarkdown } from "../comparison/comparison_files.ts";
import { jsonText } from "../results/json_text.ts";
import { type Arguments, UsageError } from "./command.ts";
import { labelsOf, printLeftOut } from "./result_folders.ts";

/** Compares the sweeps of some folders. @returns the exit code. */
export async function compareSweeps(
  folders: readonly string[],
  args: Arguments,
  format: "text" | "json" | "csv" | "md",
): Promise<number> {
  if (args.has("html")) {
    throw new UsageError("--html compares runs: found only sweeps", "each sweep has its own report.html");
  }
  const sweeps = ordered(await readSweeps(folders), args.value("sort"));
  const isOnlyChanged = args.has("only-changed");
  const columns = isOnlyChanged ? changedOnly(sweepColumns(sweeps)) : sweepColumns(sweeps);
  const table = isOnlyChanged ? changedOnly(sweepTable(sweeps)) : sweepTable(sweeps);
  switch (format) {
    case "json":
      print(sweepsJson(sweeps, columns));
      break;
    case "csv":
      print(columnsCsv(columns));
      break;
    case "md":
      print(columnsMarkdown(table));
      break;
    case "text": {
      const width = terminalColumns();
      const legend = "<0.1: share of the trials that logged a loss under it; " +
        "answers: median (5%–95%) and the most frequent label" +
        (sweeps.some(({ summary }) => summary.luck.length > 0)
          ? "; luck: share of the variance of the validation loss"
          : "");
      const lines = [
        ...tableLines(table, width, paint) ?? turnedTableLines(table, width, paint),
        ...wrapped(legend, width).map((line) => paint("dim", line)),
      ];
      print(lines.map((line) => `${line}\n`).join(""));
    }
  }
  return 0;
}

/** One object a sweep: its settings as they are, then the figures by column. */
function sweepsJson(sweeps: readonly NamedSweep[], columns: readonly ComparisonColumn[]): string {
  const settings = differingSettings(sweeps);
  const [result, ...rest] = columns.filter(({ key }) => !settings.has(key));
  return jsonText({
    sweeps: sweeps.map((_, index) => ({
      result: result.values[index],
      settings: Object.fromEntries([...settings].map(([key, values]) => [key, values[index]])),
      ...Object.fromEntries(rest.map(({ key, values }) => [key, values[index]])),
    })),
  });
}

async function readSweeps(folders: readonly string[]): Promise<readonly NamedSweep[]> {
  const labels = labelsOf(folders);
  const sweeps: NamedSweep[] = [];
  for (const [index, folder] of folders.entries()) {
    const read = await foundSweep(folder, { experimentHash: null, isDrawn: false, answers: [] });
    if ("problems" in read) {
      printLeftOut(folder, read.problems);
      continue;
    }
    const { plan, summary } = read.ok;
    sweeps.push({ label: visible(labels[index]), experiment: plan.experiment, summary });
  }
  if (sweeps.length > 0) return sweeps;
  throw new UsageError("compare needs results of runs or of sweeps: found none that can be read");
}

function ordered(sweeps: readonly NamedSweep[], sort: string | undefined): readonly NamedSweep[] {
  if (sort === undefined) return sweeps;
  const columns = sweepColumns(sweeps);
  const { column, direction } = sortColumn(sort, columns, columns.map(({ key }) => key));
  return orderOf(column.values, direction).map((index) => sweeps[index]);
}

/**
 * The column that `--sort` names, by its key or the short form of a setting's key.
 *
 * @param sort with a minus before it for descending.
 * @param settingKeys those of the columns that hold settings, in their order after the first column.
 */
export function sortColumn(
  sort: string,
  columns: readonly ComparisonColumn[],
  settingKeys: readonly string[],
): { readonly column: ComparisonColumn; readonly direction: "rising" | "falling" } {
  const isFalling = sort.startsWith("-");
  const name = isFalling ? sort.slice(1) : sort;
  const keys = columns.map(({ key }) => key);
  const short = shortKeys(settingKeys, []);
  const key = keys.includes(name) ? name : settingKeys[short.indexOf(name)];
  const column = columns.find((candidate) => candidate.key === key);
  if (column !== undefined) return { column, direction: isFalling ? "falling" : "rising" };
  const hint = suggestion(name, [...keys, ...short]) ?? `columns are ${keys.join(", ")}`;
  throw new UsageError(`--sort must be a column: found ${name}`, hint);
}
