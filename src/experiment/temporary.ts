// Stands in for what other branches bring: `engine/rules/optimizer.ts`, `output.ts`, `scheme.ts`. Goes with the merge.
import { type ActivationName, activationNames } from "../engine/rules/activation.ts";

export type OutputName = ActivationName | "softmax";
export const outputNames: readonly OutputName[] = [...activationNames, "softmax"];

export type OptimizerName = "sgd" | "adagrad" | "rmsprop" | "adam" | "adamw";

export interface OptimizerNumbers {
  readonly sgd: { readonly momentum: number; readonly nesterov: boolean };
  readonly adagrad: { readonly epsilon: number };
  readonly rmsprop: { readonly rho: number; readonly epsilon: number };
  readonly adam: { readonly beta1: number; readonly beta2: number; readonly epsilon: number };
  readonly adamw: OptimizerNumbers["adam"] & { readonly weightDecay: number };
}

export type OptimizerSettings = {
  readonly [Name in OptimizerName]: { readonly name: Name } & OptimizerNumbers[Name];
}[OptimizerName];

export const optimizers: {
  readonly [Name in OptimizerName]: { learningRate: number; defaults: OptimizerNumbers[Name] };
} = {
  sgd: { learningRate: 0.1, defaults: { momentum: 0, nesterov: false } },
  adagrad: { learningRate: 0.01, defaults: { epsilon: 1e-10 } },
  rmsprop: { learningRate: 0.01, defaults: { rho: 0.99, epsilon: 1e-8 } },
  adam: { learningRate: 0.001, defaults: { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 } },
  adamw: { learningRate: 0.001, defaults: { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0.01 } },
};
export const optimizerNames = Object.keys(optimizers) as readonly OptimizerName[];
export const plainSgd: OptimizerSettings = { name: "sgd", ...optimizers.sgd.defaults };

export type Scheme =
  | { readonly name: "classic" }
  | { readonly name: "normal"; readonly sd: number }
  | { readonly name: "uniform"; readonly bound: number }
  | { readonly name: "glorot_uniform" | "glorot_normal" | "he_uniform" | "he_normal" };
export const schemeNames = [
  "classic",
  "normal",
  "uniform",
  "glorot_uniform",
  "glorot_normal",
  "he_uniform",
  "he_normal",
] as const;
