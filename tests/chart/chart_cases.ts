// One example of every chart, with names that try to break out of the markup, for the tests that hold for all charts.

import { calibrationChart } from "../../src/chart/calibration_chart.ts";
import { classMap, inksOfClass, leadFields } from "../../src/chart/class_map.ts";
import { confusionChart } from "../../src/chart/confusion_chart.ts";
import { decisionMap, sampledField } from "../../src/chart/decision_map.ts";
import { dotChart } from "../../src/chart/dot_chart.ts";
import type { ChartFrame } from "../../src/chart/svg.ts";
import { heatMap } from "../../src/chart/heat_map.ts";
import { histogram } from "../../src/chart/histogram.ts";
import { lossChart } from "../../src/chart/loss_chart.ts";
import { residualChart } from "../../src/chart/residual_chart.ts";
import { responseCurve } from "../../src/chart/response_curve.ts";
import { networkDiagram } from "../../src/chart/network_diagram.ts";
import { shareBar } from "../../src/chart/share_bar.ts";

/** Markup, quotes, a control character, a lone surrogate, a right-to-left override and an emoji. */
export const hostileName = `</text><script>alert("1")</script>'&\u0000\ud800\u202e🌱`;

export interface ChartCase {
  readonly title: string;
  readonly draw: (frame: ChartFrame) => string;
}

const name = hostileName;
const points = Array.from({ length: 101 }, (_, index) => ({ epoch: 10 * index, loss: 0.3 / (1 + index) }));
const axis = (low: number, high: number) => ({ name, unit: name, low, high });
export const grid = { columnCount: 49, rowCount: 37, isAskedBetween: true };
export const halves = {
  levels: [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9],
  boundaries: [{ value: 0.5, share: 0.5 }],
  ends: ["0", "1"] as const,
};
const wave = (x: number, y: number) => 0.5 + 0.5 * ((x * x - y) - Math.floor(x * x - y)) * (y > 1 ? -1 : 1);

/** Each class is the largest in a stripe of its own; the last is nowhere. */
const classValues = (column: number, row: number) =>
  Array.from({ length: 12 }, (_, index) => index === 11 ? -100 : -Math.abs(column + row / 2 - 6 * index));

