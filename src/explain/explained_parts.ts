// Finds the parts of an explanation: neurons, derivatives, what a row teaches.
// Why here: whoever asks for a part that a query or an output does not have has made a mistake, and stops.
import type { Activation } from "../engine/rules/activation_contract.ts";
import type {
  ExplainedAnswer,
  ExplainedNeuron,
  ExplainedOutput,
  ExplainedParameter,
  Explanation,
} from "./explanation.ts";

/** Whether the engine goes from the loss to this neuron's sum at once, as the loss is made for its activation. */
export function isMatched(neuron: ExplainedNeuron): boolean {
  return neuron.backward !== null && neuron.backward.slope === null;
}

/** The activation functions of some layers, each once, in their order. */
export function activationsOf(layers: Explanation["layers"]): readonly Activation[] {
  return [...new Set(layers.map(([{ activation }]) => activation))];
}

/** The output neurons. */
export function outputNeuronsOf({ layers }: ExplainedAnswer): readonly ExplainedNeuron[] {
  return layers[layers.length - 1];
}

/** The derivatives of a neuron of an explained row. */
export function backwardOf(
  neuron: Pick<ExplainedNeuron, "name" | "backward">,
): NonNullable<ExplainedNeuron["backward"]> {
  return neuron.backward ?? missing(`the way back of ${neuron.name}`);
}

/** What an explained row teaches. */
export function teachingOf<Teaching>({ learning }: { readonly learning: Teaching | null }): Teaching {
  return learning ?? missing("a target");
}

/** Stops at what must be there. */
export function missing(what: string): never {
  throw new Error(`assertion failed: ${what} is missing`);
}

/** The neuron whose weighted sum a parameter enters. */
export function neuronOf({ layers }: Explanation, { neuron }: ExplainedParameter): ExplainedNeuron {
  return layers.flat().find(({ name }) => name === neuron) ?? missing(neuron);
}

/** Whether the outputs are made from all their sums together, as by softmax. */
export function isOfWholeLayer(explanation: ExplainedAnswer): boolean {
  return "overLayer" in outputNeuronsOf(explanation)[0].activation;
}

/** Whether an answer is in other units than the table. */
export function isScaled({ shift, scale }: ExplainedOutput): boolean {
  return shift !== 0 || scale !== 1;
}
