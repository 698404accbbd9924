// `SHA256SUMS` and who made a result: in format 2 in its folder, in format 1 nowhere but by `report --sums`.
import assert from "node:assert/strict";
import { PROGRAM_HOMEPAGE, PROGRAM_VERSION } from "../../src/experiment/versions.ts";
import { hashOf } from "../../src/results/hashed_files.ts";
import { sumsOf } from "../../src/results/sha256_sums.ts";
import { readManifest } from "../../src/results/stored_manifest.ts";
import { verify } from "../../src/verify/verify.ts";
import { HELD_OUT } from "../many_outputs.ts";
import { canRun, requireOrSkip } from "../requirement.ts";
import { runSeedbed } from "../seedbed_process.ts";
import { folderTest, writeFolder, writeResults } from "./folder_of_results.ts";
import { changeText, PEOPLE, putText, storedFiles, textIn } from "./stored_examples.ts";

/** Makes sums and manifest agree with the files again, as an honest writer of these files would have. */
function repair(files: Map<string, Uint8Array>): void {
  const manifest = JSON.parse(textIn(files, "manifest.json"));
  const entryOf = (name: string) => ({ bytes: files.get(name)!.length, sha256: hashOf(files.get(name)!) });
  for (const name of Object.keys(manifest.files)) manifest.files[name] = entryOf(name);
  putText(files, "SHA256SUMS", sumsOf(new Map(Object.entries(manifest.files))));
  manifest.files.SHA256SUMS = entryOf("SHA256SUMS");
  for (const [name, entry] of Object.entries<{ bytes: number; sha256: string }>(manifest.files)) {
    const text = textIn(files, "manifest.json");
    const line = new RegExp(`"${name.replace(".", "\\.")}": \\{ "bytes": \\d+, "sha256": "\\w+" \\}`);
    assert.match(text, line);
    putText(
      files,
      "manifest.json",
      text.replace(line, `"${name}": { "bytes": ${entry.bytes}, "sha256": "${entry.sha256}" }`),
    );
  }
}

Deno.test("in format 2 the manifest names the program with version and address, and the sums of all files before it", () => {
  const files = storedFiles(HELD_OUT);
  const manifest = JSON.parse(textIn(files, "manifest.json"));
  assert.deepEqual(manifest.program, {
    name: "Seedbed",
    version: PROGRAM_VERSION,
    homepage: PROGRAM_HOMEPAGE,
  });
  assert.ok(!("reports_drawn_by" in manifest));
  const lines = textIn(files, "SHA256SUMS").trimEnd().split("\n").map((line) => line.split("  "));
  const named = [...files.keys()].filter((name) => name !== "SHA256SUMS" && name !== "manifest.json");
  assert.deepEqual(lines, named.map((name) => [hashOf(files.get(name)!), name]));
  assert.ok(Object.hasOwn(manifest.files, "SHA256SUMS"));
  for (const name of ["report.md", "report.html"]) {
    const text = textIn(files, name);
    assert.ok(text.includes(`Seedbed ${PROGRAM_VERSION}`) && text.includes(PROGRAM_HOMEPAGE), name);
  }
});

Deno.test("format 1 has no new file, no new key and no signature", () => {
  const files = storedFiles(PEOPLE);
  assert.ok(!files.has("SHA256SUMS"));
  const manifest = JSON.parse(textIn(files, "manifest.json"));
  assert.deepEqual(Object.keys(manifest), ["format", "numerics", "kind", "id", "reports_drawn_by", "files"]);
  for (const name of ["report.md", "report.html"]) assert.ok(!textIn(files, name).includes(PROGRAM_HOMEPAGE));
});

Deno.test("sums that were changed are told, and so are those that were made to fit", () => {
  const files = storedFiles(HELD_OUT);
  const whole = textIn(files, "SHA256SUMS");
  putText(files, "SHA256SUMS", whole.replace(/^./, (digit) => digit === "0" ? "1" : "0"));
  const check = verify(files).files.find(({ name }) => name === "SHA256SUMS");
  assert.equal(check?.verdict, "different");
  putText(files, "SHA256SUMS", whole);
  changeText(files, "loss.csv", /\d(?=\n$)/, "1$&");
  repair(files);
  const wrong = verify(files).files.filter(({ verdict }) => verdict !== "same").map(({ name }) => name);
  assert.deepEqual(wrong, ["loss.csv", "SHA256SUMS", "manifest.json"]);
});

Deno.test("a file in other words, or reports of another version, with sums that fit are as they should be", () => {
  const files = storedFiles(HELD_OUT);
  putText(files, "experiment.yaml", `# in other words\n${textIn(files, "experiment.yaml")}`);
  repair(files);
  assert.equal(verify(files).verdict, "same");
  changeText(files, "report.html", "<body>", "<body><!-- drawn otherwise -->");
  changeText(files, "manifest.json", `"version": "${PROGRAM_VERSION}"`, '"version": "0.0.9"');
  changeText(files, "manifest.json", PROGRAM_HOMEPAGE, "https://elsewhere.example/seedbed");
  repair(files);
  assert.equal(verify(files).verdict, "same_figures");
  changeText(files, "manifest.json", '"version": "0.0.9"', `"version": "${PROGRAM_VERSION}"`);
  assert.equal(verify(files).verdict, "different", "this version knows its own address");
});