export const chartCases: readonly ChartCase[] = [
  ...(["linear", "logarithmic"] as const).map((scale): ChartCase => ({
    title: `a ${scale} loss chart`,
    draw: (frame) => lossChart(frame, { series: [{ label: name, points }, { label: "b", points }], scale }),
  })),
  {
    title: "a loss chart with bands, gaps and losses of 0",
    draw: (frame) =>
      lossChart(frame, {
        series: [{
          label: "median",
          points: [...points, { epoch: 1010, loss: 0 }, { epoch: 1020, loss: NaN }],
        }],
        bands: [{
          label: name,
          points: [{ epoch: 0, low: 0, high: 1 }, { epoch: 9, low: 0.1, high: Infinity }],
        }],
        scale: "logarithmic",
      }),
  },
  {
    title: "a loss chart of eight lines, with a cursor",
    draw: (frame) =>
      lossChart(frame, {
        series: Array.from({ length: 8 }, (_, index) => ({ label: `${name} ${index}`, points })),
        scale: "linear",
        quantity: "",
        stand: 0,
      }),
  },
  {
    title: "a dot chart",
    draw: (frame) =>
      dotChart(frame, {
        dots: [
          { label: name, value: 0.965, note: name },
          { label: "b", value: 0.99, note: "0.990" },
          { label: "c", value: null, note: "–" },
        ],
        value: { name, unit: name },
        boundaries: [0.5, 0.97],
      }),
  },
  {
    title: "a dot chart of medians",
    draw: (frame) =>
      dotChart(frame, {
        dots: [
          { label: name, value: 0.01, spread: [0.001, 0.005, 0.01, 0.02, 0.3], note: name },
          { label: "b", value: 0.02, spread: [0.02, 0.02, 0.02, 0.02, 0.02], note: "0.02" },
          { label: "c", value: null, spread: null, note: "–" },
        ],
        value: { name: "loss" },
        boundaries: [],
        kind: "logarithmic",
      }),
  },
  {
    title: "a heat map",
    draw: (frame) =>
      heatMap(frame, {
        rows: { name, labels: [name, "b"] },
        columns: { name, labels: ["a", name, "c"] },
        shares: [[0, 0.5, 1], [0.001, 0.999, 0]],
      }),
  },
  {
    title: "a confusion matrix",
    draw: (frame) => confusionChart(frame, { labels: [name, "b"], counts: [[12, 1], [0, 0]] }),
  },
  {
    title: "a confusion matrix of twelve classes",
    draw: (frame) =>
      confusionChart(frame, {
        labels: Array.from({ length: 12 }, (_, index) => `class ${index}`),
        counts: Array.from({ length: 12 }, (_, truth) =>
          Array.from({ length: 12 }, (_, answer) => truth * answer)),
      }),
  },
  {
    title: "a calibration chart",
    draw: (frame) =>
      calibrationChart(frame, {
        points: [{ count: 1, meanProbability: 0, share: 0 }, { count: 90, meanProbability: 0.97, share: 1 }],
        label: name,
      }),
  },
  {
    title: "a calibration chart of nothing",
    draw: (frame) => calibrationChart(frame, { points: [], label: "b" }),
  },
  {
    title: "a residual chart with an error that is not finite",
    draw: (frame) =>
      residualChart(frame, {
        learned: [
          { answer: 3, error: 1, says: name },
          { answer: Infinity, error: 0 },
          { answer: 4, error: NaN },
        ],
        heldOut: [{ answer: -5, error: -1e9, says: name }],
        name,
        unit: name,
      }),
  },
  {
    title: "a residual chart of nothing",
    draw: (frame) => residualChart(frame, { learned: [], heldOut: [], name }),
  },
  {
    title: "a loss chart of nothing",
    draw: (frame) => lossChart(frame, { series: [], scale: "logarithmic" }),
  },
  {
    title: "a histogram",
    draw: (frame) =>
      histogram(frame, {
        bins: Array.from(
          { length: 20 },
          (_, bin) => ({ low: bin / 20, high: (bin + 1) / 20, count: bin * bin }),
        ),
        value: { name, unit: name },
        counted: name,
        markers: [{ value: 0.5, label: name }, { value: 0.98, label: "98%" }, { value: NaN, label: "none" }],
        split: { value: 0.5, below: name, above: name },
      }),
  },
  {
    title: "a histogram of nothing",
    draw: (frame) => histogram(frame, { bins: [], value: { name: "x" }, counted: "trials", markers: [] }),
  },
  {
    title: "a decision map",
    draw: (frame) =>
      decisionMap(frame, {
        ...halves,
        x: axis(-2, 2),
        y: axis(-2, 2),
        field: sampledField(axis(-2, 2), axis(-2, 2), wave, grid),
        marks: [
          { kind: "row", label: name, x: 0, y: 0, shape: 0 },
          { kind: "row", label: "b", x: 1, y: 1, shape: 1 },
          { kind: "query", label: name, x: 2, y: 2 },
          { kind: "query", label: "far away", x: 1e300, y: -Infinity },
        ],
        answers: [name, name],
      }),
  },
  {
    title: "a map of classes",
    draw: (frame) =>
      classMap(frame, {
        x: axis(-2, 2),
        y: axis(-2, 2),
        leads: leadFields(12, grid, (column, row) => classValues(column, row)),
        labels: Array.from({ length: 12 }, (_, index) => index === 0 ? name : `class ${index}`),
        marks: [
          ...Array.from({ length: 12 }, (_, shape) => ({
            kind: "row" as const,
            label: name,
            x: shape / 6 - 1,
            y: 0,
            shape,
            ink: inksOfClass(shape).mark,
          })),
          { kind: "query", label: name, x: 2, y: 2 },
        ],
      }),
  },
  {
    title: "curves of classes",
    draw: (frame) =>
      responseCurve(frame, {
        x: axis(0, 1),
        curves: [{ label: name, points: [[0, 0], [1, 1]] }, { label: "b", points: [[0, 1], [1, 0]] }],
        output: { name, unit: name },
        marks: [{ kind: "row", label: name, x: 0.5, y: 1, shape: 2 }],
        boundaries: [],
      }),
  },
  {
    title: "a diagram of a small network",
    draw: (frame) =>
      networkDiagram(frame, {
        inputs: [name, "b"],
        outputs: [name],
        neuronNames: [name, name, name],
        layers: [{ weights: [[0, -0], [NaN, Infinity]], biases: [-Infinity, 1e300] }, {
          weights: [[1e-300, -3]],
          biases: [0],
        }],
      }),
  },
  {
    title: "a diagram of a large network",
    draw: (frame) =>
      networkDiagram(frame, {
        inputs: Array.from({ length: 50 }, () => name),
        outputs: [name],
        neuronNames: Array.from({ length: 110 }, () => name),
        layers: [40, 30, 20, 10, 5, 4, 1].map((neuronCount, depth, counts) => ({
          weights: Array.from(
            { length: neuronCount },
            () => Array.from({ length: depth === 0 ? 50 : counts[depth - 1] }, (_, index) => index % 7 - 3),
          ),
          biases: new Float64Array(neuronCount),
        })),
      }),
  },
  {
    title: "a bar of shares",
    draw: (frame) =>
      shareBar(frame, {
        shares: [{ label: name, count: 9000 }, { label: "none", count: 0 }, { label: name, count: 1 }],
        counted: name,
      }),
  },
  { title: "a bar of no shares", draw: (frame) => shareBar(frame, { shares: [], counted: "trials" }) },
];
