// Tests src/results/zip_archive.ts and zip_reader.ts: other programs read what is written, and hostile files do no harm.

import assert from "node:assert/strict";
import { parseExperiment } from "../../src/experiment/reading/parse_experiment.ts";
import { resultFolder } from "../../src/experiment/experiment_id.ts";
import { bytesOf } from "../../src/results/file_content.ts";
import { hashOf } from "../../src/results/hashed_files.ts";
import { resultFiles } from "../../src/results/result_files.ts";
import { zipOf } from "../../src/results/zip_archive.ts";
import { readZip } from "../../src/results/zip_reader.ts";
import { runExperiment } from "../../src/run/run_experiment.ts";
import { pythonWith } from "../python.ts";
import { requireOrSkip } from "../requirement.ts";
import { projectPath } from "../project_path.ts";

const GENDER = Deno.readTextFileSync(projectPath("experiments/gender.yaml"));
const experiment = parseExperiment(GENDER);
const files = resultFiles(runExperiment(experiment));
const folder = resultFolder(experiment).split("/")[1];
const zip = zipOf(files, folder);

async function problemOf(bytes: Uint8Array): Promise<string> {
  const read = await readZip(bytes);
  return "problems" in read ? read.problems[0].message : "read";
}

const python3 = await pythonWith("zipfile");
const ignore = requireOrSkip(python3 !== null, "Python", "Debian's python3");

/** What a Python program prints; it finds the bytes in `z.zip`, and may change them. */
async function python(
  program: string,
  bytes?: Uint8Array,
): Promise<{ printed: string; zip: Uint8Array | null }> {
  const cwd = await Deno.makeTempDir();
  try {
    if (bytes !== undefined) await Deno.writeFile(`${cwd}/z.zip`, bytes);
    const command = new Deno.Command(python3!, { args: ["-W", "ignore", "-c", program], cwd });
    const { success, stdout, stderr } = await command.output();
    assert.ok(success, new TextDecoder().decode(stderr));
    const zip = await Deno.readFile(`${cwd}/z.zip`).catch(() => null);
    return { printed: new TextDecoder().decode(stdout), zip };
  } finally {
    await Deno.remove(cwd, { recursive: true });
  }
}

/** A zip file whose entries Python packs. */
async function packed(entries: readonly (readonly [name: string, text: string])[]): Promise<Uint8Array> {
  const { zip } = await python(`import json, zipfile
with zipfile.ZipFile("z.zip", "w", zipfile.ZIP_DEFLATED) as z:
  for name, text in json.loads(r'''${JSON.stringify(entries)}'''): z.writestr(name, text)`);
  return zip!;
}

Deno.test("the files of a result come out of their zip file as they went in", async () => {
  const read = await readZip(zip);
  assert.ok("ok" in read);
  assert.equal(read.ok.folderName, "seed-42-fd52df8d");
  assert.deepEqual([...read.ok.files].map(([name]) => name), [...files.keys()]);
  for (const [name, content] of files) assert.deepEqual(read.ok.files.get(name), bytesOf(content));
});

Deno.test("a zip file of given files has one SHA-256 everywhere (pinned)", () => {
  const some = new Map([["log.txt", files.get("log.txt")!], ["loss.csv", files.get("loss.csv")!]]);
  assert.equal(
    hashOf(zipOf(some, folder)),
    "905060d278be9a7616627dc9d6cc4c790b73879514bab4023326c413d9c30282",
  );
  assert.deepEqual(zipOf(new Map()), new Uint8Array([80, 75, 5, 6, ...new Array(18).fill(0)]));
});

Deno.test({
  name: "Python reads the same files from it, and finds no fault",
  ignore,
  async fn() {
    const { printed } = await python(
      `import hashlib, zipfile
z = zipfile.ZipFile("z.zip")
assert z.testzip() is None
for i in z.infolist(): print(i.filename, hashlib.sha256(z.read(i)).hexdigest(), i.date_time, oct(i.external_attr >> 16))`,
      zip,
    );
    const wanted = [...files].map(([name, content]) =>
      `${folder}/${name} ${hashOf(content)} (1980, 1, 1, 0, 0, 0) 0o100644\n`
    );
    assert.equal(printed, wanted.join(""));
  },
});

Deno.test({
  name: "packed files are read, with a folder around them or none, beside what a system adds",
  ignore,
  async fn() {
    const text = "epoch,loss\n".repeat(1000);
    for (
      const [around, folderName] of [["", null], ["seed-1-01234567/", "seed-1-01234567"], [
        "a/b/",
        "b",
      ]] as const
    ) {
      const read = await readZip(
        await packed([
          [`${around}loss.csv`, text],
          [`${around}.DS_Store`, "x"],
          [`__MACOSX/${around}._loss.csv`, "x"],
        ]),
      );
      assert.ok("ok" in read);
      assert.equal(read.ok.folderName, folderName);
      assert.deepEqual([...read.ok.files.keys()], ["loss.csv"]);
      assert.equal(new TextDecoder().decode(read.ok.files.get("loss.csv")), text);
    }
  },
});

Deno.test({
  name: "names that lead out of the folder, into another or to two files are refused",
  ignore,
  async fn() {
    for (const name of ["../log.txt", "/etc/passwd", "a/../../b", "a\\..\\..\\b", "..", "sub/log.txt"]) {
      assert.match(
        await problemOf(await packed([[name, "x"], ["loss.csv", "y"]])),
        /lie in one folder|leads out of it/,
        name,
      );
    }
    assert.match(await problemOf(await packed([["log.txt", "x"], ["log.txt", "y"]])), /holds log.txt twice/);
  },
});

Deno.test({
  name: "a file that says it is small and unpacks to gigabytes is given up, and so is one that is honest",
  ignore,
  async fn() {
    const honest = (await python(`import zipfile
with zipfile.ZipFile("z.zip", "w", zipfile.ZIP_DEFLATED) as z: z.writestr("notes.txt", b"0" * 100_000_000)`))
      .zip!;
    assert.match(await problemOf(honest), /has 100000000 bytes, more than such a file of a result/);
    const view = new DataView(honest.buffer);
    const central = honest.length - 22 - view.getUint32(honest.length - 22 + 12, true);
    view.setUint32(central + 24, 1000, true);
    assert.match(await problemOf(honest), /"notes.txt": its packed bytes are damaged/);
  },
});

Deno.test("a zip file with any byte changed reads as it was or is refused, and never throws", async () => {
  const small = zipOf(
    new Map([["log.txt", "Emily: 0.949 - F\n"], ["loss.csv", "epoch,loss\n0,0.25\n"]]),
    "gender",
  );
  let refusedCount = 0;
  for (let at = 0; at < small.length; at++) {
    for (const flip of [1, 128, 255]) {
      const changed = small.slice();
      changed[at] ^= flip;
      const read = await readZip(changed);
      if ("problems" in read) refusedCount++;
      else for (const [name, bytes] of read.ok.files) assert.ok(bytes.length < 30, name);
    }
    assert.notEqual(await problemOf(small.subarray(0, at)), "read");
  }
  assert.ok(refusedCount > small.length);
});

Deno.test("what is no zip file is refused with a way out", async () => {
  for (const bytes of [new Uint8Array(), new Uint8Array(1000), new TextEncoder().encode(GENDER)]) {
    assert.match(await problemOf(bytes), /it is no zip file, or it is cut off/);
  }
});
