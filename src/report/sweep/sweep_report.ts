// The report of a sweep: how the answers are spread, how the losses fell, what came of each setting, which trials are notable.
// What must not change: the report follows from the outcome alone, however many workers trained it.

import { folderOf } from "../../experiment/config.ts";
import { type SweptKey, valueAt, valueCount } from "../../experiment/experiment.ts";
import type { SweepSummary } from "../../sweep/summary.ts";
import type { SweepOutcome } from "../../sweep/sweep_outcome.ts";
import { itemTable } from "../../document/item_table.ts";
import { type Block, filled, type Page, paragraph, section } from "../../document/page.ts";
import { inColumn } from "../../text/number_words.ts";
import { counted, listed, upperFirst } from "../../text/words.ts";
import { noteBlocks } from "../note_blocks.ts";
import { reproduceBlocks } from "../reproduce.ts";
import { signatureOf } from "../signature.ts";
import { askedWords } from "../run/asked.ts";
import { settingBlocks } from "./by_setting.ts";
import { hasUnlikeTrials, isCrossValidation } from "./goal_words.ts";
import { distributionBlocks } from "./distributions.ts";
import { judgedTrialBlocks } from "./judged_trials.ts";
import { lossUnitWords } from "./loss_unit.ts";
import { sweepLossBlocks } from "./sweep_losses.ts";
import { columnsOf, keyName, settingArguments, valueWords } from "./setting_arguments.ts";
import { type ToldTrial, toldTrials } from "./told_trials.ts";
import { notesOnSweep } from "./sweep_notes.ts";

/**
 * The report of a sweep, to be rendered as HTML or Markdown.
 *
 * @param experimentHash the SHA-256 of the experiment's canonical text.
 */
export function sweepReport(
  outcome: SweepOutcome,
  summary: SweepSummary,
  experimentHash: string,
): Page {
  const { plan } = outcome;
  const { experiment } = plan;
  const unit = lossUnitWords(plan);
  const answers = distributionBlocks(experiment, summary);
  const settings = section("settings", "Setting by setting", settingBlocks(outcome, summary));
  const judged = section("judged", "Were they any good?", judgedTrialBlocks(plan, summary));
  const learning = section("learning", "How the trials learned", sweepLossBlocks(experiment, summary));
  // Answers of trials that are unlike each other say little together: what each setting reaches comes first.
  const pooled = paragraph(
    `The answers of all settings together, ${
      counted(summary.trialCount, "trial")
    } that are unlike each other.`,
  );
  const alike = section("answers", "Answers", answers);
  const sections = [
    ...(hasUnlikeTrials(plan)
      ? [settings, judged, learning, section("answers", "Answers", [pooled, ...answers])]
      : isCrossValidation(plan)
      ? [judged, alike, learning, settings]
      : [alike, judged, learning, settings]),
    section("trials", "Notable trials", notableBlocks(outcome, summary, experimentHash)),
    section("again", "How to reproduce it", reproduceBlocks(experiment, experimentHash)),
  ];
  return {
    kind: `A sweep of ${counted(summary.trialCount, "trial")}`,
    title: experiment.name,
    description: experiment.description,
    blocks: [
      ...divergedBlocks(summary),
      ...noteBlocks(notesOnSweep(experiment, summary)),
      paragraph(sweptSentence(outcome)),
      paragraph(`${askedWords(experiment, plan.keys)}${unit === null ? "" : ` ${upperFirst(unit)}.`}`),
      ...filled(sections),
    ],
    ...signatureOf(experiment),
  };
}

function divergedBlocks({ divergedCount, trialCount }: SweepSummary): readonly Block[] {
  if (divergedCount === 0) return [];
  const those = divergedCount === trialCount
    ? "there is no trained network and no answer"
    : "they have no final loss and no answer, but count in every share of all trials, and in the loss by epoch as long as they had one";
  return [{
    kind: "alert",
    words: [
      { strong: `${divergedCount} of ${counted(trialCount, "trial")} diverged` },
      `: their loss was no longer a finite number; ${those}.`,
    ],
  }];
}

function sweptSentence({ plan }: SweepOutcome): string {
  const columns = columnsOf(plan.experiment);
  const axes = plan.axes.map((axis) => axis.map((swept) => sweptWords(swept, columns)).join(" with "));
  const many = axes.length > 1 ? "one for every combination of" : "one for every";
  return `${counted(plan.trialCount, "trial")}, ${many} ${listed(axes)}.`;
}

function sweptWords({ key, values }: SweptKey, columns: readonly string[]): string {
  const count = valueCount(values);
  const name = keyName(key, columns);
  if (values.kind === "range") return `${name} from ${values.from} to ${values.to}`;
  const all = Array.from({ length: count }, (_, index) => valueWords(valueAt(values, index)));
  if (count <= 8) return `${name} of ${listed(all)}`;
  return `${name} of ${count} values from ${all[0]} to ${all[count - 1]}`;
}

function notableBlocks(
  { plan }: SweepOutcome,
  summary: SweepSummary,
  experimentHash: string,
): readonly Block[] {
  const { experiment } = plan;
  const told = toldTrials(plan, summary);
  if (told === null) return [];
  const { loss, areEqual, trials } = told;
  const folder = `results/${folderOf(experiment, experimentHash)}`;
  const losses = inColumn(trials.map((trial) => trial.loss), 4);
  const luckyBest = summary.notableHeldOut === null || trials.length === 1
    ? ""
    : " The best of many was lucky as well: its figures on these rows are slightly optimistic.";
  const words = ({ settings }: ToldTrial): string => settingArguments(settings, columnsOf(experiment));
  return [
    itemTable(
      [
        areEqual
          ? `The first of the trials, which have the same ${loss}.`
          : `The trials with the smallest, the middle and the largest ${loss}.${luckyBest}`,
      ],
      trials,
      ({ text, number }) => [
        text("which", ({ name }) => name),
        number("trial", ({ trial }) => String(trial + 1)),
        number(loss, (_, index) => losses[index]),
        text("settings", words),
      ],
    ),
    {
      kind: "commands",
      lines: trials.map((trial) => [
        `deno task run ${folder}/config.json ${words(trial)}`,
        `the ${trial.name} trial alone, with its own report`,
      ]),
    },
  ];
}
