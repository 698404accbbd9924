// Which columns the tables of rows and queries have where features are words.

import assert from "node:assert/strict";
import type { Block, Table } from "../../../src/document/page.ts";
import { reportOfRun } from "../report_cases.ts";

const WORDS = ["Alpha", "Beta", "Gamma", "Delta", "Epsilon", "Zeta", "Eta"];
const TEXT = `
name: words
dataset:
  features:
    - { name: city, categories: all }
    - { name: size, unit: m, shift: 10 }
    - { name: color, categories: [red, green] }
    - { name: age, missing: mean }
  target: { name: kind, classes: { x: 0, y: 1 } }
  rows:
${
  WORDS.map((city, row) =>
    `    - { city: ${city}, size: ${10 + row}, color: ${row % 2 ? "red" : "green"}, age: ${
      row === 1 ? '""' : row
    }, kind: ${row % 2 ? "x" : "y"} }`
  ).join("\n")
}
training: { epochs: 2 }
queries: [{ name: q, city: Zeta, size: 12, color: green, age: 3 }]
`;

function tableOf(id: string): Table {
  const blocks = reportOfRun(TEXT).blocks.flatMap((block): readonly Block[] =>
    block.kind === "section" && block.id === id ? block.blocks : []
  );
  return blocks.find((block): block is Table => block.kind === "table")!;
}

Deno.test("a query has a column a feature: numbers first, then words as they were written", () => {
  const { columns, rows, caption } = tableOf("answers");
  assert.deepEqual(columns.slice(4).map(({ title, kind }) => [title, kind]), [
    ["size (m)", "number"],
    ["age", "number"],
    ["city", "text"],
    ["color", "text"],
  ]);
  assert.deepEqual(rows[0].slice(4), ["12", "3", "Zeta", "green"]);
  assert.doesNotMatch(caption.join(""), /features are shown/);
});

Deno.test("a row has its words once, and beside them what the network sees of its numbers", () => {
  const { columns, rows, caption } = tableOf("rows");
  assert.deepEqual(columns.slice(0, 8).map(({ title }) => title), [
    "row",
    "size (m)",
    "age",
    "city",
    "color",
    "size − 10",
    "age as it is",
    "kind",
  ]);
  assert.deepEqual(rows[1].slice(0, 6), ["row 2", "11", "–", "Beta", "red", "1"]);
  assert.match(
    caption.join(""),
    /Each word is an input of its own: 1 for the rows that have it, 0 for the others\./,
  );
});
