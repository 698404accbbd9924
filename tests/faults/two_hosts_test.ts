// Two hosts work in one folder on a network file system. Their locks do not reach each other, what one sees of the other is
// seconds old, and still there is one result: whole, under its name, never half of it.

import assert from "node:assert/strict";
import { caseCount } from "../requirement.ts";
import { inTurns } from "./campaign.ts";
import { type DisturbedResult, runDisturbed, startDisturbed, stopOf } from "./disturbed_process.ts";
import { cannotInject, type Disturbance, type Fault } from "./fault_injector.ts";
import { changesOf, someOf } from "./fault_plan.ts";
import {
  hasSameResults,
  lostResults,
  problemsOfResults,
  problemsOfSuccess,
  restIn,
  saidBy,
} from "./invariants.ts";
import { cannotBeHosts, NetworkHost } from "./network_host.ts";
import { ProblemList } from "./problem_list.ts";
import { makePlace, type Place, prepare, type PreparedScenario, runLine, SCENARIOS } from "./scenario.ts";
import { age, differences, snapshotOf } from "./tree_snapshot.ts";

/** Processes on each host at once. */
const PROCESS_COUNT = 3;
const [aRun, , freshRun, aSweep, , , , freshSweep, freshSweepOver] = SCENARIOS;

function hostTest(
  name: string,
  scenario: typeof aRun,
  test: (prepared: PreparedScenario, folder: string, hosts: readonly NetworkHost[]) => Promise<void>,
): void {
  Deno.test({
    name,
    ignore: cannotInject || cannotBeHosts,
    async fn() {
      const folder = await Deno.makeTempDir();
      const hosts: NetworkHost[] = [];
      try {
        const prepared = await prepare(scenario, folder);
        Deno.mkdirSync(`${folder}/share`);
        for (const host of ["first", "second"]) hosts.push(await NetworkHost.join(folder, host));
        await test(prepared, folder, hosts);
      } finally {
        for (const host of hosts) await host.leave();
        await Deno.remove(folder, { recursive: true });
      }
    },
  });
}

/** A place on the share as a host sees it. */
function seenBy(host: NetworkHost, place: Place, folder: string): Place {
  const seen = (path: string): string => path.replace(`${folder}/share`, host.mountPoint);
  return {
    folder: seen(place.folder),
    outFolder: seen(place.outFolder),
    experimentPath: seen(place.experimentPath),
  };
}

for (const scenario of [aRun, aSweep, freshRun, freshSweep, freshSweepOver].slice(0, caseCount(2, 5))) {
  hostTest(
    `${PROCESS_COUNT} times ${scenario.name} at once on each of two hosts store one result`,
    scenario,
    async (prepared, folder, hosts) => {
      const place = makePlace(`${folder}/share/place`, prepared.template);
      const results = await Promise.all(
        Array.from(
          { length: PROCESS_COUNT },
          () => hosts.map((host) => runOn(host, place, folder, prepared)),
        )
          .flat(),
      );
      const now = snapshotOf(place.outFolder);
      assert.deepEqual(results.flatMap((result) => problemsOf(prepared, result)), []);
      assert.ok(hasSameResults(now, prepared.wanted), differences(now, prepared.wanted).join("\n"));
    },
  );
}

async function runOn(
  host: NetworkHost,
  place: Place,
  folder: string,
  { args }: PreparedScenario,
  disturbance?: Disturbance,
): Promise<DisturbedResult> {
  const seen = seenBy(host, place, folder);
  return await runDisturbed(runLine(seen, args), host.startOptions(seen.outFolder, disturbance));
}

function problemsOf({ stdout: wantedStdout }: PreparedScenario, result: DisturbedResult): readonly string[] {
  const { code, stdout, stderr } = result;
  if (code !== 0) return [`exit code ${code}: ${saidBy(stderr)}`];
  return stdout === wantedStdout ? [] : ["exit code 0, and standard output differs"];
}

for (const [seed, scenario] of [aRun, aSweep, freshRun, freshSweep].slice(0, caseCount(2, 4)).entries()) {
  for (const kind of ["stop", "kill"] as const) {
    const what = kind === "stop" ? "stands still" : "is killed";
    hostTest(
      `a host that ${what} in ${scenario.name} leaves the other with one result (seed ${seed})`,
      scenario,
      async (prepared, folder, hosts) => {
        const all = changesOf(prepared.operations).map(({ number }) => number);
        const problems = new ProblemList();
        await inTurns(someOf(all, 2, seed), async (at) => {
          await meet(prepared, { kind, at }, folder, hosts, problems);
        });
        problems.assertNone();
      },
    );
  }
}

/** One host's process is disturbed, the other's runs from beginning to end, and the first goes on where it still can. */
async function meet(
  scenario: PreparedScenario,
  fault: Fault,
  folder: string,
  [firstHost, secondHost]: readonly NetworkHost[],
  problems: ProblemList,
): Promise<void> {
  const place = makePlace(`${folder}/share/meeting-${fault.at}`, scenario.template);
  const seen = seenBy(firstHost, place, folder);
  const first = await startDisturbed(
    runLine(seen, scenario.args),
    firstHost.startOptions(seen.outFolder, { fault }),
  );
  await (fault.kind === "stop" ? stopOf(first) : first.ended);
  const left = snapshotOf(place.outFolder);
  const second = await runOn(secondHost, place, folder, scenario);
  const between = snapshotOf(place.outFolder);
  if (fault.kind === "stop") first.kill("SIGCONT");
  const firstResult = await first.ended;
  const now = snapshotOf(place.outFolder);
  // Much later, which the hosts would not see so soon: so on the machine that has the folder.
  age(place.outFolder);
  const last = await runDisturbed(runLine(place, scenario.args), { outFolder: place.outFolder });
  const found = [
    ...problemsOfResults(scenario, left),
    ...(scenario.replaces === true ? [] : lostResults(scenario, left)),
    ...problemsOf(scenario, second).map((problem) => `the second: ${problem}`),
    ...problemsOfSuccess(scenario, second, between),
    ...(fault.kind === "stop" ? problemsOf(scenario, firstResult) : []).map((one) => `the first: ${one}`),
    ...problemsOfSuccess(scenario, last, now),
    ...restIn(snapshotOf(place.outFolder)).map((path) => `left for ever: ${path}`),
  ];
  const hit = firstResult.operations.find(({ isHit }) => isHit);
  for (const problem of found) {
    problems.note(`${fault.kind} at operation ${fault.at}`, hit, problem.replaceAll(folder, "…"));
  }
}
