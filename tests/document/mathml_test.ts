// Formulas as MathML: what KaTeX, which many sites set formulas by, makes of the same TeX.

import assert from "node:assert/strict";
import fc from "npm:fast-check@4.3.0";
import { SaxesParser } from "npm:saxes@6.0.0";
import katex from "npm:katex@0.16.22";
import { mathOf, mathPieces } from "../../src/document/mathml.ts";
import type { Block, Formula, Piece } from "../../src/document/page.ts";
import { activationNames, activations } from "../../src/engine/rules/activation.ts";
import { losses } from "../../src/engine/rules/loss.ts";
import {
  optimizerNames,
  optimizerOf,
  optimizers,
  type OptimizerSettings,
} from "../../src/engine/rules/optimizer.ts";
import { readExperiment } from "../../src/experiment/reading/parse_experiment.ts";
import { explain, layerSubjects } from "../../src/explain/explain.ts";
import { layerLesson } from "../../src/explain/layer_lesson.ts";
import { LessonWriter } from "../../src/explain/lesson_pieces.ts";
import { lessonOf } from "../../src/explain/lesson.ts";
import { experiments, learners } from "../explain/explanations.ts";

/** An element with what is in it. */
interface Node {
  readonly name: string;
  readonly inside: (Node | string)[];
}

function parsed(mathml: string): Node {
  const root: Node = { name: "root", inside: [] };
  const open = [root];
  const parser = new SaxesParser();
  parser.on("opentag", ({ name }) => {
    const node: Node = { name, inside: [] };
    open[open.length - 1].inside.push(node);
    open.push(node);
  });
  parser.on("closetag", () => void open.pop());
  parser.on("text", (text) => void open[open.length - 1].inside.push(text));
  parser.write(mathml.includes("<all>") ? mathml : `<all>${mathml}</all>`).close();
  return root;
}

/** What stands in a formula and how it is built, without what only decides its looks. */
function structure(mathml: string): string {
  const written = (node: Node | string): string => {
    if (typeof node === "string") return node;
    if (node.name === "annotation") return "";
    const inside = node.inside.map(written);
    const [first, second, third] = inside;
    switch (node.name) {
      case "mfrac":
        return `{${first}}/{${second}}`;
      case "msqrt":
        return `√{${inside.join("")}}`;
      case "msub":
        return `${first}_{${second}}`;
      case "msup":
        return second === "′" ? first + second : `${first}^{${second}}`;
      case "msubsup":
        return `${first}_{${second}}^{${third}}`;
      default:
        return inside.join("");
    }
  };
  return written(parsed(mathml))
    .replaceAll("\u2061", "").replaceAll("∣", "|").replaceAll("𝒩", "N").replaceAll("𝒰", "U").replace(
      /\s/g,
      "",
    );
}

function byKatex(tex: string): string {
  return structure(katex.renderToString(tex, { output: "mathml", throwOnError: true }));
}

function formulasIn(blocks: readonly Block[]): readonly string[] {
  const found: string[] = [];
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(visit);
    else if (typeof value === "object" && value !== null) {
      if ("tex" in value) found.push((value as Formula).tex);
      Object.values(value).forEach(visit);
    }
  };
  visit(blocks as readonly (Block | Piece)[]);
  return found;
}

Deno.test("every formula of the engine's rules is built as KaTeX builds it", () => {
  const rules = [
    ...activationNames.flatMap((name) => [activations[name].formula.tex, activations[name].slopeFormula.tex]),
    ...Object.values(losses).flatMap((loss) =>
      "formula" in loss ? [loss.formula.tex] : Object.values(loss.forms).map(({ formula }) => formula.tex)
    ),
    ...optimizerNames.flatMap((name) =>
      optimizerOf({ name, ...optimizers[name].defaults } as OptimizerSettings).formulas.map(({ tex }) => tex)
    ),
  ];
  assert.ok(rules.length > 15);
  for (const tex of rules) assert.equal(structure(mathOf(tex, "by itself")), byKatex(tex), tex);
});

