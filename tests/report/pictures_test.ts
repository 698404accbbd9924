// The pictures that the README shows are charts of the reports, byte for byte.
// `deno test -A tests/report/pictures_test.ts -- --update` draws them anew.

import assert from "node:assert/strict";
import { experimentHash } from "../../src/experiment/experiment_id.ts";
import { parseExperiment } from "../../src/experiment/reading/parse_experiment.ts";
import { runExperiment } from "../../src/run/run_experiment.ts";
import type { Block, Figure, Page } from "../../src/document/page.ts";
import { runReport } from "../../src/report/run/run_report.ts";
import { sweepReport } from "../../src/report/sweep/sweep_report.ts";
import { summaryOf } from "../../src/sweep/summary.ts";
import { sweepExperiment } from "../../src/sweep/sweep_outcome.ts";
import { ROOT } from "../architecture/layers.ts";

const folder = new URL("tests/golden/pictures/", ROOT);
const text = await Deno.readTextFile(new URL("experiments/gender.yaml", ROOT));

function run(): Page {
  const experiment = parseExperiment(text, { fileName: "gender.yaml" });
  return runReport(runExperiment(experiment), experimentHash(experiment));
}

function sweep(): Page {
  const experiment = parseExperiment(text, { fileName: "gender.yaml", overrides: ["seed=1..1000"] });
  const outcome = sweepExperiment(experiment);
  return sweepReport(outcome, summaryOf(outcome), experimentHash(outcome.plan.experiment));
}

/** File name, report, and the figure's id in it. */
const pictures: readonly (readonly [file: string, report: () => Page, id: string])[] = [
  ["gender_map.svg", run, "map"],
  ["gender_network.svg", run, "diagram"],
  ["gender_loss_of_1000_seeds.svg", sweep, "bands-logarithmic"],
  ["gender_emily_of_1000_seeds.svg", sweep, "outputs-1"],
];

function figuresOf(blocks: readonly Block[]): readonly Figure[] {
  return blocks.flatMap((block) =>
    block.kind === "figures" ? block.figures : "blocks" in block ? figuresOf(block.blocks) : []
  );
}

for (const [file, report, id] of pictures) {
  Deno.test(`pinned: ${file} is the chart of the report`, async () => {
    const figure = figuresOf(report().blocks).find((candidate) => candidate.id === id)!;
    const svg = figure.draw({ id: "picture", styles: "inside" });
    const path = new URL(file, folder);
    if (Deno.args.includes("--update")) {
      await Deno.mkdir(folder, { recursive: true });
      await Deno.writeTextFile(path, svg);
    }
    assert.equal(await Deno.readTextFile(path), svg);
  });
}
