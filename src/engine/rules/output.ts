// What an output layer may make of its sums: any activation function, or softmax, which takes the layer as a whole.
// Why softmax stands apart: it has no slope of a single neuron, so no hidden layer can be made of it.
import { type ActivationName, activations } from "./activation.ts";
import type { Activation } from "./activation_contract.ts";
import { softmax } from "./softmax.ts";

/** The name of what an output layer does, as an experiment file spells it. */
export type OutputName = ActivationName | "softmax";

/** Every one of them by name, in the order in which they are listed to users. */
export const outputActivations: Readonly<Record<OutputName, Activation>> = { ...activations, softmax };

/** Their names, in the order in which they are listed to users. */
export const outputNames = Object.keys(outputActivations) as readonly OutputName[];

/** Whether an output layer is taken as a whole: its outputs are shares that add up to 1, of as many classes. */
export function isOfWholeLayer(name: OutputName): name is Exclude<OutputName, ActivationName> {
  return "overLayer" in outputActivations[name];
}
