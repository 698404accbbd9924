// `plan`: what a sweep would do, without doing it.
// What must not change: it reads the experiment and nothing else, and writes nothing.

import { sizeText } from "../host/progress.ts";
import { paint, print, terminalColumns } from "../host/terminal.ts";
import { wrapped } from "../text/lines.ts";
import { cellCount, shortened } from "../text/width.ts";
import { grouped } from "../text/grouped.ts";
import { inFull } from "../text/number_words.ts";
import { counted } from "../text/words.ts";
import { columnsOf, settingArguments } from "../report/sweep/setting_arguments.ts";
import { jsonText } from "../results/json_text.ts";
import { estimateWords, sweepEstimateMs, trainingEstimateMs } from "../host/training_estimate.ts";
import { MOST_GPU_LANES } from "../engine/gpu/gpu_network.ts";
import { kernelIsAvailable } from "../engine/kernel/kernel_available.ts";
import { isDense } from "../engine/topology.ts";
import { kernelKnows } from "../engine/kernel/kernel_shape.ts";
import { cardBytesOfTrial } from "../sweep/card_lanes.ts";
import { answerShapeOf } from "../sweep/figures.ts";
import type { TrialGroup } from "../sweep/grouped_trials.ts";
import { PartRequests } from "../sweep/part_requests.ts";
import { canTrainInKernel, repaysKernel } from "../sweep/part_trainer.ts";
import { planOf, settingsAt, type SweepPlan } from "../sweep/plan.ts";
import { canonicalText } from "../experiment/config.ts";
import { type Experiment, topologyOf } from "../experiment/experiment.ts";
import { beside } from "./beside.ts";
import { type Command, JOBS_OPTION, JSON_OPTION, OUT_OPTION, UsageError } from "./command.ts";
import { experimentOf } from "./experiment_argument.ts";
import { start } from "./start.ts";
import { checkSweepSize, jobCount } from "./sweep_arguments.ts";

/** Trials shown at either end. */
const SHOWN = 3;

export const planCommand: Command = {
  name: "plan",
  usage: "FILE [key=value …]",
  takes: "experiments",
  summary: "say what a sweep would do, and do nothing",
  description:
    "Prints the number of trials of a sweep, the first and last few, about how long the sweep would take and " +
    "how large its result would be, and which engine would train it (the figures are the same with each).\n" +
    "Nothing is trained and nothing is written.",
  options: [
    { ...JOBS_OPTION, help: "how many threads to assume, also for --shard (default: all cores)" },
    { name: "shard", value: "N", help: "say how N machines would share it, with the commands" },
    { ...OUT_OPTION, help: "the results folder of those commands (default: results)" },
    JSON_OPTION,
  ],
  examples: [
    ["plan experiments/gender_seeds.yaml", "the sweep that the file declares"],
    ["plan experiments/gender.yaml seed=1..1000 learning_rate=0.1,0.5", "a sweep over seeds and rates"],
    ["plan experiments/gender_seeds.yaml --shard 16", "commands for Slurm, Kubernetes, ssh"],
  ],
  async run(args) {
    const experiment = await experimentOf(args, "plan");
    if (experiment.sweep === null) {
      if (args.has("shard")) {
        throw new UsageError("--shard is for a sweep: this experiment is a single run", "add seed=1..100");
      }
      print(args.has("json") ? singleJson(experiment) : singleText(experiment));
      return 0;
    }
    const plan = planOf(experiment);
    checkSweepSize(plan);
    const jobs = jobCount(args);
    if (args.has("shard")) {
      const { shardPlan } = await import(
        beside("./plan_shards.ts", import.meta.url)
      ) as typeof import("./plan_shards.ts");
      print(await shardPlan(plan, args));
      return 0;
    }
    print(args.has("json") ? planJson(plan, jobs) : planText(plan, jobs));
    return 0;
  },
};

/** A single run: one, and about how long it takes. */
function singleText(experiment: Experiment): string {
  const estimateMs = Math.max(LEAST_RUN_MS, trainingEstimateMs(experiment));
  const text = `${estimateWords(experiment, estimateMs)}; for many at once add for example seed=1..100`;
  const [first, ...others] = wrapped(`1 run, ${text}`, terminalColumns(), "  ");
  return [first.replace("1 run", paint("bold", "1 run")), ...others].map((line) => `${line}\n`).join("");
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
    on_card: cardUse(plan),
    about_seconds: secondsOf(plan, jobs),
    about_bytes: bytesOf(plan),
  });
}

