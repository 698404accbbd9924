// How long do classes take, as a person waits for them? Whole processes on iris and digits, beside scikit-learn.
//   deno run -A tests/bench/learning_bench.ts [REPEATS]
// The contenders take turns. scikit-learn says how long its training alone takes, once its modules are loaded; a sweep of it
// is reckoned as that many trainings, one after another, and a core for each of our threads would be left idle by it.

import { pythonWith } from "../python.ts";
import { taskOptions } from "../task_command.ts";

const project = decodeURIComponent(new URL("../../", import.meta.url).pathname);
const repeats = Number(Deno.args[0] ?? 5);
const out = await Deno.makeTempDir();

/** One line of the table: what is run, and how many trainings of the peer it stands for. */
interface Work {
  readonly title: string;
  readonly data: "iris" | "digits";
  readonly overrides: readonly string[];
  readonly trainingCount: number;
  readonly goal: string;
}

const works: readonly Work[] = [
  {
    title: "iris, 1000 seeds, each with an order of its own",
    data: "iris",
    overrides: ["seed=1..1000"],
    trainingCount: 1000,
    goal: "at most 1.0 s",
  },
  { title: "digits, one run", data: "digits", overrides: [], trainingCount: 1, goal: "at most 0.4 s" },
  {
    title: "digits, 100 seeds",
    data: "digits",
    overrides: ["seed=1..100"],
    trainingCount: 100,
    goal: "a tenth of scikit-learn",
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

async function runSeconds({ data, overrides }: Work): Promise<number> {
  const args = [...taskOptions("run"), "src/cli/run.ts", `experiments/${data}.yaml`, ...overrides];
  const startMs = performance.now();
  const printed = await output(Deno.execPath(), [...args, "--fresh", "-o", out]);
  if (printed === null) throw new Error(`${data} did not run`);
  return (performance.now() - startMs) / 1000;
}

/** Seconds that one training of the peer takes. */
async function peerSeconds(python: string, data: string): Promise<number> {
  const args = ["tests/bench/peers/sklearn_peer.py", data, `experiments/${data}.csv`, "1"];
  const printed = await output(python, args);
  if (printed === null) throw new Error(`scikit-learn did not train ${data}`);
  return Number(printed.split(" ")[0]);
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1];
}

const python = await pythonWith("sklearn");
if (python === null) {
  console.log(
    "scikit-learn is left out: python3 with sklearn was not found; install it (Debian: apt-get install python3-sklearn)",
  );
}
console.log(`whole processes, medians of ${repeats} turns\n`);
console.log("| work | seconds | goal | scikit-learn's training alone | times as long |");
console.log("| --- | --: | --- | --: | --: |");
for (const work of works) {
  const turns: { ours: number; peer: number }[] = [];
  for (let turn = 0; turn < repeats; turn++) {
    const ours = await runSeconds(work);
    const peer = python === null ? NaN : work.trainingCount * await peerSeconds(python, work.data);
    turns.push({ ours, peer });
  }
  const peer = python === null ? ["", ""] : [
    median(turns.map(({ peer }) => peer)).toFixed(2),
    median(turns.map(({ ours, peer }) => peer / ours)).toFixed(1),
  ];
  const cells = [work.title, median(turns.map(({ ours }) => ours)).toFixed(2), work.goal, ...peer];
  console.log(`| ${cells.join(" | ")} |`);
}
await Deno.remove(out, { recursive: true });
