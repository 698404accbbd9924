// Reads a whole `trials.csv` into memory, for tests.

import { figuresOfLines, partOffsets } from "../../src/results/stored_trials.ts";
import type { StoredRead } from "../../src/results/stored_text.ts";
import type { SweepPlan } from "../../src/sweep/plan.ts";
import { FiguresInMemory } from "../../src/sweep/sweep_outcome.ts";

/** The figures of every trial, or what is wrong with the file. The pieces may end anywhere. */
export function readTrials(
  plan: SweepPlan,
  bytes: Uint8Array,
  pieceBytes = 1000,
): StoredRead<FiguresInMemory> {
  const pieces = Array.from(
    { length: Math.ceil(bytes.length / pieceBytes) },
    (_, index) => bytes.subarray(index * pieceBytes, (index + 1) * pieceBytes),
  );
  const offsets = partOffsets(plan, pieces);
  if ("problems" in offsets) return offsets;
  const figures = new FiguresInMemory(plan);
  for (let part = 0; part < plan.partCount; part++) {
    const read = figuresOfLines(plan, part, bytes.subarray(offsets.ok[part], offsets.ok[part + 1]));
    if ("problems" in read) return read;
    figures.set(part, read.ok);
  }
  return { ok: figures };
}
