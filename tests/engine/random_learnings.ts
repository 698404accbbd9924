// Ways to learn of every kind that the house has, for the properties that every one of them has.
import fc from "npm:fast-check@4.3.0";
import { classicSettings, type LearningSettings } from "../../src/engine/learning.ts";
import { activationNames } from "../../src/engine/rules/activation.ts";
import { losses, type LossName, lossNames } from "../../src/engine/rules/loss.ts";
import { type OptimizerSettings, plainSgd } from "../../src/engine/rules/optimizer.ts";
import { type OutputName, outputNames } from "../../src/engine/rules/output.ts";
import { outputActivations } from "../../src/engine/rules/output.ts";

/** What may stand at the end of a network, with a loss that goes with it. */
export interface End {
  readonly output: OutputName;
  readonly loss: LossName;
}

/** Every end that the house has. */
export const ends: readonly End[] = lossNames.flatMap((loss) => {
  const rule = losses[loss];
  const fits = (output: OutputName): boolean =>
    "forms" in rule ? output in rule.forms : "over" in outputActivations[output];
  return outputNames.filter(fits).map((output) => ({ output, loss }));
});

/** Any hidden activation. */
export const hiddenActivations = fc.constantFrom(...activationNames);

/** From 0 to next to 1. */
const decay = fc.double({ min: 0, max: 0.999, noNaN: true });
/** Neither so small that a step may be a million times the rate, nor so large that nothing is learned. */
const epsilon = fc.constantFrom(1e-3, 1e-6, 1e-8);

/** Any optimizer with any numbers. */
export const optimizerSettings: fc.Arbitrary<OptimizerSettings> = fc.oneof(
  fc.constant(plainSgd),
  fc.record({ name: fc.constant("sgd" as const), momentum: decay, nesterov: fc.boolean() }),
  fc.record({ name: fc.constant("adagrad" as const), epsilon }),
  fc.record({ name: fc.constant("rmsprop" as const), rho: decay, epsilon }),
  fc.record({ name: fc.constant("adam" as const), beta1: decay, beta2: decay, epsilon }),
  fc.record({
    name: fc.constant("adamw" as const),
    beta1: decay,
    beta2: decay,
    epsilon,
    weightDecay: fc.double({ min: 0, max: 0.5, noNaN: true }),
  }),
);

const strength = fc.oneof(fc.constant(0), fc.double({ min: 0, max: 0.1, noNaN: true }));
const limit = fc.double({ min: 1e-3, max: 2, noNaN: true });
const clipping = fc.oneof(
  fc.constant({ clipNorm: null, clipValue: null }),
  fc.record({ clipNorm: limit, clipValue: fc.constant(null) }),
  fc.record({ clipNorm: fc.constant(null), clipValue: limit }),
);

/**
 * Any way to learn on a loss: half of them change nothing but the optimizer, as most people do.
 *
 * @param rowCount batches have 1, 2, 3, all but one, all or more than all rows.
 */
export function learningSettings(loss: LossName, rowCount: number): fc.Arbitrary<LearningSettings> {
  const sizes = [1, 2, 3, rowCount - 1, rowCount, rowCount + 1].filter((size) => size > 0);
  const batchSize = fc.constantFrom<LearningSettings["batchSize"]>("all", ...sizes);
  return fc.oneof(
    optimizerSettings.map((optimizer) => ({ ...classicSettings, loss, optimizer })),
    fc.record({ optimizer: optimizerSettings, l1: strength, l2: strength, clipping, batchSize })
      .map(({ clipping, ...rest }) => ({ ...classicSettings, loss, ...rest, ...clipping })),
  );
}
