// What an explanation holds, as data: one row sent forward and back, every number the engine's own.
// Renderers turn it into text, Markdown and JSON; none of them calculates a number of its own.
import type { Learning } from "../engine/learning.ts";
import type { Activation } from "../engine/rules/activation_contract.ts";
import type { Shuffle } from "../engine/row_order.ts";
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
  /** Whether it is a row that is held out: its answer is judged, and nothing is learned from it. */
  readonly isHeldOut: boolean;
  /** Of the row or query. */
  readonly name: string;
  /** Counted from 0, among the rows that are learned, among those that are held out or among the queries. */
  readonly index: number;
}

/** How far the network was trained when the explanation begins. */
export interface ExplainedState {
  /** Steps made so far, one a batch of rows. */
  readonly stepsDone: number;
  /** Steps of the whole training: epochs times the steps of one. */
  readonly stepCount: number;
  /** Steps of an epoch. */
  readonly stepsPerEpoch: number;
  /** Rows that a step learns from; the last step of an epoch may have fewer. */
  readonly rowsPerStep: number;
  /** How many rows are learned in an epoch. */
  readonly rowCount: number;
  /** The rows that the next step of the training visits; none after the last step and without rows. */
  readonly nextRows: readonly string[];
  /** Where the order of the rows comes from. */
  readonly shuffle: Shuffle;
  /** Whether the experiment is a sweep, whose settings before any is varied are explained. */
  readonly isSweep: boolean;
  /** What the run ends with, where that was asked for; null at any other place of the training. */
  readonly end: RunEnd | null;
}

/** Which network a run ends with. */
export interface RunEnd {
  /** The best logged epoch, where that is kept; null where the network after the last step is the result. */
  readonly keptEpoch: number | null;
}

/** One input: value = (raw - shift) / scale. */
export interface ExplainedInput extends NamedNumber {
  /** The feature's name. */
  readonly feature: string;
  /** Unit of the raw value; null where none is given. */
  readonly unit: string | null;
  /** As the file has it, in raw units; of an empty cell, what stands for it. */
  readonly raw: number;
  /** Whether the cell is empty. */
  readonly isEmpty: boolean;
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
  readonly activation: Activation;
  /** What the sum is made of, in order. */
  readonly terms: readonly ExplainedTerm[];
  /** Added last. */
  readonly bias: NamedNumber;
  /** The weighted sum, bias included, as sum_h1. */
  readonly sum: NamedNumber;
  /** Its activation: under its own name, an output neuron's as y_pred; of several as y1, y2, …. */
  readonly output: NamedNumber;
  /** The derivatives; null where nothing is learned. */
  readonly backward: {
    /** The slope of the activation function at the weighted sum; null for an output that the loss is made for. */
    readonly slope: number | null;
    /** dL/doutput; null likewise: there the engine goes from the loss to dL/dsum at once. */
    readonly lossByOutput: number | null;
    /** dL/dsum. */
    readonly delta: number;
  } | null;
}

/** One parameter before and after the step. */
export interface ExplainedParameter extends NamedNumber {
  /** The neuron whose weighted sum it enters: h1. */
  readonly neuron: string;
  /** Whether it is a weight, which penalties pull at; else a bias. */
  readonly isWeight: boolean;
  /** dL/dparameter of the row. */
  readonly gradient: number;
  /** Its mean over the rows of the step. */
  readonly meanGradient: number;
  /** What the optimizer is given: the mean with penalties, cut. */
  readonly learnedGradient: number;
  /** What the optimizer remembers of it, before and after the step. */
  readonly memory: { readonly before: readonly number[]; readonly after: readonly number[] };
  /** After the step, as the trainer makes it. */
  readonly updated: number;
}

