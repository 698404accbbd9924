// Locks that exclude nobody, locks and syncs that a file system does not know: many processes at once still store one result.
// Why simulated: network file systems answer so, and a test can mount none.

import assert from "node:assert/strict";
import { caseCount } from "../requirement.ts";
import { runDisturbed } from "./disturbed_process.ts";
import { cannotInject, type Disturbance } from "./fault_injector.ts";
import { hasSameResults, restIn, saidBy } from "./invariants.ts";
import { makePlace, type Place, prepare, runLine, type Scenario, SCENARIOS } from "./scenario.ts";
import { age, differences, type Snapshot, snapshotOf } from "./tree_snapshot.ts";

const PROCESS_COUNT = 6;
const [aRun, , freshRun, aSweep] = SCENARIOS;

function disturbanceTest(
  name: string,
  scenario: Scenario,
  test: (wanted: Snapshot, folder: string) => Promise<void>,
): void {
  Deno.test({
    name,
    ignore: cannotInject,
    async fn() {
      const folder = await Deno.makeTempDir();
      try {
        const { wanted, template } = await prepare(scenario, folder);
        Deno.renameSync(template, `${folder}/template`);
        await test(wanted, folder);
      } finally {
        await Deno.remove(folder, { recursive: true });
      }
    },
  });
}

for (const scenario of [aRun, aSweep, freshRun].slice(0, caseCount(2, 3))) {
  for (const locks of (["free", undefined] as const).slice(0, caseCount(1, 2))) {
    const kind = locks === undefined ? "that work" : "that exclude nobody";
    disturbanceTest(
      `${PROCESS_COUNT} times ${scenario.name} at once with locks ${kind} stores one result`,
      scenario,
      async (wanted, folder) => {
        const place = makePlace(`${folder}/place`, `${folder}/template`);
        await runAtOnce(scenario, place, { locks });
        assertMended(await runAgain(scenario, place), wanted);
      },
    );
  }
}

async function runAtOnce({ args }: Scenario, place: Place, disturbance: Disturbance): Promise<void> {
  const { outFolder } = place;
  const results = await Promise.all(
    Array.from(
      { length: PROCESS_COUNT },
      () => runDisturbed(runLine(place, args), { outFolder, disturbance }),
    ),
  );
  const failed = results.filter(({ code }) => code !== 0);
  assert.equal(
    failed.length,
    0,
    `${failed.length} failed: ${failed.map(({ code, stderr }) => code + saidBy(stderr))}`,
  );
  assert.equal(new Set(results.map(({ stdout }) => stdout)).size, 1, "they print the same");
}

/** What is there now, and after a run that comes when all is old. */
async function runAgain({ args }: Scenario, place: Place): Promise<readonly [Snapshot, Snapshot]> {
  const now = snapshotOf(place.outFolder);
  age(place.outFolder);
  const { code, stderr } = await runDisturbed(runLine(place, args), { outFolder: place.outFolder });
  assert.equal(code, 0, stderr);
  return [now, snapshotOf(place.outFolder)];
}

function assertMended([now, then]: readonly [Snapshot, Snapshot], wanted: Snapshot): void {
  assert.ok(hasSameResults(now, wanted), differences(now, wanted).join("\n"));
  assert.ok(hasSameResults(then, wanted), differences(then, wanted).join("\n"));
  assert.deepEqual(restIn(then), []);
}

const WITHOUT_LOCKS = (["ENOSYS", "ENOLCK", "EOPNOTSUPP", "EINVAL"] as const).slice(0, caseCount(2, 4));
const WITHOUT_SYNC = (["EINVAL", "ENOSYS", "EBADF", "EOPNOTSUPP"] as const).slice(0, caseCount(1, 4));

for (const scenario of [aRun, aSweep, freshRun].slice(0, caseCount(2, 3))) {
  const disturbances: readonly (readonly [string, Disturbance])[] = [
    ...WITHOUT_LOCKS.map((locks) => [`flock (${locks})`, { locks }] as const),
    ...WITHOUT_SYNC.map((folderSync) => [`fsync of a folder (${folderSync})`, { folderSync }] as const),
  ];
  disturbanceTest(
    `${scenario.name} works on a file system without locks or without syncs of folders`,
    scenario,
    async (wanted, folder) => {
      const problems: string[] = [];
      for (const [index, [what, disturbance]] of disturbances.entries()) {
        const place = makePlace(`${folder}/place-${index}`, `${folder}/template`);
        const { outFolder } = place;
        const { code, stderr } = await runDisturbed(runLine(place, scenario.args), {
          outFolder,
          disturbance,
        });
        const now = snapshotOf(outFolder);
        if (code !== 0) problems.push(`without ${what}: exit code ${code}: ${saidBy(stderr)}`);
        else if (!hasSameResults(now, wanted)) {
          problems.push(`without ${what}: ${differences(now, wanted)[0]}`);
        }
      }
      assert.deepEqual(problems, []);
    },
  );
}
