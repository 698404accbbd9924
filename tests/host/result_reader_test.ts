// Tests src/host/result_reader.ts: what is read, and above all what is not.
import assert from "node:assert/strict";
import { readResultFolder, RESULT_LIMITS } from "../../src/host/result_reader.ts";
import { WorldError } from "../../src/host/world_error.ts";
import { hashOf } from "../../src/results/hashed_files.ts";
import { folderTest } from "../results/folder_of_results.ts";

folderTest("regular files are read; links, folders and pipes are listed as unread", async (root) => {
  await Deno.writeTextFile(`${root}/a.txt`, "a");
  await Deno.symlink(`${root}/a.txt`, `${root}/link`);
  await Deno.symlink(`${root}/nowhere`, `${root}/dangling`);
  await Deno.mkdir(`${root}/sub`);
  await new Deno.Command("mkfifo", { args: [`${root}/pipe`] }).output();
  const { files, unread } = readResultFolder(root);
  assert.deepEqual([...files.keys()], ["a.txt"]);
  assert.deepEqual(Object.fromEntries(unread), {
    dangling: "it is a link",
    link: "it is a link",
    pipe: "it is not a regular file",
    sub: "it is a folder",
  });
});

folderTest("a file above the limit is not taken into memory and has its hash", async (root) => {
  await Deno.writeTextFile(`${root}/huge`, "");
  await Deno.truncate(`${root}/huge`, RESULT_LIMITS.fileBytes + 1);
  const { files, large } = readResultFolder(root);
  assert.equal(files.size, 0);
  assert.equal(large.get("huge")?.sizeBytes, 268435457);
});

folderTest("the hash of a large file is that of its bytes, as long as it is what it was", async (root) => {
  const bytes = new Uint8Array(3_000_000).map((_, index) => index % 251);
  await Deno.writeFile(`${root}/large`, bytes);
  const file = readResultFolder(root, { fileBytes: 1_000_000 }).large.get("large");
  assert.equal(file?.sizeBytes, bytes.length);
  assert.equal(file?.hash(), hashOf(bytes));
  await Deno.writeFile(`${root}/large`, Uint8Array.of(1), { append: true });
  assert.equal(file?.hash(), null);
  await Deno.remove(`${root}/large`);
  assert.equal(file?.hash(), null);
});

folderTest("only the files that are asked for are read", async (root) => {
  for (const name of ["a", "b", "c"]) await Deno.writeTextFile(`${root}/${name}`, name);
  assert.deepEqual([...readResultFolder(root, { only: ["c", "a", "z"] }).files.keys()], ["a", "c"]);
});

folderTest("of a folder with very many entries some are read and the rest are counted", async (root) => {
  for (let index = 0; index < RESULT_LIMITS.entries + 5; index++) {
    await Deno.writeTextFile(`${root}/f${index}`, "");
  }
  const { files, unread } = readResultFolder(root);
  assert.equal(files.size, RESULT_LIMITS.entries);
  assert.deepEqual([...unread.keys()], ["(5 more entries)"]);
});

folderTest("a folder that is not there is the world's failure", (root) => {
  assert.throws(() => readResultFolder(`${root}/none`), WorldError);
  return Promise.resolve();
});
