// A trained part of a sweep as bytes, so that an interrupted sweep goes on where it was.
// What must not change without another magic in threads/part_file.ts: the sweep's full identity and the range of trials
// come first, so that a part of another sweep, or of other trials of this one, is recognised as such.

import { figureCount } from "../sweep/figures.ts";
import type { SweepFrame } from "../sweep/grouped_trials.ts";
import { partRange } from "../sweep/plan.ts";
import type { PartResult } from "../sweep/part_trainer.ts";

/** What is kept of a part. */
export type KeptPart = Pick<PartResult, "part" | "figures" | "bins">;

/** Bytes of a sweep's identity, a SHA-256. */
const IDENTITY_BYTES = 32;
/** Of the range: `from` and `to`. */
const RANGE_BYTES = 8;

/** Which trials are in a part, and how much is kept of each. */
type Frame = Pick<SweepFrame, "trialCount" | "partSize" | "queryCount" | "bandEpochs">;

/**
 * A part as bytes: identity, range, figures, bins, in the machine's own byte order: parts do not travel.
 *
 * @param identity of the sweep, 32 bytes.
 */
export function partBytes(
  frame: Frame,
  identity: Uint8Array,
  { part, figures, bins }: KeptPart,
): Uint8Array<ArrayBuffer> {
  const figuresStart = IDENTITY_BYTES + RANGE_BYTES;
  const binsStart = figuresStart + figures.byteLength;
  const bytes = new Uint8Array(binsStart + bins.byteLength);
  bytes.set(identity);
  bytes.set(rangeBytes(frame, part), IDENTITY_BYTES);
  bytes.set(bytesIn(figures), figuresStart);
  bytes.set(bytesIn(bins), binsStart);
  return bytes;
}

/** A part read back; null where the bytes are not that part of that sweep. */
export function partOfBytes(
  frame: Frame,
  identity: Uint8Array,
  part: number,
  bytes: Uint8Array,
): KeptPart | null {
  const { from, to } = partRange(frame, part);
  const figures = new Float64Array((to - from) * figureCount(frame.queryCount));
  const bins = new Uint16Array((to - from) * frame.bandEpochs.length);
  const figuresStart = IDENTITY_BYTES + RANGE_BYTES;
  const binsStart = figuresStart + figures.byteLength;
  if (bytes.length !== binsStart + bins.byteLength) return null;
  const head = [...identity, ...rangeBytes(frame, part)];
  if (!head.every((byte, index) => byte === bytes[index])) return null;
  bytesIn(figures).set(bytes.subarray(figuresStart, binsStart));
  bytesIn(bins).set(bytes.subarray(binsStart));
  return { part, figures, bins };
}

/** It also shows the byte order: no part is so large that both its ends read the same backwards. */
function rangeBytes(frame: Frame, part: number): Uint8Array {
  const { from, to } = partRange(frame, part);
  return bytesIn(Uint32Array.of(from, to));
}

/** The memory of numbers. */
function bytesIn(numbers: Float64Array | Uint32Array | Uint16Array): Uint8Array {
  return new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
}
