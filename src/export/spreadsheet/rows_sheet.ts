// The rows that a small network learns, as a sheet: as they are typed, as the network sees them, and what it is to answer.
// What must not change: shift, scale and what stands for an empty cell are those of the sheet that answers.

import { cellOf } from "../../dataset/dataset.ts";
import { trainingDataOf } from "../../experiment/experiment.ts";
import type { Outcome } from "../../run/outcome.ts";
import type { Value } from "../operations.ts";
import { rawInputsOf, type TrainedModel } from "../trained_model.ts";
import { NETWORK_SHEET, othersOf, rawFormula, settingPlaces } from "./network_sheet.ts";
import { type CellValues, fixedReferenceTo, referenceTo, Sheet } from "./sheet.ts";

/** The rows of a training with what the network sees of them. */
export interface RowsSheet {
  readonly sheet: Sheet;
  /** What the network sees of a row, inputs first, targets after them. */
  cell(row: number, index: number): Value;
}

export function rowsSheetOf({ experiment }: Outcome, model: TrainedModel, cells: CellValues): RowsSheet {
  const { dataset } = experiment;
  const sheet = new Sheet("Rows");
  const { inputs, targets } = trainingDataOf(experiment);
  const { features, columns, outputNames } = model;
  const firstSeen = 2 + columns.length;
  sheet.put({ column: 1, row: 1 }, "row", "heading");
  columns.forEach(({ name }, index) => sheet.put({ column: 2 + index, row: 1 }, name, "heading"));
  features.forEach(({ name }, index) =>
    sheet.put({ column: firstSeen + index, row: 1 }, `x${index + 1}: ${name}`, "heading")
  );
  outputNames.forEach((name, index) =>
    sheet.put({ column: firstSeen + features.length + index, row: 1 }, `t${index + 1}: ${name}`, "heading")
  );
  const seen = dataset.rows.map(({ name, values }, row) => {
    const line = row + 2;
    const raw = rawInputsOf(model, values);
    sheet.put({ column: 1, row: line }, name);
    columns.forEach((column, index) =>
      sheet.put({ column: 2 + index, row: line }, cellOf(column, raw) ?? "", "input")
    );
    const ofInputs = features.map((feature, index) => {
      const column = columns.findLastIndex(({ first }) => first <= index);
      const settings = settingPlaces(index).map((place) => `${NETWORK_SHEET}!${fixedReferenceTo(place)}`);
      const typed = referenceTo({ column: 2 + column, row: line });
      const missing = feature.missing === undefined ? null : settings[2];
      const isFirst = columns[column].first === index;
      const others = isFirst
        ? othersOf(columns[column], (other) => ({ column: firstSeen + index + other, row: line }))
        : null;
      const formula = rawFormula(typed, feature, missing, others);
      const value = inputs[row * features.length + index];
      const place = { column: firstSeen + index, row: line };
      sheet.putFormula(place, `(${formula}-${settings[0]})/${settings[1]}`, value);
      return cells.cell(referenceTo(place, sheet), value);
    });
    const ofTargets = outputNames.map((_, index) => {
      const place = { column: firstSeen + features.length + index, row: line };
      const value = targets[row * outputNames.length + index];
      sheet.put(place, value, "input");
      return cells.cell(referenceTo(place, sheet), value);
    });
    return [...ofInputs, ...ofTargets];
  });
  sheet.widths = [14];
  sheet.frozenRows = 1;
  return { sheet, cell: (row, index) => seen[row][index] };
}
