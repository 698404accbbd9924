// Many verified results for other programs and for paper: JSON, CSV, Markdown and a page.
// What must not change: names from a stranger become no formula and no markup; the columns of the CSV file keep their names.

import { markdownPage } from "../document/markdown_page.ts";
import { htmlPage } from "../document/html_page.ts";
import { itemTable } from "../document/item_table.ts";
import { type Block, type Page, paragraph } from "../document/page.ts";
import type { JsonObject } from "../experiment/config.ts";
import { SIGNATURE } from "../report/signature.ts";
import { csvLine } from "../results/csv_text.ts";
import { jsonText } from "../results/json_text.ts";
import { NONE } from "../text/number_words.ts";
import { counted } from "../text/words.ts";
import { differencesText } from "./assignment_difference.ts";
import { labelsOf } from "../comparison/comparison_names.ts";
import type { ClassRow } from "./class_rows.ts";
import { countsText, rowWords, shortMarks } from "./class_text.ts";
import { verificationJson } from "./verification_text.ts";

/** All that is known, one object a row. */
export function classJson(rows: readonly ClassRow[]): string {
  return jsonText({ results: rows.map(rowJson) });
}

function rowJson(row: ClassRow): JsonObject {
  const { path, verdict, marks, copyOf, sameAs, remark, differences, written, verification } = row;
  const known = verification === null
    ? { folder: path, verdict, message: remark }
    : verificationJson(path, verification);
  return {
    ...known,
    marks: [...marks],
    copy_of: copyOf,
    same_as: sameAs,
    remark,
    written_otherwise: written.map((difference) => ({ ...difference })),
    not_as_assigned: differences === null ? null : differences.map((difference) => ({ ...difference })),
  };
}

/** A header and a line a row; several marks or differences share a cell, with semicolons between them. */
export function classCsv(rows: readonly ClassRow[]): string {
  const header = [
    "result",
    "mark",
    "verdict",
    "copy_of",
    "same_as",
    "kind",
    "name",
    "id",
    "not_as_assigned",
    "remark",
  ];
  const lines = rows.map(({ path, verdict, marks, copyOf, sameAs, remark, differences, verification }) =>
    csvLine([
      path,
      marks.join("; ") || null,
      verdict,
      copyOf,
      sameAs,
      verification?.kind ?? null,
      verification?.name ?? null,
      verification?.id ?? null,
      differences === null ? null : differencesText(differences) || null,
      remark || null,
    ])
  );
  return csvLine(header) + lines.join("");
}

/** The rows as Markdown. */
export function classMarkdown(rows: readonly ClassRow[]): string {
  return markdownPage(classPage(rows));
}

/** The rows as a page. */
export function classHtml(rows: readonly ClassRow[]): string {
  return htmlPage(classPage(rows));
}

/**
 * The rows as a report, to be rendered as HTML or Markdown.
 *
 * @param rows of which it gives short names: full paths are for programs.
 */
export function classPage(rows: readonly ClassRow[]): Page {
  const paths = rows.map(({ path }) => path);
  const names = labelsOf(paths);
  const labels = new Map(paths.map((path, index) => [path, names[index]]));
  const marked = rows.filter(({ marks }) => marks.length > 0);
  const experiments = [...new Set(rows.flatMap(({ verification }) => verification?.name ?? []))];
  return {
    kind: "Verification",
    title: `${counted(rows.length, "result")}${experiments.length === 1 ? ` of ${experiments[0]}` : ""}`,
    description: "",
    blocks: [
      paragraph(
        { strong: `${countsText(rows)}.` },
        " Each result was made again from its config.json, as far as it can be, and every byte compared.",
      ),
      ...(marked.length === 0 || marked.length === rows.length
        ? []
        : [rowTable("What is marked.", marked, labels)]),
      rowTable("All of them, in their order.", rows, labels),
    ],
    signature: SIGNATURE,
  };
}

function rowTable(caption: string, rows: readonly ClassRow[], labels: ReadonlyMap<string, string>): Block {
  const named = (path: string | null): string | null => path === null ? null : labels.get(path) ?? path;
  return itemTable([caption], rows, ({ text }) => [
    text("result", ({ path }) => named(path) ?? ""),
    text("mark", shortMarks),
    text(
      "what was found",
      (row) => rowWords({ ...row, copyOf: named(row.copyOf), sameAs: named(row.sameAs) }) || NONE,
    ),
  ]);
}
