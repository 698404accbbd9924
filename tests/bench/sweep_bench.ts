// How long does a whole sweep take? Plan to files, against the kernel's own time, NumPy and C, process against process.
//   deno run -A tests/bench/sweep_bench.ts [REPEATS]
// Contenders take turns, so that a slow moment of the machine meets all of them; ratios are medians of the ratios
// within a turn. Nothing is printed before all agree: the same bytes from one worker and from two, NumPy's losses.
import { trainingDataOf } from "../../src/experiment/experiment.ts";
import { parseExperiment } from "../../src/experiment/reading/parse_experiment.ts";
import { drawParameters } from "../../src/engine/parameters.ts";
import { denseTopology, sizesOf, type Topology } from "../../src/engine/topology.ts";
import type { TrainingData } from "../../src/engine/training_data.ts";
import { sweepFiles } from "../../src/results/sweep_files.ts";
import { Kernel } from "../../src/engine/kernel/kernel.ts";
import { sweepExperiment } from "../../src/sweep/sweep_outcome.ts";
import { type BenchWork, rowsOf } from "./bench_work.ts";
import { type KernelWork, trainInKernel } from "./kernel_work.ts";
import { fastestVectorPeer, report } from "./peers/peers.ts";
import { pythonWith } from "../python.ts";
import { taskOptions } from "../task_command.ts";

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
/** The same grown over 150,000 steps. */
const LONG_LOSS_TOLERANCE = 1e-4;

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

/** Runs a sweep from nothing, in a folder of its own. @returns seconds. */
async function sweep(
  seedCount: number,
  workerCount: number,
  { file = `${project}experiments/gender.yaml`, overrides = [] as readonly string[] } = {},
): Promise<number> {
  const cwd = `${folder}/${workerCount}-${seedCount}`;
  await Deno.mkdir(cwd, { recursive: true });
  await Deno.remove(`${cwd}/results`, { recursive: true }).catch(() => {});
  const args = [
    ...taskOptions("run"),
    `${project}src/cli/run.ts`,
    file,
    `seed=1..${seedCount}`,
    ...overrides,
    // As many as there are cores is what a sweep takes by itself.
    ...(workerCount === navigator.hardwareConcurrency ? [] : ["-j", String(workerCount)]),
  ];
  return (await timed(Deno.execPath(), args, cwd)).seconds;
}

