// The settings of the section training: how the network learns, row by row and epoch by epoch.
// What must hold: what belongs to a rule alone is taken from the rule's entry; see `settings.ts` for the rest.

import { losses, lossNames } from "../engine/rules/loss.ts";
import { type OptimizerName, optimizerNames, optimizers } from "../engine/rules/optimizer.ts";
import { LARGEST_SEED } from "../random/mersenne_twister.ts";
import { shortest } from "../text/decimal.ts";
import { camel, mapping } from "./collection_kind.ts";
import { either, flag, number, wholeNumber, word } from "./kind.ts";
import { LIMITS } from "./limits.ts";
import { OUTPUT_DEFAULTS } from "./network_settings.ts";
import { schedule, stop } from "./supervision_settings.ts";

/** The loss where none is named: for an output of classes, and for any other. */
export const LOSS_DEFAULTS = { classes: "cross_entropy", others: "mse" } as const;

const UNWEIGHTED = "there is none: goals.macro_f1 judges the trials of a sweep by rare classes as well";

/** What other programs have among what is said of training, and what to do here. */
const TRAINING_ELSEWHERE = {
  classweight: UNWEIGHTED,
  classweights: UNWEIGHTED,
  earlystopping: "write training.stop.patience, and hold rows out for it to look at",
  sampleweight: UNWEIGHTED,
} as const;

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

export const training = mapping(
  {
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
      kind: wholeNumber(0, LARGEST_SEED),
      isYoung: true,
      rivals: ["training.shuffle"],
      description: "Each epoch takes the rows in a new order, drawn from this seed: the same for every start",
      examples: [7],
      alsoCalled: ["order_seed", "data_seed"],
    },
    schedule: {
      kind: schedule,
      isYoung: true,
      description:
        "How the learning rate changes: by a factor after some epochs, or where the loss gets no better",
      examples: [{ step: 30, factor: 0.1 }, { factor: 0.99 }, { plateau: 5, factor: 0.5 }],
      alsoCalled: ["scheduler", "lr_schedule", "lr_scheduler", "learning_rate_schedule", "lr_decay"],
    },
    stop: {
      kind: stop,
      isYoung: true,
      description:
        "When to end before the last epoch, told by the logged epochs; log_every says which these are",
      examples: [{ patience: 20 }, { patience: 20, loss_under: 0.01 }],
      alsoCalled: ["early_stopping", "early_stop", "stopping"],
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
  },
  "a mapping such as { learning_rate: 0.1, epochs: 1000 }",
  { elsewhere: TRAINING_ELSEWHERE },
);
