// Was it any good? The figures of the rows that were learned beside those of the rows held out, as a table and as pictures.
// Why both: what a network says of rows that it learned tells what it could learn, and only the others what it knows.

import { calibrationChart } from "../../chart/calibration_chart.ts";
import { itemTable } from "../../document/item_table.ts";
import { type Block, type Cell, type Figure, headings, paragraph } from "../../document/page.ts";
import type { Row } from "../../dataset/dataset.ts";
import { formatOf } from "../../experiment/config.ts";
import { answersOf } from "../../run/row_answers.ts";
import type { Outcome } from "../../run/outcome.ts";
import { differIn, type Scores } from "../../run/scores.ts";
import { asFigure, inFull, inWords, NONE, percentage, withDecimals } from "../../text/number_words.ts";
import { counted, listed } from "../../text/words.ts";
import { confusionFigures, type Judged, judgedOf, MOST_CLASSES } from "./confusion.ts";
import { errorFigures } from "./errors.ts";
import { rowNamer } from "./row_names.ts";

/** Wrong rows that are named. */
const MOST_NAMED = 12;

/** The section's blocks; none where the results are of format 1, or there is nothing to judge. */
export function judgedBlocks(outcome: Outcome): readonly Block[] {
  const answers = answersOf(outcome);
  if (formatOf(outcome.experiment) === 1 || answers === null) return [];
  const judged = [
    judgedOf(outcome, answers.training, "training"),
    judgedOf(outcome, answers.validation, "held-out"),
  ]
    .filter((rows) => rows !== null);
  if (judged.length === 0) return [];
  const nameOf = rowNamer(outcome.experiment.dataset);
  const figures = [
    ...judged.flatMap((rows) => confusionFigures(rows)),
    ...calibrationFigures(judged[judged.length - 1]),
    ...errorFigures(outcome.experiment, judged),
  ];
  return [
    ...judged.flatMap((rows) => wrongBlocks(rows, judged.length === 1 ? "" : `${rows.kind} `, nameOf)),
    scoresTable(judged, judged.length > 1 && outcome.experiment.training.stop !== null),
    ...classTables(judged[judged.length - 1]),
    ...(figures.length === 0 ? [] : [{ kind: "figures" as const, figures }]),
  ];
}

/** How many rows are answered rightly, and which are not. */
function wrongBlocks(
  { answers: { rows, classes } }: Judged,
  kind: string,
  nameOf: (row: Row) => string,
): readonly Block[] {
  if (classes === null) return [];
  const wrong = rows.filter((_, row) => classes.truth[row] !== classes.answers[row]);
  const right = rows.length - wrong.length;
  const names = wrong.length === 0 ? "" : ` Wrong: ${listed(wrong.map(nameOf), MOST_NAMED)}.`;
  const share = `${inFull(right)} of ${counted(rows.length, `${kind}row`)}`;
  return [
    paragraph(`The network gets ${share} right (${percentage(right / rows.length)}).${names}`),
  ];
}

/** Rows that decide when a training ends are no fair judges of it. */
const CHOSEN_BY_THEM =
  " With training.stop the held-out rows choose the epoch, so their scores are slightly optimistic.";

/**
 * Every score of all answers together, a column a kind of rows.
 *
 * @param isChosen whether the rows held out chose where training ended.
 */
function scoresTable(judged: readonly Judged[], isChosen: boolean): Block {
  const line = (name: string, of: (scores: Scores, rows: Judged) => Cell): readonly (readonly Cell[])[] => {
    const cells = judged.map((rows) => of(rows.scores, rows));
    return cells.every((cell) => cell === NONE) ? [] : [[name, ...cells]];
  };
  const share = (value: number | null | undefined): string => value == null ? NONE : percentage(value);
  const names = judged[0].scores.numbers.map(({ name }) => name);
  const of = (name: string): string => names.length === 1 ? "" : ` of ${name}`;
  return {
    kind: "table",
    caption: [
      `How good the answers are; evaluation.json has every digit.${isChosen ? CHOSEN_BY_THEM : ""}`,
    ],
    columns: [
      ...headings("text", "score"),
      ...headings("number", ...judged.map(({ kind }) => `${kind} rows`)),
    ],
    rows: [
      ...line("rows", ({ rowCount }) => inFull(rowCount)),
      ...line("loss", ({ loss }) => asFigure(loss)),
      ...line("accuracy", ({ classes }) => share(classes?.accuracy)),
      ...line("macro F1", ({ classes }) => asFigure(classes?.macroF1)),
      ...line("log loss", ({ classes }) => asFigure(classes?.logLoss)),
      ...line("AUC", ({ classes }) => asFigure(classes?.auc)),
      ...names.flatMap((name, index) => [
        ...line(`mean squared error${of(name)}`, ({ numbers }) => asFigure(numbers[index]?.mse)),
        ...line(`mean absolute error${of(name)}`, ({ numbers }) => asFigure(numbers[index]?.mae)),
        ...line(
          `R²${of(name)}`,
          ({ numbers }, rows) => asFigure(differIn(rows.answers, index) ? numbers[index]?.r2 : null),
        ),
      ]),
    ],
  };
}

/** Precision, recall and F1 of each class. */
function classTables({ scores: { classes }, kind }: Judged): readonly Block[] {
  if (classes === null || classes.labels.length > MOST_CLASSES) return [];
  const caption =
    `The classes of the ${kind} rows: precision is the share of a class's answers that are right, recall the ` +
    "share of its rows that are found, F1 their harmonic mean.";
  const table = itemTable([caption], classes.scores, ({ text, number }) => [
    text("class", (_, index) => classes.labels[index]),
    number("rows", ({ support }) => inFull(support)),
    number("precision", ({ precision }) => withDecimals(precision, 3)),
    number("recall", ({ recall }) => withDecimals(recall, 3)),
    number("F1", ({ f1 }) => withDecimals(f1, 3)),
  ]);
  return [table];
}

function calibrationFigures({ scores: { classes }, kind }: Judged): readonly Figure[] {
  if (classes === null || classes.calibration === null) return [];
  const label = classes.labels[1];
  const points = classes.calibration.filter(({ count }) => count > 0)
    .map(({ count, meanProbability, shareOf1 }) => ({ count, meanProbability, share: shareOf1 }));
  const title = `How often the answer ${label} came true, by its probability`;
  const description = points.map(({ count, meanProbability, share }) =>
    `${inWords(meanProbability)}: ${percentage(share)} of ${counted(count, "row")}`
  ).join("; ");
  return [{
    id: "calibration",
    caption: [
      `The share of ${kind} rows that are ${label}, by the probability that the network gave ${label}: in ten bins, ` +
      "larger circles for more rows. On the dashed line the probabilities are exact.",
    ],
    draw: (frame) => calibrationChart({ ...frame, title, description }, { points, label }),
    lines: () => [
      "probability  share  rows",
      ...points.map(({ count, meanProbability, share }) =>
        `${withDecimals(meanProbability, 3).padStart(11)}  ${withDecimals(share, 3)}  ${inFull(count)}`
      ),
    ],
  }];
}
