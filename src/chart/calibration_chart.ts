// Draws whether probabilities mean what they say: how often a class came true, by how likely it was called.
// Why larger circles for more rows: a bin of two rows says little, wherever it lies.

import { bottomAxis, leftAxis, plotBeside } from "./axis.ts";
import { fillAndStroke, stroke } from "./palette.ts";
import { linearScale } from "./scale.ts";
import { chartDocument, type ChartFrame, coordinate, element, group } from "./svg.ts";
import { ticks } from "./ticks.ts";

/** The rows whose probability lies in one bin. */
export interface CalibrationPoint {
  readonly count: number;
  /** The mean of their probabilities, from 0 to 1. */
  readonly meanProbability: number;
  /** The share of them that is of the class, from 0 to 1. */
  readonly share: number;
}

/** What a calibration chart shows. */
interface CalibrationChartData {
  /** Bins with rows, ascending. */
  readonly points: readonly CalibrationPoint[];
  /** The class whose probability it is. */
  readonly label: string;
}

const LEAST_RADIUS = 3;
const MOST_RADIUS = 11;

/**
 * A calibration chart as SVG text, 420 × 300 by default; well calibrated circles lie on the dashed line.
 *
 * @example
 * ```ts
 * const frame = { id: "calibration", title: "Calibration", description: "Half of those called 80% came true" };
 * const svg = calibrationChart(frame, { points: [{ count: 4, meanProbability: 0.8, share: 0.5 }], label: "yes" });
 * if (!svg.includes("<circle")) throw new Error("wrong");
 * ```
 */
export function calibrationChart(frame: ChartFrame, { points, label }: CalibrationChartData): string {
  const { width = 420, height = 300 } = frame;
  const shares = ticks(0, 1, 5);
  const plot = plotBeside(shares, width, height);
  // At 0 and at 1, where most of them lie, circles cover no number of an axis.
  const x = linearScale([0, 1], [plot.left + MOST_RADIUS, plot.right - MOST_RADIUS]);
  const y = linearScale([0, 1], [plot.bottom - MOST_RADIUS, plot.top + MOST_RADIUS]);
  const most = Math.max(1, ...points.map(({ count }) => count));
  const radius = (count: number): number =>
    LEAST_RADIUS + (MOST_RADIUS - LEAST_RADIUS) * Math.sqrt(count / most);
  const diagonal = `M${coordinate(x(0))},${coordinate(y(0))}L${coordinate(x(1))},${coordinate(y(1))}`;
  return chartDocument(frame, { width, height }, [
    leftAxis(plot, y, shares, { name: `share that is ${label}` }, "grid"),
    bottomAxis(plot, x, shares, { name: `probability of ${label}` }, width),
    element("path", { ...stroke("muted"), "stroke-dasharray": "4 3", d: diagonal }),
    group(
      { ...fillAndStroke("series1", "paper"), "stroke-width": 1.25 },
      points.map(({ count, meanProbability, share }) =>
        element("circle", { cx: x(meanProbability), cy: y(share), r: radius(count) })
      ),
    ),
  ]);
}
