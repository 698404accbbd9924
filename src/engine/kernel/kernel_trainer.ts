// The kernel as a trainer of one network, for a single run.
// What must not change: it gives the plain trainer's bits always. Where the kernel promises nothing, because a number
// is not finite, the plain trainer does the same work again.
import { classicLearning, type Learning } from "../learning.ts";
import { parameterCount, type Topology } from "../topology.ts";
import { plainTrainer, type Trainer } from "../trainer.ts";
import { PLAIN_SLOWNESS } from "../training_cost.ts";
import type { Course } from "../course.ts";
import type { TrainingData } from "../training_data.ts";
import { Kernel } from "./kernel.ts";
import { fewestLanes, type RowForm } from "./kernel_shape.ts";

/**
 * A value is copied into the kernel's memory and back in about the time in which it learns a parameter from a dozen rows; so
 * many rows for each value of a parameter make little of that.
 */
const ROWS_PER_COPIED_VALUE = 120;

/** How a network learns of which only the loss is asked. */
const UNTRAINED: Course = { learningRate: 0, rows: null };

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
 * const course = { learningRate: 0.1, rows: null };
 * kernelTrainer(topology, data).trainRows(fast, course, 0, 200);
 * plainTrainer(topology, data).trainRows(plain, course, 0, 200);
 * if (fast.join() !== plain.join()) throw new Error("wrong");
 * ```
 */
export function kernelTrainer(
  topology: Topology,
  data: TrainingData,
  learning: Learning = classicLearning,
): Trainer {
  const plain = plainTrainer(topology, data, learning);
  const kernels = new Map<RowForm, Kernel>();
  /** Most runs need only one of the two. */
  const kernelFor = ({ rows }: Course): Kernel => {
    const rowForm = rows === null ? "table" : "shared";
    const kernel = kernels.get(rowForm) ??
      Kernel.create(topology, data, { laneCount: fewestLanes(topology), learning, rowForm });
    kernels.set(rowForm, kernel);
    return kernel;
  };
  const losses = new Float64Array(fewestLanes(topology));
  const trained = new Float64Array(plain.valueCount);
  return {
    rowCount: plain.rowCount,
    batchSize: plain.batchSize,
    valueCount: plain.valueCount,
    rowsAtOnce: Math.max(
      PLAIN_SLOWNESS * plain.rowsAtOnce,
      Math.ceil(ROWS_PER_COPIED_VALUE * plain.valueCount / parameterCount(topology)),
    ),
    startingValues: (parameters) => plain.startingValues(parameters),
    trainRows(values, course, from, to) {
      const kernel = kernelFor(course);
      kernel.setLane(0, values, course);
      kernel.trainRows(from, to);
      kernel.valuesOf(0, trained);
      if (trained.every(Number.isFinite)) values.set(trained);
      else plain.trainRows(values, course, from, to);
    },
    loss(values) {
      const [kernel = kernelFor(UNTRAINED)] = kernels.values();
      kernel.setLane(0, values, UNTRAINED);
      kernel.losses(losses);
      return Number.isFinite(losses[0]) ? losses[0] : plain.loss(values);
    },
  };
}
