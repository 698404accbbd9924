// A sweep that is in a result folder already: its statistics, and of its trials only what is asked for.
// What must not change: nothing is believed of a folder before it is known to be of this experiment, and nothing of a file
// before it has the hash in the manifest; which a stranger may forge, so that only `verify` proves a result.

import { canonicalText, idOf } from "../experiment/config.ts";
import { MOST_QUERIES } from "../report/sweep/sweep_text.ts";
import { MOST_COUNTED } from "../report/sweep/spread_text.ts";
import { FILE_LIMITS } from "../results/file_limits.ts";
import { filesAsWritten } from "../results/line_ends.ts";
import type { Manifest, ManifestEntry } from "../results/manifest.ts";
import { PARQUET_FILE } from "../results/sha256_sums.ts";
import type { SortedFigures } from "../results/stored_summary.ts";
import { readStoredSweep, STORED_SWEEP_FILES, type StoredSweep } from "../results/stored_sweep.ts";
import { damaged, type StoredRead, UNLIKE_MANIFEST } from "../results/stored_text.ts";
import { answerFigures } from "../sweep/figures.ts";
import { growing, withoutNaN } from "../sweep/distribution.ts";
import { notableByRowsHeldOut, validationLossFigure } from "../sweep/notable_trials.ts";
import type { SweepPlan } from "../sweep/plan.ts";
import { settingCountOf } from "../sweep/setting_groups.ts";
import { summaryOf } from "../sweep/summary.ts";
import { columnOf, type SweepOutcome } from "../sweep/sweep_outcome.ts";
import { diskFolder, type FolderView } from "./folder_view.ts";
import { nativeHashOf } from "./native_hash.ts";
import { Progress, watchedFigures } from "./progress.ts";
import {
  entryWithLineFeeds,
  sizeInFolder,
  sizeOfTrials,
  TRIALS_FILE,
  TrialsFile,
  whereWhole,
} from "./trials_file.ts";

/** What of a sweep is wanted. */
export interface WantedOfSweep {
  /** The SHA-256 of the canonical text of the experiment that it must be of; null for any. */
  readonly experimentHash: string | null;
  /** Whether its answers are drawn. */
  readonly isDrawn: boolean;
  /** Answers that are asked for one by one, as `answerName` calls them. */
  readonly answers: readonly string[];
}

/** A sweep that was found. */
export interface FoundSweep extends StoredSweep {
  /** Whether the line ends of files that were read were changed, and nothing else. */
  readonly hasOtherLineEnds: boolean;
}

/**
 * The plan and the statistics of the sweep in a folder, or what is wrong with it; its trials are not looked at.
 *
 * @param sorted gives a figure of all trials in growing order, where it is at hand.
 */
export async function sweepIn(folder: FolderView, sorted?: SortedFigures): Promise<StoredRead<FoundSweep>> {
  const { files, unread } = await folder.read({ only: STORED_SWEEP_FILES });
  for (const [file, message] of unread) return damaged(file, message);
  const asWritten = filesAsWritten(files);
  const read = readStoredSweep(asWritten ?? files, sorted);
  return "problems" in read ? read : { ok: { ...read.ok, hasOtherLineEnds: asWritten !== null } };
}

