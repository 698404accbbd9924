// The answer of a network on its sheet: its outputs in raw units, and the label.
// What must not change: the label is the one that predictions.csv has, halfway between two classes that of the higher one.

import type { ClassesTarget, CodedTarget } from "../../dataset/dataset.ts";
import { operations as o, type Value } from "../operations.ts";
import type { TrainedModel } from "../trained_model.ts";
import { type CellValues, noPlace, referenceTo, type Sheet } from "./sheet.ts";

/** How many rows the answer takes. */
export function answerRowCount({ outputNames, target }: TrainedModel): number {
  return 4 + outputNames.length + (target?.kind === "coded" ? target.classes.length + 1 : 0);
}

/** The outputs in raw units, and the label. */
export function answerRows(
  sheet: Sheet,
  cells: CellValues,
  { outputNames, target, targetColumns }: TrainedModel,
  outputs: readonly Value[],
  firstRow: number,
): void {
  const headings = ["answer", "value", ...(target?.kind === "numbers" ? ["unit", "shift", "scale"] : [])];
  headings.forEach((heading, index) => sheet.put({ column: index + 1, row: firstRow }, heading, "heading"));
  const values = outputs.map((output, index) => {
    const row = firstRow + 1 + index;
    const { shift = 0, scale = 1, unit = null } = targetColumns[index] ?? {};
    sheet.put({ column: 1, row }, outputNames[index]);
    sheet.put({ column: 3, row }, unit ?? "", "note");
    const isRaw = shift !== 0 || scale !== 1;
    const parts = [shift, scale].map((value, at) => {
      const place = { column: 4 + at, row };
      if (isRaw) sheet.put(place, value);
      return cells.cell(referenceTo(place), value);
    });
    const { formula, value } = cells.formula(
      isRaw ? o.add(o.multiply(output, parts[1]), parts[0]) : output,
      noPlace,
    );
    sheet.putFormula({ column: 2, row }, formula, value);
    return value;
  });
  if (target?.kind === "classes" || target?.kind === "coded") {
    labelRow(sheet, target, outputNames, values, firstRow);
  }
}

/** The label of the answer, under the outputs; coded classes stand beside them, each with the output from which on it is meant. */
function labelRow(
  sheet: Sheet,
  target: ClassesTarget | CodedTarget,
  outputNames: readonly string[],
  values: readonly number[],
  firstRow: number,
): void {
  const [first, last] = [firstRow + 1, firstRow + values.length];
  const row = last + 1;
  sheet.put({ column: 1, row }, target.name, "heading");
  const place = { column: 2, row };
  if (target.kind === "classes") {
    const names = `$A$${first}:$A$${last}`;
    const range = `$B$${first}:$B$${last}`;
    const largest = values.reduce((best, value, index) => value > values[best] ? index : best, 0);
    sheet.putFormula(
      place,
      `INDEX(${names},MATCH(MAX(${range}),${range},0))`,
      outputNames[largest],
      "heading",
    );
    return;
  }
  // Halfway between two classes begins the higher one; the lowest class has all that is below.
  const { classes } = target;
  const from = classes.slice(1).map(({ value }, index) => classes[index].value / 2 + value / 2);
  ["class", "its number", "from"].forEach((heading, index) =>
    sheet.put({ column: 4 + index, row: firstRow + 2 }, heading, "note")
  );
  classes.forEach(({ label, value }, index) => {
    const row = firstRow + 3 + index;
    sheet.put({ column: 4, row }, label);
    sheet.put({ column: 5, row }, value);
    sheet.put(
      { column: 6, row },
      index === 0 ? "the rest" : from[index - 1],
      index === 0 ? "note" : undefined,
    );
  });
  const [top, bottom] = [firstRow + 3, firstRow + 2 + classes.length];
  const label = classes[from.filter((start) => values[0] >= start).length]?.label ?? "";
  const [answer, second] = [`$B$${first}`, top + 1];
  const others = `LOOKUP(${answer},$F$${second}:$F$${bottom},$D$${second}:$D$${bottom})`;
  sheet.putFormula(
    place,
    classes.length === 1 ? `$D$${top}` : `IF(${answer}<$F$${second},$D$${top},${others})`,
    label,
    "heading",
  );
}
