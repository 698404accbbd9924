// Bands of the loss: which epochs have one, and that their quantiles are exact to 0.2%.
import assert from "node:assert/strict";
import fc from "npm:fast-check@4.3.0";
import { BandCounter, bandEpochs } from "../../src/sweep/loss_bands.ts";
import { lossBin } from "../../src/sweep/loss_bins.ts";
import { people } from "./sweep_cases.ts";

Deno.test("the bands are at all logged epochs where these are few", () => {
  assert.deepEqual(bandEpochs(people("epochs=30", "seed=1..2")), [0, 7, 14, 21, 28]);
  assert.deepEqual(bandEpochs(people("epochs=0", "seed=1..2")), []);
  assert.deepEqual(bandEpochs(people("epochs=5", "seed=1..2")), [0]);
});

Deno.test("bands are thinned to at most 128 evenly spaced logged epochs", () => {
  const epochs = bandEpochs(people("epochs=1000000", "log_every=10", "seed=1..2"));
  assert.ok(epochs.length > 64 && epochs.length <= 128);
  const stride = epochs[1];
  assert.equal(stride % 10, 0);
  assert.ok(epochs.every((epoch, index) => epoch === index * stride && epoch < 1_000_000));
});

Deno.test("swept epochs and logging are covered to the longest and finest", () => {
  assert.deepEqual(bandEpochs(people("epochs=3,20,10", "seed=1..2")), [0, 7, 14]);
  assert.deepEqual(bandEpochs(people("epochs=1..15")), [0, 7, 14]);
  assert.deepEqual(bandEpochs(people("epochs=12", "log_every=8,4")), [0, 4, 8]);
});

/** The bands of some trials' losses at one epoch. */
function bandOf(losses: readonly number[]): ReturnType<BandCounter["bands"]>[number] {
  const counter = new BandCounter([0]);
  counter.add(Uint16Array.from(losses, (loss) => lossBin(loss) + 1));
  return counter.bands()[0];
}

Deno.test("a band's quantiles are the losses at their ranks, to 0.2% (seed 4)", () => {
  const losses = fc.array(fc.double({ min: 1e-9, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(losses, (values) => {
      const sorted = values.toSorted((a, b) => a - b);
      const { count, p05, p25, median, p75, p95 } = bandOf(values);
      assert.equal(count, values.length);
      [[0.05, p05], [0.25, p25], [0.5, median], [0.75, p75], [0.95, p95]].forEach(([share, found]) => {
        const wanted = sorted[Math.floor(share * (values.length - 1))];
        assert.ok(Math.abs(found - wanted) <= 0.002 * wanted, `${share}: ${found} for ${wanted}`);
      });
    }),
    { seed: 4, numRuns: 2000 },
  );
});

Deno.test("the order of trials and of parts does not matter, and trials that did not log are not counted", () => {
  // Two trials each: what both logged at epoch 0, then at epoch 10.
  const [a, b] = [Uint16Array.of(5, 9, 0, 9), Uint16Array.of(0, 7, 3, 1)];
  const both = Uint16Array.of(0, 7, 5, 9, 3, 1, 0, 9);
  const counters = [[a, b], [b, a], [both]].map((parts) => {
    const counter = new BandCounter([0, 10]);
    parts.forEach((part) => counter.add(part));
    return counter.bands();
  });
  assert.deepEqual(counters[0], counters[1]);
  assert.deepEqual(counters[0], counters[2]);
  assert.deepEqual(counters[0].map(({ epoch, count }) => [epoch, count]), [[0, 3], [10, 3]]);
});

Deno.test("an epoch at which no trial logged has no band", () => {
  const counter = new BandCounter([0, 10]);
  counter.add(Uint16Array.of(4, 0));
  assert.deepEqual(counter.bands().map(({ epoch }) => epoch), [0]);
});
