// What each class is answered as: the confusion matrix of the rows learned, or of those held out.
// Why apart from the other figures of rows: the playground shows it with its first answer, and no other.

import { confusionChart } from "../../chart/confusion_chart.ts";
import type { Figure } from "../../document/page.ts";
import type { Outcome } from "../../run/outcome.ts";
import { answersOf, type RowAnswers } from "../../run/row_answers.ts";
import { type ClassesScores, type Scores, scoresOfRows } from "../../run/scores.ts";
import { inFull, percentage } from "../../text/number_words.ts";
import { tableLines, type TextColumn } from "../../text/text_table.ts";

/** More classes than this are not laid out as a matrix or a table. */
export const MOST_CLASSES = 12;
/** Columns of the matrix as text. */
const MATRIX_WIDTH = 100;

/** Rows of one kind: their answers, the scores of those, and what they are called. */
export interface Judged {
  readonly answers: RowAnswers;
  readonly scores: Scores;
  readonly kind: "training" | "held-out";
}

/** Rows of one kind, judged; null where there are none. */
export function judgedOf(outcome: Outcome, answers: RowAnswers | null, kind: Judged["kind"]): Judged | null {
  return answers === null ? null : { answers, scores: scoresOfRows(outcome.experiment, answers), kind };
}

/**
 * What each class is answered as, for the rows that tell most: those held out, or where there are none those learned; null
 * without classes, and where there are too many of them.
 */
export function confusionFigureOf(outcome: Outcome): Figure | null {
  const answers = answersOf(outcome);
  if (answers === null) return null;
  const judged = judgedOf(outcome, answers.validation, "held-out") ??
    judgedOf(outcome, answers.training, "training");
  return judged === null ? null : confusionFigures(judged)[0] ?? null;
}

/** The matrix of some rows; none without classes, and where there are too many of them. */
export function confusionFigures({ scores: { classes }, kind }: Judged): readonly Figure[] {
  if (classes === null || classes.labels.length > MOST_CLASSES) return [];
  const { labels, confusion } = classes;
  const id = `confusion-${kind}`;
  const title = `Answers to the ${kind} rows, by class`;
  const description = `${
    percentage(classes.accuracy)
  } of the rows lie on the diagonal, where the answer is right`;
  return [{
    id,
    caption: [`The ${kind} rows: a line for each class, a column for each answer. The diagonal is right.`],
    draw: (frame) => confusionChart({ ...frame, title, description }, { labels, counts: confusion }),
    lines: () => matrixLines(classes),
  }];
}

/** The matrix as a table of text. */
function matrixLines({ labels, confusion }: ClassesScores): readonly string[] {
  const columns: readonly TextColumn[] = [
    { heading: "is", align: "left", texts: labels },
    ...labels.map((label, answer): TextColumn => ({
      heading: `answered ${label}`,
      align: "right",
      texts: confusion.map((line) => inFull(line[answer])),
    })),
  ];
  return tableLines(columns, MATRIX_WIDTH, null) ??
    confusion.map((line, truth) => `${labels[truth]}: ${line.join(" ")}`);
}
