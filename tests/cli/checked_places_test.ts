// Tests src/cli/checked_places.ts: what is judged without being made again, and that no place ends a list.
import assert from "node:assert/strict";
import { PlaceChecker } from "../../src/cli/checked_places.ts";
import { diskFolder } from "../../src/host/folder_view.ts";
import { folderTest, writeFolder } from "../results/folder_of_results.ts";
import {
  changeText,
  PEOPLE,
  repairManifest,
  storedFiles,
  storedSweepFiles,
} from "../results/stored_examples.ts";

/** The verdict on a folder where no time is left, or as much as it takes. */
async function verdictOn(path: string, budgetMs: number): Promise<string> {
  const checker = new PlaceChecker({ workerCount: 1, budgetMs });
  const { checked } = await checker.check({ kind: "result", path, folder: diskFolder(path) });
  return checked.kind === "result" ? checked.verification.verdict : `${checked.kind}: ${checked.message}`;
}

folderTest("without time a result is judged by its hashes, and never called the same", async (root) => {
  const run = storedFiles(PEOPLE);
  const changed = new Map(run);
  changeText(changed, "loss.csv", /\d(?=\n$)/, "1$&");
  const forged = new Map(changed);
  repairManifest(forged);
  const sweep = storedSweepFiles(PEOPLE, ["seed=1..5"]);
  const missing = new Map(run);
  missing.delete("model.json");
  const wanted = new Map(
    [
      ["run", [run, "unchecked", "same"]],
      ["changed", [changed, "different", "different"]],
      ["forged", [forged, "unchecked", "different"]],
      ["sweep", [sweep, "unchecked", "same"]],
      ["missing", [missing, "different", "different"]],
    ] as const,
  );
  for (const [name, [files, withoutTime, withTime]] of wanted) {
    await writeFolder(`${root}/${name}`, files);
    assert.equal(await verdictOn(`${root}/${name}`, 0), withoutTime, name);
    assert.equal(await verdictOn(`${root}/${name}`, 60_000), withTime, name);
    assert.equal(await verdictOn(`${root}/${name}`, Infinity), withTime, name);
  }
});

folderTest("a folder that is gone is unreadable, with the reason", async (root) => {
  const path = `${root}/gone`;
  assert.equal(await verdictOn(path, Infinity), `unreadable: cannot read ${path}: it is not there`);
});
