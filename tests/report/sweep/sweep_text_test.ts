// The words for a sweep: exact for small ones, never wider than the terminal, never steered by a name.
import assert from "node:assert/strict";
import { parseExperiment } from "../../../src/experiment/reading/parse_experiment.ts";
import { cellCount } from "../../../src/text/width.ts";
import { settingArguments } from "../../../src/report/sweep/setting_arguments.ts";
import { sweepText, type SweepTextOptions } from "../../../src/report/sweep/sweep_text.ts";
import { summaryOf } from "../../../src/sweep/summary.ts";
import { sweepExperiment } from "../../../src/sweep/sweep_outcome.ts";
import { namedSweeps, people } from "../../sweep/sweep_cases.ts";

const plain: SweepTextOptions = { columns: 80, emphasize: (_style, text) => text, at: new Map() };

function textOf(
  experiment: Parameters<typeof sweepExperiment>[0],
  options: Partial<SweepTextOptions> = {},
): string {
  return sweepText(experiment, summaryOf(sweepExperiment(experiment)), { ...plain, ...options });
}

Deno.test("a sweep of seeds and rates: answers, losses, settings, notable trials (pinned)", () => {
  const at = new Map([["Emily", 0.8]]);
  const text = textOf(people("learning_rate=0.1,1", "seed=1..40"), { at });
  assert.equal(text, Deno.readTextFileSync(new URL("sweep_text_expected.txt", import.meta.url)));
});

Deno.test("no line is wider than the terminal, whatever is swept", () => {
  for (const columns of [120, 80, 60, 40]) {
    for (const { name, experiment } of namedSweeps) {
      const at = new Map(experiment.queries.map((query) => [query.name, 0.5]));
      for (const line of textOf(experiment, { columns, at }).split("\n")) {
        assert.ok(cellCount(line) <= columns, `${name}, ${columns}: ${line}`);
      }
    }
  }
});

Deno.test("diverged trials are counted in the first line and in the table", () => {
  const { experiment } = namedSweeps.find(({ name }) => name === "divergence at some rates")!;
  const text = textOf(experiment);
  assert.match(text, /^68 trials, 51 diverged \(75\.0%\)\n/);
  assert.match(text, /learning_rate {2}diverged/);
  assert.match(text, /1e\+200 +17 /);
});

Deno.test("of numbers that are learned scaled the text says what losses are of, and what tells errors in their own unit", () => {
  const inHere = "losses are those of y in standard deviations, not in units of the table";
  const text = "name: line\ndataset:\n  features: [{ name: x }]\n  target: { name: y, scale: std }\n" +
    "  rows: [[x, y], [0, 1], [1, 3], [2, 5]]\n";
  const textWith = (...overrides: readonly string[]) =>
    textOf(parseExperiment(text, { overrides: [...overrides, "seed=1,2", "epochs=3"] }), { columns: 200 });
  assert.ok(textWith().includes(`\n  ${inHere}\n`));
  assert.ok(
    textWith("fraction=0.3").includes(`\n  ${inHere}; ask tells the errors of held-out answers in these\n`),
  );
  assert.ok(
    !textWith("target.scale=1").includes("losses are"),
    "in units of the table nothing is to be said",
  );
});

Deno.test("of many queries the first are shown, and how many more there are; of settings every one", () => {
  const queries = Array.from({ length: 30 }, (_, index) => `{ name: q${index}, x: ${index} }`).join(", ");
  const shifts = Array.from({ length: 50 }, (_, index) => index).join();
  const text = textOf(
    parseExperiment(
      `name: many\ndataset: { features: [{ name: x }], target: { name: y }, rows: [{ x: 1, y: 1 }] }\n` +
        `training: { epochs: 3 }\nqueries: [${queries}]\nsweep: { x.shift: [${shifts}], seed: 1..3 }`,
    ),
    { at: new Map([["q20", 0.5]]) },
  );
  assert.match(text, /\n… 21 more queries in summary\.json\n/);
  assert.match(text, /\nq20\n/);
  const table = text.slice(text.indexOf("by setting"), text.indexOf("all settings together"));
  assert.deepEqual([...table.matchAll(/^ +(\d+) /gm)].map(([, shift]) => shift).join(), shifts);
});

Deno.test("settings are written as they are typed, quoted where a shell would read them otherwise", () => {
  assert.equal(
    settingArguments({
      "init.seed": 5,
      "network.hidden": [8, 8],
      "network.activation": "tanh",
      "dataset.features.a.shift": -0.5,
    }, []),
    "seed=5 'hidden=[8,8]' activation=tanh a.shift=-0.5",
  );
});
