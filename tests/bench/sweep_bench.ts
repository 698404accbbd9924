// How long does a whole sweep take? Plan to files, against the kernel's own time and NumPy, process against process.
//   deno run -A tests/bench/sweep_bench.ts [REPEATS]
// Contenders take turns, so that a slow moment of the machine meets all of them; ratios are medians of the ratios
// within a turn. Nothing is printed before all agree: the same bytes from one worker and from two, NumPy's losses.
import { trainingDataOf } from "../../src/experiment/experiment.ts";
import { parseExperiment } from "../../src/experiment/reading/parse_experiment.ts";
import { drawParameters } from "../../src/engine/parameters.ts";
import { denseTopology, sizesOf } from "../../src/engine/topology.ts";
import { sweepFiles } from "../../src/results/sweep_files.ts";
import { Kernel } from "../../src/engine/kernel/kernel.ts";
import { sweepExperiment } from "../../src/sweep/sweep_outcome.ts";
import { type KernelWork, trainInKernel } from "./kernel_work.ts";
import { taskArguments } from "./task_command.ts";

const project = decodeURIComponent(new URL("../../", import.meta.url).pathname);
const repeats = Number(Deno.args[0] ?? 7);
const folder = await Deno.makeTempDir();
const experimentText = await Deno.readTextFile(`${project}experiments/gender.yaml`);
const topology = denseTopology([2, 2, 1], "sigmoid", "sigmoid");
const data = trainingDataOf(parseExperiment(experimentText));
const EPOCH_COUNT = 1000;
const LEARNING_RATE = 0.1;
/** NumPy's exponentials may differ in the last bit. */
const LOSS_TOLERANCE = 1e-9;

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1];

/** Runs a process to its end. @returns seconds, and what it printed. */
async function timed(
  command: string,
  args: readonly string[],
  cwd: string = project,
): Promise<{ seconds: number; stdout: string }> {
  const began = performance.now();
  const { success, stdout, stderr } = await new Deno.Command(command, { args: [...args], cwd }).output();
  if (!success) throw new Error(`${command} failed: ${new TextDecoder().decode(stderr)}`);
  return { seconds: (performance.now() - began) / 1000, stdout: new TextDecoder().decode(stdout) };
}

/** Runs a sweep of the classic experiment from nothing, in a folder of its own. @returns seconds. */
async function sweep(seedCount: number, workerCount: number, ...overrides: string[]): Promise<number> {
  const cwd = `${folder}/${workerCount}-${seedCount}`;
  await Deno.mkdir(cwd, { recursive: true });
  await Deno.remove(`${cwd}/results`, { recursive: true }).catch(() => {});
  const program = taskArguments("run");
  const args = [
    ...program.slice(0, -1),
    project + program[program.length - 1],
    `${project}experiments/gender.yaml`,
    `seed=1..${seedCount}`,
    ...overrides,
    // As many as there are cores is what a sweep takes by itself.
    ...(workerCount === navigator.hardwareConcurrency ? [] : ["-j", String(workerCount)]),
  ];
  return (await timed(Deno.execPath(), args, cwd)).seconds;
}

/** A file of a sweep that was run. */
async function resultText(seedCount: number, workerCount: number, name: string): Promise<string> {
  const parent = `${folder}/${workerCount}-${seedCount}/results/gender`;
  const [{ name: result }] = await Array.fromAsync(Deno.readDir(parent));
  return await Deno.readTextFile(`${parent}/${result}/${name}`);
}

const kernelWork: KernelWork = {
  topology,
  data,
  learningRate: LEARNING_RATE,
  epochCount: EPOCH_COUNT,
  logEvery: 10,
  networkCount: 0,
  start: drawParameters(topology, 1),
};

function ask(worker: Worker, networkCount: number): Promise<unknown> {
  return new Promise((resolve, reject) => {
    worker.onmessage = resolve;
    worker.onerror = reject;
    worker.postMessage({ ...kernelWork, networkCount });
  });
}

/** The kernel's own time on two cores: training and the logged losses. @returns seconds. */
async function kernelAlone(workers: readonly Worker[], networkCount: number): Promise<number> {
  const began = performance.now();
  await Promise.all(workers.map((worker) => ask(worker, networkCount / workers.length)));
  return (performance.now() - began) / 1000;
}

/** The share of a sweep in one thread that is not spent in the kernel: seeding, statistics, texts. */
function shareAround(networkCount: number): number {
  const experiment = parseExperiment(experimentText, { overrides: [`seed=1..${networkCount}`] });
  const began = performance.now();
  sweepFiles(sweepExperiment(experiment));
  const wholeMs = performance.now() - began;
  const kernel = Kernel.create(topology, data);
  const kernelBegan = performance.now();
  trainInKernel(kernel, { ...kernelWork, networkCount });
  return 1 - (performance.now() - kernelBegan) / wholeMs;
}

