// Reads `trials.csv` back as the figures of every trial.
// Why part by part: the figures of ten million trials take more memory than there may be.

import { parseDecimal } from "../text/decimal.ts";
import { FIGURE, figureCount, LOSS_THRESHOLDS } from "../sweep/figures.ts";
import { partRange, type SweepPlan } from "../sweep/plan.ts";
import { FiguresInMemory } from "../sweep/sweep_outcome.ts";
import { cellsOf } from "./csv_text.ts";
import { type StoredProblem, type StoredRead, textOf } from "./stored_text.ts";
import { trialsHeader } from "./trials_csv.ts";

const FILE = "trials.csv";
const LINE_FEED = 10;

/**
 * The figures of all trials, part after part, each of shape [figureCount * trialCount of the part].
 *
 * @param bytes of `trials.csv`, in pieces.
 * @returns what is wrong, when it is met; null at the end of a whole file.
 */
export function* storedParts(
  plan: SweepPlan,
  bytes: Iterable<Uint8Array>,
): Generator<Float64Array, StoredProblem | null> {
  const header = trialsHeader(plan);
  const columns = cellsOf(header.trimEnd());
  let trial = -1;
  let row: PartLines | null = null;
  for (const line of linesOf(bytes)) {
    if (line === null) return wrong("the file is not UTF-8 text");
    if (trial < 0) {
      if (line !== header.trimEnd()) return wrong(`line 1 must be ${header.trimEnd()}`);
      trial++;
      continue;
    }
    if (trial === plan.trialCount) return wrong(`there are lines after trial ${plan.trialCount}`);
    row ??= new PartLines(plan, columns, trial);
    const mistake = row.read(trial, cellsOf(line));
    if (mistake !== null) return wrong(`line ${trial + 2} ${mistake}`);
    trial++;
    if (trial < row.to) continue;
    yield row.figures;
    row = null;
  }
  if (trial < 0) return wrong(`line 1 must be ${header.trimEnd()}`);
  if (trial === plan.trialCount) return null;
  return wrong(`there must be ${plan.trialCount} trials: the file ends after ${trial}`);
}

/** The figures of every trial, in memory. */
export function readTrials(plan: SweepPlan, bytes: Iterable<Uint8Array>): StoredRead<FiguresInMemory> {
  const figures = new FiguresInMemory(plan);
  const parts = storedParts(plan, bytes);
  for (let part = 0;; part++) {
    const step = parts.next();
    if (step.done !== true) figures.set(part, step.value);
    else return step.value === null ? { ok: figures } : { problems: [step.value] };
  }
}

function wrong(message: string): StoredProblem {
  return { file: FILE, message };
}

/** The longest line that is read, in bytes: that of a trial with a thousand queries is shorter. */
const MOST_LINE_BYTES = 4 * 1024 * 1024;

/** The lines of a text without their line feeds, up to one that is too long or has no end; null for what is not text. */
function* linesOf(pieces: Iterable<Uint8Array>): Generator<string | null> {
  let rest = new Uint8Array(0);
  for (const piece of pieces) {
    const end = piece.lastIndexOf(LINE_FEED) + 1;
    if (end === 0) {
      rest = joined(rest, piece);
      if (rest.length > MOST_LINE_BYTES) return;
      continue;
    }
    const text = textOf(joined(rest, piece.subarray(0, end)));
    if (text === null) return yield null;
    yield* text.split("\n").slice(0, -1);
    rest = piece.slice(end);
  }
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(a.length + b.length);
  bytes.set(a);
  bytes.set(b, a.length);
  return bytes;
}

/** Reads the lines of the trials of one part. */
class PartLines {
  /** Shape [figureCount * trialCount]. */
  readonly figures: Float64Array;
  /** The trial after the last of the part. */
  readonly to: number;
  readonly #columns: readonly string[];
  readonly #from: number;
  /** For each cell, its figure; -1 for what the plan and the figures say already. */
  readonly #figureOfCell: readonly number[];

  /** @param firstTrial of the part. */
  constructor(plan: SweepPlan, columns: readonly string[], firstTrial: number) {
    const queryCount = plan.experiment.queries.length;
    const { from, to } = partRange(plan, Math.floor(firstTrial / plan.partSize));
    this.figures = new Float64Array((to - from) * figureCount(queryCount)).fill(NaN);
    this.to = to;
    this.#from = from;
    this.#columns = columns;
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
      this.figures[figure * (this.to - this.#from) + trial - this.#from] = number;
    }
    return null;
  }
}
