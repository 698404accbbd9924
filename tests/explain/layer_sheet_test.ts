// Worksheets of networks with filters, pools and memory: pinned for a small image and a short sentence; for any of them the
// key has the sheet's gaps, whatever a formula names is given or asked for, and whoever calculates finds what the key says.
import assert from "node:assert/strict";
import { htmlPage } from "../../src/document/html_page.ts";
import { markdownPage } from "../../src/document/markdown_page.ts";
import type { Blank, Page } from "../../src/document/page.ts";
import { textPage } from "../../src/document/text_page.ts";
import { parseExperiment } from "../../src/experiment/reading/parse_experiment.ts";
import type { Experiment } from "../../src/experiment/experiment.ts";
import type { ExplainOptions } from "../../src/explain/explain_options.ts";
import { runExperiment } from "../../src/run/run_experiment.ts";
import { layerSubjects } from "../../src/explain/explain.ts";
import { layerSheetOf } from "../../src/explain/layer_sheet.ts";
import type { Digits } from "../../src/text/number_words.ts";
import { withUnpinnedMathThrowing } from "../report/unpinned_math.ts";
import { assertGolden } from "./explanations.ts";

const STRIPES = parseExperiment(`
name: stripes
dataset:
  features: [{ name: pixels, columns: "p*", shape: [4, 4] }]
  target: { name: stripes, classes: [upright, lying] }
  rows:
    - [stripes, p11, p12, p13, p14, p21, p22, p23, p24, p31, p32, p33, p34, p41, p42, p43, p44]
    - [upright, 0, 2, 0, 4, 0, 3, 2, 4, 0, 2, 0, 3, 2, 3, 0, 2]
    - [lying, 0, 2, 0, 0, 3, 4, 2, 3, 0, 0, 2, 0, 4, 3, 3, 2]
network:
  layers:
    - conv: { filters: 2, size: 2, activation: relu }
    - maxpool: { size: 3 }
    - dense: {}
init: { seed: 3 }
training: { epochs: 5, learning_rate: 0.1 }
queries:
  - name: asked
    p11: 2
    p12: 5
    p13: 3
    p14: 0
    p21: 7
    p22: 4
    p23: 2
    p24: 6
    p31: 3
    p32: 8
    p33: 5
    p34: 2
    p41: 9
    p42: 0
    p43: 4
    p44: 7
`);

const MOOD = parseExperiment(`
name: mood
dataset:
  features: [{ name: text, tokens: words }]
  target: { name: mood, classes: [bad, good] }
  rows:
    - [text, mood]
    - [i am not sad, good]
    - [i am sad, bad]
    - ["", bad]
    - [i am very very very very not very sad, bad]
  validation: { rows: [{ name: held, text: i am very sad, mood: bad }] }
network: { layers: [{ rnn: { size: 2 } }, { dense: {} }] }
init: { seed: 1 }
training: { epochs: 5, learning_rate: 0.1 }
queries: [{ name: asked, text: sad i }]
`);

/** Two convolutions with padding and channels, ties that all learn, hidden neurons, and many outputs. */
const DEEP = parseExperiment(`
name: deep
dataset:
  features: [{ name: pixels, columns: "p*", shape: [3, 4] }]
  target: { name: k, classes: [a, b, c, d, e, f] }
  rows:
    - [k, p0, p1, p2, p3, p4, p5, p6, p7, p8, p9, pa, pb]
    - [a, 0, 6, 2, 3, 4, 5, 8, 0, 2, 7, 9, 3]
    - [e, 3, 4, 2, 5, 3, 2, 6, 3, 4, 0, 2, 0]
network:
  layers:
    - conv: { filters: 2, size: 2, padding: 1, activation: tanh }
    - maxpool: { size: 2, ties: all }
    - conv: { filters: 3, size: 2, bias: false, activation: relu }
    - dense: { size: 6, activation: tanh }
    - dense: { size: 6, activation: softmax }
init: { seed: 4, scheme: normal, sd: 0.5 }
training: { epochs: 5, learning_rate: 0.01 }
`);

/** A number in other units than its column's, from a memory of seven numbers. */
const PRICES = parseExperiment(`
name: prices
dataset:
  features: [{ name: text, tokens: words }]
  target: { name: price, shift: mean, scale: std }
  rows: [[text, price], [old house, 120], [new large house, 260]]
  validation: { rows: [{ name: held, text: old large house, price: 190 }] }
network: { layers: [{ rnn: { size: 7 } }, { dense: { activation: identity } }] }
init: { seed: 2 }
training: { epochs: 5, learning_rate: 0.01, loss: mse }
queries: [{ name: asked, text: new house }]
`);

