// A sweep that is in a result folder already: its statistics, and of its trials only what is asked for.
// What must not change: nothing is believed of a folder before it is known to be of this experiment, and nothing of a file
// before it has the hash in the manifest; which a stranger may forge, so that only `verify` proves a result.

import { canonicalText, idOf } from "../experiment/config.ts";
import { MOST_QUERIES } from "../report/sweep/sweep_text.ts";
import { MOST_COUNTED } from "../report/sweep/spread_text.ts";
import { readStoredSweep, STORED_SWEEP_FILES, type StoredSweep } from "../results/stored_sweep.ts";
import { damaged, type StoredProblem, type StoredRead } from "../results/stored_text.ts";
import { storedParts } from "../results/stored_trials.ts";
import { FIGURE } from "../sweep/figures.ts";
import { partRange, type SweepPlan } from "../sweep/plan.ts";
import { blocksOf, openFile } from "./disk.ts";
import { HashedPieces, nativeHashOf } from "./native_hash.ts";
import { Progress } from "./progress.ts";
import { readResultFolder } from "./result_reader.ts";

/** What of a sweep is wanted. */
export interface WantedOfSweep {
  /** The SHA-256 of the canonical text of the experiment that it must be of; null for any. */
  readonly experimentHash: string | null;
  /** Whether its answers are drawn. */
  readonly isDrawn: boolean;
  /** Queries whose answers are asked for one by one. */
  readonly queries: readonly string[];
}

/** The sweep in a folder, or what is wrong with it. */
export async function foundSweep(folder: string, wanted: WantedOfSweep): Promise<StoredRead<StoredSweep>> {
  const { files, unread } = readResultFolder(folder, { only: STORED_SWEEP_FILES });
  for (const [file, message] of unread) return damaged(file, message);
  const sorted = new Map<string, Float64Array>();
  const read = readStoredSweep(files, (query) => sorted.get(query) ?? null);
  if ("problems" in read) return read;
  const { plan, manifest } = read.ok;
  if (wanted.experimentHash !== null) {
    const hash = await nativeHashOf(canonicalText(plan.experiment));
    if (hash !== wanted.experimentHash) {
      return damaged("config.json", `it is that of another experiment, with the id ${idOf(hash)}`);
    }
  }
  const entry = manifest.files.get(TRIALS);
  const problem = sizeProblem(`${folder}/${TRIALS}`, entry?.bytes ?? 0);
  if (problem !== null) return damaged(TRIALS, problem);
  const figures = wantedFigures(plan, wanted);
  if (figures.size === 0) return read;
  const trials = await Trials.open(folder, plan, entry!.sha256);
  const columns = trials.columns([...figures.values()]);
  if ("problems" in columns) return columns;
  [...figures.keys()].forEach((query, index) => sorted.set(query, columns.ok[index].sort()));
  return read;
}

const TRIALS = "trials.csv";

function sizeProblem(path: string, sizeBytes: number): string | null {
  const opened = openFile(path);
  if ("problems" in opened) {
    return opened.problems[0] === "it is not there" ? "the file is missing" : opened.problems[0];
  }
  opened.ok.file.close();
  return opened.ok.sizeBytes === sizeBytes ? null : "the file is not what manifest.json says";
}

/** The number of the figure of each query whose answers are needed. */
function wantedFigures(plan: SweepPlan, { isDrawn, queries }: WantedOfSweep): ReadonlyMap<string, number> {
  const drawnCount = isDrawn && plan.trialCount <= MOST_COUNTED ? MOST_QUERIES : 0;
  const figures = new Map<string, number>();
  plan.experiment.queries.forEach(({ name }, index) => {
    if (index < drawnCount || queries.includes(name)) figures.set(name, FIGURE.outputs + index);
  });
  return figures;
}

/** The trials of a stored sweep. */
export class Trials {
  #problem: StoredProblem | null = null;

  private constructor(readonly plan: SweepPlan, readonly sha256: string, readonly bytes: HashedPieces) {}

  /** @param sha256 what the manifest says of `trials.csv`. */
  static async open(folder: string, plan: SweepPlan, sha256: string): Promise<Trials> {
    return new Trials(plan, sha256, await HashedPieces.of(blocksOf(`${folder}/${TRIALS}`)));
  }

  /** The figures of the parts, in order, once; afterwards `problem` says what is wrong, and then they end early. */
  *parts(): Generator<Float64Array> {
    this.#problem = yield* storedParts(this.plan, this.bytes);
    if (this.#problem === null && this.bytes.hash() !== this.sha256) {
      this.#problem = { file: TRIALS, message: "the file is not what manifest.json says" };
    }
  }

  /** What was wrong with the file, if anything. */
  get problem(): StoredProblem | null {
    return this.#problem;
  }

  /** Some figures of all trials that have them, in plan order. */
  columns(figures: readonly number[]): StoredRead<readonly Float64Array[]> {
    const { plan } = this;
    const columns = figures.map(() => new Float64Array(plan.trialCount));
    const counts = figures.map(() => 0);
    const progress = new Progress({ label: "reading", total: plan.trialCount, unit: "trials" });
    let part = 0;
    for (const partFigures of this.parts()) {
      const { from, to } = partRange(plan, part++);
      figures.forEach((figure, index) => {
        for (let trial = 0; trial < to - from; trial++) {
          const value = partFigures[figure * (to - from) + trial];
          if (!Number.isNaN(value)) columns[index][counts[index]++] = value;
        }
      });
      progress.update(to);
    }
    progress.end();
    if (this.#problem !== null) return { problems: [this.#problem] };
    return { ok: columns.map((column, index) => column.subarray(0, counts[index])) };
  }
}
