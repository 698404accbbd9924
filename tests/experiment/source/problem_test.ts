// A mistake as a person reads it: where, what, the line with a caret, a way out.

import assert from "node:assert/strict";
import { parseExperiment } from "../../../src/experiment/reading/parse_experiment.ts";
import {
  describeProblem,
  describeProblemWithin,
  ExperimentError,
  positionOf,
} from "../../../src/experiment/source/problem.ts";

function described(text: string, start: number, end: number, hint?: string): string {
  const place = { source: { name: "a.yaml", text }, start, end };
  return describeProblem({ code: "syntax", place, message: "wrong", hint });
}

Deno.test("a message with its place, its line and carets, to the letter", () => {
  const text = "name: xor\ntraining:\n  learning_rate: -0.1\ndataset: { features: [{ name: x }] }\n";
  assert.throws(
    () => parseExperiment(text, { fileName: "experiments/xor.yaml" }),
    (error) => {
      assert.ok(error instanceof ExperimentError);
      assert.equal(
        error.message,
        `experiments/xor.yaml:3:18: training.learning_rate must be a number of at least 0: found -0.1
 3 |   learning_rate: -0.1
   |                  ^^^^`,
      );
      return true;
    },
  );
});

Deno.test("lines and columns count from 1, in characters, after any kind of line break", () => {
  const text = "a\r\nb\rc\n😀 d";
  for (const [found, line, column] of [["a", 1, 1], ["b", 2, 1], ["c", 3, 1], ["d", 4, 3]] as const) {
    assert.deepEqual(positionOf(text, text.indexOf(found)), { line, column });
  }
  assert.deepEqual(positionOf("\uFEFFx", 1), { line: 1, column: 1 });
  assert.deepEqual(positionOf("", 0), { line: 1, column: 1 });
});

Deno.test("carets stand under the place and end with its line", () => {
  assert.equal(described("a: b c\nd", 3, 6), "a.yaml:1:4: wrong\n 1 | a: b c\n   |    ^^^");
  assert.equal(described("a: [1,\n2]", 3, 10), "a.yaml:1:4: wrong\n 1 | a: [1,\n   |    ^^^");
  assert.equal(described("a:", 2, 2), "a.yaml:1:3: wrong\n 1 | a:\n   |   ^");
  assert.equal(described("\tx", 1, 2, "help"), "a.yaml:1:2: wrong\n 1 |  x\n   |  ^\n  help");
});

Deno.test("a byte order mark is not shown, and no caret stands under it", () => {
  assert.equal(described("\uFEFFa;b\nc", 0, 4), "a.yaml:1:1: wrong\n 1 | a;b\n   | ^^^");
  assert.equal(described("\uFEFFa;b\nc", 0, 0), "a.yaml:1:1: wrong\n 1 | a;b\n   | ^");
});

Deno.test("an empty line is not shown", () => {
  assert.equal(described("", 0, 0, "help"), "a.yaml:1:1: wrong\n  help");
});

Deno.test("a long line is cut around the place", () => {
  const text = `${"x".repeat(5000)}HERE${"y".repeat(5000)}`;
  const [, line, caret] = described(text, 5000, 5004).split("\n");
  assert.ok(line.length <= 84);
  assert.equal(line.slice(caret.indexOf("^"), caret.lastIndexOf("^") + 1), "HERE");
});

Deno.test("a cut line says so on either side, and shows as much as fits", () => {
  const text = `${"a".repeat(60)}HERE${"b".repeat(60)}`;
  const rows = (start: number, end: number) => described(text, start, end).split("\n").slice(1);
  assert.deepEqual(rows(60, 64), [
    ` 1 | …${"a".repeat(37)}HERE${"b".repeat(33)}…`,
    `   | ${" ".repeat(38)}^^^^`,
  ]);
  assert.equal(rows(0, 1)[0], ` 1 | ${"a".repeat(60)}HERE${"b".repeat(11)}…`);
  assert.deepEqual(rows(123, 124), [
    ` 1 | …${"a".repeat(11)}HERE${"b".repeat(60)}`,
    `   | ${" ".repeat(75)}^`,
  ]);
});

Deno.test("on a terminal of any width no row of source or carets is wider, and the carets stand under the place", () => {
  const line = "    - { name: Alice,   weight: x33, height: 65, gender: F, colour: red, size: 36 }";
  const text = `${"\n".repeat(41)}${line}\n`;
  const start = text.indexOf("x33");
  const problem = {
    code: "syntax",
    place: { source: { name: "a.yaml", text }, start, end: start + 3 },
    message: "wrong",
  } as const;
  for (const columns of [20, 30, 40, 60, 80]) {
    const [, shown, carets] = describeProblemWithin(problem, columns).split("\n");
    assert.ok(shown.length <= columns && carets.length <= columns, `${columns}: ${shown}`);
    assert.equal(shown.slice(carets.indexOf("^"), carets.lastIndexOf("^") + 1), "x33");
    assert.ok(shown.endsWith("…"));
  }
  assert.equal(
    describeProblemWithin(problem, 40),
    "a.yaml:42:32: wrong\n 42 | …lice,   weight: x33, height: 65,…\n    |                  ^^^",
  );
});

Deno.test("nothing in a file can draw on the terminal", () => {
  const escape = "\u001b[2J\u202e\u0007\u2066";
  const place = { source: { name: `a${escape}.yaml`, text: `x: ${escape}` }, start: 3, end: 5 };
  const text = describeProblem({ code: "syntax", place, message: `found ${escape}`, hint: escape });
  // deno-lint-ignore no-control-regex
  assert.doesNotMatch(text.replaceAll("\n", ""), /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
});

Deno.test("an argument of the command line is shown whole, without a line", () => {
  const source = { name: "command line", text: "seed=x", isArgument: true };
  const problem = { code: "wrong_value", place: { source, start: 5, end: 6 }, message: "wrong" } as const;
  assert.equal(describeProblem(problem), "seed=x: wrong");
});

Deno.test("an error carries its problems as data", () => {
  const error = new ExperimentError([
    { code: "missing", place: { source: { name: "a.yaml", text: "" }, start: 0, end: 0 }, message: "wrong" },
  ]);
  assert.equal(error.name, "ExperimentError");
  assert.equal(error.problems[0].code, "missing");
});
