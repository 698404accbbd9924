// A comparison as columns: what they are called, what they hold, how they are sorted.
// Why two kinds: a program reads every value in full, output and label apart; a person reads `0.949 F` in one cell.

import type { JsonValue } from "../experiment/config.ts";
import { type ComparedRun, type Comparison, endCalled, endNamesIn, judgedNamesIn } from "./comparison.ts";
import { settingTextsIn, shownQueries } from "./shown_parts.ts";
import { judgedWords } from "./judged_figures.ts";
import { briefLabels, shortKeys } from "./comparison_names.ts";
import { figureWords } from "../sweep/figure_words.ts";
import { uniqueNames } from "../results/answer_columns.ts";
import { shortenedApart } from "../text/cut_apart.ts";
import { compareNaturally } from "../text/natural_order.ts";
import { asCount, inColumn, NONE } from "../text/number_words.ts";
import { LOSS_THRESHOLDS } from "../sweep/figures.ts";
import type { TextColumn } from "../text/text_table.ts";

/** A value of a column. */
export type ComparisonValue = number | string | null;

/** One column with all its values, one a run. */
export interface ComparisonColumn {
  /** The name by which it is sorted and by which programs read it. */
  readonly key: string;
  /** Numbers in full. */
  readonly values: readonly ComparisonValue[];
}

/** Every column of a comparison in full, for programs and for sorting. */
export function comparisonColumns(comparison: Comparison): readonly ComparisonColumn[] {
  const { keys, queries, runs } = comparison;
  const column = (key: string, valueOf: (run: ComparedRun) => ComparisonValue): ComparisonColumn => ({
    key,
    values: runs.map(valueOf),
  });
  return withUniqueKeys([
    column("run", ({ label }) => label),
    column("mark", ({ mark }) => mark?.text ?? null),
    ...keys.map((key, index) => column(key, ({ settings }) => settingValue(settings[index]))),
    column("status", ({ status }) => status),
    column("diverged_at_epoch", ({ divergedAtEpoch }) => divergedAtEpoch),
    column("final_loss", ({ finalLoss }) => finalLoss),
    ...LOSS_THRESHOLDS.map((threshold, index) =>
      column(`first_epoch_under_${threshold}`, ({ epochsUnder }) => epochsUnder[index])
    ),
    column("parts_at_epoch", ({ partsAtEpoch }) => partsAtEpoch),
    ...judgedNamesIn(runs).map((name) => column(name, ({ judged }) => judged.get(name) ?? null)),
    ...endNamesIn(runs).map((name) => column(name, (run) => endCalled(run, name))),
    ...queries.flatMap(({ name }, index) => [
      column(name, ({ answers }) => answers[index]?.output ?? null),
      column(`${name}.label`, ({ answers }) => answers[index]?.label ?? null),
      ...classNames(runs, index).map((label) =>
        column(`${name}.${label}`, ({ answers }) => answers[index]?.classes.get(label) ?? null)
      ),
    ]),
  ]);
}

/** Columns of which no two have the same key, whatever queries are called: of two the second is called `key.2`. */
export function withUniqueKeys(columns: readonly ComparisonColumn[]): readonly ComparisonColumn[] {
  const keys = uniqueNames(columns.map(({ key }) => key));
  return columns.map((column, index) => ({ ...column, key: keys[index] }));
}

/** The classes of which a run gave outputs, in the order in which they first occur. */
function classNames(runs: readonly ComparedRun[], query: number): readonly string[] {
  return [...new Set(runs.flatMap(({ answers }) => [...answers[query]?.classes.keys() ?? []]))];
}

/** A setting as one value: numbers and words as they are, all else as JSON. */
export function settingValue(value: JsonValue): ComparisonValue {
  if (value === null || typeof value === "number" || typeof value === "string") return value;
  return JSON.stringify(value);
}

/**
 * A comparison with its runs in the order of a column: numbers first, then words, runs without a value last.
 *
 * @param values of the column, one a run.
 */
export function sortedComparison(
  comparison: Comparison,
  { values }: ComparisonColumn,
  direction: "rising" | "falling",
): Comparison {
  return { ...comparison, runs: orderOf(values, direction).map((index) => comparison.runs[index]) };
}

/** The indices of values in their order: numbers first, then words, those that are missing last. */
export function orderOf(
  values: readonly ComparisonValue[],
  direction: "rising" | "falling",
): readonly number[] {
  const sign = direction === "rising" ? 1 : -1;
  return values.map((_, index) => index).sort((a, b) => {
    const [left, right] = [values[a], values[b]];
    if (left === null || right === null) return Number(left === null) - Number(right === null) || a - b;
    return sign * compareValues(left, right) || a - b;
  });
}

