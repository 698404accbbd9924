// Marks of answers: what rows say of themselves, held against what was answered.

import assert from "node:assert/strict";
import type { Target } from "../../src/dataset/dataset.ts";
import { marksOf, marksText } from "../../src/run/row_marks.ts";

const column = (name: string, unit: string | null = null) => ({ name, unit, shift: 0, scale: 1 }) as const;
const CLASSES: Target = { kind: "classes", name: "kind", labels: ["a", "b"] };
const PRICE: Target = { kind: "numbers", columns: [column("price", "EUR")] };
const BOTH: Target = { kind: "numbers", columns: [column("price"), column("age")] };

Deno.test("a row of a class is right where its class is answered, and wrong where there is no answer", () => {
  const [mark] = marksOf(CLASSES, [{ targets: [1] }]);
  assert.equal(mark.name, "right");
  assert.equal(mark.of({ targets: [1] }, [0.2, 0.8]), 1);
  assert.equal(mark.of({ targets: [0] }, [0.2, 0.8]), 0);
  assert.equal(mark.of({ targets: [1] }, null), 0);
  assert.equal(mark.of({ targets: [null] }, [0.2, 0.8]), null);
});

Deno.test("there is a mark for what any row says of itself, and none for the rest", () => {
  const names = (target: Target | null, ...rows: readonly (readonly (number | null)[])[]) =>
    marksOf(target, rows.map((targets) => ({ targets }))).map(({ name }) => name);
  assert.deepEqual(names(CLASSES, [null], [null]), []);
  assert.deepEqual(names(PRICE, [null], [3]), ["error"]);
  assert.deepEqual(names(BOTH, [null, 3], [null, null]), ["age.error"]);
  assert.deepEqual(names(BOTH, [1, 3]), ["price.error", "age.error"]);
  assert.deepEqual(names(null, []), []);
});

Deno.test("many marks are told in a line: rows right, or how far off numbers are and how much of them is explained", () => {
  const rows = [{ targets: [1] }, { targets: [2] }, { targets: [3] }, { targets: [null] }];
  const answers = [1, 2, 4, 9].map((output) => ({ outputs: [output] }));
  assert.equal(marksText(PRICE, rows, answers), "3 rows, mean absolute error 0.333 EUR, R² 0.5");
  assert.equal(marksText(PRICE, rows.slice(3), answers.slice(3)), null);
  // Rows that are alike have no variance of which R² could be a share, and a row without an answer is left out.
  assert.equal(
    marksText(PRICE, [{ targets: [1] }, { targets: [1] }, { targets: [5] }], [...answers.slice(0, 2), {
      outputs: null,
    }]),
    "2 rows, mean absolute error 0.5 EUR",
  );
  const classes = [{ targets: [0] }, { targets: [1] }, { targets: [null] }];
  const outputs = [[1, 0], [1, 0], [0, 1]].map((outputs) => ({ outputs }));
  assert.equal(marksText(CLASSES, classes, outputs), "1 of 2 rows right");
  assert.equal(
    marksText(BOTH, [{ targets: [1, null] }, { targets: [2, 5] }], [{ outputs: [1, 0] }, {
      outputs: [2, 4],
    }]),
    "price: 2 rows, mean absolute error 0, R² 1; age: 1 row, mean absolute error 1",
  );
});
