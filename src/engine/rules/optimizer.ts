// How a parameter moves: each optimizer one entry, over any arithmetic.
// What must not change: products are formed from left to right.
import type { Arithmetic } from "../../numeric/arithmetic.ts";
import type { Formula } from "./activation.ts";

/** Numbers that an optimizer remembers from step to step, by index. */
export interface Memory<V> {
  /** The number at an index; 0 before the first step. */
  get(index: number): V;
  /** Remembers a number in place. */
  set(index: number, value: V): void;
}

/** How parameters move downhill. */
export interface Optimizer {
  /** As an experiment file spells it. */
  readonly name: string;
  /** How people write the new parameter. */
  readonly formula: Formula;
  /** How many numbers it remembers of each parameter. */
  readonly memoryOfParameter: number;
  /** How many numbers it remembers of the steps themselves, such as Adam's products of decays. */
  readonly memoryOfSteps: number;
  /** What a step does, over an arithmetic. */
  over<V>(o: Arithmetic<V>): OptimizerFunctions<V>;
}

/** What an optimizer does in a step, over some arithmetic. */
export interface OptimizerFunctions<V> {
  /** Called once a step, before its parameters move: brings what it remembers of the steps up to date, in place. */
  beginStep?(ofSteps: Memory<V>): void;
  /**
   * What the neuron's delta, dL/dsum, becomes before it is multiplied by an input to a gradient. Plain SGD puts the learning
   * rate in here, once a neuron; everyone else leaves the delta as it is.
   */
  factor(delta: V, learningRate: V): V;
  /**
   * The parameter after the step.
   *
   * @param gradient factor times input, or what a batch and the penalties made of it.
   * @param ofParameter what is remembered of this parameter, changed in place.
   * @param ofSteps what is remembered of the steps.
   */
  update(parameter: V, gradient: V, learningRate: V, ofParameter: Memory<V>, ofSteps: Memory<V>): V;
}

/**
 * Stochastic gradient descent, a row a step: w - (learningRate * delta) * input, in this order of multiplication, which
 * decides the last bit of every result.
 */
export const sgd: Optimizer = {
  name: "sgd",
  formula: {
    text: "new = old − learning_rate · gradient",
    tex: "\\text{new} = \\text{old} - \\text{learning rate} \\cdot \\text{gradient}",
  },
  memoryOfParameter: 0,
  memoryOfSteps: 0,
  over: (o) => ({
    factor: (delta, learningRate) => o.multiply(learningRate, delta),
    update: (parameter, gradient) => o.subtract(parameter, gradient),
  }),
};
