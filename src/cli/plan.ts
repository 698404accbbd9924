// `plan`: what a sweep would do, without doing it.
// What must not change: it reads the experiment and nothing else, and writes nothing.

import { topologyOf } from "../experiment/experiment.ts";
import { compactCount, durationText } from "../host/progress.ts";
import { paint, print } from "../host/terminal.ts";
import { parameterCount } from "../network/topology.ts";
import { settingsText } from "../report/sweep_text.ts";
import { jsonText } from "../results/json_text.ts";
import { planOf, settingsAt, type SweepPlan } from "../sweep/plan.ts";
import { type Command, JSON_OPTION, UsageError, wholeNumberOption } from "./command.ts";
import { experimentOf } from "./run.ts";
import { JOBS_OPTION } from "./sweep_arguments.ts";

/** Parameter updates a second on one core of the kernel, as an order of magnitude. */
const UPDATES_PER_SECOND = 700_000_000;
/** Trials shown at either end. */
const SHOWN = 3;

/** The command `plan`. */
export const planCommand: Command = {
  name: "plan",
  usage: "FILE [key=value …]",
  summary: "say what a sweep would do, and do nothing",
  description:
    "Prints the number of trials of a sweep, the first and last few, and about how long it would take and\n" +
    "how large it would be. Nothing is trained and nothing is written.",
  options: [
    { ...JOBS_OPTION, help: "how many workers to reckon with (default: all cores)" },
    JSON_OPTION,
  ],
  examples: [
    ["plan experiments/gender_seeds.yaml", "the sweep that the file declares"],
    ["plan experiments/gender.yaml seed=1..1000 learning_rate=0.1,0.5", "a sweep over seeds and rates"],
  ],
  run(args) {
    const experiment = experimentOf(args, "plan");
    if (experiment.sweep === null) {
      throw new UsageError("the experiment has no sweep: it is a single run", "add for example seed=1..100");
    }
    const plan = planOf(experiment);
    const jobs = wholeNumberOption(args, "jobs", 1, 1024) ?? navigator.hardwareConcurrency;
    const [seconds, bytes] = [secondsOf(plan, jobs), bytesOfTrials(plan)];
    if (args.has("json")) {
      const { trialCount, keys } = plan;
      const firstAndLast = shownTrials(plan).map((trial) => ({
        trial,
        settings: { ...settingsAt(plan, trial) },
      }));
      print(
        jsonText({
          trials: trialCount,
          keys,
          shown: firstAndLast,
          about_seconds: seconds,
          about_bytes: bytes,
        }),
      );
      return 0;
    }
    const { trialCount } = plan;
    print(`${paint("bold", `${trialCount} trial${trialCount === 1 ? "" : "s"}`)}\n`);
    let last = -1;
    for (const trial of shownTrials(plan)) {
      if (trial > last + 1) print(`  ${paint("dim", "…")}\n`);
      print(
        `  ${String(trial + 1).padStart(String(trialCount).length)}  ${
          settingsText(settingsAt(plan, trial))
        }\n`,
      );
      last = trial;
    }
    print(
      `about ${durationText(seconds * 1000)} on ${jobs} core${jobs === 1 ? "" : "s"}, ${
        sizeText(bytes)
      } on disk\n`,
    );
    return 0;
  },
};

function shownTrials({ trialCount }: SweepPlan): readonly number[] {
  const all = Array.from({ length: Math.min(SHOWN, trialCount) }, (_, trial) => trial);
  const tail = Array.from({ length: SHOWN }, (_, back) => trialCount - SHOWN + back);
  return [...all, ...tail.filter((trial) => trial >= SHOWN)];
}

function secondsOf(plan: SweepPlan, jobs: number): number {
  const { experiment, trialCount } = plan;
  const swept = experiment.sweep?.axes.flat().find(({ key }) => key === "training.epochs");
  let epochs = experiment.training.epochs;
  if (swept !== undefined) {
    const { values } = swept;
    const all = values.kind === "range" ? [values.from, values.to] : values.values as readonly number[];
    epochs = all.reduce((sum, value) => sum + value, 0) / all.length;
  }
  const updates = trialCount * epochs * experiment.dataset.rows.length *
    parameterCount(topologyOf(experiment));
  return Math.max(0.2, updates / UPDATES_PER_SECOND / jobs);
}

/** About the size of `trials.csv`, which outweighs the other files. */
function bytesOfTrials({ experiment, keys, trialCount }: SweepPlan): number {
  return trialCount * (keys.length * 8 + 40 + experiment.queries.length * 24);
}

function sizeText(bytes: number): string {
  return bytes < 1_000_000
    ? `${Math.max(1, Math.round(bytes / 1000))} kB`
    : `${compactCount(bytes / 1e6)} MB`;
}
