// Which of several classes a network answers: over two features a map of their areas, along one a curve of each output.
// Why apart from maps of one number: classes share one picture, since they share one answer.

import { outputNamesOf, targetNamesOf } from "../../dataset/dataset.ts";
import type { Outcome } from "../../run/outcome.ts";
import { classMap, leadFields } from "../../chart/class_map.ts";
import type { Field } from "../../chart/contour.ts";
import type { MapAxis } from "../../chart/decision_map.ts";
import { responseCurve } from "../../chart/response_curve.ts";
import { sparkline } from "../../chart/terminal_blocks.ts";
import { terminalClassMap } from "../../chart/terminal_class_map.ts";
import type { Figure } from "../../document/page.ts";
import { inWords } from "../../text/number_words.ts";
import { counted } from "../../text/words.ts";
import { classCaption, classMarks, outsideWords } from "./decision_marks.ts";
import { axisOf, curveValues, type FeaturePlane } from "./feature_plane.ts";
import { regionWords } from "./region_words.ts";

/** Areas that are told one by one. */
const MOST_TOLD = 5;

/** Which class is the answer, everywhere on the plane. */
export function classMapFigure(outcome: Outcome, plane: FeaturePlane): Figure {
  const [xIndex, yIndex] = plane.featureIndices;
  const [x, y]: readonly MapAxis[] = plane.featureIndices.map((index) => axisOf(outcome, index));
  const { features, experiment: { dataset: { target } } } = outcome;
  const labels = outputNamesOf(target);
  const { grid } = plane;
  const along = ({ low, high }: MapAxis, share: number): number => low * (1 - share) + high * share;
  const leads = leadFields(
    labels.length,
    grid,
    (column, row) =>
      plane.levelsAt(along(x, column / (grid.columnCount - 1)), along(y, row / (grid.rowCount - 1))),
  );
  const marks = classMarks(outcome, (raw) => ({ x: raw[xIndex], y: raw[yIndex] }));
  return {
    id: "map",
    caption: [...classCaption(outcome, plane), ...outsideWords(marks, x, y)],
    draw: (frame) =>
      classMap({
        ...frame,
        title: `${targetNamesOf(target)[0]} by ${features[xIndex].name} and ${features[yIndex].name}`,
        description: `Areas of ${counted(labels.length, "class", "classes")}, with ${
          counted(marks.length, "row or query", "rows and queries")
        }${areaWords(leads, labels, [features[xIndex].name, features[yIndex].name])}`,
      }, { x, y, leads, labels, marks }),
    lines: () => terminalClassMap({ x, y, leads, labels, marks }),
  };
}

/** The output of each class along one feature. */
export function classCurve(outcome: Outcome, plane: FeaturePlane): Figure {
  const [index] = plane.featureIndices;
  const axis = axisOf(outcome, index);
  const { target } = outcome.experiment.dataset;
  const labels = outputNamesOf(target);
  const values = curveValues(axis);
  const outputs = values.map((value) => plane.outputsAt(value));
  const curves = labels.map((label, output) => ({
    label,
    points: values.map((value, step) => [value, outputs[step][output]] as const),
  }));
  const marks = classMarks(outcome, (raw, height) => ({ x: raw[index], y: height }));
  return {
    id: "curve",
    caption: [...classCaption(outcome, plane), ...outsideWords(marks, axis)],
    draw: (frame) =>
      responseCurve({
        ...frame,
        title: `${targetNamesOf(target)[0]} by ${axis.name}`,
        description: `The outputs of ${counted(labels.length, "class", "classes")} from ${
          inWords(axis.low)
        } to ${inWords(axis.high)}`,
      }, { x: axis, curves, marks, boundaries: [] }),
    lines: () =>
      curves.map(({ label, points }) => `${sparkline(points.map(([, output]) => output), 60)} ${label}`),
  };
}

/** Where each class leads; nothing where there are too many to listen to. */
function areaWords(
  leads: readonly Field[],
  labels: readonly string[],
  axes: readonly [x: string, y: string],
): string {
  if (labels.length > MOST_TOLD) return "";
  // The last that leads those before it is the largest.
  const isLed = (node: number, index: number): boolean =>
    leads.findLastIndex(({ values }) => values[node] > 0) === index;
  return `: ${
    labels.map((label, index) => regionWords(leads[0], (node) => isLed(node, index), label, axes)).join("; ")
  }`;
}
