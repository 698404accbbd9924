// Marks on a map and where their names find room.

import assert from "node:assert/strict";
import { type MapMark, markLabels, markShapes } from "../../src/chart/map_marks.ts";

const plot = { left: 0, top: 0, right: 300, bottom: 200 };
const query = (label: string, x: number, y: number): MapMark => ({ kind: "query", label, x, y });
const row = (label: string, x: number, y: number): MapMark => ({ kind: "row", label, x, y, shape: 1 });

Deno.test("a name is to the right of its mark, and to the left at the right edge", () => {
  assert.ok(markLabels([query("Emily", 150, 100)], plot).includes('x="159"'));
  assert.ok(markLabels([query("Emily", 290, 100)], plot).includes('x="281" y="104" text-anchor="end"'));
});

Deno.test("queries are named before rows, and a name that finds no free spot is left out", () => {
  const crowd = Array.from(
    { length: 30 },
    (_, index) => row(`row ${index}`, 140 + index % 6, 98 + index % 5),
  );
  const labels = markLabels([...crowd, query("Emily", 150, 100)], plot);
  assert.ok(labels.includes(">Emily</text>"));
  assert.ok((labels.match(/>row /g) ?? []).length < 30);
});

Deno.test("rows of a cloud have no names, only queries do", () => {
  const cloud = Array.from({ length: 61 }, (_, index) => row("row", index * 4, 20));
  const labels = markLabels([...cloud, query("Emily", 150, 100)], plot);
  assert.ok(!labels.includes(">row<") && labels.includes(">Emily<"));
});

Deno.test("a name goes where no line runs through it, and stays where there is no such place", () => {
  const left = markLabels([query("Emily", 150, 100)], plot, (x) => x < 165 ? 0 : 1);
  assert.ok(left.includes('x="141" y="104" text-anchor="end"'));
  const anyhow = markLabels([query("Emily", 150, 100)], plot, (x) => Math.floor(x));
  assert.ok(anyhow.includes('x="159"'));
});

Deno.test("a query at a row's place stands around its mark, and where both have one name it is written once", () => {
  const shapes = markShapes([row("right", 50, 60), query("right", 50, 60), query("Emily", 150, 100)]);
  const [around, onTop] = [shapes.indexOf("M40,60l10,-10"), shapes.indexOf("M144,100l6,-6")];
  assert.ok(shapes.indexOf("<circle") < around && around < onTop, shapes);
  assert.match(shapes.slice(0, around), /fill="none"[^<]*<path d="$/s);
  const labels = markLabels([row("right", 50, 60), query("right", 50, 60)], plot);
  assert.equal(labels.match(/>right</g)?.length, 1);
  assert.equal(markLabels([row("Bob", 50, 60), query("right", 50, 60)], plot).match(/<text/g)?.length, 2);
});
