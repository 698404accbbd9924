// `trials.parquet`: the trials as columns, for pandas, DuckDB and the like; the same doubles as `trials.csv`.
// What must not change: numbers are written plainly, one by one, so that no dictionary takes -0 for 0.
// Why apart from the library's graph: only `--parquet` needs the writer, and it takes longer to load than to train.

import { ByteWriter, ParquetWriter, schemaFromColumnData } from "npm:hyparquet-writer@0.17.0";
import { labelOf, type Target } from "../dataset/dataset.ts";
import { valueAt } from "../experiment/experiment.ts";
import { answerShapeOf, FIGURE, figureCount, outputFigure } from "../sweep/figures.ts";
import { indicesOfTrials, partRange, type SweepPlan, valueText } from "../sweep/plan.ts";
import { uniqueNames } from "./answer_columns.ts";
import { type TrialColumn, trialColumns } from "./trial_columns.ts";

/** Rows of a row group: columns of a million JavaScript values would not fit in memory. */
const ROWS_PER_GROUP = 65_536;

type CellValue = number | string | null;

/** One column; its values are made for one row group at a time. */
interface ParquetColumn {
  readonly name: string;
  readonly type: "DOUBLE" | "STRING";
  readonly valuesOf: (rows: RowGroup) => CellValue[];
}

/** Some trials that follow each other. */
interface RowGroup {
  readonly from: number;
  readonly to: number;
  /** [figure][trial - from] */
  readonly figures: readonly Float64Array[];
}

/**
 * The trials as a Parquet file: the columns of `trials.csv`, empty cells as null.
 *
 * @param parts the figures of the sweep's parts, in order.
 * @returns the bytes in pieces, which depend on the sweep alone.
 */
export function* trialsParquet(plan: SweepPlan, parts: Iterable<Float64Array>): Generator<Uint8Array> {
  // A query may have the name of another column, but readers accept each name only once.
  const allColumns = [...keyColumns(plan), ...figureColumns(plan)];
  const names = uniqueNames(allColumns.map(({ name }) => name));
  const columns = allColumns.map((column, index) => ({ ...column, name: names[index] }));
  const columnData = (rows: RowGroup): Parameters<ParquetWriter["write"]>[0]["columnData"] =>
    columns.map(({ name, type, valuesOf }) => ({
      name,
      type,
      nullable: true,
      data: valuesOf(rows),
      ...(type === "DOUBLE" ? { encoding: "PLAIN" as const } : {}),
    }));
  const writer = new ByteWriter();
  const parquet = new ParquetWriter({
    writer,
    schema: schemaFromColumnData({ columnData: columnData({ from: 0, to: 0, figures: emptyFigures(plan) }) }),
  });
  for (const rows of rowGroups(plan, parts)) {
    parquet.write({ columnData: columnData(rows), rowGroupSize: ROWS_PER_GROUP });
    yield written(writer);
  }
  parquet.finish();
  yield written(writer);
}

/** The bytes that a writer has taken; it goes on with the next. */
function written(writer: ByteWriter): Uint8Array {
  const bytes = writer.getBytes().slice();
  writer.index = 0;
  return bytes;
}

/** Room for the figures of so many trials. */
function emptyFigures({ experiment }: SweepPlan, trialCount = 0): readonly Float64Array[] {
  return Array.from({ length: figureCount(answerShapeOf(experiment)) }, () => new Float64Array(trialCount));
}

/** The figures of all trials, so many rows at a time. */
function* rowGroups(plan: SweepPlan, parts: Iterable<Float64Array>): Generator<RowGroup> {
  let from = 0;
  let figures: readonly Float64Array[] = [];
  let filled = 0;
  let part = 0;
  for (const partFigures of parts) {
    const range = partRange(plan, part++);
    const trialCount = range.to - range.from;
    for (let at = 0; at < trialCount;) {
      if (filled === 0) {
        figures = emptyFigures(plan, Math.min(ROWS_PER_GROUP, plan.trialCount - from));
      }
      const count = Math.min(trialCount - at, figures[0].length - filled);
      figures.forEach((column, figure) => {
        const start = figure * trialCount + at;
        column.set(partFigures.subarray(start, start + count), filled);
      });
      at += count;
      filled += count;
      if (filled < figures[0].length) continue;
      yield { from, to: from + filled, figures };
      from += filled;
      filled = 0;
    }
  }
}

function keyColumns(plan: SweepPlan): ParquetColumn[] {
  return plan.axes.flatMap((keys, axis) =>
    keys.map(({ key, values }): ParquetColumn => {
      const isNumber = values.kind === "range" || values.values.every((value) => typeof value === "number");
      return {
        name: key,
        type: isNumber ? "DOUBLE" : "STRING",
        valuesOf: ({ from, to }) => {
          const cells: CellValue[] = [];
          for (const indices of indicesOfTrials(plan, from, to)) {
            const value = valueAt(values, indices[axis]);
            cells.push(isNumber ? value as number : valueText(value));
          }
          return cells;
        },
      };
    })
  );
}

function figureColumns(plan: SweepPlan): readonly ParquetColumn[] {
  const { experiment } = plan;
  const shape = answerShapeOf(experiment);
  const typeAndValues = (column: TrialColumn): Omit<ParquetColumn, "name"> => {
    switch (column.kind) {
      case "status":
        return {
          type: "STRING",
          valuesOf: ({ figures }) => Array.from(figures[FIGURE.divergedAtEpoch], statusOf),
        };
      case "number":
        return {
          type: "DOUBLE",
          valuesOf: ({ figures }) => Array.from(figures[column.figure], numberOrNull),
        };
      case "label": {
        const first = outputFigure(shape, column.query);
        return {
          type: "STRING",
          valuesOf: ({ figures }) =>
            labelsOf(experiment.dataset.target, figures.slice(first, first + shape.outputCount)),
        };
      }
    }
  };
  return trialColumns(plan).map((column) => ({ name: column.name, ...typeAndValues(column) }));
}

function statusOf(divergedAtEpoch: number): string {
  return Number.isNaN(divergedAtEpoch) ? "completed" : "diverged";
}

function numberOrNull(figure: number): number | null {
  return Number.isNaN(figure) ? null : figure;
}

/** The label of each trial. @param columns the outputs of one query: [output][trial - from]. */
function labelsOf(target: Target | null, columns: readonly Float64Array[]): (string | null)[] {
  const outputs = new Float64Array(columns.length);
  return Array.from({ length: columns[0].length }, (_, trial) => {
    columns.forEach((column, output) => outputs[output] = column[trial]);
    return Number.isNaN(outputs[0]) ? null : labelOf(target, outputs);
  });
}
