// `run` is killed at every operation that changes the disk. A result is whole under its name, and the next run mends all.

import { disturb } from "./campaign.ts";
import { cannotInject } from "./fault_injector.ts";
import { killsOf, someOf } from "./fault_plan.ts";
import { SCENARIOS } from "./scenario.ts";

for (const [seed, scenario] of SCENARIOS.entries()) {
  Deno.test({
    name: `a kill at any file operation of ${scenario.name} loses nothing (seed ${seed})`,
    ignore: cannotInject,
    fn: () => disturb(scenario, (operations) => someOf(killsOf(operations), 3, seed)),
  });
}
