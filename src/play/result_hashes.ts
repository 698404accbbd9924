// The hashes of what a run gives on a terminal: what a page compares with what others have.
// Why apart from `result_answers.ts`: they are told unasked, of every run.

import type { FileMap } from "../results/file_content.ts";
import { hashOf } from "../results/hashed_files.ts";
import { resultFiles } from "../results/result_files.ts";
import type { Outcome } from "../run/outcome.ts";
import type { EngineAnswer, HashedName } from "./engine_protocol.ts";

/** Hashes the files of a run: makes them in one turn, and hashes them in the next. */
export function* hashesInTurns(outcome: Outcome): Generator<EngineAnswer | null, void> {
  const files = resultFiles(outcome);
  yield null;
  yield { kind: "hashed", ...hashesOf(files) };
}

/** The hashes of a result folder. */
export function hashesOf(
  files: FileMap,
): { readonly manifestHash: string; readonly files: readonly HashedName[] } {
  const hashed = [...files].map(([name, content]): HashedName => [name, hashOf(content)]);
  return { manifestHash: hashed.find(([name]) => name === "manifest.json")![1], files: hashed };
}
