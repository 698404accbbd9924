// The kernel as a trainer of one network, for a single run.
// What must not change: it gives the plain trainer's bits always. Where the kernel promises nothing, because a number
// is not finite, the plain trainer does the same work again.
import { classicLearning, type Learning } from "../learning.ts";
import type { Topology } from "../topology.ts";
import { plainTrainer, type Trainer } from "../trainer.ts";
import type { TrainingData } from "../training_data.ts";
import { Kernel } from "./kernel.ts";

/**
 * A trainer with the results of the plain one, several times as fast.
 *
 * @throws RangeError when the data do not fit the topology or the memory would exceed 2 GiB.
 *
 * @example
 * ```ts
 * import { denseTopology } from "../topology.ts";
 * import { plainTrainer } from "../trainer.ts";
 * import { kernelTrainer } from "./kernel_trainer.ts";
 * const topology = denseTopology([1, 1], "sigmoid", "sigmoid");
 * const data = { inputs: new Float64Array([-1, 1]), targets: new Float64Array([0, 1]) };
 * const [fast, plain] = [new Float64Array(2), new Float64Array(2)];
 * kernelTrainer(topology, data).trainEpochs(fast, 0.1, 100);
 * plainTrainer(topology, data).trainEpochs(plain, 0.1, 100);
 * if (fast.join() !== plain.join()) throw new Error("wrong");
 * ```
 */
export function kernelTrainer(
  topology: Topology,
  data: TrainingData,
  learning: Learning = classicLearning,
): Trainer {
  const kernel = Kernel.create(topology, data, { laneCount: 2, learning });
  const plain = plainTrainer(topology, data, learning);
  const losses = new Float64Array(kernel.laneCount);
  return {
    ...plain,
    trainEpochs(values, learningRate, epochCount) {
      kernel.setLane(0, values, learningRate);
      kernel.trainEpochs(epochCount);
      const trained = kernel.valuesOf(0);
      if (trained.every(Number.isFinite)) values.set(trained);
      else plain.trainEpochs(values, learningRate, epochCount);
    },
    loss(values) {
      kernel.setLane(0, values, 0);
      kernel.losses(losses);
      return Number.isFinite(losses[0]) ? losses[0] : plain.loss(values);
    },
  };
}
