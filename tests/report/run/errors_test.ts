// What a picture of errors says of its points, and which rows its caption names.

import assert from "node:assert/strict";
import type { Block, Figure } from "../../../src/document/page.ts";
import { reportOfRun } from "../report_cases.ts";

/** A neuron that answers x itself, and rows that are off by what is given. */
function figuresOf(
  errors: readonly number[],
  heldOut: readonly number[] = [],
  others = 0,
): readonly Figure[] {
  const names = Array.from({ length: others }, (_, index) => `z${index}`);
  const listOf = (some: readonly number[]) =>
    some.map((error, x) =>
      JSON.stringify({ x, y: x + error, ...Object.fromEntries(names.map((n) => [n, 0])) })
    );
  const lines = [
    "name: errors",
    "dataset:",
    "  features: [{ name: x }]",
    others === 0
      ? "  target: { name: y, unit: cm }"
      : `  targets: [{ name: y, unit: cm }${names.map((name) => `, { name: ${name} }`).join("")}]`,
    `  rows: [${listOf(errors)}]`,
    ...(heldOut.length === 0 ? [] : [`  validation: { rows: [${listOf(heldOut)}] }`]),
    "network: { hidden: [], output: identity }",
    `init: { weights: [1${", 0".repeat(others)}], biases: 0 }`,
    "training: { epochs: 0 }",
  ];
  const figures = reportOfRun(lines.join("\n")).blocks.flatMap((block): readonly Block[] =>
    block.kind === "section" && block.id === "judged" ? block.blocks : []
  ).flatMap((block) => block.kind === "figures" ? block.figures : []);
  return figures.filter(({ id }) => id.startsWith("errors-"));
}

function drawn(figure: Figure): string {
  return figure.draw({ id: "errors", styles: "page" });
}

function titlesIn(svg: string): readonly string[] {
  return [...svg.matchAll(/<title>(.*?)<\/title>/g)].map(([, title]) => title);
}

Deno.test("each point says its row, what is so, the answer and the error", () => {
  const [figure] = figuresOf([0, -2], [0.5]);
  const svg = drawn(figure);
  assert.deepEqual(titlesIn(svg), [
    "row 1: 0, answered 0, error 0",
    "row 2: −1, answered 1, error −2",
    "held-out row 1: 0.5, answered 0, error 0.5",
  ]);
  assert.match(svg, /<circle [^>]*><title>row 2:/);
  assert.match(svg, /<rect [^>]*><title>held-out row 1:/);
});

Deno.test("the caption names the three largest errors, learned and held out, the largest first", () => {
  const [figure] = figuresOf([0.25, -2, 0, 1], [-3, 0.5]);
  assert.match(
    figure.caption.join(""),
    / The largest errors: held-out row 1 \(−3 cm\), row 2 \(−2 cm\) and row 4 \(1 cm\)\.$/,
  );
});

Deno.test("where one row is off it alone is named, and where none is nobody", () => {
  assert.match(figuresOf([0, 4])[0].caption.join(""), / The largest error: row 2 \(4 cm\)\.$/);
  assert.match(figuresOf([0, 0])[0].caption.join(""), /against the answer\.$/);
});

Deno.test("of more than 200 points only the twelve with the largest errors say what they are", () => {
  const errors = Array.from({ length: 201 }, (_, row) => row / 4);
  assert.equal(titlesIn(drawn(figuresOf(errors.slice(1))[0])).length, 200);
  const titles = titlesIn(drawn(figuresOf(errors)[0]));
  assert.deepEqual(titles.map((title) => Number(/^row (\d+):/.exec(title)![1])), [
    ...Array.from({ length: 12 }, (_, index) => 190 + index),
  ]);
});

Deno.test("of several pictures 200 points say what they are, all together", () => {
  const errors = Array.from({ length: 101 }, (_, row) => row / 4);
  assert.deepEqual(figuresOf(errors.slice(1), [], 1).map((one) => titlesIn(drawn(one)).length), [100, 100]);
  assert.deepEqual(figuresOf(errors, [], 1).map((one) => titlesIn(drawn(one)).length), [12, 12]);
});
