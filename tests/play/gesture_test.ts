// Tests src/play/gesture.ts and tree_edit.ts: an edited text reads as the override does, and everything else in it stays.

import assert from "node:assert/strict";
import fc from "npm:fast-check@4.3.0";
import { dump } from "npm:js-yaml@5.5.0";
import { readExperiment } from "../../src/experiment/reading/parse_experiment.ts";
import { editedText, type PlayDocument } from "../../src/play/document.ts";
import { editFor, type Gesture } from "../../src/play/gesture.ts";
import { experimentFiles, numbers } from "../experiment/random_experiment.ts";
import { projectPath } from "../project_path.ts";

const GENDER = Deno.readTextFileSync(projectPath("experiments/gender.yaml"));

function documentOf(text: string, files: PlayDocument["files"] = {}): PlayDocument {
  return { name: "test", text, files };
}

/** The text after a gesture; the test fails where it is refused. */
function after(text: string, gesture: Gesture, files: PlayDocument["files"] = {}): string {
  const edit = editFor(documentOf(text, files), gesture);
  if ("problems" in edit) throw new Error(edit.problems.map(({ message }) => message).join("\n"));
  return editedText(text, edit.ok);
}

/** What a text says: the experiment without its text, or the mistakes by kind and message. */
function meaningOf(text: string, overrides: readonly string[] = []): unknown {
  const read = readExperiment(text, { fileName: "test.yaml", overrides });
  if ("problems" in read) return read.problems.map(({ code, message }) => `${code} ${message}`).sort();
  const { sourceText: _, ...rest } = read.ok;
  return rest;
}

/** Lines that are in one text and not in the other, with - and +. */
function changedLines(before: string, text: string): readonly string[] {
  const [old, now] = [before.split("\n"), text.split("\n")];
  return [
    ...old.filter((line) => !now.includes(line)).map((line) => `-${line}`),
    ...now.filter((line) => !old.includes(line)).map((line) => `+${line}`),
  ];
}

const settings: fc.Arbitrary<readonly [key: string, value: string]> = fc.oneof(
  fc.tuple(
    fc.constant("init.seed"),
    fc.oneof(fc.nat(4294967295).map(String), fc.constantFrom("1..10", "1,2,3")),
  ),
  fc.tuple(fc.constantFrom("learning_rate", "l1", "clip_norm"), numbers.map(String)),
  fc.tuple(fc.constant("learning_rate"), fc.constantFrom("linspace(0.1, 1, 10)", "0.1,0.2")),
  fc.tuple(
    fc.constantFrom("epochs", "log_every", "batch_size"),
    fc.integer({ min: -1, max: 100 }).map(String),
  ),
  fc.tuple(fc.constant("hidden"), fc.constantFrom("[]", "[3]", "[4, 2]", "[2],[4,3]", "4")),
  fc.tuple(
    fc.constantFrom("activation", "network.output"),
    fc.constantFrom("tanh", "relu", "sigmoid", "rleu"),
  ),
  fc.tuple(fc.constant("optimizer"), fc.constantFrom("adam", "sgd", "adam,sgd")),
  fc.tuple(fc.constant("momentum"), fc.constantFrom("0.9", "0")),
  fc.tuple(fc.constantFrom("shuffle", "nesterov", "stratify"), fc.constantFrom("true", "false")),
  fc.tuple(fc.constant("weights"), fc.constantFrom("1", "0.5")),
  fc.tuple(fc.constant("fraction"), fc.constantFrom("0.2", "0.5")),
  fc.tuple(fc.constant("folds"), fc.constantFrom("2", "3")),
  fc.tuple(
    fc.constant("description"),
    fc.constantFrom(
      "",
      "a, b",
      "1..5",
      "[x",
      "'q'",
      "x = y",
      "true",
      "a: b",
      "# c",
      "- d",
      "{e}",
      "ä ö",
      "é",
      "|",
    ),
  ),
);

