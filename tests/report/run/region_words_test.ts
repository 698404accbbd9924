// What a picture says of itself to whoever cannot see it: where regions lie, and the figures behind other charts.

import assert from "node:assert/strict";
import { htmlPage } from "../../../src/document/html_page.ts";
import { filmOf } from "../../../src/explain/film/film.ts";
import { parseExperiment } from "../../../src/experiment/reading/parse_experiment.ts";
import { regionWords } from "../../../src/report/run/region_words.ts";
import { FLOWERS } from "../../many_outputs.ts";
import { genderText, reportOfRun } from "../report_cases.ts";

const GRID = { columnCount: 5, rowCount: 5 };
const AXES = ["weight", "height"] as const;
const where = (isThere: (column: number, row: number) => boolean): string =>
  regionWords(GRID, (node) => isThere(node % 5, Math.floor(node / 5)), "F", AXES);

/** What the pictures of a page say of themselves. */
function descriptions(html: string): readonly string[] {
  return [...html.matchAll(/<desc [^>]*>(.*?)<\/desc>/g)].map(([, text]) => text);
}

Deno.test("a region lies towards the features of which it has more, or less, than the rest of the map", () => {
  assert.equal(where((column) => column < 2), "F in 40.0% of it, towards lower weight");
  assert.equal(
    where((column, row) => column > 2 && row < 2),
    "F in 16.0% of it, towards higher weight and lower height",
  );
  assert.equal(where((column, row) => column === 2 && row === 2), "F in 4.0% of it");
  assert.equal(where(() => true), "F everywhere in it");
  assert.equal(where(() => false), "nowhere in it F");
});

Deno.test("the map of a run says where its answers lie, and the network which weight is the largest", () => {
  const said = descriptions(htmlPage(reportOfRun(genderText)));
  assert.ok(said.includes(
    "Regions of the network&#39;s output, with 6 rows and queries: F in 39.2% of it, towards lower weight and lower height",
  ));
  assert.ok(said.includes("Layers of 2, 2, 1 neurons; the largest weight is w6, −3.61"));
});

Deno.test("the areas of several classes are told one by one, and are all of the map", () => {
  const said = descriptions(htmlPage(reportOfRun(FLOWERS)));
  const areas = said.find((text) => text.startsWith("Areas of 3 classes"))!;
  const shares = [...areas.matchAll(/ in ([\d.]+)% of it/g)].map(([, share]) => Number(share));
  assert.equal(shares.length, 3);
  assert.ok(Math.abs(shares.reduce((sum, share) => sum + share, 0) - 100) < 0.2, areas);
});

Deno.test("each picture of a film speaks of its own moment, and of no table", () => {
  const read = filmOf(parseExperiment(genderText));
  assert.ok("ok" in read);
  const said = descriptions(read.ok);
  assert.ok(said.includes("0.243 to 0.00238"));
  assert.ok(new Set(said.filter((text) => text.startsWith("Layers of"))).size > 20);
  assert.doesNotMatch(said.join(), /table/);
});