/** The sweep in a folder, with what is wanted of its trials; or what is wrong with it. */
export async function foundSweep(folder: string, wanted: WantedOfSweep): Promise<StoredRead<FoundSweep>> {
  const sorted = new Map<number, Float64Array>();
  const read = await sweepIn(diskFolder(folder), (figure) => sorted.get(figure) ?? null);
  if ("problems" in read) return read;
  const { plan, manifest, summary } = read.ok;
  if (wanted.experimentHash !== null) {
    const hash = await nativeHashOf(canonicalText(plan.experiment));
    if (hash !== wanted.experimentHash) {
      return damaged("config.json", `it is that of another experiment, with the id ${idOf(hash)}`);
    }
  }
  const entry = manifest.files.get(TRIALS_FILE);
  const size = sizeOfTrials(folder);
  if ("problems" in size) return size;
  if (entry === undefined || !await isOfSize(folder, TRIALS_FILE, entry, size.ok)) {
    return damaged(TRIALS_FILE, UNLIKE_MANIFEST);
  }
  const found = { ...read.ok, hasOtherLineEnds: read.ok.hasOtherLineEnds || size.ok !== entry.bytes };
  const figures = wantedFigures(plan, wanted);
  const needsSettings = wanted.isDrawn && summary.bySetting.length === 0 &&
    plan.trialCount <= MOST_COUNTED &&
    settingCountOf(plan) > 1;
  const heldOutFigure = wanted.isDrawn ? validationLossFigure(plan) : null;
  if (figures.length === 0 && !needsSettings && heldOutFigure === null) return { ok: found };
  const trials = await TrialsFile.open(folder, plan, entry.sha256);
  if ("problems" in trials) return trials;
  return await whileReading({ plan, figures: trials.ok, bands: [] }, (outcome) => {
    const sortedOf = (figure: number) => growing(withoutNaN(columnOf(outcome, figure)));
    for (const figure of figures) sorted.set(figure, sortedOf(figure));
    if (!needsSettings) {
      const notableHeldOut = heldOutFigure === null
        ? null
        : notableByRowsHeldOut(outcome, heldOutFigure, sortedOf(heldOutFigure));
      return { ok: { ...found, summary: { ...summary, notableHeldOut } } };
    }
    // Settings that summary.json has no statistics of: those of one trial each, over several splits, and more than it holds.
    const { groups, bySetting, reach, means, notableHeldOut } = summaryOf(outcome);
    return { ok: { ...found, summary: { ...summary, groups, bySetting, reach, means, notableHeldOut } } };
  });
}

/** Reads trials, and shows how far it is meanwhile. */
async function whileReading<Result>(
  { plan, figures, bands }: SweepOutcome,
  reading: (outcome: SweepOutcome) => StoredRead<Result>,
): Promise<StoredRead<Result>> {
  const progress = new Progress({ label: "reading", total: plan.partCount });
  let count = 0;
  const watched = watchedFigures(figures, () => progress.update(Math.min(++count, plan.partCount)));
  try {
    return await whereWhole(() => reading({ plan, figures: watched, bands }));
  } finally {
    progress.end();
  }
}

/** The sweep in a folder, all of whose files are there; or what is wrong with it. */
export async function wholeSweep(folder: string, wanted: WantedOfSweep): Promise<StoredRead<FoundSweep>> {
  const found = await foundSweep(folder, wanted);
  if ("problems" in found) return found;
  const whole = await wholeFolder(folder, found.ok.manifest);
  if ("problems" in whole) return whole;
  const hasOtherLineEnds = found.ok.hasOtherLineEnds || whole.ok.hasOtherLineEnds;
  return { ok: { ...found.ok, hasOtherLineEnds } };
}

/**
 * Whether all files of a folder are there with their sizes in the manifest, or have other line ends and nothing else; or the
 * first that is not.
 *
 * Why sizes alone: it is asked whenever a finished sweep is run. `trials.parquet`, which can be added, may be away.
 */
async function wholeFolder(
  folder: string,
  { files }: Manifest,
): Promise<StoredRead<Pick<FoundSweep, "hasOtherLineEnds">>> {
  let hasOtherLineEnds = false;
  for (const [name, entry] of files) {
    if (!FILE_LIMITS.has(name) || name === PARQUET_FILE) continue;
    const size = sizeInFolder(folder, name);
    if ("problems" in size) return size;
    if (!await isOfSize(folder, name, entry, size.ok)) return damaged(name, UNLIKE_MANIFEST);
    hasOtherLineEnds ||= size.ok !== entry.bytes;
  }
  return { ok: { hasOtherLineEnds } };
}

/**
 * Whether a file has its size in the manifest, or would have it, and its hash, with LF for CR LF. Of such a file half at most is
 * line ends: one that is longer is not read, however much it holds.
 */
async function isOfSize(
  folder: string,
  name: string,
  { bytes, sha256 }: ManifestEntry,
  sizeBytes: number,
): Promise<boolean> {
  if (sizeBytes === bytes) return true;
  if (sizeBytes < bytes || sizeBytes > 2 * bytes) return false;
  const asWritten = await entryWithLineFeeds(`${folder}/${name}`);
  return asWritten.bytes === bytes && asWritten.sha256 === sha256;
}

/** The figures whose numbers are needed one by one: those that are drawn or asked for. */
function wantedFigures(plan: SweepPlan, { isDrawn, answers }: WantedOfSweep): readonly number[] {
  const drawnCount = isDrawn && plan.trialCount <= MOST_COUNTED ? MOST_QUERIES : 0;
  return answerFigures(plan.experiment)
    .filter(({ name, query }) => query < drawnCount || answers.includes(name))
    .map(({ figure }) => figure);
}
