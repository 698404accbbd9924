// Tests src/host/long_run.ts and run_store.ts: a run that stopped anywhere goes on with the bits of a run without a stop.
import assert from "node:assert/strict";
import type { Experiment } from "../../src/experiment/experiment.ts";
import { experimentHash, resultFolder } from "../../src/experiment/experiment_id.ts";
import { parseExperiment } from "../../src/experiment/reading/parse_experiment.ts";
import { RunStore } from "../../src/host/run_store.ts";
import { WorldError } from "../../src/host/world_error.ts";
import { bytesOf } from "../../src/results/file_content.ts";
import { resultFiles } from "../../src/results/result_files.ts";
import type { Outcome, RunStanding } from "../../src/run/outcome.ts";
import { runExperiment } from "../../src/run/run_experiment.ts";
import { caseCount } from "../requirement.ts";
import { type ProcessResult, resultOf, signalTo, startSeedbed } from "../seedbed_process.ts";
import { folderTest } from "../results/folder_of_results.ts";
import { HELD_OUT, HELD_OUT_NUMBERS } from "../many_outputs.ts";
import { PEOPLE, people, WILD } from "../sweep/sweep_cases.ts";
import { until } from "../waiting.ts";
import { namesIn } from "./sweep_folder.ts";

/** So long that the command keeps where it stands. */
const LONG = ["epochs=100000000", "log_every=1000000"];
const LONG_EPOCHS = 100_000_000;

/** Where a run stands at each of its stops. */
function standingsOf(experiment: Experiment): readonly RunStanding[] {
  const standings: RunStanding[] = [];
  runExperiment(experiment, { onProgress: (_, standing) => standings.push(standing()) });
  return standings;
}

/** The bytes of all files of an outcome. */
function filesOf(outcome: Outcome): ReadonlyMap<string, Uint8Array> {
  return new Map([...resultFiles(outcome)].map(([name, content]) => [name, bytesOf(content)]));
}

function storeOf(experiment: Experiment, root: string): RunStore {
  return new RunStore(experiment, experimentHash(experiment), `${root}/results/${resultFolder(experiment)}`);
}

const wild = (...overrides: string[]): Experiment => parseExperiment(WILD, { overrides });
const EXPERIMENTS: readonly Experiment[] = [
  people(),
  people("log_every=1"),
  people("hidden=[3, 2]"),
  people("epochs=20000", "log_every=3000"),
  wild(),
  wild("learning_rate=10", "log_every=50"),
  parseExperiment(HELD_OUT, { overrides: ["epochs=30000", "log_every=1000"] }),
  parseExperiment(HELD_OUT_NUMBERS, { overrides: ["epochs=30000", "log_every=700"] }),
];

folderTest("a run that stopped anywhere goes on from its file with the same bytes", async (root) => {
  let count = 0;
  for (const experiment of EXPERIMENTS) {
    const wanted = filesOf(runExperiment(experiment));
    const store = storeOf(experiment, root);
    for (const standing of standingsOf(experiment)) {
      await store.keep(standing);
      const read = await store.read();
      assert.deepEqual(read, standing);
      assert.deepEqual(filesOf(runExperiment(experiment, { standing: read })), wanted);
      count++;
    }
    store.remove();
    assert.equal(await store.read(), null);
  }
  assert.ok(count > 100, String(count));
  assert.deepEqual(namesIn(`${root}/results/people`), []);
});

folderTest("a file that is changed, cut or another run's is not gone on from", async (root) => {
  const experiment = people();
  const store = storeOf(experiment, root);
  const [, , standing] = standingsOf(experiment);
  await store.keep(standing);
  const [folder] = namesIn(`${root}/results/people`);
  const path = `${root}/results/people/${folder}/part-00000.checkpoint`;
  const bytes = Deno.readFileSync(path);
  for (let at = 0; at < bytes.length; at += 7) {
    Deno.writeFileSync(path, bytes.with(at, bytes[at] ^ 1));
    assert.equal(await store.read(), null, `byte ${at}`);
  }
  for (const length of [0, 1, 151, bytes.length - 1]) {
    Deno.writeFileSync(path, bytes.slice(0, length));
    assert.equal(await store.read(), null, `${length} bytes`);
  }
  Deno.writeFileSync(path, bytes);
  assert.deepEqual(await store.read(), standing);
  const other = new RunStore(experiment, "0".repeat(64), `${root}/results/${resultFolder(experiment)}`);
  assert.equal(await other.read(), null);
});

folderTest("a file that stands where no run of the experiment stands is not gone on from", async (root) => {
  const experiment = people();
  const store = storeOf(experiment, root);
  const [, , standing] = standingsOf(experiment);
  const [loss] = standing.losses;
  const forgeries: readonly Partial<RunStanding>[] = [
    { rowsDone: 60 * 4 + 1 },
    { rowsDone: 1e15 },
    { rowsDone: standing.rowsDone + 7 * 4 },
    { values: standing.values.slice(1) },
    { values: new Float64Array(0), losses: [] },
    { losses: [] },
    { losses: [...standing.losses, loss] },
    { losses: standing.losses.map(({ epoch }) => ({ epoch, loss: NaN })) },
  ];
  for (const forgery of forgeries) {
    await store.keep({ ...standing, ...forgery });
    assert.equal(await store.read(), null, JSON.stringify(forgery));
  }
});

