// Grids of numbers as pictures and as lines: one scale for all, signs without colours, within the width.

import assert from "node:assert/strict";
import { type CellPicture, cellPictureLines, cellPictures } from "../../src/chart/cell_pictures.ts";

const frame = { id: "filters", title: "Filters", description: "Some filters" };

function picture(label: string, rows: number, columns: number, values: readonly number[]): CellPicture {
  return { label, rows, columns, values };
}

Deno.test("the strongest cell of all pictures has the full shade, and all others are measured by it", () => {
  const lines = cellPictureLines([picture("1", 1, 2, [1, 0.5]), picture("2", 1, 2, [-2, 0.01])]);
  assert.deepEqual(lines, ["1", " ▒ ░", "2", "-█"]);
  const svg = cellPictures(frame, [picture("1", 1, 2, [1, 0.5]), picture("2", 1, 2, [-2, 0.01])]);
  // The first of each picture is its ground.
  assert.deepEqual(
    [...svg.matchAll(/fill-opacity="([\d.]+)" d="M[\d. ]+h[\d.]+v[\d.]+h-[\d.]+z"/g)].map(([, shade]) =>
      shade
    ),
    ["0.5", "0.3", "0.5", "0.5", "1"],
  );
});

Deno.test("nothing but zeros is a quiet ground, and pictures that do not fit beside each other go below", () => {
  const zeros = cellPictures(frame, [picture("1", 2, 2, [0, 0, 0, 0])]);
  assert.equal(zeros.split("<path").length, 2);
  const many = Array.from(
    { length: 12 },
    (_, index) => picture(String(index + 1), 6, 6, new Array(36).fill(1)),
  );
  const xs = [...cellPictures(frame, many).matchAll(/<text x="([\d.]+)"/g)].map(([, x]) => Number(x));
  assert.equal(xs.length, 12);
  assert.ok(xs.filter((x) => x === 0).length > 1 && Math.max(...xs) + 6 * 16 <= 420);
});

Deno.test("a picture with a heading begins a line below it, and the heading has room", () => {
  const pictures = ["a", "b", "c"].map((label) => picture(label, 2, 2, [1, 1, 1, 1]));
  const svg = cellPictures(frame, [pictures[0], { ...pictures[1], heading: "What it makes" }, pictures[2]]);
  const at = (words: string) => {
    const [, x, y] = new RegExp(`<text x="([\\d.]+)" y="([\\d.]+)"[^>]*>${words}<`).exec(svg)!;
    return { x: Number(x), y: Number(y) };
  };
  assert.deepEqual([at("a").x, at("b").x, at("What it makes").x], [0, 0, 0]);
  assert.ok(at("c").x > 0 && at("c").y === at("b").y);
  assert.ok(at("What it makes").y > at("a").y + 2 * 16 && at("b").y >= at("What it makes").y + 12);
});

Deno.test("a label from a stranger's file stays text", () => {
  const svg = cellPictures(frame, [picture("<script>", 1, 1, [1])]);
  assert.ok(svg.includes("&lt;script&gt;") && !svg.includes("<script>"));
});

Deno.test("where a height is given, all pictures lie within it, as large as it allows", () => {
  const many = Array.from(
    { length: 20 },
    (_, index) => picture(String(index + 1), 6, 6, new Array(36).fill(0)),
  );
  const heights = [400, 250, 160].map((height) => {
    const svg = cellPictures({ ...frame, height }, many);
    const ends = [...svg.matchAll(/d="M[\d.]+ ([\d.]+)h[\d.]+v([\d.]+)h-/g)].map(([, y, size]) =>
      Number(y) + Number(size)
    );
    assert.equal(ends.length, 20);
    assert.ok(
      Math.max(...ends) <= height && Math.max(...ends) > height / 2,
      `${Math.max(...ends)} of ${height}`,
    );
    return Math.max(...ends);
  });
  assert.ok(heights[0] > heights[1] && heights[1] > heights[2]);
});

Deno.test("a long label has as much room as the width can give each picture", () => {
  const labelled = ["the soup was good", "the soup was bad"].map((label) =>
    picture(label, 4, 2, new Array(8).fill(1))
  );
  const svg = cellPictures(frame, labelled);
  for (const { label } of labelled) assert.ok(svg.includes(`>${label}</text>`), svg);
  const narrow = cellPictures({ ...frame, width: 120 }, labelled);
  assert.ok(narrow.includes("…</text>") && !narrow.includes(">the soup was good</text>"));
});
