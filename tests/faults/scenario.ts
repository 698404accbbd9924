// The commands that are disturbed, each with the results that it finds and those that it must leave.
// What must not change: what is expected comes from undisturbed processes of the same program.

import assert from "node:assert/strict";
import { ROOT } from "../architecture/layers.ts";
import { type DisturbedResult, type Operation, runDisturbed } from "./disturbed_process.ts";
import { copyTree, type Snapshot, snapshotOf } from "./tree_snapshot.ts";

const gender = await Deno.readTextFile(new URL("experiments/gender.yaml", ROOT));
/** Long trials, so that the sweep has several parts. */
const SWEEP = ["seed=1..40", "epochs=40000", "log_every=1000", "-j", "1"];

/** A command in a certain situation. */
export interface Scenario {
  /** Ends a sentence: "… a run". */
  readonly name: string;
  /** What follows the experiment on the command line. */
  readonly args: readonly string[];
  /** Commands that come before it, undisturbed. */
  readonly before: readonly (readonly string[])[];
  /** A file of the stored result of which a byte is changed. */
  readonly changed?: string;
  /** Whether a result that is there is replaced; it may be away between a kill and the next run, no longer. */
  readonly replaces?: boolean;
  /** Whether the attempt before was killed in the middle. */
  readonly isContinued?: boolean;
}

export const SCENARIOS: readonly Scenario[] = [
  { name: "a run", args: [], before: [] },
  { name: "a run that finds its result", args: [], before: [[]] },
  {
    name: "a run --fresh over a folder that differs",
    args: ["--fresh"],
    before: [[]],
    changed: "loss.csv",
    replaces: true,
  },
  { name: "a sweep", args: SWEEP, before: [] },
  { name: "a sweep that is continued", args: [...SWEEP, "-j", "2"], before: [], isContinued: true },
  { name: "a sweep with --parquet", args: [...SWEEP, "--parquet"], before: [] },
  { name: "--parquet on a finished sweep", args: [...SWEEP, "--parquet"], before: [SWEEP] },
  { name: "--fresh on a finished sweep", args: [...SWEEP, "--fresh"], before: [SWEEP] },
  {
    name: "a sweep --fresh over a folder that differs",
    args: [...SWEEP, "--fresh"],
    before: [SWEEP],
    changed: "trials.csv",
    replaces: true,
  },
  { name: "a sweep that finds its result", args: SWEEP, before: [SWEEP] },
];

/** A scenario with all that undisturbed processes say about it. */
export interface PreparedScenario extends Scenario {
  /** The results that the command finds, to be copied. */
  readonly template: string;
  readonly found: Snapshot;
  /** The results that it leaves. */
  readonly wanted: Snapshot;
  readonly stdout: string;
  readonly operations: readonly Operation[];
}

/** A folder of one case: the experiment, something of the user's, and the results. */
export interface Place {
  readonly folder: string;
  readonly outFolder: string;
  readonly experimentPath: string;
}

/** Makes a place; without a template it has no results yet. */
export function makePlace(folder: string, template?: string): Place {
  const outFolder = `${folder}/results`;
  const experimentPath = `${folder}/gender.yaml`;
  Deno.mkdirSync(folder);
  Deno.writeTextFileSync(experimentPath, gender);
  Deno.writeTextFileSync(`${folder}/notes.txt`, "mine");
  if (template !== undefined) copyTree(template, outFolder);
  return { folder, outFolder, experimentPath };
}

/** The command line of `run` in a place. */
export function runLine({ experimentPath, outFolder }: Place, args: readonly string[]): readonly string[] {
  return ["run", experimentPath, "--out", outFolder, ...args];
}

/** Runs what comes before the scenario, and once the scenario itself, in new folders below one. */
export async function prepare(scenario: Scenario, folder: string): Promise<PreparedScenario> {
  const place = makePlace(`${folder}/before`);
  Deno.mkdirSync(place.outFolder);
  for (const args of scenario.before) await undisturbed(place, args);
  if (scenario.changed !== undefined) changeByte(place.outFolder, scenario.changed);
  if (scenario.isContinued === true) await stopInTheMiddle(scenario, place, folder);
  const template = place.outFolder;
  const last = makePlace(`${folder}/after`, template);
  const { stdout, operations } = await undisturbed(last, scenario.args);
  const wanted = snapshotOf(last.outFolder);
  return { ...scenario, template, found: snapshotOf(template), wanted, stdout, operations };
}

async function undisturbed(place: Place, args: readonly string[]): Promise<DisturbedResult> {
  const result = await runDisturbed(runLine(place, args), { outFolder: place.outFolder });
  assert.equal(result.code, 0, result.stderr);
  return result;
}

/** Changes a byte of a file of the one stored result. */
function changeByte(outFolder: string, name: string): void {
  const path = [...snapshotOf(outFolder).keys()].find((candidate) => candidate.endsWith(`/${name}`));
  const bytes = Deno.readFileSync(`${outFolder}/${path}`);
  bytes[bytes.length - 2] ^= 1;
  Deno.writeFileSync(`${outFolder}/${path}`, bytes);
}

/** Kills a sweep where a part is kept and a part is missing: the next run says that it continues. */
async function stopInTheMiddle({ args }: Scenario, place: Place, folder: string): Promise<void> {
  const whole = makePlace(`${folder}/whole`);
  const { operations } = await undisturbed(whole, args);
  for (const { number } of operations.filter(({ kind }) => kind === "rename" || kind === "link")) {
    Deno.removeSync(place.outFolder, { recursive: true });
    const fault = { kind: "kill-after", at: number } as const;
    await runDisturbed(runLine(place, args), { outFolder: place.outFolder, disturbance: { fault } });
    const next = makePlace(`${folder}/next-${number}`, place.outFolder);
    const { stderr } = await undisturbed(next, args);
    if (/^continued: (?!40 of 40)/m.test(stderr)) return;
  }
  throw new Error("no kill left a sweep to continue");
}
