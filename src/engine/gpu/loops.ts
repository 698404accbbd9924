// What the loops over the layers of each kind have in common: sums of products, where neurons lie, and how a parameter learns.
// What must not change: a sum of products begins with -0, which changes no number that is added to it.
import type { Layer } from "../layers.ts";
import { immediateStepOf } from "../learning.ts";
import { Cursor } from "./cursor.ts";
import type { GpuNetwork } from "./gpu_network.ts";
import type { LaneMemory } from "./lane_memory.ts";
import type { Operand } from "./ptx_code.ts";
import { RegisterArithmetic } from "./registers.ts";

/** The loops over one layer, written where they are called. */
export interface LayerLoops {
  /** Sends a row forward. @param input the address of the first number of the row. */
  forward(input: Operand): void;
  /** Writes dL/da of what leaves the layer below from dL/dsum of this one. */
  passDown(): void;
  /** Learns about the parameters, once a row has been sent back through all layers. */
  learn(input: Operand): void;
}

/** Values of neurons that a lane keeps, by the name of their places. */
export type NeuronValues = "sums" | "activations" | "deltas";

/** A cursor, and by how many numbers it goes on after each product. */
type Going = readonly [Cursor, number];

/** Writes what loops are made of into the function of a lane's memory. */
export class Loops {
  readonly o: RegisterArithmetic;
  readonly #immediate;

  constructor(readonly network: GpuNetwork, readonly memory: LaneMemory) {
    this.o = new RegisterArithmetic(memory.code);
    this.#immediate = immediateStepOf(network.learning)?.over<Operand>(this.o);
  }

  /** A register that changes while the code runs; it starts with `value`. */
  variable(value: Operand): Operand {
    return this.memory.code.operate("d", "mov.f64", value);
  }

  /** Gives a variable another value. */
  assign(variable: Operand, value: Operand): void {
    this.memory.code.write(`mov.f64 ${variable}, ${value}`);
  }

  /** A sum that nothing has been added to. */
  emptySum(): Operand {
    return this.variable(this.o.constant(-0));
  }

  /** Writes `body` so many times, with a register that counts up from 0. */
  counted(count: number, body: (index: Operand) => void): void {
    const { code } = this.memory;
    const index = code.operate("b", "mov.b64", "0");
    code.repeat(count, () => {
      body(index);
      code.write(`add.u64 ${index}, ${index}, 1`);
    });
  }

  /** At a number of the lane. */
  at(place: number): Cursor {
    return Cursor.inLane(this.memory, place);
  }

  /** At a value of a neuron. */
  atNeuron(values: NeuronValues, neuron: number): Cursor {
    return this.at(this.network.places[values] + neuron);
  }

  /** At the first number that enters a layer: of the row for the first one, else of what leaves the layer below. */
  entering({ inputCount, firstNeuron }: Layer, input: Operand): Cursor {
    if (firstNeuron === 0) return Cursor.inRow(this.memory, input);
    return this.atNeuron("activations", firstNeuron - inputCount);
  }

  /** Adds so many products to a sum, in place. @param madeOf what the first factor of each is made of the number there. */
  addProducts(
    sum: Operand,
    count: Operand | number,
    [a, aBy]: Going,
    [b, bBy]: Going,
    madeOf: (number: Operand) => Operand = (number) => number,
  ): void {
    this.memory.code.repeat(count, () => {
      this.add(sum, this.o.multiply(madeOf(a.load()), b.load()));
      a.move(aBy);
      b.move(bBy);
    });
  }

  /** Adds a number to a sum, in place. */
  add(sum: Operand, number: Operand): void {
    this.assign(sum, this.o.add(sum, number));
  }

  /** What makes of a delta that by which inputs are multiplied: steps that are made at once multiply the rate into it first. */
  factors(): (delta: Operand) => Operand {
    const immediate = this.#immediate;
    if (immediate === undefined) return (delta) => delta;
    const rate = this.memory.load(this.network.places.learningRate);
    return (delta) => immediate.factor(delta, rate);
  }

  /** Moves the parameter at a cursor at once, or adds its gradient to those of the batch. */
  learnAt(parameter: Cursor, gradient: Operand): void {
    if (this.#immediate !== undefined) {
      return parameter.store(this.#immediate.update(parameter.load(), gradient));
    }
    const sum = parameter.beyond(this.network.places.values.gradients);
    sum.store(this.o.add(sum.load(), gradient));
  }
}
