// Reads `trials.csv` back as the figures of every trial.
// Why block by block: the file of ten million trials is longer than the longest string of an engine.

import { parseDecimal } from "../text/decimal.ts";
import { FIGURE, figureCount, LOSS_THRESHOLDS } from "../sweep/figures.ts";
import type { SweepPlan } from "../sweep/plan.ts";
import { cellsOf } from "./csv_text.ts";
import { bytesOf } from "./file_content.ts";
import { damaged, type StoredRead, textOf } from "./stored_text.ts";
import { trialsHeader } from "./trials_csv.ts";

const FILE = "trials.csv";

/** Bytes that are read as text at once. */
const BLOCK_BYTES = 4 * 1024 * 1024;
const LINE_FEED = 10;

/**
 * The figures of every trial, see `sweep/figures.ts`.
 *
 * @param bytes of `trials.csv`.
 */
export function readTrials(plan: SweepPlan, bytes: Uint8Array): StoredRead<Float64Array> {
  const header = trialsHeader(plan);
  const start = bytesOf(header).length;
  if (textOf(bytes.subarray(0, start)) !== header) return damaged(FILE, `line 1 must be ${header.trimEnd()}`);
  const columns = cellsOf(header.trimEnd());
  // A cell takes at least its comma: a plan of millions that a short file cannot hold takes no memory.
  if (bytes.length - start < plan.trialCount * columns.length) {
    return damaged(FILE, `there must be ${plan.trialCount} trials: the file is too short for them`);
  }
  const figures = new Float64Array(plan.trialCount * figureCount(plan.experiment.queries.length)).fill(NaN);
  const row = new TrialRow(plan, columns, figures);
  let trial = 0;
  for (const text of blocksOf(bytes, start)) {
    if (text === null) return damaged(FILE, "the file is not UTF-8 text");
    for (const line of text.split("\n").slice(0, -1)) {
      if (trial === plan.trialCount) return damaged(FILE, `there are lines after trial ${plan.trialCount}`);
      const mistake = row.read(trial, cellsOf(line));
      if (mistake !== null) return damaged(FILE, `line ${trial + 2} ${mistake}`);
      trial++;
    }
  }
  if (trial < plan.trialCount || bytes[bytes.length - 1] !== LINE_FEED) {
    return damaged(FILE, `there must be ${plan.trialCount} trials: the file ends after ${trial}`);
  }
  return { ok: figures };
}

/** The text from `start` on, in pieces that end with a line feed (the last may lack it); null for what is not text. */
function* blocksOf(bytes: Uint8Array, start: number): Generator<string | null> {
  while (start < bytes.length) {
    const wanted = Math.min(start + BLOCK_BYTES, bytes.length);
    const lineFeed = bytes.subarray(start, wanted).lastIndexOf(LINE_FEED);
    // No trial's line is longer than a block.
    const end = lineFeed < 0 ? wanted : start + lineFeed + 1;
    yield textOf(bytes.subarray(start, end));
    start = end;
  }
}

/** Reads the cells of a line into the figures, in place. */
class TrialRow {
  readonly #columns: readonly string[];
  readonly #figures: Float64Array;
  readonly #width: number;
  /** For each cell, its figure; -1 for what the plan and the figures say already. */
  readonly #figureOfCell: readonly number[];

  constructor(plan: SweepPlan, columns: readonly string[], figures: Float64Array) {
    const queryCount = plan.experiment.queries.length;
    this.#columns = columns;
    this.#figures = figures;
    this.#width = figureCount(queryCount);
    this.#figureOfCell = [
      ...plan.keys.map(() => -1),
      -1,
      FIGURE.finalLoss,
      ...LOSS_THRESHOLDS.map((_, index) => FIGURE.firstEpochUnder + index),
      FIGURE.divergedAtEpoch,
      ...Array.from({ length: queryCount }, (_, query) => [FIGURE.outputs + query, -1]).flat(),
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
      this.#figures[trial * this.#width + figure] = number;
    }
    return null;
  }
}
