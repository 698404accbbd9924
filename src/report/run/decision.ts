// What the network answers over its features: a map of two of them, or a curve along one.
// Why two features: paper is a plane. Where there are more, the two that move the output most are drawn and the others are
// held at their means; the caption says so.

import type { Outcome } from "../../run/outcome.ts";
import { decisionMap, type MapAxis, sampledField } from "../../chart/decision_map.ts";
import { sparkline } from "../../chart/terminal_blocks.ts";
import { extentOf } from "../../chart/scale.ts";
import { terminalMap } from "../../chart/terminal_map.ts";
import { responseCurve } from "../../chart/response_curve.ts";
import type { Block, Figure } from "../../document/page.ts";
import { inWords } from "../../text/number_words.ts";
import { counted } from "../../text/words.ts";
import { decisionCaption, decisionMarks } from "./decision_marks.ts";
import { axisOf, type FeaturePlane, featurePlaneOf } from "./feature_plane.ts";
import { levelOf, type OutputSpan, outputSpanOf } from "./output_span.ts";

/** The map or the curve; nothing where the run diverged or there is nothing to show in it. */
export function decisionBlocks(outcome: Outcome): readonly Block[] {
  const plane = featurePlaneOf(outcome);
  if (plane === null) return [];
  const figureOf = plane.featureIndices.length === 1 ? curveFigure : mapFigure;
  return [{ kind: "figures", figures: [figureOf(outcome, plane)] }];
}

function mapFigure(outcome: Outcome, plane: FeaturePlane): Figure {
  const [xIndex, yIndex] = plane.featureIndices;
  const [x, y]: readonly MapAxis[] = plane.featureIndices.map((index) => axisOf(outcome, index));
  const field = sampledField(x, y, plane.levelAt, plane.grid);
  const values = Array.from(field.values);
  const { features, experiment } = outcome;
  const { output } = experiment.network;
  const span = outputSpanOf(experiment) ?? fieldSpan(values);
  const valueAt = (share: number) => levelOf(output, span.low + share * (span.high - span.low));
  const marks = decisionMarks(outcome, span, (raw) => ({ x: raw[xIndex], y: raw[yIndex] }));
  const names = `${features[xIndex].name} and ${features[yIndex].name}`;
  const ends = [inWords(span.low), inWords(span.high)] as const;
  const [below, above] = span.answers;
  return {
    id: "map",
    caption: decisionCaption(outcome, plane, crossedSpan(span, values, valueAt)),
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
    linesCaption: decisionCaption(outcome, plane, { ...span, boundaries: [] }),
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
  const marks = decisionMarks(outcome, span, (values, height) => ({ x: values[index], y: height }));
  return {
    id: "curve",
    caption: decisionCaption(outcome, plane, span),
    draw: (frame) =>
      responseCurve({
        ...frame,
        title: `Output by ${axis.name}`,
        description: `From ${inWords(points[0][1])} at ${inWords(axis.low)} to ${
          inWords(points[100][1])
        } at ${inWords(axis.high)}`,
      }, {
        x: axis,
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
function fieldSpan(values: readonly number[]): OutputSpan {
  const [least, most] = extentOf(values);
  const [low, high] = least <= most ? [least, most] : [0, 1];
  return { low, high, answers: ["", ""], boundaries: [] };
}

/** A span with those boundaries that the field crosses: a line that is not there must not be explained. */
function crossedSpan(
  span: OutputSpan,
  values: readonly number[],
  valueAt: (share: number) => number,
): OutputSpan {
  const boundaries = span.boundaries.filter((share) => {
    const level = valueAt(share);
    return values.some((value) => value >= level) && !values.every((value) => value >= level);
  });
  return { ...span, boundaries };
}
