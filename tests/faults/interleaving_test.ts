// A process stops at an operation, another runs from beginning to end, the first goes on: at any operation, without locks.
// Why so, beside many at once: two that meet by chance seldom meet where it matters.

import { caseCount } from "../requirement.ts";
import { inTurns } from "./campaign.ts";
import { type DisturbedResult, runDisturbed, startDisturbed, stopOf } from "./disturbed_process.ts";
import { cannotInject } from "./fault_injector.ts";
import { changesOf, someOf } from "./fault_plan.ts";
import { problemsOfSuccess, restIn, saidBy } from "./invariants.ts";
import { ProblemList } from "./problem_list.ts";
import { makePlace, prepare, type PreparedScenario, runLine, SCENARIOS } from "./scenario.ts";
import { age, type Snapshot, snapshotOf } from "./tree_snapshot.ts";

const DISTURBANCE = { locks: "free" } as const;

for (const scenario of someOf(SCENARIOS, caseCount(3, Infinity), 6)) {
  const seed = SCENARIOS.indexOf(scenario);
  Deno.test({
    name:
      `two processes with ${scenario.name} end with one result wherever they meet, also without locks (seed ${seed})`,
    ignore: cannotInject,
    async fn() {
      const folder = await Deno.makeTempDir();
      try {
        const prepared = await prepare(scenario, folder);
        const all = changesOf(prepared.operations).map(({ number }) => number);
        const problems = new ProblemList();
        await inTurns(someOf(all, 2, seed), async (at) => {
          await meet(prepared, at, `${folder}/meeting-${at}`, problems);
        });
        problems.assertNone();
      } finally {
        await Deno.remove(folder, { recursive: true });
      }
    },
  });
}

/** Lets a process stop before an operation and another come in between. */
async function meet(
  scenario: PreparedScenario,
  at: number,
  folder: string,
  problems: ProblemList,
): Promise<void> {
  const place = makePlace(folder, scenario.template);
  const { outFolder } = place;
  const line = runLine(place, scenario.args);
  const fault = { kind: "stop", at } as const;
  const first = await startDisturbed(line, { outFolder, disturbance: { ...DISTURBANCE, fault } });
  await stopOf(first);
  const second = await runDisturbed(line, { outFolder, disturbance: DISTURBANCE });
  const between = snapshotOf(outFolder);
  first.kill("SIGCONT");
  const firstResult = await first.ended;
  const now = snapshotOf(outFolder);
  age(outFolder);
  await runDisturbed(line, { outFolder });
  const rest = restIn(snapshotOf(outFolder));
  const hit = firstResult.operations.find(({ isHit }) => isHit);
  const found = [
    ...problemsOf(scenario, second, between).map((problem) => `the second: ${problem}`),
    ...problemsOf(scenario, firstResult, now).map((problem) => `the first: ${problem}`),
    ...(rest.length > 0 ? [`left for ever: ${rest.join(", ")}`] : []),
  ];
  for (const problem of found) {
    problems.note(`stopped before operation ${at}`, hit, problem.replaceAll(folder, "…"));
  }
}

function problemsOf(scenario: PreparedScenario, result: DisturbedResult, now: Snapshot): readonly string[] {
  const { code, stderr } = result;
  return code === 0 ? problemsOfSuccess(scenario, result, now) : [`exit code ${code}: ${saidBy(stderr)}`];
}
