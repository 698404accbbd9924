// The settings of layers: what `network.layers` may say of each, from the one above the inputs up to the output.
// What must hold: a layer is a mapping with one key, its kind. What goes together is checked with the data, see
// `reading/check_layers.ts`.

import { activationNames } from "../engine/rules/activation.ts";
import { outputNames } from "../engine/rules/output.ts";
import { list, mapping } from "./collection_kind.ts";
import { flag, insteadOf, wholeNumber, word } from "./kind.ts";
import { LIMITS } from "./limits.ts";

/** What other programs call activations, and what to write here; of one that is not there, the nearest. */
export const ACTIVATIONS_ELSEWHERE = {
  elu1: "write elu",
  gelu: "write gelu_tanh",
  linear: "write identity",
  logistic: "write sigmoid",
  none: "write identity",
  swish: "write silu",
} as const;

/** What other programs add to a network, and what to do here. */
export const ADDITIONS_ELSEWHERE = {
  batchnorm: "there is none: give the features a shift and a scale",
  batchnormalization: "there is none: give the features a shift and a scale",
  dropout: "there is none: training.l2 and training.stop keep a network from learning its rows by heart",
} as const;

const FED = "leave it out: a layer takes what the one below it gives";
const CALLED = "leave it out: layers go by kind and number, such as conv1 and dense2";

/** What layers of other programs are told. */
const ANY_LAYER_ELSEWHERE = {
  inchannels: FED,
  infeatures: FED,
  inputdim: FED,
  inputshape: FED,
  inputsize: FED,
  name: CALLED,
} as const;

const BIASED = "leave it out: each neuron has a bias";
const STRIDES = "leave it out: filters move by one point, and a maxpool makes an image smaller";

const activationOf = (otherwise: typeof activationNames[number]) =>
  ({
    kind: word(activationNames, {
      ...ACTIVATIONS_ELSEWHERE,
      softmax: "softmax is for the last layer, which is dense",
    }),
    default: otherwise,
    description: "What its neurons make of their weighted sums",
    examples: ["relu", "tanh"],
  }) as const;

const conv = mapping(
  {
    filters: {
      kind: wholeNumber(1, LIMITS.neuronsPerLayer),
      isRequired: true,
      description: "How many filters there are, each of which makes an image",
      examples: [8],
      alsoCalled: ["channels", "out_channels", "kernels", "num_filters"],
    },
    size: {
      kind: wholeNumber(1, LIMITS.imageSide),
      isRequired: true,
      description: "Rows and columns of a filter",
      examples: [3],
      alsoCalled: ["kernel", "kernel_size", "filter_size"],
    },
    padding: {
      kind: wholeNumber(0, LIMITS.imageSide - 1, {
        same: "write 1 for filters of size 3, 2 for size 5",
        valid: "write 0, or leave it out",
      }),
      default: 0,
      description: "By how many rows and columns filters may stand out over each edge; smaller than size",
      examples: [1],
      alsoCalled: ["pad"],
    },
    bias: {
      kind: flag(),
      default: true,
      description: "Whether each filter has a bias",
      examples: [false],
      alsoCalled: ["use_bias"],
    },
    activation: activationOf("identity"),
  },
  "a mapping such as { filters: 8, size: 3, activation: relu }",
  {
    elsewhere: { ...ANY_LAYER_ELSEWHERE, dilation: STRIDES, stride: STRIDES, strides: STRIDES },
  },
);

const maxpool = mapping(
  {
    size: {
      kind: wholeNumber(1, LIMITS.imageSide),
      isRequired: true,
      description:
        "Rows and columns of the squares of which the greatest is taken; what is left over is dropped",
      examples: [2],
      alsoCalled: ["pool_size", "kernel_size", "window"],
    },
    ties: {
      kind: word(["first", "all"]),
      default: "first",
      description: "Which of equal maxima learn: the first, row by row, or all of them",
      examples: ["all"],
    },
  },
  "a mapping such as { size: 2 }",
  {
    elsewhere: {
      ...ANY_LAYER_ELSEWHERE,
      padding: "leave it out: squares that an edge would cut are dropped",
      stride: "leave it out: squares lie side by side",
      strides: "leave it out: squares lie side by side",
    },
  },
);

