// Looks in result files for what a name of the experiment must never become: a formula in a spreadsheet, markup in a
// page, a path. Names are a stranger's; result files are opened by double click.

import { classLabelsOf, targetNamesOf } from "../../src/dataset/dataset.ts";
import { parse } from "npm:csv-parse@6.1.0/sync";
import markdownIt from "npm:markdown-it@14.3.3";
import type { Experiment } from "../../src/experiment/experiment.ts";
import { bytesOf, type FileMap } from "../../src/results/file_content.ts";

/** What is unsafe in the files of a result; null where nothing is. */
export function unsafeContent(experiment: Experiment, files: FileMap): string | null {
  const markup = wordsOf(experiment).filter((word) => /<[a-z!/?]|&\w+;/i.test(word));
  for (const [name, content] of files) {
    if (!/^[a-z]+\.(yaml|json|txt|csv|md|html|parquet)$/.test(name)) {
      return `a file called ${JSON.stringify(name)}`;
    }
    const text = new TextDecoder().decode(bytesOf(content));
    if (name.endsWith(".csv")) {
      const formula = formulaIn(text);
      if (formula !== null) return `${name} has a formula: ${JSON.stringify(formula)}`;
    }
    if (name.endsWith(".html")) {
      const carried = markup.find((word) => text.includes(word));
      if (carried !== undefined) return `${name} carries markup: ${JSON.stringify(carried)}`;
    }
    if (name.endsWith(".md")) {
      const element = activeElement(text);
      if (element !== null) return `${name} has an element that acts: ${element}`;
    }
    if (name.endsWith(".json")) JSON.parse(text);
  }
  return null;
}

/** Markdown as the most permissive pages show it: HTML passed on, addresses made into links. */
const markdown = markdownIt({ html: true, linkify: true });

/** The first element of a Markdown text that leads somewhere, loads something or runs. */
export function activeElement(text: string): string | null {
  return /<(a|img|script|style|iframe|object|embed|link|meta|form|input|base)\b[^>]*>/i.exec(
    markdown.render(text),
  )?.[0] ?? null;
}

/**
 * The first cell that a spreadsheet would run; numbers may begin with a minus. What separates cells depends on the
 * user's language; where it is not the comma, quotes stand anywhere in a cell, and none is relied on.
 */
export function formulaIn(csv: string): string | null {
  const rows: string[][] = parse(csv, { relax_column_count: true });
  const cells = [
    ...rows.flat(),
    ...csv.split(/[;\t\n]/).map((cell) => cell.replace(/^["\s]+/, "")),
  ];
  return cells.find((cell) =>
    /^[=+\-@\t\r＝＋－＠]/.test(cell) && !/^-\d+(\.\d+)?(e[+-]\d+)?(,|$)/.test(cell)
  ) ??
    null;
}

/** Every word of an experiment that a person chose. */
function wordsOf({ name, description, dataset, queries }: Experiment): readonly string[] {
  return [
    name,
    description,
    ...dataset.features.flatMap((feature) => [feature.name, feature.unit ?? ""]),
    ...targetNamesOf(dataset.target),
    ...classLabelsOf(dataset.target),
    ...dataset.rows.map((row) => row.name),
    ...queries.map((query) => query.name),
  ];
}