/** A file as YAML in one of the ways that people write it. */
const layouts = fc.constantFrom(
  (file: unknown) => dump(file),
  (file: unknown) => dump(file, { flowLevel: 1 }),
  (file: unknown) => dump(file, { flowLevel: 2 }),
  (file: unknown) => dump(file, { flowLevel: 3, indent: 4 }),
  (file: unknown) => JSON.stringify(file, null, 2),
  (file: unknown) => JSON.stringify(file),
  (file: unknown) => dump(file, { flowLevel: 2 }).replaceAll("\n", " # what is this?\n"),
  (file: unknown) => dump(file, { flowLevel: 2 }).replaceAll("\n", "\r\n"),
);

Deno.test("a setting that is set in the text reads as it does on the command line (property, seed 31)", () => {
  let editedCount = 0;
  fc.assert(
    fc.property(
      experimentFiles,
      layouts,
      fc.array(settings, { minLength: 1, maxLength: 3 }),
      (file, layout, chosen) => {
        let text = layout(file);
        for (const [key, value] of chosen) {
          const wanted = meaningOf(text, [`${key}=${value}`]);
          const edit = editFor(documentOf(text), { kind: "set", key, value });
          if ("problems" in edit) {
            // What the command line refuses is refused here; everything else can be written.
            assert.ok(Array.isArray(wanted), `${text}\n${key}=${value}: ${edit.problems[0].message}`);
            return;
          }
          const edited = editedText(text, edit.ok);
          assert.deepEqual(meaningOf(edited), wanted, `${text}\n${key}=${value}\n${edited}`);
          editedCount++;
          text = edited;
        }
      },
    ),
    { seed: 31, numRuns: 1500 },
  );
  assert.ok(editedCount > 1000, `${editedCount} edits`);
});

Deno.test("a setting is set where it stands, and its comment and layout stay", () => {
  const text = GENDER.replace("init: { seed: 42 }", "init: { seed: 42 } # my luck");
  const lines = (gesture: Gesture) => changedLines(text, after(text, gesture));
  assert.deepEqual(lines({ kind: "set", key: "seed", value: "7" }), [
    "-init: { seed: 42 } # my luck",
    "+init: { seed: 7 } # my luck",
  ]);
  assert.deepEqual(lines({ kind: "set", key: "weight.shift", value: "140" }), [
    "-    - { name: weight, unit: lb, shift: 135 }   # the network sees weight - 135",
    "+    - { name: weight, unit: lb, shift: 140 }   # the network sees weight - 135",
  ]);
  assert.deepEqual(lines({ kind: "set", key: "Emily.weight", value: "130" }), [
    "-  - { name: Emily, weight: 128, height: 63 }",
    "+  - { name: Emily, weight: 130, height: 63 }",
  ]);
});

Deno.test("a setting that is missing goes into its section, and a section to its place among the others", () => {
  const lines = (text: string, key: string, value: string) =>
    changedLines(text, after(text, { kind: "set", key, value }));
  assert.deepEqual(lines(GENDER, "optimizer", "adam"), [
    "-training: { learning_rate: 0.1, epochs: 1000, loss: mse, log_every: 10 }",
    "+training: { learning_rate: 0.1, epochs: 1000, loss: mse, log_every: 10, optimizer: adam }",
  ]);
  assert.deepEqual(lines(GENDER, "seed", "1..100"), ["+sweep: { init.seed: 1..100 }"]);
  const bare = GENDER.replace(/^training: .*\n/m, "");
  assert.ok(
    after(bare, { kind: "set", key: "epochs", value: "5" }).includes(
      "init: { seed: 42 }\ntraining: { epochs: 5 }\n",
    ),
  );
  const block =
    "dataset:\n  features: [{ name: x }]\ntraining:\n  # how long\n  epochs: 0   # none\n\nqueries: []\n";
  assert.equal(
    after(block, { kind: "set", key: "learning_rate", value: "0.5" }),
    block.replace("# none\n", "# none\n  learning_rate: 0.5\n"),
  );
  const empty = "dataset: { features: [{ name: x }] }\ntraining:\nqueries: []\n";
  assert.equal(
    after(empty, { kind: "set", key: "epochs", value: "0" }),
    empty.replace("training:", "training: { epochs: 0 }"),
  );
});

