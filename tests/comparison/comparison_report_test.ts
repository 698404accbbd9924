// What a page of several runs says.

import assert from "node:assert/strict";
import { htmlPage } from "../../src/document/html_page.ts";
import { reportCases } from "../report/report_cases.ts";

const report = reportCases.find(({ title }) => title === "a comparison")!.report();
const page = htmlPage(report);

Deno.test("the runs' losses share a chart, each named at its end", () => {
  const [linear] = /<svg [^>]*id="losses-linear"[^]*?<\/svg>/.exec(page)!;
  assert.ok(linear.includes(">seed-1<") && linear.includes(">seed-2<"));
  assert.ok(page.includes('id="losses-logarithmic"'));
});

Deno.test("runs that diverged are named before anything else", () => {
  assert.equal(report.blocks[0].kind, "alert");
  assert.ok(page.includes("<strong>1 of 4 runs diverged</strong> (diverged): the loss"));
});

Deno.test("each query has the answers of all runs, none where a run was not asked", () => {
  assert.ok(page.includes('<h3 id="query-1">Emily</h3>'));
  assert.ok(/<th scope="row" class="whole">diverged<\/th><td class="n">–<\/td>/.test(page));
});
