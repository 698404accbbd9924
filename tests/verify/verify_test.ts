// Tests src/verify/verify.ts, first_difference.ts and origin.ts by tampering with folders.
import assert from "node:assert/strict";
import fc from "npm:fast-check@4.3.0";
import { placeText } from "../../src/verify/difference.ts";
import { parseExperiment } from "../../src/experiment/reading/parse_experiment.ts";
import { exportedFile, exportForms } from "../../src/export/forms.ts";
import { bytesOf } from "../../src/results/file_content.ts";
import { FILES_BESIDE } from "../../src/results/file_limits.ts";
import { resultFiles } from "../../src/results/result_files.ts";
import { runExperiment } from "../../src/run/run_experiment.ts";
import { hashOf } from "../../src/results/hashed_files.ts";
import { verify } from "../../src/verify/verify.ts";
import { HELD_OUT_WORDS } from "../many_outputs.ts";
import { caseCount } from "../requirement.ts";
import {
  changeText,
  DIVERGING,
  PEOPLE,
  putText,
  repairManifest,
  storedFiles,
  textIn,
} from "../results/stored_examples.ts";
import { checkOf, wrong } from "./file_checks.ts";

for (const [what, text] of Object.entries({ PEOPLE, DIVERGING, HELD_OUT_WORDS })) {
  Deno.test(`an untouched folder is the same: ${what}`, () => {
    const verification = verify(storedFiles(text));
    assert.equal(verification.verdict, "same");
    assert.deepEqual(wrong(verification), []);
    assert.deepEqual(verification.origin, { kind: "same", dataFile: null });
    assert.equal(verification.kind, "run");
  });
}

Deno.test("what only follows from an overridden setting is not named with it", () => {
  const text = PEOPLE.replace("training: {", "training: { momentum: 0.9,");
  assert.notEqual(text, PEOPLE);
  const { origin } = verify(storedFiles(text, ["optimizer=adam", "beta1=0.8"]));
  assert.deepEqual(origin, {
    kind: "overrides",
    keys: ["training.optimizer", "training.beta1"],
    dataFile: null,
  });
});

Deno.test("a run with overrides is the same, and the overridden settings are named", () => {
  const verification = verify(storedFiles(PEOPLE, ["seed=7", "learning_rate=0.5", "weight.shift=130"]));
  assert.equal(verification.verdict, "same");
  assert.deepEqual(verification.origin, {
    kind: "overrides",
    keys: ["dataset.features.weight.shift", "init.seed", "training.learning_rate"],
    dataFile: null,
  });
});

Deno.test("a changed digit of a loss is reported with its epoch, its line, both values and their distance", () => {
  const files = storedFiles(PEOPLE);
  const line = textIn(files, "loss.csv").split("\n")[3];
  assert.equal(line, "20,0.1658844535395937");
  changeText(files, "loss.csv", "0.1658844535395937", "0.16588445353959373");
  const verification = verify(files);
  assert.equal(verification.verdict, "different");
  assert.deepEqual(wrong(verification), ["loss.csv different"]);
  assert.deepEqual(checkOf(verification, "loss.csv").difference, {
    line: 4,
    place: { epoch: 20 },
    found: "0.16588445353959373",
    wanted: "0.1658844535395937",
    ulp: "1",
  });
});

Deno.test("a changed file whose hash was put into the manifest is found all the same, and so is the manifest", () => {
  const files = storedFiles(PEOPLE);
  changeText(files, "loss.csv", "0.1658844535395937", "0.1658844535395939");
  repairManifest(files);
  const verification = verify(files);
  assert.deepEqual(wrong(verification), ["loss.csv different", "manifest.json different"]);
  assert.deepEqual(checkOf(verification, "loss.csv").notes, [
    "it has the hash in manifest.json all the same",
  ]);
  const { difference } = checkOf(verification, "manifest.json");
  assert.equal(difference?.place.key, "files.loss.csv.sha256");
});

