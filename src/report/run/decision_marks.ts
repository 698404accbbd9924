// The rows and queries in the picture of a network's answers, and the caption that says what they are.
// Why together: a shape that the caption does not name means nothing, and a line that is not there must not be explained.

import {
  type CodedTarget,
  type Dataset,
  outputNamesOf,
  type Target,
  targetNamesOf,
} from "../../dataset/dataset.ts";
import { inksOfClass } from "../../chart/class_map.ts";
import type { MapAxis } from "../../chart/decision_map.ts";
import { type MapMark, shapeNames } from "../../chart/map_marks.ts";
import type { Outcome, Prediction } from "../../run/outcome.ts";
import { counted, listed, withUnit } from "../../text/words.ts";
import type { FeaturePlane } from "./feature_plane.ts";
import { markedRows, MOST_MARKED_ROWS, rowCountOf, whole } from "./marked_rows.ts";
import { type OutputSpan, shareOf } from "./output_span.ts";
import { othersSentences } from "./slice_words.ts";

/**
 * Rows, every k-th where there are many, then queries.
 *
 * @param positionOf where a mark is, by its features' values and its height: a row's target, a query's output.
 */
export function decisionMarks(
  outcome: Outcome,
  span: OutputSpan,
  output: number,
  positionOf: PositionOf,
): readonly MapMark[] {
  const { target } = outcome.experiment.dataset;
  return [
    ...markedRows(outcome).map(({ row: { name, values, targets }, isHollow }): MapMark => ({
      kind: "row",
      label: name,
      ...positionOf(values, targets[output]),
      shape: shapeOf(target, span, targets[output]),
      isHollow,
    })),
    ...markedQueries(outcome, positionOf, ({ outputs }) => outputs?.[output] ?? NaN),
  ];
}

/** The shape of a row's mark: its class has one, and so has each half of the span. */
function shapeOf(target: Target | null, span: OutputSpan, value: number): number {
  if (isCoded(target)) return target.classes.findIndex((candidate) => candidate.value === value);
  return shareOf(span, value) >= 0.5 ? 1 : 0;
}

/** Where a mark is, by its features' values and its height. */
type PositionOf = (values: readonly number[], height: number) => { readonly x: number; readonly y: number };

/** What is marked, by name, with its features' values: rows in their order, then queries. */
export function markedPlaces(
  outcome: Outcome,
): readonly { readonly kind: MapMark["kind"]; readonly name: string; readonly values: readonly number[] }[] {
  return [
    ...markedRows(outcome).map(({ row: { name, values } }) => ({ kind: "row" as const, name, values })),
    ...outcome.predictions.slice(0, MOST_MARKED_ROWS).map(({ name, values }) => ({
      kind: "query" as const,
      name,
      values: whole(outcome.features, values),
    })),
  ];
}

function markedQueries(
  { features, predictions }: Outcome,
  positionOf: PositionOf,
  heightOf: (prediction: Prediction) => number,
): readonly MapMark[] {
  return predictions.slice(0, MOST_MARKED_ROWS).map((prediction) => ({
    kind: "query",
    label: prediction.name,
    ...positionOf(whole(features, prediction.values), heightOf(prediction)),
  }));
}

/** Whether classes have shapes of their own. */
function isCoded(target: Target | null): target is CodedTarget {
  return target?.kind === "coded" && target.classes.length > 1;
}

/** Rows in the colour and the shape of their class, then queries; both at the height of the output that counts for them. */
export function classMarks(outcome: Outcome, positionOf: PositionOf): readonly MapMark[] {
  return [
    ...markedRows(outcome).map(({ row: { name, values, targets: [shape] }, isHollow }): MapMark => ({
      kind: "row",
      label: name,
      ...positionOf(values, 1),
      shape,
      ink: inksOfClass(shape).mark,
      isHollow,
    })),
    ...markedQueries(outcome, positionOf, ({ outputs }) => outputs === null ? NaN : Math.max(...outputs)),
  ];
}

