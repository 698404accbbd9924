// What a page of several runs says.

import assert from "node:assert/strict";
import { htmlPage } from "../../src/document/html_page.ts";
import type { Page } from "../../src/document/page.ts";
import { comparisonReport } from "../../src/comparison/comparison_report.ts";
import { compareOutcomes } from "../../src/comparison/comparison.ts";
import { parseExperiment } from "../../src/experiment/reading/parse_experiment.ts";
import { runExperiment } from "../../src/run/run_experiment.ts";
import { HELD_OUT } from "../many_outputs.ts";
import { PEOPLE } from "../results/stored_examples.ts";
import { genderText, reportCases } from "../report/report_cases.ts";

const report = reportCases.find(({ title }) => title === "a comparison")!.report();
const page = htmlPage(report);

Deno.test("the runs' losses share a chart, each named at its end", () => {
  const [linear] = /<svg [^>]*id="losses-linear"[^]*?<\/svg>/.exec(page)!;
  assert.ok(linear.includes(">seed-1<") && linear.includes(">seed-2<"));
  assert.ok(page.includes('id="losses-logarithmic"'));
});

Deno.test("where rows are held out, the validation losses of the runs share a chart, in the colours of the training", () => {
  const run = (label: string, text: string, ...overrides: readonly string[]) => ({
    label,
    outcome: runExperiment(parseExperiment(text, { overrides })),
  });
  const runs = [run("all-learned", PEOPLE), run("fifth", HELD_OUT), run("other", HELD_OUT, "seed=3")];
  const html = htmlPage(comparisonReport(compareOutcomes(runs)));
  const chartOf = (id: string): string => new RegExp(`<svg [^>]*id="${id}"[^]*?</svg>`).exec(html)![0];
  const inkOf = (chart: string, path: number): string =>
    [...chart.matchAll(/<path class="(stroke-\S+)"/g)].slice(-3)[path][1];
  for (const scale of ["linear", "logarithmic"]) {
    const [training, validation] = [chartOf(`losses-${scale}`), chartOf(`validation-losses-${scale}`)];
    assert.ok(training.includes("Training loss by epoch") && training.includes(">all-learned<"));
    assert.ok(validation.includes("Validation loss by epoch") && !validation.includes("all-learned"));
    assert.ok(validation.includes(">fifth<") && validation.includes(">other<"));
    assert.equal(inkOf(training, 1), inkOf(validation, 1));
    assert.notEqual(/ d="M[^"]*"/.exec(training.split('class="stroke-')[2]), null);
  }
  assert.ok(html.includes("The validation loss after each logged epoch."));
  assert.doesNotMatch(page, /validation-losses/);
});

Deno.test("each of many runs with held-out rows has both losses in its chart, all on one scale", () => {
  const many = htmlPage(comparisonReport(compareOutcomes(Array.from({ length: 9 }, (_, index) => ({
    label: `seed-${index}`,
    outcome: runExperiment(parseExperiment(HELD_OUT, { overrides: [`seed=${index}`, "epochs=50"] })),
  })))));
  const panels = [...many.matchAll(/<svg [^>]*id="loss-of-run-\d+"[^]*?<\/svg>/g)].map(([panel]) => panel);
  assert.equal(panels.length, 9);
  const ticksOf = (panel: string) =>
    [...panel.matchAll(/>([\d.]+)<\/text>/g)].map(([, label]) => label).join();
  assert.equal(new Set(panels.map(ticksOf)).size, 1);
  for (const panel of panels) assert.equal(panel.match(/<circle/g)?.length, 2);
  assert.match(many, /the first line is the training loss, the second one the validation loss/);
});

Deno.test("runs that diverged are named before anything else", () => {
  assert.equal(report.blocks[0].kind, "alert");
  assert.ok(page.includes("<strong>1 of 4 runs diverged</strong> (diverged): the loss"));
});

Deno.test("each query has the answers of all runs on an axis that fits them, none where a run was not asked", () => {
  const [emily] = /<svg [^>]*id="answers-1"[^]*?<\/svg>/.exec(page)!;
  assert.ok(page.includes("What the runs answer for Emily."));
  assert.equal(emily.match(/<circle/g)?.length, 2);
  const lines = [...emily.matchAll(/>([^<>]*)<\/text>/g)].map(([, text]) => text);
  assert.ok(lines.includes("diverged") && lines.includes("–"));
});

/** The classic run from many seeds. */
function runsFromSeeds(count: number): Page {
  return comparisonReport(compareOutcomes(Array.from({ length: count }, (_, index) => ({
    label: `seed-${index + 1}`,
    outcome: runExperiment(parseExperiment(genderText, { overrides: [`seed=${index + 1}`, "epochs=300"] })),
  }))));
}

Deno.test("24 runs have a small chart each, all on one scale, with its name and its loss as words", () => {
  const many = htmlPage(runsFromSeeds(24));
  const panels = [...many.matchAll(/<svg [^>]*id="loss-of-run-\d+"[^]*?<\/svg>/g)].map(([panel]) => panel);
  assert.equal(panels.length, 24);
  const ticksOf = (panel: string) =>
    [...panel.matchAll(/>([\d.]+)<\/text>/g)].map(([, label]) => label).join();
  assert.equal(new Set(panels.map(ticksOf)).size, 1);
  for (let seed = 1; seed <= 24; seed++) {
    assert.match(many, new RegExp(`<figcaption><strong>seed ${seed}</strong>: 0\\.\\d+</figcaption>`));
  }
  assert.ok(new TextEncoder().encode(many).length < 250_000);
});

Deno.test("answers of 0.946 and 0.975 lie far apart, between ticks of their own", () => {
  const [emily] = /<svg [^>]*id="answers-1"[^]*?<\/svg>/.exec(htmlPage(runsFromSeeds(24)))!;
  const places = [...emily.matchAll(/<circle cx="([\d.]+)"/g)].map(([, x]) => Number(x));
  assert.ok(Math.max(...places) - Math.min(...places) > 100);
  const labels =
    [...emily.matchAll(/text-anchor="middle"[^>]*>([^]*?)<\/g>/g)].map(([, labels]) => labels)[0];
  const ticks = [...labels.matchAll(/>([\d.]+)</g)].map(([, label]) => label);
  assert.ok(ticks.length >= 3 && new Set(ticks).size === ticks.length && Number(ticks[0]) > 0.5);
});

Deno.test("few runs need no small charts", () => {
  assert.doesNotMatch(htmlPage(runsFromSeeds(8)), /loss-of-run/);
});
