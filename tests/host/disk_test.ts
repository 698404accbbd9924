// Tests src/host/disk.ts: what is said of a file that is another one whenever it is opened.
import assert from "node:assert/strict";
import { openFile } from "../../src/host/disk.ts";
import { folderTest } from "../results/folder_of_results.ts";

folderTest("a file that another takes the place of each time is said to change, not to be a link", (root) => {
  const path = `${root}/loss.csv`;
  Deno.writeTextFileSync(path, "0");
  const { openSync } = Deno;
  Deno.openSync = (...args) => {
    Deno.writeTextFileSync(`${path}.new`, "1");
    Deno.renameSync(`${path}.new`, path);
    return openSync(...args);
  };
  try {
    assert.deepEqual(openFile(path), { problems: ["it changes while it is looked at"] });
  } finally {
    Deno.openSync = openSync;
  }
});
