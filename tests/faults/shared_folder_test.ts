// Two users share a results folder, with umasks that let the other read and that do not. Nobody's work is destroyed.

import assert from "node:assert/strict";
import { caseCount } from "../requirement.ts";
import { inTurns } from "./campaign.ts";
import {
  type DisturbedResult,
  runDisturbed,
  startDisturbed,
  type StartOptions,
  stopOf,
  type User,
} from "./disturbed_process.ts";
import { cannotInject } from "./fault_injector.ts";
import { changesOf, someOf } from "./fault_plan.ts";
import { problemsOfRefusal, problemsOfResults, problemsOfSuccess, resultsIn } from "./invariants.ts";
import { cannotBeOthers, otherUsers } from "./other_users.ts";
import { ProblemList } from "./problem_list.ts";
import {
  makePlace,
  type Place,
  prepare,
  type PreparedScenario,
  runLine,
  type Scenario,
  SCENARIOS,
} from "./scenario.ts";
import { snapshotOf } from "./tree_snapshot.ts";

/** How long a second user's command waits before the first is let go on. */
const PATIENCE_MS = 1500;
const [aRun, , , aSweep] = SCENARIOS;
const ignore = cannotInject || cannotBeOthers;

async function inSharedFolder(
  test: (folder: string, users: readonly [User, User]) => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await test(folder, await otherUsers(folder));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** A place where everybody may write. */
function sharedPlace(folder: string): Place {
  const place = makePlace(folder);
  for (const path of [place.outFolder, `${place.outFolder}/gender`]) {
    Deno.mkdirSync(path);
    Deno.chmodSync(path, 0o777);
  }
  return place;
}

function as(user: User, umask: string, { outFolder }: Place): StartOptions {
  return { outFolder, user, shell: `umask ${umask}; exec "$@"` };
}

for (const scenario of [aRun, aSweep]) {
  for (const umask of ["022", "077"]) {
    Deno.test({
      name:
        `${scenario.name} of a second user destroys nothing of the first's, who is at work with umask ${umask}`,
      ignore,
      fn: () =>
        inSharedFolder(async (folder, users) => {
          const prepared = await prepare(scenario, folder);
          const problems = new ProblemList();
          const all = changesOf(prepared.operations).map(({ number }) => number);
          await inTurns(someOf(all, caseCount(2, scenario === aRun ? 4 : 3), 1), async (at) => {
            await meet(prepared, users, { at, umask, folder: `${folder}/meeting-${at}` }, problems);
          });
          problems.assertNone();
        }),
    });
  }
}

interface Meeting {
  readonly at: number;
  readonly umask: string;
  readonly folder: string;
}

/** The first user's process stops before an operation, the second's runs, the first's goes on. */
async function meet(
  scenario: PreparedScenario,
  [firstUser, secondUser]: readonly [User, User],
  { at, umask, folder }: Meeting,
  problems: ProblemList,
): Promise<void> {
  const place = sharedPlace(folder);
  const line = runLine(place, scenario.args);
  const fault = { kind: "stop", at } as const;
  const first = await startDisturbed(line, { ...as(firstUser, umask, place), disturbance: { fault } });
  await stopOf(first);
  const second = await startDisturbed(line, as(secondUser, umask, place));
  await Promise.race([second.ended, new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))]);
  first.kill("SIGCONT");
  const results = [await first.ended, await second.ended];
  const now = snapshotOf(place.outFolder);
  const hit = results[0].operations.find(({ isHit }) => isHit);
  const note = (problem: string): void =>
    problems.note(`stopped before operation ${at}`, hit, problem.replaceAll(folder, "…"));
  results.forEach((result, index) => {
    for (const problem of problemsOfExit(scenario, result, place)) {
      note(`${index === 0 ? "the first" : "the second"}: ${problem}`);
    }
  });
  problemsOfResults(scenario, now).forEach(note);
  if (resultsIn(now).size === 0) note("there is no result");
  if (umask === "022" && results[0].code !== 0) {
    note(`the first: exit code ${results[0].code}: ${results[0].stderr}`);
  }
}

function problemsOfExit(
  scenario: PreparedScenario,
  result: DisturbedResult,
  { outFolder }: Place,
): readonly string[] {
  return result.code === 0
    ? problemsOfSuccess(scenario, result, snapshotOf(outFolder))
    : problemsOfRefusal(result);
}

Deno.test({
  name: "what another user keeps from being read is exit code 3, and no command advises to replace it",
  ignore,
  fn: () =>
    inSharedFolder(async (folder, [first, second]) => {
      const problems: string[] = [];
      for (const scenario of [aRun, aSweep]) {
        const place = sharedPlace(`${folder}/${scenario.name.replaceAll(" ", "-")}`);
        const written = await runDisturbed(runLine(place, scenario.args), as(first, "077", place));
        assert.equal(written.code, 0, written.stderr);
        const [result] = resultsIn(snapshotOf(place.outFolder)).keys();
        problems.push(...await problemsOfReading(scenario, place, result, second));
        // The folder can be read now, and its files cannot.
        Deno.chmodSync(`${place.outFolder}/${result}`, 0o755);
        problems.push(...await problemsOfReading(scenario, place, result, second));
      }
      assert.deepEqual(problems, []);
    }),
});

/** What each command says to a user who may not read a result. */
async function problemsOfReading(
  { name, args }: Scenario,
  place: Place,
  result: string,
  user: User,
): Promise<readonly string[]> {
  const path = `${place.outFolder}/${result}`;
  const before = snapshotOf(place.outFolder);
  const problems: string[] = [];
  for (const command of [runLine(place, args), ["show", path], ["verify", path], ["report", path]]) {
    const found = await runDisturbed(command, as(user, "022", place));
    problems.push(...problemsOfRefusal(found).map((problem) => `${command[0]}, ${name}: ${problem}`));
  }
  assert.deepEqual(snapshotOf(place.outFolder), before);
  return problems;
}

Deno.test({
  name: "a part that a umask keeps from being written is told with its place",
  ignore,
  fn: () =>
    inSharedFolder(async (folder, [first]) => {
      const place = sharedPlace(`${folder}/place`);
      const { code, stderr } = await runDisturbed(runLine(place, aSweep.args), as(first, "0277", place));
      assert.equal(code, 3, stderr);
      assert.match(
        stderr,
        /^error: cannot keep part-\d{5} in .*\/gender\/\.sweep-[0-9a-f]{8}: permission denied; once that is mended, .*\n$/,
      );
    }),
});
