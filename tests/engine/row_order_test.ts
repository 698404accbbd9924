// The orders of rows against NumPy's, epoch by epoch, whichever way one comes to an epoch.
import assert from "node:assert/strict";
import fc from "npm:fast-check@4.3.0";
import { drawParameters, streamAfterDrawing } from "../../src/engine/parameters.ts";
import { rowsInOrder, ShuffledRows } from "../../src/engine/row_order.ts";
import { denseTopology, parameterCount } from "../../src/engine/topology.ts";
import { RandomState } from "../../src/random/random_state.ts";
import numpy from "../vectors/row_orders.json" with { type: "json" };

/** The stream of a seed after some normal numbers. */
function stream(seed: number, normalCount: number): RandomState {
  const random = new RandomState(seed);
  for (let draw = 0; draw < normalCount; draw++) random.normal();
  return random;
}

for (const { rows, seed, normals_before, orders } of numpy.cases) {
  Deno.test(`${rows} rows from seed ${seed} after ${normals_before} normal numbers go in NumPy's orders`, () => {
    const shuffled = new ShuffledRows(rows, () => stream(seed, normals_before));
    assert.deepEqual(orders.map((_, epoch) => [...shuffled.of(epoch)]), orders);
    for (let epoch = orders.length - 1; epoch >= 0; epoch--) {
      assert.deepEqual([...shuffled.of(epoch)], orders[epoch]);
    }
  });
}

Deno.test("an epoch has one order, whichever epochs were asked for before (seed 61)", () => {
  fc.assert(
    fc.property(fc.nat(20), fc.nat(2 ** 32 - 1), fc.array(fc.nat(30)), (rowCount, seed, epochs) => {
      const shuffled = new ShuffledRows(rowCount, () => new RandomState(seed));
      for (const epoch of epochs) {
        const straight = new ShuffledRows(rowCount, () => new RandomState(seed));
        for (let before = 0; before < epoch; before++) straight.of(before);
        assert.deepEqual(shuffled.of(epoch), straight.of(epoch));
        const isRow = Array.from({ length: rowCount }, (_, row) => row);
        assert.deepEqual([...shuffled.of(epoch)].sort((a, b) => a - b), isRow);
      }
    }),
    { seed: 61, numRuns: 200 },
  );
});

Deno.test("an order is not shuffled rows anew but the order of the epoch before, shuffled", () => {
  const random = new RandomState(7);
  const [first, second] = [random.permutation(10), random.permutation(10)];
  const shuffled = new ShuffledRows(10, () => new RandomState(7));
  assert.deepEqual([...shuffled.of(0)], first);
  assert.deepEqual([...shuffled.of(1)], second.map((place) => first[place]));
});

Deno.test("a setting asks for the order of the table, of the stream after the parameters, or of a seed", () => {
  for (const sizes of [[2, 2, 1], [1, 1]]) { // of an odd and an even number of parameters: a kept normal stays kept
    const topology = denseTopology(sizes, "tanh", "sigmoid");
    const count = parameterCount(topology);
    const afterStart = (): RandomState => streamAfterDrawing(topology, 42);
    assert.equal(rowsInOrder("none", 9, afterStart), null);
    assert.deepEqual([...rowsInOrder("init", 9, afterStart)!.of(0)], stream(42, count).permutation(9));
    assert.deepEqual([...rowsInOrder(5, 9, afterStart)!.of(0)], new RandomState(5).permutation(9));
    assert.deepEqual([...rowsInOrder(0, 9, afterStart)!.of(0)], new RandomState(0).permutation(9));
    const random = stream(42, count);
    drawParameters(topology, 1); // draws from a stream of its own
    assert.equal(afterStart().normal(), random.normal());
  }
});