Deno.test("places are named by query, parameter and key", () => {
  const places: [string, string | RegExp, string, string][] = [
    ["predictions.csv", /Emily,128,63,0\.(\d)/, "Emily,128,63,0.1$1", "query Emily, output"],
    ["predictions.csv", /(Frank.*),155/, "$1,156", "query =Frank, the tall, weight"],
    ["predictions.csv", ",F\n", ",M\n", "query Emily, label"],
    ["model.json", '"biases": [', '"biases": [1', "parameter b1"],
    ["model.json", /("weights": \[\[[^\]]*\], \[)/, "$19", "parameter w3"],
    ["model.json", '"status": "completed"', '"status": "diverged"', "status"],
    ["log.txt", "Epoch 20 loss: 0.166", "Epoch 20 loss: 0.167", "epoch 20"],
    ["log.txt", "Emily: 0.", "Emily: 1.", "query Emily"],
  ];
  for (const [name, from, to, place] of places) {
    const files = storedFiles(PEOPLE);
    changeText(files, name, from, to);
    const verification = verify(files);
    assert.equal(verification.verdict, "different");
    const { difference } = checkOf(verification, name);
    assert.ok(difference !== null);
    assert.equal(placeText(difference.place), place, name);
  }
});

Deno.test("a changed config is reported with its key when the experiment file still gives the right one", () => {
  const files = storedFiles(PEOPLE);
  changeText(files, "config.json", '"seed": 42', '"seed": 43');
  const verification = verify(files);
  assert.deepEqual(wrong(verification), ["config.json different"]);
  const { difference } = checkOf(verification, "config.json");
  assert.deepEqual(difference?.place, { key: "init.seed" });
  assert.deepEqual([difference?.found, difference?.wanted], ["43", "42"]);
});

Deno.test("a changed config that nothing can replace is the one that is blamed", () => {
  const files = storedFiles(PEOPLE, ["seed=7"]);
  changeText(files, "config.json", '"seed": 7', '"seed": 8');
  const verification = verify(files);
  assert.equal(checkOf(verification, "config.json").verdict, "different");
  assert.match(checkOf(verification, "config.json").notes[0], /compared with what it says now/);
});

Deno.test("a missing or cut config does not hinder the check of the other files", () => {
  for (const damage of ["", '{"numerics": 1', "[".repeat(200_000), "{}"]) {
    const files = storedFiles(PEOPLE);
    if (damage === "") files.delete("config.json");
    else putText(files, "config.json", damage);
    assert.deepEqual(wrong(verify(files)), [`config.json ${damage === "" ? "missing" : "different"}`]);
  }
});

Deno.test("a changed experiment file is found by its hash and blames no other file", () => {
  const files = storedFiles(PEOPLE);
  changeText(files, "experiment.yaml", "seed: 42", "seed: 43");
  const verification = verify(files);
  assert.deepEqual(wrong(verification), ["experiment.yaml different"]);
  assert.deepEqual(verification.origin, {
    kind: "overrides",
    keys: ["init.seed"],
    dataFile: null,
  });
});

/** A run with what export writes beside it. */
function withExports(text: string): Map<string, Uint8Array> {
  const outcome = runExperiment(parseExperiment(text));
  const credit = { author: "Ada", license: "https://spdx.org/licenses/MIT", date: "2030-01-31" };
  const files = storedFiles(text);
  for (const name of ["datapackage", "ro-crate"]) {
    const exported = exportedFile(outcome, exportForms.find((form) => form.name === name)!, { credit });
    assert.ok("ok" in exported);
    files.set(exported.ok.name, exported.ok.bytes);
  }
  return files;
}

Deno.test("what export writes beside a run is the same, and one that it would not write is extra", () => {
  for (const text of [PEOPLE, HELD_OUT_WORDS]) {
    const files = withExports(text);
    const verification = verify(files);
    assert.equal(verification.verdict, "same");
    for (const name of FILES_BESIDE) {
      const { verdict, by, notes } = checkOf(verification, name);
      assert.deepEqual([verdict, by, notes], ["same", "bytes", ["as export gives it"]]);
    }
    const forgeries: readonly (readonly [name: string, from: string | RegExp, to: string])[] = [
      ["datapackage.json", "learned", "liked"],
      ["datapackage.json", /\n$/, "\n\n"],
      ["ro-crate-metadata.json", '"Ada"', '""'],
      ["ro-crate-metadata.json", '"Ada"', '"Ada", "url": "https://example.org"'],
      ["ro-crate-metadata.json", "https://spdx.org", "javascript:"],
      ["ro-crate-metadata.json", '"contentSize": "', '"contentSize": "1'],
      ["ro-crate-metadata.json", /^[^]*$/, "[]"],
    ];
    for (const [name, from, to] of forgeries) {
      const forged = new Map(files);
      changeText(forged, name, from, to);
      assert.deepEqual(wrong(verify(forged)), [`${name} extra`], `${from} → ${to}`);
    }
  }
});

Deno.test("what export writes of another run is extra, and so is all beside a run that diverged", () => {
  const files = withExports(PEOPLE);
  const beside = FILES_BESIDE.map((name) => [name, files.get(name)!] as const);
  for (const other of [storedFiles(PEOPLE, ["seed=7"]), storedFiles(DIVERGING)]) {
    const verification = verify(new Map([...other, ...beside]));
    assert.deepEqual(wrong(verification), FILES_BESIDE.map((name) => `${name} extra`));
  }
});

Deno.test("line ends of Windows in all files of a folder are told as such, with what export wrote", () => {
  const files = withExports(PEOPLE);
  for (const name of files.keys()) putText(files, name, textIn(files, name).replaceAll("\n", "\r\n"));
  assert.equal(verify(files).verdict, "line_ends");
});

Deno.test("an experiment that was written on Windows and lost its line ends is told as such", () => {
  const files = withExports(PEOPLE.replaceAll("\n", "\r\n"));
  putText(files, "experiment.yaml", PEOPLE);
  const verification = verify(files);
  assert.deepEqual([verification.verdict, wrong(verification)], ["line_ends", ["experiment.yaml line_ends"]]);
});

Deno.test("missing and extra files count, and what was not read is named", () => {
  const files = storedFiles(PEOPLE);
  files.delete("log.txt");
  putText(files, "notes.txt", "mine");
  const unread = new Map([["secrets", "it is a link"], ["sub", "it is a folder"]]);
  const verification = verify(files, { unread });
  assert.equal(verification.verdict, "different");
  assert.deepEqual(wrong(verification), ["log.txt missing", "notes.txt extra", "secrets extra", "sub extra"]);
  assert.deepEqual(checkOf(verification, "secrets").notes, ["it is a link"]);
});

Deno.test("a file that is a link is different, not missing", () => {
  const files = storedFiles(PEOPLE);
  files.delete("loss.csv");
  const verification = verify(files, { unread: new Map([["loss.csv", "it is a link"]]) });
  assert.deepEqual(wrong(verification), ["loss.csv different"]);
});

Deno.test("another numerics version is distinguished from a changed file", () => {
  const files = storedFiles(PEOPLE);
  for (const name of ["config.json", "model.json"]) changeText(files, name, '"numerics": 1', '"numerics": 2');
  changeText(files, "manifest.json", '"numerics": 1', '"numerics": 2');
  repairManifest(files);
  const verification = verify(files);
  assert.equal(verification.verdict, "other_version");
  assert.deepEqual(verification.version, { format: 1, numerics: 2 });
  changeText(files, "loss.csv", "0.2", "0.3");
  const changed = verify(files);
  assert.equal(changed.verdict, "different");
  assert.deepEqual(changed.files.filter(({ verdict }) => verdict === "different").map(({ name }) => name), [
    "loss.csv",
  ]);
});

Deno.test("a manifest alone that claims another numerics version was changed", () => {
  const files = storedFiles(PEOPLE);
  changeText(files, "manifest.json", '"numerics": 1', '"numerics": 2');
  const verification = verify(files);
  assert.deepEqual(wrong(verification), ["manifest.json different"]);
  assert.equal(checkOf(verification, "manifest.json").difference?.place.key, "numerics");
});

Deno.test("a config that asks for ten billion epochs is refused and not run", () => {
  const files = storedFiles(PEOPLE, ["seed=3"]);
  changeText(files, "config.json", '"epochs": 60', '"epochs": 10000000000');
  const verification = verify(files);
  assert.equal(verification.verdict, "different");
  assert.match(
    checkOf(verification, "config.json").notes[0],
    /training\.epochs must be .* found 10000000000/,
  );
  assert.equal(checkOf(verification, "loss.csv").by, "hash");
});

Deno.test("a folder with neither config nor manifest is no result", () => {
  assert.equal(verify(new Map()).verdict, "not_a_result");
  assert.equal(verify(new Map([["notes.txt", new Uint8Array()]])).verdict, "not_a_result");
});

Deno.test("a config that the manifest vouches for and that asks for a sweep makes every file of the run wrong", () => {
  const files = storedFiles(PEOPLE);
  changeText(files, "config.json", /\]\n}\n$/, '],\n  "sweep": { "init.seed": "1..3" }\n}\n');
  repairManifest(files);
  const verification = verify(files);
  assert.equal(verification.kind, "sweep");
  assert.equal(verification.verdict, "different");
  assert.deepEqual(
    verification.files.filter(({ verdict }) => verdict === "missing").map(({ name }) => name),
    ["trials.csv", "summary.json"],
  );
});

