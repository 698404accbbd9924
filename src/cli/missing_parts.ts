// What `--only-merge` says of a sweep whose parts are not all there.
// Why trials and not only parts: a shard that is missing is known by them, and by them it is trained again.

import type { PartsMissing } from "../host/sweep_runner.ts";
import { paintError, printMessage } from "../host/terminal.ts";
import type { SweepPlan } from "../sweep/plan.ts";
import { rangesOf, trialsOfParts } from "../sweep/shard.ts";
import { inFull } from "../text/number_words.ts";
import { counted } from "../text/words.ts";
import { filesOfRange, wordsOfTrials } from "./sweep_ranges.ts";

/** Ranges that are listed. */
const MOST_RANGES = 20;

/** Says which parts are missing. */
export function printMissing(plan: SweepPlan, { parts, unfit }: PartsMissing): void {
  const are = parts.length === 1 ? "is" : "are";
  const count = `${inFull(parts.length)} of ${counted(plan.partCount, "part")} ${are} missing`;
  printMessage(`${paintError("red", "error")}: the sweep cannot be put together: ${count}\n`);
  if (unfit.count > 0) {
    printMessage(
      `  ${counted(unfit.count, "of them is", "of them are")} there and cannot be used: ${unfit.text}\n`,
    );
  }
  const ranges = rangesOf(parts);
  for (const range of ranges.slice(0, MOST_RANGES)) {
    printMessage(
      `  ${filesOfRange(range)}: ${wordsOfTrials(trialsOfParts(plan, range))}\n`,
    );
  }
  const more = ranges.length - MOST_RANGES;
  if (more > 0) printMessage(`  and ${counted(more, "more range")}\n`);
  printMessage("  the same command without --only-merge trains them\n");
}
