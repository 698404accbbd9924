// Tests src/verify/class_rows.ts and assignment.ts: what a copy is, and what is said of an experiment that was changed.
import assert from "node:assert/strict";
import { parseExperiment } from "../../src/experiment/reading/parse_experiment.ts";
import { readConfig } from "../../src/results/stored_config.ts";
import type { Experiment } from "../../src/experiment/experiment.ts";
import { differencesFrom } from "../../src/verify/assignment.ts";
import { differencesText, differenceText } from "../../src/verify/assignment_difference.ts";
import {
  type CheckedPlace,
  type ClassRow,
  classRows,
  isCounted,
  wordingHash,
} from "../../src/verify/class_rows.ts";
import { planVerification } from "../../src/verify/verification_plan.ts";
import { concludeVerification, verify } from "../../src/verify/verify.ts";
import { writtenOtherwise } from "../../src/verify/written_otherwise.ts";
import {
  changeText,
  PEOPLE,
  putText,
  repairManifest,
  storedFiles,
  storedSweepFiles,
  textIn,
} from "../results/stored_examples.ts";

type Files = Map<string, Uint8Array>;

function placeOf(path: string, files: Files): CheckedPlace {
  const config = readConfig(files);
  const verification = verify(files);
  const experiment = "ok" in config ? config.ok : null;
  return {
    kind: "result",
    path,
    verification,
    experiment,
    written: writtenOtherwise(files, verification, experiment),
    wordingHash: wordingHash(files),
  };
}

/** The rows of some folders by name, held against an assignment where one is given. */
function rowsOf(folders: Readonly<Record<string, Files>>, assignment?: string): Record<string, ClassRow> {
  const places = Object.entries(folders).map(([path, files]) => placeOf(path, files));
  const rows = classRows(places, assignment === undefined ? null : parseExperiment(assignment));
  return Object.fromEntries(rows.map((row) => [row.path, row]));
}

Deno.test("a copy has the id and the wording of another, and only the first counts", () => {
  const signed = `# by a\n${PEOPLE}`;
  const { a, b, c, d } = rowsOf({
    a: storedFiles(signed),
    b: storedFiles(signed),
    c: storedFiles(`# by c\n${PEOPLE}`),
    d: storedFiles(signed, ["seed=7"]),
  });
  assert.deepEqual([a.marks, b.marks, b.copyOf], [[], ["copy"], "a"]);
  assert.deepEqual([c.marks, c.sameAs], [[], "a"], "the same experiment in other words");
  assert.deepEqual([d.marks, d.sameAs], [[], null], "other settings");
  assert.deepEqual([a, b, c].map(isCounted), [true, false, true]);
});

/** The files of the short classic experiment, all with the line ends of Windows. */
function windowsFiles(): Files {
  const files = storedFiles(PEOPLE);
  for (const name of files.keys()) putText(files, name, textIn(files, name).replaceAll("\n", "\r\n"));
  return files;
}

Deno.test("a copy with other line ends is one, and the original of a forged copy is the one that is whole", () => {
  const forged = storedFiles(PEOPLE);
  changeText(forged, "predictions.csv", /^(Emily,128,63,0\.)\d/m, "$19");
  const { a, b, c } = rowsOf({ a: forged, b: storedFiles(PEOPLE), c: windowsFiles() });
  assert.deepEqual([a.marks, a.copyOf], [["changed", "copy"], "b"]);
  assert.deepEqual([b.marks, b.copyOf, b.sameAs], [[], null, null]);
  assert.deepEqual([c.marks, c.copyOf], [["line ends", "copy"], "b"]);
});

Deno.test("whoever runs what was handed out copies nobody, and is said to have done the same", () => {
  const own = `# my own words\n${PEOPLE}`;
  const folders = {
    a: storedFiles(PEOPLE),
    b: storedFiles(PEOPLE),
    c: storedFiles(own),
    d: storedFiles(own),
  };
  const { a, b, c, d } = rowsOf(folders, PEOPLE);
  assert.deepEqual([a.marks, b.marks, b.sameAs], [[], [], "a"]);
  assert.deepEqual([c.marks, c.sameAs], [[], "a"]);
  assert.deepEqual([d.marks, d.copyOf], [["copy"], "c"], "what was handed out does not say my own words");
  assert.deepEqual([a, b, c, d].map(({ differences }) => differences?.length), [0, 0, 0, 0]);
});

