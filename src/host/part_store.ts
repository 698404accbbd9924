// Keeps the parts of a sweep under way on disk.
// What must not change: whatever ended the last attempt, a part is there as a whole or is trained again; and any number of
// processes may keep the same part at once.

import type { SweepFrame } from "../sweep/grouped_trials.ts";
import type { FigureSource } from "../sweep/sweep_outcome.ts";
import { figureCount } from "../sweep/figures.ts";
import type { Checkpoint } from "../sweep/checkpoint.ts";
import { checkpointFile, checkpointOfFile } from "../threads/checkpoint_file.ts";
import {
  columnRange,
  type KeptPart,
  nameOfPart,
  numbersOf,
  PART_HEAD_BYTES,
  partFileBytes,
  partOfFile,
  unfitnessOf,
} from "../threads/part_file.ts";
import {
  createFile,
  exists,
  isMissing,
  makeFolder,
  move,
  namesIn,
  openFile,
  readBytes,
  readFile,
} from "./disk.ts";
import { removeQuietly } from "./leftovers.ts";
import { CHECKPOINT, CLAIM, partOfName } from "./part_names.ts";
import { partsFolder } from "./sweep_lock.ts";
import { inWorld, persistently, WorldError } from "./world_error.ts";

/** The largest checkpoint that is used: two networks of a million parameters, with what an optimizer remembers of each. */
const MOST_CHECKPOINT_BYTES = 64 * 1024 * 1024;
/** So much of checkpoints is read at all: those of any number of threads, unless their networks are the largest there are. */
const MOST_CHECKPOINTS_BYTES = 256 * 1024 * 1024;

/** A part that was there is there no more: another process has finished the sweep, or somebody removed it. */
export class PartGone extends WorldError {}

/** The files of a sweep's parts, in a folder of their own. */
export class PartStore implements FigureSource {
  readonly #withCheckpoint = new Set<number>();
  /** Where they are. */
  readonly folder: string;
  /** Of the sweep, 32 bytes. */
  readonly identity: Uint8Array;