type Case = readonly [experiment: Experiment, options: ExplainOptions];

const CASES: readonly Case[] = [
  [STRIPES, {}],
  [STRIPES, { row: "row 2", parameter: "conv1.b2", epoch: 3 }],
  [STRIPES, { parameter: "dense1.w2.1" }],
  [STRIPES, { query: "asked" }],
  [MOOD, {}],
  [MOOD, { row: "row 4", parameter: "rnn1.w2.h1", epoch: 2 }],
  [MOOD, { row: "row 4", parameter: "rnn1.w1.very" }],
  [MOOD, { row: "row 4", parameter: "rnn1.w1.am" }],
  [MOOD, { row: "row 3" }],
  [MOOD, { parameter: "rnn1.b2" }],
  [MOOD, { query: "asked", epoch: 5 }],
  [MOOD, { heldOut: "held" }],
  [DEEP, {}],
  [DEEP, { row: "row 2", epoch: 4, parameter: "conv2.w3.1.2.2" }],
  [DEEP, { parameter: "conv1.w2.2.2" }],
  [DEEP, { parameter: "dense1.w4.2" }],
  [DEEP, { parameter: "dense2.b6" }],
  [PRICES, {}],
  [PRICES, { row: "row 2", parameter: "rnn1.w3.large" }],
  [PRICES, { query: "asked" }],
  [PRICES, { row: "held", epoch: 3 }],
];

/** The sheet, or its key. */
function sheetOf([experiment, options]: Case, which: "sheet" | "key", digits: Digits = 4): Page {
  const sheet = layerSheetOf(layerSubjects(experiment, options)[0], digits, which);
  assert.ok("ok" in sheet, JSON.stringify(sheet));
  return sheet.ok;
}

function textOf(page: Page, width = 80): string {
  return textPage(page, { width, emphasize: (heading) => heading });
}

/** Its text without line ends. */
function inOneLine(page: Page): string {
  return textOf(page, 100).replace(/\s+/g, " ");
}

/** Every gap of a page, in reading order. */
function gapsOf(page: Page): readonly Blank[] {
  const found: Blank[] = [];
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(visit);
    else if (typeof value === "object" && value !== null) {
      if ("kind" in value && value.kind === "blank") found.push(value as Blank);
      else Object.values(value).forEach(visit);
    }
  };
  visit(page.blocks);
  return found;
}

/** Alone a name and a date are asked for before the rows. */
const NAME_AND_DATE = 2;

/** A number as JavaScript reads it. */
function plain(text: string): string {
  return text.replaceAll("−", "-").replace("∞", "Infinity");
}

Deno.test("the worksheet of a filter and a pool and its key are pinned", () => {
  assertGolden("stripes_sheet.txt", textOf(sheetOf([STRIPES, {}], "sheet")));
  assertGolden("stripes_key.txt", textOf(sheetOf([STRIPES, {}], "key")));
});

Deno.test("the worksheet of a memory and its key are pinned", () => {
  assertGolden("mood_sheet.md", markdownPage(sheetOf([MOOD, {}], "sheet")));
  assertGolden("mood_key.md", markdownPage(sheetOf([MOOD, {}], "key")));
});

Deno.test("the sheet of a row that is held out asks for its loss and for no slope, and says why it ends there", () => {
  for (const experiment of [MOOD, PRICES]) {
    const [{ epoch, heldOut }] = runExperiment(experiment).losses.slice(-1);
    const text = inOneLine(sheetOf([experiment, { heldOut: "held", epoch: epoch + 1 }], "key"));
    assert.match(
      text,
      /The error .*The right answer.*\bL = .*The row is held out: .* nothing is learned from it\./,
    );
    assert.doesNotMatch(text, /∂|A query has no target/);
    const [, loss] = / = \(\d+\) ([\d.]+) The row is held out/.exec(text)!;
    assert.ok(Math.abs(Number(loss) - heldOut!.loss) <= 0.00005, `${loss} for ${heldOut!.loss}`);
  }
});

Deno.test("the key has the gaps of the sheet, each filled, and the sheet's are empty", () => {
  for (const one of CASES) {
    const gaps = gapsOf(sheetOf(one, "sheet")).slice(NAME_AND_DATE);
    const filled = gapsOf(sheetOf(one, "key"));
    assert.ok(gaps.length > 5);
    assert.deepEqual(filled.map(({ number }) => number), gaps.map(({ number }) => number));
    assert.ok(gaps.every(({ answer }) => answer === null));
    assert.ok(filled.every(({ answer }) => answer !== null));
  }
});