Deno.test("every cut of every file is found and throws nothing", () => {
  const whole = storedFiles(PEOPLE);
  for (const [name, bytes] of whole) {
    for (const share of [0, 0.01, 0.3, 0.5, 0.77, 0.99]) {
      const files = new Map(whole);
      files.set(name, bytes.slice(0, Math.min(bytes.length - 1, Math.floor(bytes.length * share))));
      const verification = verify(files);
      assert.equal(verification.verdict, "different", `${name} cut at ${share}`);
      assert.ok(wrong(verification).some((text) => text.startsWith(name)), `${name} cut at ${share}`);
    }
  }
});

Deno.test("bytes changed at random are never taken for the same and throw nothing, seed 3", () => {
  const whole = storedFiles(PEOPLE, ["epochs=20"]);
  const names = [...whole.keys()];
  const change = fc.record({
    name: fc.constantFrom(...names),
    at: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
    bytes: fc.uint8Array({ minLength: 0, maxLength: 4 }),
    cutCount: fc.nat(4),
  });
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 3 }), (changes) => {
      const files = new Map(whole);
      for (const { name, at, bytes, cutCount } of changes) {
        const old = files.get(name)!;
        const start = Math.floor(at * old.length);
        files.set(name, Uint8Array.from([...old.slice(0, start), ...bytes, ...old.slice(start + cutCount)]));
      }
      const isSame = names.every((name) => hashOf(files.get(name)!) === hashOf(whole.get(name)!));
      const verification = verify(files);
      assert.equal(verification.verdict === "same", isSame);
      for (const name of names) {
        if (hashOf(files.get(name)!) === hashOf(whole.get(name)!)) continue;
        // A change of the config or the manifest may set up another judge, but something must be wrong.
        assert.ok(wrong(verification).length > 0);
      }
    }),
    { seed: 3, numRuns: caseCount(300, 800) },
  );
});

