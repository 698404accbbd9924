// Decision maps in characters.

import assert from "node:assert/strict";
import { terminalMap } from "../../src/chart/terminal_map.ts";
import { hostileName } from "./chart_cases.ts";

const data = {
  x: { name: "weight", unit: "lb", low: 0, high: 10 },
  y: { name: "height", low: 0, high: 4 },
  field: { columnCount: 5, rowCount: 5, values: Array.from({ length: 25 }, (_, node) => (node % 5) / 4) },
  levels: [0.2, 0.4, 0.6, 0.8],
  marks: [],
  answers: ["M", "F"] as const,
};

Deno.test("a map rises from blank to full, half as many lines as rows", () => {
  assert.deepEqual(terminalMap(data), [
    "height",
    "4 ┤ ░▒▓█",
    "  │ ░▒▓█",
    "0 ┤ ░▒▓█",
    "  └─────",
    "   0  10  weight (lb)",
    "   M [ ░▒▓█] F",
  ]);
});

Deno.test("queries are drawn over rows, and what is outside is left out", () => {
  const lines = terminalMap({
    ...data,
    marks: [
      { kind: "row", label: "", x: 0, y: 4, shape: 0 },
      { kind: "row", label: "", x: 10, y: 0, shape: 1 },
      { kind: "row", label: "", x: 5, y: 2, shape: 1 },
      { kind: "query", label: "", x: 5, y: 2 },
      { kind: "query", label: "", x: 50, y: 2 },
      { kind: "query", label: "", x: NaN, y: 2 },
    ],
  });
  assert.deepEqual(lines.slice(1, 4), ["4 ┤■░▒▓█", "  │ ░◆▓█", "0 ┤ ░▒▓●"]);
});

Deno.test("names keep to their line and carry no control characters", () => {
  const lines = terminalMap({
    ...data,
    x: { ...data.x, name: hostileName },
    y: { ...data.y, name: "a\nb" },
    answers: ["\u001b[31m", "F"],
  });
  assert.equal(lines.length, 7);
  // deno-lint-ignore no-control-regex
  assert.ok(!/[\u0000-\u001f]/.test(lines.join("")));
});