// Without defaults: those of the last layer are decided by the target.
const dense = mapping(
  {
    size: {
      kind: wholeNumber(1, LIMITS.neuronsPerLayer),
      description:
        "How many neurons it has; in the last layer, as many as there are outputs, it may be left out",
      examples: [10],
      alsoCalled: ["units", "neurons", "out_features"],
    },
    activation: {
      kind: word(outputNames, ACTIVATIONS_ELSEWHERE),
      description:
        "What its neurons make of their weighted sums; where it is left out sigmoid, and in the last " +
        "layer what network.output would be",
      examples: ["softmax", "relu"],
    },
  },
  "a mapping such as { size: 10, activation: softmax }",
  {
    elsewhere: { ...ANY_LAYER_ELSEWHERE, bias: BIASED, usebias: BIASED },
  },
);

const rnn = mapping(
  {
    size: {
      kind: wholeNumber(1, LIMITS.neuronsPerLayer),
      isRequired: true,
      description: "How many numbers the state has",
      examples: [16],
      alsoCalled: ["units", "hidden_size", "neurons"],
    },
    activation: activationOf("tanh"),
  },
  "a mapping such as { size: 16, activation: tanh }",
  { elsewhere: ANY_LAYER_ELSEWHERE },
);

const ACTIVATION = "leave it out: give the layer below it an activation";
const STATE = "the one kind with a state is rnn";

/** Kinds of layer that are not there, and what to do. */
const LAYERS_ELSEWHERE = {
  ...ADDITIONS_ELSEWHERE,
  activation: ACTIVATION,
  averagepooling2d: "the one pool is maxpool",
  avgpool: "the one pool is maxpool",
  embedding: "leave it out: rnn reads the words themselves",
  flatten: "leave it out: dense takes an image as it is",
  gru: STATE,
  input: "leave it out: the features are the inputs",
  lstm: STATE,
  name: CALLED,
  relu: ACTIVATION,
  softmax: "write dense: { activation: softmax }",
} as const;

const anyLayer = mapping(
  {
    conv: {
      kind: conv,
      description: "Filters that are moved over an image, one row or column further each time",
      examples: [{ filters: 8, size: 3, activation: "relu" }],
      alsoCalled: ["conv2d", "convolution"],
    },
    maxpool: {
      kind: maxpool,
      description: "The greatest of each square of an image",
      examples: [{ size: 2 }],
      alsoCalled: ["max_pool", "maxpooling", "max_pooling", "maxpool2d", "maxpooling2d", "pool"],
    },
    dense: {
      kind: dense,
      description: "Neurons joined with all below; an image is taken row by row, of each point all channels",
      examples: [{ size: 10, activation: "softmax" }],
      alsoCalled: ["linear", "fully_connected", "fc", "output"],
    },
    rnn: {
      kind: rnn,
      description: "A state that is made anew with every word of a sentence, the last of which it gives",
      examples: [{ size: 16 }],
      alsoCalled: ["simplernn", "recurrent", "simple_rnn"],
    },
  },
  "a layer such as { dense: { size: 10, activation: softmax } }",
  {
    hint: (text) => insteadOf(text, LAYERS_ELSEWHERE),
    elsewhere: LAYERS_ELSEWHERE,
  },
);

const layer = { ...anyLayer, json: { ...anyLayer.json, minProperties: 1, maxProperties: 1 } };

/** The layers of a network, from the one above the inputs up to the output. */
export const layers = list(
  layer,
  "a list of layers such as [{ conv: { filters: 8, size: 3 } }, { dense: { size: 10 } }]",
  1,
  LIMITS.hiddenLayers + 1,
);
