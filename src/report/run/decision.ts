// What the network answers over its features: a map of two of them, or a curve along one.
// Why two features: paper is a plane. Where there are more, the two that move the output most are drawn and the others are
// held at their means; the caption says so. Classes share one map, since they share one answer; each number has its own.

import { outputNamesOf } from "../../dataset/dataset.ts";
import type { Outcome } from "../../run/outcome.ts";
import type { AxisName } from "../../chart/axis.ts";
import type { Field } from "../../chart/contour.ts";
import type { Column } from "../../dataset/standardize.ts";
import { decisionMap, type MapAxis, sampledField } from "../../chart/decision_map.ts";
import { sparkline } from "../../chart/terminal_blocks.ts";
import { extentOf } from "../../chart/scale.ts";
import { terminalMap } from "../../chart/terminal_map.ts";
import { responseCurve } from "../../chart/response_curve.ts";
import type { Block, Figure } from "../../document/page.ts";
import { inWords, toDigits } from "../../text/number_words.ts";
import { counted, cutNote } from "../../text/words.ts";
import { classCurve, classMapFigure } from "./class_figures.ts";
import { decisionCaption, decisionMarks, outsideWords } from "./decision_marks.ts";
import { axisOf, curveValues, type FeaturePlane, featurePlaneOf } from "./feature_plane.ts";
import { type OutputSpan, outputSpanOf } from "./output_span.ts";
import { regionWords } from "./region_words.ts";

/** Outputs of numbers that are drawn. */
const MOST_DRAWN = 4;

/** What is chosen already for the maps or the curves, and what is drawn behind them. */
export interface DecisionView {
  /** The features of the map; by default those that move the outputs most. */
  readonly featureIndices?: readonly number[];
  /** Other runs on the same features, whose answers change at dashed lines. */
  readonly behind?: readonly Outcome[];
  /** Of each output, what its scale holds, so that several pictures have one; by default what is drawn. */
  readonly spans?: readonly OutputSpan[];
}

/** How an outcome's answers are best looked at, with others of the same network; null where there is nothing to show. */
export function decisionView(outcome: Outcome): DecisionView | null {
  const plane = featurePlaneOf(outcome);
  if (plane === null) return null;
  const { featureIndices } = plane;
  const outputs = outputNamesOf(outcome.experiment.dataset.target);
  return { featureIndices, spans: outputs.map((_, output) => spanOf(outcome, plane, output)) };
}

/** The maps or the curves; none where the run diverged or there is nothing to show in them. */
export function decisionFigures(outcome: Outcome, view: DecisionView = {}): readonly Figure[] {
  const plane = featurePlaneOf(outcome, view.featureIndices);
  if (plane === null) return [];
  const isCurve = plane.featureIndices.length === 1;
  const { target } = outcome.experiment.dataset;
  if (target?.kind === "classes") {
    return [isCurve ? classCurve(outcome, plane) : classMapFigure(outcome, plane)];
  }
  return outputNamesOf(target).slice(0, MOST_DRAWN).map((_, output) => {
    const figure = isCurve
      ? curveFigure(outcome, plane, output, view)
      : mapFigure(outcome, plane, output, view);
    return output === 0 ? figure : { ...figure, id: `${figure.id}-${output + 1}` };
  });
}

/** The maps or the curves in a report, and how many outputs are not drawn. */
export function decisionBlocks(outcome: Outcome): readonly Block[] {
  const figures = decisionFigures(outcome);
  if (figures.length === 0) return [];
  const { target } = outcome.experiment.dataset;
  const count = target?.kind === "classes" ? figures.length : outputNamesOf(target).length;
  const note = cutNote([{ shown: figures.length, count, what: "outputs" }]).trim();
  return [
    { kind: "figures", figures },
    ...(note === "" ? [] : [{ kind: "paragraph", words: [note] } as const]),
  ];
}

/** The span of an output; where it has no bounds, that of what is drawn of it. */
function spanOf(outcome: Outcome, plane: FeaturePlane, output: number): OutputSpan {
  const span = outputSpanOf(outcome.experiment, output);
  if (span !== null) return span;
  const values = plane.featureIndices.length === 1
    ? curvePoints(outcome, plane, output).map(([, value]) => value)
    : Array.from(fieldOf(outcome, plane, output).values, (level) => plane.valueOf(output, level));
  const ends = extentOf(values);
  const [low, high] = ends[0] <= ends[1] ? ends : [0, 1];
  return { low, high, answers: ["", ""], boundaries: [] };
}

function fieldOf(outcome: Outcome, plane: FeaturePlane, output: number): Field {
  const [x, y]: readonly MapAxis[] = plane.featureIndices.map((index) => axisOf(outcome, index));
  return sampledField(x, y, (first, second) => plane.levelsAt(first, second)[output], plane.grid);
}

