// How arithmetic is spelled: parentheses, long sums, names.
import assert from "node:assert/strict";
import {
  call,
  constant,
  difference,
  equation,
  type Expression,
  expressions,
  product,
  quantity,
  sum,
} from "../../src/explain/expression.ts";
import { LessonWriter } from "../../src/explain/lesson_pieces.ts";
import { equationParts, write } from "../../src/explain/notation.ts";
import { texNotation, textNotation } from "../../src/explain/spellings.ts";

const w1 = quantity("w1", -2);
const x1 = quantity("x1", -3);
const delta = quantity({ of: "L", by: "sum_h1" }, -0.5);

const cases: readonly (readonly [expression: Expression, names: string, numbers: string])[] = [
  [product(w1, x1), "w1·x1", "−2·(−3)"],
  [
    sum(product(w1, x1), product(w1, x1), quantity("b1", -1)),
    "w1·x1 + w1·x1 + b1",
    "−2·(−3) + (−2)·(−3) + (−1)",
  ],
  [difference(constant(1), w1), "1 − w1", "1 − (−2)"],
  [difference(w1, sum(x1, x1)), "w1 − (x1 + x1)", "−2 − (−3 + (−3))"],
  [product(constant(-2), difference(w1, x1)), "−2·(w1 − x1)", "−2·(−2 − (−3))"],
  [product(product(w1, x1), x1), "(w1·x1)·x1", "(−2·(−3))·(−3)"],
  [product(delta, w1), "∂L/∂sum_h1 · w1", "−0.5·(−2)"],
  [{ kind: "square", base: w1 }, "w1²", "(−2)²"],
  [{ kind: "square", base: difference(w1, x1) }, "(w1 − x1)²", "(−2 − (−3))²"],
  [{ kind: "square", base: quantity("h1", 1e-9) }, "h1²", "(1.00e−9)²"],
  [call("relu", (x) => x, w1), "relu(w1)", "relu(−2)"],
  [expressions.greater(w1, constant(0)), "max(w1, 0)", "max(−2, 0)"],
  [expressions.squareRoot(w1), "√(w1)", "√(−2)"],
  [
    { kind: "quotient", left: difference(w1, x1), right: constant(-4) },
    "(w1 − x1) / (−4)",
    "(−2 − (−3)) / (−4)",
  ],
  [{ kind: "quotient", left: w1, right: constant(4) }, "w1 / 4", "−2 / 4"],
];

Deno.test("a negative number is in parentheses wherever something comes before it", () => {
  for (const [expression, names, numbers] of cases) {
    assert.equal(write(expression, textNotation, "names", 4), names);
    assert.equal(write(expression, textNotation, "numbers", 4), numbers);
  }
});

/** x1 + x2 + …, where each stands for a number. */
function sumOf(...values: readonly number[]): Expression {
  return sum(...values.map((value, index) => quantity(`x${index + 1}`, value)));
}

Deno.test("a long sum shows its first three and last two terms", () => {
  const long = sumOf(1, 2, 3, 4, 5, 6, 7, 8, 9);
  assert.equal(write(long, textNotation, "names", 4), "x1 + x2 + x3 + … + x8 + x9");
  assert.equal(write(long, texNotation, "numbers", 4), "1 + 2 + 3 + \\dots + 8 + 9");
});

Deno.test("a long sum leaves out what is 0, wherever it stands, and keeps its last term", () => {
  const few = sumOf(0, 0, 5, 0, 0, -7, 0, 0);
  assert.equal(write(few, textNotation, "names", 4), "… + x3 + … + x6 + … + x8");
  assert.equal(write(few, textNotation, "numbers", 4), "… + 5 + … + (−7) + … + 0");
  const many = sumOf(0, 2, 3, 4, 5, 0, 7, 8, 9, 0);
  assert.equal(write(many, textNotation, "names", 4), "… + x2 + x3 + x4 + … + x9 + x10");
  assert.equal(
    write(sumOf(0, 0, 0, 0, 0, 0, 0, 1), textNotation, "numbers", 4),
    "0 + 0 + 0 + … + 0 + 1",
  );
  assert.equal(write(sumOf(0, 0, 5, 0, 0, 0), textNotation, "names", 4), "x1 + x2 + x3 + x4 + x5 + x6");
});

Deno.test("an equation does not repeat a side that says the same as the one before", () => {
  const bias = equation({ of: "L", by: "b1" }, delta, -0.5);
  const block = new LessonWriter(4).equations([bias]);
  assert.ok(block.kind === "equations");
  const [sides] = block.equations;
  assert.deepEqual(sides.map((side) => "text" in side ? side.text : ""), ["∂L/∂b1", "∂L/∂sum_h1", "−0.5"]);
});

Deno.test("a slope that the side of 0 decides says so", () => {
  const slope = {
    left: { slopeOf: "relu", at: "sum_h1" },
    formula: null,
    value: 0,
    condition: { left: "sum_h1", isGreater: false, right: 0 },
    isReordered: false,
  } as const;
  assert.equal(equationParts(slope, textNotation, 4).join(" = "), "relu′(sum_h1) = 0, as sum_h1 ≤ 0");
  assert.equal(
    equationParts(slope, texNotation, 4).join(" = "),
    "\\mathrm{relu}'(s_{h_1}) = 0\\quad (s_{h_1} \\le 0)",
  );
});

Deno.test("names become TeX with subscripts, and a feature's name nothing but letters, digits and blanks", () => {
  const names = [
    ["w12", "w_{12}"],
    ["y_pred", "y_{\\mathrm{pred}}"],
    ["sum_h10", "s_{h_{10}}"],
    ["learning_rate", "\\text{learning rate}"],
    [{ of: "L", by: "w1" }, "\\frac{\\partial L}{\\partial w_1}"],
    [{ updated: "L" }, "L^{\\mathrm{new}}"],
    [{ feature: "weight (kg) $x^2\\input{}" }, "\\text{weight kg x 2 input}"],
    [{ feature: "größe 身長" }, "\\text{größe 身長}"],
    [{ feature: "$$" }, "\\text{value}"],
  ] as const;
  for (const [name, tex] of names) assert.equal(texNotation.name(name), tex);
});

Deno.test("numbers become TeX with a power of ten and words for what is not finite", () => {
  const numbers = [
    ["0.0474", "0.0474"],
    ["−3", "-3"],
    ["9.88e−4", "9.88 \\cdot 10^{-4}"],
    ["−1.00e−300", "-1.00 \\cdot 10^{-300}"],
    ["1.00e21", "1.00 \\cdot 10^{21}"],
    ["−∞", "-\\infty"],
    ["NaN", "\\mathrm{NaN}"],
  ];
  for (const [text, tex] of numbers) assert.equal(texNotation.number(text), tex);
});
