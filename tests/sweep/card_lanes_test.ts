// Where a card draws, and how many lanes it has room for.

import assert from "node:assert/strict";
import { cardBytesOfTrial, cardLanes, schemeOnCard } from "../../src/sweep/card_lanes.ts";
import type { TrialGroup } from "../../src/sweep/grouped_trials.ts";
import { PartRequests } from "../../src/sweep/part_requests.ts";
import { planOf } from "../../src/sweep/plan.ts";
import type { Experiment } from "../../src/experiment/experiment.ts";
import { parseExperiment } from "../../src/experiment/reading/parse_experiment.ts";
import { InterpretedCard } from "../engine/gpu/ptx_interpreter.ts";
import { PEOPLE, people } from "./sweep_cases.ts";

function groupOf(experiment: Experiment): TrialGroup {
  return new PartRequests(planOf(experiment)).trials(0).groups[0];
}

/** The classic experiment with something more in its file. */
function groupWith(more: string): TrialGroup {
  return groupOf(parseExperiment(PEOPLE + more, { overrides: ["learning_rate=0.1,0.2"] }));
}

Deno.test("a card draws where seeds do, unless the order of the rows goes on with their stream", () => {
  const scheme = (group: TrialGroup) => schemeOnCard(group.variant);
  assert.deepEqual(scheme(groupOf(people("seed=1..9"))), { name: "classic" });
  assert.deepEqual(scheme(groupWith("init: { scheme: normal, sd: 0.5 }\n")), { name: "normal", sd: 0.5 });
  assert.deepEqual(scheme(groupOf(people("seed=1..9", "training.shuffle_seed=3"))), { name: "classic" });
  assert.equal(scheme(groupOf(people("seed=1..9", "training.shuffle=true"))), null);
  assert.equal(scheme(groupWith("init: { weights: 0.5, biases: -1 }\n")), null);
});

Deno.test("there are as many lanes as trials, or as there is room for", () => {
  const group = groupOf(people("seed=1..16", "epochs=5"));
  const bytes = cardBytesOfTrial(group.variant);
  // Nine parameters, a learning rate and the 624 words of a twister; without that stream where the cores draw.
  assert.equal(bytes, 10 * 8 + 624 * 4);
  assert.equal(cardBytesOfTrial(groupWith("init: { weights: 0.5, biases: -1 }\n").variant), 10 * 8);
  // An order of its own for each, of four rows; one that all share is nothing beside the lanes.
  const shuffled = groupOf(people("seed=1..9", "training.shuffle=true"));
  assert.equal(cardBytesOfTrial(shuffled.variant), 10 * 8 + 4 * 4);
  const laneCount = (memoryBytes: number): number => {
    const lanes = cardLanes(new InterpretedCard(), group, memoryBytes);
    assert.ok(lanes.drawLanes !== undefined);
    return lanes.laneCount;
  };
  assert.ok(group.places.length > 3);
  assert.deepEqual([0, 3 * bytes, 4 * bytes - 1].map(laneCount), [1, 3, 3]);
  assert.equal(laneCount(1000 * bytes), group.places.length);
});

Deno.test("lanes that are freed give back their code and their memory, so that as many again fit", () => {
  const card = new InterpretedCard(10_000, 1 << 17);
  const group = groupOf(people("seed=1..16", "epochs=5"));
  const made = () => cardLanes(card, group, 1 << 16);
  made().free();
  const { moduleCount } = card;
  for (let time = 0; time < 20; time++) made().free();
  // What draws is the same text for all networks, and is kept.
  assert.deepEqual([moduleCount, card.moduleCount], [1, 1]);
});
