// A lesson as plain text for a terminal: wrapped to its width, equals signs and columns aligned.
// What must not change: no line is wider than asked for, unless a name that the user gave is.
import { cellCount } from "../text/width.ts";
import type { Explanation } from "./explanation.ts";
import type { Equation } from "./expression.ts";
import { lessonOf } from "./lesson.ts";
import { type Block, columnKind, type Inline, type Section } from "./lesson_blocks.ts";
import { equationParts, write } from "./notation.ts";
import { textNotation } from "./text_notation.ts";
import { type Digits, paddedNumber, writtenNumber } from "./written_number.ts";
import { tableLines } from "./text_table.ts";

/** How an explanation is shown as text. */
export interface TextOptions {
  /** Decimal places, from 2 to 20, or "full"; default 4. */
  readonly digits?: Digits;
  /** Columns of the terminal; default 80. */
  readonly width?: number;
  /** Makes a heading stand out; default: as it is. */
  readonly emphasize?: (heading: string) => string;
}

/** Longer lines of prose are hard to read. */
const LONGEST_LINE = 100;
const INDENT = 3;

/**
 * An explanation as plain text.
 *
 * @example
 * ```ts
 * import { parseExperiment } from "../experiment/reading/parse_experiment.ts";
 * import { explain } from "./explain.ts";
 * import { explanationText } from "./text.ts";
 * const experiment = parseExperiment(`
 * name: neuron
 * dataset: { features: [{ name: x1 }, { name: x2 }] }
 * network: { hidden: [] }
 * init: { weights: [0, 1], biases: 4 }
 * training: { epochs: 0 }
 * queries: [{ x1: 2, x2: 3 }]
 * `);
 * if (!explanationText(explain(experiment)).includes("= 0·2 + 1·3 + 4 = 7")) throw new Error("wrong");
 * ```
 */
export function explanationText(explanation: Explanation, options: TextOptions = {}): string {
  const { digits = 4, width = 80, emphasize = (heading) => heading } = options;
  const writer = new TextWriter(digits, Math.max(30, Math.min(width, LONGEST_LINE)));
  const lesson = lessonOf(explanation, digits);
  const lines = [
    emphasize(writer.inline(lesson.title)),
    "",
    ...writer.blocks(lesson.introduction, 0),
    ...lesson.sections.flatMap(({ title, blocks }: Section, index) => [
      "",
      emphasize(`${index + 1}. ${writer.inline(title)}`),
      ...writer.blocks(blocks, INDENT),
    ]),
  ];
  return lines.map((line) => line.trimEnd().replaceAll(UNBROKEN, " ") + "\n").join("");
}

/** Stands in for a blank where a line must not end. */
const UNBROKEN = "\u00a0";

function unbroken(text: string): string {
  return text.replaceAll(" ", UNBROKEN);
}

class TextWriter {
  constructor(readonly digits: Digits, readonly width: number) {}

  inline(text: readonly Inline[]): string {
    return text.map((piece) => this.piece(piece)).join("");
  }

  piece(piece: Inline): string {
    if (typeof piece === "string") return piece;
    if ("user" in piece) return piece.user;
    if ("name" in piece) return unbroken(textNotation.name(piece.name));
    if ("formula" in piece) return unbroken(piece.formula.text);
    if ("code" in piece) return unbroken(piece.code);
    if ("expression" in piece) return write(piece.expression, textNotation, piece.view, this.digits);
    return textNotation.number(writtenNumber(piece.number, this.digits));
  }

  /** A blank line sets off whatever follows equations or a table. */
  blocks(blocks: readonly Block[], indent: number): readonly string[] {
    return blocks.flatMap((block, index) => {
      const above = blocks[index - 1]?.kind;
      const isApart = above === "equations" || above === "table";
      return [...(isApart ? [""] : []), ...this.block(block, indent)];
    });
  }

  block(block: Block, indent: number): readonly string[] {
    const room = this.width - indent;
    switch (block.kind) {
      case "paragraph":
        return indented(wrapped(this.inline(block.text).split(" "), " ", room), indent);
      case "list":
        return indented(
          block.items.flatMap((item) =>
            hanging("  ", wrapped(this.inline(item).split(" "), " ", room - 4), "  ")
          ),
          indent,
        );
      case "equations":
        return indented(block.equations.flatMap((equation) => this.equation(equation, room - 2)), indent + 2);
      case "table":
        return indented(this.table(block.header, block.rows, room - 2), indent + 2);
    }
  }

  /** On one line where it fits, else one line for each equals sign. */
  equation(equation: Equation, room: number): readonly string[] {
    const [left, ...sides] = equationParts(equation, textNotation, this.digits);
    const line = [left, ...sides].join(" = ");
    if (cellCount(line) <= room) return [line];
    const margin = " ".repeat(cellCount(left));
    const sideRoom = room - margin.length - 5;
    return sides.flatMap((side, index) => {
      const terms = side.split(/(?= [+−] )/);
      const pieces = terms.flatMap((term) => cellCount(term) <= sideRoom ? [term] : term.split(/(?<=·)/));
      return hanging(`${index === 0 ? left : margin} = `, wrapped(pieces, "", sideRoom), "  ");
    });
  }

  table(header: readonly Inline[], rows: readonly (readonly Inline[])[], room: number): readonly string[] {
    const columns = header.map((heading, index) => {
      const kind = columnKind(rows, index);
      const cells = rows.map((row) => this.cell(row[index], kind));
      return { heading: this.piece(heading), cells, isNumeric: kind !== "text" };
    });
    return tableLines(columns, room);
  }

  cell(cell: Inline, kind: "text" | "whole" | "number"): string {
    if (kind !== "number" || typeof cell !== "object" || !("number" in cell)) return this.piece(cell);
    return textNotation.number(paddedNumber(cell.number, this.digits));
  }
}

/** Pieces joined into lines of at most so many columns; a longer piece has a line of its own. */
function wrapped(pieces: readonly string[], joint: string, room: number): readonly string[] {
  const lines: string[] = [];
  for (const piece of pieces) {
    const last = lines[lines.length - 1];
    if (last !== undefined && cellCount(last + joint + piece) <= room) {
      lines[lines.length - 1] = last + joint + piece;
    } else lines.push(piece.trimStart());
  }
  return lines;
}

/** The first line after a lead, the others below it and further in. */
function hanging(lead: string, lines: readonly string[], further: string): readonly string[] {
  const margin = " ".repeat(cellCount(lead)) + further;
  return lines.map((line, index) => (index === 0 ? lead : margin) + line);
}

function indented(lines: readonly string[], indent: number): readonly string[] {
  return lines.map((line) => " ".repeat(indent) + line);
}
