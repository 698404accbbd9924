// Judges the files that `export` writes beside a run: they are no part of it, and can be made again as it can.
// What must not change: one that is not byte for byte what the export gives is an extra file like any other.

import { fileBeside } from "../export/file_beside.ts";
import { bytesOf, type FileMap } from "../results/file_content.ts";
import { FILES_BESIDE } from "../results/file_limits.ts";
import { hashOf } from "../results/hashed_files.ts";
import { withLineFeeds, withOtherLineEnds } from "../results/line_ends.ts";
import { readStoredRun, STORED_RUN_FILES } from "../results/stored_run.ts";
import type { Outcome } from "../run/outcome.ts";
import { firstDifference, firstDifferentByte } from "./first_difference.ts";
import { AS_EXPORTED, LINE_ENDS_NOTE, NOT_AS_EXPORTED } from "./sentences.ts";
import type { FileCheck } from "./verification.ts";
import type { VerificationPlan } from "./verification_plan.ts";

/**
 * The findings about those of some files that may lie beside a run, by name.
 *
 * @param names of files that are no part of the result.
 * @param made the files as the plan's experiment makes them; where they were not made again, nothing is found.
 */
export function checkBeside(
  names: readonly string[],
  plan: VerificationPlan,
  made: FileMap | null,
): ReadonlyMap<string, FileCheck> {
  const beside = names.filter((name) => FILES_BESIDE.includes(name) && plan.files.has(name));
  const outcome = made === null || beside.length === 0 ? null : outcomeOf(plan, made);
  if (outcome === null) return new Map();
  return new Map(beside.map((name) => [name, checkFileBeside(name, plan.files.get(name)!, outcome)]));
}

/** The finding about one file beside a run. */
export function checkFileBeside(name: string, stored: Uint8Array, outcome: Outcome): FileCheck {
  const asWritten = withLineFeeds(stored);
  const read = fileBeside(name, asWritten, outcome);
  const base = { name, by: null, sizeBytes: stored.length, wantedBytes: null, difference: null } as const;
  if ("problems" in read) return { ...base, verdict: "extra", notes: [NOT_AS_EXPORTED, ...read.problems] };
  const wanted = bytesOf(read.ok);
  const check = { ...base, by: "bytes", wantedBytes: wanted.length } as const;
  if (firstDifferentByte(stored, wanted) === null) {
    return { ...check, verdict: "same", notes: [AS_EXPORTED] };
  }
  if (firstDifferentByte(asWritten, wanted) === null) {
    return { ...check, verdict: "line_ends", notes: [LINE_ENDS_NOTE] };
  }
  const difference = firstDifference(name, asWritten, wanted, outcome.experiment);
  return { ...check, verdict: "extra", difference, notes: [NOT_AS_EXPORTED] };
}

/** The run of the files as made, with the wording of the experiment that is stored; null for a sweep. */
function outcomeOf({ files, manifest }: VerificationPlan, made: FileMap): Outcome | null {
  const again = new Map<string, Uint8Array>(
    [...made].filter(([name]) => STORED_RUN_FILES.includes(name))
      .map(([name, content]) => [name, bytesOf(content)]),
  );
  const yaml = files.get("experiment.yaml");
  if (yaml !== undefined) {
    const wanted = manifest?.files.get("experiment.yaml")?.sha256;
    const asWritten = withOtherLineEnds(yaml).find((some) => hashOf(some) === wanted);
    again.set("experiment.yaml", asWritten ?? yaml);
  }
  const read = readStoredRun(again);
  return "ok" in read ? read.ok?.outcome ?? null : null;
}
