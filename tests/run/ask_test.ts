// A network that is asked in code answers as it answers the queries of its experiment.

import assert from "node:assert/strict";
import fc from "npm:fast-check@4.3.0";
import { parseExperiment } from "../../src/experiment/reading/parse_experiment.ts";
import { ask, type AskedCells } from "../../src/run/ask.ts";
import type { Outcome } from "../../src/run/outcome.ts";
import { runExperiment } from "../../src/run/run_experiment.ts";
import { sweepExperiment } from "../../src/sweep/sweep_outcome.ts";
import * as kinds from "../results/asked_experiments.ts";

/** An experiment without its queries, which are asked of it in both ways. */
interface Asked {
  readonly title: string;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly cells: readonly AskedCells[];
}

const [FRUIT, PRICE, SENTENCES, IMAGE] = [kinds.FRUIT, kinds.PRICE, kinds.SENTENCES, kinds.IMAGE].map(
  ({ title, text }): Asked => {
    const { queries, ...settings } = JSON.parse(text);
    return { title, settings, cells: queries };
  },
);

/** The outcome of a run with these queries, or with others. */
function outcomeOf({ settings }: Asked, queries: readonly AskedCells[], seed = 1): Outcome {
  return runExperiment(
    parseExperiment(
      JSON.stringify({ ...settings, init: { seed }, queries }),
    ),
  );
}

for (const asked of [FRUIT, PRICE, SENTENCES, IMAGE]) {
  Deno.test(`whoever asks has the bits of a query: ${asked.title} (seed 31)`, () => {
    fc.assert(
      fc.property(fc.nat(2 ** 32 - 1), (seed) => {
        const { predictions } = outcomeOf(asked, asked.cells, seed);
        const without = outcomeOf(asked, [], seed);
        asked.cells.forEach((cells, index) => {
          const name = cells.name ?? "query 1";
          assert.notEqual(predictions[index].outputs, null);
          assert.deepEqual(ask(without, cells), { ...predictions[index], name });
        });
      }),
      { seed: 31, numRuns: 8 },
    );
  });
}

Deno.test("of an experiment with queries the one that is asked is answered, and its own stay", () => {
  const outcome = outcomeOf(PRICE, PRICE.cells);
  assert.deepEqual(ask(outcome, { name: "query 2", size: 1e-9 }), outcome.predictions[1]);
  assert.equal(outcome.experiment.queries.length, 3);
});

Deno.test("a cell that is null, NaN, undefined or an empty text is one that is left out", () => {
  const outcome = outcomeOf(FRUIT, []);
  const left = ask(outcome, { box: 2 });
  for (const length of [null, NaN, undefined, ""]) {
    assert.deepEqual(ask(outcome, { length, color: length, box: 2 }), left);
  }
});

/** Each is refused with these words. */
const REFUSED: readonly (readonly [asked: Asked, cells: unknown, words: string])[] = [
  [FRUIT, { lenght: 3, box: 1 }, "there is no column lenght: did you mean length?"],
  [FRUIT, { fruit: "apple", box: 1 }, "there is no column fruit: what is asked has no target"],
  [FRUIT, { toString: "apple", box: 1 }, "there is no column toString: known here: length, color, box"],
  [FRUIT, { length: 3 }, "box is missing: it must be a category"],
  [FRUIT, { length: "3", box: 1 }, 'length must be a number: found "3"'],
  [FRUIT, { length: Infinity, box: 1 }, "length must be a number: found Infinity"],
  [FRUIT, { box: 3 }, "box must be one of 1, 2: found 3"],
  [FRUIT, { box: true }, "box must be one of 1, 2: found true"],
  [FRUIT, { box: null }, "box must be a category: found null"],
  [FRUIT, { color: "Red", box: 1 }, 'color must be one of red, yellow, blue: found "Red"'],
  [FRUIT, { color: "green", box: 1 }, 'color must be one of red, yellow, blue: found "green"'],
  [
    FRUIT,
    { name: "", box: 1 },
    'name must be 1 to 200 visible characters with no space at either end: found ""',
  ],
  [PRICE, {}, "size is missing: it must be a number"],
  [PRICE, { size: NaN }, "size must be a number: found NaN"],
  [PRICE, [42], "there is no column 0: known here: size"],
  [SENTENCES, {}, "text is missing: it must be a sentence"],
  [SENTENCES, { text: 3 }, "text must be a sentence: found 3"],
  [
    SENTENCES,
    { text: "so fine" },
    'text must be made of words that were learned (so, good, bad, not, at, all): found "fine"',
  ],
  [SENTENCES, { text: "so ".repeat(1001) }, "text must have at most 1000 words: found 1001"],
];

Deno.test("what a query may not have is refused, with the column and what was found", () => {
  for (const [asked, cells, message] of REFUSED) {
    const outcome = outcomeOf(asked, []);
    assert.throws(() => ask(outcome, cells as AskedCells), { name: "RangeError", message });
  }
});

Deno.test("a run that diverged is not asked, nor what is no outcome of a run", () => {
  const far = { ...PRICE, settings: { ...PRICE.settings, training: { epochs: 50, learning_rate: 1e200 } } };
  const diverged = outcomeOf(far, []);
  assert.equal(diverged.status, "diverged");
  assert.throws(() => ask(diverged, { size: 1 }), /^RangeError: the run diverged: it has no network to ask$/);
  const { experiment } = outcomeOf(PRICE, []);
  const sweep = sweepExperiment(parseExperiment(experiment.sourceText, { overrides: ["seed=1..2"] }));
  const others = [experiment, undefined, sweep];
  for (const other of others) assert.throws(() => ask(other as unknown as Outcome, { size: 1 }), TypeError);
});
