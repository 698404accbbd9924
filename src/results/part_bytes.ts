// A trained part of a sweep as bytes, so that an interrupted sweep goes on where it was.
// What must not change without another magic in host/part_store.ts: the sweep's full identity and the part's number
// stand in front, so that a part of another sweep or another place is told from the right one.

import { figureCount } from "../sweep/figures.ts";
import type { SweepFrame } from "../sweep/part_job.ts";
import { partRange } from "../sweep/plan.ts";
import type { PartResult } from "../sweep/train_part.ts";

/** What is kept of a part. */
export type KeptPart = Pick<PartResult, "part" | "figures" | "bins">;

/** Bytes of a sweep's identity, a SHA-256. */
const IDENTITY_BYTES = 32;
const PART_NUMBER_BYTES = 4;

/**
 * A part as bytes: identity, part number plus 1, figures, bins, in the machine's own byte order: parts do not travel.
 *
 * @param identity of the sweep, 32 bytes.
 */
export function partBytes(identity: Uint8Array, { part, figures, bins }: KeptPart): Uint8Array<ArrayBuffer> {
  const figuresStart = IDENTITY_BYTES + PART_NUMBER_BYTES;
  const binsStart = figuresStart + figures.byteLength;
  const bytes = new Uint8Array(binsStart + bins.byteLength);
  bytes.set(identity);
  bytes.set(partNumber(part), IDENTITY_BYTES);
  bytes.set(bytesIn(figures), figuresStart);
  bytes.set(bytesIn(bins), binsStart);
  return bytes;
}

/**
 * A part read back.
 *
 * @returns null where the bytes are not that part of that sweep.
 */
export function partOfBytes(
  frame: Pick<SweepFrame, "trialCount" | "partSize" | "queryCount" | "bandEpochs">,
  identity: Uint8Array,
  part: number,
  bytes: Uint8Array,
): KeptPart | null {
  const { from, to } = partRange(frame, part);
  const figures = new Float64Array((to - from) * figureCount(frame.queryCount));
  const bins = new Uint16Array((to - from) * frame.bandEpochs.length);
  const figuresStart = IDENTITY_BYTES + PART_NUMBER_BYTES;
  const binsStart = figuresStart + figures.byteLength;
  if (bytes.length !== binsStart + bins.byteLength) return null;
  const head = [...identity, ...partNumber(part)];
  if (!head.every((byte, index) => byte === bytes[index])) return null;
  bytesIn(figures).set(bytes.subarray(figuresStart, binsStart));
  bytesIn(bins).set(bytes.subarray(binsStart));
  return { part, figures, bins };
}

/** Plus 1, so that a machine of the other byte order never takes it for its own. */
function partNumber(part: number): Uint8Array {
  return bytesIn(Uint32Array.of(part + 1));
}

/** The memory of numbers. */
function bytesIn(numbers: Float64Array | Uint32Array | Uint16Array): Uint8Array {
  return new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
}
