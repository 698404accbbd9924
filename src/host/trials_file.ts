// The trials of a stored sweep, read from its `trials.csv` as they are asked for.
// What must not change: memory stays small however many trials there are, and a file is only used with the hash that the
// manifest has for it.

import { piecesWithLineFeeds, withLineFeeds } from "../results/line_ends.ts";
import type { ManifestEntry } from "../results/manifest.ts";
import { damaged, type StoredProblem, type StoredRead, UNLIKE_MANIFEST } from "../results/stored_text.ts";
import { figuresOfLines, partOffsets } from "../results/stored_trials.ts";
import { answerShapeOf, figureCount } from "../sweep/figures.ts";
import { partRange, type SweepPlan } from "../sweep/plan.ts";
import { columnIn, type FigureSource } from "../sweep/sweep_outcome.ts";
import { blocksOf, openFile, readBytes, readFile, sizeBytesOf } from "./disk.ts";
import { entryOf, HashedPieces, nativeHashOf, WHOLE_BYTES } from "./native_hash.ts";
import { Progress, watched } from "./progress.ts";
import { inWorld, WorldError } from "./world_error.ts";

/** The file with a line a trial. */
export const TRIALS_FILE = "trials.csv";

/** The lines of a part are shorter: its figures have at most 512 KiB, unless one trial has more. */
const MOST_LINES_BYTES = 16 * 1024 * 1024;

/** Numbers of some columns that are held at a time: reading one column reads the lines, and so all of them. */
const MOST_NUMBERS = 36_000_000;

/** Ends the reading where a line turns out to be damaged. */
export class DamagedTrials extends Error {
  constructor(readonly problem: StoredProblem) {
    super(problem.message);
  }
}

/** What comes of reading trials, or the line that ended it by {@linkcode DamagedTrials}. */
export async function whereWhole<Result>(
  reading: () => StoredRead<Result> | Promise<StoredRead<Result>>,
): Promise<StoredRead<Result>> {
  try {
    return await reading();
  } catch (error) {
    if (error instanceof DamagedTrials) return { problems: [error.problem] };
    throw error;
  }
}

/**
 * What a manifest would say of a regular file with LF in place of CR LF.
 *
 * @throws WorldError where there is no such file.
 */
export async function entryWithLineFeeds(path: string): Promise<ManifestEntry> {
  return await entryOf(piecesWithLineFeeds(blocksOf(path)));
}

/** The size of the `trials.csv` in a result folder. */
export function sizeOfTrials(folder: string): StoredRead<number> {
  return sizeInFolder(folder, TRIALS_FILE);
}

/** The size of a file of a folder, or why there is none. */
export function sizeInFolder(folder: string, name: string): StoredRead<number> {
  const size = sizeBytesOf(`${folder}/${name}`);
  if ("ok" in size) return size;
  const [problem] = size.problems;
  return damaged(name, problem === "it is not there" ? "the file is missing" : problem);
}

/** The figures in a `trials.csv`; what reads them throws {@linkcode DamagedTrials} where a line is no line of a trial. */
export class TrialsFile implements FigureSource {
  readonly #plan: SweepPlan;
  /** Reads some of the file's bytes. */
  readonly #bytesAt: (start: number, sizeBytes: number) => Uint8Array;
  readonly #offsets: Float64Array;
  /** How many columns are held at a time. */
  readonly #heldCount: number;
  #firstHeld = -1;
  #held: readonly Float64Array[] = [];
  readonly #isPartHeld: Uint8Array;

  private constructor(
    plan: SweepPlan,
    offsets: Float64Array,
    bytesAt: (start: number, sizeBytes: number) => Uint8Array,
  ) {
    this.#plan = plan;
    this.#bytesAt = bytesAt;
    this.#offsets = offsets;
    this.#heldCount = Math.max(1, Math.floor(MOST_NUMBERS / plan.trialCount));
    this.#isPartHeld = new Uint8Array(plan.partCount);
  }

