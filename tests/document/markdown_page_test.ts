// Markdown reports as a reader of GitHub's dialect sees them: no name becomes markup, a link or a cell of its own.

import assert from "node:assert/strict";
import { micromark } from "npm:micromark@4.0.2";
import { gfm, gfmHtml } from "npm:micromark-extension-gfm@3.0.0";
import { markdownPage } from "../../src/document/markdown_page.ts";
import { reportCases } from "../report/report_cases.ts";

function render(markdown: string): string {
  return micromark(markdown, { extensions: [gfm()], htmlExtensions: [gfmHtml()] });
}

for (const { title, report } of reportCases) {
  const markdown = markdownPage(report());
  const html = render(markdown);

  Deno.test(`${title}: the text becomes headings, paragraphs, tables and code only`, () => {
    const names = new Set([...html.matchAll(/<(\w+)/g)].map(([, name]) => name));
    const allowed = "h1 h2 h3 h4 p em strong code pre ul li table thead tbody tr th td blockquote".split(" ");
    assert.deepEqual([...names].filter((name) => !allowed.includes(name)), []);
  });

  Deno.test(`${title}: every row of a table has as many cells as its head`, () => {
    let wanted = 0;
    for (const line of markdown.split("\n")) {
      const count = line.startsWith("|") ? line.replaceAll("\\|", "").split("|").length : 0;
      if (wanted > 0 && count > 0) assert.equal(count, wanted, line);
      wanted = count;
    }
  });

  Deno.test(`${title}: the text is smaller than 30 kB and ends with one line feed`, () => {
    assert.ok(markdown.length < 30_000);
    assert.ok(/[^\n]\n$/.test(markdown));
  });
}

Deno.test("a paragraph does not begin a list, a heading or a quote", () => {
  for (const beginning of ["- a", "+ a", "# a", "1. a", "1) a", "> a", "=== a"]) {
    const report = { kind: "k", title: "t", description: beginning, blocks: [] };
    assert.ok(render(markdownPage(report)).includes(`<p>${beginning.replace(">", "&gt;")}</p>`), beginning);
  }
});
