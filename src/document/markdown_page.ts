// A page as Markdown, as GitHub shows it: tables, TeX formulas, and charts made of characters.
// What must not change: no word of the user's becomes markup, a link or a mention, and none breaks out of its cell.

import { unitBar } from "../chart/terminal_blocks.ts";
import { cellCount } from "../text/width.ts";
import { blockStart, codeBlock, codeSpan, escaped, oneLine, tableCell } from "./markdown_text.ts";
import type { Blank, Block, Cell, Formula, Page, Piece, Table, Words } from "./page.ts";

/** An equation that is longer as plain text gets one line for each equals sign. */
const LINE_LENGTH = 72;

/** A page as Markdown text. */
export function markdownPage({ kind, title, description, blocks, signature }: Page): string {
  return [
    `# ${escaped(title)}`,
    ...(description === "" ? [] : [blockStart(escaped(description))]),
    ...(kind === "" ? [] : [`*${escaped(kind)}*`]),
    ...blocks.flatMap((block) => blockMarkdown(block, 2)),
    ...(signature === undefined
      ? []
      : [`Written by ${escaped(signature.name)}, ${codeSpan(signature.homepage)}.`]),
  ].join("\n\n") + "\n";
}

/** What blank lines set apart. */
function blockMarkdown(block: Block, level: number): readonly string[] {
  switch (block.kind) {
    case "section":
      return [
        `${"#".repeat(level)} ${wordsMarkdown(block.title)}`,
        ...block.blocks.flatMap((inner) => blockMarkdown(inner, level + 1)),
      ];
    case "paragraph":
      return [blockStart(wordsMarkdown(block.words))];
    case "alert":
      return [`> [!WARNING]\n> ${wordsMarkdown(block.words)}`];
    case "list":
      return [block.items.map((words) => `- ${blockStart(wordsMarkdown(words))}`).join("\n")];
    case "equations":
      return block.equations.map(equationMarkdown);
    case "table":
      return [blockStart(wordsMarkdown(block.caption)), tableMarkdown(block)];
    case "figures":
      return block.figures.flatMap(({ caption, lines, linesCaption = caption }) =>
        lines === null ? [] : [codeBlock("text", lines()), blockStart(wordsMarkdown(linesCaption))]
      );
    case "beside":
      return block.blocks.flatMap((inner) => blockMarkdown(inner, level));
    case "commands":
      return [
        codeBlock("sh", block.lines.map(([command, does]) => `# ${oneLine(does)}\n${oneLine(command)}`)),
      ];
  }
}

function wordsMarkdown(words: Words): string {
  return words.map(pieceMarkdown).join("");
}

function pieceMarkdown(piece: Piece): string {
  if (typeof piece === "string") return escaped(piece);
  if ("kind" in piece) return blankMarkdown(piece);
  if ("tex" in piece) return `$${piece.tex}$`;
  return "code" in piece ? codeSpan(piece.code) : `**${escaped(piece.strong)}**`;
}

/** `(3) ________`, and for the key what belongs there. */
function blankMarkdown({ number, answer }: Blank): string {
  const gap = answer === null ? escaped("_".repeat(number === null ? 20 : 8)) : pieceMarkdown(answer);
  return number === null ? gap : `(${number}) ${gap}`;
}

/** A blank among the sides of an equation: a line to write on, or what belongs there. */
function sideFormula(side: Formula | Blank): Formula {
  if (!("kind" in side)) return side;
  const { number, answer } = side;
  const gap = answer === null
    ? { text: "_".repeat(8), tex: `\\underline{\\hspace{${number === null ? 9 : 4}em}}` }
    : typeof answer === "string"
    ? { text: answer, tex: `\\text{${answer}}` }
    : answer;
  return number === null
    ? gap
    : { text: `(${number}) ${gap.text}`, tex: `\\text{(${number})} \\enspace ${gap.tex}` };
}

function equationMarkdown(equation: readonly (Formula | Blank)[]): string {
  const [left, ...sides] = equation.map(sideFormula);
  const isShort = cellCount([left, ...sides].map(({ text }) => text).join(" = ")) <= LINE_LENGTH;
  if (isShort || sides.length === 1) return `$$${[left, ...sides].map(({ tex }) => tex).join(" = ")}$$`;
  const lines = sides.map(({ tex }, index) => `${index === 0 ? `${left.tex} ` : ""}&= ${tex}`);
  return `$$\n\\begin{aligned}\n${lines.join(" \\cr\n")}\n\\end{aligned}\n$$`;
}

/** A table in Markdown, without its caption and the last line feed. */
export function tableMarkdown({ columns, rows }: Pick<Table, "columns" | "rows">): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(tableCell).join(" | ")} |`;
  return [
    line(columns.map(({ title }) => pieceMarkdown(title))),
    line(columns.map(({ kind }) => kind === "number" ? "---:" : "---")),
    ...rows.map((cells) => line(cells.map(cellMarkdown))),
  ].join("\n");
}

function cellMarkdown(cell: Cell): string {
  return typeof cell === "object" && "bar" in cell ? codeSpan(unitBar(cell.bar, 12)) : pieceMarkdown(cell);
}
