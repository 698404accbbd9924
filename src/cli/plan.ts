// `plan`: what a sweep would do, without doing it.
// What must not change: it reads the experiment and nothing else, and writes nothing.

import { compactCount, durationText } from "../host/progress.ts";
import { paint, print, terminalColumns } from "../host/terminal.ts";
import { cellCount, shortened } from "../text/width.ts";
import { settingArguments } from "../report/sweep/setting_arguments.ts";
import { jsonText } from "../results/json_text.ts";
import { sweepEstimateMs, trainingEstimateMs } from "../host/training_estimate.ts";
import { kernelIsAvailable } from "../engine/kernel/kernel_available.ts";
import { answerShapeOf } from "../sweep/figures.ts";
import { PartRequests } from "../sweep/part_requests.ts";
import { repaysKernel } from "../sweep/part_trainer.ts";
import { planOf, settingsAt, type SweepPlan } from "../sweep/plan.ts";
import type { Experiment } from "../experiment/experiment.ts";
import { type Command, JOBS_OPTION, JSON_OPTION } from "./command.ts";
import { experimentOf } from "./experiment_argument.ts";
import { start } from "./start.ts";
import { checkSweepSize, jobCount } from "./sweep_arguments.ts";

/** Trials shown at either end. */
const SHOWN = 3;

export const planCommand: Command = {
  name: "plan",
  usage: "FILE [key=value …]",
  summary: "say what a sweep would do, and do nothing",
  description:
    "Prints the number of trials of a sweep, the first and last few, about how long the sweep would take and\n" +
    "how large its result would be, and which engine would train it: the figures are the same by each.\n" +
    "Nothing is trained and nothing is written.",
  options: [
    { ...JOBS_OPTION, help: "how many threads to assume (default: all cores)" },
    JSON_OPTION,
  ],
  examples: [
    ["plan experiments/gender_seeds.yaml", "the sweep that the file declares"],
    ["plan experiments/gender.yaml seed=1..1000 learning_rate=0.1,0.5", "a sweep over seeds and rates"],
  ],
  async run(args) {
    const experiment = await experimentOf(args, "plan");
    if (experiment.sweep === null) {
      print(args.has("json") ? singleJson(experiment) : singleText(experiment));
      return 0;
    }
    const plan = planOf(experiment);
    checkSweepSize(plan);
    const jobs = jobCount(args);
    print(args.has("json") ? planJson(plan, jobs) : planText(plan, jobs));
    return 0;
  },
};

/** A single run: one, and about how long it takes. */
function singleText(experiment: Experiment): string {
  const duration = durationText(Math.max(LEAST_RUN_MS, trainingEstimateMs(experiment)));
  return `${paint("bold", "1 run")}, about ${duration}; for many at once add for example seed=1..100\n`;
}

/** What a run takes to begin and to write its files. */
const LEAST_RUN_MS = 100;

function singleJson(experiment: Experiment): string {
  const seconds = Math.max(LEAST_RUN_MS, trainingEstimateMs(experiment)) / 1000;
  return jsonText({ trials: 1, keys: [], about_seconds: seconds });
}

function planJson(plan: SweepPlan, jobs: number): string {
  return jsonText({
    trials: plan.trialCount,
    keys: plan.keys,
    shown: shownTrials(plan).map((trial) => ({ trial: trial + 1, settings: { ...settingsAt(plan, trial) } })),
    engine: engineOf(plan),
    about_seconds: secondsOf(plan, jobs),
    about_bytes: bytesOfTrials(plan),
  });
}

function planText(plan: SweepPlan, jobs: number): string {
  const { trialCount } = plan;
  const lines = [paint("bold", `${trialCount} trial${trialCount === 1 ? "" : "s"}`)];
  let last = -1;
  for (const trial of shownTrials(plan)) {
    if (trial > last + 1) lines.push(`  ${paint("dim", "…")}`);
    const number = String(trial + 1).padStart(String(trialCount).length);
    lines.push(
      shortened(`  ${number}  ${settingArguments(settingsAt(plan, trial))}`, terminalColumns(), cellCount),
    );
    last = trial;
  }
  const duration = durationText(secondsOf(plan, jobs) * 1000);
  const cores = `${jobs} core${jobs === 1 ? "" : "s"}`;
  lines.push(`about ${duration} on ${cores}, ${sizeText(bytesOfTrials(plan))} on disk`);
  lines.push(ENGINE_WORDS[engineOf(plan)]);
  return lines.join("\n") + "\n";
}

/** The first and the last few, from 0. */
function shownTrials({ trialCount }: SweepPlan): readonly number[] {
  const all = Array.from({ length: Math.min(SHOWN, trialCount) }, (_, trial) => trial);
  const tail = Array.from({ length: SHOWN }, (_, back) => trialCount - SHOWN + back);
  return [...all, ...tail.filter((trial) => trial >= SHOWN)];
}

/** Measured on a small piece where it is long, and no less than what a sweep takes to begin. */
function secondsOf(plan: SweepPlan, jobs: number): number {
  return Math.max(0.2, sweepEstimateMs(plan, jobs) / 1000);
}

/** What a sweep is trained by; the figures are the same. */
const ENGINE_WORDS = {
  kernel: "trained by the kernel: many networks at once, in WebAssembly",
  plain: "trained by the plain trainer: too little work for a kernel to pay",
  both: "trained by the kernel where there is work enough for it to pay, else by the plain trainer",
  none: "trained by the plain trainer: no WebAssembly with vectors here",
} as const;

/** Parts that are looked at for the engine: enough to meet every length that trials are likely to have. */
const SAMPLED_PARTS = 16;

/** Seen from parts all over the plan. */
function engineOf(plan: SweepPlan): keyof typeof ENGINE_WORDS {
  if (!kernelIsAvailable()) return "none";
  const requests = new PartRequests(plan);
  const last = plan.partCount - 1;
  const parts = new Set(
    Array.from({ length: SAMPLED_PARTS }, (_, at) => Math.floor(at * last / (SAMPLED_PARTS - 1))),
  );
  const answers = new Set([...parts].flatMap((part) => requests.trials(part).groups.map(repaysKernel)));
  return answers.size > 1 ? "both" : answers.has(true) ? "kernel" : "plain";
}

/** About the size of `trials.csv`, which outweighs the other files. */
function bytesOfTrials({ experiment, keys, trialCount }: SweepPlan): number {
  const { queryCount, outputCount } = answerShapeOf(experiment);
  return trialCount * (keys.length * 8 + 40 + queryCount * (4 + outputCount * 20));
}

function sizeText(bytes: number): string {
  if (bytes < 1_000_000) return `${Math.max(1, Math.round(bytes / 1000))} kB`;
  return bytes < 1_000_000_000 ? `${compactCount(bytes / 1e6)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;
}

if (import.meta.main) Deno.exit(await start(planCommand, Deno.args));
