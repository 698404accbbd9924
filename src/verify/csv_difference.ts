// Where a line of a CSV file differs: by its epoch, its query or its trial, and by its column.
// Why names come from the experiment: those in the file may be disarmed or damaged.

import type { Experiment } from "../experiment/experiment.ts";
import { parseDecimal } from "../text/decimal.ts";
import { planOf, settingsAt } from "../sweep/plan.ts";
import { cellsOf } from "../results/csv_text.ts";
import { around, type Difference, type DifferencePlace, ulpBetween } from "./difference.ts";

/**
 * The difference of two lines by the cell.
 *
 * @param name the file's name, which says what a line is about.
 * @param whole the line as found and as wanted.
 * @param columns the names of the columns.
 */
export function csvDifference(
  name: string,
  whole: Difference,
  columns: readonly string[],
  experiment: Experiment | null,
): Difference {
  const { line, found, wanted } = whole;
  if (line === 1) return around(whole);
  const rowPlace = csvRowPlace(name, line, wanted ?? found ?? "", experiment);
  if (found === null || wanted === null) return { ...around(whole), place: rowPlace };
  const [foundCells, wantedCells] = [cellsOf(found), cellsOf(wanted)];
  const index = wantedCells.findIndex((cell, at) => cell !== foundCells[at]);
  // Equal cells that are written differently, or surplus cells: only the whole line shows it.
  if (index < 0) return { ...around(whole), place: rowPlace };
  // In loss.csv with one loss the epoch says all about the place.
  const column = name === "loss.csv" && columns.length === 2 ? undefined : columns[index];
  const place = column === undefined ? rowPlace : { ...rowPlace, column };
  const foundCell = foundCells[index] ?? null;
  const ulp = ulpBetween(foundCell, wantedCells[index]);
  return around({ line, place, found: foundCell, wanted: wantedCells[index], ulp });
}

/** What a line is about. */
function csvRowPlace(
  name: string,
  line: number,
  text: string,
  experiment: Experiment | null,
): DifferencePlace {
  if (name === "loss.csv") {
    const epoch = parseDecimal(cellsOf(text)[0]);
    return epoch === undefined ? {} : { epoch };
  }
  if (name === "predictions.csv") {
    const query = experiment?.queries[line - 2];
    return query === undefined ? {} : { query: query.name };
  }
  if (name === "trials.csv" && experiment !== null && experiment.sweep !== null) {
    const plan = planOf(experiment);
    const trial = line - 1;
    return trial > plan.trialCount ? {} : { trial, settings: settingsAt(plan, trial - 1) };
  }
  return {};
}
