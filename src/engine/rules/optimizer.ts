// How parameters move: each optimizer one entry, over any arithmetic.
// What must not change: products are formed from left to right. A memory of steps starts as the entry says, that of a
// parameter at 0.
import type { Arithmetic } from "../../numeric/arithmetic.ts";
import { powerOfTwo } from "../../numeric/binary.ts";
import { requireAtLeast0, shown } from "../../numeric/required_numbers.ts";
import type { Formula } from "./activation_contract.ts";
import { ruleNamed } from "./known.ts";
import type { ImmediateStep, Optimizer, OptimizerEntry } from "./optimizer_contract.ts";

/** The name of an optimizer, as an experiment file spells it. */
export type OptimizerName = "sgd" | "adagrad" | "rmsprop" | "adam" | "adamw";

/** The numbers that an optimizer has besides the learning rate. */
export interface OptimizerNumbers {
  /** Stochastic gradient descent, plain where its momentum is 0. */
  readonly sgd: {
    /** How much of the last step is made again, in [0, 1). */
    readonly momentum: number;
    /** Whether the momentum is looked at before the step. */
    readonly nesterov: boolean;
  };
  /** Added to the root of the sum of squares, above 0. */
  readonly adagrad: { readonly epsilon: number };
  /** How much of the mean square is kept, in [0, 1), and what is added to its root, above 0. */
  readonly rmsprop: { readonly rho: number; readonly epsilon: number };
  /** How much of the mean and of the mean square is kept, in [0, 1), and what is added to the root, above 0. */
  readonly adam: { readonly beta1: number; readonly beta2: number; readonly epsilon: number };
  /** The same, and by how much, times the learning rate, parameters are made smaller, at least 0. */
  readonly adamw: OptimizerNumbers["adam"] & { readonly weightDecay: number };
}

/** An optimizer as an experiment has it, and as it is sent to a worker. */
export type OptimizerSettings = {
  readonly [Name in OptimizerName]: { readonly name: Name } & OptimizerNumbers[Name];
}[OptimizerName];

/**
 * Plain stochastic gradient descent, a row a step: w - (learningRate * delta) * input, in this order of multiplication,
 * which decides the last bit of every result of such a run.
 */
const rateFirst: ImmediateStep = {
  over: (o) => ({
    factor: (delta, learningRate) => o.multiply(learningRate, delta),
    update: (parameter, rateTimesGradient) => o.subtract(parameter, rateTimesGradient),
  }),
};

/** Stochastic gradient descent without momentum. */
export const sgd: Optimizer = {
  name: "sgd",
  formulas: [{
    text: "new = old − learning_rate · gradient",
    tex: "\\text{new} = \\text{old} - \\text{learning rate} \\cdot \\text{gradient}",
  }],
  memoryOfParameter: 0,
  memoryOfSteps: [],
  over: (o) => ({
    update: (parameter, gradient, learningRate) => o.subtract(parameter, o.multiply(learningRate, gradient)),
  }),
  atOnce: rateFirst,
};

/** v = μ v + g, w −= η v; Nesterov's looks ahead: w −= η (g + μ v). */
function momentumSgd({ momentum, nesterov }: OptimizerNumbers["sgd"]): Optimizer {
  return {
    name: "sgd",
    formulas: [
      { text: "v = momentum · v + gradient", tex: "v = \\mu v + g" },
      nesterov
        ? {
          text: "new = old − learning_rate · (gradient + momentum · v)",
          tex: "w = w - \\eta (g + \\mu v)",
        }
        : { text: "new = old − learning_rate · v", tex: "w = w - \\eta v" },
    ],
    memoryOfParameter: 1,
    memoryOfSteps: [],
    over: (o) => ({
      update(parameter, gradient, learningRate, ofParameter) {
        const rest = o.named("momentum", o.constant(momentum));
        const velocity = o.named("v", o.add(o.multiply(rest, ofParameter.get(0)), gradient));
        ofParameter.set(0, velocity);
        const direction = nesterov ? o.add(gradient, o.multiply(rest, velocity)) : velocity;
        return o.subtract(parameter, o.multiply(learningRate, direction));
      },
    }),
  };
}

/** a += g², w −= η g / (√a + ε). */
function adagrad({ epsilon }: OptimizerNumbers["adagrad"]): Optimizer {
  const formula = { text: "a = a + gradient²", tex: "a = a + g^2" };
  return byRootOf(
    "adagrad",
    formula,
    epsilon,
    (o, squares, gradient) => o.add(squares, o.multiply(gradient, gradient)),
  );
}