/** Writes NumPy's work: the classic rows and what the first seeds draw. @returns its command line. */
async function numpyWork(seedCount: number): Promise<readonly string[]> {
  const starts = Array.from({ length: seedCount }, (_, seed) => [...drawParameters(topology, seed + 1)]);
  const numbers = Float64Array.from([...data.inputs, ...data.targets, LEARNING_RATE, ...starts.flat()]);
  const path = `${folder}/numpy-${seedCount}`;
  await Deno.writeFile(path, new Uint8Array(numbers.buffer));
  const sizes = [seedCount, data.targets.length, EPOCH_COUNT].map(String);
  return ["tests/bench/peers/numpy_peer.py", path, ...sizes, sizesOf(topology).join(","), "sigmoid"];
}

async function hasNumpy(): Promise<boolean> {
  try {
    return (await new Deno.Command("python3", { args: ["-c", "import numpy"], stderr: "null" }).output())
      .success;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

/** Fails unless one worker and two give the same bytes, and NumPy the same losses. */
async function assertAgreement(seedCount: number, numpyOutput: string | null): Promise<void> {
  const manifests = await Promise.all([1, 2].map((jobs) => resultText(seedCount, jobs, "manifest.json")));
  if (manifests[0] !== manifests[1]) throw new Error("one worker and two give different bytes");
  if (numpyOutput === null) return;
  const [header, ...lines] = (await resultText(seedCount, 2, "trials.csv")).split("\n");
  const column = header.split(",").indexOf("final_loss");
  const [, ...losses] = numpyOutput.trim().split("\n").map(Number);
  losses.forEach((loss, seed) => {
    const own = Number(lines[seed].split(",")[column]);
    if (!(Math.abs(own - loss) < LOSS_TOLERANCE)) {
      throw new Error(`seed ${seed + 1}: ${own}, NumPy has ${loss}`);
    }
  });
}

interface Turn {
  readonly kernel: number;
  readonly one: number;
  readonly two: number;
  readonly numpy: number | null;
}

async function measure(seedCount: number, workers: readonly Worker[], turnCount: number): Promise<void> {
  const numpyArgs = await hasNumpy() ? await numpyWork(seedCount) : null;
  const turns: Turn[] = [];
  for (let turn = -1; turn < turnCount; turn++) { // the turn -1 warms up
    const kernel = await kernelAlone(workers, seedCount);
    const two = await sweep(seedCount, 2);
    const one = await sweep(seedCount, 1);
    const numpy = numpyArgs === null ? null : await timed("python3", numpyArgs);
    await assertAgreement(seedCount, numpy?.stdout ?? null);
    if (turn >= 0) turns.push({ kernel, one, two, numpy: numpy?.seconds ?? null });
  }
  const seconds = (of: (turn: Turn) => number | null): string => {
    const values = turns.map(of).filter((value) => value !== null);
    return values.length === 0 ? "-" : median(values).toFixed(2);
  };
  console.log(`\n${seedCount} seeds of the classic experiment, whole processes\n`);
  console.log("| contender | seconds | times the kernel's own |\n| --- | --: | --: |");
  const rows: [string, (turn: Turn) => number | null][] = [
    ["the kernel alone with its logged losses, two workers", ({ kernel }) => kernel],
    ["run, two workers", ({ two }) => two],
    ["run, one worker", ({ one }) => one],
    ["NumPy, vectorised over seeds, training only", ({ numpy }) => numpy],
  ];
  for (const [name, of] of rows) {
    console.log(`| ${name} | ${seconds(of)} | ${seconds((turn) => ratio(of(turn), turn.kernel))} |`);
  }
  console.log(`\ntwo workers are ${seconds(({ one, two }) => one / two)} of one, whole processes`);
  console.log(`NumPy takes ${seconds(({ numpy, two }) => ratio(numpy, two))} times as long as run`);
}

function ratio(a: number | null, b: number): number | null {
  return a === null ? null : a / b;
}

const workers = [1, 2].map(() =>
  new Worker(new URL("./sweep_bench_worker.ts", import.meta.url), { type: "module" })
);
try {
  await measure(10_000, workers, repeats);
  await measure(100_000, workers, Math.ceil(repeats / 3));
  shareAround(10_000); // warms up
  const shares = Array.from({ length: repeats }, () => shareAround(10_000));
  console.log(
    `\naround the kernel in one thread, 10000 seeds: ${(100 * median(shares)).toFixed(0)}% of the time`,
  );
  const startUps: number[] = [];
  for (let turn = 0; turn < repeats; turn++) startUps.push(await sweep(16, 2, "epochs=0"));
  console.log(`start-up, a sweep of 16 trials and no epoch: ${median(startUps).toFixed(2)} s`);
} finally {
  workers.forEach((worker) => worker.terminate());
  await Deno.remove(folder, { recursive: true });
}
