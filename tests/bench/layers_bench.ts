// How long do a convolution and a recurrence take, as a person waits for them? Whole processes, beside PyTorch where there is one.
//   deno run -A tests/bench/layers_bench.ts [REPEATS]
// The first two are as large as two programs from scratch in NumPy, on images and sentences drawn here: a step takes as long
// whatever they show. Their authors' programs took 85 s and 13.7 s.

import { RandomState } from "../../src/random/random_state.ts";
import { pythonWith } from "../python.ts";
import { taskOptions } from "../task_command.ts";

const project = decodeURIComponent(new URL("../../", import.meta.url).pathname);
const repeats = Number(Deno.args[0] ?? 5);
const folder = await Deno.makeTempDir();
const random = new RandomState(1);

/** One line of the table. */
interface Work {
  readonly title: string;
  readonly goal: string;
  /** The experiment. */
  readonly yaml: string;
  /** A CSV file that it reads. */
  readonly csv: string;
  /** What PyTorch is told to train; null where nothing of it is measured. */
  readonly peer: readonly string[] | null;
}

function drawn(count: number): number {
  return Math.floor(random.uniform(0, count));
}

function images(count: number, side: number): string {
  const names = Array.from({ length: side * side }, (_, index) => `p${index}`);
  const rows = Array.from({ length: count }, (_, row) => {
    // A background of zeros, as handwriting has it.
    const pixels = names.map(() => drawn(5) === 0 ? drawn(256) : 0);
    return [...pixels, row % 10].join(",");
  });
  return [[...names, "k"].join(","), ...rows].join("\n") + "\n";
}

function sentences(count: number, wordCount: number): string {
  const rows = Array.from({ length: count }, (_, row) => {
    const words = Array.from({ length: 2 + drawn(6) }, () => `w${drawn(wordCount)}`);
    return `${words.join(" ")},${row % 2}`;
  });
  return ["text,k", ...rows].join("\n") + "\n";
}

const works: readonly Work[] = [
  {
    title: "convolution, 3 epochs of 1000 images of 28 × 28",
    goal: "at most 1 s",
    csv: images(1000, 28),
    yaml: `
dataset:
  features: [{ name: pixels, columns: "p*", shape: [28, 28], shift: 127.5, scale: 255 }]
  target: { name: k, classes: all }
  file: data.csv
network: { layers: [{ conv: { filters: 8, size: 3, bias: false } }, { maxpool: { size: 2 } }, { dense: {} }] }
init: { seed: 1, scheme: glorot_uniform }
training: { learning_rate: 0.005, epochs: 3, log_every: 1 }`,
    peer: null,
  },
  {
    title: "recurrence, 1000 epochs of 58 sentences",
    goal: "at most 3 s",
    csv: sentences(58, 18),
    yaml: `
dataset:
  features: [{ name: text, tokens: words }]
  target: { name: k, classes: all }
  file: data.csv
network: { layers: [{ rnn: { size: 64 } }, { dense: {} }] }
init: { seed: 1, scheme: normal, sd: 0.03 }
training: { learning_rate: 0.02, clip_value: 1, epochs: 1000, log_every: 100 }`,
    peer: null,
  },
  {
    title: "digits, 8 filters of 3 × 3, 30 epochs by adam",
    goal: "as fast as PyTorch",
    csv: await Deno.readTextFile(`${project}experiments/digits.csv`),
    yaml: `
dataset:
  features: [{ name: pixels, columns: "p*", shape: [8, 8], shift: 8, scale: 16 }]
  target: { name: digit, classes: all }
  file: data.csv
network:
  layers: [{ conv: { filters: 8, size: 3, activation: relu } }, { maxpool: { size: 2 } }, { dense: {} }]
init: { seed: 1, scheme: glorot_uniform }
training: { optimizer: adam, learning_rate: 0.01, batch_size: 32, epochs: 30, log_every: 10 }`,
    peer: ["8", "30"],
  },
];

async function output(command: string, args: readonly string[]): Promise<string | null> {
  try {
    const { success, stdout } = await new Deno.Command(command, { args: [...args], cwd: project }).output();
    return success ? new TextDecoder().decode(stdout) : null;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}

async function runSeconds(name: string): Promise<number> {
  const args = [...taskOptions("run"), "src/cli/run.ts", `${folder}/${name}/${name}.yaml`];
  const startMs = performance.now();
  const printed = await output(Deno.execPath(), [...args, "--fresh", "-o", `${folder}/results`]);
  if (printed === null) throw new Error(`${name} did not run`);
  return (performance.now() - startMs) / 1000;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1];
}

/** Seconds that the training alone takes under PyTorch. */
async function peerSeconds(python: string, settings: readonly string[]): Promise<number> {
  const args = ["tests/bench/peers/torch_peer.py", "experiments/digits.csv", ...settings];
  const printed = await output(python, args);
  if (printed === null) throw new Error("PyTorch did not train");
  return Number(printed.split(" ")[0]);
}

const python = await pythonWith("torch");
if (python === null) {
  console.log(
    "PyTorch is left out: python3 with torch was not found; install it (Debian: apt-get install python3-torch)",
  );
}
for (const [index, { title, goal, yaml, csv, peer }] of works.entries()) {
  const name = `work${index + 1}`;
  await Deno.mkdir(`${folder}/${name}`);
  await Deno.writeTextFile(`${folder}/${name}/${name}.yaml`, yaml);
  await Deno.writeTextFile(`${folder}/${name}/data.csv`, csv);
  const seconds: number[] = [];
  const ofPeer: number[] = [];
  for (let repeat = 0; repeat < repeats; repeat++) {
    seconds.push(await runSeconds(name));
    if (peer !== null && python !== null) ofPeer.push(await peerSeconds(python, peer));
  }
  const beside = ofPeer.length === 0 ? "" : `, PyTorch's training alone ${median(ofPeer).toFixed(2)} s`;
  console.log(`${title}: ${median(seconds).toFixed(2)} s (${goal}${beside})`);
}
await Deno.remove(folder, { recursive: true });
