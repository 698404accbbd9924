// Reads and judges places that may hold a result, one after another: what cannot be read becomes a row, never an end.
// Why one for `verify` and `compare`: a result that one of them calls changed must not be a good one to the other.

import type { FolderView } from "../host/folder_view.ts";
import type { FoundPlace } from "../host/place_walk.ts";
import type { ReadFolder } from "../host/result_reader.ts";
import { isInteractive, paintError, printMessage } from "../host/terminal.ts";
import { sweepEstimateMs, trainingEstimateMs } from "../host/training_estimate.ts";
import { WorldError } from "../host/world_error.ts";
import type { Experiment } from "../experiment/experiment.ts";
import { readConfig } from "../results/stored_config.ts";
import { STORED_RUN_FILES } from "../results/stored_run.ts";
import { STORED_SWEEP_FILES } from "../results/stored_sweep.ts";
import { planOf as sweepPlanOf } from "../sweep/plan.ts";
import { type CheckedPlace, wordingHash } from "../verify/class_rows.ts";
import type { Verification } from "../verify/verification.ts";
import { planVerification, type VerificationPlan } from "../verify/verification_plan.ts";
import { concludeVerification } from "../verify/verify.ts";
import { writtenOtherwise } from "../verify/written_otherwise.ts";
import { filesAgain } from "./files_again.ts";

/** How places are judged. */
export interface CheckOptions {
  readonly workerCount: number;
  /** Time for making results again, in milliseconds; those for which none is left are judged by their hashes alone. */
  readonly budgetMs: number;
}

/** A place with what was read of it. */
export interface ReadPlace {
  readonly checked: CheckedPlace;
  /** Null where nothing was read. */
  readonly read: ReadFolder | null;
}

/** Judges places, as long as time is left by making their results again. */
export class PlaceChecker {
  #leftMs: number;

  constructor(readonly options: CheckOptions) {
    this.#leftMs = options.budgetMs;
  }

  /** Judges one place. */
  async check(place: FoundPlace): Promise<ReadPlace> {
    if (place.kind !== "result") return { checked: place, read: null };
    const { path, folder } = place;
    try {
      return await this.#checkFolder(folder);
    } catch (error) {
      if (!(error instanceof WorldError)) throw error;
      return { checked: { kind: "unreadable", path, message: error.message }, read: null };
    }
  }

  async #checkFolder(folder: FolderView): Promise<ReadPlace> {
    if (this.options.budgetMs === Infinity) return await this.#judge(folder, await folder.read(), true);
    // What decides whether it is made again fits in memory; the trials of a sweep need not.
    const part = await folder.read({ only: FILES_TO_COMPARE });
    if (!this.#mayTrain(planOf(folder, part))) return await this.#judge(folder, part, false);
    return await this.#judge(folder, await folder.read(), true);
  }

  async #judge(folder: FolderView, read: ReadFolder, isMadeAgain: boolean): Promise<ReadPlace> {
    const { path } = folder;
    const plan = planOf(folder, read);
    const verification = isMadeAgain
      ? await verifiedAgain(path, plan, this.options.workerCount)
      : concludeVerification(withManifestOf(plan, read), null);
    const config = readConfig(read.files);
    // The config as it is found says what was asked, even where it is not what judges the rest.
    const experiment: Experiment | null = "ok" in config ? config.ok : plan.experiment;
    const written = writtenOtherwise(read.files, verification, plan.experiment);
    return {
      checked: {
        kind: "result",
        path,
        verification,
        experiment,
        written,
        wordingHash: wordingHash(read.files),
      },
      read,
    };
  }

  #mayTrain({ experiment }: VerificationPlan): boolean {
    if (experiment === null) return false;
    if (this.#leftMs <= 0) return false;
    const neededMs = LEAST_MS +
      (experiment.sweep === null
        ? trainingEstimateMs(experiment)
        : sweepEstimateMs(sweepPlanOf(experiment), this.options.workerCount));
    if (neededMs > this.#leftMs) return false;
    this.#leftMs -= neededMs;
    return true;
  }
}

/** Makes a result again and judges it. */
async function verifiedAgain(
  path: string,
  plan: VerificationPlan,
  workerCount: number,
): Promise<Verification> {
  const made = await filesAgain(path, plan, workerCount);
  if (made === null) return concludeVerification(plan, null);
  return "ok" in made ? concludeVerification(plan, made.ok) : concludeVerification(plan, null, made.problems);
}

/** Says what cannot be read on standard error too, where the table goes elsewhere: a terminal shows it in the table. */
export function tellUnreadable(places: readonly CheckedPlace[]): void {
  if (isInteractive()) return;
  for (const place of places) {
    if (place.kind === "unreadable") printMessage(`${paintError("red", "error")}: ${place.message}\n`);
  }
}

/** What it takes to draw the reports of a result, at least. */
const LEAST_MS = 10;

/** The files from which results are compared. */
const FILES_TO_COMPARE = [...new Set([...STORED_RUN_FILES, ...STORED_SWEEP_FILES])];

function planOf({ path }: FolderView, { files, unread, large }: ReadFolder): VerificationPlan {
  return planVerification(files, { unread, large, folderName: path.slice(path.lastIndexOf("/") + 1) });
}

/** A plan that asks for no file but those that were read. */
function withManifestOf(plan: VerificationPlan, { files, unread, large }: ReadFolder): VerificationPlan {
  if (plan.manifest === null) return plan;
  const entries = [...plan.manifest.files].filter(([name]) =>
    files.has(name) || unread.has(name) || large.has(name) || STORED_SWEEP_FILES.includes(name) ||
    plan.manifest?.kind === "run" && STORED_RUN_FILES.includes(name)
  );
  return { ...plan, manifest: { ...plan.manifest, files: new Map(entries) } };
}
