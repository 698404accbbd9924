// Tests src/host/place_walk.ts: what is found in a tree, and where it is said that there is nothing.
import assert from "node:assert/strict";
import { diskFolder, type FolderView } from "../../src/host/folder_view.ts";
import { PlaceWalk } from "../../src/host/place_walk.ts";
import { findResults } from "../../src/host/result_finder.ts";
import { folderTest } from "../results/folder_of_results.ts";
import { zipOf } from "./zip_writer.ts";

const config = { bytes: new TextEncoder().encode("{}") };

/** What a word means below a folder: `result path`, in order. */
function placesOf(root: string, word: string): readonly string[] {
  const found = findResults(`${root}/${word}`, `${root}/results`);
  return "ok" in found
    ? found.ok.map(({ kind, path }) => `${kind} ${path.slice(root.length + 1)}`)
    : [found.problems[0].message.replaceAll(`${root}/`, "")];
}

folderTest("results are found at any depth, in folders and in zip files, in natural order", async (root) => {
  for (const path of ["c/10/a/b/c/d/e/r", "c/9/r", "c/8"]) {
    await Deno.mkdir(`${root}/${path}`, { recursive: true });
    await Deno.writeTextFile(`${root}/${path}/config.json`, "{}");
  }
  await Deno.mkdir(`${root}/c/8/inner`);
  await Deno.writeTextFile(`${root}/c/8/inner/config.json`, "{}");
  await Deno.writeFile(`${root}/c/11.ZIP`, zipOf([{ name: "x/y/manifest.json", ...config }]));
  await Deno.writeFile(`${root}/c/12.zip`, zipOf([{ name: "config.json", ...config }]));
  assert.deepEqual(placesOf(root, "c"), [
    "result c/8",
    "result c/9/r",
    "result c/10/a/b/c/d/e/r",
    "result c/11.ZIP/x/y",
    "result c/12.zip",
  ]);
  assert.deepEqual(placesOf(root, "c/11.ZIP"), ["result c/11.ZIP/x/y"]);
  assert.deepEqual(placesOf(root, "c/1?.zip"), ["result c/12.zip"]);
});

Deno.test("a walk ends at the first folder beyond the limit, which is said once", () => {
  const inner = (path: string): FolderView => ({
    path,
    argument: path,
    isOnDisk: true,
    entries: () => [],
    inner: () => inner(path),
    isResult: () => false,
    read: () => Promise.reject(new Error("nothing is read")),
  });
  const entries = Array.from(
    { length: 100_100 },
    (_, index) => ({ name: `${index}`, kind: "folder" } as const),
  );
  const walk = new PlaceWalk();
  const places = walk.below({ ...inner("c"), entries: () => entries, inner: (name) => inner(`c/${name}`) });
  assert.equal(places.length, 100_000);
  assert.deepEqual(places.filter(({ kind }) => kind === "unreadable"), [{
    kind: "unreadable",
    path: "c/99999",
    message: "cannot look for results in c/99999: at most 100000 folders are read",
  }]);
  assert.deepEqual(walk.inFolder(inner("d"), "named"), []);
});

folderTest(
  "no result is said of a folder in what was named, of an empty one anywhere, and of each zip file",
  async (root) => {
    const files = [
      "c/anna/results/r/config.json",
      "c/anna/src/main.ts",
      "c/ben/notes.txt",
      "c/x/y/dan/r/config.json",
    ];
    for (const path of [...files, "c/.hidden/a", "c/x/y/eva/answer.docx", "c/work.tar.gz", "c/readme.txt"]) {
      await Deno.mkdir(`${root}/${path}`.replace(/\/[^/]*$/, ""), { recursive: true });
      await Deno.writeTextFile(`${root}/${path}`, "");
    }
    await Deno.mkdir(`${root}/c/x/y/fay`);
    await Deno.writeTextFile(`${root}/c/x/y/fay/.DS_Store`, "");
    await Deno.writeFile(`${root}/c/x/gil.zip`, zipOf([{ name: "essay.txt", ...config }]));
    await Deno.writeFile(
      `${root}/c/x/hal.zip`,
      zipOf([{ name: "__MACOSX/._a", ...config }, { name: "in.zip", ...config }]),
    );
    await Deno.symlink(`${root}/c/anna`, `${root}/c/link`);
    assert.deepEqual(placesOf(root, "c"), [
      "result c/anna/results/r",
      "no_result c/ben",
      "no_result c/work.tar.gz",
      "no_result c/x/gil.zip",
      "no_result c/x/hal.zip/in.zip",
      "result c/x/y/dan/r",
      "no_result c/x/y/fay",
    ]);
    assert.deepEqual(placesOf(root, "c/ben"), [
      "there is no result in c/ben: there is no config.json and no manifest.json in it or below",
    ]);
    assert.deepEqual(placesOf(root, "c/x/gil.zip"), [
      "c/x/gil.zip: there is no config.json and no manifest.json in it or below",
    ]);
  },
);

folderTest(
  "of a folder without a result it is said that it is empty, or which link in it was not followed",
  async (root) => {
    await Deno.mkdir(`${root}/empty`);
    await Deno.mkdir(`${root}/real/r`, { recursive: true });
    await Deno.writeTextFile(`${root}/real/r/config.json`, "{}");
    await Deno.mkdir(`${root}/c/linked`, { recursive: true });
    await Deno.symlink("../../real/r", `${root}/c/linked/r`);
    const linked = "there is no config.json and no manifest.json in it or below; " +
      "c/linked/r is a link and is not followed";
    assert.deepEqual(placesOf(root, "empty"), ["there is no result in empty: it is empty"]);
    assert.deepEqual(placesOf(root, "c/linked"), [`there is no result in c/linked: ${linked}`]);
    const [place] = new PlaceWalk().inFolder(diskFolder(`${root}/c/linked`), "near");
    assert.ok(place.kind === "no_result");
    assert.equal(place.message.replaceAll(`${root}/`, ""), linked);
  },
);

folderTest("a folder that may not be read is one of the places, and ends nothing", async (root) => {
  await Deno.mkdir(`${root}/c/a/r`, { recursive: true });
  await Deno.writeTextFile(`${root}/c/a/r/config.json`, "{}");
  await Deno.writeTextFile(`${root}/c/b.zip`, "no zip");
  assert.deepEqual(placesOf(root, "c"), ["result c/a/r", "unreadable c/b.zip"]);
});
