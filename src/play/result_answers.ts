// What the engine answers about results: their files, and whether stored ones come out again.
// Why apart: most visits ask for none of it; see `rare_answers.ts`. Files are those of the terminal, byte for byte.

import { folderOf } from "../experiment/config.ts";
import type { Experiment } from "../experiment/experiment.ts";
import { experimentHash } from "../experiment/experiment_id.ts";
import type { FileMap } from "../results/file_content.ts";
import { hashOf } from "../results/hashed_files.ts";
import { resultFiles } from "../results/result_files.ts";
import { zipOf } from "../results/zip_archive.ts";
import { verificationText } from "../verify/verification_text.ts";
import { planVerification } from "../verify/verification_plan.ts";
import { concludeVerification } from "../verify/verify.ts";
import type { EngineAnswer, EngineRequest } from "./engine_protocol.ts";
import { madeFiles } from "./made_files.ts";
import { hashesOf } from "./result_hashes.ts";
import { StandingRun } from "./standing_run.ts";
import { trainedInSlices } from "./training_slices.ts";

/** Columns of a verification's text. */
const TEXT_COLUMNS = 100;

/** Makes the result folder of an experiment, and trains what it needs for it. */
export function* filesInTurns(
  experiment: Experiment,
  run: StandingRun,
  sliceMs: number,
): Generator<EngineAnswer | null, void> {
  const files = yield* made(experiment, run, "files", sliceMs);
  const folder = folderOf(experiment, experimentHash(experiment));
  const zip = zipOf(files, folder.split("/")[1]);
  yield { kind: "files", zip, zipHash: hashOf(zip), folder, ...hashesOf(files) };
}

/** Makes the files of a result folder again, and compares. */
export function* verifiedInTurns(
  { files, folderName }: Extract<EngineRequest, { readonly kind: "verify" }>,
  sliceMs: number,
): Generator<EngineAnswer | null, void> {
  const plan = planVerification(files, { folderName });
  const again = plan.experiment === null
    ? null
    : yield* made(plan.experiment, new StandingRun(plan.experiment), "verify", sliceMs);
  const verification = concludeVerification(plan, again);
  const emphasize = (_style: unknown, words: string): string => words;
  const options = { columns: TEXT_COLUMNS, emphasize };
  yield {
    kind: "verified",
    verification,
    text: verificationText(folderName ?? "the folder", verification, options),
  };
}

/** The files of a run, or of a sweep, part after part. */
function* made(
  experiment: Experiment,
  run: StandingRun,
  what: "files" | "verify",
  sliceMs: number,
): Generator<EngineAnswer | null, FileMap> {
  if (experiment.sweep === null) {
    yield* trainedInSlices(run, what, sliceMs);
    return resultFiles(run.outcome!);
  }
  const making = madeFiles(experiment);
  for (let step = making.next();; step = making.next()) {
    if (step.done) return step.value;
    yield { kind: "underway", what, ...step.value, unit: "trials" };
  }
}
