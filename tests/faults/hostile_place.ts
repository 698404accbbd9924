// Results folders as a stranger's archive may bring them, beside something of the user's that nobody may touch.
// Why made from real results: what is forged differs from what is right in one thing only.

import assert from "node:assert/strict";
import { type DisturbedResult, runDisturbed } from "./disturbed_process.ts";
import { cannotInject } from "./fault_injector.ts";
import { resultsIn, saidBy } from "./invariants.ts";
import { caseCount } from "../requirement.ts";
import { makePlace, type Place, runLine, SCENARIOS } from "./scenario.ts";
import { copyTree, differences, type Snapshot, snapshotOf } from "./tree_snapshot.ts";

/** Commands take a second; what hangs never ends, and a busy machine is slow. */
const LONGEST_MS = 180_000;
/** Hashing a gigabyte takes some three seconds; ten of them, which nobody may read, would take more than this. */
const MOST_PROCESSOR_MS = 25_000;
const MOST_BYTES = 1e9;
/** A newcomer's run draws every so many of the tests. */
const DRAWN_EVERY = caseCount(4, 1);
let testCount = 0;
const [aRun, , , aSweep] = SCENARIOS;

/** A place with a hostile results folder. */
export interface HostilePlace extends Place {
  readonly isSweep: boolean;
  /** Arguments that give the result. */
  readonly args: readonly string[];
  /** The folder of the experiment: `…/results/gender`. */
  readonly parent: string;
  /** The path of the result. */
  readonly result: string;
  /** Where parts of the sweep are kept, without `.lock`. */
  readonly parts: string;
  /** A file and a folder of the user's. */
  readonly precious: { readonly file: string; readonly folder: string };
}

/** Makes a result hostile. */
export type Attack = (place: HostilePlace) => void | Promise<void>;

/** What commands may do about it. */
export interface Expectation {
  /** Commands that are tried; where nothing is said, those that judge and replace, and in turn one that shows. */
  readonly commands?: readonly string[];
  /** Exit codes of `run`; 0 to 3 where nothing is said. */
  readonly runCodes?: readonly number[];
  /** Exit codes of `verify`. */
  readonly verifyCodes?: readonly number[];
  /** Names below the results folder that must stay as they were. */
  readonly kept?: readonly string[];
}

/** Registers a test: no command touches what is outside, hangs, takes a gigabyte, or calls it a bug. */
export function hostileTest(
  name: string,
  { isSweep, isFinished }: { readonly isSweep: boolean; readonly isFinished: boolean },
  attack: Attack,
  expectation: Expectation = {},
): void {
  const turn = testCount++;
  const isDrawn = turn % DRAWN_EVERY === 0;
  Deno.test({
    name,
    ignore: cannotInject || !isDrawn,
    async fn() {
      const folder = await Deno.makeTempDir();
      try {
        const place = await hostilePlace(`${folder}/place`, { isSweep, isFinished });
        await attack(place);
        const problems: string[] = [];
        for (const command of expectation.commands ?? commandsFor(turn)) {
          problems.push(...await problemsOf(command, place, expectation));
        }
        assert.equal(problems.length, 0, `\n  ${problems.join("\n  ").replaceAll(folder, "…")}`);
      } finally {
        await Deno.remove(folder, { recursive: true });
      }
    },
  });
}

const templates = new Map<string, Promise<string>>();

/** The results of a run or a sweep, made once. */
function templateOf(isSweep: boolean): Promise<string> {
  const key = String(isSweep);
  if (!templates.has(key)) templates.set(key, makeTemplate(isSweep));
  return templates.get(key)!;
}

async function makeTemplate(isSweep: boolean): Promise<string> {
  const folder = await Deno.makeTempDir();
  globalThis.addEventListener("unload", () => Deno.removeSync(folder, { recursive: true }));
  const place = makePlace(`${folder}/place`);
  const { outFolder } = place;
  const { code, stderr } = await runDisturbed(runLine(place, (isSweep ? aSweep : aRun).args), { outFolder });
  assert.equal(code, 0, stderr);
  return outFolder;
}

