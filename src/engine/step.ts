// What is learned from one row, written once over any arithmetic: forward, back, and each parameter to a learner, which moves
// it at once or adds its gradient to those of a batch; `update.ts` moves the parameters after a batch.
// The WebAssembly kernel's straight code and the formulas of `explain` are readings of it; the plain trainer does the same
// in flat loops, and tests hold all of them to the same bits. All gradients of a step use the parameters from before it.
//
//   delta = dL/dsum of a neuron = dL/da * da/dsum
//   dL/da of a neuron below = delta_0 w_0 + delta_1 w_1 + … over the neurons j above it, from 0 upwards
//   dL/dw = delta * the input that w weighs,   dL/db = delta
import type { Arithmetic } from "../numeric/arithmetic.ts";
import { backward, forward, type Learner, type Naming } from "./dense.ts";
import { type Loss, type Outputs, overOutputs } from "./rules/loss.ts";
import type { ImmediateStep } from "./rules/optimizer.ts";
import type { Cells } from "./cells.ts";
import type { Layer } from "./topology.ts";

/** What a step works on. */
export interface StepSubject<V> {
  /** The network, from its first layer up. */
  readonly layers: readonly Layer[];
  /** The parameters, flat in draw order. */
  readonly values: Cells<V>;
  /** The row, shape [inputCount]. */
  readonly inputs: readonly V[];
  /** Gives names to values, where they are to have any. */
  readonly name?: Naming<V>;
}

/** Values without names. */
function unnamed<V>(_kind: unknown, _index: number, value: V): V {
  return value;
}

/**
 * The feedforward pass of a row: what each layer made of it. Yields after each neuron, so that groups of lanes can take
 * turns; {@linkcode completed} does without.
 */
export function* feedforwardPass<V>(
  o: Arithmetic<V>,
  { layers, values, inputs, name = unnamed }: StepSubject<V>,
): Generator<void, Outputs<V>[]> {
  const passed: Outputs<V>[] = [];
  for (const layer of layers) {
    const below = passed.length === 0 ? inputs : passed[passed.length - 1].activations;
    passed.push(yield* forward(o, layer, values, below, name));
  }
  return passed;
}

/**
 * A step of learning from one row: sends it forward and back and takes each parameter to the learner with its gradient.
 * Yields as {@linkcode feedforwardPass} does.
 *
 * @param yTrue the row's targets, shape [outputCount].
 * @param begin makes the learner, once the row has been sent forward.
 */
export function* step<V>(
  o: Arithmetic<V>,
  subject: StepSubject<V>,
  loss: Loss,
  yTrue: readonly V[],
  begin: () => Learner<V>,
): Generator<void, void> {
  const { layers, values, inputs, name = unnamed } = subject;
  const passed = yield* feedforwardPass(o, subject);
  const learner = begin();
  const top = layers.length - 1;
  let deltas = outputDeltas(o, layers[top], loss, yTrue, passed[top], name);
  yield;
  for (let index = top; index >= 0; index--) {
    const below = index === 0 ? inputs : passed[index - 1].activations;
    const lossByInput = yield* backward(o, layers[index], values, below, deltas, learner);
    deltas = [];
    for (let i = 0; i < lossByInput.length; i++) {
      deltas.push(deltaOf(o, layers[index - 1], i, lossByInput[i], passed[index - 1], name));
      yield;
    }
  }
}

/** dL/dsum of each output. */
function outputDeltas<V>(
  o: Arithmetic<V>,
  layer: Layer,
  loss: Loss,
  yTrue: readonly V[],
  outputs: Outputs<V>,
  name: Naming<V>,
): V[] {
  if ("forms" in loss) {
    const deltas = loss.forms[layer.activation.name].overRow(o).deltas(yTrue, outputs.activations);
    return deltas.map((delta, k) => name("delta", layer.firstNeuron + k, delta));
  }
  const { slope } = loss.over(o);
  return outputs.activations.map((yPred, k) => {
    const lossByOutput = overOutputs(o, slope(yTrue[k], yPred), outputs.activations.length);
    return deltaOf(o, layer, k, lossByOutput, outputs, name);
  });
}

/** dL/dsum of a layer's neuron j, from dL/da. */
export function deltaOf<V>(
  o: Arithmetic<V>,
  { activation, firstNeuron }: Layer,
  j: number,
  lossByActivation: V,
  { sums, activations }: Outputs<V>,
  name: Naming<V>,
): V {
  if (!("over" in activation)) throw new Error(`assertion failed: ${activation.name} has no slope`);
  const upstream = name("lossByActivation", firstNeuron + j, lossByActivation);
  const slope = name("slope", firstNeuron + j, activation.over(o).slope(activations[j], sums[j]));
  return name("delta", firstNeuron + j, o.multiply(upstream, slope));
}

/**
 * A learner that moves each parameter as it comes.
 *
 * @param learningRate the step is this times the gradient.
 */
export function moving<V>(
  o: Arithmetic<V>,
  { values, name = unnamed }: Pick<StepSubject<V>, "values" | "name">,
  immediate: ImmediateStep,
  learningRate: V,
): Learner<V> {
  const { factor, update } = immediate.over(o);
  const move = (index: number, value: V, factorTimesInput: V): void =>
    values.set(index, name("parameter", index, update(value, factorTimesInput)));
  return { factor: (delta) => factor(delta, learningRate), weight: move, bias: move };
}

/** A learner that adds each parameter's gradient to those of the other rows of a batch: what they were before the first is -0. */
export function adding<V>(o: Arithmetic<V>, gradients: Cells<V>): Learner<V> {
  const add = (index: number, _value: V, gradient: V): void =>
    gradients.set(index, o.add(gradients.get(index), gradient));
  return { factor: (delta) => delta, weight: add, bias: add };
}

/** Runs passes or steps side by side, each to its next neuron in turn. */
export function interleaved<Result>(all: readonly Generator<void, Result>[]): Result[] {
  const results = new Array<Result>(all.length);
  let goingOn = all.map((steps, index) => ({ steps, index }));
  while (goingOn.length > 0) {
    goingOn = goingOn.filter(({ steps, index }) => {
      const next = steps.next();
      if (next.done) results[index] = next.value;
      return !next.done;
    });
  }
  return results;
}

/** Runs a pass or a step to its end. */
export function completed<Result>(steps: Generator<void, Result>): Result {
  return interleaved([steps])[0];
}