Deno.test("what drives a setting out takes its place", () => {
  assert.deepEqual(
    changedLines(GENDER, after(GENDER, { kind: "set", key: "weights", value: "1" })),
    ["-init: { seed: 42 }", "+init: { weights: 1 }"],
  );
  const swept = `${GENDER}sweep:\n  init.seed: 1..10\n`;
  assert.deepEqual(changedLines(swept, after(swept, { kind: "set", key: "seed", value: "3" })), [
    "-init: { seed: 42 }",
    "-sweep:",
    "-  init.seed: 1..10",
    "+init: { seed: 3 }",
  ]);
});

Deno.test("a setting that is unset is gone, and what is around it stays", () => {
  assert.deepEqual(changedLines(GENDER, after(GENDER, { kind: "unset", key: "loss" })), [
    "-training: { learning_rate: 0.1, epochs: 1000, loss: mse, log_every: 10 }",
    "+training: { learning_rate: 0.1, epochs: 1000, log_every: 10 }",
  ]);
  assert.deepEqual(changedLines(GENDER, after(GENDER, { kind: "unset", key: "log_every" })), [
    "-training: { learning_rate: 0.1, epochs: 1000, loss: mse, log_every: 10 }",
    "+training: { learning_rate: 0.1, epochs: 1000, loss: mse }",
  ]);
  assert.deepEqual(changedLines(GENDER, after(GENDER, { kind: "unset", key: "description" })), [
    "-description: Predict gender from weight and height",
  ]);
});

Deno.test("rows are edited, added, taken out and moved, each with its comment", () => {
  const text = GENDER.replace("height: 72, gender: M }", "height: 72, gender: M } # tall");
  const lines = (gesture: Gesture) => changedLines(text, after(text, gesture));
  const table = "dataset.rows";
  assert.deepEqual(lines({ kind: "cells", table, row: 0, cells: { weight: "130.5", gender: "M" } }), [
    "-    - { name: Alice,   weight: 133, height: 65, gender: F }",
    "+    - { name: Alice,   weight: 130.5, height: 65, gender: M }",
  ]);
  const grace = { name: "Grace Hopper", weight: "105", height: "66", gender: "F" };
  assert.deepEqual(lines({ kind: "add", table, cells: grace }), [
    "+    - { name: Grace Hopper, weight: 105, height: 66, gender: F }",
  ]);
  const first = after(text, { kind: "add", table, cells: grace, at: 0 });
  assert.ok(first.includes("  rows:\n    - { name: Grace Hopper"));
  assert.deepEqual(lines({ kind: "remove", table, row: 1 }), [
    "-    - { name: Bob,     weight: 160, height: 72, gender: M } # tall",
  ]);
  const moved = after(text, { kind: "move", table, row: 1, to: 3 });
  assert.deepEqual(changedLines(text, moved), []);
  assert.deepEqual(moved.match(/(Alice|Bob|Charlie|Diana)/g), ["Alice", "Charlie", "Diana", "Bob"]);
  assert.ok(moved.includes("height: 72, gender: M } # tall\n\nnetwork"));
  assert.deepEqual(lines({ kind: "add", table: "queries", cells: { weight: "120", height: "70" } }), [
    "+  - { weight: 120, height: 70 }",
  ]);
});

