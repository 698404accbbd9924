// The library against the golden folder, byte for byte.
// `deno test -A tests/library/golden_test.ts -- --update` writes the folder anew.

import assert from "node:assert/strict";
import { hashOf } from "../../src/results/hashed_files.ts";
import { bytesOf } from "../../src/results/file_content.ts";
import { parseExperiment, resultFiles, runExperiment } from "../../mod.ts";
import { ROOT } from "../architecture/layers.ts";
import { readGolden, writeGolden } from "./golden_folder.ts";

const text = await Deno.readTextFile(new URL("experiments/gender.yaml", ROOT));
const files = resultFiles(runExperiment(parseExperiment(text, { fileName: "gender.yaml" })));
if (Deno.args.includes("--update")) await writeGolden(files);

Deno.test("pinned: gender.yaml gives the golden folder, byte for byte", async () => {
  const golden = await readGolden();
  assert.deepEqual(Object.keys(golden), [...files.keys()].sort());
  for (const [name, content] of files) {
    assert.equal(new TextDecoder().decode(bytesOf(content)), golden[name], name);
  }
});

Deno.test("the golden manifest holds the size and the hash of every other golden file", async () => {
  const { "manifest.json": manifest, ...others } = await readGolden();
  const entries = Object.entries(others).map(([name, content]) => {
    const { length } = new TextEncoder().encode(content);
    return [name, { bytes: length, sha256: hashOf(content) }];
  });
  assert.deepEqual(JSON.parse(manifest).files, Object.fromEntries(entries));
});
