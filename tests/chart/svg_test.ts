// SVG text that no name can break, and what every chart has around it: its size, its title for those who cannot see it.

import fc from "npm:fast-check@4.3.0";
import { SaxesParser } from "npm:saxes@6.0.0";
import { shareBar } from "../../src/chart/share_bar.ts";
import { chartDocument, coordinate, element, group, stack, text } from "../../src/chart/svg.ts";
import { visibleLines } from "../../src/text/visible_text.ts";
import assert from "node:assert/strict";

Deno.test("text shows what was written and can never become markup (property, seed 1)", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), (content, value) => {
      let read = "";
      const parser = new SaxesParser();
      parser.on("text", (part) => read += part);
      parser.on("opentag", (tag) => {
        assert.equal(tag.name, "text");
        // An attribute turns line feeds into spaces, as XML says.
        assert.equal(tag.attributes.id, visibleLines(value).replaceAll("\n", " "));
      });
      parser.write(element("text", { id: value }, text(content))).close();
      assert.equal(read, visibleLines(content));
    }),
    { seed: 1, numRuns: 300 },
  );
});

Deno.test("a coordinate has at most two decimal places and no negative zero", () => {
  const written = [1, 0.1 + 0.2, -0, -0.004, 1e-300, 12.345, -7.5, 1234567.891].map(coordinate);
  assert.deepEqual(written, ["1", "0.3", "0", "0", "0", "12.35", "-7.5", "1234567.89"]);
});

Deno.test("a coordinate that is not finite is a mistake of the program", () => {
  for (const value of [NaN, Infinity, -Infinity]) assert.throws(() => coordinate(value), /tried to draw/);
});

Deno.test("an attribute that is undefined is left out, an empty one stays", () => {
  assert.equal(element("g", { id: undefined, class: "" }), '<g class=""/>');
});

Deno.test("a group has one child a line and disappears without children", () => {
  const [a, b] = [element("a", {}), element("b", {})];
  assert.equal(group({ id: "x" }, [a, text(""), b]), '<g id="x">\n<a/>\n<b/>\n</g>');
  assert.equal(stack([text(""), group({}, [])]), "");
});

const size = { width: 10, height: 10 };

Deno.test("an id that is no id is a mistake of the program", () => {
  for (const id of ["", "1a", "a b", 'a"', "ä", "a\n"]) {
    assert.throws(() => chartDocument({ id, title: "t", description: "d" }, size, []), /not an id/, id);
  }
});

Deno.test("a chart carries only the colours that it uses", () => {
  const svg = chartDocument({ id: "a", title: "t", description: "d" }, size, []);
  assert.ok(svg.includes("--chart-paper") && !svg.includes("--chart-ink"));
});

Deno.test("a small chart is written as pinned", () => {
  const svg = shareBar({ id: "emily", title: "Answers for Emily", description: "F in 3 of 4 trials" }, {
    shares: [{ label: "M", count: 1 }, { label: "F", count: 3 }],
    counted: "trials",
  });
  assert.equal(svg, pinnedShareBar);
});

const pinnedShareBar =
  `<svg xmlns="http://www.w3.org/2000/svg" class="seedbed-chart" id="emily" role="img" aria-labelledby="emily-title emily-desc" viewBox="0 0 420 72" width="420" height="72" font-family="system-ui, sans-serif" font-size="13">
<title id="emily-title">Answers for Emily</title>
<desc id="emily-desc">F in 3 of 4 trials</desc>
<style>
.seedbed-chart{--paper:var(--chart-paper,#ffffff);--muted:var(--chart-muted,#5b646e);--series1:var(--chart-series1,#0067a5);--series2:var(--chart-series2,#b84a00);max-width:100%;height:auto;font-variant-numeric:tabular-nums}
@media screen and (prefers-color-scheme:dark){.seedbed-chart{--paper:var(--chart-paper,#14181d);--muted:var(--chart-muted,#a3adb8);--series1:var(--chart-series1,#5ab4ee);--series2:var(--chart-series2,#ff9550)}}
.seedbed-chart .fill-paper{fill:var(--paper)}.seedbed-chart .stroke-paper{stroke:var(--paper)}
.seedbed-chart .fill-muted{fill:var(--muted)}.seedbed-chart .stroke-muted{stroke:var(--muted)}
.seedbed-chart .fill-series1{fill:var(--series1)}.seedbed-chart .stroke-series1{stroke:var(--series1)}
.seedbed-chart .fill-series2{fill:var(--series2)}.seedbed-chart .stroke-series2{stroke:var(--series2)}
</style>
<rect class="fill-paper" fill="#ffffff" width="420" height="72"/>
<g>
<rect class="fill-series1" fill="#0067a5" x="0" y="4" width="105" height="26"/>
<rect class="fill-series2" fill="#b84a00" x="106" y="4" width="314" height="26"/>
</g>
<g class="fill-paper" fill="#ffffff" font-weight="600">
<text x="7" y="22">M 25.0%</text>
<text x="112" y="22">F 75.0%</text>
</g>
<text class="fill-muted" fill="#5b646e" x="420" y="68" text-anchor="end" font-size="12">4 trials</text>
</svg>
`;
