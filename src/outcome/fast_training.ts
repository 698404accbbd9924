// Chooses the engine of one run: the plain trainer, or the kernel where a long run repays compiling it.
// Why the choice cannot show: the kernel gives the plain trainer's bits, and what it does not promise (numbers that
// are not finite) it leaves to the plain trainer.

import { parameterCount, type Topology } from "../network/topology.ts";
import { kernelIsAvailable } from "../sweep/kernel/kernel_available.ts";
import { kernelTrainer } from "../sweep/kernel/kernel_trainer.ts";
import { plainTrainer } from "../training/trainer.ts";
import type { TrainingData } from "../training/training_data.ts";
import { train, type TrainingOptions, type TrainingRun } from "../training/training_run.ts";

/** Parameter updates from which on compiling a kernel takes less time than it saves. */
const UPDATES_WORTH_A_KERNEL = 30_000;

/** Trains by the engine that is faster for the size of the work; the result is that of the plain trainer. */
export function fastTraining(topology: Topology, data: TrainingData, options: TrainingOptions): TrainingRun {
  const updateCount = options.epochs * data.targets.length * parameterCount(topology);
  const isLong = updateCount >= UPDATES_WORTH_A_KERNEL;
  const trainer = isLong && kernelIsAvailable()
    ? kernelTrainer(topology, data)
    : plainTrainer(topology, data);
  return train(trainer, options);
}
