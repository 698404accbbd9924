// How fast is the kernel? Against the plain trainer, a loop written by hand, C and NumPy, on the same work.
//   deno run -A tests/bench/kernel_bench.ts [REPEATS]
// Contenders take turns, so that a slow moment of the machine meets all of them; figures are medians of the turns,
// and ratios are medians of the ratios within a turn. Nothing is printed before all agree on the losses.
import { parameterCount } from "../../src/engine/topology.ts";
import { kernelTrainer } from "../../src/engine/kernel/kernel_trainer.ts";
import { plainTrainer, type Trainer } from "../../src/engine/trainer.ts";
import {
  type BenchWork,
  benchWorks,
  COMPARED_COUNT,
  COURSE,
  KernelRun,
  NETWORK_COUNT,
} from "./bench_work.ts";
import { rowsOf, startsOf } from "./bench_work.ts";
import type { BenchRequest } from "./kernel_bench_worker.ts";
import { type Peer, peersFor } from "./peers/peers.ts";
import { trainUnrolled } from "./unrolled_trainer.ts";

/**
 * Exponentials that differ in their last bit move a loss by some 1e-16 a step; some thousand steps stay far below
 * this, and a mistake in the work lies far above.
 */
const LOSS_TOLERANCE = 1e-9;

/** Trains networks one at a time, with a trainer that changes parameters in place. */
function oneAtATime(
  name: string,
  work: BenchWork,
  networkCount: number,
  trainer: Pick<Trainer, "trainRows">,
): Peer {
  const starts = startsOf(work);
  const count = parameterCount(work.topology);
  const plain = plainTrainer(work.topology, rowsOf(work));
  const rowCount = work.epochCount * plain.rowCount;
  return {
    name,
    networkCount,
    run: () => {
      const trained = starts.slice(0, networkCount * count);
      const networks = Array.from(
        { length: networkCount },
        (_, n) => trained.subarray(n * count, (n + 1) * count),
      );
      const began = performance.now();
      for (const parameters of networks) trainer.trainRows(parameters, COURSE, 0, rowCount);
      const seconds = (performance.now() - began) / 1000;
      return Promise.resolve({
        seconds,
        losses: networks.slice(0, COMPARED_COUNT).map((values) => plain.loss(values)),
      });
    },
  };
}

function kernelPeer(work: BenchWork): Peer {
  const kernel = new KernelRun(work);
  return {
    name: "kernel, all lanes",
    networkCount: NETWORK_COUNT,
    run: () => {
      const began = performance.now();
      const losses = kernel.train(0, NETWORK_COUNT);
      return Promise.resolve({ seconds: (performance.now() - began) / 1000, losses });
    },
  };
}

function ask(worker: Worker, request: BenchRequest): Promise<number[]> {
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = reject;
    worker.postMessage(request);
  });
}

async function workersPeer(work: BenchWork, workers: readonly Worker[]): Promise<Peer> {
  await Promise.all(workers.map((worker) => ask(worker, { work })));
  const share = NETWORK_COUNT / workers.length;
  return {
    name: `kernel, ${workers.length} workers`,
    networkCount: NETWORK_COUNT,
    async run() {
      const began = performance.now();
      const shares = workers.map((worker, index) =>
        ask(worker, { first: index * share, end: (index + 1) * share })
      );
      const [losses] = await Promise.all(shares);
      return { seconds: (performance.now() - began) / 1000, losses };
    },
  };
}

async function contendersFor(work: BenchWork, workers: readonly Worker[], folder: string): Promise<Peer[]> {
  const { topology } = work;
  const data = rowsOf(work);
  const { peers, missing } = await peersFor(work, folder);
  missing.forEach((line) => console.log(line));
  const plain = oneAtATime("plain trainer", work, 200, plainTrainer(topology, data));
  const unrolled = oneAtATime(
    "TypeScript by hand, Math.exp",
    work,
    1000,
    {
      trainRows: (values, { learningRate }, from, to) =>
        trainUnrolled(values, data, learningRate, (to - from) / data.targets.length),
    },
  );
  return [
    plain,
    ...(work === benchWorks[0] ? [unrolled] : []),
    oneAtATime("kernel, one network at a time", work, 1000, kernelTrainer(topology, data)),
    kernelPeer(work),
    await workersPeer(work, workers),
    ...peers,
  ];
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1];

function assertAgreement(name: string, losses: readonly number[], expected: readonly number[]): void {
  const tolerance = name.startsWith("kernel") ? 0 : LOSS_TOLERANCE;
  const agrees = losses.length === COMPARED_COUNT &&
    losses.every((loss, index) => Math.abs(loss - expected[index]) <= tolerance * expected[index]);
  if (!agrees) throw new Error(`${name} has other losses:\n${losses}\n${expected}`);
}

async function measure(
  work: BenchWork,
  workers: readonly Worker[],
  folder: string,
  repeats: number,
): Promise<void> {
  const contenders = await contendersFor(work, workers, folder);
  const speeds = new Map(contenders.map(({ name }): [string, number[]] => [name, []]));
  const { losses: expected } = await contenders[0].run();
  for (let repeat = -1; repeat < repeats; repeat++) { // the turn -1 warms up
    for (const { name, networkCount, run } of contenders) {
      const { seconds, losses } = await run();
      assertAgreement(name, losses, expected);
      const millionSteps = networkCount * work.rowCount * work.epochCount / 1e6;
      if (repeat >= 0) speeds.get(name)!.push(millionSteps / seconds);
    }
  }
  const ratio = (name: string, to: string): string => {
    const others = speeds.get(to);
    if (others === undefined) return "-";
    return median(speeds.get(name)!.map((speed, turn) => speed / others[turn])).toFixed(2);
  };
  const columns = ["plain trainer", "C, libm, one network at a time", "C, SSE2"];
  console.log(`\n${work.title}: millions of SGD steps a second, and ratios\n`);
  console.log(`| contender | million/s | ${["of plain", "of C, libm", "of C, SSE2"].join(" | ")} |`);
  console.log(`| --- | --: | --: | --: | --: |`);
  for (const [name, values] of speeds) {
    const cells = [name, median(values).toFixed(2), ...columns.map((column) => ratio(name, column))];
    console.log(`| ${cells.join(" | ")} |`);
  }
  console.log(
    `\ntwo workers are ${ratio(`kernel, ${workers.length} workers`, "kernel, all lanes")} of one thread`,
  );
}

const repeats = Number(Deno.args[0] ?? 7);
const folder = await Deno.makeTempDir();
const workers = [1, 2].map(() =>
  new Worker(new URL("./kernel_bench_worker.ts", import.meta.url), { type: "module" })
);
try {
  for (const work of benchWorks) await measure(work, workers, folder, repeats);
} finally {
  workers.forEach((worker) => worker.terminate());
  await Deno.remove(folder, { recursive: true });
}
