// The parameters of one network, and what is learned about them, in a flat array: what update.ts goes through over numbers.
// Why cells that move along: a step makes no object for a parameter.
import type { Cells } from "./cells.ts";
import { type Learning, valuePlaces } from "./learning.ts";
import { parameterCount, type Topology, weightCount } from "./topology.ts";
import { type LearningParameters, type ParameterKind, placeOfCell } from "./update.ts";

/** The parameters of one network in a flat array, seen one by one. */
export class FlatParameters implements LearningParameters<number> {
  /** Those of the network at hand, see `ValuePlaces`, the sums of gradients among them. */
  values: Float64Array = new Float64Array(0);
  readonly ofSteps: Cells<number>;
  readonly scratch: Cells<number>;
  readonly #weightCount: number;
  readonly #count: number;
  readonly #gradients: number;
  #index = 0;
  readonly #cells: Cells<number> = {
    get: (cell) => this.values[this.#placeOf(cell)],
    set: (cell, value) => void (this.values[this.#placeOf(cell)] = value),
  };

  constructor(topology: Topology, learning: Learning) {
    this.#count = parameterCount(topology);
    this.#weightCount = weightCount(topology);
    const { ofSteps, gradients } = valuePlaces(learning, this.#count);
    this.#gradients = gradients;
    this.ofSteps = {
      get: (index) => this.values[ofSteps + index],
      set: (index, value) => void (this.values[ofSteps + index] = value),
    };
    let kept = 0;
    this.scratch = { get: () => kept, set: (_index, value) => void (kept = value) };
  }

  inDrawOrder(which: ParameterKind, visit: (cells: Cells<number>) => void): void {
    this.each(which, visit);
  }

  each(which: ParameterKind, visit: (cells: Cells<number>) => void): void {
    const to = which === "weights" ? this.#weightCount : this.#count;
    for (this.#index = which === "weights" ? 0 : this.#weightCount; this.#index < to; this.#index++) {
      visit(this.#cells);
    }
  }

  #placeOf(cell: number): number {
    return this.#index + placeOfCell(cell, this.#gradients, this.#count);
  }
}
