// The fast engine: many networks of one topology on the same rows, trained at once by WebAssembly made for them.
// The plain trainer defines the result; a lane whose parameters and loss are finite has its bits.
import { parameterCount, type Topology } from "../../network/topology.ts";
import type { TrainingData } from "../../training/training_data.ts";
import { type CodeForm, type KernelExports, kernelModuleBytes } from "./kernel_module.ts";
import { layoutMemory, type MemoryLayout } from "./memory_layout.ts";

export interface KernelOptions {
  readonly laneCount?: number;
  readonly form?: CodeForm;
}

export class Kernel {
  readonly laneCount: number;
  readonly #layout: MemoryLayout;
  readonly #exports: KernelExports;
  readonly #memory: Float64Array;
  readonly #parameterCount: number;

  static create(topology: Topology, data: TrainingData, options: KernelOptions = {}): Kernel {
    return new Kernel(topology, data, options);
  }

  private constructor(topology: Topology, data: TrainingData, options: KernelOptions) {
    this.laneCount = options.laneCount ?? 16;
    this.#layout = layoutMemory(topology, data, this.laneCount);
    this.#parameterCount = parameterCount(topology);
    const memory = new WebAssembly.Memory({ initial: this.#layout.pageCount });
    const bytes = kernelModuleBytes(
      topology,
      this.#layout,
      options.form ?? { kind: "straight", columnHeight: this.laneCount % 4 === 0 ? 2 : 1 },
    );
    const instance = new WebAssembly.Instance(new WebAssembly.Module(bytes), { kernel: { memory } });
    this.#exports = instance.exports as unknown as KernelExports;
    this.#memory = new Float64Array(memory.buffer);
    this.#memory.set(data.inputs, this.#layout.inputs / 8);
    this.#memory.set(data.targets, this.#layout.targets / 8);
  }

  setLane(lane: number, parameters: Float64Array, learningRate: number): void {
    const { laneCount } = this;
    const first = this.#layout.parameters / 8 + lane;
    for (let p = 0; p < this.#parameterCount; p++) this.#memory[first + p * laneCount] = parameters[p];
    this.#memory[this.#layout.learningRates / 8 + lane] = learningRate;
  }

  parametersOf(lane: number, into: Float64Array = new Float64Array(this.#parameterCount)): Float64Array {
    const first = this.#layout.parameters / 8 + lane;
    for (let p = 0; p < into.length; p++) into[p] = this.#memory[first + p * this.laneCount];
    return into;
  }

  trainEpochs(epochCount: number): void {
    if (epochCount === 0 || this.#layout.rowCount === 0) return;
    this.#exports.train(epochCount);
  }

  losses(into: Float64Array): void {
    const { rowCount, blockRowCount, inputs, targets, inputCount } = this.#layout;
    const first = this.#layout.squaredErrors / 8;
    const sums = this.#memory.subarray(first, first + this.laneCount);
    sums.fill(0);
    for (let row = 0; row < rowCount; row += blockRowCount) {
      const count = Math.min(blockRowCount, rowCount - row);
      this.#exports.feedforward(inputs + row * inputCount * 8, count);
      this.#exports.addSquaredErrors(targets + row * 8, count);
    }
    for (let lane = 0; lane < this.laneCount; lane++) into[lane] = sums[lane] / rowCount;
  }
}
