// What is held in memory of a sweep's trials while it is put together: all of a small one, nothing of a large one.
// Why not everything: the figures and lines of ten million trials take gigabytes, and the parts on disk have them.

import { bytesOf } from "../results/file_content.ts";
import { trialLines } from "../results/trials_csv.ts";
import type { PartRequests } from "../sweep/part_requests.ts";
import { columnIn, type FigureSource } from "../sweep/sweep_outcome.ts";

/** Bytes that are held of the figures, and as many of the lines. */
const MOST_BYTES = 128 * 1024 * 1024;

/** The figures and the lines of parts: from memory where they are held, else from where the parts are kept. */
export class KeptFigures implements FigureSource {
  readonly #figures = new BoundedParts<Float64Array>();
  readonly #lines = new BoundedParts<Uint8Array>();

  /** @param parts where all parts are kept. */
  constructor(readonly parts: FigureSource, readonly requests: PartRequests) {}

  /** Takes the figures of a part, which it copies, and its lines where they are made already. */
  take(part: number, figures: Float64Array, lines: Uint8Array | null): void {
    this.#figures.set(part, figures.byteLength, () => figures.slice());
    if (lines !== null) this.#lines.set(part, lines.byteLength, () => lines);
  }

  ofPart(part: number): Float64Array {
    return this.#figures.get(part) ?? this.parts.ofPart(part);
  }

  column(part: number, figure: number): Float64Array {
    const figures = this.#figures.get(part);
    if (figures === undefined) return this.parts.column(part, figure);
    return columnIn(this.requests.plan, part, figure, figures);
  }

  /** The lines of `trials.csv` without its header, part by part. */
  *lines(): Generator<Uint8Array> {
    const { requests } = this;
    for (let part = 0; part < requests.plan.partCount; part++) {
      yield this.#lines.get(part) ?? bytesOf(trialLines(requests.trials(part), this.ofPart(part)));
    }
  }
}

/** Parts that are held as long as there is room for all; once there is not, none is. */
class BoundedParts<Value> {
  #parts: Map<number, Value> | null = new Map();
  #bytes = 0;

  set(part: number, sizeBytes: number, value: () => Value): void {
    this.#bytes += sizeBytes;
    if (this.#bytes > MOST_BYTES) this.#parts = null;
    this.#parts?.set(part, value());
  }

  get(part: number): Value | undefined {
    return this.#parts?.get(part);
  }
}
