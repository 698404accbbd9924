// What an explanation holds, as data: one row sent forward and back, every number the engine's own.
// Renderers turn it into text, Markdown and JSON; none of them calculates a number of its own.
import type { Learning } from "../engine/learning.ts";
import type { NeuronActivation } from "../engine/rules/activation_contract.ts";
import type { NetworkSettings } from "../experiment/experiment.ts";

/** A number with the name it goes by: w1, x1, h1. */
export interface NamedNumber {
  /** For example w1. */
  readonly name: string;
  /** Its exact double. */
  readonly value: number;
}

/** Which row or query is explained. */
export interface ExplainedSubject {
  /** A query has no target, so its way ends with the answer. */
  readonly kind: "row" | "query";
  /** Of the row or query. */
  readonly name: string;
  /** Counted from 0, among the rows or among the queries. */
  readonly index: number;
}

/** How far the network was trained when the explanation begins. */
export interface ExplainedState {
  /** Steps made so far, one a row. */
  readonly stepsDone: number;
  /** Steps of the whole training: epochs times rows. */
  readonly stepCount: number;
  /** How many rows were learned up to here. */
  readonly rowCount: number;
  /** The row that the next step of the training visits; null after the last step and without rows. */
  readonly nextRow: string | null;
  /** Whether the experiment is a sweep, whose settings before any is varied are explained. */
  readonly isSweep: boolean;
}

/** One input: value = (raw - shift) / scale. */
export interface ExplainedInput extends NamedNumber {
  /** The feature's name. */
  readonly feature: string;
  /** Unit of the raw value; null where none is given. */
  readonly unit: string | null;
  /** As the file has it, in raw units. */
  readonly raw: number;
  /** What is subtracted, in raw units. */
  readonly shift: number;
  /** What divides, in raw units. */
  readonly scale: number;
}

/** One input of a neuron and what weighs it. */
export interface ExplainedTerm {
  /** For example w1. */
  readonly weight: NamedNumber;
  /** The network's input or the neuron below: x1, h1, …. */
  readonly input: NamedNumber;
}

/** What a neuron computed, forward and back. */
export interface ExplainedNeuron {
  /** h1, h2, …, o1. */
  readonly name: string;
  /** The function that makes its output from the sum. */
  readonly activation: NeuronActivation;
  /** What the sum is made of, in order. */
  readonly terms: readonly ExplainedTerm[];
  /** Added last. */
  readonly bias: NamedNumber;
  /** The weighted sum, bias included, as sum_h1. */
  readonly sum: NamedNumber;
  /** Its activation: under its own name, the output neuron's as y_pred. */
  readonly output: NamedNumber;
  /** The derivatives; null for a query. */
  readonly backward: {
    /** The slope of the activation function at the weighted sum. */
    readonly slope: number;
    /** dL/doutput. */
    readonly lossByOutput: number;
    /** dL/dsum. */
    readonly delta: number;
  } | null;
}

/** One parameter before and after the step. */
export interface ExplainedParameter extends NamedNumber {
  /** The neuron whose weighted sum it enters: h1. */
  readonly neuron: string;
  /** dL/dparameter. */
  readonly gradient: number;
  /** After the step, as the trainer makes it. */
  readonly updated: number;
}

/** What a row teaches; a query teaches nothing. */
export interface ExplainedLearning {
  /** The row's target. */
  readonly yTrue: number;
  /** The class of `yTrue`; null without classes. */
  readonly targetLabel: string | null;
  /** The target's column. */
  readonly targetName: string;
  /** The loss, and how the parameters move. */
  readonly rules: Learning;
  /** The step is this times the gradient. */
  readonly learningRate: number;
  /** All parameters in draw order. */
  readonly parameters: readonly ExplainedParameter[];
  /** (yTrue - yPred)² of this row alone, before and after the step. */
  readonly rowLoss: { readonly before: number; readonly after: number };
  /** The mean over all rows, before and after the step. */
  readonly meanLoss: { readonly before: number; readonly after: number };
  /** The network's answer to this row after the step. */
  readonly yPredAfter: number;
}

/** The arithmetic of a network for one row or query. */
export interface Explanation {
  /** The experiment's name. */
  readonly experiment: string;
  /** Version of the pinned arithmetic. */
  readonly numerics: 1;
  /** The network, as the experiment has it. */
  readonly network: NetworkSettings;
  /** The row or query that is explained. */
  readonly subject: ExplainedSubject;
  /** The parameters it met. */
  readonly state: ExplainedState;
  /** What entered the network. */
  readonly inputs: readonly ExplainedInput[];
  /** The layers from the first hidden one to the output, each with its neurons. */
  readonly layers: readonly (readonly ExplainedNeuron[])[];
  /** The network's answer. */
  readonly yPred: number;
  /** The label of the nearest class; null without classes, or where the answer is not finite. */
  readonly label: string | null;
  /** Null for a query. */
  readonly learning: ExplainedLearning | null;
  /** The parameter whose chain rule is wanted in full; null for all of them in a table. */
  readonly parameter: string | null;
}
