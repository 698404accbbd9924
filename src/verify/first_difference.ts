// The first place where a stored file is not what it should be, in the words of the file: the epoch, the query,
// the trial, the parameter, the key.
// Why in pieces: `trials.csv` may be a hundred megabytes, so it is put together only where it differs.

import type { Experiment } from "../experiment/experiment.ts";
import { csvDifference } from "./csv_difference.ts";
import { cellsOf } from "../results/csv_text.ts";
import { around, type Difference, type DifferencePlace } from "./difference.ts";
import { jsonDifference } from "./json_difference.ts";
import { bytesOf, type FileContent, piecesOf } from "../results/file_content.ts";

/**
 * The first difference of two contents of a file, in the words of the file.
 *
 * @param name the file's name, which says how to read it.
 * @param found the bytes as stored.
 * @param wanted the content as it should be; it must differ.
 * @param experiment names what the lines of the file are about; null where it is not known.
 * @returns null for a file that is not text.
 *
 * @example
 * ```ts
 * import { firstDifference } from "./first_difference.ts";
 * const found = new TextEncoder().encode("epoch,loss\n0,0.25\n10,0.1\n");
 * const wanted = "epoch,loss\n0,0.25\n10,0.10000000000000002\n";
 * const difference = firstDifference("loss.csv", found, wanted, null);
 * if (difference?.place.epoch !== 10 || difference.ulp !== "1") throw new Error("wrong");
 * ```
 */
export function firstDifference(
  name: string,
  found: Uint8Array,
  wanted: FileContent,
  experiment: Experiment | null,
): Difference | null {
  const offset = firstDifferentByte(found, wanted);
  if (offset === null || name.endsWith(".parquet")) return null;
  const whole = bytesOf(wanted);
  const line = lineAt(found, offset);
  const [foundLine, wantedLine] = [lineOf(found, line), lineOf(whole, line)];
  const difference: Difference = { line, place: {}, found: foundLine, wanted: wantedLine, ulp: null };
  if (name.endsWith(".csv")) {
    return csvDifference(name, difference, cellsOf(lineOf(whole, 1) ?? ""), experiment);
  }
  if (name.endsWith(".json")) {
    return jsonDifference(name, found, whole, line, experiment) ?? around(difference);
  }
  if (name === "log.txt") {
    return { ...around(difference), place: logPlace(wantedLine ?? foundLine ?? "", experiment) };
  }
  return around(difference);
}

/** The offset of the first byte that differs or that only one has; null where all are equal. */
export function firstDifferentByte(found: Uint8Array, wanted: FileContent): number | null {
  let start = 0;
  for (const piece of piecesOf(wanted)) {
    const shared = Math.min(piece.length, found.length - start);
    for (let at = 0; at < shared; at++) if (found[start + at] !== piece[at]) return start + at;
    start += shared;
    if (shared < piece.length) return start;
  }
  return start === found.length ? null : start;
}

const LINE_FEED = 10;

function lineAt(bytes: Uint8Array, offset: number): number {
  let line = 1;
  for (let at = bytes.indexOf(LINE_FEED); at >= 0 && at < offset; at = bytes.indexOf(LINE_FEED, at + 1)) {
    line++;
  }
  return line;
}

/** A line by its number, without its line feed; null beyond the last. */
function lineOf(bytes: Uint8Array, line: number): string | null {
  let start = 0;
  for (let passed = 1; passed < line; passed++) {
    const end = bytes.indexOf(LINE_FEED, start);
    if (end < 0) return null;
    start = end + 1;
  }
  if (start >= bytes.length) return null;
  const end = bytes.indexOf(LINE_FEED, start);
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(
    bytes.subarray(start, end < 0 ? bytes.length : end),
  );
}

function logPlace(text: string, experiment: Experiment | null): DifferencePlace {
  const epoch = /^Epoch (\d{1,15}) loss: /.exec(text)?.[1];
  if (epoch !== undefined) return { epoch: Number(epoch) };
  const query = experiment?.queries.find(({ name }) => text.startsWith(`${name}: `));
  return query === undefined ? {} : { query: query.name };
}
