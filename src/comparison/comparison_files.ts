// A comparison for other programs: JSON with everything, CSV with a line a run, a table in Markdown.
// What must not change: numbers in JSON and CSV have every digit; names from a stranger become no formula and no markup.

import { tableMarkdown } from "../document/markdown_page.ts";
import { escaped } from "../document/markdown_text.ts";
import type { Table } from "../document/page.ts";
import type { JsonObject } from "../experiment/config.ts";
import {
  type ComparedAnswer,
  type Comparison,
  endCalled,
  endNamesIn,
  isCounted,
  type NamedGap,
} from "./comparison.ts";
import {
  changedOnly,
  type ComparisonColumn,
  comparisonColumns,
  comparisonTable,
  type TableOptions,
} from "./comparison_table.ts";
import { shownQueries } from "./shown_parts.ts";
import { followingNote } from "./settings_apart.ts";
import { LOSS_THRESHOLDS } from "../sweep/figures.ts";
import type { TextColumn } from "../text/text_table.ts";
import { csvLine } from "../results/csv_text.ts";
import { jsonText } from "../results/json_text.ts";

/** Comparisons, one for each question. */
export interface ComparisonSet {
  readonly comparisons: readonly Comparison[];
  /** Results without an outcome, where there are several questions; of one, its comparison has them. */
  readonly gaps: readonly NamedGap[];
}

/**
 * Comparisons as JSON, without the losses, which each run's folder has.
 *
 * @param sweeps among the runs, as {@linkcode sweepObjects} has them.
 * @returns for one question the members of its comparison, for several a list of them; `sweeps` where there are any.
 */
export function comparisonsJson(
  { comparisons, gaps }: ComparisonSet,
  sweeps: readonly JsonObject[] = [],
): string {
  const objects = comparisons.map(comparisonObject);
  const beside: JsonObject = sweeps.length === 0 ? {} : { sweeps };
  if (objects.length === 1) return jsonText({ ...objects[0], ...beside });
  const others = gaps.map(({ label, mark: { text, why } }) => ({ run: label, mark: text, why }));
  return jsonText({
    comparisons: objects.map((object, index) => ({ question: comparisons[index].question, ...object })),
    others,
    ...beside,
  });
}

function comparisonObject(comparison: Comparison): JsonObject {
  const { keys, following, queries, runs } = comparison;
  const ends = endNamesIn(runs);
  return {
    keys,
    following,
    queries: queries.map(({ name, answerCount, least, greatest, labels }) => ({
      name,
      answers: answerCount,
      least,
      greatest,
      labels: Object.fromEntries(labels.map(({ label, count }) => [label, count])),
    })),
    runs: runs.map((run): JsonObject => ({
      run: run.label,
      mark: run.mark?.text ?? null,
      why: run.mark?.why ?? null,
      counts: isCounted(run),
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
      ...Object.fromEntries(run.judged),
      ...Object.fromEntries(ends.map((name) => [name, endCalled(run, name)])),
      answers: queries.flatMap(({ name }, index) => {
        const answer = run.answers[index];
        return answer === null ? [] : [answerJson(name, answer)];
      }),
    })),
  };
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

/** Comparisons as tables in Markdown, each of several below its question. */
export function comparisonsMarkdown(
  { comparisons, gaps }: ComparisonSet,
  { isOnlyChanged }: Pick<TableOptions, "isOnlyChanged">,
): string {
  const tables = comparisons.map((comparison) => {
    const { following, heldOutNote, judgedNote } = comparison;
    const notes = [judgedNote, heldOutNote, followingNote(following), shownQueries(comparison).note];
    return notedMarkdown(comparisonTable(comparison, { isOnlyChanged, isBrief: false }), notes);
  });
  if (tables.length === 1) return tables[0];
  const headed = tables.map((table, index) => `## ${escaped(comparisons[index].question)}\n\n${table}`);
  const others = gaps.length === 0 ? [] : [`## Nothing to compare\n\n${columnsMarkdown(gapTable(gaps))}`];
  return [...headed, ...others].join("\n");
}

/** Results without an outcome, by themselves. */
export function gapTable(gaps: readonly NamedGap[]): readonly TextColumn[] {
  const column = (heading: string, texts: readonly string[], leastWidth: number): TextColumn => ({
    heading,
    align: "left",
    texts,
    leastWidth,
  });
  return [
    column("run", gaps.map(({ label }) => label), 14),
    column("mark", gaps.map(({ mark }) => mark.text), 9),
    column("why", gaps.map(({ mark }) => mark.why), 20),
  ];
}

/** Columns as a table in Markdown, with a paragraph for each note below it. */
export function notedMarkdown(columns: readonly TextColumn[], notes: readonly (string | null)[]): string {
  const paragraphs = notes.flatMap((note) => note === null ? [] : [`\n${escaped(note)}\n`]);
  return columnsMarkdown(columns) + paragraphs.join("");
}

/** Columns as a table in Markdown. */
function columnsMarkdown(columns: readonly TextColumn[]): string {
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
