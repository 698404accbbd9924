// A lesson as Markdown with TeX formulas, as GitHub shows them.
// What must not change: what a user named is escaped, so that no experiment file writes markup into a page; TeX holds
// no backslash pair and no line that starts as a list does, which Markdown would read first.
import { cellCount } from "../text/width.ts";
import type { Explanation } from "./explanation.ts";
import type { Equation } from "./expression.ts";
import { lessonOf } from "./lesson.ts";
import { type Block, columnKind, type Inline } from "./lesson_blocks.ts";
import { equationParts, write } from "./notation.ts";
import { texNotation } from "./tex_notation.ts";
import { textNotation } from "./text_notation.ts";
import { type Digits, paddedNumber, type WrittenNumber, writtenNumber } from "./written_number.ts";

/** An equation that is longer as plain text gets one line for each equals sign. */
const LINE_LENGTH = 72;

/**
 * An explanation as Markdown.
 *
 * @param options decimal places, from 2 to 20, or "full"; default 4.
 *
 * @example
 * ```ts
 * import { parseExperiment } from "../experiment/reading/parse_experiment.ts";
 * import { explain } from "./explain.ts";
 * import { explanationMarkdown } from "./markdown.ts";
 * const experiment = parseExperiment(`
 * name: neuron
 * dataset: { features: [{ name: x1 }, { name: x2 }] }
 * network: { hidden: [] }
 * init: { weights: [0, 1], biases: 4 }
 * training: { epochs: 0 }
 * queries: [{ x1: 2, x2: 3 }]
 * `);
 * if (!explanationMarkdown(explain(experiment)).includes("s_{o_1} = w_1 \\cdot x_1")) throw new Error("wrong");
 * ```
 */
export function explanationMarkdown(
  explanation: Explanation,
  options: { readonly digits?: Digits } = {},
): string {
  const { digits = 4 } = options;
  const writer = new MarkdownWriter(digits);
  const lesson = lessonOf(explanation, digits);
  const blocks = [
    `# ${writer.inline(lesson.title)}`,
    ...lesson.introduction.flatMap((block) => writer.block(block)),
    ...lesson.sections.flatMap(({ title, blocks }, index) => [
      `## ${index + 1}. ${writer.inline(title)}`,
      ...blocks.flatMap((block) => writer.block(block)),
    ]),
  ];
  return blocks.join("\n\n") + "\n";
}

class MarkdownWriter {
  constructor(readonly digits: Digits) {}

  inline(text: readonly Inline[]): string {
    return text.map((piece) => this.piece(piece)).join("");
  }

  piece(piece: Inline): string {
    if (typeof piece === "string") return piece;
    if ("user" in piece) return escaped(piece.user);
    if ("name" in piece) return `$${texNotation.name(piece.name)}$`;
    if ("formula" in piece) return `$${piece.formula.tex}$`;
    if ("code" in piece) return `\`${piece.code}\``;
    if ("expression" in piece) return `$${write(piece.expression, texNotation, piece.view, this.digits)}$`;
    return this.number(writtenNumber(piece.number, this.digits));
  }

  /** The Markdown blocks of one block, to be parted by blank lines. */
  block(block: Block): readonly string[] {
    switch (block.kind) {
      case "paragraph":
        return [this.inline(block.text)];
      case "list":
        return [block.items.map((item) => `- ${this.inline(item)}`).join("\n")];
      case "equations":
        return block.equations.map((equation) => this.equation(equation));
      case "table":
        return [this.table(block.header, block.rows)];
    }
  }

  equation(equation: Equation): string {
    const [left, ...sides] = equationParts(equation, texNotation, this.digits);
    const isShort = cellCount(equationParts(equation, textNotation, this.digits).join(" = ")) <= LINE_LENGTH;
    if (isShort || sides.length === 1) return `$$${[left, ...sides].join(" = ")}$$`;
    const lines = sides.map((side, index) => `${index === 0 ? `${left} ` : ""}&= ${side}`);
    return `$$\n\\begin{aligned}\n${lines.join(" \\cr\n")}\n\\end{aligned}\n$$`;
  }

  table(header: readonly Inline[], rows: readonly (readonly Inline[])[]): string {
    const kinds = header.map((_, index) => columnKind(rows, index));
    const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
    return [
      line(header.map((cell) => this.piece(cell))),
      line(kinds.map((kind) => kind === "text" ? "---" : "---:")),
      ...rows.map((row) => line(row.map((cell, index) => this.cell(cell, kinds[index])))),
    ].join("\n");
  }

  cell(cell: Inline, kind: "text" | "whole" | "number"): string {
    if (kind !== "number" || typeof cell !== "object" || !("number" in cell)) return this.piece(cell);
    return this.number(paddedNumber(cell.number, this.digits));
  }

  /** Plain text reads well in the source too; only a power of ten needs a formula. */
  number(written: WrittenNumber): string {
    return written.exponent === null ? textNotation.number(written) : `$${texNotation.number(written)}$`;
  }
}

/** The user's words: no character has a meaning to Markdown, HTML or TeX. */
function escaped(text: string): string {
  // GitHub takes a dollar sign for the start of a formula even behind a backslash.
  return text.replace(/[\\`*_{}[\]()#+\-.!|<>~&:@^=]/g, (character) => `\\${character}`)
    .replaceAll("$", "&#36;");
}
