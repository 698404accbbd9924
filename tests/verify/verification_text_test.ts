// A verification fits the width of the terminal and gives the place of each difference.
import assert from "node:assert/strict";
import { cellCount } from "../../src/text/width.ts";
import { verificationText } from "../../src/verify/verification_text.ts";
import { findingText } from "../../src/verify/finding_text.ts";
import { verify } from "../../src/verify/verify.ts";
import { inWords } from "../../src/text/number_words.ts";
import { changeText, PEOPLE, storedFiles, storedSweepFiles, textIn } from "../results/stored_examples.ts";

Deno.test("no line is wider than the terminal, and no value is broken", () => {
  const files = storedSweepFiles(PEOPLE, ["seed=1..60", "learning_rate=0.1,0.5"]);
  changeText(files, "trials.csv", /^(30,0\.5,completed,0\.\d)\d{3}/m, "$1777");
  changeText(files, "summary.json", /("Emily": \{\s*"output"[^]*?"p50": 0\.\d)\d{3}/, "$1777");
  const verification = verify(files);
  for (const columns of [60, 72, 80, 120]) {
    const emphasize = (_style: string, text: string): string => text;
    const text = verificationText("results/people/sweep-00000000", verification, {
      columns,
      emphasize,
    });
    for (const line of text.split("\n")) assert.ok(cellCount(line) <= columns, `${columns}: ${line}`);
    const words = text.replace(/\s+/g, " ");
    assert.match(
      words,
      /line 61, trial 60 \(seed=30 learning_rate=0\.5\), final_loss: 0\.\d777\d* should be 0\.\d+,/,
    );
    assert.match(words, /queries\.Emily\.output\.quantiles\.p50: 0\.\d777\d* should be 0\.\d+,/);
  }
});

Deno.test("numbers a few roundings apart are told in ulp, and others by their difference", () => {
  const lineOf = (change: string): string => {
    const files = storedFiles(PEOPLE);
    changeText(files, "loss.csv", /^(10,0\.\d{3})\d+/m, change);
    const plain = (_style: string, text: string): string => text;
    const text = verificationText("people", verify(files), { columns: 200, emphasize: plain });
    return text.split("\n").find((line) => line.startsWith("  loss.csv"))!;
  };
  const [, found, wanted, off] = /: (\S+) should be (\S+), off by (\S+)$/.exec(lineOf("$1"))!;
  assert.equal(off, inWords(Number(wanted) - Number(found)));
  const [, digits] = /^10,(0\.\d+)/m.exec(textIn(storedFiles(PEOPLE), "loss.csv"))!;
  const next = String(Number(digits) + 2 ** -53);
  assert.match(lineOf(`10,${next}`), /, \d ulp apart$/);
});

Deno.test("of two lines that look alike it is said what tells them apart, and of a list's line the same", () => {
  const found = (name: string, change: (bytes: Uint8Array) => Iterable<number>): readonly string[] => {
    const files = storedFiles(PEOPLE);
    files.set(name, Uint8Array.from(change(files.get(name)!)));
    const verification = verify(files);
    const plain = (_style: string, text: string): string => text;
    const text = verificationText("people", verification, { columns: 200, emphasize: plain });
    return [text.split("\n").find((line) => line.startsWith(`  ${name}`))!, findingText(verification)];
  };
  const mark = found("loss.csv", (bytes) => [0xef, 0xbb, 0xbf, ...bytes]);
  assert.match(mark[0], / line 1: a byte order mark stands before it$/);
  assert.equal(mark[1], "loss.csv line 1: a byte order mark stands before it");
  const cut = found("log.txt", (bytes) => bytes.subarray(0, -1));
  assert.match(cut[0], / line \d+, query =Frank, the tall: its line end is missing$/);
  assert.match(cut[1], /^log\.txt line \d+, query =Frank, the tall: its line end is missing$/);
  const long = found("log.txt", (bytes) => [...bytes, 10]);
  assert.match(long[0], / line \d+: a line end too many$/);
  const blank = found("log.txt", (bytes) => [...bytes.subarray(0, -1), 32, 10]);
  assert.match(blank[0], / line \d+, query =Frank, the tall: blanks around it differ$/);
});
