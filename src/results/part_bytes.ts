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
 * A part as bytes: identity, part number, figures, bins, all numbers little-endian.
 *
 * @param identity of the sweep, 32 bytes.
 */
export function partBytes(identity: Uint8Array, { part, figures, bins }: KeptPart): Uint8Array<ArrayBuffer> {
  const figuresStart = IDENTITY_BYTES + PART_NUMBER_BYTES;
  const binsStart = figuresStart + figures.length * 8;
  const bytes = new Uint8Array(binsStart + bins.length * 2);
  const view = new DataView(bytes.buffer);
  bytes.set(identity);
  view.setUint32(IDENTITY_BYTES, part, true);
  for (let index = 0; index < figures.length; index++) {
    view.setFloat64(figuresStart + index * 8, figures[index], true);
  }
  for (let index = 0; index < bins.length; index++) view.setUint16(binsStart + index * 2, bins[index], true);
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
  const binsStart = figuresStart + figures.length * 8;
  if (bytes.length !== binsStart + bins.length * 2) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  if (!identity.every((byte, index) => byte === bytes[index])) return null;
  if (view.getUint32(IDENTITY_BYTES, true) !== part) return null;
  for (let index = 0; index < figures.length; index++) {
    figures[index] = view.getFloat64(figuresStart + index * 8, true);
  }
  for (let index = 0; index < bins.length; index++) bins[index] = view.getUint16(binsStart + index * 2, true);
  return { part, figures, bins };
}
