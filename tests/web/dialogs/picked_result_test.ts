// Folders and zip files as a browser gives them when they are picked or dropped, and what is taken of them.

import assert from "node:assert/strict";
import { zipOf } from "../../../src/results/zip_archive.ts";
import {
  droppedFolder,
  pickedFolder,
  type PickedResult,
  resultIn,
} from "../../../src/web/dialogs/picked_result.ts";

/** A file of a folder that was picked. */
function fileAt(path: string, content = path, sizeBytes?: number): File {
  const file = new File([content], path.replace(/^.*\//, ""));
  Object.defineProperty(file, "webkitRelativePath", { value: path });
  if (sizeBytes !== undefined) {
    Object.defineProperty(file, "size", { value: sizeBytes });
    Object.defineProperty(file, "arrayBuffer", { value: () => assert.fail("it is read") });
  }
  return file;
}

/** A folder that was dropped, as a browser shows it: some entries at a time. */
function dropped(name: string, entries: readonly object[]): FileSystemDirectoryEntry {
  const left = [...entries];
  const readEntries = (resolve: (entries: readonly object[]) => void) => resolve(left.splice(0, 2));
  return {
    name,
    isDirectory: true,
    createReader: () => ({ readEntries }),
  } as unknown as FileSystemDirectoryEntry;
}

function entryOf(file: File): object {
  return { name: file.name, isFile: true, file: (resolve: (file: File) => void) => resolve(file) };
}

/** What is read, in words. */
async function told(picked: PickedResult | null): Promise<unknown> {
  assert.ok(picked !== null);
  const read = await resultIn(picked);
  if ("problems" in read) return read.problems[0].message;
  const { files, folderName } = read.ok;
  return [folderName, ...[...files].map(([name, bytes]) => `${name}: ${new TextDecoder().decode(bytes)}`)];
}

const RESULT = ["seed-1/manifest.json", "seed-1/log.txt", "seed-1/loss.csv"];
const READ = [
  "seed-1",
  "manifest.json: seed-1/manifest.json",
  "log.txt: seed-1/log.txt",
  "loss.csv: seed-1/loss.csv",
];

Deno.test("a folder is read the same, its name too, whether it is picked or dropped", async () => {
  const files = RESULT.map((path) => fileAt(path));
  assert.deepEqual(await told(pickedFolder(files)), READ);
  assert.deepEqual(await told(await droppedFolder(dropped("seed-1", files.map(entryOf)))), READ);
});

Deno.test("what lies in a folder below a result is no part of it", async () => {
  const files = ["seed-1/old/manifest.json", ...RESULT, "seed-1/old/log.txt"].map((path) => fileAt(path));
  assert.deepEqual(await told(pickedFolder(files)), READ);
});

Deno.test("of a folder of results nothing is mixed: it is told that one of them is to be taken", async () => {
  const paths = ["seed-1", "seed-2"].flatMap((seed) =>
    ["manifest.json", "loss.csv"].map((name) => `gender/${seed}/${name}`)
  );
  const words = "gender holds no result itself: take one of its folders: seed-1, seed-2";
  assert.equal(await told(pickedFolder(paths.map((path) => fileAt(path)))), words);
  const folders = ["seed-1", "seed-2"].map((name) => ({ name, isDirectory: true, isFile: false }));
  assert.equal(await told(await droppedFolder(dropped("gender", folders))), words);
});

Deno.test("what is larger than such a file of a result can be is refused before it is read", async () => {
  const mib = 1024 * 1024;
  const folder = (...files: readonly File[]) => told(pickedFolder([fileAt("a/manifest.json"), ...files]));
  const words = "more than such a file of a result: leave it out";
  assert.equal(await folder(fileAt("a/film.mp4", "", 17 * mib)), `film.mp4 has ${17 * mib} bytes, ${words}`);
  assert.equal(
    await folder(fileAt("a/trials.csv", "", 600 * mib)),
    `trials.csv has ${600 * mib} bytes, ${words}`,
  );
  const zip = fileAt("a.zip", "", 600 * mib);
  assert.equal(await told({ kind: "zip", file: zip }), `a.zip has ${600 * mib} bytes, ${words}`);
});

Deno.test("a zip file is read, and one that is none is told", async () => {
  const zip = new File([zipOf(new Map([["log.txt", "x"]]), "seed-1").slice()], "a.zip");
  assert.deepEqual(await told({ kind: "zip", file: zip }), ["seed-1", "log.txt: x"]);
  const other = new File(["no"], "a.zip");
  assert.match(String(await told({ kind: "zip", file: other })), /^the zip file cannot be read: /);
});

Deno.test("what cannot be read is told, and throws nothing", async () => {
  const gone = fileAt("a/manifest.json");
  Object.defineProperty(gone, "arrayBuffer", { value: () => Promise.reject(new Error("gone")) });
  assert.equal(
    await told(pickedFolder([gone])),
    "manifest.json cannot be read: it was changed or removed; pick it again",
  );
  const refusing = { readEntries: (_: unknown, reject: (error: Error) => void) => reject(new Error("no")) };
  const folder = { name: "a", createReader: () => refusing } as unknown as FileSystemDirectoryEntry;
  assert.equal(await droppedFolder(folder), null);
});