Deno.test("files that systems drop into folders are noted, and change nothing", () => {
  const files = storedFiles(PEOPLE);
  for (const name of [".DS_Store", "Thumbs.db", "desktop.ini", "._report.md"]) putText(files, name, "x");
  const verification = verify(files);
  assert.equal(verification.verdict, "same");
  assert.deepEqual(checkOf(verification, ".DS_Store").notes, ["left by the operating system"]);
  putText(files, "notes.txt", "x");
  assert.equal(verify(files).verdict, "different");
});

Deno.test("other line ends are told as such, where nothing else differs", () => {
  const files = storedFiles(PEOPLE);
  changeText(files, "loss.csv", /\n/g, "\r\n");
  const verification = verify(files);
  assert.equal(verification.verdict, "line_ends");
  const { notes, difference } = checkOf(verification, "loss.csv");
  assert.deepEqual(notes, [
    "its line ends were changed, and nothing else differs: a checkout or an editor did that",
  ]);
  assert.equal(difference, null);
  for (const name of files.keys()) {
    if (name !== "loss.csv") putText(files, name, textIn(files, name).replaceAll("\n", "\r\n"));
  }
  assert.equal(verify(files).verdict, "line_ends", "in all of its files");
  changeText(files, "loss.csv", /\d(?=\r\n$)/, "x");
  const edited = verify(files);
  assert.equal(edited.verdict, "different");
  assert.equal(checkOf(edited, "loss.csv").difference?.line, 7, "the edit, not the line ends");
});

Deno.test("a size that the manifest gives wrongly is told as such, and not as line ends", () => {
  const files = storedFiles(PEOPLE);
  const { bytes } = JSON.parse(textIn(files, "manifest.json")).files["experiment.yaml"];
  changeText(files, "manifest.json", `"bytes": ${bytes},`, `"bytes": ${bytes + 1},`);
  const verification = verify(files);
  assert.equal(verification.verdict, "different");
  assert.deepEqual(wrong(verification), ["experiment.yaml different"]);
  assert.deepEqual(checkOf(verification, "experiment.yaml").notes, [
    "its size is not the one in manifest.json",
  ]);
});

Deno.test("a folder whose rows came from two files says so, and holds them", () => {
  const tables: Readonly<Record<string, string>> = {
    "rows.csv": "x,y\n1,2\n2,4\n3,7\n",
    "test.csv": "y,x\n2,1.5\n",
  };
  const text = `name: files
dataset:
  features: [{ name: x, shift: mean }]
  target: { name: y, shift: mean }
  file: rows.csv
  validation: { file: test.csv }
training: { epochs: 3 }
`;
  const experiment = parseExperiment(text, { readDataFile: (name) => ({ text: tables[name] }) });
  const files = resultFiles(runExperiment(experiment));
  const verification = verify(new Map([...files].map(([name, content]) => [name, bytesOf(content)])));
  assert.equal(verification.verdict, "same");
  assert.deepEqual(verification.origin, { kind: "same", dataFile: "rows.csv and test.csv" });
});
