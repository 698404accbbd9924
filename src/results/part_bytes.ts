// A trained part of a sweep as bytes, so that an interrupted sweep goes on where it was.
// What must not change without another magic: the sweep's full identity and a hash of everything stand in front,
// so that a part of another sweep, a cut one and a changed one are all told from a good one.

import { sha256 } from "npm:@noble/hashes@2.0.1/sha2.js";
import { concatBytes, utf8ToBytes } from "npm:@noble/hashes@2.0.1/utils.js";
import { canonicalText } from "../experiment/config.ts";
import { figureCount } from "../sweep/figures.ts";
import { bandEpochs } from "../sweep/loss_bands.ts";
import { partRange, type SweepPlan } from "../sweep/plan.ts";
import type { PartResult } from "../sweep/train_part.ts";

const MAGIC = utf8ToBytes("seedbed-part-1\n");
const HASH_BYTES = 32;

/** The identity of a sweep, 32 bytes: the SHA-256 of its canonical text. */
export function sweepIdentity(plan: SweepPlan): Uint8Array {
  return sha256(utf8ToBytes(canonicalText(plan.experiment)));
}

/** A part as bytes: magic, hash of the rest, identity, part number, figures, bins. */
export function partBytes(
  identity: Uint8Array,
  result: Pick<PartResult, "part" | "figures" | "bins">,
): Uint8Array {
  const { part, figures, bins } = result;
  const number = utf8ToBytes(String(part).padStart(8, "0"));
  const rest = concatBytes(identity, number, littleEndianBytes(figures, 8), littleEndianBytes(bins, 2));
  return concatBytes(MAGIC, sha256(rest), rest);
}

/**
 * A part read back.
 *
 * @returns null where the bytes are not that part of that sweep, whole and unchanged.
 */
export function partOfBytes(
  plan: SweepPlan,
  identity: Uint8Array,
  part: number,
  bytes: Uint8Array,
): Pick<PartResult, "part" | "figures" | "bins"> | null {
  const { from, to } = partRange(plan, part);
  const figuresLength = (to - from) * figureCount(plan.experiment.queries.length);
  const binsLength = (to - from) * bandEpochs(plan.experiment).length;
  const start = MAGIC.length + HASH_BYTES;
  const bodyStart = start + HASH_BYTES + 8;
  if (bytes.length !== bodyStart + figuresLength * 8 + binsLength * 2) return null;
  const rest = bytes.subarray(start);
  const number = utf8ToBytes(String(part).padStart(8, "0"));
  const head = concatBytes(MAGIC, sha256(rest), identity, number);
  if (!head.every((byte, index) => byte === bytes[index])) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset + bodyStart);
  return {
    part,
    figures: Float64Array.from({ length: figuresLength }, (_, index) => view.getFloat64(index * 8, true)),
    bins: Uint16Array.from(
      { length: binsLength },
      (_, index) => view.getUint16(figuresLength * 8 + index * 2, true),
    ),
  };
}

/** Numbers as little-endian bytes, on every machine. */
function littleEndianBytes(numbers: Float64Array | Uint16Array, sizeBytes: 2 | 8): Uint8Array {
  const bytes = new Uint8Array(numbers.length * sizeBytes);
  const view = new DataView(bytes.buffer);
  for (let index = 0; index < numbers.length; index++) {
    if (sizeBytes === 8) view.setFloat64(index * 8, numbers[index], true);
    else view.setUint16(index * 2, numbers[index], true);
  }
  return bytes;
}