async function hostilePlace(
  folder: string,
  { isSweep, isFinished }: { readonly isSweep: boolean; readonly isFinished: boolean },
): Promise<HostilePlace> {
  const template = await templateOf(isSweep);
  const place = makePlace(folder, template);
  const [path] = resultsIn(snapshotOf(template)).keys();
  const parent = `${place.outFolder}/gender`;
  const result = `${place.outFolder}/${path}`;
  if (!isFinished) Deno.removeSync(result, { recursive: true });
  const precious = { file: `${folder}/precious/file`, folder: `${folder}/precious/folder` };
  Deno.mkdirSync(precious.folder, { recursive: true });
  for (const file of [precious.file, `${precious.folder}/file`]) Deno.writeTextFileSync(file, "mine");
  const parts = `${parent}/.${path.slice(path.indexOf("/") + 1)}`;
  return { ...place, isSweep, args: (isSweep ? aSweep : aRun).args, parent, result, parts, precious };
}

const SHOWING = ["show", "report", "explain", "compare"];

/** What replaces the result comes last. */
function commandsFor(turn: number): readonly string[] {
  return ["run", SHOWING[turn % SHOWING.length], "verify", "run --fresh"];
}

function lineOf(command: string, place: HostilePlace): readonly string[] {
  switch (command) {
    case "run":
      return runLine(place, place.args);
    case "run --fresh":
      return runLine(place, [...place.args, "--fresh"]);
    case "run --parquet":
      return runLine(place, [...place.args, "--parquet"]);
    case "explain":
      return ["explain", `${place.result}/config.json`];
    case "compare":
      return ["compare", place.result, `${place.folder}/whole`];
    default:
      return [command, place.result];
  }
}

async function problemsOf(
  command: string,
  original: HostilePlace,
  { runCodes, verifyCodes, kept = [] }: Expectation,
): Promise<readonly string[]> {
  if (command === "compare") {
    copyTree(`${await templateOf(original.isSweep)}/gender`, `${original.folder}/whole`);
  }
  const before = outside(original);
  const keptBefore = keptOf(original, kept);
  const { outFolder } = original;
  const line = lineOf(command, original);
  const found = await runDisturbed(line, { outFolder, longestMs: LONGEST_MS });
  const codes = command === "run" ? runCodes : command === "verify" ? verifyCodes : undefined;
  return [
    ...problemsOfProcess(found, codes ?? [0, 1, 2, 3]),
    ...differences(outside(original), before).map((difference) => `outside: ${difference}`),
    ...differences(keptOf(original, kept), keptBefore),
  ].map((problem) => `${command}: ${problem}`);
}

function problemsOfProcess(result: DisturbedResult, codes: readonly number[]): readonly string[] {
  const { code, stderr, isHung, isDeaf, peakBytes, processorMs } = result;
  const problems: string[] = [];
  if (isHung) problems.push(`it hangs${isDeaf ? ", and Ctrl-C does not end it" : ""}`);
  else if (!codes.includes(code)) problems.push(`exit code ${code}: ${saidBy(stderr)}`);
  if (processorMs > MOST_PROCESSOR_MS) problems.push(`it takes ${processorMs / 1000} s of processor time`);
  if (peakBytes > MOST_BYTES) problems.push(`it takes ${(peakBytes / 1e9).toFixed(1)} GB`);
  return problems;
}

/** What lies beside the results folder. */
function outside({ folder }: HostilePlace): Snapshot {
  return snapshotOf(folder, ["results"]);
}

function keptOf({ outFolder }: HostilePlace, names: readonly string[]): Snapshot {
  return new Map(
    [...snapshotOf(outFolder)].filter(([path]) => names.some((name) => `${path}/`.includes(`/${name}/`))),
  );
}
