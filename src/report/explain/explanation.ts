// What an explanation holds, as data: one row sent forward and back, every number the engine's own.
// Renderers turn it into text, Markdown and JSON; none of them calculates a number of its own.
import type { ActivationName } from "../../network/activation.ts";
import type { Topology } from "../../network/topology.ts";

/** A number with the name it goes by: w1, x1, h1. */
export interface NamedNumber {
  readonly name: string;
  readonly value: number;
}

/** Which row or query is explained. */
export interface ExplainedSubject {
  /** A query has no target, so its way ends with the answer. */
  readonly kind: "row" | "query";
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
  readonly rowCount: number;
  /** The row that the next step of the training visits; null after the last step and without rows. */
  readonly nextRow: string | null;
  /** Whether the experiment is a sweep, whose settings before any is varied are explained. */
  readonly isSweep: boolean;
}

/** One input: value = (raw - shift) / scale. */
export interface ExplainedInput extends NamedNumber {
  readonly feature: string;
  readonly unit: string | null;
  readonly raw: number;
  readonly shift: number;
  readonly scale: number;
}

/** One input of a neuron and what weighs it. */
export interface ExplainedTerm {
  readonly weight: NamedNumber;
  readonly input: NamedNumber;
}

/** What a neuron computed, forward and back. */
export interface ExplainedNeuron {
  /** h1, h2, …, o1. */
  readonly name: string;
  readonly activation: ActivationName;
  readonly terms: readonly ExplainedTerm[];
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
  readonly yTrue: number;
  /** The class of `yTrue`; null without classes. */
  readonly targetLabel: string | null;
  readonly targetName: string;
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
  readonly numerics: 1;
  readonly topology: Topology;
  readonly subject: ExplainedSubject;
  readonly state: ExplainedState;
  readonly inputs: readonly ExplainedInput[];
  /** The layers from the first hidden one to the output, each with its neurons. */
  readonly layers: readonly (readonly ExplainedNeuron[])[];
  readonly yPred: number;
  /** The label of the nearest class; null without classes, or where the answer is not finite. */
  readonly label: string | null;
  /** Null for a query. */
  readonly learning: ExplainedLearning | null;
  /** The parameter whose chain rule is wanted in full; null for all of them in a table. */
  readonly parameter: string | null;
}
