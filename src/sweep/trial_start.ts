// What a trial of a sweep is trained with: where it starts, in which order it meets the rows, and what supervises it.
// What must not change: it depends on the trial alone, whatever trains it.

import { learningOf } from "../engine/learning.ts";
import { drawParameters, streamAfterDrawing } from "../engine/parameters.ts";
import type { Course } from "../engine/course.ts";
import { rowsInOrder } from "../engine/row_order.ts";
import { isSupervised } from "../engine/supervisor.ts";
import { plainTrainer } from "../engine/trainer.ts";
import { rowCountOf } from "../engine/training_data.ts";
import type { TrialGroup, Variant } from "./grouped_trials.ts";

/** Where one trial of a group starts: fills `into`, shape [parameterCount], in place and returns it. */
export function startOfTrial({ variant, seeds }: TrialGroup, at: number, into: Float64Array): Float64Array {
  const { topology, scheme, givenParameters } = variant;
  if (givenParameters === null) return drawParameters(topology, seeds[at], scheme, into);
  into.set(givenParameters);
  return into;
}

/** The learning rate of one trial of a group, and the order of its rows. */
export function courseOfTrial(
  { variant, seeds, learningRates, shuffleSeeds }: TrialGroup,
  at: number,
): Course {
  const { topology, data } = variant;
  const shuffle = typeof variant.shuffle === "number" ? shuffleSeeds[at] : variant.shuffle;
  const rows = rowsInOrder(
    shuffle,
    rowCountOf(topology, data),
    () => streamAfterDrawing(topology, seeds[at], variant.scheme),
  );
  return { learningRate: learningRates[at], rows };
}

/** What gives the loss that trials of a variant are supervised by; null where that is the loss of the rows that are learned. */
export function supervisedLossOf(
  { topology, supervision, learning, judgedRows }: Variant,
): ((values: Float64Array) => number) | null {
  const heldOut = judgedRows?.heldOut ?? null;
  if (heldOut === null || !isSupervised(supervision)) return null;
  const trainer = plainTrainer(topology, heldOut.data, learningOf(learning));
  return (values) => trainer.loss(values);
}