  /**
   * @param resultFolder beside which they are kept.
   * @param frame what all parts share.
   * @param experimentHash the SHA-256 of the experiment's canonical text, as 64 hex digits.
   */
  constructor(resultFolder: string, readonly frame: SweepFrame, experimentHash: string) {
    this.folder = partsFolder(resultFolder);
    this.identity = Uint8Array.fromHex(experimentHash);
  }

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
    this.#write(this.#pathOf(part), file, `keep ${nameOfPart(part)} in ${this.folder}`);
  }

  /** The parts that are there, by number; whether they are whole is seen when they are read. */
  kept(): ReadonlySet<number> {
    return this.#partsNamed("");
  }

  /** Removes a part. */
  remove(part: number): void {
    removeQuietly(this.#pathOf(part));
  }

  /** Whether a part is there. */
  has(part: number): boolean {
    return exists(this.#pathOf(part));
  }

  /** The parts that somebody has said to train, by number. */
  claimed(): ReadonlySet<number> {
    return this.#partsNamed(CLAIM);
  }

  /**
   * Says that this process trains a part. It binds nobody: whoever finds no part unclaimed trains those that are not there.
   *
   * @returns false where somebody has said so before.
   * @throws PartGone where the folder is not there any more.
   */
  claim(part: number): boolean {
    const what = `claim ${nameOfPart(part)} in ${this.folder}`;
    return inWorld(what, () => {
      try {
        createFile(this.#pathOf(part) + CLAIM).close();
        return true;
      } catch (error) {
        if (error instanceof Deno.errors.AlreadyExists) return false;
        if (isMissing(error)) throw new PartGone(`cannot ${what}: it was removed`);
        throw error;
      }
    });
  }

  /** Reads a part; null where it cannot be used: {@linkcode whyUnfit} says why. */
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

  /** Why a part that is there cannot be used. */
  whyUnfit(part: number): string {
    const opened = openFile(this.#pathOf(part));
    if ("problems" in opened) return "damaged";
    const { file } = opened.ok;
    try {
      const head = inWorld(`read ${this.#pathOf(part)}`, () => readBytes(file, PART_HEAD_BYTES));
      return unfitnessOf(this.frame, this.identity, part, head);
    } finally {
      file.close();
    }
  }

  /** Writes where the training of a part stands, in place of what was written before. */
  async keepCheckpoint(checkpoint: Checkpoint): Promise<void> {
    this.#withCheckpoint.add(checkpoint.part);
    const file = await checkpointFile(this.frame, this.identity, checkpoint);
    const path = this.#checkpointOf(checkpoint.part);
    this.#write(path, file, `keep a checkpoint in ${this.folder}`);
  }

  /** Where the training of some parts stands, as far as somebody has written that, and it is whole and not too much. */
  async readCheckpoints(parts: ReadonlySet<number>): Promise<ReadonlyMap<number, Checkpoint>> {
    const checkpoints = new Map<number, Checkpoint>();
    let leftBytes = MOST_CHECKPOINTS_BYTES;
    for (const part of this.#checkpointsThere()) {
      if (!parts.has(part)) continue;
      const file = readFile(this.#checkpointOf(part), Math.min(MOST_CHECKPOINT_BYTES, leftBytes));
      if (file === null) continue;
      leftBytes -= file.length;
      const checkpoint = await checkpointOfFile(this.frame, this.identity, part, file);
      if (checkpoint !== null) checkpoints.set(part, checkpoint);
    }
    return checkpoints;
  }

  /** Where the training of a part stands, as far as somebody has written that, and it is whole and not too much. */
  async readCheckpoint(part: number): Promise<Checkpoint | null> {
    const file = readFile(this.#checkpointOf(part), MOST_CHECKPOINT_BYTES);
    if (file === null) return null;
    this.#withCheckpoint.add(part);
    return await checkpointOfFile(this.frame, this.identity, part, file);
  }

  /** Removes the checkpoint of a part that is kept as a whole, if there may be one. */
  removeCheckpoint(part: number): void {
    if (this.#withCheckpoint.delete(part)) removeQuietly(this.#checkpointOf(part));
  }

  /** @throws PartGone where the part is not there. */
  ofPart(part: number): Float64Array {
    const { offset, sizeBytes } = columnRange(this.frame, part, 0);
    return this.#numbers(part, offset, sizeBytes * figureCount(this.frame));
  }

  /** @throws PartGone where the part is not there. */
  column(part: number, figure: number): Float64Array {
    const { offset, sizeBytes } = columnRange(this.frame, part, figure);
    return this.#numbers(part, offset, sizeBytes);
  }

  /** The parts of which there is a checkpoint, by number. */
  #checkpointsThere(): ReadonlySet<number> {
    for (const part of this.#partsNamed(CHECKPOINT)) this.#withCheckpoint.add(part);
    return this.#withCheckpoint;
  }

  /** The parts of which there is a file with an ending, by number. */
  #partsNamed(ending: string): ReadonlySet<number> {
    return new Set(namesIn(this.folder).flatMap((name) => partOfName(name, ending) ?? []));
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

  #write(path: string, file: Uint8Array, what: string): void {
    const unfinished = `${path}.${crypto.randomUUID()}`;
    try {
      inWorld(what, () => {
        try {
          writeAll(unfinished, file);
          move(unfinished, path);
        } catch (error) {
          removeQuietly(unfinished);
          if (isMissing(error)) throw new PartGone(`cannot ${what}: it was removed`);
          throw error;
        }
      });
    } catch (error) {
      if (!(error instanceof WorldError) || error instanceof PartGone) throw error;
      throw new WorldError(
        `${error.message}; once that is mended, the same command goes on with what is kept`,
      );
    }
  }

  #checkpointOf(part: number): string {
    return this.#pathOf(part) + CHECKPOINT;
  }

  #pathOf(part: number): string {
    return `${this.folder}/${nameOfPart(part)}`;
  }
}

function writeAll(path: string, bytes: Uint8Array): void {
  const file = createFile(path);
  try {
    for (let at = 0; at < bytes.length;) at += persistently(() => file.writeSync(bytes.subarray(at)));
  } finally {
    file.close();
  }
}
