// A few trials whose bytes are known: a worker trains them before it takes any part.
// What must not change: a machine on which they come out otherwise would send parts that are thrown away, so it sends none.

import { activationNames } from "../engine/rules/activation.ts";
import { optimizerNames } from "../engine/rules/optimizer.ts";
import { parseExperiment } from "../experiment/reading/parse_experiment.ts";
import { PartRequests } from "../sweep/part_requests.ts";
import type { Engine } from "../engine/row_engine.ts";
import { PartTrainer } from "../sweep/part_trainer.ts";
import { planOf } from "../sweep/plan.ts";
import { partFile } from "../threads/part_file.ts";

/** Networks with the first activations and optimizers that there are, from four starts, each with an order of its own. */
const EXPERIMENT = JSON.stringify({
  name: "golden",
  dataset: {
    features: [{ name: "x" }, { name: "y", shift: 1, scale: 2 }],
    target: { name: "class", classes: { a: 0, b: 1 } },
    rows: [
      { x: -1.25, y: 3.5, class: "a" },
      { x: 0.75, y: -2, class: "b" },
      { x: 2.5, y: 1.125, class: "a" },
    ],
  },
  network: { hidden: [3, 2] },
  training: { epochs: 120, log_every: 10, shuffle: true },
  queries: [{ name: "near", x: 0.5, y: 0.5 }],
  sweep: {
    "init.seed": "1..4",
    "network.activation": activationNames.slice(0, 2),
    "training.optimizer": optimizerNames.slice(0, 3),
  },
});

/** The SHA-256 of the file of their part. */
const GOLDEN_HASH = "42668941a8566b68dae9004e8b9edcedd7634dcfbde8b1f1899cbcd4a48bfe74";

/** What differs on this machine, in words; null where each engine gives the known bytes. */
export async function goldenDifference(): Promise<string | null> {
  const plan = planOf(parseExperiment(EXPERIMENT));
  const requests = new PartRequests(plan);
  for (const engine of ["plain", "fastest", "wasm"] satisfies Engine[]) {
    const part = new PartTrainer(engine).train(requests.trials(0));
    const file = await partFile(requests.frame, new Uint8Array(32), part);
    const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", file)).toHex();
    if (hash !== GOLDEN_HASH) return `the golden trials come out otherwise here (${engine} engine, ${hash})`;
  }
  return null;
}
