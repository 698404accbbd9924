// Whether the losses of a sweep's trials are of one measure, so that one can be compared with another.
// Why by the trials' own experiments: a loss that is not named follows from the output, which may be swept in its place.

import type { LossName } from "../engine/rules/loss.ts";
import { variantOf } from "../experiment/reading/variant.ts";
import { settingsAt, type SweepPlan, trialCountOf } from "./plan.ts";

/** What a loss depends on: its name, and the output from which that follows where it is left out. */
const DECIDING = ["training.loss", "network.output"];

/** The scale of a target, in whose units its loss is. */
const SCALE = /^dataset\.targets?\b.*\bscale$/;

/** The losses that trials learn by, each once. */
export function lossesOf({ experiment, axes }: Pick<SweepPlan, "experiment" | "axes">): readonly LossName[] {
  const deciding = axes.filter((axis) => axis.some(({ key }) => DECIDING.includes(key)));
  const found = Array.from(
    { length: trialCountOf(deciding) },
    (_, index) => variantOf(experiment, settingsAt({ axes: deciding }, index)).training.loss,
  );
  return [...new Set(found)];
}

/** Whether the targets of all trials are learned in the same units. */
export function haveOneUnit({ keys }: Pick<SweepPlan, "keys">): boolean {
  return !keys.some((key) => SCALE.test(key));
}

/** Whether all trials learn by one loss, of targets in the same units. */
export function haveOneMeasure(plan: Pick<SweepPlan, "experiment" | "axes" | "keys">): boolean {
  return haveOneUnit(plan) && lossesOf(plan).length === 1;
}