Deno.test("gaps are numbered in reading order, and one that comes again has its number and its answer again", () => {
  let againCount = 0;
  for (const one of CASES) {
    const answers: string[] = [];
    for (const { number, answer } of gapsOf(sheetOf(one, "key"))) {
      if (number === null) continue;
      const text = (typeof answer === "string" ? answer : answer!.text).split(",")[0];
      assert.ok(number <= answers.length + 1, String(one[1].parameter));
      if (number > answers.length) answers.push(text);
      else {
        assert.equal(Number(plain(text)), Number(plain(answers[number - 1])));
        againCount++;
      }
    }
  }
  assert.ok(againCount > 20);
});

/** Lines of a printed page. */
const LINES_OF_PAPER = 66;

Deno.test("no line of a sheet or a key is wider than a terminal, and no more than three pages are filled", () => {
  for (const one of CASES) {
    for (const which of ["sheet", "key"] as const) {
      const lines = textOf(sheetOf(one, which)).split("\n");
      assert.deepEqual(lines.filter((line) => line.length > 80), []);
      assert.ok(lines.length < 3 * LINES_OF_PAPER, String(lines.length));
    }
  }
});

/** The sides of each equation of a page. */
function equationsOf(page: Page): readonly (readonly (string | Blank)[])[] {
  return page.blocks.flatMap((block) => block.kind === "section" ? block.blocks : [])
    .flatMap((block) => block.kind === "equations" ? block.equations : [])
    .map((sides) => sides.map((side) => "kind" in side ? side : side.text));
}

/** What a gap holds, as text. */
function answerOf({ answer }: Blank): string {
  return typeof answer === "string" ? answer : answer!.text;
}

/** What a line of arithmetic comes to, by JavaScript's own functions. */
function calculated(arithmetic: string): number {
  const script = plain(arithmetic).replaceAll("·", "*")
    .replace(/\|(.*?)\|/g, "abs($1)")
    .replaceAll("e^(", "exp(")
    .replaceAll("²", "**2");
  const { max, min, exp, tanh, log, abs } = Math;
  const functions = { max, min, exp, tanh, ln: log, abs, identity: Number, relu: (s: number) => max(s, 0) };
  return new Function(...Object.keys(functions), `return ${script};`)(...Object.values(functions));
}

Deno.test("whoever calculates what stands in a gap finds the number after it", () => {
  let count = 0;
  for (const one of CASES) {
    for (const sides of equationsOf(sheetOf(one, "key", "full"))) {
      const [before, last] = sides.slice(-2).map((side) => typeof side === "string" ? side : answerOf(side));
      if (sides.length < 4) continue;
      const [found, wanted] = [calculated(before), Number(plain(last))];
      // JavaScript's tanh, exp and log may err by the last digits, and a rest is added last.
      assert.ok(Math.abs(found - wanted) <= 1e-12 * Math.max(1, Math.abs(wanted)), `${before} = ${last}`);
      count++;
    }
  }
  assert.ok(count > 250, String(count));
});

Deno.test("whatever a formula of the sheet names is given or asked for", () => {
  for (const one of CASES) {
    const page = sheetOf(one, "sheet");
    const text = textOf(page, 100);
    const given = /\nGiven\n([^]*?)\n1\. /.exec(text)![1];
    const known = new Set([...given.matchAll(/(\S+) = /g)].map(([, name]) => name));
    for (const block of page.blocks.flatMap((block) => block.kind === "section" ? block.blocks : [])) {
      if (block.kind === "table") {
        for (const name of textOf({ ...page, blocks: [block] }, 100).matchAll(/\S+/g)) known.add(name[0]);
        for (const [output] of block.rows) namesOfRow(output).forEach((name) => known.add(name));
      }
      for (const [left, ...sides] of block.kind === "equations" ? block.equations : []) {
        for (const side of sides) {
          if ("kind" in side) continue;
          for (const [name] of side.text.replaceAll("e^(", "(").matchAll(NAME)) {
            assert.ok(known.has(name) || isOfTable(name, text), `${name} in ${side.text}`);
          }
        }
        known.add((left as { readonly text: string }).text);
      }
    }
  }
});

