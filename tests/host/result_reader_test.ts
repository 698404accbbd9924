// Tests src/host/result_reader.ts: what is read, and above all what is not.
import assert from "node:assert/strict";
import { FILE_LIMITS } from "../../src/results/file_limits.ts";
import { readResultFolder, RESULT_LIMITS } from "../../src/host/result_reader.ts";
import { WorldError } from "../../src/host/world_error.ts";
import { folderTest } from "../results/folder_of_results.ts";

folderTest("regular files are read; links, folders and pipes are listed as unread", async (root) => {
  await Deno.writeTextFile(`${root}/log.txt`, "a");
  await Deno.symlink(`${root}/log.txt`, `${root}/link`);
  await Deno.symlink(`${root}/nowhere`, `${root}/dangling`);
  await Deno.mkdir(`${root}/sub`);
  await new Deno.Command("mkfifo", { args: [`${root}/pipe`] }).output();
  const { files, unread } = await readResultFolder(root);
  assert.deepEqual([...files.keys()], ["log.txt"]);
  assert.deepEqual(Object.fromEntries(unread), {
    dangling: "it is a link",
    link: "it is a link",
    pipe: "it is not a regular file",
    sub: "it is a folder",
  });
});

folderTest("a file above the limit is not taken into memory and has the hash of its bytes", async (root) => {
  await Deno.writeTextFile(`${root}/trials.csv`, "trial 1");
  await Deno.truncate(`${root}/trials.csv`, RESULT_LIMITS.fileBytes + 1);
  const { files, large } = await readResultFolder(root);
  assert.equal(files.size, 0);
  const file = large.get("trials.csv");
  assert.equal(file?.sizeBytes, 268435457);
  // By sha256sum.
  assert.equal(file?.hash(), "089e9e1b2ec28bf252b6efb92b09db19b70938ef0a0e242ee196f67f4a727eb7");
});

folderTest("a file that is larger than such a file can be is not read at all", async (root) => {
  for (const [name, sizeBytes] of FILE_LIMITS) {
    await Deno.writeTextFile(`${root}/${name}`, "");
    await Deno.truncate(`${root}/${name}`, sizeBytes + 1);
  }
  const { files, large, unread } = await readResultFolder(root);
  assert.deepEqual([files.size, large.size], [0, 0]);
  assert.equal(
    unread.get("manifest.json"),
    "it has 1048577 bytes, more than any such file of a result",
  );
  assert.equal(unread.size, FILE_LIMITS.size);
});

folderTest("only the files that are asked for are read", async (root) => {
  for (const name of ["config.json", "log.txt", "loss.csv"]) {
    await Deno.writeTextFile(`${root}/${name}`, name);
  }
  const only = ["loss.csv", "config.json", "model.json"];
  assert.deepEqual([...(await readResultFolder(root, { only })).files.keys()], ["loss.csv", "config.json"]);
});

folderTest("of a folder with very many entries some are read and the rest are counted", async (root) => {
  for (let index = 0; index < RESULT_LIMITS.entries + 5; index++) {
    await Deno.writeTextFile(`${root}/f${index}`, "");
  }
  const { large, unread } = await readResultFolder(root);
  assert.equal(large.size, RESULT_LIMITS.entries - FILE_LIMITS.size);
  assert.deepEqual([...unread.keys()], [`(${5 + FILE_LIMITS.size} more entries)`]);
});

folderTest("a folder that is not there is the world's failure", async (root) => {
  await assert.rejects(readResultFolder(`${root}/none`), WorldError);
});