/** a = ρ a + (1−ρ) g², w −= η g / (√a + ε). */
function rmsprop({ rho, epsilon }: OptimizerNumbers["rmsprop"]): Optimizer {
  const formula = { text: "a = rho · a + (1 − rho) · gradient²", tex: "a = \\rho a + (1 - \\rho) g^2" };
  return byRootOf(
    "rmsprop",
    formula,
    epsilon,
    (o, squares, gradient) => squareAverage(o, "rho", rho, squares, gradient),
  );
}

/** Divides each gradient by the root of a, what is remembered of the parameter's squared gradients: w −= η g / (√a + ε). */
function byRootOf(
  name: OptimizerName,
  formulaOfSquares: Formula,
  epsilon: number,
  squaresAfter: <V>(o: Arithmetic<V>, squares: V, gradient: V) => V,
): Optimizer {
  return {
    name,
    formulas: [
      formulaOfSquares,
      {
        text: "new = old − learning_rate · gradient / (√a + epsilon)",
        tex: "w = w - \\frac{\\eta g}{\\sqrt{a} + \\varepsilon}",
      },
    ],
    memoryOfParameter: 1,
    memoryOfSteps: [],
    over: (o) => ({
      update(parameter, gradient, learningRate, ofParameter) {
        const squares = o.named("a", squaresAfter(o, ofParameter.get(0), gradient));
        ofParameter.set(0, squares);
        return downBy(o, parameter, o.multiply(learningRate, gradient), o.squareRoot(squares), epsilon);
      },
    }),
  };
}

/**
 * m = β1 m + (1−β1) g, v = β2 v + (1−β2) g², w −= (η/(1−β1^t)) m / (√v/√(1−β2^t) + ε), t the number of the step. The
 * powers are running products. AdamW first makes each parameter smaller: w · (1 − η λ).
 */
function adam(
  name: "adam" | "adamw",
  { beta1, beta2, epsilon }: OptimizerNumbers["adam"],
  weightDecay = 0,
): Optimizer {
  const decay = name === "adamw"
    ? { text: "old · (1 − learning_rate · weight_decay)", tex: "w (1 - \\eta \\lambda)" }
    : { text: "old", tex: "w" };
  return {
    name,
    formulas: [
      { text: "m = beta1 · m + (1 − beta1) · gradient", tex: "m = \\beta_1 m + (1 - \\beta_1) g" },
      { text: "v = beta2 · v + (1 − beta2) · gradient²", tex: "v = \\beta_2 v + (1 - \\beta_2) g^2" },
      {
        text: `new = ${decay.text} − learning_rate / (1 − beta1^t) · m / (√v / √(1 − beta2^t) + epsilon)`,
        tex: `w = ${decay.tex} - \\frac{\\eta}{1 - \\beta_1^t} \\cdot ` +
          "\\frac{m}{\\sqrt{v} / \\sqrt{1 - \\beta_2^t} + \\varepsilon}",
      },
    ],
    memoryOfParameter: 2,
    memoryOfSteps: [1, 1],
    over: (o) => ({
      beginStep(ofSteps, learningRate) {
        const one = o.constant(1);
        const [power1, power2] = [beta1, beta2].map((beta, index) => {
          const factor = o.named(`beta${index + 1}`, o.constant(beta));
          const power = o.named(`beta${index + 1}^t`, nextPower(o, factor, ofSteps.get(index)));
          ofSteps.set(index, power);
          return power;
        });
        const rate = o.named("rate", o.divide(learningRate, o.subtract(one, power1)));
        const root = o.named("root", o.squareRoot(o.subtract(one, power2)));
        if (name === "adam") return [rate, root];
        const lost = o.multiply(learningRate, o.named("weight_decay", o.constant(weightDecay)));
        return [rate, root, o.named("decay", o.subtract(one, lost))];
      },
      update(parameter, gradient, _learningRate, ofParameter, [rate, root, decay]) {
        const mean = o.named("m", average(o, "beta1", beta1, ofParameter.get(0), gradient));
        const meanSquare = o.named("v", squareAverage(o, "beta2", beta2, ofParameter.get(1), gradient));
        ofParameter.set(0, mean);
        ofParameter.set(1, meanSquare);
        const size = o.divide(o.squareRoot(meanSquare), root);
        const smaller = name === "adamw" ? o.multiply(parameter, decay) : parameter;
        return downBy(o, smaller, o.multiply(rate, mean), size, epsilon);
      },
    }),
  };
}

/** parameter − step / (size + ε). */
function downBy<V>(o: Arithmetic<V>, parameter: V, step: V, size: V, epsilon: number): V {
  return o.subtract(parameter, o.divide(step, o.add(size, o.named("epsilon", o.constant(epsilon)))));
}

