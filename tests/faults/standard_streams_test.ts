// Standard output and standard error on a full disk, in a full pipe, closed: results are stored, and what is said arrives
// or is missed aloud.

import assert from "node:assert/strict";
import { caseCount } from "../requirement.ts";
import { type DisturbedResult, runDisturbed } from "./disturbed_process.ts";
import { cannotInject, type ErrnoName } from "./fault_injector.ts";
import { WORLD_ERRNOS } from "./fault_plan.ts";
import { problemsOfRefusal, saidBy } from "./invariants.ts";
import { makePlace, type Place, prepare, type PreparedScenario, runLine, SCENARIOS } from "./scenario.ts";
import { differences, snapshotOf } from "./tree_snapshot.ts";

const [aRun, foundRun, , aSweep] = SCENARIOS;

function streamTest(name: string, test: (folder: string) => Promise<void>): void {
  Deno.test({
    name,
    ignore: cannotInject,
    async fn() {
      const folder = await Deno.makeTempDir();
      try {
        await test(folder);
      } finally {
        await Deno.remove(folder, { recursive: true });
      }
    },
  });
}

/** The commands that print. */
function printing(
  { experimentPath, outFolder }: Place,
  result: string,
): readonly (readonly string[])[] {
  const path = `${outFolder}/${result}`;
  return [
    ["plan", experimentPath, "seed=1..9"],
    ["explain", experimentPath, "--row", "Alice"],
    ["verify", path],
    ["show", path],
    ["ask", path],
    ["report", path],
    ["schema"],
    ["show", "--help"],
    ["--help"],
  ];
}

function assertStored(place: Place, { wanted }: PreparedScenario): void {
  assert.deepEqual(differences(snapshotOf(place.outFolder), wanted), []);
}

for (const scenario of [aRun, foundRun, aSweep]) {
  streamTest(
    `${scenario.name} with a full standard output stores the result, and is exit code 3 with a line`,
    async (folder) => {
      const prepared = await prepare(scenario, folder);
      const place = makePlace(`${folder}/place`, prepared.template);
      const { outFolder } = place;
      const shell = 'exec "$@" >/dev/full';
      assert.deepEqual(
        problemsOfRefusal(await runDisturbed(runLine(place, scenario.args), { outFolder, shell })),
        [],
      );
      assertStored(place, prepared);
    },
  );

  streamTest(
    `${scenario.name} with a full standard error stores the result, prints it, and is exit code 3`,
    async (folder) => {
      const prepared = await prepare(scenario, folder);
      const place = makePlace(`${folder}/place`, prepared.template);
      const { outFolder } = place;
      const shell = 'exec "$@" 2>/dev/full';
      const { code, stdout } = await runDisturbed(runLine(place, scenario.args), { outFolder, shell });
      assert.equal(stdout, prepared.stdout);
      assertStored(place, prepared);
      assert.equal(code, 3);
    },
  );
}

streamTest("every command with a full standard output is exit code 3 with a line", async (folder) => {
  const { template } = await prepare(foundRun, folder);
  const place = makePlace(`${folder}/place`, template);
  const { outFolder } = place;
  const result = [...snapshotOf(outFolder).keys()].find((path) => /\/seed-[^/]+$/.test(path))!;
  const problems: string[] = [];
  for (const command of printing(place, result)) {
    const usual = await runDisturbed(command, { outFolder });
    assert.equal(usual.code, 0, `${command}: ${usual.stderr}`);
    const full = await runDisturbed(command, { outFolder, shell: 'exec "$@" >/dev/full' });
    problems.push(...problemsOfRefusal(full).map((problem) => `${command[0]}: ${problem}`));
  }
  assert.deepEqual(problems, []);
});

streamTest("a mistake that cannot be told is no success and no bug", async (folder) => {
  const place = makePlace(`${folder}/place`);
  const { outFolder } = place;
  for (const line of [runLine(place, ["epochs=many"]), ["show", `${outFolder}/nothing`], ["--nothing"]]) {
    const { code, signal } = await runDisturbed(line, { outFolder, shell: 'exec "$@" 2>/dev/full' });
    assert.ok(signal === null && (code === 2 || code === 3), `${line[0]}: exit code ${code}, ${signal}`);
  }
});

for (const fd of [1, 2] as const) {
  streamTest(
    `any failure of stream ${fd} is exit code 3 and never a bug; one that passes is no matter`,
    async (folder) => {
      const prepared = await prepare(aRun, folder);
      const problems: string[] = [];
      const errnos = WORLD_ERRNOS.slice(-caseCount(5, WORLD_ERRNOS.length));
      for (const [index, errno] of errnos.entries()) {
        const place = makePlace(`${folder}/place-${index}`);
        const { outFolder } = place;
        const times = isPassing(errno) ? 2 : 0;
        const disturbance = { stream: { fd, errno, times } };
        const result = await runDisturbed(runLine(place, []), { outFolder, disturbance });
        assertStored(place, prepared);
        problems.push(...problemsOfStream(result, { fd, errno, wantedStdout: prepared.stdout }));
      }
      assert.deepEqual(problems, []);
    },
  );
}

function isPassing(errno: ErrnoName): boolean {
  return errno === "EINTR" || errno === "EAGAIN";
}

interface StreamCase {
  readonly fd: 1 | 2;
  readonly errno: ErrnoName;
  readonly wantedStdout: string;
}

function problemsOfStream(
  result: DisturbedResult,
  { fd, errno, wantedStdout }: StreamCase,
): readonly string[] {
  const { code, stdout, stderr } = result;
  if (isPassing(errno)) {
    const isWhole = code === 0 && stdout === wantedStdout && /^written .*\n$/.test(stderr);
    return isWhole ? [] : [`${errno}: exit code ${code}, ${stdout.length} characters: ${saidBy(stderr)}`];
  }
  if (fd === 1) return problemsOfRefusal(result).map((problem) => `${errno}: ${problem}`);
  return code === 3 && stdout === wantedStdout ? [] : [`${errno}: exit code ${code}`];
}

streamTest("a full pipe that does not wait gets every byte when its reader comes", async (folder) => {
  // More than a pipe holds: 65,536 bytes.
  const args = ["epochs=20000", "log_every=1"];
  const usual = makePlace(`${folder}/usual`);
  const { stdout } = await runDisturbed(runLine(usual, args), { outFolder: usual.outFolder });
  assert.ok(stdout.length > 200_000);
  const place = makePlace(`${folder}/place`);
  const withoutWaiting = `use Fcntl; fcntl(STDOUT, F_SETFL, O_WRONLY | O_NONBLOCK); exec @ARGV`;
  const shell = `perl -e '${withoutWaiting}' -- "$@" | (sleep 0.5; cat)`;
  const slow = await runDisturbed(runLine(place, args), { outFolder: place.outFolder, shell });
  assert.equal(slow.stdout.length, stdout.length, saidBy(slow.stderr));
  assert.ok(slow.stdout === stdout);
  assert.match(slow.stderr, /^written .*\n$/);
});

streamTest("a pipe that is closed early is no error", async (folder) => {
  const place = makePlace(`${folder}/place`);
  const { outFolder } = place;
  const shell = '("$@"; echo "exit code $?" >&2) | head -c 10 >/dev/null';
  const { stderr } = await runDisturbed(runLine(place, ["epochs=20000", "log_every=1"]), {
    outFolder,
    shell,
  });
  assert.match(stderr, /^written .*\nexit code 0\n$/);
});
