// The disk under `run` goes away at some operation and stays away. Nothing is lost; when it is back, the next run mends all.

import { caseCount } from "../requirement.ts";
import { disturb } from "./campaign.ts";
import { cannotInject } from "./fault_injector.ts";
import { deathsOf, someOf } from "./fault_plan.ts";
import { SCENARIOS } from "./scenario.ts";

for (const scenario of someOf(SCENARIOS, caseCount(3, Infinity), 5)) {
  const seed = SCENARIOS.indexOf(scenario);
  Deno.test({
    name: `a disk that goes away under ${scenario.name} loses nothing and is told in a line (seed ${seed})`,
    ignore: cannotInject,
    fn: () => disturb(scenario, (operations) => someOf(deathsOf(operations, seed), 2, seed)),
  });
}
