// Between which two numbers an answer lies, and where along the way it changes.
// Why: a bar and a map show an output as a share of the way from one answer to the other, whatever the numbers are.

import { rawOutput } from "../../dataset/standardize.ts";
import { type Experiment, targetColumnsOf } from "../../experiment/experiment.ts";
import type { NeuronActivation } from "../../engine/rules/activation_contract.ts";
import { outputActivations, type OutputName } from "../../engine/rules/output.ts";

/** The ends of the outputs, and what they mean. */
export interface OutputSpan {
  /** The output of the lowest class, or the least that the activation gives. */
  readonly low: number;
  /** The output of the highest class, or the greatest that the activation gives. */
  readonly high: number;
  /** The labels of the lowest and the highest class; empty without classes. */
  readonly answers: readonly [below: string, above: string];
  /** Where one class ends and the next begins, as shares of the way from low to high. */
  readonly boundaries: readonly number[];
}

/**
 * The span of an experiment's outputs: from the lowest to the highest class, else that of the output's activation, in raw
 * units.
 *
 * @param output which of several outputs.
 * @returns null where outputs have no bounds.
 */
export function outputSpanOf(experiment: Experiment, output = 0): OutputSpan | null {
  const { dataset, network } = experiment;
  const classes = dataset.target?.kind === "coded" ? dataset.target.classes : [];
  const [first, last] = [classes[0], classes[classes.length - 1]];
  if (classes.length > 1 && first.value < last.value) {
    const share = (value: number) => (value - first.value) / (last.value - first.value);
    const boundaries = classes.slice(1).map(({ value }, index) => share((classes[index].value + value) / 2));
    return { low: first.value, high: last.value, answers: [first.label, last.label], boundaries };
  }
  const column = targetColumnsOf(experiment)[output];
  const [low, high] = outputActivations[network.output].range.map((end) => rawOutput(column, end)).toSorted((
    a,
    b,
  ) => a - b);
  return high - low < Infinity ? { low, high, answers: ["", ""], boundaries: [0.5] } : null;
}

/** An output as a share of the way from low to high; the nearer end for one beyond them. */
export function shareOf({ low, high }: Pick<OutputSpan, "low" | "high">, output: number): number {
  return high > low ? Math.min(1, Math.max(0, (output - low) / (high - low))) : 0.5;
}

/**
 * The weighted sum that gives an output; the output itself for an activation that gives one output for several sums.
 *
 * @returns an infinity for an output beyond those that the activation has.
 */
export function levelOf(activation: OutputName, output: number): number {
  const inverse = inverseOf(activation);
  return inverse === null ? output : inverse(output);
}

/** The weighted sum that gives an output; null for an activation that gives one output for several sums. */
export function inverseOf(activation: OutputName): NeuronActivation["inverse"] {
  const rule = outputActivations[activation];
  return "inverse" in rule ? rule.inverse : null;
}
