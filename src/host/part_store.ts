// Keeps the parts of a sweep under way on disk.
// What must not change: whatever ended the last attempt, a part is there as a whole or is trained again; and any number of
// processes may keep the same part at once.

import type { SweepFrame } from "../sweep/grouped_trials.ts";
import type { FigureSource } from "../sweep/sweep_outcome.ts";
import { figureCount } from "../sweep/figures.ts";
import { columnRange, type KeptPart, numbersOf, partFileBytes, partOfFile } from "../threads/part_file.ts";
import { createFile, isMissing, makeFolder, move, namesIn, openFile, readBytes, remove } from "./disk.ts";
import { inWorld, persistently, WorldError } from "./world_error.ts";

/** A part that was there is there no more: another process has finished the sweep, or somebody removed it. */
export class PartGone extends WorldError {}

/** The files of a sweep's parts, in a folder of their own. */
export class PartStore implements FigureSource {
  /**
   * @param frame what all parts share.
   * @param identity of the sweep, 32 bytes.
   */
  constructor(readonly folder: string, readonly frame: SweepFrame, readonly identity: Uint8Array) {}

  /** Makes the folder where it is missing. */
  make(): void {
    makeFolder(this.folder);
  }

  /**
   * Writes the file of a part.
   *
   * @throws WorldError where the disk or a permission forbids it.
   */
  keep(part: number, file: Uint8Array): void {
    const path = this.#pathOf(part);
    const unfinished = `${path}.${crypto.randomUUID()}`;
    inWorld(`keep part ${part}`, () => {
      try {
        writeWhole(unfinished, file);
        move(unfinished, path);
      } catch (error) {
        removeQuietly(unfinished);
        if (isMissing(error)) throw new PartGone(`cannot keep part ${part}: ${this.folder} was removed`);
        throw error;
      }
    });
  }

  /** The parts that are there, by number; whether they are whole is seen when they are read. */
  kept(): ReadonlySet<number> {
    const numbers = namesIn(this.folder).flatMap((name) => /^part-(\d{5,9})$/.exec(name)?.[1] ?? []);
    return new Set(numbers.map(Number));
  }

  /** Reads a part; null where it is damaged, or no part of this sweep. */
  async read(part: number): Promise<KeptPart | null> {
    const opened = openFile(this.#pathOf(part));
    if ("problems" in opened) return null;
    const { file, sizeBytes } = opened.ok;
    try {
      // A file of another size is not read at all: it may be a stranger's, and of any size.
      if (sizeBytes !== partFileBytes(this.frame, part)) return null;
      const bytes = inWorld(`read ${this.#pathOf(part)}`, () => readBytes(file, sizeBytes));
      return await partOfFile(this.frame, this.identity, part, bytes);
    } finally {
      file.close();
    }
  }

  /** @throws PartGone where the part is not there. */
  ofPart(part: number): Float64Array {
    const { offset, sizeBytes } = columnRange(this.frame, part, 0);
    return this.#numbers(part, offset, sizeBytes * figureCount(this.frame.queryCount));
  }

  /** @throws PartGone where the part is not there. */
  column(part: number, figure: number): Float64Array {
    const { offset, sizeBytes } = columnRange(this.frame, part, figure);
    return this.#numbers(part, offset, sizeBytes);
  }

  /** Numbers of a part that was whole when it was kept or read. */
  #numbers(part: number, offset: number, sizeBytes: number): Float64Array {
    const path = this.#pathOf(part);
    const opened = openFile(path);
    if ("problems" in opened) throw new PartGone(`cannot read ${path}: ${opened.problems[0]}`);
    const { file } = opened.ok;
    try {
      const bytes = inWorld(`read ${path}`, () => {
        file.seekSync(offset, Deno.SeekMode.Start);
        return readBytes(file, sizeBytes);
      });
      if (bytes.length < sizeBytes) throw new PartGone(`cannot read ${path}: it was cut`);
      return numbersOf(bytes);
    } finally {
      file.close();
    }
  }

  #pathOf(part: number): string {
    return `${this.folder}/part-${String(part).padStart(5, "0")}`;
  }
}

function writeWhole(path: string, bytes: Uint8Array): void {
  const file = createFile(path);
  try {
    for (let at = 0; at < bytes.length;) at += persistently(() => file.writeSync(bytes.subarray(at)));
  } finally {
    file.close();
  }
}

function removeQuietly(path: string): void {
  try {
    remove(path);
  } catch {
    // The folder goes as a whole in the end.
  }
}
