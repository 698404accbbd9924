// Tests src/host/result_store.ts: when a folder that is there counts as found, and what replaces it.
// How it writes, and what a kill leaves behind, is tested in tests/crash/.
import assert from "node:assert/strict";
import { readResultFolder } from "../../src/host/result_reader.ts";
import { storeFolder } from "../../src/host/result_store.ts";
import { experimentHash } from "../../src/experiment/experiment_id.ts";
import { parseExperiment } from "../../src/experiment/reading/parse_experiment.ts";
import { type FolderContents, REPORT_FILES } from "../../src/results/manifest.ts";
import { runContents } from "../../src/results/run_contents.ts";
import { runExperiment } from "../../src/run/outcome.ts";
import { folderTest, writeFolder } from "../results/folder_of_results.ts";
import { changeText, drawOtherwise, nameDrawer, PEOPLE, storedFiles } from "../results/stored_examples.ts";

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
  assert.deepEqual(result, { kind: "replaced", files: [...REPORT_FILES, "manifest.json"] });
  assert.deepEqual(after, FILES);
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
