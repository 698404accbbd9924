// The files of a sweep's result folder, made part after part, so that whoever makes them can hear and be heard meanwhile.
// What must not change: they are those that `sweepFiles` gives, however the parts are cut.

import type { Experiment } from "../experiment/experiment.ts";
import type { FileMap } from "../results/file_content.ts";
import { sweepFiles } from "../results/sweep_files.ts";
import { PartRequests } from "../sweep/part_requests.ts";
import { PartTrainer } from "../sweep/part_trainer.ts";
import { partRange, planOf } from "../sweep/plan.ts";
import { SweepCollector } from "../sweep/sweep_outcome.ts";

/** How many of the trials are trained. */
export interface TrialsDone {
  readonly done: number;
  readonly total: number;
}

/** Trains a sweep, a part a turn. @returns the files, when all parts are trained. */
export function* madeFiles(experiment: Experiment): Generator<TrialsDone, FileMap> {
  const plan = planOf(experiment);
  const requests = new PartRequests(plan);
  const trainer = new PartTrainer();
  const collector = new SweepCollector(plan);
  for (let part = 0; part < plan.partCount; part++) {
    collector.add(trainer.train(requests.trials(part)));
    yield { done: partRange(plan, part).to, total: plan.trialCount };
  }
  return sweepFiles(collector.finish());
}
