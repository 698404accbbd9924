// Reads one experiment with its table and turns it into inputs, for `table_bench.ts`: prints how long that took, and the
// most memory that the process held.

import { trainingDataOf } from "../../src/experiment/experiment.ts";
import { readExperimentFile } from "../../src/host/experiment_file.ts";

const startMs = performance.now();
const read = readExperimentFile(Deno.args[0], []);
if ("problems" in read) throw new Error(read.problems[0].message);
const { inputs } = trainingDataOf(read.ok);
const seconds = (performance.now() - startMs) / 1000;
if (!inputs.every(Number.isFinite)) throw new Error("wrong");
console.log(JSON.stringify({ seconds, memoryBytes: mostMemoryBytes() }));

/** The most that the process held; where the system does not say it, what it holds now. */
function mostMemoryBytes(): number {
  try {
    return 1024 * Number(/VmHWM:\s+(\d+) kB/.exec(Deno.readTextFileSync("/proc/self/status"))![1]);
  } catch {
    return Deno.memoryUsage().rss;
  }
}
