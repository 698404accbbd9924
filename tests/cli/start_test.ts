// What a command says of mistakes in a file, on a terminal and elsewhere.

import assert from "node:assert/strict";
import { exitCodeOf } from "../../src/cli/start.ts";
import { ExperimentError } from "../../src/experiment/source/problem.ts";

const text = `training: { learning_rate: 10%, ${"epochs: 1000, ".repeat(20)} }\n`;
const start = text.indexOf("10%");
const error = new ExperimentError([{
  code: "wrong_value",
  place: { source: { name: "a.yaml", text }, start, end: start + 3 },
  message: "training.learning_rate must be a number of at least 0: found 10%",
}]);

/** What is said of the error where standard error is a terminal of so many columns; null where it is none. */
function saidTo(columns: number | null): readonly string[] {
  const { stderr, consoleSize } = Deno;
  const { isTerminal, writeSync } = stderr;
  let written = "";
  stderr.isTerminal = () => columns !== null;
  Deno.consoleSize = () => ({ columns: columns ?? 80, rows: 24 });
  stderr.writeSync = (bytes) => {
    written += new TextDecoder().decode(bytes);
    return bytes.length;
  };
  try {
    assert.equal(exitCodeOf(error), 2);
  } finally {
    Object.assign(stderr, { isTerminal, writeSync });
    Object.assign(Deno, { consoleSize });
  }
  return written.trimEnd().split("\n");
}

Deno.test("on a narrow terminal the line of a mistake is cut to its width, and the carets stand under the mistake", () => {
  for (const columns of [30, 40, 80, 200]) {
    const lines = saidTo(columns);
    const [shown, carets] = lines.slice(-2);
    assert.ok(lines.every((line) => line.length <= columns), lines.join("\n"));
    assert.equal(shown.slice(carets.indexOf("^"), carets.lastIndexOf("^") + 1), "10%");
  }
});

Deno.test("a file that takes the messages has lines as wide as they always were", () => {
  assert.equal(saidTo(null).join("\n"), error.message);
});
