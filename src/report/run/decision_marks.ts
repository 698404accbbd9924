// The rows and queries in the picture of a network's answers, and the caption that says what they are.
// Why together: a shape that the caption does not name means nothing, and a line that is not there must not be explained.

import type { MapMark } from "../../chart/map_marks.ts";
import type { Outcome } from "../../run/outcome.ts";
import { counted, listed, withUnit } from "../../text/words.ts";
import type { FeaturePlane } from "./feature_plane.ts";
import { type OutputSpan, shareOf } from "./output_span.ts";

/** More rows than this are not all marked: every k-th is. */
const MOST_MARKED_ROWS = 250;

/**
 * Rows, every k-th where there are many, then queries.
 *
 * @param positionOf where a mark is, by its features' values and its height: a row's target, a query's output.
 */
export function decisionMarks(
  { experiment, predictions }: Outcome,
  span: OutputSpan,
  positionOf: (values: readonly number[], height: number) => { readonly x: number; readonly y: number },
): readonly MapMark[] {
  const { rows } = experiment.dataset;
  const every = Math.max(1, Math.ceil(rows.length / MOST_MARKED_ROWS));
  return [
    ...rows.filter((_, index) => index % every === 0).map(({ name, values, targets }): MapMark => ({
      kind: "row",
      label: name,
      ...positionOf(values, targets[0]),
      target: shareOf(span, targets[0]),
    })),
    ...predictions.slice(0, MOST_MARKED_ROWS).map(({ name, values, outputs }): MapMark => ({
      kind: "query",
      label: name,
      ...positionOf(values, outputs?.[0] ?? NaN),
    })),
  ];
}

/** What the map or the curve shows, in sentences. */
export function decisionCaption(
  outcome: Outcome,
  { featureIndices }: FeaturePlane,
  span: OutputSpan,
): readonly string[] {
  const { features, experiment, predictions } = outcome;
  const { rows } = experiment.dataset;
  const isMap = featureIndices.length === 2;
  const names = featureIndices.map((index) => withUnit(features[index].name, features[index].unit));
  const sentences = [`What the network answers for every ${listed(names)}.`];
  if (span.boundaries.length > 0) {
    sentences.push(
      isMap ? "The line is where the answer changes." : "The answer changes at the dashed line.",
    );
  }
  sentences.push(...markSentences(rows.length, predictions.length, span, isMap));
  const others = features.length - featureIndices.length;
  if (others > 0) {
    sentences.push(
      `Of ${features.length} features these two move the output most; ` +
        (others === 1 ? "the other is held at its mean." : `the other ${others} are held at their means.`),
    );
  }
  return [sentences.join(" ")];
}

function markSentences(
  rowCount: number,
  queryCount: number,
  { answers }: OutputSpan,
  isMap: boolean,
): readonly string[] {
  const [below, above] = answers;
  const sentences: string[] = [];
  if (rowCount > 0) {
    const shapes = below === ""
      ? "Squares and circles are rows with a low and a high target"
      : `Squares are rows of ${below}, circles of ${above}`;
    sentences.push(
      `${isMap ? shapes : "Circles are rows, at the height of their target"}${
        queryCount > 0 ? "; diamonds are queries" : ""
      }.`,
    );
  } else if (queryCount > 0) {
    sentences.push("Diamonds are queries.");
  }
  const every = Math.ceil(rowCount / MOST_MARKED_ROWS);
  if (every > 1) sentences.push(`Of ${counted(rowCount, "row")} one in ${every} is marked.`);
  return sentences;
}
