// File operations of `run` fail, one at a time, with errors of all kinds. That is exit code 3 and one line, or no matter.

import { caseCount } from "../requirement.ts";
import { disturb } from "./campaign.ts";
import { cannotInject } from "./fault_injector.ts";
import { failuresOf, someOf } from "./fault_plan.ts";
import { SCENARIOS } from "./scenario.ts";

for (const [seed, scenario] of SCENARIOS.entries()) {
  Deno.test({
    name: `a failing file operation of ${scenario.name} loses nothing and is told in a line (seed ${seed})`,
    ignore: cannotInject,
    fn: () => disturb(scenario, (operations) => someOf(failuresOf(operations, seed), caseCount(3, 4), seed)),
  });
}
