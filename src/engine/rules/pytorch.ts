// What each rule is called in PyTorch, so that a training can be repeated there.
// What must not change: values and slopes agree; where PyTorch's defaults differ, the numbers are written out.
import type { LossName } from "./loss.ts";
import type { OptimizerName, OptimizerNumbers, OptimizerSettings } from "./optimizer.ts";
import type { OutputName } from "./output.ts";

/** The module of each activation, with `nn` before its name; a row of outputs is dimension 1. */
export const torchActivations: Readonly<Record<OutputName, string>> = {
  sigmoid: "nn.Sigmoid()",
  tanh: "nn.Tanh()",
  relu: "nn.ReLU()",
  identity: "nn.Identity()",
  leaky_relu: "nn.LeakyReLU(0.01)",
  elu: "nn.ELU()",
  softplus: "nn.Softplus(threshold=40)", // from 20 on, its default, PyTorch leaves the last digits out
  silu: "nn.SiLU()",
  gelu_tanh: 'nn.GELU(approximate="tanh")',
  softmax: "nn.Softmax(dim=1)",
};

/** The module of each loss: of the answers, or, by the name of the output activation, of the sums before it. */
export const torchLosses: Readonly<Record<LossName, string | Readonly<Record<string, string>>>> = {
  mse: "nn.MSELoss()",
  mae: "nn.L1Loss()",
  huber: "nn.HuberLoss()",
  cross_entropy: { softmax: "nn.CrossEntropyLoss()", sigmoid: "nn.BCEWithLogitsLoss()" },
};

/** What is made of an optimizer's numbers: the class with its arguments but the parameters and the rate. */
type Spelled<Name extends OptimizerName> = (
  numbers: OptimizerNumbers[Name],
  number: NumberText,
) => TorchOptimizer;

/** How a number is written. */
type NumberText = (value: number) => string;

/** A class of `torch.optim`, and its arguments besides the parameters and the rate. */
export interface TorchOptimizer {
  readonly name: string;
  readonly arguments: readonly string[];
}

const optimizers: { readonly [Name in OptimizerName]: Spelled<Name> } = {
  sgd: ({ momentum, nesterov }, number) => ({
    name: "SGD",
    arguments: momentum === 0 ? [] : [`momentum=${number(momentum)}`, ...(nesterov ? ["nesterov=True"] : [])],
  }),
  adagrad: ({ epsilon }, number) => ({ name: "Adagrad", arguments: [`eps=${number(epsilon)}`] }),
  rmsprop: ({ rho, epsilon }, number) => ({
    name: "RMSprop",
    arguments: [`alpha=${number(rho)}`, `eps=${number(epsilon)}`],
  }),
  adam: (numbers, number) => ({ name: "Adam", arguments: adamArguments(numbers, number) }),
  adamw: (numbers, number) => ({
    name: "AdamW",
    arguments: [...adamArguments(numbers, number), `weight_decay=${number(numbers.weightDecay)}`],
  }),
};

function adamArguments(
  { beta1, beta2, epsilon }: OptimizerNumbers["adam"],
  number: NumberText,
): readonly string[] {
  return [`betas=(${number(beta1)}, ${number(beta2)})`, `eps=${number(epsilon)}`];
}

/** An optimizer in PyTorch. @param number writes a number. */
export function torchOptimizer(settings: OptimizerSettings, number: NumberText): TorchOptimizer {
  // The entry and its numbers are of one name; TypeScript does not follow that through a union.
  return (optimizers[settings.name] as (numbers: unknown, number: NumberText) => TorchOptimizer)(
    settings,
    number,
  );
}