/** Names in a formula, but for functions and numbers. */
const NAME = /∂L\/∂[\w.]+|[a-z_]\w*(?:\.\w+)*′\([\w.]+\)|\b[a-zL]\w*(?:\.\w+)*\b(?!\()/g;

/** What the row of a table of outputs or neurons is about. */
function namesOfRow(cell: unknown): readonly string[] {
  if (typeof cell !== "object" || cell === null || !("text" in cell)) return [];
  const name = String(cell.text);
  return [
    name,
    `sum_${name}`,
    `∂L/∂${name}`,
    `∂L/∂sum_${name}`,
    name.replace(/^o/, "y"),
    name.replace(/^o/, "e"),
  ];
}

/** A product, by what the caption of its table says. */
function isOfTable(name: string, text: string): boolean {
  const [, number] = /^p(\d+)$/.exec(name) ?? [];
  if (number === undefined) return false;
  return [...text.matchAll(/row by row, p(\d+)(?: to p(\d+))?:/g)]
    .some(([, first, last = first]) => Number(first) <= Number(number) && Number(number) <= Number(last));
}

Deno.test("no number of four and more digits on the sheet is an answer", () => {
  let count = 0;
  for (const one of CASES) {
    const numbers = new Set(textOf(sheetOf(one, "sheet", 9)).match(/\d\.\d{4,}/g));
    const answers = gapsOf(sheetOf(one, "key", 9)).filter(({ number }) => number !== null)
      .map((gap) => plain(answerOf(gap)).replace("-", "")).filter((answer) => /\d\.\d{4,}/.test(answer));
    const largest = equationsOf(sheetOf(one, "key", 9)).find(([left]) => left === "largest")?.at(-1);
    // The largest of some sums is one of those that the table gives, unless it is the one that is worked out.
    const mayBeTold = largest === undefined ? "" : plain(answerOf(largest as Blank)).replace("-", "");
    const told = answers.filter((answer) => numbers.has(answer) && answer !== mayBeTold);
    // After no word the state is 0, and of a sum the bias is left.
    if (one[1].row !== "row 3") assert.deepEqual(told, [], JSON.stringify(one[1]));
    count += answers.length;
  }
  assert.ok(count > 300, String(count));
  assert.doesNotMatch(htmlPage(sheetOf([STRIPES, {}], "sheet")), /class="answer"/);
});

/** An image of four rows in one filter of one weight and one square, so that the square's points are the image's. */
function squareOfFour(points: string, ties: string): Experiment {
  return parseExperiment(`
name: square
dataset:
  features: [{ name: pixels, columns: "p*", shape: [2, 2] }]
  target: { name: y }
  rows: [[y, p1, p2, p3, p4], [1, ${points}]]
network: { layers: [{ conv: { filters: 1, size: 1, activation: identity } }, { maxpool: { size: 2, ties: ${ties} } }, { dense: {} }] }
init: { weights: 1, biases: 0 }
training: { loss: mse }
`);
}

Deno.test("of equal numbers the first one wins and hears of the loss, or all of them where all ties learn", () => {
  const backTo = (points: string, ties: string): readonly string[] => {
    const text = textOf(sheetOf([squareOfFour(points, ties), {}], "key"));
    const rows = [...text.matchAll(/^ {5}(conv1[\d.]+) {2}\(\d+\) (\S+)$/gm)];
    return rows.filter(([, , back]) => back !== "0").map(([, name]) => name);
  };
  assert.deepEqual(backTo("1, 3, 3, 2", "first"), ["conv1.1.1.2"]);
  assert.deepEqual(backTo("1, 3, 3, 2", "all"), ["conv1.1.1.2", "conv1.1.2.1"]);
  assert.deepEqual(backTo("1, 0, 3, 4", "first"), ["conv1.1.2.2"]);
  const words = textOf(sheetOf([squareOfFour("1, 3, 3, 2", "all"), {}], "key"));
  assert.match(words, /The winners, each of the greatest: \(\d+\) conv1\.1\.1\.2 and conv1\.1\.2\.1\./);
});

Deno.test("a weight that lies beside every image is not used, and one that lies on it once is used once", () => {
  const thin = parseExperiment(`
name: thin
dataset:
  features: [{ name: pixels, columns: "p*", shape: [1, 2] }]
  target: { name: k, classes: all }
  rows: [[k, p0, p1], [a, 0, 1], [b, 1, 1]]
network: { layers: [{ conv: { filters: 1, size: 3, padding: 1, activation: tanh } }, { dense: {} }] }
training: { epochs: 1 }
`);
  const key = (parameter: string) => inOneLine(sheetOf([thin, { parameter }], "key"));
  assert.match(key("conv1.w1.1.1"), /The weight conv1\.w1\.1\.1 It is not used by this row\. ∂L/);
  assert.match(key("conv1.w1.2.1"), /It is used once\./);
  assert.match(key("conv1.b1"), /The bias conv1\.b1 It is used at 2 positions, .* row by row\./);
});

Deno.test("of a long sentence the last six words are worked out, and what the earlier ones add is given", () => {
  const key = inOneLine(sheetOf([MOOD, { row: "row 4", parameter: "rnn1.w1.very" }], "key"));
  assert.match(
    key,
    /The sheet follows number 1 with the last 6 of 9 words; rnn1\.4\.1 is it after the first of them/,
  );
  assert.equal([...key.matchAll(/ rnn1\.\d\.1 = tanh/g)].length, 6);
  assert.match(key, /It is used 5 times, .* rest\d+ is what the earlier word adds/);
  // "am" is the second word and comes once: the sheet goes back so far.
  const early = inOneLine(sheetOf([MOOD, { row: "row 4", parameter: "rnn1.w1.am" }], "sheet"));
  assert.match(early, /with the last 8 of 9 words/);
  assert.match(early, /It is used once\. ∂L\/∂rnn1\.w1\.am = ∂L\/∂sum_rnn1\.2\.1 = /);
});

Deno.test("a word that the row does not have teaches its weight nothing, and an empty sentence has no word to read", () => {
  const unused = inOneLine(sheetOf([MOOD, { parameter: "rnn1.w1.very" }], "key"));
  assert.match(unused, /It is not used by this row\. ∂L\/∂rnn1\.w1\.very = \(\d+\) 0 /);
  const empty = textOf(sheetOf([MOOD, { row: "row 3" }], "sheet"));
  assert.match(empty, /There is no word to read: the state is 0/);
  assert.match(empty, /rnn1\.9\.1 = 0/);
});

Deno.test("the numbers that are followed lead to each other, and those of the followed parameter are its own", () => {
  const followed = (one: Case): string =>
    /The sheet follows one number of each layer: (.*?)\. (?:It|What)/.exec(
      inOneLine(sheetOf(one, "sheet")),
    )![1]
      .replace(/ \(of \d+\)/g, "");
  assert.equal(followed([STRIPES, { parameter: "conv1.w2.1.1" }]), "conv1.2.3.2, maxpool1.2.1.1, o1");
  assert.equal(followed([STRIPES, { parameter: "dense1.w2.2" }]), "conv1.2.3.2, maxpool1.2.1.1, o2");
  assert.equal(followed([MOOD, { parameter: "rnn1.w2.am" }]), "number 2 of the state, o2");
  const deep = followed([DEEP, { parameter: "conv2.w2.1.1.2" }]).split(", ");
  assert.match(deep[0], /^conv1\.2\./);
  assert.match(deep[1], /^maxpool1\.2\./);
  assert.match(deep[2], /^conv2\.2\./);
});

Deno.test("a sheet that would be too long is refused, with a way out", () => {
  const wide = parseExperiment(`
name: wide
dataset:
  features: [{ name: pixels, columns: "p*", shape: [15, 15] }]
  target: { name: y }
  rows:
    - [y, ${Array.from({ length: 225 }, (_, index) => `p${index}`).join(", ")}]
    - [1, ${Array.from({ length: 225 }, (_, index) => index).join(", ")}]
network: { layers: [{ conv: { filters: 1, size: 1 } }, { maxpool: { size: 15 } }, { dense: {} }] }
`);
  const sheet = layerSheetOf(layerSubjects(wide)[0], 4, "sheet");
  assert.ok("problems" in sheet);
  const [{ code, message, hint }] = sheet.problems;
  assert.equal(code, "too_large");
  assert.match(message, /^a worksheet must give at most 200 numbers: row 1's would give 2\d\d$/);
  assert.match(hint!, /^name a shorter row: --row …, another parameter/);
});

Deno.test("a word that tries to break out of a worksheet stays text", () => {
  const word = "</td></script><script>alert(1)</script>";
  const hostile = parseExperiment(JSON.stringify({
    name: "hostile",
    dataset: {
      features: [{ name: "text", tokens: "words" }],
      target: { name: "t", classes: [word, "**b**"] },
      rows: [["text", "t"], [`${word} $x$ _i_`, word], ["good", "**b**"]],
    },
    network: { layers: [{ rnn: { size: 2 } }, { dense: {} }] },
  }));
  for (const which of ["sheet", "key"] as const) {
    const page = sheetOf([hostile, {}], which);
    assert.doesNotMatch(htmlPage(page), /<script|<\/td><\/script/);
    assert.doesNotMatch(markdownPage(page), /<script|\*\*b\*\*/);
  }
});

Deno.test("sheets and keys of layers need no Math function that ECMAScript leaves to the engine", () => {
  for (const one of [CASES[0], CASES[4], CASES[11]]) {
    const page = (): string => htmlPage(sheetOf(one, "key"));
    assert.equal(withUnpinnedMathThrowing(page), page());
  }
});
