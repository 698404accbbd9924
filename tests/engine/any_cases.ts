// Networks of any shape that learn in any way, with the forms of a kernel that can train them.
import fc from "npm:fast-check@4.3.0";
import type { RowForm } from "../../src/engine/kernel/kernel_shape.ts";
import { learningOf } from "../../src/engine/learning.ts";
import { caseOf, type KernelForm, type LearningCase, type LearningShape } from "./learning_cases.ts";
import { ends, hiddenActivations, learningSettings } from "./random_learnings.ts";

/** How the code of a kernel may be written. */
export const forms = ["straight", "loops"] as const;

/** Networks of any shape that learn in any way, with the form of a kernel that can train them. */
export interface AnyCase {
  readonly all: LearningCase;
  readonly kernelForm: KernelForm;
}

/** How the lanes may go through their rows, and which forms of rows can do it. */
const orders: readonly { readonly seedOf: (lane: number) => number | null; readonly rowForms: RowForm[] }[] =
  [
    { seedOf: () => null, rowForms: ["table", "shared", "lanes"] },
    { seedOf: () => 5, rowForms: ["shared", "lanes"] },
    { seedOf: (lane) => lane % 5 === 4 ? null : lane % 3, rowForms: ["lanes"] },
  ];

/** @param parameterSizes how large the parameters may be. @param rates what the learning rates may be. */
function anyCases(parameterSizes: readonly number[], rates: readonly number[]): fc.Arbitrary<AnyCase> {
  return fc.record({
    inputCount: fc.integer({ min: 1, max: 4 }),
    below: fc.array(fc.record({ size: fc.integer({ min: 1, max: 10 }), activation: hiddenActivations }), {
      maxLength: 3,
    }),
    outputCount: fc.integer({ min: 1, max: 5 }),
    end: fc.constantFrom(...ends),
    laneCount: fc.integer({ min: 1, max: 16 }),
    rowCount: fc.integer({ min: 1, max: 7 }),
    epochCount: fc.integer({ min: 0, max: 12 }),
    parameterSize: fc.constantFrom(...parameterSizes),
    rate: fc.constantFrom(...rates),
    order: fc.constantFrom(...orders),
    form: fc.constantFrom(...forms),
    seed: fc.integer(),
  }).chain(({ below, outputCount, end, laneCount, rate, order, form, ...rest }) =>
    fc.record({
      settings: learningSettings(end.loss, rest.rowCount),
      rowForm: fc.constantFrom(...order.rowForms),
      cuts: fc.array(fc.integer({ min: 0, max: rest.epochCount * rest.rowCount }), { maxLength: 3 }),
    }).map(({ settings, rowForm, cuts }): AnyCase => {
      const shape: LearningShape = {
        ...rest,
        layers: [...below, { size: outputCount, activation: end.output }],
        learning: learningOf(settings),
        lanes: Array.from({ length: laneCount }, (_, lane) => ({
          learningRate: rate * (lane + 1) / laneCount,
          shuffleSeed: order.seedOf(lane),
        })),
      };
      const kernelForm = { form, rowForm, cuts: cuts.sort((a, b) => a - b) };
      return { all: caseOf(shape), kernelForm };
    })
  );
}

/** Networks whose numbers stay small. */
export const tameCases: fc.Arbitrary<AnyCase> = anyCases([0.5, 1, 2], [0, 0.001, 0.1]);

/** Networks of which many overflow. */
export const hugeCases: fc.Arbitrary<AnyCase> = anyCases(
  [10, 1e3, 1e16, 1e100, 1e154, 1e160, 1e250, 1e307],
  [0, 0.1, 1e10, 1e100, 1e300],
);
