// What the command line says of a sweep: threads, figures to compare with, and whether it fits in memory.
// Why every mistake is found here: a sweep may take hours, and only then to find an option wrong would waste them.

import type { Experiment } from "../experiment/experiment.ts";
import { numberHint } from "../experiment/source/plain_number.ts";
import { suggestion } from "../text/suggest.ts";
import { parseDecimal } from "../text/decimal.ts";
import { answerFigures, answerShapeOf } from "../sweep/figures.ts";
import { planOf, type SweepPlan, sweepSizeProblem } from "../sweep/plan.ts";
import { type Arguments, UsageError } from "./command.ts";

/** How many threads `--jobs` asks for; by default as many as there are cores. */
export function jobCount(args: Arguments): number {
  const text = args.value("jobs");
  if (text === undefined) return navigator.hardwareConcurrency;
  const count = /^\d+$/.test(text) ? Number(text) : NaN;
  if (count >= 1 && count <= 1024) return count;
  throw new UsageError(`--jobs must be a whole number from 1 to 1024: found ${text}`);
}

/** The query or output of an `--at Emily=0.951`, whose name may have an `=`; empty where it has none. */
export function nameAt(text: string): string {
  return text.slice(0, Math.max(0, text.lastIndexOf("=")));
}

/** The figures of `--at Emily=0.951`, by query; of several outputs `--at Emily.price=250`. */
export function figuresAt(args: Arguments, experiment: Experiment): ReadonlyMap<string, number> {
  const names = answerFigures(experiment).map(({ name }) => name);
  const kind = answerShapeOf(experiment).outputCount === 1 ? "query" : "output";
  const kinds = kind === "query" ? "queries" : "outputs";
  const figures = new Map<string, number>();
  for (const text of args.values("at")) {
    const name = nameAt(text);
    const figureText = text.slice(name.length + 1);
    const figure = parseDecimal(figureText);
    if (name === "") {
      throw new UsageError(
        `--at must be a query and a number: found ${text}`,
        "for example --at Emily=0.951",
      );
    }
    if (!names.includes(name)) {
      const known = names.length === 0
        ? "the experiment has no queries"
        : suggestion(name, names) ?? `the ${kinds} are ${names.slice(0, 8).join(", ")}`;
      throw new UsageError(`--at: there is no ${kind} ${name} in ${experiment.name}`, known);
    }
    if (figure === undefined) {
      throw new UsageError(
        `--at ${name} must be a number: found ${figureText || "nothing"}`,
        numberHint(figureText) ?? `for example --at ${name}=0.951`,
      );
    }
    if (figures.has(name)) {
      throw new UsageError(`--at ${name} is given twice`, "give each query one figure");
    }
    figures.set(name, figure);
  }
  return figures;
}

/** Refuses all of this that does not fit a sweep. */
export function refuseUnfitForSweep(experiment: Experiment, args: Arguments): void {
  refuseTogether(args);
  checkSweepSize(planOf(experiment));
  figuresAt(args, experiment);
  jobCount(args);
}

/** Refuses a sweep whose figures do not fit in memory. */
export function checkSweepSize(plan: SweepPlan): void {
  const problem = sweepSizeProblem(plan);
  if (problem !== null) throw new UsageError(problem, "sweep over fewer values or ask fewer queries");
}

/** Options that exclude each other, with the way out. */
const EXCLUSIONS: readonly (readonly [name: string, others: readonly string[], hint: string])[] = [
  [
    "shard",
    ["parquet", "at"],
    "a shard trains its parts and no more: give the other to the run that puts the sweep together",
  ],
  ["shard", ["join", "only-merge"], "give one of the two"],
  [
    "shard",
    ["fresh"],
    "parts that are kept are the same bytes: to train all again, give --fresh without --shard",
  ],
  [
    "join",
    ["fresh"],
    "parts that are kept are the same bytes: to train all again, give --fresh without --join",
  ],
  ["only-merge", ["join", "fresh"], "--only-merge trains nothing"],
];

/** Refuses options that exclude each other. */
export function refuseTogether(args: Arguments): void {
  for (const [name, others, hint] of EXCLUSIONS) {
    const other = others.find((other) => args.has(name) && args.has(other));
    if (other !== undefined) throw new UsageError(`--${name} and --${other} exclude each other`, hint);
  }
}
