// How near an answer comes to what its row says: right or wrong, or how far off each number is; and of many rows in a line.
// What must not change: a row that does not say what it is has no mark and counts for nothing.

import { answeredClassOf, classLabelsOf, classOf, type Target } from "../dataset/dataset.ts";
import { mostFrequent } from "../judging/most_frequent.ts";
import { inWords } from "../text/number_words.ts";
import { clip } from "../text/visible_text.ts";
import { counted } from "../text/words.ts";
import type { Prediction } from "./outcome.ts";
import { differIn, numbersScores } from "./scores.ts";
import { rightText } from "./verdict_words.ts";

/** What rows may be known to have in the columns of the target; null where nothing is known. */
export interface Known {
  /** As those of a row: the number of each column, the value of a coded class, or the index of a class. */
  readonly targets: readonly (number | null)[];
}

/** A mark that rows are given. */
export interface Mark {
  /** `right`; `error`, or with several numbers `price.error`. */
  readonly name: string;
  /** The mark of a row: 1 for right and 0 for wrong, or what the row says minus the answer; null where there is none. */
  readonly of: (row: Known, outputs: Prediction["outputs"]) => number | null;
}

/**
 * The marks of rows of which some say what they are: one with classes, one a column of numbers in which there is anything.
 *
 * @example
 * ```ts
 * const price = { name: "price", unit: "EUR", shift: 0, scale: 1 } as const;
 * const [error] = marksOf({ kind: "numbers", columns: [price] }, [{ targets: [250] }]);
 * if (error.name !== "error" || error.of({ targets: [250] }, [240]) !== 10) throw new Error("wrong");
 * ```
 */
export function marksOf(target: Target | null, rows: readonly Known[]): readonly Mark[] {
  if (target === null) return [];
  const isKnown = (index: number): boolean => rows.some(({ targets }) => targets[index] !== null);
  if (target.kind !== "numbers") return isKnown(0) ? [rightMark(target)] : [];
  const { columns } = target;
  return columns.flatMap(({ name }, index): Mark[] =>
    isKnown(index) ? [errorMark(columns.length === 1 ? "error" : `${name}.error`, index)] : []
  );
}

function rightMark(target: Target): Mark {
  return {
    name: "right",
    of: ({ targets: [known] }, outputs) => {
      if (known === null) return null;
      const isRight = outputs !== null &&
        answeredClassOf(target, outputs) === classOf(target, { targets: [known] });
      return isRight ? 1 : 0;
    },
  };
}

function errorMark(name: string, index: number): Mark {
  return {
    name,
    of: ({ targets }, outputs) => {
      const known = targets[index];
      return known === null || outputs === null ? null : known - outputs[index];
    },
  };
}

/**
 * The marks of many rows in words: `45 of 50 rows right (90.0%; always low: 70.0%)`, `16 rows, mean absolute error 1.2 cm, R² 0.97`.
 *
 * @param answers one a row.
 * @returns null where no row says what it is.
 */
export function marksText(
  target: Target | null,
  rows: readonly Known[],
  answers: readonly Pick<Prediction, "outputs">[],
): string | null {
  if (target === null) return null;
  if (classLabelsOf(target).length > 0) return rightCountText(target, rows, answers);
  if (target.kind !== "numbers") return null;
  const texts = target.columns.flatMap((column, index) => {
    const known = rows.flatMap(({ targets }, row) => {
      const [value, outputs] = [targets[index], answers[row].outputs];
      return value === null || outputs === null ? [] : [{ value, output: outputs[index] }];
    });
    if (known.length === 0) return [];
    const marked = {
      rows: known.map(({ value }, row) => ({ name: String(row), values: [], targets: [value] })),
      outputs: known.map(({ output }) => [output]),
      loss: NaN,
      classes: null,
    };
    const [{ mae, r2 }] = numbersScores({ kind: "numbers", columns: [column] }, marked);
    const of = target.columns.length === 1 ? "" : `${clip(column.name)}: `;
    const unit = column.unit === null ? "" : ` ${column.unit}`;
    const figures = [
      `${of}${counted(known.length, "row")}`,
      ...(mae === null ? [] : [`mean absolute error ${inWords(mae)}${unit}`]),
      ...(r2 === null || !differIn(marked, 0) ? [] : [`R² ${inWords(r2)}`]),
    ];
    return [figures.join(", ")];
  });
  return texts.length === 0 ? null : texts.join("; ");
}

function rightCountText(
  target: Target,
  rows: readonly Known[],
  answers: readonly Pick<Prediction, "outputs">[],
): string | null {
  const right = rightMark(target);
  const marks = rows.map((row, index) => right.of(row, answers[index].outputs));
  const classes = rows.flatMap(({ targets: [known] }) =>
    known === null ? [] : [classOf(target, { targets: [known] })]
  );
  if (classes.length === 0) return null;
  const [label, count] = mostFrequent(classes);
  const always = { label: classLabelsOf(target)[label], count };
  return rightText({ count: classes.length }, marks.filter((mark) => mark === 1).length, always);
}
