// What must hold for every input whatever it is: mistakes told as data, or an experiment that is sound.
// Returns what is wrong in place of throwing, so that the test can say for which input.

import { resultFiles, resultFolder, runExperiment, sweepExperiment, sweepFiles } from "../../mod.ts";
import { configOf } from "../../src/experiment/config.ts";
import { experimentId } from "../../src/experiment/experiment_id.ts";
import { type Experiment, topologyOf } from "../../src/experiment/experiment.ts";
import { readExperiment } from "../../src/experiment/reading/parse_experiment.ts";
import { describeProblem } from "../../src/experiment/source/problem.ts";
import { parameterCount } from "../../src/engine/topology.ts";
import { planOf } from "../../src/sweep/plan.ts";
import type { HostileInput } from "./hostile_inputs.ts";
import { unsafeContent } from "./unsafe_content.ts";

/** What came of an input that is as it should be. */
export type Checked = "mistake" | "read" | "run";

/** A message of four lines with a hint stays below this, whatever the file holds. */
const MOST_CHARACTERS_OF_A_PROBLEM = 1000;

/** Reads an input, and runs it where that is little work. @returns what is wrong, or what became of it. */
export function checkInput(input: HostileInput): { readonly wrong: string } | { readonly is: Checked } {
  try {
    const result = readExperiment(input.text, {
      fileName: "hostile.yaml",
      overrides: input.overrides,
      readDataFile: (name) =>
        Object.hasOwn(input.dataFiles, name)
          ? { text: input.dataFiles[name] }
          : { problem: "there is no such file" },
    });
    if ("problems" in result) {
      const told = result.problems.map(describeProblem);
      if (told.length === 0) return { wrong: "refused without a problem" };
      const bad = told.find((text) => unreadable.test(text) || text.length > MOST_CHARACTERS_OF_A_PROBLEM);
      return bad === undefined
        ? { is: "mistake" }
        : { wrong: `a message that is no message: ${JSON.stringify(bad)}` };
    }
    if (input.hasMistake) return { wrong: "a mistake was not told" };
    return checkExperiment(result.ok);
  } catch (error) {
    return { wrong: `an exception: ${error instanceof Error ? error.stack : error}` };
  }
}

// deno-lint-ignore no-control-regex -- that is what is looked for
const unreadable = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;

function checkExperiment(experiment: Experiment): { readonly wrong: string } | { readonly is: Checked } {
  const folder = resultFolder(experiment);
  if (!/^[A-Za-z0-9_-]{1,64}\/(seed-\d{1,10}|given|sweep)-[0-9a-f]{8}$/.test(folder)) {
    return { wrong: `a folder that is none: ${JSON.stringify(folder)}` };
  }
  const again = readExperiment(JSON.stringify(configOf(experiment)), { fileName: "config.json" });
  if ("problems" in again) return { wrong: `its config is refused: ${again.problems.map(describeProblem)}` };
  if (experimentId(again.ok) !== experimentId(experiment)) {
    return { wrong: "its config is another experiment" };
  }
  if (!isLittleWork(experiment)) return { is: "read" };
  const files = experiment.sweep === null
    ? resultFiles(runExperiment(experiment))
    : sweepFiles(sweepExperiment(experiment));
  const unsafe = unsafeContent(experiment, files);
  return unsafe === null ? { is: "run" } : { wrong: unsafe };
}

function isLittleWork(experiment: Experiment): boolean {
  const { epochs, logEvery } = experiment.training;
  const updates = epochs * experiment.dataset.rows.length * parameterCount(topologyOf(experiment));
  const trialCount = experiment.sweep === null ? 1 : planOf(experiment).trialCount;
  return updates * trialCount <= 40_000 && trialCount <= 50 && epochs / logEvery <= 1000;
}
