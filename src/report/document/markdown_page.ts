// A report as Markdown, as GitHub shows it: tables, and charts made of characters.
// What must not change: no word of the user's becomes markup, a link or a mention, and none breaks out of its cell.

import { unitBar } from "../../chart/terminal_text.ts";
import type { Block, Cell, Column, ReportDocument, Table, Words } from "./block.ts";

/** A report as Markdown text. */
export function markdownPage({ kind, title, description, blocks }: ReportDocument): string {
  return [
    `# ${escaped(title)}`,
    ...(description === "" ? [] : [lineStart(escaped(description))]),
    `*${escaped(kind)}*`,
    ...blocks.flatMap((block) => blockMarkdown(block, 2)),
  ].join("\n\n") + "\n";
}

function blockMarkdown(block: Block, level: number): readonly string[] {
  switch (block.kind) {
    case "section":
      return [
        `${"#".repeat(level)} ${escaped(block.title)}`,
        ...block.blocks.flatMap((inner) => blockMarkdown(inner, level + 1)),
      ];
    case "paragraph":
      return [lineStart(wordsMarkdown(block.words))];
    case "alert":
      return [`> [!WARNING]\n> ${wordsMarkdown(block.words)}`];
    case "table":
      return [lineStart(wordsMarkdown(block.caption)), tableMarkdown(block)];
    case "figures":
      return block.figures.flatMap(({ caption, lines, linesCaption = caption }) =>
        lines === null ? [] : [fenced("text", lines()), lineStart(wordsMarkdown(linesCaption))]
      );
    case "beside":
      return block.blocks.flatMap((inner) => blockMarkdown(inner, level));
    case "commands":
      return [
        fenced("sh", block.lines.map(({ command, does }) => `# ${oneLine(does)}\n${oneLine(command)}`)),
      ];
  }
}

function fenced(language: string, lines: readonly string[]): string {
  const body = lines.join("\n");
  let fence = "```";
  while (body.includes(fence)) fence += "`";
  return `${fence}${language}\n${body}\n${fence}`;
}

function wordsMarkdown(words: Words): string {
  return words.map((piece) => {
    if (typeof piece === "string") return escaped(piece);
    return "code" in piece ? codeSpan(piece.code) : `**${escaped(piece.strong)}**`;
  }).join("");
}

function tableMarkdown({ columns, rows }: Table): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [
    line(columns.map(({ title }) => inCell(escaped(title)))),
    line(columns.map(({ kind }: Column) => kind === "number" ? "---:" : "---")),
    ...rows.map((cells) => line(cells.map(cellMarkdown))),
  ].join("\n");
}

function cellMarkdown(cell: Cell): string {
  return typeof cell === "string" ? inCell(escaped(cell)) : `\`${unitBar(cell.bar, 12)}\``;
}

/** A cell ends at a bar, even in code and even when that is escaped for text. */
function inCell(content: string): string {
  return content.includes("|") ? content.replace(/\\?\|/g, "\\|") : content;
}

/** Letters, digits and signs that mean nothing to Markdown within a line. */
const harmless = /^[A-Za-z0-9 .,;()%/'"?=+−–→-]*$/;

/** A word that would become a link, a mention or a mail address is shown as code, in which nothing does. */
const linking = /:\/\/|www\.|@/i;

/**
 * A text that Markdown shows as it was written.
 *
 * @example
 * ```ts
 * if (escaped("a_b <i>") !== "a\\_b &lt;i&gt;" || escaped("see www.x.org") !== "see `www.x.org`") throw new Error("wrong");
 * ```
 */
export function escaped(content: string): string {
  // Nearly all there is; in a process that has just started every further pattern costs more than the cell.
  if (harmless.test(content) && !content.includes("w.") && !content.includes("W.")) return content;
  const words = oneLine(content).split(" ");
  return words.map((word) => linking.test(word) ? codeSpan(word) : escapedWord(word)).join(" ");
}

function escapedWord(word: string): string {
  return word.replace(/[\\`*_[\]~$|]/g, "\\$&").replaceAll("&", "&amp;").replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");
}

/** Code between more backticks than it holds. */
function codeSpan(content: string): string {
  const line = oneLine(content);
  let fence = "`";
  while (line.includes(fence)) fence += "`";
  const space = line.startsWith("`") || line.endsWith("`") ? " " : "";
  return fence + space + line + space + fence;
}

function oneLine(content: string): string {
  return content.replace(/\s+/g, " ");
}

/** A paragraph must not begin as a heading, a list or a rule does. */
function lineStart(content: string): string {
  return content.trim().replace(/^(\d{1,9})([.)])/, "$1\\$2").replace(/^[-+#=]/, "\\$&");
}
