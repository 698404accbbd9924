// What an optimizer has: its formulas, what it remembers, and its step over any arithmetic.
// Why a step may be immediate: plain descent multiplies the rate into a neuron's delta, and never forms the gradient.
import type { Arithmetic } from "../../numeric/arithmetic.ts";
import type { Cells } from "../cells.ts";
import type { Formula } from "./activation_contract.ts";

/** How parameters move downhill. */
export interface Optimizer {
  /** As an experiment file spells it. */
  readonly name: string;
  /** How people write what it remembers and the new parameter, w, from the gradient g and the learning rate η. */
  readonly formulas: readonly Formula[];
  /** How many numbers it remembers of each parameter. */
  readonly memoryOfParameter: number;
  /** What it remembers of the steps themselves, such as Adam's products of decays, before the first. */
  readonly memoryOfSteps: readonly number[];
  /** What a step does, over an arithmetic. */
  over<V>(o: Arithmetic<V>): OptimizerFunctions<V>;
  /** The step that moves each parameter at once, where nothing stands between a row's gradient and the move. */
  readonly atOnce?: ImmediateStep;
}

/** What an optimizer does in a step, over some arithmetic. */
export interface OptimizerFunctions<V> {
  /**
   * Called once a step, before its parameters move: brings what is remembered of the steps up to date, in place, and gives
   * what all parameters need alike.
   */
  beginStep?(ofSteps: Cells<V>, learningRate: V): readonly V[];
  /**
   * The parameter after the step.
   *
   * @param ofParameter what is remembered of this parameter, changed in place.
   * @param ofStep what `beginStep` gave.
   */
  update(parameter: V, gradient: V, learningRate: V, ofParameter: Cells<V>, ofStep: readonly V[]): V;
}

/** A step in which the learning rate is multiplied into a neuron's delta, so that the gradient is never formed. */
export interface ImmediateStep {
  /** The step over an arithmetic. */
  over<V>(o: Arithmetic<V>): ImmediateFunctions<V>;
}

/** The parts of an immediate step, over some arithmetic. */
export interface ImmediateFunctions<V> {
  /** What is multiplied by an input, once for all parameters of a neuron whose dL/dsum is `delta`. */
  factor(delta: V, learningRate: V): V;
  /** The parameter after the step. */
  update(parameter: V, factorTimesInput: V): V;
}

/** What is known of an optimizer before its numbers are. */
export interface OptimizerEntry<Numbers> {
  /** The usual learning rate. */
  readonly learningRate: number;
  /** What its numbers are where nothing is said. */
  readonly defaults: Numbers;
  /** The optimizer with these numbers. */
  with(numbers: Numbers): Optimizer;
}