  /**
   * Opens the trials of a result folder.
   *
   * @param sha256 what the manifest says of the file, whose line ends may be those of Windows; null where it may have any
   * hash.
   */
  static async open(folder: string, plan: SweepPlan, sha256: string | null): Promise<StoredRead<TrialsFile>> {
    const path = `${folder}/${TRIALS_FILE}`;
    const size = sizeOfTrials(folder);
    if ("problems" in size) return size;
    const { offsets, hash } = await indexed(plan, path, size.ok);
    if (sha256 !== null && hash !== sha256 && (await entryWithLineFeeds(path)).sha256 !== sha256) {
      return damaged(TRIALS_FILE, UNLIKE_MANIFEST);
    }
    if ("problems" in offsets) return offsets;
    return { ok: new TrialsFile(plan, offsets.ok, (start, sizeBytes) => bytesAt(path, start, sizeBytes)) };
  }

  /** Takes trials that are in memory, such as those of a zip file. */
  static ofBytes(bytes: Uint8Array, plan: SweepPlan): StoredRead<TrialsFile> {
    const offsets = partOffsets(plan, [bytes]);
    if ("problems" in offsets) return offsets;
    const bytesAt = (start: number, sizeBytes: number) => bytes.subarray(start, start + sizeBytes);
    return { ok: new TrialsFile(plan, offsets.ok, bytesAt) };
  }

  /** The lines of a part, as bytes, with LF for CR LF. */
  linesOf(part: number): Uint8Array {
    const sizeBytes = this.#offsets[part + 1] - this.#offsets[part];
    if (sizeBytes > MOST_LINES_BYTES) {
      throw new DamagedTrials({ file: TRIALS_FILE, message: "a line is longer than that of a trial can be" });
    }
    return withLineFeeds(this.#bytesAt(this.#offsets[part], sizeBytes));
  }

  ofPart(part: number): Float64Array {
    return this.#figuresOf(part, () => true);
  }

  #figuresOf(part: number, isWanted: (figure: number) => boolean): Float64Array {
    const read = figuresOfLines(this.#plan, part, this.linesOf(part), isWanted);
    if ("problems" in read) throw new DamagedTrials(read.problems[0]);
    return read.ok;
  }

  column(part: number, figure: number): Float64Array {
    this.#hold(part, figure);
    const { from, to } = partRange(this.#plan, part);
    return this.#held[figure - this.#firstHeld].subarray(from, to);
  }

  #hold(part: number, figure: number): void {
    const { trialCount, experiment } = this.#plan;
    const index = figure - this.#firstHeld;
    if (index < 0 || index >= this.#held.length) {
      const count = Math.min(this.#heldCount, figureCount(answerShapeOf(experiment)) - figure);
      this.#firstHeld = figure;
      this.#held = Array.from({ length: count }, () => new Float64Array(trialCount));
      this.#isPartHeld.fill(0);
    }
    if (this.#isPartHeld[part] === 1) return;
    this.#isPartHeld[part] = 1;
    const isHeld = (other: number): boolean => {
      return other >= this.#firstHeld && other < this.#firstHeld + this.#held.length;
    };
    const figures = this.#figuresOf(part, isHeld);
    const { from } = partRange(this.#plan, part);
    this.#held.forEach((column, at) => {
      column.set(columnIn(this.#plan, part, this.#firstHeld + at, figures), from);
    });
  }
}

/** Some bytes of a file. */
function bytesAt(path: string, start: number, sizeBytes: number): Uint8Array {
  const opened = openFile(path);
  if ("problems" in opened) throw new WorldError(`cannot read ${path}: ${opened.problems[0]}`);
  const { file } = opened.ok;
  try {
    return inWorld(`read ${path}`, () => {
      file.seekSync(start, Deno.SeekMode.Start);
      return readBytes(file, sizeBytes);
    });
  } finally {
    file.close();
  }
}

/** Where the parts of a file lie, and its SHA-256. */
async function indexed(
  plan: SweepPlan,
  path: string,
  sizeBytes: number,
): Promise<{ readonly offsets: StoredRead<Float64Array>; readonly hash: string }> {
  const whole = sizeBytes <= WHOLE_BYTES ? readFile(path, WHOLE_BYTES) : null;
  if (whole !== null) return { offsets: partOffsets(plan, [whole]), hash: await nativeHashOf(whole) };
  const progress = new Progress({ label: "reading", total: sizeBytes });
  let doneBytes = 0;
  const blocks = watched(blocksOf(path), (block) => progress.update(doneBytes += block.length));
  try {
    const pieces = await HashedPieces.of(blocks);
    return { offsets: partOffsets(plan, pieces), hash: pieces.hash() };
  } finally {
    progress.end();
  }
}
