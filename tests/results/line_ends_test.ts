// Tests src/results/line_ends.ts: files whose line ends alone were changed are given back as they were written.
import assert from "node:assert/strict";
import { bytesOf } from "../../src/results/file_content.ts";
import { filesAsWritten, piecesWithLineFeeds, withLineFeeds } from "../../src/results/line_ends.ts";
import { changeText, PEOPLE, putText, storedFiles, textIn } from "./stored_examples.ts";

/** Gives a file the line ends of Windows. */
function toWindows(files: Map<string, Uint8Array>, names: Iterable<string> = [...files.keys()]): void {
  for (const name of names) putText(files, name, textIn(files, name).replaceAll("\n", "\r\n"));
}

Deno.test("files with the line ends of Windows, all or one, are given back as they were written", () => {
  const written = storedFiles(PEOPLE);
  for (const changed of [undefined, ["loss.csv"]]) {
    const files = storedFiles(PEOPLE);
    toWindows(files, changed);
    const found = filesAsWritten(files);
    assert.ok(found !== null);
    for (const [name, bytes] of found) {
      if (name !== "manifest.json") assert.deepEqual(bytes, written.get(name), name);
    }
  }
});

Deno.test("an experiment that was written on Windows is as it was written", () => {
  const text = PEOPLE.replaceAll("\n", "\r\n");
  const files = storedFiles(text);
  assert.equal(filesAsWritten(files), null);
  toWindows(files, ["loss.csv"]);
  const found = filesAsWritten(files);
  assert.equal(found === null ? null : textIn(new Map(found), "experiment.yaml"), text);
});

Deno.test("an experiment that was written on Windows and lost its line ends is given back with them", () => {
  const text = PEOPLE.replaceAll("\n", "\r\n");
  const files = storedFiles(text);
  putText(files, "experiment.yaml", PEOPLE);
  const found = filesAsWritten(files);
  assert.equal(found === null ? null : textIn(new Map(found), "experiment.yaml"), text);
  putText(files, "experiment.yaml", PEOPLE.replace("people", "persons"));
  assert.equal(filesAsWritten(files), null);
});

Deno.test("where anything else is changed too, nothing is given back", () => {
  const files = storedFiles(PEOPLE);
  changeText(files, "predictions.csv", /^(Emily,128,63,0\.)\d/m, "$19");
  toWindows(files);
  assert.equal(filesAsWritten(files), null);
});

Deno.test("pieces have the line ends of the whole, wherever it is cut", () => {
  for (const text of ["a\r\nb\rc\r\n", "\r\n\r\r\n\n", "\r", "no end\r"]) {
    const whole = new TextEncoder().encode(text);
    for (let first = 0; first <= whole.length; first++) {
      for (let second = first; second <= whole.length; second++) {
        const pieces = [whole.subarray(0, first), whole.subarray(first, second), whole.subarray(second)];
        assert.deepEqual(bytesOf(piecesWithLineFeeds(pieces)), withLineFeeds(whole), JSON.stringify(text));
      }
    }
  }
});
