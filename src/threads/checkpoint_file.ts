// A checkpoint of a part as the bytes of a file.
// What must not change: a checkpoint is used only if every byte is as it was written, and only for the part that it is of.

import {
  type Checkpoint,
  type LanesCheckpoint,
  TRIAL_STATUS,
  type TrialCheckpoint,
} from "../sweep/checkpoint.ts";
import { figureCount, trialBytes } from "../sweep/figures.ts";
import type { SweepFrame } from "../sweep/grouped_trials.ts";
import { LOSS_BIN_COUNT } from "../sweep/loss_bins.ts";
import { partRange } from "../sweep/plan.ts";
import { digestOf, HEAD, putHead } from "./file_head.ts";
import { littleEndian, setLittleEndian } from "./little_endian.ts";

const MARK = "seedbed-stop";
const LAYOUT_VERSION = 3;

/** After the head come, little-endian, doubles with the range of the trials, how much is under way, and where it stands. */
const NUMBER = {
  from: 0,
  to: 1,
  laneCount: 2,
  laneValues: 3,
  lanesRows: 4,
  trialValues: 5,
  trialPlace: 6,
  trialRows: 7,
} as const;

const NUMBER_COUNT = Object.keys(NUMBER).length;
/** Where the arrays begin, which follow those numbers. */
const ARRAYS_AT = HEAD.end + NUMBER_COUNT * Float64Array.BYTES_PER_ELEMENT;

/** A checkpoint as the bytes of a file. @param identity of the sweep, 32 bytes. */
export async function checkpointFile(
  frame: SweepFrame,
  identity: Uint8Array,
  { part, statuses, figures, bins, lanes, trial }: Checkpoint,
): Promise<Uint8Array<ArrayBuffer>> {
  const { from, to } = partRange(frame, part);
  const numbers = new Float64Array(NUMBER_COUNT);
  numbers[NUMBER.from] = from;
  numbers[NUMBER.to] = to;
  numbers[NUMBER.laneCount] = lanes?.places.length ?? 0;
  numbers[NUMBER.laneValues] = lanes?.values.length ?? 0;
  numbers[NUMBER.lanesRows] = lanes?.rowsDone ?? 0;
  numbers[NUMBER.trialValues] = trial?.values.length ?? 0;
  numbers[NUMBER.trialPlace] = trial?.place ?? 0;
  numbers[NUMBER.trialRows] = trial?.rowsDone ?? 0;
  const arrays = [
    ...[numbers, figures, bins, statuses],
    ...(lanes === null ? [] : [lanes.values, lanes.places, lanes.isFinite]),
    ...(trial === null ? [] : [trial.values]),
  ];
  const file = new Uint8Array(checkpointBytes(frame, to - from, numbers));
  putHead(file, MARK, LAYOUT_VERSION, identity);
  let at: number = HEAD.end;
  for (const array of arrays) {
    file.set(littleEndian(array), at);
    at += array.byteLength;
  }
  file.set(await digestOf(file), HEAD.hash);
  return file;
}

/** A checkpoint read back; null where the bytes are cut, changed, or not of that part of that sweep. */
export async function checkpointOfFile(
  frame: SweepFrame,
  identity: Uint8Array,
  part: number,
  file: Uint8Array<ArrayBuffer>,
): Promise<Checkpoint | null> {
  if (file.length < ARRAYS_AT) return null;
  const head = new Uint8Array(HEAD.end);
  putHead(head, MARK, LAYOUT_VERSION, identity);
  head.set(await digestOf(file), HEAD.hash);
  if (!head.every((byte, index) => byte === file[index])) return null;
  const reader = new ArrayReader(file, HEAD.end);
  const numbers = reader.read(new Float64Array(NUMBER_COUNT));
  const { from, to } = partRange(frame, part);
  // Whole bytes may still be a stranger's.
  if (!numbers.every((number) => Number.isSafeInteger(number) && number >= 0)) return null;
  if (numbers[NUMBER.from] !== from || numbers[NUMBER.to] !== to) return null;
  const trialCount = to - from;
  if (checkpointBytes(frame, trialCount, numbers) !== file.length) return null;
  const figures = reader.read(new Float64Array(trialCount * figureCount(frame)));
  const bins = reader.read(new Uint16Array(trialCount * frame.bandEpochs.length));
  const statuses = reader.read(new Uint8Array(trialCount));
  if (figures.includes(Infinity) || figures.includes(-Infinity)) return null;
  if (bins.some((bin) => bin > LOSS_BIN_COUNT) || statuses.some((status) => status > TRIAL_STATUS.plain)) {
    return null;
  }
  const lanes = lanesIn(reader, numbers);
  const trial = trialIn(reader, numbers);
  return { part, statuses, figures, bins, lanes, trial };
}

/** The size of a file with these numbers in its head. */
function checkpointBytes(
  frame: SweepFrame,
  trialCount: number,
  numbers: Float64Array,
): number {
  return ARRAYS_AT + trialCount * (trialBytes(frame, frame.bandEpochs.length) + 1) +
    numbers[NUMBER.laneValues] * 8 + numbers[NUMBER.laneCount] * 5 + numbers[NUMBER.trialValues] * 8;
}

function lanesIn(reader: ArrayReader, numbers: Float64Array): LanesCheckpoint | null {
  const laneCount = numbers[NUMBER.laneCount];
  if (laneCount === 0) return null;
  const values = reader.read(new Float64Array(numbers[NUMBER.laneValues]));
  const places = reader.read(new Uint32Array(laneCount));
  const isFinite = reader.read(new Uint8Array(laneCount));
  return { places, rowsDone: numbers[NUMBER.lanesRows], isFinite, values };
}

function trialIn(reader: ArrayReader, numbers: Float64Array): TrialCheckpoint | null {
  const valueCount = numbers[NUMBER.trialValues];
  if (valueCount === 0) return null;
  const values = reader.read(new Float64Array(valueCount));
  return { place: numbers[NUMBER.trialPlace], rowsDone: numbers[NUMBER.trialRows], values };
}

/** Reads arrays that follow each other in a file whose bytes are right. */
class ArrayReader {
  #at: number;

  constructor(readonly file: Uint8Array, at: number) {
    this.#at = at;
  }

  /** Fills an array in place and returns it. */
  read<Numbers extends Parameters<typeof setLittleEndian>[0]>(numbers: Numbers): Numbers {
    setLittleEndian(numbers, this.file.subarray(this.#at));
    this.#at += numbers.byteLength;
    return numbers;
  }
}
