// A comparison for other programs: JSON with everything, CSV with a line a run, a table in Markdown.
// What must not change: numbers in JSON and CSV have every digit; names from a stranger become no formula and no markup.

import { tableMarkdown } from "../document/markdown_page.ts";
import type { Table } from "../document/page.ts";
import type { JsonObject } from "../experiment/config.ts";
import type { ComparedAnswer, Comparison } from "./comparison.ts";
import {
  changedOnly,
  type ComparisonColumn,
  comparisonColumns,
  comparisonTable,
  type TableOptions,
} from "./comparison_table.ts";
import { LOSS_THRESHOLDS } from "../sweep/figures.ts";
import type { TextColumn } from "../text/text_table.ts";
import { csvLine } from "../results/csv_text.ts";
import { jsonText } from "../results/json_text.ts";

/** A comparison as JSON, without the losses, which each run's folder has. */
export function comparisonJson(comparison: Comparison): string {
  const { keys, queries, runs } = comparison;
  return jsonText({
    keys,
    queries: queries.map(({ name, answerCount, least, greatest, labels }) => ({
      name,
      answers: answerCount,
      least,
      greatest,
      labels: Object.fromEntries(labels.map(({ label, count }) => [label, count])),
    })),
    runs: runs.map((run): JsonObject => ({
      run: run.label,
      name: run.name,
      id: run.id,
      settings: Object.fromEntries(keys.map((key, index) => [key, run.settings[index]])),
      status: run.status,
      diverged_at_epoch: run.divergedAtEpoch,
      final_loss: run.finalLoss,
      first_epoch_under: Object.fromEntries(
        LOSS_THRESHOLDS.map((threshold, index) => [String(threshold), run.epochsUnder[index]]),
      ),
      parts_at_epoch: run.partsAtEpoch,
      answers: queries.flatMap(({ name }, index) => {
        const answer = run.answers[index];
        return answer === null ? [] : [answerJson(name, answer)];
      }),
    })),
  });
}

function answerJson(name: string, { output, label, classes }: ComparedAnswer): JsonObject {
  return { name, output, label, ...(classes.size === 0 ? {} : { outputs: Object.fromEntries(classes) }) };
}

/** A comparison as CSV: a header, then a line a run, numbers in full. */
export function comparisonCsv(
  comparison: Comparison,
  { isOnlyChanged }: Pick<TableOptions, "isOnlyChanged">,
): string {
  const columns = comparisonColumns(comparison);
  return columnsCsv(isOnlyChanged ? changedOnly(columns) : columns);
}

/** Columns as CSV: a header, then a line for each of their values. */
export function columnsCsv(columns: readonly ComparisonColumn[]): string {
  const lines = columns[0].values.map((_, index) => csvLine(columns.map(({ values }) => values[index])));
  return csvLine(columns.map(({ key }) => key)) + lines.join("");
}

/** A comparison as a table in Markdown. */
export function comparisonMarkdown(
  comparison: Comparison,
  { isOnlyChanged }: Pick<TableOptions, "isOnlyChanged">,
): string {
  return columnsMarkdown(comparisonTable(comparison, { isOnlyChanged, isBrief: false }));
}

/** Columns as a table in Markdown. */
export function columnsMarkdown(columns: readonly TextColumn[]): string {
  return tableMarkdown(tableOf(columns)) + "\n";
}

/** The columns of a terminal as those of a page. */
export function tableOf(columns: readonly TextColumn[]): Pick<Table, "columns" | "rows"> {
  return {
    columns: columns.map(({ heading, align }) => ({
      title: heading,
      kind: align === "right" ? "number" : "text",
    })),
    rows: columns[0].texts.map((_, row) => columns.map(({ texts }) => texts[row].trim())),
  };
}