Deno.test("sweeps, which keep no wording, are copies by their id", () => {
  const sweep = (seeds: string): Files => storedSweepFiles(PEOPLE, [`seed=${seeds}`]);
  const { a, b, c } = rowsOf({ a: sweep("1..5"), b: sweep("1..5"), c: sweep("1..6") });
  assert.deepEqual([a.marks, b.marks, c.marks], [[], ["copy"], []]);
});

Deno.test("a config that was edited is held against the assignment as it is found", () => {
  const files = storedFiles(PEOPLE);
  changeText(files, "config.json", '"weight": 133', '"weight": 143');
  const { a } = rowsOf({ a: files }, PEOPLE);
  assert.deepEqual(a.marks, ["changed", "not as assigned"]);
  assert.equal(differencesText(a.differences ?? []), "Alice.weight 133 → 143");
});

Deno.test("settings, columns, queries and rows that differ are named, each once", () => {
  const texts = (to: (text: string) => string, overrides: readonly string[] = []): string =>
    differencesText(differencesFrom(parseExperiment(PEOPLE), parseExperiment(to(PEOPLE), { overrides })));
  const same = (text: string): string => text;
  assert.equal(texts(same), "");
  assert.equal(texts(same, ["seed=7", "learning_rate=0.5"]), "seed 42 → 7, learning_rate 0.1 → 0.5");
  assert.equal(texts(same, ["weight.shift=140", "hidden=[3]"]), "weight.shift 135 → 140, hidden [2] → [3]");
  assert.equal(
    texts((text) => text.replace("name: Bob, ", "name: Bert,")),
    "row Bob is missing, row Bert was added",
  );
  assert.equal(
    texts((text) => text.replace(/( +- \{ name: Alice.*\n)( +- \{ name: Bob.*\n)/, "$2$1")),
    "row 1 in order Alice → Bob",
  );
  assert.equal(texts((text) => text.replace("weight: 128", "weight: 129")), "Emily.weight 128 → 129");
  assert.equal(
    texts((text) => text + "  - { name: Zoe, weight: 120, height: 60 }\n"),
    "query Zoe was added",
  );
  assert.equal(
    texts((text) => text.replace("name: people", "name: persons")),
    "name people → persons",
  );
  assert.equal(texts((text) => text.replace(", unit: lb", "")), "weight.unit lb → nothing");
  assert.equal(texts((text) => `description: Mine\n${text}`), "description empty → Mine");
  const numbers = (text: string): string =>
    text.replace(/classes: \{[^}]*\}/, "unit: EUR").replace(/gender: [FM]/g, "gender: 1");
  assert.match(texts(numbers), /, target\.unit nothing → EUR/);
  assert.equal(
    texts(same, ["momentum=0.9", "nesterov=true"]),
    "momentum 0 → 0.9, nesterov false → true",
  );
});

Deno.test("of sweeps each swept setting is told with all that it takes", () => {
  const between = (one: readonly string[], other: readonly string[]): string =>
    differencesText(
      differencesFrom(
        ...[one, other].map((overrides) => parseExperiment(PEOPLE, { overrides })) as [
          Experiment,
          Experiment,
        ],
      ),
    );
  assert.equal(between([], ["seed=1..50"]), "seed 42 → 1..50");
  assert.equal(between(["seed=1..50"], ["seed=1..50"]), "");
  assert.equal(between(["seed=1..50"], []), "seed 1..50 → 42");
  assert.equal(between(["seed=1..50"], ["seed=7"]), "seed 1..50 → 7");
  assert.equal(
    between(["seed=1..50"], ["seed=1..20", "hidden=[2],[3]"]),
    "hidden [2] → [2],[3], seed 1..50 → 1..20",
  );
  assert.equal(
    between(["seed=1..5", "learning_rate=0.1,0.5"], ["learning_rate=0.1,0.5", "seed=1..5"]),
    "sweep init.seed, training.learning_rate → training.learning_rate, init.seed",
  );
});

Deno.test("of columns and queries with dots in their names each is told once", () => {
  const named = (names: readonly string[]): Experiment =>
    parseExperiment(
      `name: a\ndataset:\n  features: [${
        names.map((name) => `{ name: ${name}, shift: ${name.length} }`)
      }]\n` +
        `  target: { name: y }\n  rows: [{ ${
          names.map((name) => `${name}: 1`)
        }, y: 1 }]\ntraining: { epochs: 1 }\n`,
    );
  const texts = differencesFrom(named(["a", "a.b"]), named(["a.b"])).map(differenceText);
  assert.deepEqual(texts, ["feature a is missing"]);
});

Deno.test("the original of one with other line ends is the one that is as it was written, whichever comes first", () => {
  const { a, b, c } = rowsOf({ a: windowsFiles(), b: storedFiles(PEOPLE), c: windowsFiles() });
  assert.deepEqual([a.marks, a.copyOf], [["line ends", "copy"], "b"]);
  assert.deepEqual([b.marks, b.copyOf], [[], null]);
  assert.equal(c.copyOf, "b");
  const alone = rowsOf({ a: windowsFiles(), c: windowsFiles() });
  assert.deepEqual([alone.a.copyOf, alone.c.copyOf], [null, "a"]);
});

Deno.test("the original is the one that came out again, not the first of which only the hashes hold", () => {
  const files = storedSweepFiles(PEOPLE, ["seed=1..5"]);
  const again = placeOf("again", files);
  assert.ok(again.kind === "result");
  const unchecked = concludeVerification(planVerification(files), null);
  const byHash = { ...again, path: "by_hash", verification: unchecked };
  const rows = classRows([byHash, again], null);
  assert.deepEqual(rows.map(({ marks }) => marks), [["not made again", "copy"], []]);
  assert.equal(rows[0].copyOf, "again");
  assert.equal(classRows([byHash, { ...byHash, path: "other" }], null)[1].copyOf, "by_hash");
});

Deno.test("a trial of a sweep that was handed out is as assigned, and a second one of the same words a copy", () => {
  const swept = `${PEOPLE}sweep: { seed: 1..24 }\n`;
  const { a, b, c, d, e } = rowsOf({
    a: storedFiles(PEOPLE, ["seed=6"]),
    b: storedFiles(PEOPLE, ["seed=25"]),
    c: storedFiles(PEOPLE.replace("weight: 133", "weight: 143"), ["seed=24"]),
    d: storedFiles(PEOPLE, ["seed=6"]),
    e: storedSweepFiles(PEOPLE, ["seed=1..24"]),
  }, swept);
  assert.deepEqual([a, b, c, d, e].map(({ marks }) => marks), [
    [],
    ["not as assigned"],
    ["not as assigned"],
    ["copy"],
    [],
  ]);
  assert.deepEqual([b, c].map(({ differences }) => differencesText(differences!)), [
    "seed 1..24 → 25",
    "Alice.weight 133 → 143",
  ]);
});

Deno.test("what experiment.yaml says otherwise is told with both values, whether its hash was corrected or not", () => {
  const edited = (from: string, to: string): Files => {
    const files = storedFiles(PEOPLE);
    changeText(files, "experiment.yaml", from, to);
    return files;
  };
  const [changed, repaired, cell] = [
    edited("epochs: 60", "epochs:   2000"),
    edited("epochs: 60", "epochs: 2000"),
    edited("weight: 133, height: 65, gender: F", "weight: 143, height: 65, gender: M"),
  ];
  for (const files of [repaired, cell]) repairManifest(files);
  const { a, b, c, d } = rowsOf({ a: changed, b: repaired, c: cell, d: storedFiles(PEOPLE) });
  const epochs = "says epochs 2000, the result was made with epochs 60";
  assert.deepEqual([a.marks, b.marks, c.marks], [["changed"], [], []]);
  assert.equal(a.remark, `experiment.yaml: its hash is not the one in manifest.json; it ${epochs}`);
  assert.equal(b.remark, `experiment.yaml ${epochs}`);
  assert.equal(
    c.remark,
    "experiment.yaml says Alice.weight 143, Alice.gender M, " +
      "the result was made with Alice.weight 133, Alice.gender F",
  );
  assert.equal(d.remark, "");
});

Deno.test("of a text that was handed out, or gave results of several settings, and of a seed nothing is told: a command line set it", () => {
  const own = `# my own words\n${PEOPLE}`;
  const said = (epochs: number): string =>
    `experiment.yaml says epochs 60, the result was made with epochs ${epochs}`;
  const alone = rowsOf({ a: storedFiles(PEOPLE, ["epochs=70"]), b: storedFiles(own, ["seed=7"]) });
  assert.deepEqual([alone.a.remark, alone.b.remark], [said(70), ""]);
  const several = rowsOf({ a: storedFiles(PEOPLE, ["epochs=70"]), b: storedFiles(PEOPLE, ["epochs=80"]) });
  assert.deepEqual([several.a.remark, several.b.remark], ["", ""]);
  const { a, b } = rowsOf({
    a: storedFiles(PEOPLE, ["epochs=70"]),
    b: storedFiles(own, ["epochs=80", "seed=7"]),
  }, PEOPLE);
  assert.deepEqual([a.remark, b.remark], ["", said(80)]);
});