/** How many trials, with every digit up to the most that a sweep may have, as its limit is told. */
function trialsText(count: number): string {
  return `${grouped(String(count))} ${count === 1 ? "trial" : "trials"}`;
}

function planText(plan: SweepPlan, jobs: number): string {
  const { trialCount } = plan;
  const lines = [paint("bold", trialsText(trialCount))];
  let last = -1;
  for (const trial of shownTrials(plan)) {
    if (trial > last + 1) lines.push(`  ${paint("dim", "…")}`);
    const number = String(trial + 1).padStart(String(trialCount).length);
    const settings = settingArguments(settingsAt(plan, trial), columnsOf(plan.experiment));
    lines.push(shortened(`  ${number}  ${settings}`, terminalColumns(), cellCount));
    last = trial;
  }
  const estimate = estimateWords(plan.experiment, secondsOf(plan, jobs) * 1000);
  const threads = counted(jobs, "thread");
  const { trials, bytes } = cardUse(plan);
  const prose = (text: string): readonly string[] => wrapped(text, terminalColumns(), "  ");
  lines.push(
    ...prose(`${estimate} in ${threads}, ${sizeText(bytesOf(plan))} on disk`),
    ...prose(engineWords(plan)),
    ...prose(
      `on a graphics card, with the command gpu: ${inFull(trials)} at once in ${
        sizeText(bytes)
      } of its memory`,
    ).map((line) => paint("dim", line)),
  );
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
  unknown: "trained by the plain trainer: the kernel has no code for filters this large",
  crowded: "trained by the plain trainer: so many rows find no room in a kernel",
  none: "trained by the plain trainer: no WebAssembly with vectors here",
} as const;

function engineWords(plan: SweepPlan): string {
  const engine = engineOf(plan);
  const isOneAtATime = engine === "kernel" && !isDense(topologyOf(plan.experiment));
  return isOneAtATime ? "trained by the kernel: one network at a time, in WebAssembly" : ENGINE_WORDS[engine];
}

/** What a graphics card with memory enough would hold of the sweep at once: so many trials, in so many bytes. */
function cardUse(plan: SweepPlan): { readonly trials: number; readonly bytes: number } {
  const trials = Math.min(plan.trialCount, MOST_GPU_LANES);
  const bytesOfTrials = sampledGroups(plan).map(({ variant }) => cardBytesOfTrial(variant));
  return { trials, bytes: trials * Math.max(...bytesOfTrials) };
}

/** Parts that are looked at: enough to meet every length that trials are likely to have. */
const SAMPLED_PARTS = 16;

function engineOf(plan: SweepPlan): keyof typeof ENGINE_WORDS {
  if (!kernelIsAvailable()) return "none";
  if (!kernelKnows(topologyOf(plan.experiment))) return "unknown";
  const groups = sampledGroups(plan);
  const isCrowded = ({ variant }: TrialGroup): boolean =>
    kernelKnows(variant.topology) && !canTrainInKernel(variant);
  if (groups.some(isCrowded)) return "crowded";
  const answers = new Set(groups.map(repaysKernel));
  return answers.size > 1 ? "both" : answers.has(true) ? "kernel" : "plain";
}

/** The trials of parts from all over the plan. */
function sampledGroups(plan: SweepPlan): readonly TrialGroup[] {
  const requests = new PartRequests(plan);
  const last = plan.partCount - 1;
  const parts = new Set(
    Array.from({ length: SAMPLED_PARTS }, (_, at) => Math.floor(at * last / (SAMPLED_PARTS - 1))),
  );
  return [...parts].flatMap((part) => requests.trials(part).groups);
}

/** What reports and summary take, more or less. */
const REPORT_BYTES = 100_000;

/** About the size of the result folder: `trials.csv`, `config.json`, which has the rows, and the reports. */
function bytesOf({ experiment, keys, trialCount }: SweepPlan): number {
  const { queryCount, outputCount } = answerShapeOf(experiment);
  const trialsBytes = trialCount * (keys.length * 8 + 40 + queryCount * (4 + outputCount * 20));
  return trialsBytes + new TextEncoder().encode(canonicalText(experiment)).length + REPORT_BYTES;
}

if (import.meta.main) Deno.exit(await start(planCommand, Deno.args));
