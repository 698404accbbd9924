// Tests src/verify/class_text.ts: a line a result, and on a terminal nothing that is cut without a sign.
import assert from "node:assert/strict";
import { cellCount } from "../../src/text/width.ts";
import type { CheckedPlace } from "../../src/verify/class_rows.ts";
import { classRows, wordingHash } from "../../src/verify/class_rows.ts";
import { classText, countsText } from "../../src/verify/class_text.ts";
import { classCsv, classHtml, classMarkdown } from "../../src/verify/class_files.ts";
import { verify } from "../../src/verify/verify.ts";
import { changeText, PEOPLE, storedFiles } from "../results/stored_examples.ts";

const emphasize = (_style: string, text: string): string => text;

function places(): readonly CheckedPlace[] {
  const changed = storedFiles(PEOPLE);
  changeText(changed, "loss.csv", /\d(?=\n$)/, "1$&");
  const whole = storedFiles(PEOPLE, ["seed=7"]);
  const placeOf = (path: string, files: Map<string, Uint8Array>): CheckedPlace => ({
    kind: "result",
    path,
    verification: verify(files),
    experiment: null,
    written: [],
    wordingHash: wordingHash(files),
  });
  return [
    placeOf("class/anna/results/people/seed-7-de2afc7a", whole),
    placeOf("class/ben/results/people/seed-42-30da39ea", changed),
    { kind: "no_result", path: "class/=1+1|\u001b[31m", message: "it is empty" },
    {
      kind: "unreadable",
      path: "class/z.zip",
      message: "cannot read class/z.zip: it is no zip file, or it is cut off",
    },
  ];
}

const rows = classRows(places(), null);

Deno.test("without a terminal every result has one line, and the last line counts them", () => {
  const lines = classText(rows, { columns: null, emphasize }).trimEnd().split("\n");
  assert.equal(lines.length, rows.length + 1);
  assert.deepEqual(lines.slice(0, 4).map((line) => line.slice(0, 10).trimEnd()), [
    "same",
    "changed",
    "no result",
    "unreadable",
  ]);
  assert.equal(lines[4], "4 results: 1 the same, 1 changed, 1 without a result, 1 unreadable");
  assert.ok(!lines[2].includes("\u001b"), "what cannot be seen is shown");
});

Deno.test("on a terminal no line is wider than it, and every word of a reason is there", () => {
  for (const columns of [40, 60, 80, 200]) {
    const text = classText(rows, { columns, emphasize });
    for (const line of text.split("\n")) assert.ok(cellCount(line) <= columns, `${columns}: ${line}`);
    const words = text.replace(/\s+/g, " ");
    assert.match(words, /loss\.csv line 7, epoch 50: \S+ should be \S+ /);
    assert.match(words, /it is no zip file, or it is cut off/);
    assert.equal(text.match(/^(same|changed|no result|unreadable)( |$)/gm)?.length, 4);
  }
  assert.match(
    classText(rows, { columns: 40, emphasize }),
    /^changed\n {2}class\/ben\/results\/people\/seed-42-30…?/m,
    "with little room the place and the reason stand below the mark",
  );
  assert.equal(countsText(rows.slice(0, 1)), "1 result: 1 the same");
});

Deno.test("a folder's name becomes no formula and no markup", () => {
  const odd = classRows([{ kind: "no_result", path: "=1+1|<b>", message: "it is empty" }], null);
  assert.match(classCsv(odd), /\n'=1\+1\|<b>,no result,/);
  assert.match(classMarkdown(odd), /^\| =1\+1\\\|&lt;b&gt; \| no result \| it is empty \|$/m);
});

Deno.test("a page has the marked results by themselves, unless that is all of them", () => {
  const captions = (shown: typeof rows): readonly string[] =>
    classHtml(shown).match(/What is marked\.|All of them, in their order\./g) ?? [];
  assert.deepEqual(captions(rows), ["What is marked.", "All of them, in their order."]);
  assert.deepEqual(captions(rows.slice(1)), ["All of them, in their order."]);
});
