// Tests src/host/result_store.ts: when a folder that is there counts as found, and what replaces it.
// How it writes, and what a kill leaves behind, is tested in tests/crash/.
import assert from "node:assert/strict";
import { namesIn } from "../../src/host/disk.ts";
import { compareFolder } from "../../src/host/folder_comparison.ts";
import { readResultFolder } from "../../src/host/result_reader.ts";
import { addToFolder, isResultThere, storeFolder } from "../../src/host/result_store.ts";
import { WorldError } from "../../src/host/world_error.ts";
import { turnOfTheLoop } from "../../src/threads/event_loop.ts";
import type { FileContent } from "../../src/results/file_content.ts";
import { FILES_BESIDE } from "../../src/results/file_limits.ts";
import { type Manifest, type ManifestEntry, manifestText } from "../../src/results/manifest.ts";
import { readManifest } from "../../src/results/stored_manifest.ts";
import { experimentHash } from "../../src/experiment/experiment_id.ts";
import { parseExperiment } from "../../src/experiment/reading/parse_experiment.ts";
import { type FolderContents, REPORT_FILES } from "../../src/results/manifest.ts";
import { runContents } from "../../src/results/run_contents.ts";
import { runExperiment } from "../../src/run/run_experiment.ts";
import { folderTest, writeFolder } from "../results/folder_of_results.ts";
import {
  changeText,
  drawOtherwise,
  nameDrawer,
  PEOPLE,
  putText,
  repairManifest,
  storedFiles,
  textIn,
} from "../results/stored_examples.ts";
import { within } from "../waiting.ts";
import type { StoreOrder, StoreReport } from "./store_often.ts";

const FILES: ReadonlyMap<string, Uint8Array> = storedFiles(PEOPLE);

/** The same files as they are made. */
function contents(): FolderContents {
  const outcome = runExperiment(parseExperiment(PEOPLE));
  return runContents(outcome, experimentHash(outcome.experiment));
}

type Change = (files: Map<string, Uint8Array>) => void;

/** What becomes of a folder that was changed, what it held before, and what it holds afterwards. */
async function stored(root: string, change: Change, ifDifferent: "keep" | "replace" = "keep") {
  const folder = `${root}/people-${crypto.randomUUID()}`;
  const before = new Map(FILES);
  change(before);
  await writeFolder(folder, before);
  const result = await storeFolder(folder, contents(), ifDifferent);
  return { result, before, after: (await readResultFolder(folder)).files };
}

folderTest("what has the name of a result and is no folder is called by its kind", async (root) => {
  const path = `${root}/people`;
  const put: readonly (readonly [string, () => void])[] = [
    ["a link", () => Deno.symlinkSync(root, path)],
    ["a file", () => Deno.writeTextFileSync(path, "")],
  ];
  for (const [kind, putThere] of put) {
    putThere();
    assert.throws(
      () => isResultThere(path),
      (error) => error instanceof WorldError && error.message.endsWith(`: it is ${kind}, not a folder`),
    );
    await Deno.remove(path);
  }
});

folderTest("many that replace one result at once all succeed, and one result is there", async (root) => {
  const folder = `${root}/people/seed-42`;
  const workers: Worker[] = [];
  try {
    // One after another: the types of the first are checked for all.
    for (let started = 0; started < 8; started++) workers.push(await readyWorker());
    const ends = await Promise.all(workers.map((worker) => {
      worker.postMessage({ folder, times: 25 } satisfies StoreOrder);
      return within("what became of each store", reportOf(worker));
    }));
    const failures = ends.flat().filter((end) => !["written", "found", "replaced"].includes(end));
    assert.deepEqual(failures, []);
  } finally {
    for (const worker of workers) worker.terminate();
  }
  assert.deepEqual(namesIn(`${root}/people`), ["seed-42"]);
  assert.ok("ok" in readManifest((await readResultFolder(folder)).files));
});

folderTest("a result that is taken away while it is compared differs, and nothing fails", async (root) => {
  const folder = `${root}/people`;
  // A file is compared as it is and then for its line ends; it goes as each of these begins.
  for (const goesAt of [1, 2]) {
    await writeFolder(folder, FILES);
    let asked = 0;
    const report = {
      [Symbol.iterator]() {
        if (++asked === goesAt) Deno.removeSync(folder, { recursive: true });
        return [new TextEncoder().encode("another report\n")].values();
      },
    };
    const wanted = new Map<string, FileContent>([...FILES, ["report.md", report]]);
    const found = await compareFolder(folder, wanted);
    assert.equal(found.kind, "differs", `taken away at ${goesAt}`);
    await Deno.remove(folder, { recursive: true }).catch(() => {});
  }
});

