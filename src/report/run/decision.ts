// What the network answers over its features: a map of two of them, or a curve along one.
// Why of two: a plane is what paper has. Of more features those two are taken that move the output most, and the others
// stand still at their mean; the caption says so.

import type { Outcome } from "../../run/outcome.ts";
import { decisionMap, type MapAxis, sampledField } from "../../chart/decision_map.ts";
import type { MapMark } from "../../chart/map_marks.ts";
import { sparkline } from "../../chart/terminal_text.ts";
import { terminalMap } from "../../chart/terminal_map.ts";
import { responseCurve } from "../../chart/response_curve.ts";
import type { Block, Figure } from "../document/block.ts";
import { counted, inWords } from "../../text/number_words.ts";
import { withUnit } from "./answers.ts";
import { listed } from "./asked.ts";
import { axisOf, type FeaturePlane, featurePlaneOf } from "./feature_plane.ts";
import { type OutputSpan, outputSpanOf, shareOf, weightedSumFor } from "./output_span.ts";

/** More rows than this are not all marked: every k-th is. */
const mostMarkedRows = 250;

/** The map or the curve; nothing where the run diverged or there is nothing to place in it. */
export function decisionBlocks(outcome: Outcome): readonly Block[] {
  const plane = featurePlaneOf(outcome);
  if (plane === null) return [];
  const figure = plane.featureIndices.length === 1 ? curveFigure(outcome, plane) : mapFigure(outcome, plane);
  return [{ kind: "figures", figures: [figure] }];
}

function mapFigure(outcome: Outcome, plane: FeaturePlane): Figure {
  const [xIndex, yIndex] = plane.featureIndices;
  const [x, y]: readonly MapAxis[] = plane.featureIndices.map((index) => axisOf(outcome, index));
  const field = sampledField(x, y, plane.weightedSumAt, plane.grid);
  const { features, experiment } = outcome;
  const { output } = experiment.network;
  const span = outputSpanOf(experiment) ?? fieldSpan(field.values);
  const valueAt = (share: number) => weightedSumFor(output, span.low + share * (span.high - span.low));
  const marks = marksOf(outcome, span).map((mark): MapMark => ({
    ...mark,
    x: mark.values[xIndex],
    y: mark.values[yIndex],
  }));
  const names = `${features[xIndex].name} and ${features[yIndex].name}`;
  const ends = [inWords(span.low), inWords(span.high)] as const;
  const [below, above] = span.answers;
  return {
    id: "map",
    caption: captionOf(outcome, plane, crossedSpan(span, field.values, valueAt)),
    draw: (frame) =>
      decisionMap({
        ...frame,
        title: `Output by ${names}`,
        description: `Regions of the network's output, with ${
          counted(marks.length, "row or query", "rows and queries")
        }`,
      }, {
        x,
        y,
        field,
        levels: Array.from({ length: 9 }, (_, index) => valueAt((index + 1) / 10)),
        marks,
        answers: span.answers,
        ends,
        boundaries: span.boundaries.map((share) => ({ value: valueAt(share), share })),
      }),
    lines: () =>
      terminalMap({
        x,
        y,
        field,
        levels: [0.2, 0.4, 0.6, 0.8].map(valueAt),
        marks,
        answers: below === "" ? ends : [below, above],
      }),
    linesCaption: captionOf(outcome, plane, { ...span, boundaries: [] }),
  };
}

function curveFigure(outcome: Outcome, plane: FeaturePlane): Figure {
  const [index] = plane.featureIndices;
  const axis = axisOf(outcome, index);
  const span = outputSpanOf(outcome.experiment) ??
    { low: 0, high: 0, answers: ["", ""] as const, boundaries: [] };
  const points = Array.from({ length: 101 }, (_, step): readonly [number, number] => {
    const value = axis.low + (axis.high - axis.low) * (step / 100);
    return [value, plane.outputAt(value)];
  });
  const marks = marksOf(outcome, span).map((mark): MapMark => ({
    ...mark,
    x: mark.values[index],
    y: mark.height,
  }));
  return {
    id: "curve",
    caption: captionOf(outcome, plane, span),
    draw: (frame) =>
      responseCurve({
        ...frame,
        title: `Output by ${axis.name}`,
        description: `From ${inWords(points[0][1])} at ${inWords(axis.low)} to ${
          inWords(points[100][1])
        } at ${inWords(axis.high)}`,
      }, {
        x: axis,
        y: { name: "output" },
        points,
        marks,
        boundaries: span.boundaries.map((share) => span.low + share * (span.high - span.low)),
      }),
    lines: () => [
      `${inWords(points[0][1])} ${sparkline(points.map(([, output]) => output), 60)} ${
        inWords(points[100][1])
      }`,
    ],
    linesCaption: [
      `What the network answers from ${inWords(axis.low)} to ${inWords(axis.high)} ${axis.unit ?? ""}`
        .trim() + ".",
    ],
  };
}

/** Between the least and the greatest output of the map, where outputs have no bounds. */
function fieldSpan(values: ArrayLike<number>): OutputSpan {
  let [low, high] = [Infinity, -Infinity];
  for (let index = 0; index < values.length; index++) {
    if (!Number.isFinite(values[index])) continue;
    low = Math.min(low, values[index]);
    high = Math.max(high, values[index]);
  }
  if (low > high) [low, high] = [0, 1];
  return { low, high, answers: ["", ""], boundaries: [] };
}

/** A span with those boundaries that the field crosses: a line that is not there must not be explained. */
function crossedSpan(
  span: OutputSpan,
  values: ArrayLike<number>,
  valueAt: (share: number) => number,
): OutputSpan {
  let [least, most] = [Infinity, -Infinity];
  for (let index = 0; index < values.length; index++) {
    least = Math.min(least, values[index]);
    most = Math.max(most, values[index]);
  }
  const boundaries = span.boundaries.filter((share) => valueAt(share) > least && valueAt(share) <= most);
  return { ...span, boundaries };
}

interface PlacedMark extends MapMark {
  readonly values: readonly number[];
  /** A row's target, a query's output. */
  readonly height: number;
}

/** Rows, every k-th where there are many, then queries. */
function marksOf({ experiment, predictions }: Outcome, span: OutputSpan): readonly PlacedMark[] {
  const { rows } = experiment.dataset;
  const every = Math.max(1, Math.ceil(rows.length / mostMarkedRows));
  const rowMarks = rows.filter((_, index) => index % every === 0).map((
    { name, values, target },
  ): PlacedMark => ({
    kind: "row",
    label: name,
    x: 0,
    y: 0,
    values,
    height: target,
    target: shareOf(span, target),
  }));
  const queryMarks = predictions.slice(0, mostMarkedRows).map(({ name, values, output }): PlacedMark => ({
    kind: "query",
    label: name,
    x: 0,
    y: 0,
    values,
    height: output ?? NaN,
  }));
  return [...rowMarks, ...queryMarks];
}

function captionOf(outcome: Outcome, { featureIndices }: FeaturePlane, span: OutputSpan): readonly string[] {
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
        `${others === 1 ? "the other stands" : `the other ${others} stand`} still at ${
          others === 1 ? "its" : "their"
        } mean.`,
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
  const every = Math.ceil(rowCount / mostMarkedRows);
  if (every > 1) sentences.push(`Of ${counted(rowCount, "row")} one in ${every} is marked.`);
  return sentences;
}
