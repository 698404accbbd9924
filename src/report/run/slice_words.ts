// How far a picture of two features is a picture of the network: for how many of the rows in it the slice, in which all
// other features are at their means, answers as the network does.
// Why: a row is drawn by two of its features and answered by all of them, so a map may show little of what was learned.

import { answeredClassOf, classLabelsOf, featureColumnsOf } from "../../dataset/dataset.ts";
import type { MapAxis } from "../../chart/decision_map.ts";
import { extentOf } from "../../chart/scale.ts";
import type { Outcome } from "../../run/outcome.ts";
import { inFull, percentage } from "../../text/number_words.ts";
import { counted } from "../../text/words.ts";
import { axisOf, type FeaturePlane, type SlicedAnswer } from "./feature_plane.ts";
import { markedRows } from "./marked_rows.ts";

/** A slice that answers a smaller share of the rows as the network does says little. */
const ENOUGH = 0.9;
/** Numbers agree that are no farther apart than this share of the range of the network's answers. */
const NEAR = 0.1;

/** What is held, and how far the slice is the network, in sentences; none where all features are drawn. */
export function othersSentences(outcome: Outcome, plane: FeaturePlane, output: number): readonly string[] {
  const { length } = outcome.features;
  const others = length - plane.featureIndices.length;
  if (others === 0) return [];
  const { features, rows } = outcome.experiment.dataset;
  const columnCount = featureColumnsOf(features).length;
  // A column of words has an input for each of them, and one alone may be drawn.
  const all = columnCount === length
    ? `${length} features`
    : `${length} inputs of ${counted(columnCount, "feature")}`;
  // Between the words of a column there is nothing to draw: numbers come first, whatever they move.
  const isOfWords = outcome.features.map(({ category }) => category !== undefined);
  const areChosen = isOfWords.includes(true) && plane.featureIndices.every((index) => !isOfWords[index]);
  const these = areChosen ? "these two numbers" : "these two";
  const held = others === 1 ? "the other is held at its mean" : `the other ${others} are held at their means`;
  return [
    `Of ${all} ${these} move the output most; ${held} over the ${
      rows.length > 0 ? "training rows" : "queries"
    }.`,
    ...agreementSentence(outcome, plane, output),
  ];
}

function agreementSentence(outcome: Outcome, plane: FeaturePlane, output: number): readonly string[] {
  const answers = drawnAnswers(outcome, plane);
  if (answers.length === 0) return [];
  const { target } = outcome.experiment.dataset;
  const hasClasses = classLabelsOf(target).length > 0;
  const [least, most] = extentOf(answers.map(({ whole }) => whole[output]));
  // What is answered alike everywhere has no range by which to say what is near.
  if (!hasClasses && !(most > least)) return [];
  const isAlike = ({ whole, sliced }: SlicedAnswer): boolean =>
    hasClasses
      ? answeredClassOf(target, whole) === answeredClassOf(target, sliced)
      : Math.abs(whole[output] - sliced[output]) <= NEAR * (most - least);
  const alike = answers.filter(isAlike).length;
  const share = alike / answers.length;
  const near = hasClasses ? "" : ", to within a tenth of the range of its answers";
  return [
    `This slice answers ${inFull(alike)} of the ${inFull(answers.length)} rows drawn ` +
    `(${percentage(share)}) as the network does${near}${
      share < ENOUGH ? ", so the picture says little" : ""
    }.`,
  ];
}

/** A picture has several captions, one an output and one for a terminal, and the network is asked once. */
const known = new WeakMap<FeaturePlane, readonly SlicedAnswer[]>();

/** The answers to the rows whose marks lie in the picture. */
function drawnAnswers(outcome: Outcome, plane: FeaturePlane): readonly SlicedAnswer[] {
  const found = known.get(plane);
  if (found !== undefined) return found;
  const { featureIndices } = plane;
  const axes: readonly MapAxis[] = featureIndices.map((index) => axisOf(outcome, index));
  const drawn = markedRows(outcome).map(({ row }) => row.values).filter((values) =>
    axes.every(({ low, high }, at) => {
      const value = values[featureIndices[at]];
      return value >= low && value <= high;
    })
  );
  const answers = drawn.map(plane.answersTo);
  known.set(plane, answers);
  return answers;
}