Deno.test("every formula of a lesson is built as KaTeX builds it, whole and in pieces", () => {
  fc.assert(
    fc.property(
      fc.oneof(experiments, learners),
      fc.nat(),
      fc.constantFrom(3, 8, "full" as const),
      (experiment, pick, digits) => {
        const all = explain(experiment);
        const { name } = all.learning!.parameters[pick % all.learning!.parameters.length];
        const formulas = formulasIn(lessonOf(explain(experiment, { parameter: name }), digits).blocks);
        assert.ok(formulas.length > 20);
        for (const tex of new Set(formulas)) {
          const expected = byKatex(tex);
          assert.equal(structure(mathOf(tex, "by itself")), expected, tex);
          assert.equal(structure(mathPieces(tex).join("")), expected, tex);
        }
      },
    ),
    { seed: 37, numRuns: 60 },
  );
});

Deno.test("every formula of a lesson about other layers is built as KaTeX builds it, with each activation", () => {
  for (const name of activationNames) {
    const read = readExperiment(`
dataset:
  features: [{ name: text, tokens: words }]
  target: { name: mood, classes: [bad, good] }
  rows: [[text, mood], [very good, good], [bad, bad]]
network: { layers: [{ rnn: { size: 2, activation: ${name} } }, { dense: { size: 2, activation: ${name} } }, { dense: {} }] }
`);
    assert.ok("ok" in read, name);
    const { blocks } = layerLesson(layerSubjects(read.ok, { row: "row 1" })[0], new LessonWriter(4));
    const formulas = formulasIn(blocks);
    assert.ok(formulas.length > 5, name);
    for (const tex of formulas) {
      const expected = byKatex(tex);
      assert.equal(structure(mathOf(tex, "by itself")), expected, tex);
      assert.equal(structure(mathPieces(tex).join("")), expected, tex);
    }
  }
});

Deno.test("a derivative in a line of words has a slash, by itself a bar", () => {
  const tex = "\\frac{\\partial L}{\\partial w_1}";
  assert.equal(structure(mathOf(tex, "in a line")), "∂L/∂w_{1}");
  assert.equal(structure(mathOf(tex, "by itself")), "{∂L}/{∂w_{1}}");
});

Deno.test("a minus that nothing stands before belongs to its number", () => {
  const minuses = (tex: string): readonly string[] =>
    [...mathOf(tex, "by itself").matchAll(/<mo([^>]*)>−/g)].map(([, attributes]) => attributes.trim());
  assert.deepEqual(minuses("a - b"), [""]);
  assert.deepEqual(minuses("-a \\cdot (-b) = -c"), ['form="prefix"', 'form="prefix"', 'form="prefix"']);
});

Deno.test("lines may end before plus, minus and relations, and in a long term after a multiplication sign", () => {
  const pieces = (tex: string): readonly string[] => mathPieces(tex).map(structure);
  assert.deepEqual(pieces("s = a \\cdot b + c - d"), ["s", "=a⋅b", "+c", "−d"]);
  const number = "0.12345678901234";
  assert.deepEqual(pieces(`${number} \\cdot ${number} \\cdot 10^{-5}`), [
    `${number}⋅`,
    `${number}⋅10^{−5}`,
  ]);
});

Deno.test("a long list in parentheses may be broken after a comma, and a short one is whole", () => {
  const pieces = (tex: string): readonly string[] => mathPieces(tex).map(structure);
  const name = "\\text{conv1.1.1.1}";
  assert.deepEqual(pieces(`m = \\max(${name}, ${name}, 2)`), [
    "m",
    "=max(conv1.1.1.1,",
    "conv1.1.1.1,",
    "2)",
  ]);
  assert.deepEqual(pieces("m = \\max(1, 2, 3)"), ["m", "=max(1,2,3)"]);
});

Deno.test("TeX that no formula of this program is written in is a mistake of the program", () => {
  for (const tex of ["\\alpha", "a & b", "\\frac{1}", "(a", "a)", "\\text{a"]) {
    assert.throws(() => mathOf(tex, "by itself"), /assertion failed/, tex);
  }
});