/** β before + (1−β) now; people call β by its name. */
function average<V>(o: Arithmetic<V>, name: string, beta: number, before: V, now: V): V {
  const [kept, added] = sharesOf(o, name, beta);
  return o.add(o.multiply(kept, before), o.multiply(added, now));
}

/** β before + (1−β) g². */
function squareAverage<V>(o: Arithmetic<V>, name: string, beta: number, before: V, gradient: V): V {
  const [kept, added] = sharesOf(o, name, beta);
  return o.add(o.multiply(kept, before), o.multiply(o.multiply(added, gradient), gradient));
}

/** β and 1−β. */
function sharesOf<V>(o: Arithmetic<V>, name: string, beta: number): readonly [V, V] {
  return [o.named(name, o.constant(beta)), o.named({ oneMinus: name }, o.constant(1 - beta))];
}

/** Below this a power is left alone: 1 less it has long been 1, and it must not sink to numbers that are slow to multiply. */
const SMALLEST_POWER = powerOfTwo(-60);

/** power · β, or the power itself where it is too small to matter. */
function nextPower<V>(o: Arithmetic<V>, beta: V, power: V): V {
  const isSmall = o.oneWhereGreater(o.constant(SMALLEST_POWER), power);
  const factor = o.add(isSmall, o.multiply(o.subtract(o.constant(1), isSmall), beta));
  return o.multiply(power, factor);
}

/** Every optimizer by name, in the order in which they are listed to users. */
export const optimizers: { readonly [Name in OptimizerName]: OptimizerEntry<OptimizerNumbers[Name]> } = {
  sgd: {
    learningRate: 0.1,
    defaults: { momentum: 0, nesterov: false },
    with: (numbers) => numbers.momentum === 0 ? sgd : momentumSgd(numbers),
  },
  adagrad: { learningRate: 0.01, defaults: { epsilon: 1e-10 }, with: adagrad },
  rmsprop: { learningRate: 0.01, defaults: { rho: 0.99, epsilon: 1e-8 }, with: rmsprop },
  adam: {
    learningRate: 0.001,
    defaults: { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
    with: (numbers) => adam("adam", numbers),
  },
  adamw: {
    learningRate: 0.001,
    defaults: { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0.01 },
    with: (numbers) => adam("adamw", numbers, numbers.weightDecay),
  },
};

/** The names of all optimizers, in the order in which they are listed to users. */
export const optimizerNames = Object.keys(optimizers) as readonly OptimizerName[];

/** Plain stochastic gradient descent, as settings. */
export const plainSgd: OptimizerSettings = { name: "sgd", ...optimizers.sgd.defaults };

/**
 * The optimizer that settings name.
 *
 * @throws RangeError where there is none of that name, or one of its numbers is none or below 0; TypeError where what must
 * be true or false is neither.
 *
 * @example A first step of Adam is as long as the learning rate, whatever the gradient
 * ```ts
 * import {
 *   classicLearning,
 *   denseTopology,
 *   optimizerOf,
 *   optimizers,
 *   startingValues,
 *   stepped,
 * } from "@seedbed/seedbed";
 * const optimizer = optimizerOf({ name: "adam", ...optimizers.adam.defaults });
 * const learning = { ...classicLearning, optimizer };
 * const start = startingValues(learning, new Float64Array([0, 0]));
 * const [, bias] = stepped(denseTopology([1, 1], "identity", "identity"), start, [0], [1], 0.25, learning);
 * if (Math.abs(bias - 0.25) > 1e-8) throw new Error("wrong");
 * ```
 */
export function optimizerOf(settings: OptimizerSettings): Optimizer {
  // The entry and its numbers are of one name; TypeScript does not follow that through a union.
  const entry = ruleNamed<unknown>("optimizer", settings?.name, optimizers) as OptimizerEntry<object>;
  const given: Readonly<Record<string, unknown>> = settings;
  for (const [key, usual] of Object.entries(entry.defaults)) {
    if (typeof usual === "number") requireAtLeast0(`${settings.name}'s ${key}`, given[key]);
    else if (typeof given[key] !== typeof usual) {
      throw new TypeError(`${settings.name}'s ${key} must be true or false: found ${shown(given[key])}`);
    }
  }
  return entry.with(settings);
}

/** Whether settings are plain stochastic gradient descent, of which a file need not say anything. */
export function isPlainSgd(settings: OptimizerSettings): boolean {
  return "momentum" in settings && settings.momentum === 0;
}
