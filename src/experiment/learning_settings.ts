// The settings of network, init and training: what the network is, where it starts and how it learns.
// What must hold: what belongs to a rule alone is taken from the rule's entry; see `settings.ts` for the rest.

import { activationNames } from "../engine/rules/activation.ts";
import { losses, lossNames } from "../engine/rules/loss.ts";
import { type OptimizerName, optimizerNames, optimizers } from "../engine/rules/optimizer.ts";
import { outputNames } from "../engine/rules/output.ts";
import { schemeNames } from "../engine/rules/scheme.ts";
import { shortest } from "../text/decimal.ts";
import { camel, list, mapping } from "./collection_kind.ts";
import { either, flag, number, wholeNumber, word } from "./kind.ts";
import { LIMITS } from "./limits.ts";

/** What the output layer is where nothing is said, by what the network learns. */
export const OUTPUT_DEFAULTS = { classes: "softmax", scaledNumbers: "identity", others: "sigmoid" } as const;

/** The loss where none is named: for an output of classes, and for any other. */
export const LOSS_DEFAULTS = { classes: "cross_entropy", others: "mse" } as const;

const activationName = word(activationNames, {
  elu1: "write elu",
  gelu: "write gelu_tanh",
  linear: "write identity",
  logistic: "write sigmoid",
  none: "write identity",
  softmax: "softmax is for the output: network.output",
  swish: "write silu",
});

/** The activations of format 1. */
const OLD_ACTIVATIONS = ["sigmoid", "tanh", "relu", "identity"] as const;

export const network = mapping({
  hidden: {
    kind: list(
      wholeNumber(1, LIMITS.neuronsPerLayer),
      "a list of layer sizes such as [2] or [8, 8], or []",
      0,
      LIMITS.hiddenLayers,
    ),
    default: [2],
    description: "Neurons of each hidden layer; [] for none",
    examples: [[2], [8, 8], []],
    alsoCalled: ["layers", "units", "hidden_layers", "hidden_layer_sizes", "hidden_size", "hidden_sizes"],
  },
  activation: {
    kind: either(
      activationName,
      list(activationName, "a list of activations, one a hidden layer", 1, LIMITS.hiddenLayers),
      `one of ${activationNames.join(", ")}, or a list of them, one a hidden layer`,
    ),
    default: "sigmoid",
    oldWords: OLD_ACTIVATIONS,
    description: "Activation of the hidden layers, or a list with one for each",
    examples: ["sigmoid", "tanh", "relu", ["relu", "tanh"]],
  },
  output: {
    kind: word(outputNames, {
      linear: "write identity",
      logistic: "write sigmoid",
      none: "write identity",
      logits: "write identity, or softmax for a list of classes",
      logsoftmax: "write softmax: the loss takes the logarithm",
    }),
    defaultBy: "dataset.target",
    oldWords: OLD_ACTIVATIONS,
    description: "Activation of the output neurons; where it is left out, " +
      `${OUTPUT_DEFAULTS.classes} with a list of classes, ${OUTPUT_DEFAULTS.scaledNumbers} with a shifted or ` +
      `scaled target, else ${OUTPUT_DEFAULTS.others}`,
    examples: ["sigmoid", "identity", "softmax"],
    alsoCalled: ["output_activation", "out_activation", "final_activation"],
  },
}, "a mapping with hidden, activation and output");

const parameterValues = either(
  number(),
  list(number(), "a list of numbers", 0, LIMITS.parameters),
  "one number for all, or a list with a number for each",
);

/** What is taken for the one of the two that is used and left out: the resolver knows which that is. */
export const INIT_DEFAULTS = { seed: 0, scheme: "classic", biases: 0 } as const;