/** What the map or the curve of classes shows, in sentences. */
export function classCaption(outcome: Outcome, plane: FeaturePlane): readonly string[] {
  const { experiment: { dataset }, predictions } = outcome;
  const { target } = dataset;
  const [name] = targetNamesOf(target);
  const isMap = plane.featureIndices.length === 2;
  const queries = predictions.length > 0 ? "; diamonds are queries" : "";
  const sentences = [
    isMap
      ? `Which ${name} the network answers for every ${
        planeNames(outcome, plane)
      }: the class of the largest output. ` +
        "On a line the two largest are equal."
      : `The output of each ${name} for every ${
        planeNames(outcome, plane)
      }; the answer is the highest curve.`,
    rowCountOf(dataset) > 0
      ? `${
        isMap ? "Marks are rows" : "Marks at 1 are rows"
      }, in the shape and the colour of their own class${queries}.`
      : predictions.length > 0
      ? "Diamonds are queries."
      : "",
    ...rowSentences(dataset),
    ...othersSentences(outcome, plane, 0),
  ];
  return [sentences.filter((sentence) => sentence !== "").join(" ")];
}

function planeNames({ features }: Outcome, { featureIndices }: FeaturePlane): string {
  return listed(featureIndices.map((index) => withUnit(features[index].name, features[index].unit)));
}

/** Which rows are hollow, and how many are marked. */
function rowSentences(dataset: Dataset): readonly string[] {
  const rowCount = rowCountOf(dataset);
  const every = Math.ceil(rowCount / MOST_MARKED_ROWS);
  return [
    ...(dataset.validation === null ? [] : ["Hollow ones are held out."]),
    ...(every > 1 ? [`One in ${every} of the ${counted(rowCount, "row")} is marked.`] : []),
  ];
}

/** What the map or the curve of an output shows, in sentences. */
export function decisionCaption(
  outcome: Outcome,
  plane: FeaturePlane,
  output: number,
  span: OutputSpan,
): readonly string[] {
  const { experiment, predictions } = outcome;
  const { dataset } = experiment;
  const { target } = dataset;
  const isMap = plane.featureIndices.length === 2;
  const names = outputNamesOf(target);
  const as = names.length === 1 ? "" : ` as ${names[output]}`;
  const sentences = [`What the network answers${as} for every ${planeNames(outcome, plane)}.`];
  if (span.boundaries.length > 0) {
    sentences.push(
      isMap ? "The line is where the answer changes." : "The answer changes at the dashed line.",
    );
  }
  const drawn = new Set(
    markedRows(outcome).map(({ row: { targets } }) => shapeOf(target, span, targets[output])),
  );
  sentences.push(...markSentences(dataset, predictions.length, shapeWords(target, span, drawn), isMap));
  sentences.push(...othersSentences(outcome, plane, output));
  return [sentences.join(" ")];
}

/** Which rows have which shape. @param drawn the shapes that there are. */
function shapeWords(
  target: Target | null,
  { answers: [below, above] }: OutputSpan,
  drawn: ReadonlySet<number>,
): string {
  if (!isCoded(target) || target.classes.length === 2) {
    if (below !== "") return `Squares are rows of ${below}, circles of ${above}`;
    if (drawn.size > 1) return "Squares and circles are rows with a low and a high target";
    return `${
      drawn.has(0) ? "Squares are rows, all with a low" : "Circles are rows, all with a high"
    } target`;
  }
  const shapes = target.classes.slice(0, shapeNames.length).map(({ label }, index) =>
    index === 0 ? `Squares are rows of ${label}` : `${shapeNames[index]} of ${label}`
  );
  return `${shapes.join(", ")}${
    target.classes.length > shapeNames.length ? ", and so on from squares again" : ""
  }`;
}

function markSentences(
  dataset: Dataset,
  queryCount: number,
  shapes: string,
  isMap: boolean,
): readonly string[] {
  const sentences: string[] = [];
  if (rowCountOf(dataset) > 0) {
    sentences.push(
      `${isMap ? shapes : "Circles are rows, at the height of their target"}${
        queryCount > 0 ? "; diamonds are queries" : ""
      }.`,
    );
  } else if (queryCount > 0) {
    sentences.push("Diamonds are queries.");
  }
  return [...sentences, ...rowSentences(dataset)];
}

/** How many marks lie beyond the ends of the axes, as a sentence after others; none where all are drawn. */
export function outsideWords(marks: readonly MapMark[], x: MapAxis, y?: MapAxis): readonly string[] {
  const isOn = (value: number, { low, high }: MapAxis): boolean => value >= low && value <= high;
  const { length } = marks.filter((mark) => !isOn(mark.x, x) || y !== undefined && !isOn(mark.y, y));
  if (length === 0) return [];
  const count = counted(length, "row or query lies", "rows or queries lie");
  return [` ${count} outside the picture, too far from the training rows.`];
}