Deno.test("rows in brackets, in a table and where there are none are edited as well", () => {
  const head = "dataset: { features: [{ name: x }], target: { name: y }, rows: ";
  const inBrackets = `${head}[{ x: 0, y: 1 }, { x: 1, y: 0 }] }\n`;
  const table = "dataset.rows";
  const edit = (text: string, gesture: Gesture) => after(text, gesture).slice(head.length, -3);
  assert.equal(
    edit(inBrackets, { kind: "add", table, cells: { x: "2", y: "0" } }),
    "[{ x: 0, y: 1 }, { x: 1, y: 0 }, { x: 2, y: 0 }]",
  );
  assert.equal(edit(inBrackets, { kind: "move", table, row: 1, to: 0 }), "[{ x: 1, y: 0 }, { x: 0, y: 1 }]");
  assert.equal(edit(inBrackets, { kind: "remove", table, row: 0 }), "[{ x: 1, y: 0 }]");
  const listed = `${head}[[name, x, y], [a, 0, 1], [b, 1, 0]] }\n`;
  assert.equal(
    edit(listed, { kind: "cells", table, row: 1, cells: { x: "5", name: "c" } }),
    "[[name, x, y], [a, 0, 1], [c, 5, 0]]",
  );
  assert.equal(
    edit(listed, { kind: "add", table, cells: { y: "1", x: "7", name: "d" }, at: 0 }),
    "[[name, x, y], [d, 7, 1], [a, 0, 1], [b, 1, 0]]",
  );
  const bare = "dataset:\n  features: [{ name: x }]\ntraining: { epochs: 0 }\n";
  assert.equal(
    after(bare, { kind: "add", table: "queries", cells: { name: "q", x: "3" } }),
    `${bare}queries:\n  - { name: q, x: 3 }\n`,
  );
});

Deno.test("a gesture that cannot be made is a problem that says why", () => {
  const problem = (text: string, gesture: Gesture): string => {
    const edit = editFor(documentOf(text), gesture);
    return "problems" in edit ? `${edit.problems[0].message}; ${edit.problems[0].hint}` : "made";
  };
  const cells = { kind: "cells", table: "dataset.rows", row: 9, cells: { weight: "1" } } as const;
  assert.match(problem(GENDER, cells), /^dataset.rows has 4 rows: there is no number 10/);
  assert.match(problem(GENDER, { kind: "set", key: "epoch", value: "1" }), /did you mean training.epochs\?/);
  assert.match(problem("dataset: [", { kind: "set", key: "seed", value: "1" }), /must end with \]/);
  assert.match(problem("", { kind: "set", key: "seed", value: "1" }), /the file is empty/);
});

/** The shipped experiments with data files, and those files. */
const WITH_FILES = ["digits", "gender_csv", "iris", "moons", "spiral", "wine_folds"];

