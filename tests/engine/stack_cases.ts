// Stacks of layers of every kind that learn in any way, with the forms of a kernel that can train them.
import fc from "npm:fast-check@4.3.0";
import type { RowForm } from "../../src/engine/kernel/kernel_shape.ts";
import { classicSettings, learningOf } from "../../src/engine/learning.ts";
import type { AnyCase } from "./any_cases.ts";
import { caseOf } from "./learning_cases.ts";
import { ends, learningSettings } from "./random_learnings.ts";
import { imageStacks, layersWith, sentenceStacks } from "./random_stacks.ts";

/** How networks of a case differ from each other. */
const lanes = fc.record({
  shuffleSeed: fc.oneof(fc.constant(null), fc.integer({ min: 0, max: 99 })),
  learningRate: fc.double({ min: 0, max: 0.5, noNaN: true }),
});

/** Stacks that code in loops trains. @param mostLanes networks side by side: one, but on a card. */
export function stackCases(mostLanes = 1): fc.Arbitrary<AnyCase> {
  return fc.constantFrom(...ends).chain((end) =>
    fc.record({
      stack: fc.oneof(imageStacks(), sentenceStacks),
      end: fc.constant(end),
      outputCount: fc.integer({ min: 1, max: 3 }),
      rowCount: fc.integer({ min: 1, max: 5 }),
      seed: fc.integer(),
    }).chain((shape) =>
      fc.record({
        shape: fc.constant(shape),
        settings: fc.oneof(
          fc.constant({ ...classicSettings, loss: end.loss }),
          learningSettings(end.loss, shape.rowCount),
        ),
        lanes: fc.array(lanes, { minLength: 1, maxLength: mostLanes }),
        rowForm: fc.constantFrom<RowForm>("table", "shared", "lanes"),
        cuts: fc.uniqueArray(fc.integer({ min: 1, max: 3 * shape.rowCount }), { maxLength: 2 }),
      })
    )
  ).filter(({ lanes, rowForm }) => rowForm === "lanes" || canShare(rowForm, lanes))
    .map(({ shape: { stack, end, outputCount, ...shape }, settings, lanes, rowForm, cuts }) => ({
      all: caseOf({
        ...shape,
        ...stack,
        layers: layersWith(stack, outputCount, end),
        learning: learningOf(settings),
        epochCount: 3,
        lanes,
        parameterSize: 2,
      }),
      kernelForm: { form: "loops", rowForm, cuts: cuts.toSorted((a, b) => a - b) },
    }));
}

/** Whether all lanes go through the rows in the one order that the form of the rows has. */
function canShare(
  rowForm: RowForm,
  [first, ...others]: readonly { readonly shuffleSeed: number | null }[],
): boolean {
  if (rowForm === "table" && first.shuffleSeed !== null) return false;
  return others.every(({ shuffleSeed }) => shuffleSeed === first.shuffleSeed);
}
