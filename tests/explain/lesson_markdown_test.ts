// An explanation as Markdown: pinned for Alice, valid TeX for any network, no markup of a stranger's.
import assert from "node:assert/strict";
import fc from "npm:fast-check@4.3.0";
import katex from "npm:katex@0.16.22";
import { parseExperiment } from "../../src/experiment/reading/parse_experiment.ts";
import { explain } from "../../src/explain/explain.ts";
import { alice, assertGolden, experiments, explanationMarkdown, learners, species } from "./explanations.ts";

Deno.test("the Markdown of Alice's explanation is pinned", () => {
  assertGolden("alice_w1.md", explanationMarkdown(explain(alice(), { parameter: "w1" })));
});

Deno.test("the Markdown of a softmax network that learns by Adam from batches is pinned", () => {
  assertGolden("species_w1.md", explanationMarkdown(explain(species(), { step: 4, parameter: "w1" })));
});

function outsideCode(markdown: string): string {
  return markdown.replace(/(?<!\\)`[^`\n]*`/g, "");
}

/** The formulas of a Markdown text, displayed ones first. */
function formulasOf(markdown: string): readonly string[] {
  const displayed: string[] = [];
  const rest = outsideCode(markdown).replace(/\$\$([^$]+)\$\$/g, (_, tex: string) => {
    displayed.push(tex.trim());
    return "";
  });
  return [...displayed, ...[...rest.matchAll(/\$([^$\n]+)\$/g)].map(([, tex]) => tex)];
}

Deno.test("every formula is TeX that KaTeX reads without a warning, and nothing that Markdown reads first", () => {
  fc.assert(
    fc.property(
      fc.oneof(experiments, learners),
      fc.nat(),
      fc.constantFrom(3, 8, "full" as const),
      (experiment, pick, digits) => {
        const all = explain(experiment);
        const { name } = all.learning!.parameters[pick % all.learning!.parameters.length];
        for (const explanation of [all, explain(experiment, { parameter: name })]) {
          const formulas = formulasOf(explanationMarkdown(explanation, digits));
          assert.ok(formulas.length > 10);
          for (const tex of formulas) {
            katex.renderToString(tex, { throwOnError: true, strict: "error" });
            assert.doesNotMatch(tex, /\\\\|[^\w]_|\*|^[-+] |\n[-+] |\\[^a-zA-Z ]/);
          }
        }
      },
    ),
    { seed: 31, numRuns: 100 },
  );
});

Deno.test("what a user named stays text: no markup, no formula, no link", () => {
  const name = '<b>*x*</b> $\\alpha$ [a](http://b) `c` | ![d](e) &lt; "f" #g www.h.org';
  const experiment = parseExperiment(JSON.stringify({
    name: "_x_",
    dataset: {
      features: [{ name: `${name} 1`, shift: 1 }],
      target: { name: `${name} 2`, classes: { [`${name} 3`]: 0, [`${name} 4`]: 1 } },
      rows: [{ name, [`${name} 1`]: 2, [`${name} 2`]: `${name} 3` }],
    },
  }));
  const markdown = explanationMarkdown(explain(experiment));
  assert.match(
    markdown,
    /^# \\_x\\_: row &lt;b&gt;\\\*x\\\*&lt;\/b&gt; `\$\\alpha\$` `\[a\]\(http:\/\/b\)` /,
  );
  assert.doesNotMatch(outsideCode(markdown), /<|(?<!\\)`|\]\(http|\$\\+alpha|www\.h/);
  for (const tex of formulasOf(markdown)) katex.renderToString(tex, { throwOnError: true, strict: "error" });
});

Deno.test("what a user named stays text among several outputs, and in its cell of a table", () => {
  const label = '<b>*x*</b> $\\alpha$ | ![d](e) "f"';
  const classes = [1, 2, 3].map((number) => `${label} ${number}`);
  const ofClasses = { target: { name: label, classes }, rows: [{ x: 1, [label]: classes[1] }] };
  const ofNumbers = {
    targets: classes.map((name) => ({ name, shift: 1 })),
    rows: [{ x: 1, ...Object.fromEntries(classes.map((name) => [name, 2])) }],
  };
  for (const dataset of [ofClasses, ofNumbers]) {
    const experiment = parseExperiment(
      JSON.stringify({ name: "x", dataset: { features: [{ name: "x" }], ...dataset } }),
    );
    const markdown = explanationMarkdown(explain(experiment));
    assert.doesNotMatch(outsideCode(markdown), /<|(?<!\\)`|(?<!\\)\]\(|\$\\+alpha/);
    for (const tex of formulasOf(markdown)) {
      katex.renderToString(tex, { throwOnError: true, strict: "error" });
    }
    const after = markdown.split("\n").filter((line) => line.startsWith("| $y_"));
    assert.ok(
      after.length >= 3 && after.every((line) => [3, 5, 6].includes(line.split(/(?<!\\)\|/).length - 1)),
    );
  }
});
