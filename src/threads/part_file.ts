// A trained part of a sweep as the bytes of a file: the same bytes on every machine, in a folder or on their way.
// Why here and not where files are written: the thread that trains a part hashes it too, while the others train.
// What must not change: a part is used only if every byte is as it was written, and only as the part that it is.

import { type AnswerShape, figureCount, trialBytes } from "../sweep/figures.ts";
import type { SweepFrame } from "../sweep/grouped_trials.ts";
import { LOSS_BIN_COUNT } from "../sweep/loss_bins.ts";
import { partRange, trialCountOfPart } from "../sweep/plan.ts";
import type { PartResult } from "../sweep/part_training.ts";
import { digestOf, HEAD, putHead } from "./file_head.ts";
import { littleEndian, setLittleEndian } from "./little_endian.ts";

/** The version of the layout. */
export const PART_LAYOUT = 5;

const MARK = "seedbed-part";
/**
 * After the head, little-endian as all numbers in the file, the range of its trials (two u64), the figures, shape
 * [figureCount * trialCount], and the bins, shape [bandEpochCount * trialCount]. Another layout gets another version.
 */
const OFFSET = { from: HEAD.end, to: HEAD.end + 8, figures: HEAD.end + 16 } as const;

/** So many bytes of a file say which part it is. */
export const PART_HEAD_BYTES: number = OFFSET.figures;

/** What is kept of a part. */
export type KeptPart = Pick<PartResult, "part" | "figures" | "bins">;

/** Which trials are in a part, and how much is kept of each. */
type Frame = Pick<SweepFrame, "trialCount" | "partSize" | keyof AnswerShape | "bandEpochs">;

/**
 * A part as the bytes of a file.
 *
 * @param identity of the sweep: the SHA-256 of the experiment's canonical text, 32 bytes.
 */
export async function partFile(
  frame: Frame,
  identity: Uint8Array,
  { part, figures, bins }: KeptPart,
): Promise<Uint8Array<ArrayBuffer>> {
  const file = new Uint8Array(partFileBytes(frame, part));
  file.set(headOf(frame, identity, part));
  file.set(littleEndian(figures), OFFSET.figures);
  file.set(littleEndian(bins), OFFSET.figures + figures.byteLength);
  file.set(await digestOf(file), HEAD.hash);
  return file;
}

/** What the file of a part is called, and the part wherever it is spoken of. */
export function nameOfPart(part: number): string {
  return `part-${String(part).padStart(5, "0")}`;
}

/** The size of the file of a part. */
export function partFileBytes(frame: Frame, part: number): number {
  return OFFSET.figures + trialCountOfPart(frame, part) * trialBytes(frame, frame.bandEpochs.length);
}

/** A part read back; null where the bytes are cut, changed, or not that part of that sweep. */
export async function partOfFile(
  frame: Frame,
  identity: Uint8Array,
  part: number,
  file: Uint8Array<ArrayBuffer>,
): Promise<KeptPart | null> {
  if (file.length !== partFileBytes(frame, part)) return null;
  const head = headOf(frame, identity, part);
  head.set(await digestOf(file), HEAD.hash);
  if (!head.every((byte, index) => byte === file[index])) return null;
  const trialCount = trialCountOfPart(frame, part);
  const figures = new Float64Array(trialCount * figureCount(frame));
  const bins = new Uint16Array(trialCount * frame.bandEpochs.length);
  setLittleEndian(figures, file.subarray(OFFSET.figures));
  setLittleEndian(bins, file.subarray(OFFSET.figures + figures.byteLength));
  // Whole bytes may still be a stranger's.
  if (figures.includes(Infinity) || figures.includes(-Infinity)) return null;
  if (bins.some((bin) => bin > LOSS_BIN_COUNT)) return null;
  return { part, figures, bins };
}

/**
 * Why a file is no part that can be used, as far as its head tells.
 *
 * @param head how the file begins: {@linkcode PART_HEAD_BYTES}, or fewer where it has no more.
 */
export function unfitnessOf(frame: Frame, identity: Uint8Array, part: number, head: Uint8Array): string {
  const wanted = headOf(frame, identity, part);
  const isAsWanted = (from: number, to: number): boolean =>
    wanted.subarray(from, to).every((byte, index) => byte === head[from + index]);
  if (head.length < wanted.length || !isAsWanted(HEAD.mark, HEAD.version)) return "damaged";
  if (!isAsWanted(HEAD.version, HEAD.hash)) {
    const layout = new DataView(head.buffer, head.byteOffset).getUint32(HEAD.version, true);
    return `written by another version of Seedbed (layout ${layout}, here ${PART_LAYOUT})`;
  }
  if (!isAsWanted(HEAD.identity, HEAD.end)) return "of another sweep";
  return isAsWanted(OFFSET.from, OFFSET.figures) ? "damaged" : "under the name of another part";
}

/** Where one figure of all trials of a part lies in its file. */
export function columnRange(
  frame: Frame,
  part: number,
  figure: number,
): { readonly offset: number; readonly sizeBytes: number } {
  const sizeBytes = trialCountOfPart(frame, part) * 8;
  return { offset: OFFSET.figures + figure * sizeBytes, sizeBytes };
}

/** Numbers from the bytes of a part's file. */
export function numbersOf(bytes: Uint8Array): Float64Array {
  const numbers = new Float64Array(bytes.length / 8);
  setLittleEndian(numbers, bytes);
  return numbers;
}

/** All but the hash, which is 0. */
function headOf(frame: Frame, identity: Uint8Array, part: number): Uint8Array {
  const { from, to } = partRange(frame, part);
  const head = new Uint8Array(OFFSET.figures);
  const view = new DataView(head.buffer);
  putHead(head, MARK, PART_LAYOUT, identity);
  view.setBigUint64(OFFSET.from, BigInt(from), true);
  view.setBigUint64(OFFSET.to, BigInt(to), true);
  return head;
}
