// `summary.json`: the statistics of a sweep, written and read back.
// Why read back: what is shown or compared of a sweep is in it, and it stays small where the trials take gigabytes.

import * as v from "npm:valibot@1.5.0";
import { classLabelsOf } from "../dataset/dataset.ts";
import type { JsonObject, JsonValue } from "../experiment/config.ts";
import { FORMAT_VERSION } from "../experiment/versions.ts";
import { type Distribution, QUANTILES } from "../sweep/distribution.ts";
import { LOSS_THRESHOLDS } from "../sweep/figures.ts";
import { settingsAt, type SweepPlan } from "../sweep/plan.ts";
import {
  groupsOf,
  type LabelShare,
  type NotableTrial,
  type SweepSummary,
  type TrialsSummary,
} from "../sweep/summary.ts";
import { damaged, jsonIn, memberOf, type StoredFiles, type StoredRead } from "./stored_text.ts";

/** What `summary.json` holds. */
export function summaryJson(summary: SweepSummary): JsonObject {
  const { notable } = summary;
  return {
    format: FORMAT_VERSION,
    ...trialsJson(summary),
    groups: summary.groups.map((group) => ({ settings: { ...group.settings }, ...trialsJson(group) })),
    trials_of_note: notable === null ? null : {
      best: notableJson(notable.best),
      median: notableJson(notable.median),
      worst: notableJson(notable.worst),
    },
    loss_bands: summary.bands.map(({ epoch, count, p05, p25, median, p75, p95 }) => ({
      epoch,
      count,
      p05,
      p25,
      p50: median,
      p75,
      p95,
    })),
  };
}

function trialsJson(summary: TrialsSummary): JsonObject {
  return {
    trials: summary.trialCount,
    completed: summary.trialCount - summary.divergedCount,
    diverged: summary.divergedCount,
    final_loss: distributionJson(summary.finalLoss),
    loss_under: summary.thresholds.map(({ threshold, count, share, medianEpoch }) => ({
      threshold,
      count,
      share,
      median_first_epoch: medianEpoch,
    })),
    queries: Object.fromEntries(summary.queries.map(({ name, outputs, labels }) => [name, {
      output: distributionJson(outputs?.[0] ?? null),
      labels: Object.fromEntries(labels.map(({ label, count, share }) => [label, { count, share }])),
    }])),
  };
}

function distributionJson(distribution: Distribution | null): JsonValue {
  if (distribution === null) return null;
  const { count, mean, sd, min, max, quantiles, histogram } = distribution;
  return {
    count,
    mean,
    sd,
    min,
    max,
    quantiles: Object.fromEntries(QUANTILES.map((share, index) => [quantileKey(share), quantiles[index]])),
    histogram: { from: histogram.from, to: histogram.to, counts: histogram.counts },
  };
}

function notableJson({ trial, settings, finalLoss }: NotableTrial): JsonObject {
  return { trial: trial + 1, settings: { ...settings }, final_loss: finalLoss };
}

function quantileKey(share: number): string {
  return `p${String(Math.round(share * 100)).padStart(2, "0")}`;
}

const FILE = "summary.json";

const finite = v.pipe(v.number(), v.finite());
const distributionEntries = v.nullable(v.object({
  count: finite,
  mean: finite,
  sd: finite,
  min: finite,
  max: finite,
  quantiles: v.object(Object.fromEntries(QUANTILES.map((share) => [quantileKey(share), finite]))),
  histogram: v.object({ from: finite, to: finite, counts: v.array(finite) }),
}));
const trialsEntries = {
  trials: finite,
  diverged: finite,
  final_loss: distributionEntries,
  loss_under: v.array(
    v.object({ threshold: finite, count: finite, share: finite, median_first_epoch: v.nullable(finite) }),
  ),
  // By name: read one by one, since a record of valibot leaves out names such as `constructor`.
  queries: v.unknown(),
};
const queryEntries = v.object({ output: distributionEntries, labels: v.unknown() });
const labelEntries = v.object({ count: finite, share: finite });
const notableEntries = v.object({
  trial: v.pipe(v.number(), v.integer(), v.minValue(1)),
  final_loss: finite,
});
const summaryEntries = v.object({
  ...trialsEntries,
  groups: v.array(v.object(trialsEntries)),
  trials_of_note: v.nullable(
    v.object({ best: notableEntries, median: notableEntries, worst: notableEntries }),
  ),
  loss_bands: v.array(
    v.object({
      epoch: finite,
      count: finite,
      p05: finite,
      p25: finite,
      p50: finite,
      p75: finite,
      p95: finite,
    }),
  ),
});

