// Tests src/verify/verify.ts, file_check.ts and csv_difference.ts on the folder of a sweep by tampering with it.
import assert from "node:assert/strict";
import fc from "npm:fast-check@4.3.0";
import { parseExperiment } from "../../src/experiment/reading/parse_experiment.ts";
import { placeText } from "../../src/verify/difference.ts";
import { hashOf } from "../../src/results/hashed_files.ts";
import { trialsParquet } from "../../src/results/trials_parquet.ts";
import { planVerification } from "../../src/verify/verification_plan.ts";
import { concludeVerification, verify } from "../../src/verify/verify.ts";
import { eachPart, sweepExperiment } from "../../src/sweep/sweep_outcome.ts";
import { HELD_OUT_WORDS } from "../many_outputs.ts";
import { caseCount } from "../requirement.ts";
import {
  changeText,
  DIVERGING,
  PEOPLE,
  putText,
  repairManifest,
  storedSweepFiles,
  textIn,
} from "../results/stored_examples.ts";
import { checkOf, wrong } from "./file_checks.ts";

const OVERRIDES = ["learning_rate=0.1,0.5", "seed=1..20"];
const WHOLE: ReadonlyMap<string, Uint8Array> = storedSweepFiles(PEOPLE, OVERRIDES);

function sweepFolder(): Map<string, Uint8Array> {
  return new Map(WHOLE);
}

Deno.test("an untouched sweep is the same, every file by its bytes", () => {
  const verification = verify(sweepFolder());
  assert.equal(verification.verdict, "same");
  assert.equal(verification.kind, "sweep");
  assert.deepEqual(verification.files.map(({ name, by }) => `${name} ${by}`), [
    "config.json bytes",
    "trials.csv bytes",
    "summary.json bytes",
    "report.md bytes",
    "report.html bytes",
    "manifest.json bytes",
  ]);
});

Deno.test("a sweep whose trials diverge is the same", () => {
  assert.equal(verify(storedSweepFiles(DIVERGING, ["learning_rate=10,0.0000001"])).verdict, "same");
});

Deno.test("a sweep over folds with words of their own is the same", () => {
  const verification = verify(storedSweepFiles(HELD_OUT_WORDS, ["fold=0..2", "seed=1..3"]));
  assert.equal(verification.verdict, "same");
  assert.deepEqual(wrong(verification), []);
});

Deno.test("progress is reported in trials, up to all of them", () => {
  const told: number[] = [];
  verify(sweepFolder(), { onProgress: (done) => told.push(done) });
  assert.equal(told.at(-1), 40);
});

Deno.test("a changed digit is reported with its trial, its settings, its column and the distance", () => {
  const files = sweepFolder();
  const line = textIn(files, "trials.csv").split("\n")[27];
  const loss = /^0\.5,7,completed,([^,]+),/.exec(line)![1];
  const changed = loss.slice(0, -1) + (loss.endsWith("1") ? "2" : "1");
  changeText(files, "trials.csv", line, line.replace(loss, changed));
  const verification = verify(files);
  assert.deepEqual(wrong(verification), ["trials.csv different"]);
  const { difference } = checkOf(verification, "trials.csv");
  assert.deepEqual(difference?.place, {
    trial: 27,
    settings: { "training.learning_rate": 0.5, "init.seed": 7 },
    column: "final_loss",
  });
  assert.equal(difference?.line, 28);
  assert.deepEqual([difference?.found, difference?.wanted], [changed, loss]);
  assert.match(difference?.ulp ?? "", /^\d{1,2}$/);
  assert.equal(placeText(difference!.place), "trial 27 (learning_rate=0.5 seed=7), final_loss");
});