folderTest(
  "a link in place of the folder leads nowhere, and 10 GiB of a file take no memory",
  async (root) => {
    const experiment = people();
    const store = storeOf(experiment, root);
    const [standing] = standingsOf(experiment);
    await store.keep(standing);
    const [name] = namesIn(`${root}/results/people`);
    const folder = `${root}/results/people/${name}`;
    Deno.renameSync(folder, `${root}/elsewhere`);
    Deno.symlinkSync(`${root}/elsewhere`, folder);
    assert.equal(await store.read(), null);
    await assert.rejects(store.keep(standing), WorldError);
    Deno.removeSync(folder);
    Deno.renameSync(`${root}/elsewhere`, folder);
    Deno.truncateSync(`${folder}/part-00000.checkpoint`, 10 * 1024 ** 3);
    assert.equal(await store.read(), null);
  },
);

/** A long run of the classic experiment, where it stood almost at its end. */
async function nearlyDone(
  root: string,
): Promise<{ readonly store: RunStore; readonly standing: RunStanding }> {
  Deno.writeTextFileSync(`${root}/people.yaml`, PEOPLE);
  const experiment = people(...LONG);
  const store = storeOf(experiment, root);
  const rowsDone = 4 * (LONG_EPOCHS - 1000);
  const losses = Array.from({ length: 100 }, (_, index) => ({ epoch: index * 1e6, loss: 1 / (index + 1) }));
  const standing = { rowsDone, values: new Float64Array(9).fill(0.5), losses };
  await store.keep(standing);
  return { store, standing };
}

function startLong(root: string, ...more: readonly string[]): Deno.ChildProcess {
  return startSeedbed(["run", `${root}/people.yaml`, ...LONG, "--out", `${root}/results`, ...more]);
}

folderTest("the same command goes on where a long run stood, says so, and forgets it", async (root) => {
  const { standing } = await nearlyDone(root);
  const { code, stderr } = await resultOf(startLong(root));
  assert.equal(code, 0, stderr);
  const [folder, ...others] = namesIn(`${root}/results/people`);
  assert.deepEqual(others, []);
  assert.equal(
    stderr,
    `continued: ${standing.rowsDone / 4} of ${LONG_EPOCHS} epochs were kept from an earlier attempt\n` +
      `written ${root}/results/people/${folder}\n`,
  );
  const wanted = filesOf(runExperiment(people(...LONG), { standing }));
  for (const name of ["loss.csv", "predictions.csv", "model.json", "report.html"]) {
    assert.deepEqual(Deno.readFileSync(`${root}/results/people/${folder}/${name}`), wanted.get(name));
  }
});

for (const [signal, wanted] of [["SIGINT", 130], ["SIGTERM", 143]] as const) {
  folderTest(`${signal} stops a long run at once and says how much is kept`, async (root) => {
    const { store, standing } = await nearlyDone(root);
    const { code, stderr } = await signalled(() => startLong(root, "--fresh"), signal);
    assert.equal(code, wanted, stderr);
    assert.equal(stderr, `stopped: 0 of ${LONG_EPOCHS} epochs are kept; the same command continues\n`);
    assert.deepEqual(await store.read(), standing, "what is there stays");
  });
}

/** Starts a run and sends it a signal; a run that did not listen yet, and so said nothing, is started anew. */
async function signalled(start: () => Deno.ChildProcess, signal: Deno.Signal): Promise<ProcessResult> {
  for (let waitMs = 1000;; waitMs *= 2) {
    const process = start();
    const ended = resultOf(process);
    await new Promise((resolve) => setTimeout(resolve, waitMs));
    const startMs = performance.now();
    signalTo(process, signal);
    const result = await ended;
    assert.ok(performance.now() - startMs < 20_000, "at once: the run would take a minute");
    if (result.stderr !== "" || waitMs > 20_000) return result;
  }
}

Deno.test({
  name: "a long run that is killed goes on from what it kept, and ends with the bytes of one without a stop",
  ignore: caseCount(0, 1) === 0, // It takes a minute.
  async fn() {
    const root = await Deno.makeTempDir();
    try {
      Deno.writeTextFileSync(`${root}/people.yaml`, PEOPLE);
      const process = startLong(root);
      const path = `${root}/results/people`;
      let isOver = false;
      const ended = resultOf(process).finally(() => isOver = true);
      await until(
        "it has kept where it stands",
        () => isOver || namesIn(`${path}/${namesIn(path)[0]}`).includes("part-00000.checkpoint"),
      );
      signalTo(process, "SIGKILL");
      assert.equal((await ended).signal, "SIGKILL");
      const { code, stderr } = await resultOf(startLong(root));
      assert.equal(code, 0, stderr);
      assert.match(stderr, /^continued: \d{7,8} of 100000000 epochs were kept from an earlier attempt\n/);
      const [folder, ...others] = namesIn(path);
      assert.deepEqual(others, []);
      const wanted = filesOf(runExperiment(people(...LONG)));
      for (const [name, bytes] of wanted) {
        assert.deepEqual(Deno.readFileSync(`${path}/${folder}/${name}`), bytes);
      }
    } finally {
      await Deno.remove(root, { recursive: true });
    }
  },
});
