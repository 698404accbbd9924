// How long does a run take, as a person waits for it? Whole processes, against an empty one and the classic program.
//   deno run -A tests/bench/run_bench.ts [REPEATS]
// The contenders take turns; figures are medians, and ratios are medians of the ratios within a turn. Nothing is
// printed before all have printed the same lines.

import { pythonWith } from "../python.ts";
import { taskOptions } from "../task_command.ts";

const project = decodeURIComponent(new URL("../../", import.meta.url).pathname);
const repeats = Number(Deno.args[0] ?? 15);
const folder = await Deno.makeTempDir();
const emptyPath = `${folder}/empty.ts`;
await Deno.writeTextFile(emptyPath, "");

interface Contender {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  /** Whether it prints the classic program's lines. */
  readonly prints: boolean;
  /** Where it works; the project's folder by default. */
  readonly cwd?: string;
  readonly before?: () => Promise<void>;
}

const deno = Deno.execPath();
const forget = (path: string) => async (): Promise<void> => {
  await Deno.remove(path, { recursive: true }).catch(() => {});
};
/**
 * A program in a folder of its own: `results` lies in the working folder. It has the tasks' options, or programs would
 * throw each other out of the code cache.
 */
async function inFolder(
  name: string,
  program: string,
  ...more: string[]
): Promise<Pick<Contender, "command" | "args" | "cwd">> {
  const cwd = `${folder}/${name}`;
  await Deno.mkdir(`${cwd}/experiments`, { recursive: true });
  await Deno.copyFile(`${project}experiments/gender.yaml`, `${cwd}/experiments/gender.yaml`);
  return {
    command: deno,
    args: [...taskOptions("run"), ...more, project + program, "experiments/gender.yaml"],
    cwd,
  };
}

const run = "src/cli/run.ts";

/** An import map by which `run` draws no reports and loads nothing for them. @returns its path. */
async function mapWithoutReports(): Promise<string> {
  const address = (path: string): string => new URL(`../../${path}`, import.meta.url).href;
  const mapPath = `${folder}/without_reports.json`;
  const imports = {
    [address("src/results/run_contents.ts")]: address("tests/bench/contents_without_reports.ts"),
  };
  await Deno.writeTextFile(mapPath, JSON.stringify({ imports }));
  return mapPath;
}

const contenders: Contender[] = [
  { name: "empty Deno process", command: deno, args: ["run", "-q", emptyPath], prints: false },
  {
    name: "run, files written and synced",
    ...await inFolder("new", run),
    prints: true,
    before: forget(`${folder}/new/results`),
  },
  {
    name: "the same without its reports",
    ...await inFolder("plain", run, `--import-map=${await mapWithoutReports()}`),
    prints: true,
    before: forget(`${folder}/plain/results`),
  },
  { name: "run, files found", ...await inFolder("found", run), prints: true },
  {
    name: "the same job without files",
    ...await inFolder("none", "tests/bench/run_without_files.ts"),
    prints: true,
  },
];
const python = await pythonWith("numpy");
if (python !== null) {
  contenders.push({
    name: "the classic program, NumPy",
    command: python,
    args: ["tests/bench/peers/classic_peer.py"],
    prints: true,
  });
} else {
  console.log(
    "NumPy is left out: python3 with numpy was not found; install it (Debian: apt-get install python3-numpy)",
  );
}

async function timed(
  { command, args, cwd = project, before }: Contender,
): Promise<{ ms: number; printed: string }> {
  await before?.();
  const startMs = performance.now();
  const output = await new Deno.Command(command, { args: [...args], cwd, stderr: "piped" }).output();
  const ms = performance.now() - startMs;
  if (!output.success) throw new Error(new TextDecoder().decode(output.stderr));
  return { ms, printed: new TextDecoder().decode(output.stdout) };
}

const printed = new Set<string>();
for (const contender of contenders) {
  const report = await timed(contender);
  if (contender.prints) printed.add(report.printed);
}
if (printed.size !== 1) throw new Error("the contenders do not print the same lines");

const times = contenders.map(() => [] as number[]);
for (let turn = 0; turn < repeats; turn++) {
  for (const [index, contender] of contenders.entries()) times[index].push((await timed(contender)).ms);
}
await Deno.remove(folder, { recursive: true });

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1];
}

console.log(
  `whole processes, medians of ${repeats} turns; all print the same ${
    [...printed][0].split("\n").length - 1
  } lines`,
);
for (const [index, { name }] of contenders.entries()) {
  const ratios = times[index].map((ms, turn) => ms / times[0][turn]);
  console.log(
    `${name.padEnd(32)} ${median(times[index]).toFixed(1).padStart(7)} ms  ${
      median(ratios).toFixed(2).padStart(6)
    } of empty`,
  );
}
const [, withReports, withoutReports] = times;
const reportsMs = withReports.map((ms, turn) => ms - withoutReports[turn]);
console.log(`the reports take ${median(reportsMs).toFixed(1)} ms`);