function compareValues(left: number | string, right: number | string): number {
  if (typeof left === "number" && typeof right === "number") return left - right;
  if (typeof left === "number") return -1;
  if (typeof right === "number") return 1;
  return compareNaturally(left, right);
}

/** Leaves out every column but the first whose texts or values are all the same. */
export function changedOnly<Column extends TextColumn | ComparisonColumn>(
  columns: readonly Column[],
): readonly Column[] {
  return columns.filter((column, index) => {
    const cells = "texts" in column ? column.texts : column.values;
    return index === 0 || cells.some((cell) => !Object.is(cell, cells[0]));
  });
}

/** How the columns for people are chosen. */
export interface TableOptions {
  /** Leave out every column that is the same for all runs. */
  readonly isOnlyChanged: boolean;
  /** Leave the ids out of the runs' names where the names differ without them, and out of marks what they are copies of. */
  readonly isBrief: boolean;
}

/** Texts of settings are cut to this many cells at least. */
const LEAST_SETTING_WIDTH = 10;
const LEAST_RUN_WIDTH = 14;
const LEAST_MARK_WIDTH = 9;

/** The columns of a comparison for people. */
export function comparisonTable(comparison: Comparison, options: TableOptions): readonly TextColumn[] {
  const { keys, runs } = comparison;
  const queries = shownQueries(comparison).shown;
  const labels = runs.map(({ label }) => label);
  const run: TextColumn = {
    heading: "run",
    align: "left",
    texts: options.isBrief ? briefLabels(labels) : labels,
    leastWidth: LEAST_RUN_WIDTH,
    cut: shortenedApart,
  };
  const headings = shortKeys(keys, [...queries.map(({ name }) => name), "run", "status"]);
  const columns: TextColumn[] = [];
  if (runs.some(({ mark }) => mark !== null)) {
    const texts = runs.map(({ mark }) => mark?.[options.isBrief ? "brief" : "text"] ?? "");
    columns.push({ heading: "mark", align: "left", texts, leastWidth: LEAST_MARK_WIDTH });
  }
  keys.forEach((_, index) => {
    const values = runs.map(({ settings }) => settings[index]);
    const areNumbers = values.every((value) => value === null || typeof value === "number");
    const texts = settingTextsIn(comparison, index);
    columns.push(
      areNumbers ? numberColumn(headings[index], texts) : {
        heading: headings[index],
        align: "left",
        texts,
        leastWidth: LEAST_SETTING_WIDTH,
        cut: shortenedApart,
      },
    );
  });
  if (runs.some(({ status }) => status === "diverged")) {
    columns.push({ heading: "status", align: "left", texts: runs.map(statusText) });
  }
  columns.push(numberColumn("final loss", inColumn(runs.map(({ finalLoss }) => finalLoss), 4)));
  LOSS_THRESHOLDS.forEach((threshold, index) => {
    columns.push(numberColumn(`<${threshold}`, runs.map(({ epochsUnder }) => asCount(epochsUnder[index]))));
  });
  for (const name of judgedNamesIn(runs)) {
    columns.push(
      numberColumn(judgedWords(name), inColumn(runs.map(({ judged }) => judged.get(name) ?? null))),
    );
  }
  for (const name of endNamesIn(runs)) {
    columns.push(numberColumn(figureWords(name), runs.map((run) => asCount(endCalled(run, name)))));
  }
  if (runs.length > 1) {
    columns.push(numberColumn("differs at", runs.map(partsText)));
  }
  queries.forEach(({ name, index }) => {
    const answers = runs.map((one) => one.answers[index]);
    const outputs = inColumn(answers.map((answer) => answer?.output ?? null), 3, 1);
    const given = answers.map((answer) => answer?.label ?? null);
    const width = Math.max(0, ...given.map((label) => label?.length ?? 0));
    const texts = outputs.map((output, at) => {
      const label = given[at];
      return label === null ? output : `${output} ${label.padEnd(width)}`;
    });
    columns.push(numberColumn(name, texts));
  });
  return options.isOnlyChanged ? changedOnly([run, ...columns]) : [run, ...columns];
}

/** A column of numbers for people. */
export function numberColumn(heading: string, texts: readonly string[]): TextColumn {
  return { heading, align: "right", texts };
}

function statusText({ status, divergedAtEpoch }: ComparedRun): string {
  if (status === null) return NONE;
  if (status === "completed") return "completed";
  return divergedAtEpoch === null ? "diverged" : `diverged at ${divergedAtEpoch}`;
}

function partsText({ partsAtEpoch, losses, isFirst }: ComparedRun): string {
  if (isFirst) return "first";
  return partsAtEpoch === null ? losses.length === 0 ? NONE : "never" : String(partsAtEpoch);
}
