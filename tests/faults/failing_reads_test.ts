// File operations of the commands that only read fail, one at a time. That is exit code 3 and one line, or no matter; nothing is
// written.

import assert from "node:assert/strict";
import { caseCount } from "../requirement.ts";
import { inTurns } from "./campaign.ts";
import { type DisturbedResult, runDisturbed } from "./disturbed_process.ts";
import { cannotInject, type Fault, faultText } from "./fault_injector.ts";
import { someOf, WORLD_ERRNOS } from "./fault_plan.ts";
import { problemsOfRefusal, resultsIn, saidBy } from "./invariants.ts";
import { ProblemList } from "./problem_list.ts";
import { makePlace, runLine, SCENARIOS } from "./scenario.ts";
import { differences, snapshotOf } from "./tree_snapshot.ts";

const [, , , aSweep] = SCENARIOS;
/** Each command, with how many results it is given. */
const COMMANDS: readonly (readonly [string, number])[] = [["show", 1], ["report", 1], ["verify", 2], [
  "compare",
  2,
]];
const KINDS: readonly (readonly [string, readonly (readonly string[])[]])[] = [
  ["two runs", [[], ["seed=7"]]],
  ["two sweeps", [aSweep.args, [...aSweep.args, "learning_rate=0.2"]]],
];

for (const [seed, [kind, runs]] of KINDS.entries()) {
  for (const [command, count] of COMMANDS) {
    Deno.test({
      name: `a failing file operation of ${command} on ${kind} is told in a line, and nothing is written`,
      ignore: cannotInject,
      async fn() {
        const folder = await Deno.makeTempDir();
        try {
          const place = makePlace(`${folder}/place`);
          const { outFolder } = place;
          for (const args of runs) {
            const { code, stderr } = await runDisturbed(runLine(place, args), { outFolder });
            assert.equal(code, 0, stderr);
          }
          const results = [...resultsIn(snapshotOf(outFolder)).keys()].map((path) => `${outFolder}/${path}`);
          await disturbReading([command, ...results.slice(0, count)], outFolder, seed);
        } finally {
          await Deno.remove(folder, { recursive: true });
        }
      },
    });
  }
}

Deno.test({
  name:
    "a read of standard input that is interrupted is done again, and nothing that was read before is lost",
  ignore: cannotInject,
  async fn() {
    const folder = await Deno.makeTempDir();
    try {
      const { outFolder, experimentPath } = makePlace(`${folder}/place`);
      Deno.mkdirSync(outFolder);
      const text = Deno.readTextFileSync(experimentPath);
      // More than is read at once.
      Deno.writeTextFileSync(`${outFolder}/long.yaml`, text + "# more\n".repeat(20_000));
      const shell = `exec "$@" <${outFolder}/long.yaml`;
      const usual = await runDisturbed(["plan", "-"], { outFolder, shell });
      assert.equal(usual.code, 0, usual.stderr);
      const reads = usual.operations.filter(({ kind, path }) => kind === "read" && path === "long.yaml");
      assert.ok(reads.length > 1);
      for (const { number: at } of reads) {
        const disturbance = { fault: { kind: "fail", at, errno: "EINTR" } as const };
        const { code, stdout, stderr } = await runDisturbed(["plan", "-"], { outFolder, shell, disturbance });
        assert.deepEqual({ code, stdout, stderr }, { code: 0, stdout: usual.stdout, stderr: "" });
      }
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
});

/** Lets operations of a command fail, all of them or many, with one error after another. */
async function disturbReading(line: readonly string[], outFolder: string, seed: number): Promise<void> {
  const before = snapshotOf(outFolder);
  const usual = await runDisturbed(line, { outFolder });
  assert.equal(usual.code, 0, usual.stderr);
  const faults = usual.operations.map(({ number: at }, index): Fault => ({
    kind: "fail",
    at,
    errno: WORLD_ERRNOS[(index + seed) % WORLD_ERRNOS.length],
  }));
  const problems = new ProblemList();
  let refusedCount = 0;
  await inTurns(someOf(faults, caseCount(4, 5), seed), async (fault) => {
    const result = await runDisturbed(line, { outFolder, disturbance: { fault } });
    if (result.code === 3) refusedCount++;
    const hit = result.operations.find(({ isHit }) => isHit);
    for (const problem of problemsOf(result, usual, fault)) problems.note(faultText(fault), hit, problem);
  });
  problems.assertNone();
  assert.deepEqual(differences(snapshotOf(outFolder), before), []);
  console.log(`  ${line[0]}: ${faults.length} operations, ${refusedCount} refused`);
  if (caseCount(0, 1) === 1) assert.ok(refusedCount > 0, "no failure was told");
}

function problemsOf(result: DisturbedResult, usual: DisturbedResult, fault: Fault): readonly string[] {
  const { code, stdout, stderr } = result;
  if (code === 0) return stdout === usual.stdout ? [] : ["exit code 0, and standard output differs"];
  const isPassing = "errno" in fault && fault.errno === "EINTR";
  return isPassing ? [`EINTR is not tried again: ${saidBy(stderr)}`] : problemsOfRefusal(result);
}
