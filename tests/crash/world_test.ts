// What a run does when the world fails: full disks, folders that cannot be written, things that stand in the way.
// Exit code 3, a message that says what and why, and no half of a folder.

import assert from "node:assert/strict";
import { ROOT } from "../architecture/layers.ts";
import { skipWithout } from "../requirement.ts";
import { cannotBeOthers, otherUsers } from "../faults/other_users.ts";
import { denoArguments, type ProcessResult, resultOf, runSeedbed } from "../seedbed_process.ts";
import { canMount, makeReadOnly, mountTmpfs } from "./mounts.ts";
import { type ExpectedFolder, expectFolder, isWholeOrAbsent, leftovers } from "./whole_folder.ts";

const gender = await Deno.readTextFile(new URL("experiments/gender.yaml", ROOT));
const cannotMount = skipWithout(canMount, "the right to mount", "run the tests as root on Linux");

/** A folder with the experiment and a place for the results. */
interface World {
  readonly folder: string;
  readonly outFolder: string;
  readonly expected: ExpectedFolder;
  run(...args: readonly string[]): Promise<ProcessResult>;
}

function worldTest(name: string, ignore: boolean, test: (world: World) => Promise<void>): void {
  Deno.test({
    name,
    ignore,
    async fn() {
      const folder = await Deno.makeTempDir();
      const outFolder = `${folder}/results`;
      try {
        const expected = await expectFolder(folder, "gender", gender);
        const run = (...args: readonly string[]): Promise<ProcessResult> =>
          runSeedbed(["run", expected.experimentPath, "--out", outFolder, ...args]);
        await test({ folder, outFolder, expected, run });
      } finally {
        await Deno.remove(folder, { recursive: true });
      }
    },
  });
}

worldTest(
  "on a disk of any size too small the run says so and leaves nothing",
  cannotMount,
  async (world) => {
    await Deno.mkdir(world.outFolder);
    const sizes = { failed: 0, written: 0 };
    for (let pageCount = 1; sizes.written === 0 && pageCount <= 64; pageCount += 2) {
      const unmount = await mountTmpfs(world.outFolder, pageCount * 4096);
      try {
        const { code, stderr } = await world.run();
        const isWhole = isWholeOrAbsent(world.outFolder, world.expected);
        assert.equal(code, isWhole ? 0 : 3, stderr);
        if (!isWhole) {
          assert.match(
            stderr,
            /^error: cannot (write|make the folder) .*: no space is left on the disk\n$/,
          );
        }
        assert.deepEqual(leftovers(world.outFolder, world.expected), []);
        sizes[isWhole ? "written" : "failed"]++;
      } finally {
        await unmount();
      }
    }
    assert.ok(sizes.failed >= 3 && sizes.written === 1, JSON.stringify(sizes));
  },
);

worldTest("new leaves no file that a full disk has cut short", cannotMount, async ({ folder }) => {
  const small = `${folder}/small`;
  await Deno.mkdir(small);
  const unmount = await mountTmpfs(small, 100_000);
  try {
    const { code, stderr } = await runSeedbed(["new", "d", "--like", "digits"], small);
    assert.equal(code, 3);
    assert.match(stderr, /^error: cannot write digits\.csv: no space is left on the disk\n$/);
    await Deno.writeFile(`${small}/filler`, new Uint8Array(100_000)).catch(() => {});
    assert.equal((await runSeedbed(["new", "plants"], small)).code, 3);
    assert.deepEqual([...Deno.readDirSync(small)].map(({ name }) => name), ["filler"]);
  } finally {
    await unmount();
  }
});

worldTest("a folder that can only be read is named with the reason", cannotMount, async (world) => {
  await Deno.mkdir(world.outFolder);
  const unmount = await mountTmpfs(world.outFolder, 1 << 20);
  try {
    await makeReadOnly(world.outFolder);
    const { code, stderr, stdout } = await world.run();
    assert.equal(code, 3);
    assert.match(stderr, /^error: cannot make the folder .*results\/gender: the file system is read-only\n$/);
    assert.equal(stdout, "", "results that could not be written are not shown as if they were");
  } finally {
    await unmount();
  }
});

worldTest("a result on a file system that can only be read is found again", cannotMount, async (world) => {
  await Deno.mkdir(world.outFolder);
  const unmount = await mountTmpfs(world.outFolder, 1 << 20);
  try {
    assert.equal((await world.run()).code, 0);
    await makeReadOnly(world.outFolder);
    const { code, stderr } = await world.run();
    assert.equal(code, 0, stderr);
    assert.match(stderr, /^found /);
  } finally {
    await unmount();
  }
});

const isRoot = Deno.build.os !== "windows" && Deno.uid() === 0;
/** Runs a command as somebody whom the system may forbid something: root is another user for that. */
async function runWithoutRights(commandLine: readonly string[], { folder }: World): Promise<ProcessResult> {
  if (!isRoot) return await runSeedbed(commandLine, folder);
  const [{ uid, denoFolder }] = await otherUsers(folder);
  const command = new Deno.Command(Deno.execPath(), {
    args: [...denoArguments(commandLine)],
    cwd: folder,
    env: { NO_COLOR: "1", DENO_DIR: denoFolder },
    uid,
    gid: uid,
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  });
  return await resultOf(command.spawn());
}