function mapFigure(
  outcome: Outcome,
  plane: FeaturePlane,
  output: number,
  { behind = [], spans }: DecisionView,
): Figure {
  const [xIndex, yIndex] = plane.featureIndices;
  const [x, y]: readonly MapAxis[] = plane.featureIndices.map((index) => axisOf(outcome, index));
  const field = fieldOf(outcome, plane, output);
  const values = Array.from(field.values);
  const { features } = outcome;
  const span = spans?.[output] ?? spanOf(outcome, plane, output);
  const valueAt = (share: number) => plane.levelOf(output, span.low + share * (span.high - span.low));
  const marks = decisionMarks(outcome, span, output, (raw) => ({ x: raw[xIndex], y: raw[yIndex] }));
  const outside = outsideWords(marks, x, y);
  const names = [features[xIndex].name, features[yIndex].name] as const;
  const ends = endWords(span);
  const middle = valueAt(0.5);
  const [below, above] = span.answers;
  return {
    id: "map",
    caption: [...decisionCaption(outcome, plane, output, crossedSpan(span, values, valueAt)), ...outside],
    draw: (frame) =>
      decisionMap({
        ...frame,
        title: `${titleOfOutput(outputName(outcome, output).name)} by ${names.join(" and ")}`,
        description: `Regions of the network's output, with ${
          counted(marks.length, "row or query", "rows and queries")
        }: ${regionWords(field, (node) => values[node] > middle, highWords(span), names)}`,
      }, {
        x,
        y,
        field,
        levels: Array.from({ length: 9 }, (_, index) => valueAt((index + 1) / 10)),
        marks,
        answers: span.answers,
        ends,
        behind: behind.flatMap((other) => boundariesOf(other, outcome, plane, output)),
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
    linesCaption: [...decisionCaption(outcome, plane, output, { ...span, boundaries: [] }), ...outside],
  };
}

/** More digits find no room beside the colours, and tell answers apart that are the same but for rounding. */
const MOST_END_DIGITS = 8;

/** What is above the middle of a span: the one answer there, or larger numbers. */
function highWords({ low, high, answers: [, above], boundaries }: OutputSpan): string {
  return above !== "" && boundaries.length === 1 ? above : `above ${toDigits((low + high) / 2, 3)}`;
}

/** The ends of a scale with as many digits as tell them apart; one number where they are the same. */
function endWords({ low, high }: OutputSpan): readonly [low: string, high: string] {
  let digits = 3;
  while (digits < MOST_END_DIGITS && toDigits(low, digits) === toDigits(high, digits)) digits++;
  const [lowWord, highWord] = [low, high].map((end) => toDigits(end, digits));
  return [lowWord, lowWord === highWord ? "" : highWord];
}

/** Where the answers of another run change over the same part of the same features; none where it has others. */
function boundariesOf(
  other: Outcome,
  { features, experiment }: Outcome,
  { featureIndices, grid }: FeaturePlane,
  output: number,
): readonly { readonly field: Field; readonly values: readonly number[] }[] {
  const names = (some: readonly Column[]) => some.map(({ name }) => name).join("\0");
  if (names(other.features) !== names(features)) return [];
  const plane = featurePlaneOf(other, featureIndices);
  const span = outputSpanOf(other.experiment, output);
  const outputCount = outputNamesOf(other.experiment.dataset.target).length;
  if (plane === null || span === null || outputCount <= output) return [];
  if (outputCount !== outputNamesOf(experiment.dataset.target).length) return [];
  const [x, y]: readonly MapAxis[] = featureIndices.map((index) =>
    axisOf({ ...other, features, experiment }, index)
  );
  const field = sampledField(x, y, (first, second) => plane.levelsAt(first, second)[output], grid);
  const values = span.boundaries.map((share) =>
    plane.levelOf(output, span.low + share * (span.high - span.low))
  );
  return [{ field, values }];
}

/** What the network answers along the feature. */
function curvePoints(
  outcome: Outcome,
  plane: FeaturePlane,
  output: number,
): readonly (readonly [value: number, output: number])[] {
  return curveValues(axisOf(outcome, plane.featureIndices[0]))
    .map((value) => [value, plane.outputsAt(value)[output]] as const);
}

function curveFigure(
  outcome: Outcome,
  plane: FeaturePlane,
  output: number,
  { spans }: DecisionView,
): Figure {
  const [index] = plane.featureIndices;
  const axis = axisOf(outcome, index);
  const name = outputName(outcome, output);
  const span = outputSpanOf(outcome.experiment, output) ??
    { low: 0, high: 0, answers: ["", ""] as const, boundaries: [] };
  const points = curvePoints(outcome, plane, output);
  const [[, atLow], [, atHigh]] = [points[0], points[points.length - 1]];
  const held = spans?.[output];
  const marks = decisionMarks(outcome, span, output, (values, height) => ({ x: values[index], y: height }));
  return {
    id: "curve",
    caption: [...decisionCaption(outcome, plane, output, span), ...outsideWords(marks, axis)],
    draw: (frame) =>
      responseCurve({
        ...frame,
        title: `${titleOfOutput(name.name)} by ${axis.name}`,
        description: `From ${inWords(atLow)} at ${inWords(axis.low)} to ${inWords(atHigh)} at ${
          inWords(axis.high)
        }`,
      }, {
        x: axis,
        curves: [{ label: "", points }],
        output: name,
        ...(held === undefined ? {} : { holds: [held.low, held.high] as const }),
        marks,
        boundaries: span.boundaries.map((share) => span.low + share * (span.high - span.low)),
      }),
    lines: () => [
      `${inWords(atLow)} ${sparkline(points.map(([, output]) => output), 60)} ${inWords(atHigh)}`,
    ],
    linesCaption: [
      `What the network answers from ${inWords(axis.low)} to ${inWords(axis.high)} ${axis.unit ?? ""}`
        .trim() + ".",
    ],
  };
}

/** What an output is called over an axis. */
function outputName({ experiment: { dataset: { target } } }: Outcome, output: number): AxisName {
  if (target?.kind !== "numbers") return { name: "output" };
  const { name, unit } = target.columns[output];
  if (target.columns.length === 1 && unit === null) return { name: "output" };
  return unit === null ? { name } : { name, unit };
}

/** What an output is called in a title. */
function titleOfOutput(name: string): string {
  return name === "output" ? "Output" : name;
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
