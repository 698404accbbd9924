// The numbers of one row in a network with any layers, each under the name that people see: what a lesson about layers tells.
// What must not change: every number is the engine's, and none is calculated here but the difference that checks a gradient.

import type { Query } from "../dataset/dataset.ts";
import { inputsOf } from "../dataset/standardize.ts";
import { backpropagate, type Backpropagation } from "../engine/backpropagation.ts";
import { firstOutputOf, type Layer } from "../engine/layers.ts";
import { layerNames } from "../engine/layer_names.ts";
import type { Learning } from "../engine/learning.ts";
import type { Activation } from "../engine/rules/activation_contract.ts";
import { wordsOf } from "../engine/rnn.ts";
import { layersOf, neuronNames, outputLayerOf, parameterNames, type Topology } from "../engine/topology.ts";
import { type Experiment, featuresOf, topologyOf } from "../experiment/experiment.ts";
import type { NeuronEnd } from "./equations.ts";
import {
  type Equation,
  equation,
  type Expression,
  expressions,
  type Quantity,
  quantity,
  type QuantityName,
} from "./expression.ts";
import type { ExplainedState, ExplainedSubject } from "./explanation.ts";

/** What a lesson about layers is about. */
export interface LayerSubject {
  readonly experiment: Experiment;
  readonly asked: Query;
  /** Its targets; null for a query. */
  readonly yTrue: ArrayLike<number> | null;
  /** Whether that is a row or a query, and which. */
  readonly subject: ExplainedSubject;
  /** Where in the training it is. */
  readonly state: Pick<ExplainedState, "stepsDone" | "stepCount" | "stepsPerEpoch" | "rowsPerStep" | "end">;
  readonly parameters: Float64Array;
  readonly learning: Learning;
  /** The parameter to follow; null for the first one. */
  readonly parameter: string | null;
}

/** The numbers of a subject, and each as a part of a formula. */
export class LayerNumbers {
  readonly layers: readonly Layer[];
  readonly layerNames: readonly string[];
  readonly neuronNames: readonly string[];
  readonly parameterNames: readonly string[];
  /** For a query of targets of 0: what is of the loss is then not told. */
  readonly back: Backpropagation;
  /** The words that are read, by their numbers; none where the first layer is no rnn. */
  readonly words: readonly number[];
  /** The words that the network knows, where it reads sentences. */
  readonly learnedWords: readonly string[] | undefined;
  /** The row as the network sees it. */
  readonly inputs: Float64Array;
  readonly #topology: Topology;

  constructor(readonly subject: LayerSubject) {
    const { experiment, asked, parameters, learning, yTrue } = subject;
    const features = featuresOf(experiment);
    this.learnedWords = features[0].learnedWords;
    this.#topology = topologyOf(experiment);
    this.layers = layersOf(this.#topology);
    this.layerNames = layerNames(this.layers);
    this.neuronNames = neuronNames(this.#topology);
    this.parameterNames = parameterNames(this.#topology, this.learnedWords);
    this.inputs = inputsOf(features, [asked]);
    const targets = yTrue ?? new Float64Array(outputLayerOf(this.layers).outputCount);
    this.back = backpropagate(this.#topology, parameters, this.inputs, targets, learning);
    const [first] = this.layers;
    this.words = first.kind === "rnn" ? wordsOf(first, this.inputs) : [];
  }

  /** The activation functions of the layers, each once, in their order. */
  get activations(): readonly Activation[] {
    return [...new Set(this.layers.flatMap((layer) => layer.kind === "maxpool" ? [] : [layer.activation]))];
  }

  /** What a neuron puts out. */
  activation(neuron: number): number {
    return this.back.activations[this.inputs.length + neuron];
  }

  /** What a neuron puts out, under its name. */
  neuron(neuron: number): Quantity {
    return quantity(this.neuronNames[neuron], this.activation(neuron));
  }

  /** What enters a layer from one of the inputs or neurons below it. */
  entering(index: number, input: number): Quantity {
    if (index === 0) return quantity(`x${input + 1}`, this.inputs[input]);
    return this.neuron(firstOutputOf(this.layers[index - 1]) + input);
  }

  parameter(index: number): Quantity {
    return quantity(this.parameterNames[index], this.subject.parameters[index]);
  }

  /** How much the loss changes with a neuron's weighted sum. */
  delta(neuron: number): Quantity {
    return quantity({ of: "L", by: sumOf(this.neuronNames[neuron]) }, this.back.deltas[neuron]);
  }

  /** How much the loss changes with what a neuron puts out. */
  lossBy(neuron: number): Quantity {
    return quantity(this.#lossByName(neuron), this.back.lossByActivation[neuron]);
  }

  /** What a neuron's weighted sum is. */
  sumEquation(neuron: number, formula: Expression): Equation {
    return equation(sumOf(this.neuronNames[neuron]), formula, this.back.weightedSums[neuron]);
  }

  /** What a neuron puts out is. */
  outputEquation(neuron: number, formula: Expression): Equation {
    return equation(this.neuronNames[neuron], formula, this.activation(neuron));
  }

  /** What is passed down to a neuron is; null where nothing is. */
  lossByEquation(neuron: number, formula: Expression | null): Equation {
    return equation(this.#lossByName(neuron), formula, this.back.lossByActivation[neuron]);
  }

  /** What a neuron makes of its sum, forward and back. */
  neuronEnd({ activation }: Exclude<Layer, { kind: "maxpool" }>, neuron: number): NeuronEnd {
    const name = this.neuronNames[neuron];
    const { weightedSums, slopes, lossByActivation, deltas } = this.back;
    return {
      name,
      activation,
      sum: { name: sumOf(name), value: weightedSums[neuron] },
      output: { name, value: this.activation(neuron) },
      backward: {
        slope: slopes[neuron],
        lossByOutput: lossByActivation[neuron],
        delta: deltas[neuron],
      },
    };
  }

  /** What a parameter's gradient is; null where nothing leads to it. */
  gradientEquation(parameter: number, formula: Expression | null): Equation {
    return equation({ of: "L", by: this.parameterNames[parameter] }, formula, this.back.gradients[parameter]);
  }

  /** Half the difference of the losses with a parameter larger and smaller by a step, over the step. */
  difference(parameter: number, step: number): number {
    const { parameters, learning, yTrue } = this.subject;
    const [more, less] = [step, -step].map((by) => {
      const moved = parameters.with(parameter, parameters[parameter] + by);
      return backpropagate(this.#topology, moved, this.inputs, yTrue!, learning).loss;
    });
    return (more - less) / (2 * step);
  }

  #lossByName(neuron: number): QuantityName {
    return { of: "L", by: this.neuronNames[neuron] };
  }
}

/** The sum of terms, from the first to the last. */
export function summed(terms: readonly Expression[]): Expression {
  return terms.reduce((sum, term) => expressions.add(sum, term));
}

function sumOf(name: string): string {
  return `sum_${name}`;
}
