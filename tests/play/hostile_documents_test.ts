// Tests src/play/play_engine.ts with texts that a person or a stranger may give it: whatever they hold, it answers.

import assert from "node:assert/strict";
import fc from "npm:fast-check@4.3.0";
import { editedText, type PlayDocument } from "../../src/play/document.ts";
import { editFor, type Gesture } from "../../src/play/gesture.ts";
import { fixesFor, mistakesIn } from "../../src/play/mistakes.ts";
import { readingOf } from "../../src/play/document_reading.ts";
import { laterAnswers } from "../../src/play/later_answers.ts";
import { rareAnswers } from "../../src/play/rare_answers.ts";
import { PlayEngine } from "../../src/play/play_engine.ts";
import { readDocument } from "../../src/play/reading.ts";
import { startView } from "../../src/play/view.ts";
import { experimentFiles } from "../experiment/random_experiment.ts";
import { projectPath } from "../project_path.ts";

const names = ["gender", "xor", "alice", "neuron", "or", "gender_csv", "wine_folds", "overfit"];
const texts = names.map((name) => Deno.readTextFileSync(projectPath(`experiments/${name}.yaml`)));
const files = Object.fromEntries(
  ["people.csv", "wine.csv"].map((path) =>
    [path, Deno.readTextFileSync(projectPath(`experiments/${path}`))] as const
  ),
);

/** A text with a few pieces cut out, doubled or put elsewhere. */
const damaged = fc.tuple(
  fc.constantFrom(...texts),
  fc.array(
    fc.record({
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      length: fc.nat(30),
      insert: fc.constantFrom(
        "",
        " ",
        "\n",
        ":",
        "- ",
        "{",
        "}",
        "[",
        "]",
        "'",
        '"',
        "#",
        "0",
        "-1",
        "1e999",
        "null",
        "~",
        "__proto__: 1",
        "\t",
        "name",
        "&a",
        "*a",
        "!!js",
        "\0",
        "\ud800",
        "…",
      ),
    }),
    { maxLength: 3 },
  ),
).map(([text, cuts]) =>
  cuts.reduce((cut, { at, length, insert }) => {
    const start = Math.floor(at * cut.length);
    return cut.slice(0, start) + insert + cut.slice(start + length);
  }, text)
);

const gestures: fc.Arbitrary<Gesture> = fc.oneof(
  fc.record({
    kind: fc.constant("set" as const),
    key: fc.constantFrom("seed", "epochs", "weight.shift", "Emily.weight", "", "a=b", "rows", "description"),
    value: fc.constantFrom("1", "", "x: y", "[1", "{a: 1}", "1..5", "'", "\n", "# no"),
  }),
  fc.record({
    kind: fc.constant("unset" as const),
    key: fc.constantFrom("seed", "features", "training", "name"),
  }),
  fc.record({
    kind: fc.constant("cells" as const),
    table: fc.constantFrom("dataset.rows" as const, "queries" as const, "dataset.validation.rows" as const),
    row: fc.constantFrom(0, 1, -1, 0.5, NaN, 99),
    cells: fc.constantFrom<Readonly<Record<string, string>>>({}, { weight: "1" }, { "a: b": "c: d" }, {
      name: "",
    }, { weight: "- x\n- y" }),
  }),
  fc.record({
    kind: fc.constant("paste" as const),
    table: fc.constant("dataset.rows" as const),
    text: fc.constantFrom("", "a\tb\n1\t2", "weight,height,gender\n1,2,F\n", '"', "\0", "x"),
    mode: fc.constantFrom("replace" as const, "append" as const),
  }),
  fc.record({
    kind: fc.constant("move" as const),
    table: fc.constant("dataset.rows" as const),
    row: fc.nat(5),
    to: fc.nat(5),
  }),
  fc.record({
    kind: fc.constant("remove" as const),
    table: fc.constant("dataset.rows" as const),
    row: fc.nat(5),
  }),
  fc.constant({ kind: "inline" as const }),
);

Deno.test("no damaged text and no gesture makes the engine throw (property, seed 81)", () => {
  fc.assert(
    fc.property(damaged, gestures, fc.nat(2000), (text, gesture, offset) => {
      const play: PlayDocument = { name: "damaged", text, files };
      const engine = new PlayEngine();
      engine.complete({ reading: readingOf, later: laterAnswers, rare: rareAnswers });
      engine.hear({ kind: "load", document: play, isTrained: "ifShort", request: 1 });
      engine.hear({ kind: "edit", document: play, gesture, shownRowCount: null, request: 2 });
      engine.hear({ kind: "complete", text, offset: Math.min(offset, text.length), request: 3 });
      engine.hear({
        kind: "show",
        view: { ...startView, stand: offset, parameter: "w1" },
        charts: [{ chart: "map", id: "m", width: 300 }],
        request: 4,
      });
      for (let turn = 0; turn < 200 && !engine.isIdle; turn++) engine.work();
    }),
    { seed: 81, numRuns: 400 },
  );
});

Deno.test("whatever an edit says it does leaves a text that reads, or is refused (property, seed 82)", () => {
  fc.assert(
    fc.property(experimentFiles, gestures, (file, gesture) => {
      const play: PlayDocument = { name: "random", text: JSON.stringify(file), files: {} };
      const edit = editFor(play, gesture);
      if ("problems" in edit) return assert.ok(edit.problems.length > 0);
      const text = editedText(play.text, edit.ok);
      const read = readDocument({ ...play, text });
      if ("problems" in read) assert.ok(read.problems.every(({ code }) => code !== "syntax"), text);
    }),
    { seed: 82, numRuns: 500 },
  );
});

Deno.test("no mistake of a damaged text makes the search for mends throw (property, seed 83)", () => {
  fc.assert(
    fc.property(damaged, (text) => {
      const play: PlayDocument = { name: "damaged", text, files };
      const read = readDocument(play);
      if ("ok" in read) return;
      for (const mistake of mistakesIn(play, read.problems).slice(0, 5)) fixesFor(play, mistake);
    }),
    { seed: 83, numRuns: 400 },
  );
});
