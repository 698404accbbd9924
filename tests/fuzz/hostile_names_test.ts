// Names are a stranger's: whatever a feature, a row, a class or a query is called, no result file carries it as
// markup, as a spreadsheet formula or as a path. A name that cannot be seen as it is, is refused.

import assert from "node:assert/strict";
import {
  ExperimentError,
  parseExperiment,
  resultFiles,
  runExperiment,
  sweepExperiment,
  sweepFiles,
} from "../../mod.ts";
import { bytesOf, type FileMap } from "../../src/results/file_content.ts";
import { caseCount } from "../requirement.ts";
import { HOSTILE_WORDS, MARKUP } from "./hostile_words.ts";
import { activeElement, unsafeContent } from "./unsafe_content.ts";

/** An experiment in which a word stands wherever a person may choose one. */
function experimentWith(word: string, place: string): string {
  const at = (name: string, otherwise: string): string => place === name ? word : otherwise;
  const feature = at("feature", "weight");
  const target = at("target", "gender");
  const label = at("class", "F");
  return JSON.stringify({
    name: at("name", "hostile"),
    description: at("description", "hostile"),
    dataset: {
      features: [{ name: feature, unit: at("unit", "lb"), shift: 135 }, { name: "height", shift: 66 }],
      target: { name: target, classes: Object.fromEntries([["M", 0], [label, 1]]) },
      rows: [
        Object.fromEntries([["name", at("row", "Alice")], [feature, 133], ["height", 65], [target, label]]),
        Object.fromEntries([["name", "Bob"], [feature, 160], ["height", 72], [target, "M"]]),
      ],
    },
    training: { epochs: 30 },
    queries: [Object.fromEntries([["name", at("query", "Emily")], [feature, 128], ["height", 63]])],
  });
}

const PLACES = ["name", "description", "feature", "unit", "target", "class", "row", "query"];

/** The files of a run and of a sweep; null where the experiment is refused. */
function filesWith(word: string, place: string): readonly FileMap[] | null {
  const text = experimentWith(word, place);
  try {
    const sweep = sweepExperiment(parseExperiment(text, { overrides: ["seed=1..5"] }));
    return [resultFiles(runExperiment(parseExperiment(text))), sweepFiles(sweep)];
  } catch (error) {
    if (error instanceof ExperimentError) return null;
    throw error;
  }
}

for (const place of PLACES) {
  Deno.test(`no word as ${place} becomes markup, a formula or a path in a result file`, () => {
    let acceptedCount = 0;
    const step = caseCount(4, 1);
    for (const word of HOSTILE_WORDS.filter((_, index) => index % step === 0)) {
      const files = filesWith(word, place);
      if (files === null) continue;
      acceptedCount++;
      const experiment = parseExperiment(experimentWith(word, place));
      for (const map of files) assert.equal(unsafeContent(experiment, map), null, JSON.stringify(word));
    }
    assert.ok(place === "name" || acceptedCount > 5, `${acceptedCount} words were accepted`);
  });
}

Deno.test("a name that cannot be seen as it is, or is too long, is refused wherever it stands", () => {
  const words = [
    "a\nb",
    "\u202Egnp.exe",
    "a\u200Bb",
    "a\u0000b",
    "a\u001b[31mb",
    "a\u009b31mb",
    "\u3164",
    "a\u{E0041}b",
    "a\u034Fb",
    "\u115F\u1160",
    "a\uFE0Fb",
    "a\u200Db",
    " a",
    "x".repeat(10_000),
    "\uD800",
  ];
  for (const place of PLACES.filter((place) => place !== "description")) {
    for (const word of words) assert.equal(filesWith(word, place), null, `${place}: ${JSON.stringify(word)}`);
  }
});

Deno.test("an experiment's name is letters, digits, - and _, so that it is a folder and nothing else", () => {
  for (const word of ["..", ".", "a/b", "a\\b", "/etc", "C:", "con.txt", "a b", "é", "%2e%2e", ""]) {
    assert.equal(filesWith(word, "name"), null, word);
  }
});

Deno.test("a query called like a formula is text in predictions.csv and in trials.csv", () => {
  const [run, sweep] = filesWith("=1+1", "query")!;
  assert.match(String(run.get("predictions.csv")), /^'=1\+1,128,63,/m);
  assert.match(new TextDecoder().decode(bytesOf(sweep.get("trials.csv")!)), /(^|,)'=1\+1,/m);
});

Deno.test("a query that holds a formula after a semicolon is text where cells end at semicolons", () => {
  const [run, sweep] = filesWith("Em;=cmd|' /C calc'!A0", "query")!;
  assert.match(String(run.get("predictions.csv")), /^"Em;'=cmd\|' \/C calc'!A0",128,63,/m);
  assert.match(new TextDecoder().decode(bytesOf(sweep.get("trials.csv")!)), /,"Em;'=cmd\|' \/C calc'!A0",/);
});

Deno.test("a query called like a script is shown as it is called, and runs nowhere", () => {
  for (const files of filesWith(MARKUP, "query")!) {
    const [html, markdown] = ["report.html", "report.md"].map((name) => String(files.get(name)));
    assert.ok(!html.includes(MARKUP));
    assert.match(html, /&lt;script/);
    assert.match(markdown, /(&lt;|\\<)script/);
    assert.equal(activeElement(markdown), null);
  }
});

Deno.test("a name that ends a block of code in Markdown lets no other name out of it", () => {
  for (const fence of ["```", "~~~", "````````", "``` x"]) {
    const text = experimentWith(fence, "row").replaceAll("height", MARKUP).replaceAll("Emily", fence);
    const experiment = parseExperiment(text);
    assert.equal(unsafeContent(experiment, resultFiles(runExperiment(experiment))), null, fence);
  }
});

Deno.test("the check of result files sees what it is there for", () => {
  const experiment = parseExperiment(experimentWith(MARKUP, "query"));
  assert.match(unsafeContent(experiment, new Map([["report.html", `<p>${MARKUP}</p>`]]))!, /markup/);
  assert.match(unsafeContent(experiment, new Map([["trials.csv", 'a,b\n1,"=1+1"\n']]))!, /formula/);
  assert.match(unsafeContent(experiment, new Map([["trials.csv", 'a,b\n1,"x;=1+1"\n']]))!, /formula/);
  assert.match(unsafeContent(experiment, new Map([["trials.csv", "a,b\n1,\uFF1D1+1\n"]]))!, /formula/);
  assert.match(unsafeContent(experiment, new Map([["../evil.csv", "a\n"]]))!, /a file called/);
  assert.match(
    unsafeContent(experiment, new Map([["report.md", "![x](http://x)"]]))!,
    /an element that acts: <img/,
  );
  assert.match(
    unsafeContent(experiment, new Map([["report.md", "see www.example.org"]]))!,
    /an element that acts: <a/,
  );
  assert.equal(unsafeContent(experiment, new Map([["loss.csv", "epoch,loss\n0,-1.5e-7\n"]])), null);
});
