// `trials.csv`: one line a trial, in plan order.
// Why by part: workers write the lines of the parts they trained, and the file is those lines one after another.

import { labelOf, type Target } from "../dataset/dataset.ts";
import { shortest } from "../text/decimal.ts";
import { FIGURE, judgedFigure, outputFigure, rowsRightFigure } from "../sweep/figures.ts";
import type { GroupedTrials } from "../sweep/grouped_trials.ts";
import { hasLabelColumn } from "./answer_columns.ts";
import { csvCell } from "./csv_text.ts";

/**
 * The lines of one part.
 *
 * @param figures shape [figureCount * trialCount].
 */
export function trialLines(trials: GroupedTrials, figures: Float64Array): string {
  const { trialCount } = trials;
  const targets = new Array<Target | null>(trials.trialCount).fill(null);
  for (const { places, variant } of trials.groups) {
    for (const place of places) targets[place] = variant.target;
  }
  const labelCells = new Map<string, string>();
  const labelCell = (target: Target | null, outputs: Float64Array): string => {
    const label = labelOf(target, outputs);
    if (label === null) return "";
    const cell = labelCells.get(label) ?? csvCell(label);
    labelCells.set(label, cell);
    return cell;
  };
  const hasLabel = hasLabelColumn(trials.groups[0].variant.target);
  const answer = new Float64Array(trials.outputCount);
  let text = "";
  for (let place = 0; place < trialCount; place++) {
    const divergedAt = figures[FIGURE.divergedAtEpoch * trialCount + place];
    text += trials.linePrefixes[place] + (Number.isNaN(divergedAt) ? ",completed," : ",diverged,");
    text += numberCell(figures[FIGURE.finalLoss * trialCount + place]);
    for (let index = 0; index < trials.lossThresholds.length; index++) {
      text += "," + numberCell(figures[(FIGURE.firstEpochUnder + index) * trialCount + place]);
    }
    text += "," + numberCell(divergedAt);
    if (trials.hasRowsRight) text += "," + numberCell(figures[rowsRightFigure(trials) * trialCount + place]);
    for (let index = 0; index < trials.judgedCount; index++) {
      text += "," + numberCell(figures[judgedFigure(trials, index) * trialCount + place]);
    }
    for (let query = 0; query < trials.queryCount; query++) {
      const first = outputFigure(trials, query);
      for (let output = 0; output < answer.length; output++) {
        answer[output] = figures[(first + output) * trialCount + place];
        text += "," + numberCell(answer[output]);
      }
      if (hasLabel) text += Number.isNaN(answer[0]) ? "," : "," + labelCell(targets[place], answer);
    }
    text += "\n";
  }
  return text;
}

/** A number's shortest text; nothing for NaN. */
function numberCell(value: number): string {
  return Number.isNaN(value) ? "" : shortest(value);
}
