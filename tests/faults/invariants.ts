// What must hold after any fault: results are whole under their names, exit codes say what happened, the next run mends all.
// Why each check returns sentences: one campaign shows all that is broken, not the first of it.

import type { ProcessResult } from "../seedbed_process.ts";
import { type DisturbedResult, type Operation, withoutIds } from "./disturbed_process.ts";
import type { Fault } from "./fault_injector.ts";
import type { PreparedScenario } from "./scenario.ts";
import { below, differences, type Snapshot, textOfSnapshot } from "./tree_snapshot.ts";

/** The result folders in a snapshot of a results folder: `gender/seed-42-fd52df8d`. */
export function resultsIn(snapshot: Snapshot): ReadonlyMap<string, Snapshot> {
  const paths = [...snapshot.keys()].filter((path) => /^[^/]+\/[^./][^/]*$/.test(path));
  return new Map(paths.map((path) => [path, below(snapshot, path)]));
}

/** What is neither a result nor the folder that results are in. */
export function restIn(snapshot: Snapshot): readonly string[] {
  return [...snapshot.keys()].filter((path) => /(^|\/)\./.test(path)).map(withoutIds);
}

/** Results that were there and are away. */
export function lostResults({ found }: PreparedScenario, now: Snapshot): readonly string[] {
  const there = resultsIn(now);
  return [...resultsIn(found).keys()].filter((path) => !there.has(path));
}

/** Every result that is there is as it was or as it is to be. */
export function problemsOfResults(scenario: PreparedScenario, now: Snapshot): readonly string[] {
  const found = resultsIn(scenario.found);
  const wanted = resultsIn(scenario.wanted);
  return [...resultsIn(now)].flatMap(([path, result]) => {
    if (isEither(result, found.get(path), wanted.get(path), scenario)) return [];
    const [example] = differences(result, wanted.get(path) ?? new Map());
    return [`${path} is neither as it was nor as it is to be: ${example}`];
  });
}

function isEither(
  result: Snapshot,
  found: Snapshot | undefined,
  wanted: Snapshot | undefined,
  { replaces = false }: PreparedScenario,
): boolean {
  const text = textOfSnapshot(result);
  if ([found, wanted].some((one) => one !== undefined && textOfSnapshot(one) === text)) return true;
  // A file that is added stays beside the old manifest for a moment.
  if (replaces || found === undefined || wanted === undefined) return false;
  return [...found.keys()].every((name) => result.has(name)) &&
    [...result].every(([name, kind]) => kind === found.get(name) || kind === wanted.get(name));
}

/** The exit code says what happened, in one line. */
export function problemsOfExit(
  scenario: PreparedScenario,
  fault: Fault,
  result: DisturbedResult,
  now: Snapshot,
): readonly string[] {
  const { code, signal, isHung } = result;
  if (isHung) return ["it hangs"];
  if (signal === "SIGKILL" && fault.kind !== "fail") return [];
  if (signal !== null) return [`ended by ${signal}`];
  if (code === 0) {
    const isUnsynced = result.operations.some((operation) => isLastSync(operation, result.operations));
    const unsynced = isUnsynced ? ["exit code 0, and a file of the result may not be on the disk"] : [];
    return [...problemsOfSuccess(scenario, result, now), ...unsynced];
  }
  const isInterrupted = fault.kind === "fail" && fault.errno === "EINTR";
  return isInterrupted && code === 3
    ? [`EINTR is not tried again: ${saidBy(result.stderr)}`]
    : problemsOfRefusal(result);
}

/** What the world refuses is exit code 3 and one line, which advises nothing that destroys. */
export function problemsOfRefusal({ code, stderr }: ProcessResult): readonly string[] {
  if (code !== 3) return [`exit code ${code}: ${saidBy(stderr)}`];
  const errorCount = stderr.match(/^error: /gm)?.length ?? 0;
  if (errorCount !== 1) return [`${errorCount} lines begin with "error: ": ${saidBy(stderr)}`];
  if (/\bbug\b|--fresh|^\s+at /m.test(stderr)) return [`exit code 3 with ${saidBy(stderr)}`];
  return [];
}

/** A process that says that all went well has left the result. */
export function problemsOfSuccess(
  { wanted, stdout: wantedStdout }: PreparedScenario,
  { stdout }: ProcessResult,
  now: Snapshot,
): readonly string[] {
  const problems: string[] = [];
  if (stdout !== wantedStdout) problems.push("exit code 0, and standard output differs");
  if (!hasSameResults(now, wanted)) problems.push("exit code 0, and the result is not there");
  return problems;
}

/** Whether the sync of a file of a result was hit, and none came after it. */
function isLastSync({ kind, path, number, isHit }: Operation, operations: readonly Operation[]): boolean {
  if (!isHit || kind !== "sync" || /\/\.sweep-/.test(path)) return false;
  return !operations.some((other) => other.kind === kind && other.path === path && other.number > number);
}

/** Whether two snapshots hold the same results. */
export function hasSameResults(one: Snapshot, other: Snapshot): boolean {
  return textOfResults(one) === textOfResults(other);
}

function textOfResults(snapshot: Snapshot): string {
  return [...resultsIn(snapshot)].map(([path, result]) => `${path}\n${textOfSnapshot(result)}`).join("");
}

/** After a failure nothing temporary is left, and what was kept of a sweep stays. */
export function problemsOfRest(
  scenario: PreparedScenario,
  { code, operations }: DisturbedResult,
  now: Snapshot,
): readonly string[] {
  const rest = restIn(now);
  const temporary = code === 0 ? rest : rest.filter(isTemporary);
  const problems: string[] = [];
  if (temporary.length > 0 && !operations.some((operation) => operation.isHit && mayKeep(operation))) {
    problems.push(`left: ${temporary.join(", ")}`);
  }
  const isUnderWay = scenario.isContinued === true && code === 3 && resultsIn(now).size === 0;
  const lost = isUnderWay
    ? [...scenario.found].filter(([path, kind]) => isPart(path) && now.get(path) !== kind)
    : [];
  if (lost.length > 0) problems.push(`parts are gone: ${lost.map(([path]) => path).join(", ")}`);
  return problems;
}

/** Names that only a process at work has any use for. */
function isTemporary(path: string): boolean {
  return /(^|\/)\.partial-/.test(path) || /\.(new|tmp|temp)$/.test(path) || /\bU\b/.test(path);
}

function isPart(path: string): boolean {
  return /\/part-\d+$/.test(path);
}

/** Whether a failure of the operation keeps something from being removed. */
function mayKeep({ kind, path }: { readonly kind: string; readonly path: string }): boolean {
  return kind === "remove" ||
    (["stat", "open", "list", "resolve", "lock"].includes(kind) && /(^|\/)\./.test(path));
}

/** The beginning of what a process said, on one line. */
export function saidBy(stderr: string): string {
  return JSON.stringify(stderr.trimEnd().split("\n").slice(0, 3).join(" | ").slice(0, 300));
}