Deno.test("a program without a version, or with no address, makes a manifest damaged", () => {
  for (
    const [from, to, message] of [
      [
        `"version": "${PROGRAM_VERSION}"`,
        '"version": "new"',
        /program\.version must be a version of the program/,
      ],
      [`"version": "${PROGRAM_VERSION}", `, "", /program\.version must be a version of the program/],
      [PROGRAM_HOMEPAGE, "javascript:alert(1)", /program\.homepage must be an address, such as jsr:/],
    ] as const
  ) {
    const files = storedFiles(HELD_OUT);
    changeText(files, "manifest.json", from, to);
    const read = readManifest(files);
    assert.match("problems" in read ? read.problems[0].message : "", message);
  }
});

const hasSums = await canRun("sha256sum", ["--version"]);

async function sha256sum(cwd: string, list: string): Promise<string> {
  const args = ["-c", "sha256sum -c", "sh"];
  const process = new Deno.Command("sh", { args, cwd, stdin: "piped", stdout: "piped", stderr: "piped" })
    .spawn();
  const writer = process.stdin.getWriter();
  await writer.write(new TextEncoder().encode(list));
  await writer.close();
  const { success, stdout, stderr } = await process.output();
  const text = new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr);
  return `${success ? "success" : "failure"}\n${text}`;
}

if (!requireOrSkip(hasSums, "sha256sum", "coreutils of any Linux")) {
  folderTest("sha256sum takes the sums of both formats, and finds what was changed", async (root) => {
    const files = storedFiles(HELD_OUT);
    await writeFolder(`${root}/mailed`, files);
    const inFolder = await sha256sum(`${root}/mailed`, textIn(files, "SHA256SUMS"));
    assert.match(inFolder, /^success\nexperiment\.yaml: OK\n/);
    assert.equal(inFolder.match(/: OK$/gm)?.length, files.size - 2);
    const [folder] = await writeResults(root, [7]);
    const { stdout, code } = await runSeedbed(["report", "people", "--sums"], root);
    assert.equal(code, 0);
    assert.equal((await sha256sum(root, stdout)).match(/: OK$/gm)?.length, 9);
    await Deno.writeTextFile(`${root}/${folder}/loss.csv`, "x");
    assert.match(await sha256sum(root, stdout), /^failure\n[^]*loss\.csv: FAILED\n/);
  });
}

folderTest(
  "a sweep of format 2 has the same bytes whether trials.parquet came with it or later",
  async (root) => {
    await Deno.writeTextFile(`${root}/held.yaml`, HELD_OUT);
    const sweep = ["run", "held.yaml", "seed=1..3", "epochs=5"];
    for (
      const args of [[...sweep, "-o", "a", "--parquet"], [...sweep, "-o", "b"], [
        ...sweep,
        "-o",
        "b",
        "--parquet",
      ]]
    ) {
      const { code, stderr } = await runSeedbed(args, root);
      assert.equal(code, 0, stderr);
    }
    const { stdout } = await new Deno.Command("diff", { args: ["-r", "a", "b"], cwd: root }).output();
    assert.equal(new TextDecoder().decode(stdout), "");
    const { code, stdout: verified } = await runSeedbed(["verify", "a", "b"], root);
    assert.equal(code, 0, verified);
    const again = await runSeedbed([...sweep, "-o", "b"], root);
    assert.match(again.stderr, /^found b\//m);
  },
);

folderTest("run finds a result of format 2 that is worded otherwise, and tells a wrong sum", async (root) => {
  await Deno.writeTextFile(`${root}/held.yaml`, HELD_OUT);
  const first = await runSeedbed(["run", "held.yaml", "--json"], root);
  const { folder } = JSON.parse(first.stdout);
  await Deno.writeTextFile(`${root}/held.yaml`, `# in other words\n${HELD_OUT}`);
  const found = await runSeedbed(["run", "held.yaml"], root);
  assert.equal(found.code, 0, found.stderr);
  assert.match(found.stderr, /^found /m);
  await Deno.writeTextFile(`${root}/${folder}/SHA256SUMS`, "x\n");
  const wrong = await runSeedbed(["run", "held.yaml"], root);
  assert.equal(wrong.code, 1);
  assert.match(wrong.stderr, /^differs [^\n]*SHA256SUMS/m);
});

Deno.test("every command says which version it is and where it is found", async () => {
  for (
    const args of [["--version"], ["run", "--version"], ["verify", "--version"], ["schema", "--version"]]
  ) {
    const { code, stdout } = await runSeedbed(args);
    assert.equal(code, 0);
    assert.equal(stdout, `Seedbed ${PROGRAM_VERSION}\n${PROGRAM_HOMEPAGE}\nnumerics 1, formats 1 and 2\n`);
  }
});
