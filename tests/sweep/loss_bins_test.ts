// Losses come back from their bins within 0.1%, and bins grow with the loss.
import assert from "node:assert/strict";
import fc from "npm:fast-check@4.3.0";
import { LOSS_BIN_COUNT, lossBin, lossOfBin } from "../../src/sweep/loss_bins.ts";

Deno.test("every loss from 2^-64 to 2^32 comes back within 0.1% (seed 2)", () => {
  const [smallest, largest] = [2 ** -63, 2 ** 32 - 1];
  fc.assert(
    fc.property(fc.double({ min: smallest, max: largest, noNaN: true }), (loss) => {
      assert.ok(Math.abs(lossOfBin(lossBin(loss)) - loss) <= loss * 0.001);
    }),
    { seed: 2, numRuns: 5000 },
  );
});

Deno.test("every bin but the first is the bin of its own loss", () => {
  for (let bin = 1; bin < LOSS_BIN_COUNT; bin++) assert.equal(lossBin(lossOfBin(bin)), bin);
});

Deno.test("bins grow with the loss (seed 3)", () => {
  const loss = fc.double({ min: 0, noNaN: true, noDefaultInfinity: true });
  fc.assert(
    fc.property(loss, loss, (a, b) => {
      assert.ok(a <= b ? lossBin(a) <= lossBin(b) : lossBin(a) >= lossBin(b));
    }),
    { seed: 3, numRuns: 2000 },
  );
});

Deno.test("losses beyond the bins fall into the first and the last, and the first comes back as 0", () => {
  assert.deepEqual([0, 5e-324, 1e-30].map(lossBin), [0, 0, 0]);
  assert.deepEqual([1e10, 1e308, Number.MAX_VALUE].map(lossBin), [1, 1, 1].map(() => LOSS_BIN_COUNT - 1));
  assert.equal(lossOfBin(0), 0);
});

Deno.test("a bin plus 1 fits into 16 bits, as the parts on disk have it", () => {
  assert.ok(LOSS_BIN_COUNT < 65535);
});
