// What the network answers over its features: a map of two of them, or a curve along one.
// Why of two: a plane is what paper has. Of more features those two are taken that move the output most, and the others
// stand still at their mean; the caption says so.

import type { Outcome } from "../../outcome/outcome.ts";
import { decisionMap, type MapAxis, sampledField } from "../chart/decision_map.ts";
import type { MapMark } from "../chart/map_marks.ts";
import { responseCurve } from "../chart/response_curve.ts";
import type { Block, Figure } from "../document/block.ts";
import { fullLabel } from "../chart/number_label.ts";
import { counted, inWords } from "../document/number_words.ts";
import { withUnit } from "./answers.ts";
import { listed } from "./asked.ts";
import { axisOf, type FeaturePlane, featurePlaneOf } from "./feature_plane.ts";
import { type OutputSpan, outputSpanOf, shareOf } from "./output_span.ts";

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
  const sampled = sampledField(x, y, (first, second) => plane.outputAt([first, second]), plane.gridSize);
  const span = outputSpanOf(outcome.experiment) ?? fieldSpan(sampled.values);
  const field = { ...sampled, values: Float64Array.from(sampled.values, (output) => shareOf(span, output)) };
  const marks = marksOf(outcome, span).map((mark): MapMark => ({
    ...mark,
    x: mark.values[xIndex],
    y: mark.values[yIndex],
  }));
  const { features } = outcome;
  const names = `${features[xIndex].name} and ${features[yIndex].name}`;
  return {
    id: "map",
    caption: [...captionOf(outcome, plane, span)],
    draw: (frame) =>
      decisionMap({
        ...frame,
        title: `Output by ${names}`,
        description: `Regions of the network's output, with ${
          counted(marks.length, "row and query", "rows and queries")
        }`,
      }, {
        x,
        y,
        field,
        marks,
        answers: span.answers,
        ends: [fullLabel(Number(span.low.toPrecision(3))), fullLabel(Number(span.high.toPrecision(3)))],
        boundaries: span.boundaries,
      }),
    lines: null,
  };
}

function curveFigure(outcome: Outcome, plane: FeaturePlane): Figure {
  const [index] = plane.featureIndices;
  const axis = axisOf(outcome, index);
  const span = outputSpanOf(outcome.experiment) ??
    { low: 0, high: 0, answers: ["", ""] as const, boundaries: [] };
  const points = Array.from({ length: 101 }, (_, step): readonly [number, number] => {
    const value = axis.low + (axis.high - axis.low) * (step / 100);
    return [value, plane.outputAt([value])];
  });
  const marks = marksOf(outcome, span).map((mark): MapMark => ({
    ...mark,
    x: mark.values[index],
    y: mark.height,
  }));
  return {
    id: "curve",
    caption: [...captionOf(outcome, plane, span)],
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
    lines: null,
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

function captionOf(outcome: Outcome, plane: FeaturePlane, span: OutputSpan): readonly string[] {
  const { features, experiment, predictions } = outcome;
  const { rows } = experiment.dataset;
  const isMap = plane.featureIndices.length === 2;
  const sentences = [
    isMap
      ? `What the network answers for every ${
        listed(plane.featureIndices.map((index) => withUnit(features[index].name, features[index].unit)))
      }.`
      : `What the network answers for every ${
        withUnit(features[plane.featureIndices[0]].name, features[plane.featureIndices[0]].unit)
      }.`,
  ];
  if (span.boundaries.length > 0) {
    sentences.push(
      isMap ? "The line is where the answer changes." : "The answer changes at the dashed line.",
    );
  }
  const [below, above] = span.answers;
  if (rows.length > 0) {
    const shapes = below === ""
      ? "Squares and circles are rows with low and high targets"
      : `Squares are rows of ${below}, circles of ${above}`;
    sentences.push(`${shapes}${predictions.length > 0 ? ", diamonds are queries" : ""}.`);
  } else if (predictions.length > 0) sentences.push("Diamonds are queries.");
  const others = features.length - plane.featureIndices.length;
  if (others > 0) {
    sentences.push(
      `Of ${features.length} features these two move the output most; ` +
        `${others === 1 ? "the other stands" : `the other ${others} stand`} still at ${
          others === 1 ? "its" : "their"
        } mean.`,
    );
  }
  const every = Math.ceil(rows.length / mostMarkedRows);
  if (every > 1) sentences.push(`Of ${counted(rows.length, "row")} one in ${every} is marked.`);
  return [sentences.join(" ")];
}
