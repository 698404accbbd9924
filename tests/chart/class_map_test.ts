// Maps of classes: which one leads at a node, and that their areas leave no gap.

import assert from "node:assert/strict";
import { classMap, leadFields } from "../../src/chart/class_map.ts";
import { terminalClassMap } from "../../src/chart/terminal_class_map.ts";

const axis = (name: string) => ({ name, low: 0, high: 4 });
const grid = { columnCount: 5, rowCount: 5, isAskedBetween: false };

/** Three classes that meet in one point. */
const valuesAt = (column: number, row: number): readonly number[] => [0, column - 2, row - 2];
const data = {
  x: axis("x"),
  y: axis("y"),
  leads: leadFields(3, grid, valuesAt),
  labels: ["a", "b", "c"],
  marks: [{ kind: "row", label: "", x: 4, y: 0, shape: 1 }, { kind: "query", label: "", x: 0, y: 0 }],
} as const;

Deno.test("the last class that leads those before it is the largest, the first among equals", () => {
  for (let row = 0; row < 5; row++) {
    for (let column = 0; column < 5; column++) {
      const values = valuesAt(column, row);
      const leader = data.leads.findLastIndex(({ values: lead }) => lead[row * 5 + column] > 0);
      assert.equal(leader, values.indexOf(Math.max(...values)));
    }
  }
});

Deno.test("a map of classes in characters has a pattern and a sign for each", () => {
  assert.deepEqual(terminalClassMap(data), [
    "y",
    "4 ┤▒▒▒▒░",
    "  │   ░░",
    "0 ┤◆  ░●",
    "  └─────",
    "   0   4  x",
    "  [ ] ■ a",
    "  [░] ● b",
    "  [▒] ▲ c",
  ]);
});

Deno.test("every class has its colour in the map and in the legend, and lines only where two of them meet", () => {
  const svg = classMap({ id: "map", title: "", description: "" }, data);
  for (const index of [0, 1, 2]) assert.ok(svg.split(`fill-area${index}"`).length >= 3, String(index));
  const alone = classMap({ id: "map", title: "", description: "" }, {
    ...data,
    leads: leadFields(3, grid, () => [1, 0, 0]),
  });
  assert.ok(svg.includes('class="stroke-ink"') && !alone.includes('class="stroke-ink"'));
});
