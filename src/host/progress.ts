// A progress line on the terminal: how much is done, how fast, how long it will take.
// Why on standard error and only on a terminal: a pipe gets the results and nothing else.

import { answerShapeOf, figureCount } from "../sweep/figures.ts";
import type { SweepPlan } from "../sweep/plan.ts";
import type { FigureSource } from "../sweep/sweep_outcome.ts";
import { durationText } from "../text/duration.ts";
import { cellCount, shortened } from "../text/width.ts";
import { paintError, redrawError, terminalColumns } from "./terminal.ts";

/** Shorter work shows nothing: a line that flashes by only distracts. */
const QUIET_MS = 400;
const REDRAW_MS = 100;
/** A note in less room says nothing. */
const LEAST_NOTE = 12;

/** What a progress line counts. */
interface ProgressOptions {
  /** What is being done: `training`. */
  readonly label: string;
  readonly total: number;
  /** What is counted, in the plural: `epochs`, `trials`; by default nothing that has a name. */
  readonly unit?: string;
}

/** A line that is redrawn in place: `training ━━━━━─────  52%  8 s left  12.3k trials/s`. */
export class Progress {
  #startMs = performance.now();
  /** How much was done when a wait had ended. */
  #doneAtStart = 0;
  #isWaiting = false;
  readonly #isShown = Deno.stderr.isTerminal();
  #drawnMs = this.#startMs + QUIET_MS - REDRAW_MS;
  #hasLine = false;

  constructor(readonly options: ProgressOptions) {}

  /**
   * Takes note of how much is done; redraws at most ten times a second.
   *
   * @param found how much of it was done before this began, which says nothing about how fast the rest will go.
   * @param note what else there is to say, where the line has room for it.
   */
  update(done: number, found = 0, note: () => string = () => ""): void {
    if (!this.#isShown) return;
    if (this.#isWaiting) {
      this.#isWaiting = false;
      this.#startMs = performance.now();
      this.#doneAtStart = done;
    }
    const elapsedMs = performance.now() - this.#startMs;
    this.#draw(() => this.#line(done, Math.max(found, this.#doneAtStart), elapsedMs, note()));
  }

  /**
   * Says what is waited for. How fast the rest goes, and how long it takes, is measured from the first update after it: a
   * wait is no work, and what came with its end was done meanwhile.
   */
  wait(text: string): void {
    if (!this.#isShown) return;
    this.#isWaiting = true;
    this.#draw(() => shortened(`${this.options.label}  ${text}`, terminalColumns() - 1, cellCount));
  }

  #draw(line: () => string): void {
    const nowMs = performance.now();
    if (nowMs - this.#drawnMs < REDRAW_MS) return;
    this.#drawnMs = nowMs;
    redrawError(line(), this.#hasLine);
    this.#hasLine = true;
  }

  /** Removes the line. */
  end(): void {
    if (this.#hasLine) redrawError(null, this.#hasLine);
    this.#hasLine = false;
  }

  #line(done: number, found: number, elapsedMs: number, note: string): string {
    const { label, total, unit } = this.options;
    const columns = terminalColumns();
    const share = total > 0 ? done / total : 1;
    const leftMs = done > found ? elapsedMs / (done - found) * (total - done) : Infinity;
    const percent = `${Math.floor(share * 100)}%`.padStart(4);
    const rate = elapsedMs > 0 ? (done - found) / elapsedMs * 1000 : 0;
    const speed = unit === undefined || rate < 1 ? [] : [rateText(rate, unit)];
    const tail = [percent, `${durationText(leftMs)} left`, ...speed];
    while (tail.length > 1 && label.length + tail.join("  ").length + 12 > columns) tail.pop();
    const barWidth = Math.min(30, columns - label.length - tail.join("  ").length - 3);
    const filled = Math.round(share * Math.max(0, barWidth));
    const bar = barWidth < 5
      ? ""
      : ` ${paintError("cyan", "━".repeat(filled))}${paintError("dim", "─".repeat(barWidth - filled))}`;
    const line = `${label}${bar} ${tail.join("  ")}`;
    const room = columns - label.length - Math.max(0, barWidth) - tail.join("  ").length - 5;
    return note === "" || room < LEAST_NOTE ? line : `${line}  ${shortened(note, room, cellCount)}`;
  }
}

/** The same pieces as often as they are asked for; each is heard of as it is used. */
export function watched<Piece>(pieces: Iterable<Piece>, onPiece: (piece: Piece) => void): Iterable<Piece> {
  return {
    *[Symbol.iterator]() {
      for (const piece of pieces) {
        onPiece(piece);
        yield piece;
      }
    },
  };
}

/** The same figures; it is heard of each time that some are read, however long what is made of them takes. */
export function watchedFigures(figures: FigureSource, onRead: () => void): FigureSource {
  return {
    ofPart(part) {
      onRead();
      return figures.ofPart(part);
    },
    column(part, figure) {
      onRead();
      return figures.column(part, figure);
    },
  };
}

/** The progress of work that reads each figure of each part once, and some of them again. */
export class ReadingProgress {
  readonly #progress: Progress;
  readonly #total: number;
  #count = 0;

  constructor(plan: SweepPlan) {
    this.#total = plan.partCount * figureCount(answerShapeOf(plan.experiment));
    this.#progress = new Progress({ label: "summing up", total: this.#total });
  }

  /** To be called each time that something is read. */
  readonly onRead = (): void => this.#progress.update(Math.min(++this.#count, this.#total));

  /** Removes the line. */
  end(): void {
    this.#progress.end();
  }
}

/** A count for people: `950`, `12.3k`, `4.5M`. */
export function compactCount(count: number): string {
  if (count < 1000) return String(Math.round(count));
  return count < 1e6 ? `${(count / 1e3).toFixed(1)}k` : `${(count / 1e6).toFixed(1)}M`;
}

/** How much is done in a second: `950 trials/s`, `1 trial/s`. @param unit in the plural. */
export function rateText(rate: number, unit: string): string {
  const count = compactCount(rate);
  return `${count} ${count === "1" ? unit.replace(/s$/, "") : unit}/s`;
}

/** A size for people, at least a kilobyte: `3 kB`, `45 MB`, `1.2 GB`. */
export function sizeText(bytes: number): string {
  if (bytes < 1e6) return `${Math.max(1, Math.round(bytes / 1e3))} kB`;
  return bytes < 1e9 ? `${Math.round(bytes / 1e6)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;
}