/** Gives the answers to a query in growing order, for those who draw them; null where they are not at hand. */
export type SortedOutputs = (query: string) => Float64Array | null;

/**
 * The statistics in `summary.json`, or what is wrong with it.
 *
 * @param plan of the sweep: trials and settings are its own, whatever the file says of them.
 */
export function readSummary(
  files: StoredFiles,
  plan: SweepPlan,
  sorted: SortedOutputs,
): StoredRead<SweepSummary> {
  const json = jsonIn(files, FILE);
  if ("problems" in json) return json;
  const parsed = v.safeParse(summaryEntries, json.ok, { abortEarly: true });
  if (!parsed.success) {
    return damaged(FILE, `${v.getDotPath(parsed.issues[0]) ?? "it"} is not as a summary has it`);
  }
  const { groups: groupsJson, trials_of_note: note, loss_bands: bands, ...trials } = parsed.output;
  const groups = groupsOf(plan);
  const isOfPlan = [trials, ...groupsJson].every((one) => isOfExperiment(one, plan)) &&
    trials.trials === plan.trialCount && groups.length === groupsJson.length &&
    Object.values(note ?? {}).every(({ trial }) => trial <= plan.trialCount);
  if (!isOfPlan) return damaged(FILE, "it is not the summary of the sweep in config.json");
  const notable = ({ trial, final_loss }: v.InferOutput<typeof notableEntries>): NotableTrial => ({
    trial: trial - 1,
    settings: settingsAt(plan, trial - 1),
    finalLoss: final_loss,
  });
  return {
    ok: {
      ...trialsOf(trials, plan, sorted),
      groups: groups.map(({ settings }, index) => ({
        settings,
        ...trialsOf(groupsJson[index], plan, () => null),
      })),
      bands: bands.map(({ p50, ...band }) => ({ ...band, median: p50 })),
      notable: note === null
        ? null
        : { best: notable(note.best), median: notable(note.median), worst: notable(note.worst) },
    },
  };
}

type TrialsJson = v.InferOutput<ReturnType<typeof v.object<typeof trialsEntries>>>;

/** Whether statistics have the thresholds, queries and classes of an experiment. */
function isOfExperiment({ loss_under, queries }: TrialsJson, { experiment }: SweepPlan): boolean {
  return loss_under.length === LOSS_THRESHOLDS.length &&
    experiment.queries.every(({ name }) => queryIn(queries, name, experiment) !== null);
}

/** The statistics of a query; null where there are none that are whole. */
function queryIn(
  queries: unknown,
  name: string,
  { dataset }: SweepPlan["experiment"],
):
  | { readonly output: v.InferOutput<typeof distributionEntries>; readonly labels: readonly LabelShare[] }
  | null {
  const query = v.safeParse(queryEntries, memberOf(queries, name));
  if (!query.success) return null;
  const { output, labels } = query.output;
  const shares: LabelShare[] = [];
  for (const label of output === null ? [] : classLabelsOf(dataset.target)) {
    const share = v.safeParse(labelEntries, memberOf(labels, label));
    if (!share.success) return null;
    shares.push({ label, ...share.output });
  }
  return { output, labels: shares };
}

function trialsOf(
  { trials, diverged, final_loss, loss_under, queries }: TrialsJson,
  { experiment }: SweepPlan,
  sorted: SortedOutputs,
): TrialsSummary {
  return {
    trialCount: trials,
    divergedCount: diverged,
    finalLoss: distributionIn(final_loss, () => null),
    thresholds: loss_under.map(({ median_first_epoch, ...one }) => ({
      ...one,
      medianEpoch: median_first_epoch,
    })),
    queries: experiment.queries.map(({ name }) => {
      const { output, labels } = queryIn(queries, name, experiment)!;
      const distribution = distributionIn(output, () => sorted(name));
      return { name, outputs: distribution === null ? null : [distribution], labels };
    }),
  };
}

function distributionIn(
  json: v.InferOutput<typeof distributionEntries>,
  sorted: () => Float64Array | null,
): Distribution | null {
  if (json === null) return null;
  const { quantiles, ...rest } = json;
  return { ...rest, quantiles: QUANTILES.map((share) => quantiles[quantileKey(share)]), sorted };
}
