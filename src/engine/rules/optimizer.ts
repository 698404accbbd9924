// How a parameter moves: each optimizer one entry, over any arithmetic.
// What must not change: products are formed from left to right.
import type { Arithmetic } from "../../numeric/arithmetic.ts";
import type { Cells } from "../cells.ts";
import type { Formula } from "./activation_contract.ts";

/** How parameters move downhill. */
export interface Optimizer {
  /** As an experiment file spells it. */
  readonly name: string;
  /** How people write the new parameter. */
  readonly formula: Formula;
  /**
   * Whether the learning rate is multiplied into a neuron's delta, once for all its parameters, and so the gradient itself
   * is never formed. Such an optimizer takes no penalties.
   */
  readonly putsRateFirst: boolean;
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
  beginStep?(ofSteps: Cells<V>): void;
  /** What is multiplied by an input to a parameter's gradient: delta, dL/dsum, or with the learning rate put in already. */
  factor(delta: V, learningRate: V): V;
  /**
   * The parameter after the step.
   *
   * @param gradient factor times input, with the slopes of penalties added.
   * @param ofParameter what is remembered of this parameter, changed in place.
   * @param ofSteps what is remembered of the steps.
   */
  update(parameter: V, gradient: V, learningRate: V, ofParameter: Cells<V>, ofSteps: Cells<V>): V;
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
  putsRateFirst: true,
  memoryOfParameter: 0,
  memoryOfSteps: 0,
  over: (o) => ({
    factor: (delta, learningRate) => o.multiply(learningRate, delta),
    update: (parameter, rateTimesGradient) => o.subtract(parameter, rateTimesGradient),
  }),
};
