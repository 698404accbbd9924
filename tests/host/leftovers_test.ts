// Tests src/host/leftovers.ts and sweep_lock.ts: what is removed of what writers left, and what is not.
import assert from "node:assert/strict";
import { putBackReplaced, removeLeftovers, removeReplaced } from "../../src/host/leftovers.ts";
import { removeFinished } from "../../src/host/sweep_lock.ts";
import { makeOld } from "../crash/whole_folder.ts";
import { folderTest } from "../results/folder_of_results.ts";
import { namesIn } from "./sweep_folder.ts";

const WRITER = ".partial-12345678-1234-4234-8234-123456789abc";

/** Makes files by path, with their folders; a path that ends with a slash is a folder. */
function make(root: string, ...paths: readonly string[]): void {
  for (const path of paths.map((below) => `${root}/${below}`)) {
    Deno.mkdirSync(path.slice(0, path.lastIndexOf("/")), { recursive: true });
    if (!path.endsWith("/")) Deno.writeTextFileSync(path, "mine");
  }
}

/** What is left once all is old. */
function leftOf(root: string): readonly string[] {
  makeOld(root);
  removeLeftovers(root);
  removeFinished(root);
  return namesIn(root);
}

folderTest("what a writer that is gone left is removed", (root) => {
  make(root, `${WRITER}/loss.csv`, `${WRITER}.lock`, `${WRITER}.gone/part-00001.checkpoint`);
  make(root, "sweep-12345678/", ".sweep-12345678/part-00000", ".sweep-12345678.lock");
  make(root, "seed-42-12345678/", ".seed-42-12345678/part-00000.checkpoint");
  removeLeftovers(root);
  removeFinished(root);
  assert.equal(namesIn(root).length, 8, "it may be at work");
  assert.deepEqual(leftOf(root), ["seed-42-12345678", "sweep-12345678"]);
});

folderTest(
  "a folder that cannot be listed keeps its leftovers, and nobody is told: a later run removes them",
  (root) => {
    make(root, `${WRITER}/loss.csv`, `${WRITER}.lock`);
    const { readDirSync } = Deno;
    Deno.readDirSync = () => {
      throw new Error("Input/output error (os error 5)");
    };
    try {
      removeLeftovers(root);
    } finally {
      Deno.readDirSync = readDirSync;
    }
    assert.deepEqual(leftOf(root), []);
  },
);

folderTest(
  "a replaced result that cannot be removed yet, as a file of it is being read elsewhere, has its name no more",
  (root) => {
    const replaced = `${WRITER}.replaced.seed-42-12345678`;
    make(root, `${replaced}/loss.csv`, "seed-42-12345678/loss.csv");
    const { removeSync } = Deno;
    Deno.removeSync = () => {
      throw new Error("Operation not permitted (os error 1)");
    };
    try {
      removeReplaced(`${root}/${replaced}`, `${root}/seed-42-12345678`);
    } finally {
      Deno.removeSync = removeSync;
    }
    assert.equal(namesIn(root).length, 2);
    assert.ok(!namesIn(root).includes(replaced));
    assert.deepEqual(leftOf(root), ["seed-42-12345678"]);
  },
);

folderTest("a stranger's files in folders of ours stay, and what lies beside them", (root) => {
  make(root, `${WRITER}/loss.csv`, `${WRITER}/notes.txt`);
  make(root, "sweep-12345678/", ".sweep-12345678/part-00000", ".sweep-12345678/part-00001/notes.txt");
  make(root, "seed-42-12345678/", ".seed-42-12345678/notes.txt");
  leftOf(root);
  assert.deepEqual(namesIn(`${root}/${WRITER}`), ["loss.csv", "notes.txt"]);
  assert.deepEqual(namesIn(`${root}/.sweep-12345678`), ["part-00000", "part-00001"]);
  assert.deepEqual(namesIn(`${root}/.sweep-12345678/part-00001`), ["notes.txt"]);
  assert.deepEqual(namesIn(`${root}/.seed-42-12345678`), ["notes.txt"]);
});

folderTest("what claims to be of a time yet to come is removed as what is old", (root) => {
  make(root, `${WRITER}/loss.csv`, `${WRITER}.lock`);
  const future = new Date(Date.now() + 48 * 3600 * 1000);
  for (const path of [`${WRITER}/loss.csv`, WRITER, `${WRITER}.lock`]) {
    Deno.utimeSync(`${root}/${path}`, future, future);
  }
  removeLeftovers(root);
  assert.deepEqual(namesIn(root), []);
});

folderTest(
  "a result that was taken out of the way comes back, and stays where something has its name",
  (root) => {
    make(root, `${WRITER}.replaced.seed-1-12345678/loss.csv`, `${WRITER}.replaced.seed-2-12345678/loss.csv`);
    Deno.symlinkSync("nowhere", `${root}/seed-2-12345678`);
    putBackReplaced(root);
    const wanted = [`${WRITER}.replaced.seed-2-12345678`, "seed-1-12345678", "seed-2-12345678"];
    assert.deepEqual(namesIn(root), wanted);
    assert.deepEqual(leftOf(root), wanted);
  },
);