export const init = mapping({
  seed: {
    kind: wholeNumber(0, 4294967295),
    default: INIT_DEFAULTS.seed,
    rivals: ["init.weights", "init.biases"],
    description: "Draws the starting parameters as NumPy's np.random.seed and np.random.normal would",
    examples: [42],
    alsoCalled: ["random_state", "random_seed"],
  },
  scheme: {
    kind: word(schemeNames, {
      default: "write classic",
      gaussian: "write normal, and sd",
      glorot: "write glorot_uniform or glorot_normal",
      he: "write he_uniform or he_normal",
      kaiming: "write he_uniform or he_normal",
      kaimingnormal: "write he_normal",
      kaiminguniform: "write he_uniform",
      randomnormal: "write normal, and sd",
      randomuniform: "write uniform, and bound",
      xavier: "write glorot_uniform or glorot_normal",
      xaviernormal: "write glorot_normal",
      xavieruniform: "write glorot_uniform",
    }),
    default: INIT_DEFAULTS.scheme,
    isYoung: true,
    rivals: ["init.weights", "init.biases"],
    description:
      "How the starting parameters are drawn: classic draws weights and biases from the standard " +
      "normal distribution, every other scheme the weights alone, and biases start at 0",
    examples: ["glorot_uniform", "he_normal"],
    alsoCalled: ["initializer", "initialization", "kernel_initializer", "weight_init", "method"],
  },
  sd: {
    kind: number({ above: 0 }),
    isYoung: true,
    belongsTo: { key: "init.scheme", words: ["normal"] },
    rivals: ["init.weights", "init.biases"],
    description: "Standard deviation of the weights; with scheme: normal",
    examples: [0.1],
    alsoCalled: ["std", "stddev", "sigma", "scale"],
  },
  bound: {
    kind: number({ above: 0 }),
    isYoung: true,
    belongsTo: { key: "init.scheme", words: ["uniform"] },
    rivals: ["init.weights", "init.biases"],
    description: "Weights lie between -bound and bound; with scheme: uniform",
    examples: [0.5],
    alsoCalled: ["limit", "range", "minval", "maxval"],
  },
  weights: {
    kind: parameterValues,
    rivals: ["init.seed", "init.scheme", "init.sd", "init.bound"],
    description:
      "Starting weights in place of a seed: one number for all, or w1, w2, … layer by layer, neuron by neuron",
    examples: [1, [0, 1, 0, 1, 0, 1]],
  },
  biases: {
    kind: parameterValues,
    description: "Starting biases, along with weights: one number for all, or b1, b2, …; 0 where left out",
    examples: [0, [0, 0, 0]],
  },
});

/** The optimizers that have a number of this name, with what it is where it is left out. */
function ownersOf(key: string): readonly (readonly [name: OptimizerName, otherwise: unknown])[] {
  return optimizerNames.flatMap((name) => {
    const numbers: Readonly<Record<string, unknown>> = { ...optimizers[name].defaults };
    return Object.hasOwn(numbers, camel(key)) ? [[name, numbers[camel(key)]] as const] : [];
  });
}

/** What is known of a setting by the optimizers that have it. */
function ofOptimizers(key: string, words: string, instead?: string) {
  const owners = ownersOf(key);
  return {
    isYoung: true as const,
    belongsTo: { key: "training.optimizer", words: owners.map(([name]) => name), instead },
    description: `${words}; ${defaultWords(owners)}`,
  };
}

/** What different optimizers take where nothing is said: `0.01 (adagrad, rmsprop), 0.001 (adam)`. */
function defaultWords(owners: readonly (readonly [name: OptimizerName, otherwise: unknown])[]): string {
  const names = new Map<unknown, string[]>();
  for (const [name, otherwise] of owners) names.set(otherwise, [...names.get(otherwise) ?? [], name]);
  const parts = [...names].map(([otherwise, some]) => `${shortDefault(otherwise)} (${some.join(", ")})`);
  return `${parts.join(", ")} where it is left out`;
}

const shortDefault = (value: unknown): string => typeof value === "number" ? shortest(value) : String(value);