Deno.test("places in trials.csv and summary.json are named by trial, query and key", () => {
  const cases: readonly [string, RegExp, string, string][] = [
    ["trials.csv", /^(0\.1,3,.*),F(,.*)$/m, "$1,M$2", "trial 3 (learning_rate=0.1 seed=3), Emily.label"],
    ["trials.csv", /^0\.5,1,/m, "0.5,2,", "trial 21 (learning_rate=0.5 seed=1), init.seed"],
    ["trials.csv", /completed/, "diverged", "trial 1 (learning_rate=0.1 seed=1), status"],
    ["trials.csv", /^training/, "trainings", ""],
    ["summary.json", /"trials": 40/, '"trials": 41', "trials"],
    ["summary.json", /"p50": 0/, '"p50": 1', "final_loss.quantiles.p50"],
  ];
  for (const [name, from, to, place] of cases) {
    const files = sweepFolder();
    changeText(files, name, from, to);
    const verification = verify(files);
    assert.deepEqual(wrong(verification), [`${name} different`], String(from));
    assert.equal(placeText(checkOf(verification, name).difference!.place), place);
  }
});

Deno.test("lines that were lost, doubled or swapped are found where they begin to be wrong", () => {
  const lines = textIn(WHOLE, "trials.csv").trimEnd().split("\n");
  const variants: readonly (readonly [string, readonly string[], number])[] = [
    ["lost in the middle", lines.toSpliced(10, 1), 11],
    ["lost at the end", lines.slice(0, -1), 41],
    ["one too many", [...lines, lines[40]], 42],
    ["swapped", lines.toSpliced(5, 2, lines[6], lines[5]), 6],
  ];
  for (const [what, changed, line] of variants) {
    const files = sweepFolder();
    putText(files, "trials.csv", changed.join("\n") + "\n");
    const check = checkOf(verify(files), "trials.csv");
    assert.equal(check.verdict, "different", what);
    assert.equal(check.difference?.line, line, what);
  }
});

Deno.test("a forged sweep whose hashes agree is found by training it again", () => {
  const files = sweepFolder();
  changeText(files, "trials.csv", /^(0\.1,3,.*),F(,.*)$/m, "$1,M$2");
  repairManifest(files);
  const verification = verify(files);
  assert.deepEqual(wrong(verification), ["trials.csv different", "manifest.json different"]);
  assert.deepEqual(checkOf(verification, "trials.csv").notes, [
    "it has the hash in manifest.json all the same",
  ]);
});

Deno.test("a changed config of a sweep is the one that is blamed", () => {
  const files = sweepFolder();
  changeText(files, "config.json", "1..20", "1..19");
  const verification = verify(files);
  assert.equal(checkOf(verification, "config.json").verdict, "different");
  assert.match(checkOf(verification, "config.json").notes[0], /compared with what it says now/);
  assert.equal(checkOf(verification, "trials.csv").verdict, "different");
});

Deno.test("a config of more figures than fit in memory is refused and not run", () => {
  const files = storedSweepFiles(PEOPLE, ["seed=1..2"]);
  const query = '{ "name": "Q", "weight": 1, "height": 1 }';
  const queries = Array.from({ length: 30 }, (_, index) => query.replace("Q", `Q${index}`)).join(",");
  changeText(files, "config.json", '"queries": [', `"queries": [${queries},`);
  changeText(files, "config.json", "1..2", "1..9000000");
  const verification = verify(files);
  assert.equal(verification.verdict, "different");
  assert.match(
    checkOf(verification, "config.json").notes[0],
    /cannot be run: a sweep must have at most 200000000 figures, 36 a trial: found 324000000/,
  );
  assert.equal(checkOf(verification, "trials.csv").by, "hash");
});

Deno.test("trials.parquet is compared with its hash, and its entry in the manifest is believed", () => {
  const outcome = sweepExperiment(parseExperiment(PEOPLE, { overrides: OVERRIDES }));
  const extra = new Map([["trials.parquet", [...trialsParquet(outcome.plan, eachPart(outcome))]]]);
  const files = storedSweepFiles(PEOPLE, OVERRIDES, extra);
  const verification = verify(files);
  assert.equal(verification.verdict, "same");
  assert.equal(checkOf(verification, "trials.parquet").by, "hash");
  files.set("trials.parquet", files.get("trials.parquet")!.with(1000, 0xff));
  assert.deepEqual(wrong(verify(files)), ["trials.parquet different"]);
  files.delete("trials.parquet");
  assert.deepEqual(wrong(verify(files)), ["trials.parquet missing"]);
});

Deno.test("a trials.parquet that the manifest does not name is extra", () => {
  const files = sweepFolder();
  putText(files, "trials.parquet", "PAR1");
  assert.deepEqual(wrong(verify(files)), ["trials.parquet extra"]);
});

