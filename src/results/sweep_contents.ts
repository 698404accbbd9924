// What a sweep's result folder holds, but for the manifest: the same bytes, however many workers trained it.
// What must not change: trials are in plan order, never in the order in which they were done.

import { configOf, type JsonObject, type JsonValue } from "../experiment/config.ts";
import { FORMAT_VERSION } from "../experiment/versions.ts";
import { type Distribution, QUANTILES } from "../sweep/distribution.ts";
import { figureCount } from "../sweep/figures.ts";
import { PartRequests } from "../sweep/part_requests.ts";
import { partRange } from "../sweep/plan.ts";
import { type NotableTrial, summaryOf, type SweepSummary, type TrialsSummary } from "../sweep/summary.ts";
import type { SweepOutcome } from "../sweep/sweep_outcome.ts";
import { htmlPage } from "../document/html_page.ts";
import { markdownPage } from "../document/markdown_page.ts";
import { sweepReport } from "../report/sweep/sweep_report.ts";
import { jsonText } from "./json_text.ts";
import { bytesOf, type FileContent, type FileMap } from "./file_content.ts";
import type { FolderContents } from "./manifest.ts";
import { trialLines, trialsHeader } from "./trials_csv.ts";

/** What may be known already when the files are made. */
export interface SweepFilesOptions {
  /** The lines of `trials.csv` by part, as workers wrote them. */
  readonly lines?: readonly Uint8Array[];
  /** The statistics, where they are worked out already. */
  readonly summary?: SweepSummary;
  /** Files beside the usual ones, such as `trials.parquet`. */
  readonly extra?: FileMap;
}

/** The contents of a sweep's folder. */
export function sweepContents(
  outcome: SweepOutcome,
  experimentHash: string,
  options: SweepFilesOptions = {},
): FolderContents {
  const { experiment } = outcome.plan;
  return { experiment, experimentHash, files: eachFile(outcome, experimentHash, options) };
}

function* eachFile(
  outcome: SweepOutcome,
  experimentHash: string,
  options: SweepFilesOptions,
): Generator<readonly [string, FileContent]> {
  const { plan } = outcome;
  const summary = options.summary ?? summaryOf(outcome);
  yield ["config.json", jsonText(configOf(plan.experiment))];
  yield ["trials.csv", [bytesOf(trialsHeader(plan)), ...options.lines ?? linesOf(outcome)]];
  yield ["summary.json", jsonText(summaryJson(summary))];
  const report = sweepReport(outcome, summary, experimentHash);
  yield ["report.md", markdownPage(report)];
  yield ["report.html", htmlPage(report)];
  yield* options.extra ?? [];
}

function linesOf({ plan, figures }: SweepOutcome): readonly Uint8Array[] {
  const requests = new PartRequests(plan);
  const width = figureCount(plan.experiment.queries.length);
  return Array.from({ length: plan.partCount }, (_, part) => {
    const { from, to } = partRange(plan, part);
    return bytesOf(trialLines(requests.trials(part), figures.subarray(from * width, to * width)));
  });
}

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
      output: distributionJson(outputs),
      labels: Object.fromEntries(labels.map(({ label, count, share }) => [label, { count, share }])),
    }])),
  };
}

function distributionJson(distribution: Distribution | null): JsonValue {
  if (distribution === null) return null;
  const { count, mean, sd, min, max, quantiles, histogram } = distribution;
  const quantileName = (share: number): string => `p${String(Math.round(share * 100)).padStart(2, "0")}`;
  return {
    count,
    mean,
    sd,
    min,
    max,
    quantiles: Object.fromEntries(QUANTILES.map((share, index) => [quantileName(share), quantiles[index]])),
    histogram: { from: histogram.from, to: histogram.to, counts: histogram.counts },
  };
}

function notableJson({ trial, settings, finalLoss }: NotableTrial): JsonObject {
  return { trial: trial + 1, settings: { ...settings }, final_loss: finalLoss };
}
