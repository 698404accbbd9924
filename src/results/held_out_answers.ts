// What the networks of a sweep answer to the rows that each of them held out: a cross-validation row by row, as CSV, and all
// of its answers judged together.
// What must not change: a row is answered by networks that did not learn it, and judged as the rows of a single run are.

import { labelOf, type Row, type Target } from "../dataset/dataset.ts";
import { formatOf } from "../experiment/config.ts";
import { columnsOf, settingArguments } from "../report/sweep/setting_arguments.ts";
import type { Prediction } from "../run/outcome.ts";
import { classedAnswers, type RowAnswers } from "../run/row_answers.ts";
import { marksOf, marksText } from "../run/row_marks.ts";
import { scoresOfRows } from "../run/scores.ts";
import { answerShapeOf, FIGURE, outputFigure } from "../sweep/figures.ts";
import type { HeldOutRows } from "../sweep/held_out_rows.ts";
import type { PartResult } from "../sweep/part_training.ts";
import {
  combinationAt,
  indicesOfTrials,
  partRange,
  settingsAt,
  type SweepPlan,
  valueText,
} from "../sweep/plan.ts";
import { areSettingsChosen, settingOf, settingParting } from "../sweep/setting_groups.ts";
import { inWords } from "../text/number_words.ts";
import { counted } from "../text/words.ts";
import { answerColumns, uniqueNames } from "./answer_columns.ts";
import { ownCells } from "./answered_rows.ts";
import { csvLine } from "./csv_text.ts";
import { answerCells } from "./run_files.ts";

/** What one trial answers to the rows that it held out. */
export interface TrialAnswers {
  readonly rows: readonly Row[];
  /** Null where it diverged. */
  readonly answers: Omit<RowAnswers, "loss"> | null;
}

/** What the trials of a part answer to the rows that they held out, of which they were asked as queries. */
export function answersOfPart(
  heldOut: HeldOutRows,
  { part, figures }: Pick<PartResult, "part" | "figures">,
): readonly TrialAnswers[] {
  const { plan } = heldOut;
  const { dataset: { target } } = plan.experiment;
  const shape = answerShapeOf(plan.experiment);
  const { from, to } = partRange(plan, part);
  return Array.from({ length: to - from }, (_, place) => {
    const valueOf = (figure: number): number => figures[figure * (to - from) + place];
    const rows = heldOut.of(from + place);
    if (!Number.isNaN(valueOf(FIGURE.divergedAtEpoch))) return { rows, answers: null };
    const outputs = rows.map((_, query) =>
      Array.from(
        { length: shape.outputCount },
        (_, output) => valueOf(outputFigure(shape, query, output)),
      )
    );
    return { rows, answers: classedAnswers(target, rows, outputs) };
  });
}

/**
 * A line for each row that a trial held out: the trial's settings as in `trials.csv`, the row, the columns of
 * `predictions.csv`, and how near the answer comes.
 *
 * @param trials all trials of the plan, in its order.
 */
export function heldOutCsv(plan: SweepPlan, trials: readonly TrialAnswers[]): string {
  const { dataset } = plan.experiment;
  const cells = ownCells(dataset);
  const answers = answerColumns(dataset.target, formatOf(plan.experiment), null);
  const marks = marksOf(dataset.target, trials[0].rows);
  const names = [...plan.keys, "row", ...cells.names, ...answers.map(({ name }) => name)];
  const header = csvLine(uniqueNames([...names, ...marks.map(({ name }) => name)]));
  const lines = trials.flatMap((trial, index) => {
    const status = trial.answers === null ? "diverged" : "completed";
    const settings = Object.values(settingsAt(plan, index)).map(valueText);
    return predictionsOf(dataset.target, trial).map((prediction, at) => {
      const row = trial.rows[at];
      const given = marks.map((mark) => mark.of(row, prediction.outputs));
      return csvLine([
        ...[...settings, row.name, ...cells.of(row)],
        ...answerCells(answers, prediction, status),
        ...given,
      ]);
    });
  });
  return header + lines.join("");
}

/** What is answered to each row; nothing where numbers are not finite. */
function predictionsOf(
  target: Target | null,
  { rows, answers }: TrialAnswers,
): readonly Pick<Prediction, "outputs" | "label">[] {
  return rows.map((_, at) => {
    const outputs = answers?.outputs[at];
    if (outputs === undefined || !outputs.every(Number.isFinite)) return { outputs: null, label: null };
    return { outputs, label: labelOf(target, outputs) };
  });
}

/** Settings that have a line of their own; what more there are is in the table. */
const MOST_SETTINGS = 20;

/**
 * How near the answers come, all rows together, a line for each setting that was chosen:
 * `learning_rate=0.1, held out in 5 trials: 171 of 178 rows right (96.1%; always B: 39.9%), macro F1 0.961`.
 */
export function heldOutTexts(plan: SweepPlan, trials: readonly TrialAnswers[]): readonly string[] {
  const parting = areSettingsChosen(plan) ? settingParting(plan) : null;
  const bySetting = new Map<number, NonNullable<TrialAnswers["answers"]>[]>();
  let index = 0;
  for (const indices of indicesOfTrials(plan, 0, plan.trialCount)) {
    const setting = parting === null ? 0 : combinationAt(plan, parting, indices);
    const { answers } = trials[index++];
    if (answers === null) continue;
    const others = bySetting.get(setting);
    if (others === undefined) bySetting.set(setting, [answers]);
    else others.push(answers);
  }
  const names = columnsOf(plan.experiment);
  const texts = [...bySetting].slice(0, MOST_SETTINGS).map(([setting, answers]) => {
    const chosen = parting === null ? "" : `${settingArguments(settingOf(plan, setting), names)}, `;
    return `${chosen}held out in ${counted(answers.length, "trial")}: ${pooledText(plan, answers)}`;
  });
  const more = bySetting.size - texts.length;
  return more > 0 ? [...texts, `and ${counted(more, "setting")} more`] : texts;
}

/** All rows that some trials answered, judged together. */
function pooledText(
  { experiment }: SweepPlan,
  trials: readonly NonNullable<TrialAnswers["answers"]>[],
): string {
  const { target } = experiment.dataset;
  const pooled: RowAnswers = {
    rows: trials.flatMap(({ rows }) => rows),
    outputs: trials.flatMap(({ outputs }) => outputs),
    loss: NaN,
    classes: trials[0].classes === null ? null : {
      truth: trials.flatMap(({ classes }) => classes!.truth),
      answers: trials.flatMap(({ classes }) => classes!.answers),
    },
  };
  const { classes } = scoresOfRows(experiment, pooled);
  const predictions = predictionsOf(target, { rows: pooled.rows, answers: pooled });
  const figures = [
    marksText(target, pooled.rows, predictions),
    classes === null ? null : `macro F1 ${inWords(classes.macroF1)}`,
    classes?.auc == null ? null : `AUC ${inWords(classes.auc)}`,
  ];
  return figures.filter((figure) => figure !== null).join(", ");
}