export const training = mapping({
  optimizer: {
    kind: word(optimizerNames, {
      amsgrad: "write adam",
      gd: "write sgd, with batch_size: all",
      gradientdescent: "write sgd, with batch_size: all",
      minibatch: "write sgd, with batch_size",
      momentum: "write sgd, with momentum: 0.9",
      nadam: "write adam",
      nesterov: "write sgd, with momentum: 0.9 and nesterov: true",
      stochasticgradientdescent: "write sgd",
    }),
    default: "sgd",
    isYoung: true,
    description: "How the parameters move: sgd is stochastic gradient descent",
    examples: ["sgd", "adam"],
    alsoCalled: ["optim", "algorithm", "solver", "method"],
  },
  learning_rate: {
    kind: number({ minimum: 0 }),
    defaultBy: "training.optimizer",
    description: `Step size; ${
      defaultWords(optimizerNames.map((name) => [name, optimizers[name].learningRate]))
    }`,
    examples: [0.1],
    alsoCalled: ["lr", "eta", "eta0", "rate", "step_size", "learning_rate_init"],
  },
  momentum: {
    kind: number({ minimum: 0, below: 1 }),
    ...ofOptimizers("momentum", "How much of the last step is made again"),
    examples: [0.9],
  },
  nesterov: {
    kind: flag(),
    ...ofOptimizers("nesterov", "Whether the momentum is looked at before the step"),
    needs: "training.momentum",
    examples: [true],
    alsoCalled: ["use_nesterov", "nesterovs_momentum"],
  },
  beta1: {
    kind: number({ minimum: 0, below: 1 }),
    ...ofOptimizers("beta1", "How much of the mean of the gradients is kept at each step"),
    examples: [0.9],
    alsoCalled: ["beta_1", "b1", "betas"],
  },
  beta2: {
    kind: number({ minimum: 0, below: 1 }),
    ...ofOptimizers("beta2", "How much of the mean of their squares is kept at each step"),
    examples: [0.999],
    alsoCalled: ["beta_2", "b2"],
  },
  rho: {
    kind: number({ minimum: 0, below: 1 }),
    ...ofOptimizers("rho", "How much of the mean of the squares is kept at each step"),
    examples: [0.99],
    alsoCalled: ["alpha"],
  },
  epsilon: {
    kind: number({ above: 0 }),
    ...ofOptimizers("epsilon", "Added to the root of the squares, so that nothing is divided by 0"),
    examples: [1e-8],
    alsoCalled: ["eps"],
  },
  weight_decay: {
    kind: number({ minimum: 0 }),
    ...ofOptimizers(
      "weight_decay",
      "Makes every parameter smaller at each step, by this times the rate",
      "use l2",
    ),
    examples: [0.01],
    alsoCalled: ["decoupled_weight_decay", "wd"],
  },
  l1: {
    kind: number({ minimum: 0 }),
    default: 0,
    isYoung: true,
    description: "Adds l1 times its sign to the gradient of each weight; biases stay as they are",
    examples: [0.0001],
    alsoCalled: ["l1_penalty", "lasso"],
  },
  l2: {
    kind: number({ minimum: 0 }),
    default: 0,
    isYoung: true,
    description: "Adds l2 times the weight to the gradient of each weight; biases stay as they are",
    examples: [0.0001],
    alsoCalled: ["l2_penalty", "ridge", "regularization", "lambda"],
  },
  clip_norm: {
    kind: number({ above: 0 }),
    isYoung: true,
    rivals: ["training.clip_value"],
    description: "Makes a gradient over all parameters that is longer than this as short as this",
    examples: [5],
    alsoCalled: ["max_norm", "max_grad_norm", "gradient_clip_val", "grad_clip", "global_clipnorm"],
  },
  clip_value: {
    kind: number({ above: 0 }),
    isYoung: true,
    rivals: ["training.clip_norm"],
    description: "Holds the gradient of each parameter between -clip_value and clip_value",
    examples: [1],
    alsoCalled: ["clip", "gradient_clip"],
  },
  batch_size: {
    kind: either(
      wholeNumber(1, LIMITS.rows),
      word(["all"]),
      `a whole number from 1 to ${LIMITS.rows}, or all`,
    ),
    default: 1,
    isYoung: true,
    description: "Rows a step: its gradient is their mean; all for every row at once",
    examples: [16, "all"],
    alsoCalled: ["batch", "batches", "minibatch", "mini_batch", "minibatch_size", "bs"],
  },
  shuffle: {
    kind: flag(),
    default: false,
    isYoung: true,
    rivals: ["training.shuffle_seed"],
    description: "Whether each epoch takes the rows in a new order, drawn from the seed of the start",
    examples: [true],
    alsoCalled: ["shuffled", "shuffle_rows"],
  },
  shuffle_seed: {
    kind: wholeNumber(0, 4294967295),
    isYoung: true,
    rivals: ["training.shuffle"],
    description: "Each epoch takes the rows in a new order, drawn from this seed: the same for every start",
    examples: [7],
    alsoCalled: ["order_seed", "data_seed"],
  },
  epochs: {
    kind: wholeNumber(0, LIMITS.epochs),
    default: 1000,
    description: "Passes over all rows; 0 only asks the queries and needs no rows",
    examples: [1000],
    alsoCalled: ["n_epochs", "num_epochs", "max_epochs", "nb_epoch", "max_iter", "iterations"],
  },
  loss: {
    kind: word(lossNames, {
      bce: "write cross_entropy",
      binarycrossentropy: "write cross_entropy",
      categoricalcrossentropy: "write cross_entropy",
      huberloss: "write huber",
      l1: "write mae",
      l1loss: "write mae",
      l2: "write mse",
      logloss: "write cross_entropy",
      meanabsoluteerror: "write mae",
      meansquarederror: "write mse",
      mseloss: "write mse",
      nll: "write cross_entropy",
      nllloss: "write cross_entropy",
      smoothl1: "write huber",
      smoothl1loss: "write huber",
      sparsecategoricalcrossentropy: "write cross_entropy",
      squarederror: "write mse",
    }),
    defaultBy: "network.output",
    oldWords: ["mse"],
    description: `What training minimizes: ${
      lossNames.map((name) => `the ${losses[name].title} (${name})`).join(", ")
    }; where it is left out, ${LOSS_DEFAULTS.classes} with ${OUTPUT_DEFAULTS.classes}, else ${LOSS_DEFAULTS.others}`,
    examples: ["mse"],
    alsoCalled: ["criterion", "loss_function", "objective", "cost"],
  },
  log_every: {
    kind: wholeNumber(1, LIMITS.epochs),
    default: 10,
    description: "The loss is logged at epochs 0, log_every, 2 log_every, …",
    examples: [10],
    alsoCalled: ["log_interval", "print_every", "verbose"],
  },
});