folderTest(
  "what fails while a file is made is told, and what was begun beside it goes on to its end",
  async (root) => {
    function* failing(): Generator<readonly [string, Iterable<Uint8Array>]> {
      yield ["trials.csv", {
        *[Symbol.iterator]() {
          yield new Uint8Array(3);
          throw new Error("no further piece");
        },
      }];
      throw new Error("no further file");
    }
    const folder = `${root}/people/seed-42`;
    await assert.rejects(storeFolder(folder, { ...contents(), files: failing() }), /no further file/);
    // A promise that fails with nobody to hear it ends the process in one of the next turns.
    await turnOfTheLoop();
    assert.deepEqual(namesIn(`${root}/people`), []);
  },
);

async function readyWorker(): Promise<Worker> {
  const worker = new Worker(new URL("store_often.ts", import.meta.url), { type: "module" });
  assert.equal(await within("a worker that stores results", reportOf(worker)), "ready");
  return worker;
}

function reportOf(worker: Worker): Promise<StoreReport> {
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = reject;
  });
}

folderTest("a folder whose reports another version drew has the same figures, and is kept", async (root) => {
  for (const drawnBy of ["0.0.9", null]) {
    const { result, before, after } = await stored(root, (files) => drawOtherwise(files, drawnBy));
    const files = [...REPORT_FILES, "manifest.json"];
    assert.deepEqual(result, { kind: "same_figures", files, reportsDrawnBy: drawnBy });
    assert.deepEqual(after, before);
  }
});

folderTest("a folder of another version with the reports of this one has the same figures", async (root) => {
  const { result } = await stored(root, (files) => nameDrawer(files, "0.0.9"));
  assert.deepEqual(result, { kind: "same_figures", files: ["manifest.json"], reportsDrawnBy: "0.0.9" });
});

folderTest("where it is to be replaced, the reports are drawn anew", async (root) => {
  const { result, after } = await stored(root, (files) => drawOtherwise(files, "0.0.9"), "replace");
  assert.deepEqual(result, {
    kind: "replaced",
    was: "same_figures",
    files: [...REPORT_FILES, "manifest.json"],
    kept: [],
  });
  assert.deepEqual(after, FILES);
});

folderTest("what export writes beside a result is kept where the result is replaced", async (root) => {
  const beside = new Map(FILES_BESIDE.map((name) => [name, new TextEncoder().encode(`mine: ${name}\n`)]));
  const { result, after } = await stored(root, (files) => {
    changeText(files, "loss.csv", "0.1658844535395937", "0.1658844535395936");
    for (const [name, bytes] of beside) files.set(name, bytes);
  }, "replace");
  assert.deepEqual(result, { kind: "replaced", was: "differs", files: ["loss.csv"], kept: FILES_BESIDE });
  assert.deepEqual(after, new Map([...FILES, ...beside]));
});

folderTest("a link that has the name of what export writes is not replaced", async (root) => {
  const folder = `${root}/people`;
  await writeFolder(folder, new Map([...FILES, ["loss.csv", new Uint8Array()]]));
  await Deno.symlink(`${root}/away.json`, `${folder}/${FILES_BESIDE[0]}`);
  await assert.rejects(
    storeFolder(folder, contents(), "replace"),
    /it holds datapackage\.json, which is no file of a result; move it away first/,
  );
  assert.equal((await Deno.readFile(`${folder}/loss.csv`)).length, 0);
});

/** Gives files the line ends of Windows. */
function toWindows(files: Map<string, Uint8Array>, names: Iterable<string> = [...files.keys()]): void {
  for (const name of names) putText(files, name, textIn(files, name).replaceAll("\n", "\r\n"));
}

folderTest(
  "a folder with other line ends is kept and told as such, whatever else is excused",
  async (root) => {
    const [all, one] = [[...FILES.keys()], ["loss.csv"]];
    const changes: (readonly [Change, readonly string[]])[] = [
      [(files) => toWindows(files), all],
      [(files) => toWindows(files, one), one],
      [(files) => {
        drawOtherwise(files, "0.0.9");
        toWindows(files);
      }, all],
      [(files) => {
        putText(files, "experiment.yaml", `# mine\n${textIn(files, "experiment.yaml")}`);
        repairManifest(files);
        toWindows(files);
      }, all],
    ];
    // It was written on Windows, and a checkout gave it the line ends of this one.
    changes.push([(files) => {
      const text = textIn(files, "experiment.yaml");
      toWindows(files, ["experiment.yaml"]);
      repairManifest(files);
      putText(files, "experiment.yaml", text);
    }, ["experiment.yaml"]]);
    for (const [change, names] of changes) {
      const { result, before, after } = await stored(root, change);
      assert.equal(result.kind, "line_ends");
      assert.deepEqual(new Set("files" in result ? result.files : []), new Set(names));
      assert.deepEqual(after, before);
    }
  },
);

folderTest("of a folder with other line ends only what else differs is named", async (root) => {
  const { result } = await stored(root, (files) => {
    changeText(files, "loss.csv", "0.1658844535395937", "0.1658844535395936");
    toWindows(files);
  });
  assert.deepEqual(result, { kind: "differs", files: ["loss.csv"] });
});

