// A sweep run by the real program, and what its result folder must hold.
// Why worked out in this process: one thread, no parts on disk, no worker has a say in it.

import assert from "node:assert/strict";
import { parseExperiment } from "../../src/experiment/reading/parse_experiment.ts";
import { experimentHash, resultFolder } from "../../src/experiment/experiment_id.ts";
import { bytesOf } from "../../src/results/file_content.ts";
import { sweepFiles } from "../../src/results/sweep_files.ts";
import { planOf } from "../../src/sweep/plan.ts";
import { sweepExperiment } from "../../src/sweep/sweep_outcome.ts";
import { type ProcessResult, resultOf, signalTo, startSeedbed } from "../seedbed_process.ts";
import { PEOPLE } from "../sweep/sweep_cases.ts";
import { until } from "../waiting.ts";

/** How often a sweep is begun anew that was over before it could be interrupted. */
const MOST_TRIES = 10;

/** A sweep of many parts that takes some tenths of a second. */
export const OVERRIDES: readonly string[] = ["seed=1..8000", "epochs=1000", "log_every=10"];

/** A folder with an experiment, and the sweep that it declares. */
export class SweepFolder {
  /** Where the sweep's result folder must appear. */
  readonly resultPath: string;
  /** Where parts are kept meanwhile. */
  readonly partsPath: string;

  private constructor(
    readonly path: string,
    readonly overrides: readonly string[],
    readonly expected: ReadonlyMap<string, Uint8Array>,
    resultFolder: string,
    /** The SHA-256 of its experiment's canonical text, 64 hex digits. */
    readonly identity: string,
    /** How many parts it has. */
    readonly partCount: number,
  ) {
    this.resultPath = `${path}/results/${resultFolder}`;
    this.partsPath = this.resultPath.replace("/sweep-", "/.sweep-");
  }

  /** Makes the folder and works out what must come of the sweep. */
  static make(overrides: readonly string[] = OVERRIDES): SweepFolder {
    const path = Deno.makeTempDirSync();
    Deno.writeTextFileSync(`${path}/people.yaml`, PEOPLE);
    const experiment = parseExperiment(PEOPLE, { overrides });
    const files = sweepFiles(sweepExperiment(experiment));
    const expected = new Map([...files].map(([name, content]) => [name, bytesOf(content)]));
    const { partCount } = planOf(experiment);
    const [result, identity] = [resultFolder(experiment), experimentHash(experiment)];
    return new SweepFolder(path, overrides, expected, result, identity, partCount);
  }

  [Symbol.dispose](): void {
    Deno.removeSync(this.path, { recursive: true });
  }

  /** The command line of the sweep. */
  commandLine(...options: string[]): string[] {
    return [
      "run",
      `${this.path}/people.yaml`,
      ...this.overrides,
      "--out",
      `${this.path}/results`,
      ...options,
    ];
  }

  start(...options: string[]): Deno.ChildProcess {
    return startSeedbed(this.commandLine(...options));
  }

  run(...options: string[]): Promise<ProcessResult> {
    return resultOf(this.start(...options));
  }

  /**
   * Starts the sweep and sends a signal as soon as so many parts are kept.
   *
   * A sweep takes so little time that on a machine with much else to do it may be over before anybody has looked: then it
   * is begun anew. It ends in the middle only where parts were still missing when the signal was there.
   */
  async interrupt(signal: Deno.Signal, partCount: number, ...options: string[]): Promise<ProcessResult> {
    for (let tries = 1;; tries++) {
      const process = this.start(...options);
      let isOver = false;
      const ended = resultOf(process).finally(() => isOver = true);
      await until(`${partCount} parts are kept`, () => isOver || this.parts().length >= partCount);
      signalTo(process, signal);
      const keptCount = this.parts().length;
      const result = await ended;
      const isInTheMiddle = keptCount >= partCount && keptCount < this.partCount;
      if (isInTheMiddle || result.code === 3 || tries === MOST_TRIES) return result;
      Deno.removeSync(`${this.path}/results`, { recursive: true });
    }
  }

  /** The paths of the parts that are kept. */
  parts(): readonly string[] {
    return namesIn(this.partsPath).filter((name) => /^part-\d+$/.test(name)).map((name) =>
      `${this.partsPath}/${name}`
    );
  }

  /** What lies beside the result folders and is no result. */
  leftovers(): readonly string[] {
    return namesIn(`${this.path}/results/people`).filter((name) => name.startsWith("."));
  }

  /** Fails unless the result folder holds what it must, and nothing else. */
  assertRight(): void {
    assert.deepEqual(namesIn(this.resultPath), [...this.expected.keys()].sort());
    for (const [name, bytes] of this.expected) {
      assert.ok(equal(Deno.readFileSync(`${this.resultPath}/${name}`), bytes), `${name} differs`);
    }
    assert.deepEqual(this.leftovers(), []);
  }
}

function equal(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}

/** The names in a folder, sorted; none where it is not there. */
export function namesIn(folder: string): readonly string[] {
  try {
    return [...Deno.readDirSync(folder)].map(({ name }) => name).sort();
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}