worldTest(
  "a folder without the right to write is named with the reason",
  isRoot && cannotBeOthers,
  async (world) => {
    await Deno.mkdir(world.outFolder, { mode: 0o555 });
    const { experimentPath } = world.expected;
    const { code, stderr } = await runWithoutRights(["run", experimentPath, "--out", world.outFolder], world);
    assert.equal(code, 3);
    assert.match(stderr, /^error: cannot make the folder .*: permission denied\n$/);
  },
);

worldTest(
  "a folder without the right to read is the world's fault, not no experiment",
  isRoot && cannotBeOthers,
  async (world) => {
    await Deno.mkdir(`${world.folder}/closed`, { mode: 0o000 });
    const { code, stderr } = await runWithoutRights(["run", "closed"], world);
    assert.equal(code, 3);
    assert.match(stderr, /^error: cannot read closed: permission denied\n$/);
  },
);

worldTest("a file where the results folder should be is left alone", false, async (world) => {
  await Deno.writeTextFile(world.outFolder, "mine");
  const { code, stderr } = await world.run();
  assert.equal(code, 3);
  assert.match(
    stderr,
    /^error: cannot .*: (a part of the path is a file, not a folder|something else .*)\n$/,
  );
  assert.equal(await Deno.readTextFile(world.outFolder), "mine");
});

worldTest("a file where the result folder should be is left alone", false, async (world) => {
  const path = `${world.outFolder}/${world.expected.folder}`;
  await Deno.mkdir(path.slice(0, path.lastIndexOf("/")), { recursive: true });
  await Deno.writeTextFile(path, "mine");
  const { code, stderr } = await world.run();
  assert.ok(code === 1 || code === 3, stderr);
  assert.match(stderr, /gender\/seed-42-/);
  assert.equal(await Deno.readTextFile(path), "mine");
});

worldTest(
  "a folder where a result file should be counts as a difference and is left alone",
  false,
  async (world) => {
    const path = `${world.outFolder}/${world.expected.folder}/log.txt`;
    await Deno.mkdir(path, { recursive: true });
    const { code, stderr } = await world.run();
    assert.equal(code, 1);
    assert.match(stderr, /^differs .*log\.txt/);
    assert.ok((await Deno.stat(path)).isDirectory);
  },
);

worldTest("a folder where the experiment should be is a mistake, not a crash", false, async (world) => {
  const { code, stderr } = await runSeedbed(["run", world.folder, "--out", world.outFolder]);
  assert.equal(code, 2);
  assert.match(stderr, /that is a folder, not an experiment/);
});

worldTest("a damaged result is told and left as it was", false, async (world) => {
  assert.equal((await world.run()).code, 0);
  const path = `${world.outFolder}/${world.expected.folder}/loss.csv`;
  await Deno.writeTextFile(path, "epoch,loss\n");
  const { code, stderr } = await world.run();
  assert.equal(code, 1);
  assert.match(stderr, /^differs .*: loss\.csv is not what this experiment gives/);
  assert.equal(await Deno.readTextFile(path), "epoch,loss\n");
});

worldTest(
  "what another program left under a name like ours is not followed out of the folder",
  false,
  async (world) => {
    const parent = `${world.outFolder}/gender`;
    await Deno.mkdir(parent, { recursive: true });
    await Deno.mkdir(`${world.folder}/precious`);
    await Deno.writeTextFile(`${world.folder}/precious/file`, "mine");
    await Deno.symlink(`${world.folder}/precious`, `${parent}/.partial-link`);
    await Deno.symlink(`${world.folder}/precious/file`, `${parent}/.partial-other.lock`);
    assert.equal((await world.run()).code, 0);
    assert.equal(await Deno.readTextFile(`${world.folder}/precious/file`), "mine");
    assert.ok(isWholeOrAbsent(world.outFolder, world.expected));
  },
);

worldTest("results may lie on another file system than all else", cannotMount, async (world) => {
  await Deno.mkdir(world.outFolder);
  const unmount = await mountTmpfs(world.outFolder, 1 << 20);
  try {
    const { code, stderr } = await world.run();
    assert.equal(code, 0, stderr);
    assert.ok(isWholeOrAbsent(world.outFolder, world.expected));
    assert.deepEqual(leftovers(world.outFolder, world.expected), []);
  } finally {
    await unmount();
  }
});

worldTest(
  "results in /dev are refused with the reason: Deno has no permission for a part of it",
  false,
  async (world) => {
    const { code, stderr } = await world.run("--out", "/dev/shm/seedbed");
    assert.equal(code, 3);
    assert.match(stderr, /Deno keeps commands with limited permissions out of \/dev, \/proc and \/sys\n$/);
  },
);