folderTest("no claim of another version excuses a figure or a report without its hash", async (root) => {
  const damages: readonly (readonly [Change, string])[] = [
    [(files) => changeText(files, "loss.csv", "0.1658844535395937", "0.1658844535395936"), "loss.csv"],
    [(files) => changeText(files, "report.html", "0.", "1."), "report.html"],
    [(files) => files.delete("report.md"), "report.md"],
    [(files) => changeText(files, "manifest.json", /("loss\.csv": .*"sha256": ")./, "$1x"), "manifest.json"],
    [(files) => changeText(files, "manifest.json", "0.0.9", "mine"), "manifest.json"],
    [(files) => changeText(files, "experiment.yaml", "name: people", "name: persons"), "experiment.yaml"],
  ];
  for (const [damage, name] of damages) {
    const { result, before, after } = await stored(root, (files) => {
      drawOtherwise(files, "0.0.9");
      damage(files);
    });
    assert.ok(result.kind === "differs" && result.files.includes(name), name);
    assert.deepEqual(after, before);
  }
});

folderTest("a report that this version drew must have its bytes", async (root) => {
  const { result } = await stored(root, (files) => changeText(files, "report.md", "# ", "## "));
  assert.deepEqual(result, { kind: "differs", files: ["report.md"] });
});

const EXTRA = new TextEncoder().encode("one more file");

function manifestIn(files: ReadonlyMap<string, Uint8Array>): Manifest {
  const read = readManifest(files);
  if ("problems" in read) throw new Error(read.problems[0].message);
  return read.ok;
}

/** Adds a file to a result; `meanwhile` happens once the file is written aside. */
function addExtra(folder: string, meanwhile: () => void = () => {}): Promise<"added" | "found"> {
  const stored = manifestIn(FILES);
  function* content(): Generator<Uint8Array> {
    yield EXTRA;
    meanwhile();
  }
  const withExtra = (entry: ManifestEntry): string =>
    manifestText({ ...stored, files: new Map([...stored.files, ["trials.parquet", entry]]) });
  return addToFolder(folder, stored, "trials.parquet", { [Symbol.iterator]: content }, withExtra);
}

/** The files of a folder, none of which is hidden or in a folder of its own, and what lies beside it. */
async function filesAround(root: string, folder: string): Promise<ReadonlyMap<string, Uint8Array>> {
  assert.deepEqual([...Deno.readDirSync(root)].map(({ name }) => `${root}/${name}`), [folder]);
  return (await readResultFolder(folder)).files;
}

folderTest("a file is added beside the manifest that names it", async (root) => {
  const folder = `${root}/people`;
  await writeFolder(folder, FILES);
  assert.equal(await addExtra(folder), "added");
  const files = await filesAround(root, folder);
  assert.deepEqual(Deno.readFileSync(`${folder}/trials.parquet`), EXTRA);
  assert.equal(manifestIn(files).files.get("trials.parquet")?.bytes, EXTRA.length);
  for (const [name, bytes] of FILES) if (name !== "manifest.json") assert.deepEqual(files.get(name), bytes);
});

folderTest("a file that another process added meanwhile is found", async (root) => {
  const folder = `${root}/people`;
  await writeFolder(`${root}/other/people`, FILES);
  await addExtra(`${root}/other/people`);
  await writeFolder(folder, FILES);
  const added = await addExtra(folder, () => {
    for (const name of ["trials.parquet", "manifest.json"]) {
      Deno.renameSync(`${root}/other/people/${name}`, `${folder}/${name}`);
    }
    Deno.removeSync(`${root}/other`, { recursive: true });
  });
  assert.equal(added, "found");
  assert.ok(manifestIn(await filesAround(root, folder)).files.has("trials.parquet"));
  assert.deepEqual(Deno.readFileSync(`${folder}/trials.parquet`), EXTRA);
});

folderTest(
  "a file is not added to a result that was replaced meanwhile, which stays as it is",
  async (root) => {
    const folder = `${root}/people`;
    const replaced = new Map(FILES);
    nameDrawer(replaced, "0.0.9");
    await writeFolder(folder, FILES);
    await assert.rejects(
      addExtra(folder, () => Deno.writeFileSync(`${folder}/manifest.json`, replaced.get("manifest.json")!)),
      (error) => error instanceof WorldError && /its manifest\.json is another by now$/.test(error.message),
    );
    assert.deepEqual(await filesAround(root, folder), replaced);
  },
);

folderTest("a folder that holds more than files of a result is not replaced", async (root) => {
  for (const foreign of ["notes.txt", "log.txt/notes.txt"]) {
    const folder = `${root}/${crypto.randomUUID()}`;
    await writeFolder(folder, FILES);
    if (foreign.includes("/")) {
      Deno.removeSync(`${folder}/log.txt`);
      Deno.mkdirSync(`${folder}/log.txt`);
    }
    Deno.writeTextFileSync(`${folder}/${foreign}`, "mine");
    await assert.rejects(storeFolder(folder, contents(), "replace"), WorldError);
    assert.equal(Deno.readTextFileSync(`${folder}/${foreign}`), "mine");
  }
});
