// Tests src/document/html_table.ts: what is printed smaller or row by row, and what is not.

import assert from "node:assert/strict";
import { tableHtml } from "../../src/document/html_table.ts";
import { headings, type Table } from "../../src/document/page.ts";

function tableOf(texts: readonly string[]): string {
  const table: Table = {
    kind: "table",
    caption: ["What was found."],
    columns: headings("text", ...texts.map((_, index) => `column ${index + 1}`)),
    rows: [texts],
  };
  return tableHtml(table, "table-1");
}

Deno.test("sentences, which may be broken into lines, do not take a table apart on paper", () => {
  const sentence = "its line ends were changed, and nothing else differs. ".repeat(6).trimEnd();
  assert.doesNotMatch(tableOf(["anna", "line ends", sentence]), /rows-print|narrow-print/);
});

Deno.test("what cannot be broken is printed smaller, and row by row where it is wider still", () => {
  const word = "x".repeat(38);
  assert.match(tableOf([word, word, word]), /<table class="narrow-print"/);
  assert.match(tableOf([word, word, word, word]), /<table class="rows-print".*data-column="column 4"/s);
});

Deno.test("a long name keeps the room of a line of words, in a title, a row's head and a cell", () => {
  const long = "the weight of the animal in the morning";
  const table: Table = {
    kind: "table",
    caption: ["What was found."],
    columns: [...headings("text", "row", "of"), ...headings("number", long, "height")],
    rows: [[long, `${long} → h1`, "1", "2"], ["b", "h1", "3", "4"]],
  };
  const html = tableHtml(table, "table-1");
  assert.deepEqual([...html.matchAll(/class="([^"]*long)"/g)].map(([, name]) => name), [
    "n long",
    "long",
    "long",
  ]);
});
