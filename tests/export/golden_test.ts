// The exports of the classic run, as files to read: any byte that changes shows here. Written anew by
// `deno test -A tests/export/golden_test.ts -- --update`.
import assert from "node:assert/strict";
import { parseExperiment, runExperiment } from "../../mod.ts";
import { exportedFile, exportForms } from "../../src/export/forms.ts";
import { hashOf } from "../../src/results/hashed_files.ts";
import { textOf } from "../architecture/layers.ts";
import { projectPath } from "../project_path.ts";

const FOLDER = "tests/golden/export";
const credit = { author: "Ada Lovelace", license: "https://spdx.org/licenses/CC-BY-4.0", date: "2030-01-31" };

Deno.test("the classic run gives these files, byte for byte", () => {
  const outcome = runExperiment(parseExperiment(textOf("experiments/gender.yaml")));
  const hashes: string[] = [];
  for (const form of exportForms) {
    const read = exportedFile(outcome, form, { credit });
    assert.ok("ok" in read, form.name);
    const { name, bytes } = read.ok;
    hashes.push(`${hashOf(bytes)}  ${name}\n`);
    // Of files that nobody reads the hash is enough.
    const isText = !bytes.includes(0) && bytes.length < 20_000;
    if (!isText) continue;
    const path = projectPath(`${FOLDER}/${name}`);
    if (Deno.args.includes("--update")) Deno.writeFileSync(path, bytes);
    assert.deepEqual(Deno.readFileSync(path), bytes, name);
  }
  const path = projectPath(`${FOLDER}/sha256sums.txt`);
  if (Deno.args.includes("--update")) Deno.writeTextFileSync(path, hashes.join(""));
  assert.equal(Deno.readTextFileSync(path), hashes.join(""));
});
