// `summary.json` read back: the statistics of a sweep.
// Why read back: what is shown or compared of a sweep is in it, and it stays small where the trials take gigabytes.

import * as v from "npm:valibot@1.5.0";
import { classLabelsOf, outputNamesOf } from "../dataset/dataset.ts";
import { type Distribution, QUANTILES } from "../sweep/distribution.ts";
import { answerShapeOf, judgedFigure, judgedNames, namedFigures, outputFigure } from "../sweep/figures.ts";
import { type Luck, LUCK_KINDS } from "../sweep/luck.ts";
import { settingsAt, type SweepPlan } from "../sweep/plan.ts";
import { settingFiguresOfGroups } from "../sweep/setting_figures.ts";
import { areSettingsGroups, areSummarized, groupParting, groupsOf } from "../sweep/setting_groups.ts";
import type { NotableTrial } from "../sweep/notable_trials.ts";
import type { FigureLuck, GroupSummary, SweepSummary } from "../sweep/summary.ts";
import type { LabelShare, OutputSummary, TrialsSummary } from "../sweep/trial_statistics.ts";
import { damaged, jsonIn, memberOf, type StoredFiles, type StoredRead } from "./stored_text.ts";
import { quantileKey } from "./summary_json.ts";

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
  // Where it is a goal.
  all_rows_right: v.optional(v.object({ count: finite, share: finite })),
  // Where rows are held out.
  accuracy: v.optional(distributionEntries),
  validation_loss: v.optional(distributionEntries),
  validation_accuracy: v.optional(distributionEntries),
  validation_macro_f1: v.optional(distributionEntries),
  // Where trials may be stopped.
  last_epoch: v.optional(distributionEntries),
  best_epoch: v.optional(distributionEntries),
};
const queryEntries = v.object({
  output: v.optional(distributionEntries),
  outputs: v.optional(v.unknown()),
  labels: v.unknown(),
});
const labelEntries = v.object({ count: finite, share: finite });
const notableEntries = v.object({
  trial: v.pipe(v.number(), v.integer(), v.minValue(1)),
  final_loss: finite,
});
const shareEntries = v.optional(v.object({ share: finite, values: finite, keys: v.array(v.string()) }));
const luckEntries = v.object({
  share_of_variance: v.object({ start: shareEntries, order: shareEntries, split: shareEntries }),
  folds: v.nullable(v.object({
    mean: finite,
    sd: finite,
    means: v.array(v.object({ fold: finite, mean: finite })),
  })),
});
const summaryEntries = v.object({
  ...trialsEntries,
  luck: v.optional(v.object({
    final_loss: v.optional(luckEntries),
    accuracy: v.optional(luckEntries),
    validation_loss: v.optional(luckEntries),
    validation_accuracy: v.optional(luckEntries),
    validation_macro_f1: v.optional(luckEntries),
  })),
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

/** Gives a figure of all trials in growing order, for those who draw it; null where it is not at hand. */
export type SortedFigures = (figure: number) => Float64Array | null;

/**
 * The statistics in `summary.json`, or what is wrong with it.
 *
 * @param plan of the sweep: trials and settings are its own, whatever the file says of them.
 */
export function readSummary(
  files: StoredFiles,
  plan: SweepPlan,
  sorted: SortedFigures,
): StoredRead<SweepSummary> {
  const json = jsonIn(files, FILE);
  if ("problems" in json) return json;
  const parsed = v.safeParse(summaryEntries, json.ok, { abortEarly: true });
  if (!parsed.success) {
    return damaged(FILE, `${v.getDotPath(parsed.issues[0]) ?? "it"} is not as a summary has it`);
  }
  const { groups: groupsJson, trials_of_note: note, loss_bands: bands, luck, ...trials } = parsed.output;
  const planned = groupsOf(plan, groupParting(plan));
  const groups = areSummarized(planned) ? planned : [];
  const isOfPlan = [trials, ...groupsJson].every((one) => isOfExperiment(one, plan)) &&
    trials.trials === plan.trialCount && groups.length === groupsJson.length &&
    Object.values(note ?? {}).every(({ trial }) => trial <= plan.trialCount);
  if (!isOfPlan) return damaged(FILE, "it is not the summary of the sweep in config.json");
  const notable = ({ trial, final_loss }: v.InferOutput<typeof notableEntries>): NotableTrial => ({
    trial: trial - 1,
    settings: settingsAt(plan, trial - 1),
    finalLoss: final_loss,
  });
  const summaries = groups.map(({ settings }, index): GroupSummary => ({
    settings,
    ...trialsOf(groupsJson[index], plan, () => null),
  }));
  const bySetting = areSettingsGroups(plan) ? summaries : [];
  const figures = summaries.length === 0 ? null : settingFiguresOfGroups(plan, summaries);
  return {
    ok: {
      ...trialsOf(trials, plan, sorted),
      groups: summaries,
      bySetting,
      reach: figures?.reach ?? null,
      means: figures?.means ?? null,
      bands: bands.map(({ p50, ...band }) => ({ ...band, median: p50 })),
      luck: luckIn(luck ?? {}, plan),
      notable: note === null
        ? null
        : { best: notable(note.best), median: notable(note.median), worst: notable(note.worst) },
      notableHeldOut: null,
    },
  };
}

/** What of each figure was luck, in the order in which a summary has them. */
function luckIn(
  luck: NonNullable<SummaryJson["luck"]>,
  { experiment }: SweepPlan,
): readonly FigureLuck[] {
  return (["final_loss", ...judgedNames(experiment)] as const).flatMap((figure): FigureLuck[] => {
    const found = luck[figure];
    if (found === undefined) return [];
    const shares = LUCK_KINDS.flatMap((kind): Luck[] => {
      const one = found.share_of_variance[kind];
      return one === undefined ? [] : [{ kind, keys: one.keys, share: one.share, valueCount: one.values }];
    });
    const folds = found.folds === null
      ? null
      : { folds: found.folds.means, mean: found.folds.mean, sd: found.folds.sd };
    return [{ figure, shares, folds }];
  });
}

type SummaryJson = v.InferOutput<typeof summaryEntries>;

type DistributionJson = NonNullable<v.InferOutput<typeof distributionEntries>>;

type TrialsJson = v.InferOutput<ReturnType<typeof v.object<typeof trialsEntries>>>;

/** Whether statistics have the goals, queries and classes of an experiment. */
function isOfExperiment(trials: TrialsJson, { experiment }: SweepPlan): boolean {
  const { loss_under, all_rows_right, queries } = trials;
  const { allRowsRight, lossThresholds } = experiment.goals;
  return loss_under.map(({ threshold }) => threshold).join() === lossThresholds.join() &&
    (all_rows_right !== undefined) === allRowsRight &&
    namedFigures(experiment).every((name) => trials[name] !== undefined) &&
    experiment.queries.every(({ name }) => queryIn(queries, name, experiment) !== null);
}

/** The statistics of a query; null where there are none that are whole. */
function queryIn(
  queries: unknown,
  name: string,
  { dataset }: SweepPlan["experiment"],
):
  | { readonly outputs: readonly DistributionJson[] | null; readonly labels: readonly LabelShare[] }
  | null {
  const query = v.safeParse(queryEntries, memberOf(queries, name));
  if (!query.success) return null;
  const outputs = outputsIn(query.output, outputNamesOf(dataset.target));
  if (outputs === undefined) return null;
  const shares: LabelShare[] = [];
  for (const label of outputs === null ? [] : classLabelsOf(dataset.target)) {
    const share = v.safeParse(labelEntries, memberOf(query.output.labels, label));
    if (!share.success) return null;
    shares.push({ label, ...share.output });
  }
  return { outputs, labels: shares };
}

/** How the outputs of a query are spread; null where no trial has an answer, undefined where one is not whole. */
function outputsIn(
  { output, outputs }: v.InferOutput<typeof queryEntries>,
  names: readonly string[],
): readonly DistributionJson[] | null | undefined {
  if (output === null || output !== undefined && names.length === 1) return output === null ? null : [output];
  const found = names.flatMap((name) => {
    const read = v.safeParse(distributionEntries, memberOf(outputs, name));
    return read.success && read.output !== null ? [read.output] : [];
  });
  return names.length > 1 && found.length === names.length ? found : undefined;
}

function trialsOf(json: TrialsJson, { experiment }: SweepPlan, sorted: SortedFigures): TrialsSummary {
  const { trials, diverged, final_loss, loss_under, queries } = json;
  const names = outputNamesOf(experiment.dataset.target);
  const shape = answerShapeOf(experiment);
  const namedOutput = (query: number) => (json: DistributionJson, output: number): OutputSummary => ({
    name: names[output],
    ...distributionIn(json, () => sorted(outputFigure(shape, query, output))),
  });
  return {
    trialCount: trials,
    divergedCount: diverged,
    finalLoss: final_loss === null ? null : distributionIn(final_loss, () => null),
    thresholds: loss_under.map(({ median_first_epoch, ...one }) => ({
      ...one,
      medianEpoch: median_first_epoch,
    })),
    rowsRight: json.all_rows_right ?? null,
    judged: namedFigures(experiment).map((name, index) => {
      const spread = json[name] ?? null;
      const numbers = (): Float64Array | null => sorted(judgedFigure(shape, index));
      return { name, spread: spread === null ? null : distributionIn(spread, numbers) };
    }),
    queries: experiment.queries.map(({ name }, index) => {
      const { outputs, labels } = queryIn(queries, name, experiment)!;
      return { name, outputs: outputs === null ? null : outputs.map(namedOutput(index)), labels };
    }),
  };
}

function distributionIn(
  { quantiles, ...rest }: DistributionJson,
  sorted: () => Float64Array | null,
): Distribution {
  return { ...rest, quantiles: QUANTILES.map((share) => quantiles[quantileKey(share)]), sorted };
}
