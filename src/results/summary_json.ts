// `summary.json`: the statistics of a sweep, which `stored_summary.ts` reads back.
// What must not change: it is the same bytes whoever trained the trials, and in whatever order.

import { formatOf, type JsonObject, type JsonValue } from "../experiment/config.ts";
import type { Experiment } from "../experiment/experiment.ts";
import { type Distribution, QUANTILES } from "../sweep/distribution.ts";
import { judgedNames } from "../sweep/figures.ts";
import { areSummarized } from "../sweep/setting_groups.ts";
import type { NotableTrial } from "../sweep/notable_trials.ts";
import type { FigureLuck, SweepSummary } from "../sweep/summary.ts";
import type { OutputSummary, TrialsSummary } from "../sweep/trial_statistics.ts";

/** What `summary.json` holds. */
export function summaryJson(experiment: Experiment, summary: SweepSummary): JsonObject {
  const { notable } = summary;
  const groups = areSummarized(summary.groups) ? summary.groups : [];
  return {
    format: formatOf(experiment),
    ...trialsJson(summary),
    ...(judgedNames(experiment).length === 0 ? {} : { luck: Object.fromEntries(summary.luck.map(luckJson)) }),
    groups: groups.map((group) => ({ settings: { ...group.settings }, ...trialsJson(group) })),
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
    ...(summary.rowsRight === null ? {} : { all_rows_right: { ...summary.rowsRight } }),
    ...Object.fromEntries(summary.judged.map(({ name, spread }) => [name, distributionJson(spread)])),
    queries: Object.fromEntries(summary.queries.map(({ name, outputs, labels }) => [name, {
      ...outputsJson(outputs),
      labels: Object.fromEntries(labels.map(({ label, count, share }) => [label, { count, share }])),
    }])),
  };
}

/** Of a figure by its name: the share of the variance that goes with each kind of chance, and how the folds differ. */
function luckJson({ figure, shares, folds }: FigureLuck): readonly [string, JsonObject] {
  return [figure, {
    share_of_variance: Object.fromEntries(
      shares.map(({ kind, keys, share, valueCount }) => [kind, { share, values: valueCount, keys }]),
    ),
    folds: folds === null ? null : {
      mean: folds.mean,
      sd: folds.sd,
      means: folds.folds.map(({ fold, mean }) => ({ fold, mean })),
    },
  }];
}

/** `output` alone, or `outputs` by their names where there are several. */
function outputsJson(outputs: readonly OutputSummary[] | null): JsonObject {
  if (outputs !== null && outputs.length > 1) {
    return { outputs: Object.fromEntries(outputs.map((output) => [output.name, distributionJson(output)])) };
  }
  return { output: distributionJson(outputs === null ? null : outputs[0]) };
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

/** The key of a quantile: p05. */
export function quantileKey(share: number): string {
  return `p${String(Math.round(share * 100)).padStart(2, "0")}`;
}
