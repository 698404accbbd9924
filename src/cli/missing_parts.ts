// What `--only-merge` says of a sweep whose parts are not all there.
// Why trials and not only parts: a shard that is missing is known by them, and by them it is trained again.

import type { PartsMissing } from "../host/sweep_runner.ts";
import { paintError, printMessage } from "../host/terminal.ts";
import type { SweepPlan } from "../sweep/plan.ts";
import { rangesOf, trialsOfParts } from "../sweep/shard.ts";
import { wordsOfRange } from "./sweep_ranges.ts";

/** Ranges that are listed. */
const MOST_RANGES = 20;

/** Says which parts are missing. */
export function printMissing(plan: SweepPlan, { parts, damagedCount }: PartsMissing): void {
  const damaged = damagedCount === 0 ? "" : `, ${damagedCount} of them damaged`;
  const count = `${parts.length} of ${plan.partCount} parts are missing${damaged}`;
  printMessage(`${paintError("red", "error")}: the sweep cannot be put together: ${count}\n`);
  const ranges = rangesOf(parts);
  for (const range of ranges.slice(0, MOST_RANGES)) {
    printMessage(
      `  ${wordsOfRange("part", range, 0)}: ${wordsOfRange("trial", trialsOfParts(plan, range), 1)}\n`,
    );
  }
  if (ranges.length > MOST_RANGES) printMessage(`  and ${ranges.length - MOST_RANGES} more ranges\n`);
  printMessage("  the same command without --only-merge trains them\n");
}
