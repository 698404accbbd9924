// Tests src/host/disk.ts: what is said of a file that is another one whenever it is opened, or gone once it is open.
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

for (
  const refusal of [
    new Deno.errors.NotFound("No such file or directory (os error 2)"),
    new Error("Stale file handle (os error 116)"),
  ]
) {
  folderTest(`an open file of which a network says "${refusal.message}" is not there`, (root) => {
    const path = `${root}/loss.csv`;
    Deno.writeTextFileSync(path, "0");
    const { openSync } = Deno;
    Deno.openSync = (...args) => {
      const file = openSync(...args);
      file.statSync = () => {
        throw refusal;
      };
      return file;
    };
    try {
      assert.deepEqual(openFile(path), { problems: ["it is not there"] });
    } finally {
      Deno.openSync = openSync;
    }
  });
}