/** A file of a sweep that was run. */
async function resultText(
  seedCount: number,
  workerCount: number,
  name: string,
  experiment = "gender",
): Promise<string> {
  const parent = `${folder}/${workerCount}-${seedCount}/results/${experiment}`;
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

/** Writes a peer's work: rows and what the first seeds draw. @returns the path and the numbers of its command line. */
async function peerWork(
  topology: Topology,
  data: TrainingData,
  seedCount: number,
  epochCount: number,
): Promise<readonly string[]> {
  const starts = Array.from({ length: seedCount }, (_, seed) => [...drawParameters(topology, seed + 1)]);
  const numbers = Float64Array.from([...data.inputs, ...data.targets, LEARNING_RATE, ...starts.flat()]);
  const path = `${folder}/peer-${sizesOf(topology).join("-")}-${seedCount}`;
  await Deno.writeFile(path, new Uint8Array(numbers.buffer));
  return [path, ...[seedCount, data.targets.length, epochCount].map(String)];
}

/** Fails unless one worker and two give the same bytes, and a peer the same losses. */
async function assertAgreement(
  seedCount: number,
  peerLosses: readonly number[],
  tolerance = LOSS_TOLERANCE,
  experiment = "gender",
): Promise<void> {
  const manifests = await Promise.all(
    [1, 2].map((jobs) => resultText(seedCount, jobs, "manifest.json", experiment)),
  );
  if (manifests[0] !== manifests[1]) throw new Error("one worker and two give different bytes");
  const [header, ...lines] = (await resultText(seedCount, 2, "trials.csv", experiment)).split("\n");
  const column = header.split(",").indexOf("final_loss");
  peerLosses.forEach((loss, seed) => {
    const own = Number(lines[seed].split(",")[column]);
    if (!(Math.abs(own - loss) < tolerance)) {
      throw new Error(`seed ${seed + 1}: ${own}, the peer has ${loss}`);
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
  const peerArgs = await peerWork(topology, data, seedCount, EPOCH_COUNT);
  const python = await pythonWith("numpy");
  const numpyArgs = python !== null
    ? ["tests/bench/peers/numpy_peer.py", ...peerArgs, sizesOf(topology).join(","), "sigmoid"]
    : null;
  const turns: Turn[] = [];
  for (let turn = -1; turn < turnCount; turn++) { // the turn -1 warms up
    const kernel = await kernelAlone(workers, seedCount);
    const two = await sweep(seedCount, 2);
    const one = await sweep(seedCount, 1);
    const numpy = numpyArgs === null ? null : await timed(python!, numpyArgs);
    await assertAgreement(seedCount, numpy?.stdout.trim().split("\n").slice(1).map(Number) ?? []);
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

/** Long trials: each takes as long as hundreds of the classic ones, so that threads must end together. */
const longWork: BenchWork = {
  title: "2-8-8-1 tanh",
  topology: denseTopology([2, 8, 8, 1], "tanh", "sigmoid"),
  rowCount: 500,
  epochCount: 300,
};

const { inputs: longInputs } = rowsOf(longWork);
const longData: TrainingData = {
  inputs: longInputs,
  // To be learned easily, so that last bits grow little.
  targets: Float64Array.from({ length: longWork.rowCount }, (_, row) => Number(longInputs[2 * row] > 0)),
};

/** The same as an experiment. */
const longExperiment = JSON.stringify({
  name: "long",
  dataset: {
    features: [{ name: "a" }, { name: "b" }],
    target: { name: "y" },
    rows: Array.from(
      longData.targets,
      (y, row) => ({ a: longInputs[2 * row], b: longInputs[2 * row + 1], y }),
    ),
  },
  network: { hidden: [8, 8], activation: "tanh" },
  training: { learning_rate: LEARNING_RATE, epochs: longWork.epochCount },
});

async function measureLong(seedCount: number, turnCount: number, peer: string | null): Promise<void> {
  const file = `${folder}/long.yaml`;
  await Deno.writeTextFile(file, longExperiment);
  const peerArgs = await peerWork(longWork.topology, longData, seedCount, longWork.epochCount);
  const turns: { one: number; two: number; c: number | null }[] = [];
  for (let turn = -1; turn < turnCount; turn++) { // the turn -1 warms up
    const two = await sweep(seedCount, 2, { file });
    const one = await sweep(seedCount, 1, { file });
    const c = peer === null ? null : await report(peer, peerArgs);
    await assertAgreement(seedCount, c?.losses ?? [], LONG_LOSS_TOLERANCE, "long");
    if (turn >= 0) turns.push({ one, two, c: c?.seconds ?? null });
  }
  const figure = (of: (turn: typeof turns[number]) => number): string => median(turns.map(of)).toFixed(2);
  console.log(`\n${seedCount} seeds of ${longWork.title}, 500 rows, 300 epochs, whole processes\n`);
  console.log(`run, two workers ${figure(({ two }) => two)} s, one worker ${figure(({ one }) => one)} s`);
  console.log(`two workers are ${figure(({ one, two }) => one / two)} of one`);
  if (peer === null) return;
  console.log(
    `a core does ${figure(({ one, c }) => c! / one)} of what C with SSE2 does in training alone, ` +
      `with two workers ${figure(({ two, c }) => c! / two / 2)}`,
  );
}

const workers = [1, 2].map(() =>
  new Worker(new URL("./sweep_bench_worker.ts", import.meta.url), { type: "module" })
);
try {
  await measure(10_000, workers, repeats);
  await measure(100_000, workers, Math.ceil(repeats / 3));
  const { topology: longTopology, epochCount: longEpochCount } = longWork;
  const fewArgs = await peerWork(longTopology, longData, 32, longEpochCount);
  const longPeer = await fastestVectorPeer(longTopology, folder, fewArgs);
  await measureLong(100, repeats, longPeer);
  await measureLong(800, Math.ceil(repeats / 3), longPeer);
  shareAround(10_000); // warms up
  const shares = Array.from({ length: repeats }, () => shareAround(10_000));
  console.log(
    `\naround the kernel in one thread, 10000 seeds: ${(100 * median(shares)).toFixed(0)}% of the time`,
  );
  const startUps: number[] = [];
  for (let turn = 0; turn < repeats; turn++) startUps.push(await sweep(16, 2, { overrides: ["epochs=0"] }));
  console.log(`start-up, a sweep of 16 trials and no epoch: ${median(startUps).toFixed(2)} s`);
} finally {
  workers.forEach((worker) => worker.terminate());
  await Deno.remove(folder, { recursive: true });
}