Deno.test("missing files and files of other runs are reported", () => {
  const files = sweepFolder();
  files.delete("summary.json");
  putText(files, "loss.csv", "epoch,loss\n");
  assert.deepEqual(wrong(verify(files)), ["summary.json missing", "loss.csv extra"]);
});

Deno.test("a file too large for memory is compared with the hash of what the sweep gives", () => {
  const bytes = WHOLE.get("trials.csv")!;
  const large = (sizeBytes: number, hash: () => string | null) => {
    const files = sweepFolder();
    files.delete("trials.csv");
    const others = { large: new Map([["trials.csv", { sizeBytes, hash }]]) };
    return checkOf(verify(files, others), "trials.csv");
  };
  const same = large(bytes.length, () => hashOf(bytes));
  assert.deepEqual([same.verdict, same.by, same.sizeBytes], ["same", "hash", bytes.length]);
  const other = large(bytes.length, () => hashOf("other"));
  assert.deepEqual([other.verdict, other.notes], ["different", [
    "its hash is not that of what the experiment gives",
  ]]);
  assert.equal(large(bytes.length, () => null).verdict, "different");
  const longer = large(bytes.length + 1, () => {
    throw new Error("a file of a wrong size need not be read");
  });
  assert.equal(longer.verdict, "different");
});

Deno.test("every cut of every file of a sweep is found and throws nothing", () => {
  for (const [name, bytes] of WHOLE) {
    for (const share of [0, 0.01, 0.5, 0.99]) {
      const files = sweepFolder();
      files.set(name, bytes.slice(0, Math.min(bytes.length - 1, Math.floor(bytes.length * share))));
      const verification = verify(files);
      assert.equal(verification.verdict, "different", `${name} cut at ${share}`);
      assert.ok(wrong(verification).some((text) => text.startsWith(name)), `${name} cut at ${share}`);
    }
  }
});

Deno.test("bytes of a sweep changed at random are never taken for the same and throw nothing, seed 4", () => {
  // A changed config may ask for any sweep; the test above changes it.
  const names = [...WHOLE.keys()].filter((name) => name !== "config.json");
  const change = fc.record({
    name: fc.constantFrom(...names),
    at: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
    bytes: fc.uint8Array({ minLength: 0, maxLength: 4 }),
    cutCount: fc.nat(4),
  });
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 3 }), (changes) => {
      const files = sweepFolder();
      for (const { name, at, bytes, cutCount } of changes) {
        const old = files.get(name)!;
        const start = Math.floor(at * old.length);
        files.set(name, Uint8Array.from([...old.slice(0, start), ...bytes, ...old.slice(start + cutCount)]));
      }
      const isSame = names.every((name) => hashOf(files.get(name)!) === hashOf(WHOLE.get(name)!));
      assert.equal(verify(files).verdict === "same", isSame);
    }),
    { seed: 4, numRuns: caseCount(60, 250) },
  );
});

Deno.test("a file that cannot be what the experiment gives differs, and no hash excuses it", () => {
  const problems = [{ file: "trials.csv", message: "there must be 40 trials: the file ends after 39" }];
  const judged = (files: Map<string, Uint8Array>) =>
    checkOf(concludeVerification(planVerification(files), null, problems), "trials.csv");
  assert.equal(concludeVerification(planVerification(sweepFolder()), null).verdict, "unchecked");
  const vouched = judged(sweepFolder());
  assert.equal(vouched.verdict, "different");
  assert.deepEqual(vouched.notes, [problems[0].message, "it has the hash in manifest.json all the same"]);
  const changed = sweepFolder();
  changeText(changed, "trials.csv", "completed", "diverged");
  assert.deepEqual(judged(changed).notes, [
    problems[0].message,
    "its hash is not the one in manifest.json",
  ]);
  const alone = sweepFolder();
  alone.delete("manifest.json");
  assert.deepEqual([judged(alone).verdict, judged(alone).notes], ["different", [problems[0].message]]);
  const missing = sweepFolder();
  missing.delete("trials.csv");
  assert.equal(judged(missing).verdict, "missing");
});
