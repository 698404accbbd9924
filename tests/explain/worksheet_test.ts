// Worksheets and their keys: pinned for Alice; for any network the same gaps, all that they need, and no answer given away.
import assert from "node:assert/strict";
import fc from "npm:fast-check@4.3.0";
import { htmlPage } from "../../src/document/html_page.ts";
import { markdownPage } from "../../src/document/markdown_page.ts";
import type { Blank, Cell, Page } from "../../src/document/page.ts";
import { textPage } from "../../src/document/text_page.ts";
import { parseExperiment } from "../../src/experiment/reading/parse_experiment.ts";
import { explain } from "../../src/explain/explain.ts";
import type { Explanation } from "../../src/explain/explanation.ts";
import { worksheetOf } from "../../src/explain/worksheet.ts";
import type { Digits } from "../../src/text/number_words.ts";
import { withUnpinnedMathThrowing } from "../report/unpinned_math.ts";
import { alice, assertGolden, experiments, gender, learners, species } from "./explanations.ts";

/** The sheet, or its key; null where it is too long. */
function sheetOf(explanation: Explanation, which: "sheet" | "key", digits: Digits = 4): Page | null {
  const sheet = worksheetOf(explanation, digits, which);
  return "ok" in sheet ? sheet.ok : null;
}

function textOf(page: Page): string {
  return textPage(page, { width: 80, emphasize: (heading) => heading });
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

function textIn(cell: Cell): string {
  return typeof cell === "object" && "tex" in cell ? cell.text : "";
}

/** Alone a name and a date are asked for before the rows. */
const NAME_AND_DATE = 2;

Deno.test("the worksheet of Alice and its key are pinned", () => {
  assertGolden("alice_sheet.txt", textOf(sheetOf(explain(alice()), "sheet")!));
  assertGolden("alice_key.txt", textOf(sheetOf(explain(alice()), "key")!));
});

Deno.test("the worksheet of one parameter in a batch that Adam learns from is pinned, with all that it needs", () => {
  const explanation = explain(species(), { step: 4, parameter: "w1" });
  assertGolden("species_w1_sheet.md", markdownPage(sheetOf(explanation, "sheet")!));
  assertGolden("species_w1_key.md", markdownPage(sheetOf(explanation, "key")!));
});

Deno.test("a query's worksheet ends with the answer, and does not say it", () => {
  const explanation = explain(gender(), { query: "Emily", epoch: 1000 });
  const sheet = textOf(sheetOf(explanation, "sheet")!);
  assert.match(sheet, /The network answers \(8\) _+ for Emily: the nearest class is\s+\(9\) _+\./);
  assert.match(
    textOf(sheetOf(explanation, "key")!),
    /\(8\) 0\.9\d+ for Emily: the nearest class is\s+\(9\) F\./,
  );
});

Deno.test("a number that is learned scaled is given, and what the network predicts for it is asked for", () => {
  const experiment = parseExperiment(`name: prices
dataset:
  features: [{ name: area }]
  target: { name: price, shift: mean, scale: std }
  rows: [{ area: 4, price: 120000 }, { area: 8, price: 200000 }]
network: { hidden: [2] }
`);
  const sheet = textOf(sheetOf(explain(experiment), "sheet")!).replace(/\s+/g, " ");
  assert.match(sheet, /\bprice = 120000 1\. The inputs/);
  assert.match(sheet, /\bpredicted price = y_pred·40000 \+ 160000 = _+ = \(\d+\) _+/);
  assert.match(sheet, /\by_true = \(price − 160000\) \/ 40000 = _+ = \(\d+\) _+/);
});

/** Random experiments with the numbers that decide what is asked. */
const cases = fc.record({
  experiment: fc.oneof(experiments, learners),
  pick: fc.nat(),
  isWhole: fc.boolean(),
  digits: fc.constantFrom(3, 6, "full" as const),
});

function explanationOf({ experiment, pick, isWhole }: {
  experiment: Parameters<typeof explain>[0];
  pick: number;
  isWhole: boolean;
}): Explanation {
  const all = explain(experiment);
  const { parameters } = all.learning!;
  return isWhole ? all : explain(experiment, { parameter: parameters[pick % parameters.length].name });
}

Deno.test("the key has the gaps of the sheet, each filled, and the sheet's are empty", () => {
  let count = 0;
  fc.assert(
    fc.property(cases, (drawn) => {
      const explanation = explanationOf(drawn);
      const sheet = sheetOf(explanation, "sheet", drawn.digits);
      const key = sheetOf(explanation, "key", drawn.digits);
      assert.equal(sheet === null, key === null);
      if (sheet === null || key === null) return;
      count++;
      const gaps = gapsOf(sheet).slice(NAME_AND_DATE);
      assert.deepEqual(gapsOf(key).map(({ number }) => number), gaps.map(({ number }) => number));
      assert.ok(gaps.every(({ answer }) => answer === null));
      assert.ok(gapsOf(key).every(({ answer }) => answer !== null));
    }),
    { seed: 53, numRuns: 150 },
  );
  assert.ok(count > 100);
});

Deno.test("gaps are numbered in reading order, and one that comes again has its number and its answer again", () => {
  fc.assert(
    fc.property(cases, (drawn) => {
      const key = sheetOf(explanationOf(drawn), "key", drawn.digits);
      if (key === null) return;
      const answers: string[] = [];
      for (const { number, answer } of gapsOf(key)) {
        if (number === null) continue;
        const text = (typeof answer === "string" ? answer : answer!.text).split(",")[0];
        assert.ok(number <= answers.length + 1);
        if (number > answers.length) answers.push(text);
        else assert.equal(Number(plain(text)), Number(plain(answers[number - 1])));
      }
      assert.ok(answers.length > 5);
    }),
    { seed: 59, numRuns: 150 },
  );
});

/** A number as JavaScript reads it. */
function plain(text: string): string {
  return text.replaceAll("−", "-").replace("∞", "Infinity");
}

Deno.test("whatever a formula of the sheet names is given or asked for", () => {
  fc.assert(
    fc.property(cases, (drawn) => {
      const explanation = explanationOf(drawn);
      const page = sheetOf(explanation, "sheet", drawn.digits);
      if (page === null) return;
      const text = textOf(page);
      const given = /\nGiven\n([^]*?)\n1\. The inputs/.exec(text)![1];
      const known = new Set([
        ...[...given.matchAll(/(\S+)\s+=\s/g)].map(([, name]) => name),
        ...explanation.learning!.step.rows.map((_, place) => `g${place + 1}`),
        ...explanation.inputs.map(({ feature }) => feature),
        ...explanation.outputs.map(({ of }) => of),
        // Without a parameter to follow, a table asks for all gradients.
        ...(explanation.parameter === null
          ? explanation.learning!.parameters.map(({ name }) => `∂L/∂${name}`)
          : []),
        // What the optimizer remembers stands in a table, or is 0.
        ...(/remember/.test(given) ? ["m", "v", "a"] : []),
      ]);
      const neurons = explanation.layers.flat();
      for (const block of page.blocks.flatMap((block) => block.kind === "section" ? block.blocks : [])) {
        for (const [cell, ...others] of block.kind === "table" ? block.rows : []) {
          const neuron = neurons.find(({ name, output }) => [name, output.name].includes(textIn(cell)));
          if (neuron === undefined || !others.some((other) => typeof other === "object" && "kind" in other)) {
            continue;
          }
          [neuron.output.name, neuron.sum.name, `∂L/∂${neuron.sum.name}`].forEach((name) => known.add(name));
        }
        for (const [left, ...sides] of block.kind === "equations" ? block.equations : []) {
          for (const side of sides) {
            for (const [name] of textIn(side).matchAll(/new \w+|∂L\/∂\w+|\b[a-z]\w*(?![\w(′])/gi)) {
              // The answers after the step are asked for in a sentence, and e^ is no name.
              const isFree = /^new y/.test(name) || name === "e" && textIn(side).includes("e^(");
              assert.ok(known.has(name) || isFree, `${name} in ${textIn(side)}`);
            }
          }
          known.add(textIn(left));
        }
      }
    }),
    { seed: 61, numRuns: 100 },
  );
});

Deno.test("no number of four and more digits on the sheet is an answer, unless it is given", () => {
  for (const explanation of [explain(gender()), explain(gender(), { step: 700, row: "Bob" })]) {
    const [sheet, key] = (["sheet", "key"] as const).map((which) => sheetOf(explanation, which, 8)!);
    const numbers = new Set(textOf(sheet).match(/\d\.\d{4,}/g));
    const given = new Set(
      [
        ...explanation.inputs.map(({ raw }) => raw),
        ...explanation.learning!.parameters.map(({ value }) => value),
      ]
        .map((value) => Math.abs(value).toFixed(8)),
    );
    const answers = gapsOf(key).map(({ answer }) => typeof answer === "string" ? answer : answer!.text);
    const told = answers.filter((answer) => numbers.has(plain(answer).replace("-", "")))
      .filter((answer) => !given.has(plain(answer).replace("-", "")));
    assert.ok(answers.length > 30);
    assert.deepEqual(told, []);
    assert.doesNotMatch(htmlPage(sheet), /class="answer"/);
  }
});

Deno.test("a worksheet that would be too long is refused, with a way out", () => {
  const wide = (hidden: string): Explanation => explain(gender(`hidden=${hidden}`));
  const refused = (explanation: Explanation): string => {
    const sheet = worksheetOf(explanation, 4, "sheet");
    return "problems" in sheet ? `${sheet.problems[0].message} (${sheet.problems[0].hint})` : "";
  };
  assert.equal(refused(wide("[8]")), "");
  assert.match(
    refused(wide("[16]")),
    /^a worksheet must ask for at most 150 numbers: Alice's would ask for \d+ \(ask for one/,
  );
  assert.match(refused(wide("[16,16]")), /must ask for at most 150/);
  assert.equal(refused(explain(gender("hidden=[16]"), { parameter: "w1" })), "");
  assert.match(
    refused(explain(gender("hidden=[16,16]"), { parameter: "w1" })),
    /must give at most 200 numbers/,
  );
});

Deno.test("names that try to break out of a worksheet stay text", () => {
  const label = "</td></script><script>alert(1)</script> **b** $x$";
  const experiment = parseExperiment(JSON.stringify({
    name: "hostile",
    dataset: {
      features: [{ name: label, shift: 1 }],
      target: { name: "t", classes: [label, "b"] },
      rows: [{ name: label, [label]: 2, t: label }],
    },
  }));
  for (const which of ["sheet", "key"] as const) {
    const page = sheetOf(explain(experiment), which)!;
    assert.doesNotMatch(htmlPage(page), /<script|<\/td><\/script/);
    assert.doesNotMatch(markdownPage(page), /<script|\*\*b\*\*/);
  }
});

Deno.test("sheets and keys need no Math function that ECMAScript leaves to the engine", () => {
  for (const which of ["sheet", "key"] as const) {
    const page = (): string => htmlPage(sheetOf(explain(species(), { step: 4 }), which)!);
    assert.equal(withUnpinnedMathThrowing(page), page());
  }
});
