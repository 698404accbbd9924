// What a sweep leaves to the kernel: training lanes and taking the losses that are logged, and nothing else.
import type { Kernel } from "../../src/engine/kernel/kernel.ts";
import type { Topology } from "../../src/engine/topology.ts";
import type { TrainingData } from "../../src/engine/training_data.ts";

/** What a worker is asked to train. */
export interface KernelWork {
  readonly topology: Topology;
  readonly data: TrainingData;
  readonly learningRate: number;
  readonly epochCount: number;
  readonly logEvery: number;
  readonly networkCount: number;
  /** Where every network starts; what the numbers are makes no difference to the time. */
  readonly start: Float64Array;
}

/** Trains in the kernel alone. */
export function trainInKernel(kernel: Kernel, work: KernelWork): void {
  const course = { learningRate: work.learningRate, rows: null };
  const losses = new Float64Array(kernel.laneCount);
  for (let network = 0; network < work.networkCount; network += kernel.laneCount) {
    for (let lane = 0; lane < kernel.laneCount; lane++) kernel.setLane(lane, work.start, course);
    for (let epoch = 0; epoch < work.epochCount; epoch += work.logEvery) {
      kernel.trainRows(epoch * kernel.rowCount, (epoch + work.logEvery) * kernel.rowCount);
      kernel.losses(losses);
    }
  }
}
