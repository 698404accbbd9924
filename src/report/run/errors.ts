// How far off the answers are that are numbers: a picture of the error of each row, with the rows that are farthest off by name.
// Why names: a point far from the others is a row to look at, and nobody finds it in the file by its place in a picture.

import { type Residual, residualChart } from "../../chart/residual_chart.ts";
import type { Figure } from "../../document/page.ts";
import type { NumbersTarget } from "../../dataset/dataset.ts";
import type { Experiment } from "../../experiment/experiment.ts";
import { asFigure, asWritten, inFull, inWords } from "../../text/number_words.ts";
import { listed, upperFirst } from "../../text/words.ts";
import type { Judged } from "./confusion.ts";
import { rowNamer } from "./row_names.ts";

/** Columns of numbers whose errors are drawn. */
const MOST_PICTURES = 6;
/** Rows of each kind that a picture shows. */
const MOST_POINTS = 1000;
/** Points of all pictures that each say what they are: more would make the page long. */
const MOST_SAYING = 200;
/** Where there are more, those with the largest errors say so. */
const MOST_LARGE = 12;
/** Errors that the caption names. */
const MOST_NAMED = 3;

/** The error of one row. */
interface RowError extends Residual {
  readonly row: string;
  /** What the row says. */
  readonly truth: number;
}

/** The errors of each column by the answers; none without numbers. */
export function errorFigures({ dataset }: Experiment, judged: readonly Judged[]): readonly Figure[] {
  const { target } = dataset;
  if (target?.kind !== "numbers") return [];
  const columns = target.columns.slice(0, MOST_PICTURES);
  const nameOf = rowNamer(dataset);
  return columns.map((column, index): Figure => {
    const errorsOf = (kind: Judged["kind"]): readonly RowError[] => {
      const answers = judged.find((rows) => rows.kind === kind)?.answers;
      return (answers?.rows ?? []).map((row, at) => {
        const [truth, answer] = [row.targets[index], answers!.outputs[at][index]];
        return { row: nameOf(row), truth, answer, error: truth - answer };
      });
    };
    return errorFigure(column, index, judged, {
      learned: errorsOf("training"),
      heldOut: errorsOf("held-out"),
      pictureCount: columns.length,
    });
  });
}

function errorFigure(
  { name, unit }: NumbersTarget["columns"][number],
  index: number,
  judged: readonly Judged[],
  { learned, heldOut, pictureCount }: {
    readonly learned: readonly RowError[];
    readonly heldOut: readonly RowError[];
    readonly pictureCount: number;
  },
): Figure {
  const shown = [learned, heldOut].map((errors) => errors.slice(0, MOST_POINTS));
  const points = shown.flat();
  const saying = new Set(
    points.length * pictureCount <= MOST_SAYING ? points : largest(points, MOST_LARGE),
  );
  const said = (errors: readonly RowError[]): readonly Residual[] =>
    errors.map((each) => saying.has(each) ? { ...each, says: wordsOf(each) } : each);
  const squares = heldOut.length === 0 ? "" : "; squares are held-out rows";
  const cut = points.length < learned.length + heldOut.length
    ? ` The first ${inFull(MOST_POINTS)} of each are shown.`
    : "";
  return {
    id: `errors-${index + 1}`,
    caption: [
      `The error of ${name}, the target minus the answer, against the answer${squares}.${cut}` +
      largestWords(largest([...learned, ...heldOut], MOST_NAMED), unit),
    ],
    draw: (frame) =>
      residualChart({
        ...frame,
        title: `Errors of ${name} by answer`,
        description: judged.map(({ scores, kind }) => {
          const mae = scores.numbers[index]?.mae ?? null;
          return `${upperFirst(kind)} rows: mean absolute error ${asFigure(mae)}`;
        }).join("; "),
      }, { learned: said(shown[0]), heldOut: said(shown[1]), name, unit: unit ?? undefined }),
    lines: null,
  };
}

/** The rows that are farthest off, the farthest first; the first among equals. */
function largest(errors: readonly RowError[], most: number): readonly RowError[] {
  return errors.filter(({ error }) => Number.isFinite(error))
    .sort((a, b) => Math.abs(b.error) - Math.abs(a.error))
    .slice(0, most);
}

/** What a point is, where a pointer rests on it. */
function wordsOf({ row, truth, answer, error }: RowError): string {
  return `${row}: ${asWritten(truth)}, answered ${inWords(answer)}, error ${inWords(error)}`;
}

/** ` The largest errors: row 3 (−12.1 cm), …`; empty where nothing is off. */
function largestWords(errors: readonly RowError[], unit: string | null): string {
  const wrong = errors.filter(({ error }) => error !== 0);
  if (wrong.length === 0) return "";
  const names = wrong.map(({ row, error }) =>
    `${row} (${unit === null ? inWords(error) : `${inWords(error)} ${unit}`})`
  );
  return wrong.length === 1 ? ` The largest error: ${names[0]}.` : ` The largest errors: ${listed(names)}.`;
}