/** The step that is explained. */
export interface ExplainedStep {
  /** Counted from 1. */
  readonly number: number;
  /**
   * The rows it learns from, in their order: the batch that has its turn, which after the training is the one that would
   * come next; the explained row alone where it is not of that batch.
   */
  readonly rows: readonly string[];
  /** The gradients of one parameter for each of the rows: of the one that is wanted in full, or of the first. */
  readonly parts: { readonly parameter: string; readonly gradients: readonly number[] };
  /** The squares of all gradients, where they are cut by their norm; else null. */
  readonly sumOfSquares: number | null;
  /** What the optimizer remembers of the steps, before and after this one. */
  readonly memory: { readonly before: readonly number[]; readonly after: readonly number[] };
}

/** What a row teaches; a query and a held-out row teach nothing. */
export interface ExplainedLearning {
  /** The row's target for each output: y_true, or t1, t2, …. */
  readonly targets: readonly NamedNumber[];
  /** What the row has in the target's columns, in raw units; for classes the class's number. */
  readonly rawTargets: readonly number[];
  /** The row's class; null without classes. */
  readonly targetLabel: string | null;
  /** The target's column; the first of several. */
  readonly targetName: string;
  /** The loss, and how the parameters move. */
  readonly rules: Learning;
  /** The learning rate of this step, after its schedule. */
  readonly learningRate: number;
  /** What it does with the rules. */
  readonly step: ExplainedStep;
  /** All parameters in draw order. */
  readonly parameters: readonly ExplainedParameter[];
  /** The loss of this row alone, before and after the step. */
  readonly rowLoss: { readonly before: number; readonly after: number };
  /** The mean over the rows of the step, before and after it. */
  readonly stepLoss: { readonly before: number; readonly after: number };
  /** The mean over all rows, before and after the step. */
  readonly meanLoss: { readonly before: number; readonly after: number };
  /** The network's answers to this row after the step. */
  readonly outputsAfter: readonly number[];
}

/** One answer of the network. */
export interface ExplainedOutput extends NamedNumber {
  /** What it stands for: the target's column, or one of its classes. */
  readonly of: string;
  /** Unit of the raw value; null where none is given. */
  readonly unit: string | null;
  /** What is added to the scaled answer, in raw units; 0 for classes. */
  readonly shift: number;
  /** What multiplies it first, in raw units; 1 for classes. */
  readonly scale: number;
  /** The answer in raw units. */
  readonly raw: number;
}

/** What the network answered, and what is right: all that is said of the error. */
export interface ExplainedAnswer extends Pick<Explanation, "subject" | "outputs" | "isOfClasses" | "label"> {
  /** The layers that are known neuron by neuron, the output last. */
  readonly layers: Explanation["layers"];
  /** Null where nothing is learned: for a query, and for a row that is held out. */
  readonly learning: ExplainedTeaching | null;
  /** What the answer to a held-out row is judged by; null for all others. */
  readonly judged: ExplainedTeaching | null;
}

/** What of a row is known before the step: what would be right, and how wrong the answer is. */
export interface ExplainedTeaching extends ExplainedTargets, Pick<ExplainedLearning, "rules"> {
  /** The loss of the row. */
  readonly rowLoss: Pick<ExplainedLearning["rowLoss"], "before">;
}

/** What would be right. */
export type ExplainedTargets = Pick<
  ExplainedLearning,
  "targets" | "rawTargets" | "targetLabel" | "targetName"
>;

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
  /** The network's answers: y_pred, or y1, y2, …. */
  readonly outputs: readonly ExplainedOutput[];
  /** Whether each class has an output of its own. */
  readonly isOfClasses: boolean;
  /** The label of the nearest or the likeliest class; null without classes, or where an answer is not finite. */
  readonly label: string | null;
  /** Null where nothing is learned: for a query, and for a row that is held out. */
  readonly learning: ExplainedLearning | null;
  /** What the answer to a held-out row is judged by; null for all others. */
  readonly judged: ExplainedTeaching | null;
  /** The parameter whose chain rule is wanted in full; null for all of them in a table. */
  readonly parameter: string | null;
}
