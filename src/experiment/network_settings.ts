// The settings of the section network: what the network is where it is a stack of dense layers, or its layers one by one.
// What must hold: what belongs to a rule alone is taken from the rule's entry; see `settings.ts` for the rest.

import { activationNames } from "../engine/rules/activation.ts";
import { outputNames } from "../engine/rules/output.ts";
import { list, mapping } from "./collection_kind.ts";
import { either, wholeNumber, word } from "./kind.ts";
import { ACTIVATIONS_ELSEWHERE, ADDITIONS_ELSEWHERE, layers } from "./layer_settings.ts";
import { LIMITS } from "./limits.ts";

/** What the output layer is where nothing is said, by what the network learns. */
export const OUTPUT_DEFAULTS = { classes: "softmax", scaledNumbers: "identity", others: "sigmoid" } as const;

/** What the hidden layers are where nothing is said. */
export const NETWORK_DEFAULTS = { hidden: [2], activation: "sigmoid" } as const;

const activationName = word(activationNames, {
  ...ACTIVATIONS_ELSEWHERE,
  softmax: "softmax is for the output: network.output",
});

/** The activations of format 1. */
const OLD_ACTIVATIONS = ["sigmoid", "tanh", "relu", "identity"] as const;

export const network = mapping(
  {
    hidden: {
      kind: list(
        wholeNumber(1, LIMITS.neuronsPerLayer),
        "a list of layer sizes such as [2] or [8, 8], or []",
        0,
        LIMITS.hiddenLayers,
      ),
      default: NETWORK_DEFAULTS.hidden,
      rivals: ["network.layers"],
      description: "Neurons of each hidden layer; [] for none",
      examples: [[2], [8, 8], []],
      alsoCalled: ["units", "hidden_layers", "hidden_layer_sizes", "hidden_size", "hidden_sizes"],
    },
    activation: {
      kind: either(
        activationName,
        list(activationName, "a list of activations, one a hidden layer", 1, LIMITS.hiddenLayers),
        `one of ${activationNames.join(", ")}, or a list of them, one a hidden layer`,
      ),
      default: NETWORK_DEFAULTS.activation,
      rivals: ["network.layers"],
      oldWords: OLD_ACTIVATIONS,
      description: "Activation of the hidden layers, or a list with one for each",
      examples: ["sigmoid", "tanh", "relu", ["relu", "tanh"]],
    },
    output: {
      kind: word(outputNames, {
        ...ACTIVATIONS_ELSEWHERE,
        logits: "write identity, or softmax for a list of classes",
        logsoftmax: "write softmax: the loss takes the logarithm",
      }),
      defaultBy: "dataset.target",
      rivals: ["network.layers"],
      oldWords: OLD_ACTIVATIONS,
      description: "Activation of the output neurons; where it is left out, " +
        `${OUTPUT_DEFAULTS.classes} with a list of classes, ${OUTPUT_DEFAULTS.scaledNumbers} with a shifted or ` +
        `scaled target, else ${OUTPUT_DEFAULTS.others}`,
      examples: ["sigmoid", "identity", "softmax"],
      alsoCalled: ["output_activation", "out_activation", "final_activation"],
    },
    layers: {
      kind: layers,
      isYoung: true,
      rivals: ["network.hidden", "network.activation", "network.output"],
      description:
        "The layers one by one, in place of hidden, activation and output: dense, conv, maxpool or rnn",
      examples: [[{ conv: { filters: 8, size: 3, activation: "relu" } }, { maxpool: { size: 2 } }, {
        dense: {},
      }]],
      alsoCalled: ["layer", "architecture"],
    },
  },
  "a mapping with hidden, activation and output, or with layers",
  { elsewhere: ADDITIONS_ELSEWHERE },
);
