// The command gpu as a process, against a driver that has no card: whatever fails there is told in one line.

import assert from "node:assert/strict";
import { dirname } from "node:path";
import { projectPath } from "../project_path.ts";
import { fakeDriver, ignoreWithoutCompiler } from "../host/fake_driver.ts";
import { denoArguments, type ProcessResult, resultOf, signalTo } from "../seedbed_process.ts";
import { until } from "../waiting.ts";

const ignore = ignoreWithoutCompiler;

/** Starts a sweep on the cards of a driver; its results go into `folder`. */
function startOnCards(library: string, folder: string, fault: string, environment = {}): Deno.ChildProcess {
  const file = projectPath("experiments/gender.yaml");
  return new Deno.Command(Deno.execPath(), {
    args: [...denoArguments(["gpu", file, "seed=1..3000", "-o", folder])],
    env: {
      NO_COLOR: "1",
      LD_LIBRARY_PATH: dirname(library),
      FAKE_FAULT: fault,
      FAKE_IDLE: "1",
      ...environment,
    },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
}

/** The results in a folder: what does not begin with a dot. */
function resultsIn(folder: string): readonly string[] {
  return [...Deno.readDirSync(folder)]
    .flatMap(({ name }) => [...Deno.readDirSync(`${folder}/${name}`)])
    .map(({ name }) => name)
    .filter((name) => !name.startsWith("."));
}

function hasParts(folder: string): boolean {
  return [...Deno.readDirSync(folder)].some(({ name }) => name.startsWith(".sweep-"));
}

async function inFolder<Result>(use: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = await Deno.makeTempDir();
  try {
    return await use(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** A call of the driver, the code that it gives, after so many calls, on which card, and what is said. */
const FAULTS: readonly (readonly [string, RegExp])[] = [
  ["cuInit:999:0:-1", /^error: no card: it could not start the driver: the driver failed; a restart/],
  ["cuDeviceGetCount:803:0:-1", /^error: no card: it could not count the cards: the driver was updated/],
  ["cuDeviceGet:101:0:-1", /^error: card [01] could not be found: the driver says 101;/],
  ["cuDeviceGetName:1:0:-1", /^error: card [01] could not be named: the driver says 1;/],
  ["cuDeviceGetAttribute:1:0:-1", /^error: card [01] \(Fake [AB]\) could not be asked for its architecture/],
  [
    "cuDevicePrimaryCtxRetain:2:0:-1",
    /^error: card [01] \(Fake [AB]\) could not be opened: its memory is full;/,
  ],
  [
    "cuCtxSetCurrent:46:0:1",
    /^error: card 1 \(Fake B\) could not be used: another program keeps it for itself;/,
  ],
  [
    "cuMemGetInfo_v2:201:0:-1",
    /^error: card . \(Fake .\) could not be asked for its memory: the driver says 201;/,
  ],
  [
    "cuModuleLoadData:222:0:-1",
    /^error: card . \(Fake .\) could not compile what it is to run: the driver is too old/,
  ],
  [
    "cuModuleGetFunction:500:0:-1",
    /^error: card . \(Fake .\) could not find draw_normal: the driver says 500;/,
  ],
  ["cuMemAlloc_v2:2:2:-1", /^error: card . \(Fake .\) could not give \d+ bytes: its memory is full;/],
  ["cuMemcpyHtoD_v2:1:0:-1", /^error: card . \(Fake .\) could not be written to: the driver says 1;/],
  ["cuMemcpyDtoH_v2:700:1:-1", /^error: card . \(Fake .\) could not be read: the driver says 700;/],
  ["cuLaunchKernel:701:3:-1", /^error: card . \(Fake .\) could not begin to run: the driver says 701;/],
  [
    "cuCtxSynchronize:702:3:0",
    /^error: card 0 \(Fake A\) could not run: a call lasted longer than the system lets/,
  ],
];

for (const [fault, message] of FAULTS) {
  Deno.test({
    name: `a driver that fails is told in one line, and nothing is stored: ${fault}`,
    ignore,
    async fn() {
      const library = await fakeDriver();
      await inFolder(async (folder) => {
        const { code, stdout, stderr }: ProcessResult = await resultOf(startOnCards(library, folder, fault));
        assert.match(stderr, message);
        assert.match(stderr, /the command run trains the same bytes on the cores\n$/);
        assert.equal(stderr.trimEnd().split("\n").length, 1, stderr);
        assert.deepEqual([code, stdout, resultsIn(folder)], [3, "", []]);
      });
    },
  });
}

Deno.test({
  name: "Ctrl-C ends the command while a card runs what never ends",
  ignore,
  async fn() {
    const library = await fakeDriver();
    await inFolder(async (folder) => {
      const process = startOnCards(library, folder, "cuCtxSynchronize:-1:0:-1");
      // Ctrl-C is heard before the folder of parts is made; then the cards get their parts, and hang.
      await until(
        "there is a folder of parts",
        () => [...Deno.readDirSync(folder)].some(({ name }) => hasParts(`${folder}/${name}`)),
      );
      await new Promise((resolve) => setTimeout(resolve, 1000));
      signalTo(process, "SIGINT");
      const { code, stderr } = await resultOf(process);
      assert.equal(code, 130);
      assert.equal(stderr, "stopped: 0 of 3000 trials are kept; the same command continues\n");
      assert.deepEqual(resultsIn(folder), []);
    });
  },
});
