// What a supervisor decides from the losses of logged epochs, by hand.

import assert from "node:assert/strict";
import type { Supervision } from "../../src/engine/rules/schedule.ts";
import { supervisionCount, Supervisor } from "../../src/engine/supervisor.ts";
import { nextHeldEpoch } from "../../src/engine/training_run.ts";

/** The learning rate of each epoch, and how it ended, where the losses of epochs 0, logEvery, … are these. */
function supervised(
  supervision: Partial<Supervision>,
  epochs: number,
  lossOf: (epoch: number) => number,
  logEvery = 1,
): { readonly rates: readonly number[]; readonly supervisor: Supervisor } {
  const supervisor = Supervisor.start({ schedule: null, stop: null, ...supervision }, 1, 1);
  const rates: number[] = [];
  for (let epoch = 0; epoch < epochs && supervisor.endedAtEpoch === null; epoch++) {
    rates.push(supervisor.learningRate);
    if (epoch % logEvery === 0) supervisor.logged(epoch, lossOf(epoch), Float64Array.of(epoch));
    supervisor.ended(epoch);
  }
  return { rates, supervisor };
}

Deno.test("a step multiplies the rate after every so many epochs, logged or not", () => {
  const { rates } = supervised({ schedule: { step: 3, factor: 0.5 } }, 10, () => 1, 4);
  assert.deepEqual(rates, [1, 1, 1, 0.5, 0.5, 0.5, 0.25, 0.25, 0.25, 0.125]);
});

Deno.test("a rate is the one before times the factor, as a product and not as a power", () => {
  const { rates } = supervised({ schedule: { step: 1, factor: 0.9 } }, 30, () => 1);
  let rate = 1;
  for (const found of rates) {
    assert.equal(found, rate);
    rate *= 0.9;
  }
});

Deno.test("a plateau multiplies the rate after so many logged epochs without a better loss, and counts anew", () => {
  //               best  1     2: ×½  1     2: ×½  best  1     2: ×½
  const losses = [5, 5, 6, 5, 5, 4, 4, 7, 3];
  const { rates } = supervised({ schedule: { plateau: 2, factor: 0.5 } }, 9, (epoch) => losses[epoch]);
  assert.deepEqual(rates, [1, 1, 1, 0.5, 0.5, 0.25, 0.25, 0.25, 0.125]);
});

Deno.test("patience counts logged epochs since the best, of equal ones the first is kept", () => {
  const losses = [3, 2, 2, 2.5, 2, 1];
  const { rates, supervisor } = supervised(
    { stop: { patience: 3, lossUnder: null } },
    60,
    (epoch) => losses[epoch / 10],
    10,
  );
  assert.equal(rates.length, 41);
  assert.equal(supervisor.endedAtEpoch, 40);
  assert.equal(supervisor.reason, "patience");
  assert.deepEqual(supervisor.best, { epoch: 10, loss: 2 });
  assert.deepEqual(supervisor.bestParameters, Float64Array.of(10));
});

Deno.test("a better loss than the last but not than the best gives no more time", () => {
  const losses = [1, 9, 8, 7];
  const { supervisor } = supervised({ stop: { patience: 3, lossUnder: null } }, 10, (epoch) => losses[epoch]);
  assert.equal(supervisor.endedAtEpoch, 3);
});

Deno.test("a loss under the limit ends the training there, a loss at it does not", () => {
  const losses = [0.3, 0.2, 0.1, 0.05];
  const { supervisor } = supervised(
    { stop: { patience: null, lossUnder: 0.1 } },
    10,
    (epoch) => losses[epoch],
  );
  assert.equal(supervisor.endedAtEpoch, 3);
  assert.equal(supervisor.reason, "loss_under");
  assert.equal(supervisor.bestParameters, null);
});

Deno.test("a loss that is no number is no better than any, and the first that is one is the best", () => {
  const losses = [NaN, NaN, 8, NaN, Infinity];
  const { supervisor } = supervised({ stop: { patience: 3, lossUnder: null } }, 5, (epoch) => losses[epoch]);
  assert.equal(supervisor.endedAtEpoch, null);
  assert.deepEqual(supervisor.best, { epoch: 2, loss: 8 });
  const { supervisor: lost } = supervised({ stop: { patience: 2, lossUnder: null } }, 5, () => NaN);
  assert.equal(lost.endedAtEpoch, 1);
  assert.equal(lost.bestParameters, null);
});

Deno.test("what it remembers is all that another goes on from", () => {
  const supervision: Supervision = {
    schedule: { plateau: 2, factor: 0.5 },
    stop: { patience: 5, lossUnder: null },
  };
  const losses = [3, 4, 4, 2, 4, 4, 4, 4, 4, 4];
  const straight = supervised(supervision, 10, (epoch) => losses[epoch]).supervisor;
  let memory = Supervisor.start(supervision, 1, 1).memory;
  for (const [epoch, loss] of losses.entries()) {
    const supervisor = new Supervisor(supervision, memory.slice());
    if (supervisor.endedAtEpoch !== null) break;
    supervisor.logged(epoch, loss, Float64Array.of(epoch));
    supervisor.ended(epoch);
    memory = supervisor.memory;
  }
  assert.deepEqual(memory, straight.memory);
  assert.equal(memory.length, supervisionCount(supervision, 1));
});

Deno.test("a training stands still where it is logged and where a step changes the rate, and nowhere else", () => {
  const { supervisor } = supervised({ schedule: { step: 4, factor: 0.5 } }, 0, () => 1);
  const held: number[] = [];
  for (
    let epoch = nextHeldEpoch(0, 5, supervisor);
    epoch < 16;
    epoch = nextHeldEpoch(epoch + 1, 5, supervisor)
  ) {
    held.push(epoch);
  }
  assert.deepEqual(held, [0, 3, 5, 7, 10, 11, 15]);
  assert.equal(nextHeldEpoch(1, 5, null), 5);
});
