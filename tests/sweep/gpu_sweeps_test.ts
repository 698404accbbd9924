// Sweeps whose trials a card would train: the figures and bins of the plain trainer, for every kind of sweep.

import assert from "node:assert/strict";
import { GpuLanes } from "../../src/engine/gpu/gpu_lanes.ts";
import type { GpuForm } from "../../src/engine/gpu/gpu_network.ts";
import { learningOf } from "../../src/engine/learning.ts";
import { schemeOnCard } from "../../src/sweep/card_lanes.ts";
import { isDense } from "../../src/engine/topology.ts";
import { rowCountOfGroup } from "../../src/sweep/grouped_trials.ts";
import { PartRequests } from "../../src/sweep/part_requests.ts";
import { PartTrainer } from "../../src/sweep/part_trainer.ts";
import { planOf } from "../../src/sweep/plan.ts";
import { InterpretedCard } from "../engine/gpu/ptx_interpreter.ts";
import { namedSweeps } from "./sweep_cases.ts";

for (const [index, { name, experiment }] of namedSweeps.entries()) {
  Deno.test(`a card gives the plain trainer's figures: ${name}`, () => {
    const requests = new PartRequests(planOf(experiment));
    const plain = new PartTrainer("plain").train(requests.trials(0));
    const card = new InterpretedCard();
    const denseForm: GpuForm = index % 2 === 0 ? "straight" : "loops";
    const onCard = new PartTrainer("fastest", (group) => {
      if (rowCountOfGroup(group) === 0) return null;
      const { topology, data, learning, rowForm } = group.variant;
      return new GpuLanes(card, topology, data, {
        learning: learningOf(learning),
        laneCount: Math.min(7, group.places.length),
        form: isDense(topology) ? denseForm : "loops",
        haveOwnOrders: rowForm === "lanes",
        scheme: schemeOnCard(group.variant),
      });
    }).train(requests.trials(0));
    assert.ok(onCard.figures.every((value, at) => Object.is(value, plain.figures[at])), name);
    assert.deepEqual(onCard.bins, plain.bins);
    if (name !== "no rows") assert.ok(card.runCount > 0);
  });
}