Deno.test("the rows of a data file come into the text, and the experiment keeps its id", () => {
  for (const name of WITH_FILES) {
    const text = Deno.readTextFileSync(projectPath(`experiments/${name}.yaml`));
    const path = /file: \{? ?(?:path: )?([\w.]+)/.exec(text)![1];
    const files = { [path]: Deno.readTextFileSync(projectPath(`experiments/${path}`)) };
    const edit = editFor({ name, text, files }, { kind: "inline" });
    if ("problems" in edit) {
      // 1,797 pictures of 64 numbers are more than an experiment file may hold.
      assert.deepEqual([name, edit.problems[0].code], ["digits", "too_large"]);
      continue;
    }
    const inlined = editedText(text, edit.ok);
    assert.ok(!inlined.includes("file:") && inlined.includes("rows:"), inlined.slice(0, 500));
    // Comments stay, as does all that is not the file.
    const comments = (some: string) => some.match(/#.*/g);
    assert.deepEqual(comments(inlined), comments(text));
  }
});

Deno.test("a row of a data file is edited in the text, where the file's rows then are", () => {
  const text = Deno.readTextFileSync(projectPath("experiments/gender_csv.yaml"));
  const files = { "people.csv": Deno.readTextFileSync(projectPath("experiments/people.csv")) };
  const edited = after(
    text,
    { kind: "cells", table: "dataset.rows", row: 0, cells: { weight: "99" } },
    files,
  );
  assert.match(edited, /rows:\n {4}- \{ name: Alice, weight: 99,/);
});

Deno.test("a table from a spreadsheet is pasted by the names of its columns, whatever their order", () => {
  const table = "dataset.rows";
  const tabs = "gender\theight\tname\tweight\tshoe\nF\t66\tGrace\t105\t7\nM\t71\tAlan\t150\t9\n";
  const replaced = after(GENDER, { kind: "paste", table, text: tabs, mode: "replace" });
  assert.ok(
    replaced.includes(
      "  rows:\n    - { name: Grace, weight: 105, height: 66, gender: F }\n" +
        "    - { name: Alan, weight: 150, height: 71, gender: M }\n\nnetwork",
    ),
    replaced,
  );
  const bare = "105;66,5;F\n150;71,25;M\n";
  const appended = after(GENDER, { kind: "paste", table, text: bare, mode: "append" });
  assert.ok(appended.includes("gender: F }\n    - { weight: 105, height: 66.5, gender: F }\n"), appended);
  const queries = after(GENDER, {
    kind: "paste",
    table: "queries",
    text: "weight,height\n1,2\n",
    mode: "replace",
  });
  assert.ok(queries.endsWith("queries:\n  - { weight: 1, height: 2 }\n"), queries);
  const edit = editFor(documentOf(GENDER), { kind: "paste", table, text: "a,b\n1,2\n", mode: "replace" });
  assert.ok("problems" in edit);
  assert.match(edit.problems[0].message, /must have .*weight, height and gender/);
});

Deno.test("among decimal commas a class and a category that are pasted stay as they are written", () => {
  const text = 'dataset: { features: [{ name: x }, { name: kind, categories: ["1,50", "2"] }], ' +
    'target: { name: y, classes: ["01", "1"] }, rows: [{ x: 0, kind: "2", y: "1" }] }\n';
  const pasted = "x;kind;y\n1,5;1,50;01\n2,5;2;1\n";
  const read = readExperiment(
    after(text, { kind: "paste", table: "dataset.rows", text: pasted, mode: "replace" }),
    { fileName: "test.yaml" },
  );
  assert.ok("ok" in read, JSON.stringify(read));
  const rows = read.ok.dataset.rows.map(({ values, targets }) => [...values, ...targets]);
  assert.deepEqual(rows, [[1.5, 1, 0, 0], [2.5, 0, 1, 1]]);
});

Deno.test("rows that are pasted under a name that is there become its copies, as those of a data file", () => {
  const text = "dataset: { features: [{ name: x }], target: { name: y }, rows: [{ name: A, x: 0, y: 1 }] }\n";
  const names = (mode: "append" | "replace", pasted: string): readonly string[] => {
    const edited = after(text, { kind: "paste", table: "dataset.rows", text: pasted, mode });
    const read = readExperiment(edited, { fileName: "test.yaml" });
    assert.ok("ok" in read, edited);
    return read.ok.dataset.rows.map(({ name }) => name);
  };
  const pasted = "name,x,home,y\nA,1,2,0\nB,3,4,1\nA,5,6,0\n,7,8,0\n";
  assert.deepEqual(names("replace", pasted), ["A", "B", "A (2)", "row 4"]);
  assert.deepEqual(names("append", pasted), ["A", "A (2)", "B", "A (3)", "row 5"]);
});

Deno.test("what a pasted table leaves unclear is refused: a point among decimal commas, text after a quote", () => {
  const refused = (text: string): string => {
    const edit = editFor(documentOf(GENDER), { kind: "paste", table: "dataset.rows", text, mode: "replace" });
    assert.ok("problems" in edit, text);
    const [{ message, hint }] = edit.problems;
    return `${message} | ${hint}`;
  };
  const thousands = refused("weight;height;gender\n133,5;1.200;F\n150;71,25;M\n");
  assert.match(
    thousands,
    /has decimal commas: found 1\.200 \| write 1,200, or 1200 if it is no decimal point/,
  );
  assert.match(refused('weight,height,gender\n"13"3,66,F\n'), /a quoted cell must end/);
  // A word with a point is a word.
  const versions = GENDER.replace(
    "{ name: height, unit: in, shift: 66 }",
    '{ name: height, categories: ["1.0", "2.5"] }',
  )
    .replace(/height: \d+/g, 'height: "1.0"');
  const text = "weight;height;gender\n133,5;1.0;F\n150,25;2.5;M\n";
  const edit = editFor(documentOf(versions), { kind: "paste", table: "dataset.rows", text, mode: "replace" });
  assert.ok("ok" in edit, JSON.stringify(edit));
});

Deno.test("a gesture on rows that are no longer those that were shown is refused, whatever it would do to them", () => {
  const text = GENDER.replace("epochs: 1000", "epocks: 1000");
  assert.notEqual(text, GENDER);
  const remove: Gesture = { kind: "remove", table: "dataset.rows", row: 0 };
  const cells: Gesture = { kind: "cells", table: "dataset.rows", row: 0, cells: { weight: "999" } };
  const add: Gesture = {
    kind: "add",
    table: "dataset.rows",
    cells: { weight: "1", height: "2", gender: "M" },
  };
  // Four rows are shown, and four are there: a mistake elsewhere is no reason.
  const first = editFor(documentOf(text), remove, 4);
  assert.ok("ok" in first);
  const without = editedText(text, first.ok);
  assert.doesNotMatch(without, /name: Alice/);
  for (const gesture of [remove, cells, add]) {
    const second = editFor(documentOf(without), gesture, 4);
    assert.ok("problems" in second, gesture.kind);
    assert.match(second.problems[0].message, /^the rows shown are of an earlier text/);
    assert.ok("ok" in editFor(documentOf(without), gesture, 3), gesture.kind);
  }
});

Deno.test("a row that is added is refused where a text that reads would no longer read with it", () => {
  const add = (cells: Readonly<Record<string, string>>): Gesture => ({
    kind: "add",
    table: "queries",
    cells,
  });
  const edit = editFor(documentOf(GENDER), add({ weight: "heavy", height: "60" }));
  assert.ok("problems" in edit);
  assert.equal(edit.problems[0].message, "queries[2].weight must be a number: found heavy");
  assert.ok("ok" in editFor(documentOf(GENDER), add({ weight: "120", height: "60" })));
  // A text with mistakes is none the worse for another.
  const wrong = GENDER.replace("epochs: 1000", "epocks: 1000");
  assert.ok("ok" in editFor(documentOf(wrong), add({ weight: "heavy", height: "60" })));
});

Deno.test("the last row that is needed is not removed: the table would show it beside a text without it", () => {
  const remove: Gesture = { kind: "remove", table: "dataset.rows", row: 0 };
  const one = GENDER.replace(/( +- \{ name: Alice.*\n)(?: +- .*\n)+/, "$1");
  assert.notEqual(one, GENDER);
  const edit = editFor(documentOf(one), remove, 1);
  assert.ok("problems" in edit);
  assert.equal(edit.problems[0].message, "dataset.rows must have a row: 1000 epochs need at least one");
  assert.match(edit.problems[0].hint!, /^add one/);
  // Of questions none is needed, and without epochs no row is.
  assert.ok("ok" in editFor(documentOf(one.replace("epochs: 1000", "epochs: 0")), remove, 1));
});

Deno.test("rows of a file are counted as the file has them", () => {
  const text = Deno.readTextFileSync(projectPath("experiments/gender_csv.yaml"));
  const files = { "people.csv": Deno.readTextFileSync(projectPath("experiments/people.csv")) };
  const remove: Gesture = { kind: "remove", table: "dataset.rows", row: 0 };
  assert.ok("ok" in editFor(documentOf(text, files), remove, 4));
});
