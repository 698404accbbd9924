// What is learned from one row, written once over any arithmetic: forward, back, and each parameter to a learner, which moves
// it at once or adds its gradient to those of a batch; `update.ts` moves the parameters after a batch.
// The straight code of the kernel and of a card, and the formulas of `explain`, are readings of it; the plain trainer does
// the same in flat loops, and tests hold all of them to the same bits. All gradients of a step use the parameters from
// before it.
//
// What a layer of each kind does with a row is in dense.ts, conv.ts, maxpool.ts and rnn.ts.
//
//   delta = dL/dsum of a neuron = dL/da * da/dsum
//   dL/da of a neuron below = delta_0 w_0 + delta_1 w_1 + … over the neurons j above it, from 0 upwards
//   dL/dw = delta * the input that w weighs,   dL/db = delta
import type { Arithmetic } from "../numeric/arithmetic.ts";
import * as conv from "./conv.ts";
import * as dense from "./dense.ts";
import type { Learner, Naming } from "./layer_contract.ts";
import { isMatchedLoss, type Loss, lossSlopesOfRow, type Outputs } from "./rules/loss.ts";
import type { NeuronActivation } from "./rules/activation_contract.ts";
import type { ImmediateStep } from "./rules/optimizer_contract.ts";
import type { Cells } from "./cells.ts";
import { type DenseLayer, firstOutputOf, type Layer } from "./layers.ts";
import * as maxpool from "./maxpool.ts";
import * as rnn from "./rnn.ts";
import { outputLayerOf } from "./topology.ts";

/** What a step works on. */
export interface StepSubject<V> {
  /** The network, from its first layer up. */
  readonly layers: readonly Layer[];
  /** The parameters, flat in draw order. */
  readonly values: Cells<V>;
  /** The row, shape [inputCount]; not looked at where it is a sentence. */
  readonly inputs: readonly V[];
  /** The numbers of the words of the row, where it is a sentence, for a network that reads one. */
  readonly words?: readonly number[];
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
  subject: StepSubject<V>,
): Generator<void, Passed<V>[]> {
  const { layers, values, inputs, name = unnamed } = subject;
  const passed: Passed<V>[] = [];
  for (const layer of layers) {
    const below = passed.length === 0 ? inputs : passed[passed.length - 1].activations;
    switch (layer.kind) {
      case "dense":
        passed.push(yield* dense.forward(o, layer, values, below, name));
        break;
      case "conv":
        passed.push(yield* conv.forward(o, layer, values, below, name));
        break;
      case "maxpool":
        passed.push(yield* maxpool.forward(o, layer, below, name));
        break;
      case "rnn":
        passed.push(yield* rnn.forward(o, layer, values, wordsOf(subject), name));
        break;
    }
  }
  return passed;
}

/** What a layer made of a row: of its outputs and, where it reads a sentence, of each word. */
export type Passed<V> = Outputs<V> & Partial<Pick<rnn.Reading<V>, "states">>;

function wordsOf<V>({ words }: StepSubject<V>): readonly number[] {
  if (words === undefined) throw new Error("assertion failed: a sentence has no words");
  return words;
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
  const { layers, inputs, name = unnamed } = subject;
  const passed = yield* feedforwardPass(o, subject);
  const learner = begin();
  const top = layers.length - 1;
  let deltas = outputDeltas(o, outputLayerOf(layers), loss, yTrue, passed[top], name);
  yield;
  for (let index = top; index >= 0; index--) {
    const below = index === 0 ? inputs : passed[index - 1].activations;
    const lossByInput = yield* backward(o, subject, layers[index], passed[index], below, deltas, learner);
    deltas = [];
    for (let i = 0; i < lossByInput.length; i++) {
      deltas.push(deltaOf(o, layers[index - 1], i, lossByInput[i], passed[index - 1], name));
      yield;
    }
  }
}

/** Takes a layer's parameters to the learner, and gives dL/da of what entered it. */
function backward<V>(
  o: Arithmetic<V>,
  subject: StepSubject<V>,
  layer: Layer,
  passed: Passed<V>,
  below: readonly V[],
  deltas: readonly V[],
  learner: Learner<V>,
): Generator<void, V[]> {
  const { values, name = unnamed } = subject;
  switch (layer.kind) {
    case "dense":
      return dense.backward(o, layer, values, below, deltas, learner);
    case "conv":
      return conv.backward(o, layer, values, below, deltas, learner);
    case "maxpool":
      return maxpool.backward(o, layer, below, passed, deltas);
    case "rnn": {
      const { states = [] } = passed;
      const words = wordsOf(subject);
      const deltaOfState = (index: number, j: number, lossByActivation: V): V => {
        const neuron = rnn.neuronOfState(layer, words, index) + j;
        const { activations, sums } = states[index];
        return deltaOfNeuron(o, layer.activation, neuron, lossByActivation, [activations[j], sums[j]], name);
      };
      return rnn.backward(o, layer, values, words, { ...passed, states }, deltas, learner, deltaOfState);
    }
  }
}

/** dL/dsum of each output. */
function outputDeltas<V>(
  o: Arithmetic<V>,
  layer: DenseLayer,
  loss: Loss,
  yTrue: readonly V[],
  outputs: Outputs<V>,
  name: Naming<V>,
): V[] {
  if (isMatchedLoss(loss)) {
    const deltas = loss.forms[layer.activation.name].overRow(o).deltas(yTrue, outputs.activations);
    return deltas.map((delta, k) => name("delta", layer.firstNeuron + k, delta));
  }
  return lossSlopesOfRow(o, loss, yTrue, outputs.activations)
    .map((lossByOutput, k) => deltaOf(o, layer, k, lossByOutput, outputs, name));
}

/** dL/dsum of a layer's output j, from dL/da; of a maxpool, which has no sum, dL/da itself. */
export function deltaOf<V>(
  o: Arithmetic<V>,
  layer: Layer,
  j: number,
  lossByActivation: V,
  outputs: Outputs<V>,
  name: Naming<V>,
): V {
  const neuron = firstOutputOf(layer) + j;
  if (layer.kind === "maxpool") return name("lossByActivation", neuron, lossByActivation);
  const { activation } = layer;
  if (!("over" in activation)) throw new Error(`assertion failed: ${activation.name} has no slope`);
  return deltaOfNeuron(
    o,
    activation,
    neuron,
    lossByActivation,
    [outputs.activations[j], outputs.sums[j]],
    name,
  );
}

/** dL/dsum of a neuron whose activation and sum are given. */
function deltaOfNeuron<V>(
  o: Arithmetic<V>,
  activation: NeuronActivation,
  neuron: number,
  lossByActivation: V,
  [a, sum]: readonly [V, V],
  name: Naming<V>,
): V {
  const upstream = name("lossByActivation", neuron, lossByActivation);
  const slope = name("slope", neuron, activation.over(o).slope(a, sum));
  return name("delta", neuron, o.multiply(upstream, slope));
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
