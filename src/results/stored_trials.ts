// Reads `trials.csv` back as the figures of every trial.
// Why part by part: the figures of ten million trials take more memory than there may be.

import { parseDecimal } from "../text/decimal.ts";
import { answerShapeOf, figureCount } from "../sweep/figures.ts";
import { partRange, type SweepPlan } from "../sweep/plan.ts";
import { cellsOf, linesOf } from "./csv_text.ts";
import { bytesOf } from "./file_content.ts";
import { damaged, type StoredRead, textOf } from "./stored_text.ts";
import { trialColumns, trialsHeader } from "./trial_columns.ts";

const FILE = "trials.csv";
const [LINE_FEED, RETURN] = [10, 13];

/**
 * Where the lines of each part lie in `trials.csv`; they may end in CR LF.
 *
 * @param pieces of the file, in order.
 * @returns shape [partCount + 1]: the offset of the first line of each part, and the end of the file; or what is wrong.
 */
export function partOffsets(plan: SweepPlan, pieces: Iterable<Uint8Array>): StoredRead<Float64Array> {
  let header = bytesOf(trialsHeader(plan));
  const offsets = new Float64Array(plan.partCount + 1);
  let trial = -1;
  let offset = 0;
  let lineStart = 0;
  for (const piece of pieces) {
    for (let at = 0; at < Math.min(piece.length, header.length - offset); at++) {
      const isLast = offset + at === header.length - 1;
      if (isLast && piece[at] === RETURN) header = bytesOf(trialsHeader(plan).replace(/\n$/, "\r\n"));
      if (piece[at] !== header[offset + at]) {
        return damaged(FILE, `line 1 must be ${trialsHeader(plan).trimEnd()}`);
      }
    }
    for (let at = piece.indexOf(LINE_FEED); at >= 0; at = piece.indexOf(LINE_FEED, at + 1)) {
      lineStart = offset + at + 1;
      trial++;
      if (trial % plan.partSize === 0) offsets[trial / plan.partSize] = lineStart;
      if (trial > plan.trialCount) return damaged(FILE, `there are lines after trial ${plan.trialCount}`);
    }
    offset += piece.length;
  }
  if (trial < 0) return damaged(FILE, `line 1 must be ${trialsHeader(plan).trimEnd()}`);
  if (trial < plan.trialCount || lineStart < offset) {
    return damaged(FILE, `there must be ${plan.trialCount} trials: the file ends after ${trial}`);
  }
  offsets[plan.partCount] = offset;
  return { ok: offsets };
}

/**
 * The figures of the trials of a part, shape [figureCount * trialCount].
 *
 * @param bytes its lines.
 * @param isWanted the figures that are read; the others are NaN. By default all are.
 */
export function figuresOfLines(
  plan: SweepPlan,
  part: number,
  bytes: Uint8Array,
  isWanted: (figure: number) => boolean = () => true,
): StoredRead<Float64Array> {
  const text = textOf(bytes);
  if (text === null) return damaged(FILE, "the file is not UTF-8 text");
  const lines = new PartLines(plan, part, isWanted);
  let trial = lines.from;
  for (const line of linesOf(text)) {
    const mistake = lines.read(trial, cellsOf(line));
    if (mistake !== null) return damaged(FILE, `line ${trial + 2} ${mistake}`);
    trial++;
  }
  return { ok: lines.figures };
}

/** Reads the lines of the trials of one part. */
class PartLines {
  /** Shape [figureCount * trialCount]. */
  readonly figures: Float64Array;
  /** The first trial of the part. */
  readonly from: number;
  readonly #trialCount: number;
  readonly #columns: readonly string[];
  /** For each cell, its figure; -1 for what is not wanted, and for what the plan and the figures say already. */
  readonly #figureOfCell: readonly number[];

  constructor(plan: SweepPlan, part: number, isWanted: (figure: number) => boolean) {
    const { from, to } = partRange(plan, part);
    this.figures = new Float64Array((to - from) * figureCount(answerShapeOf(plan.experiment))).fill(NaN);
    this.from = from;
    this.#trialCount = to - from;
    this.#columns = cellsOf(trialsHeader(plan).trimEnd());
    this.#figureOfCell = [
      ...plan.keys.map(() => -1),
      ...trialColumns(plan).map((column) =>
        column.kind === "number" && isWanted(column.figure) ? column.figure : -1
      ),
    ];
  }

  /** @returns what is wrong with the line; null for nothing. */
  read(trial: number, cells: readonly string[]): string | null {
    const wanted = this.#figureOfCell.length;
    if (cells.length !== wanted) return `must have ${wanted} cells: found ${cells.length}`;
    for (let cell = 0; cell < wanted; cell++) {
      const figure = this.#figureOfCell[cell];
      if (figure < 0 || cells[cell] === "") continue;
      const number = parseDecimal(cells[cell]);
      if (number === undefined) {
        return `must have a number as ${this.#columns[cell]}: found ${cells[cell].slice(0, 40)}`;
      }
      this.figures[figure * this.#trialCount + trial - this.from] = number;
    }
    return null;
  }
}
