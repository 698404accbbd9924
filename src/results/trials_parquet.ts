// `trials.parquet`: the trials as columns, for pandas, DuckDB and the like; the same doubles as `trials.csv`.
// What must not change: numbers are written plainly, one by one, so that no dictionary takes -0 for 0.
// Why apart from the library's graph: only `--parquet` needs the writer, and it takes longer to load than to train.

import { ByteWriter, ParquetWriter, schemaFromColumnData } from "npm:hyparquet-writer@0.17.0";
import { labelOf } from "../dataset/dataset.ts";
import { valueAt } from "../experiment/experiment.ts";
import { FIGURE, figureCount, LOSS_THRESHOLDS } from "../sweep/figures.ts";
import { indicesOfTrials, valueText } from "../sweep/plan.ts";
import type { SweepOutcome } from "../sweep/sweep_outcome.ts";

/** Rows written at once: columns of a million JavaScript values would not fit beside the sweep. */
const ROWS_PER_GROUP = 65_536;

type CellValue = number | string | null;

/** One column; its values are made for some trials at a time. */
interface TrialColumn {
  readonly name: string;
  readonly type: "DOUBLE" | "STRING";
  /** The values of the trials in `[from, to)`. */
  readonly valuesOf: (from: number, to: number) => CellValue[];
}

/**
 * The trials as a Parquet file: the columns of `trials.csv`, empty cells as null.
 *
 * @returns bytes that depend on the sweep alone.
 */
export function trialsParquet(outcome: SweepOutcome): Uint8Array {
  const { trialCount } = outcome.plan;
  const columns = withUniqueNames([...keyColumns(outcome), ...figureColumns(outcome)]);
  const columnData = (from: number, to: number): Parameters<ParquetWriter["write"]>[0]["columnData"] =>
    columns.map(({ name, type, valuesOf }) => ({
      name,
      type,
      nullable: true,
      data: valuesOf(from, to),
      ...(type === "DOUBLE" ? { encoding: "PLAIN" as const } : {}),
    }));
  const writer = new ByteWriter();
  const parquet = new ParquetWriter({
    writer,
    schema: schemaFromColumnData({ columnData: columnData(0, 0) }),
  });
  for (let from = 0; from < trialCount; from += ROWS_PER_GROUP) {
    const to = Math.min(trialCount, from + ROWS_PER_GROUP);
    parquet.write({ columnData: columnData(from, to), rowGroupSize: ROWS_PER_GROUP });
  }
  parquet.finish();
  return writer.getBytes();
}

function keyColumns({ plan }: SweepOutcome): TrialColumn[] {
  return plan.axes.flatMap((keys, axis) =>
    keys.map(({ key, values }): TrialColumn => {
      const isNumber = values.kind === "range" || values.values.every((value) => typeof value === "number");
      return {
        name: key,
        type: isNumber ? "DOUBLE" : "STRING",
        valuesOf: (from, to) => {
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

function figureColumns({ plan, figures }: SweepOutcome): TrialColumn[] {
  const { queries, dataset } = plan.experiment;
  const width = figureCount(queries.length);
  const column = (
    name: string,
    type: TrialColumn["type"],
    figure: number,
    cellOf: (value: number) => CellValue,
  ): TrialColumn => ({
    name,
    type,
    valuesOf: (from, to) =>
      Array.from({ length: to - from }, (_, index) => cellOf(figures[(from + index) * width + figure])),
  });
  const numbers = (name: string, figure: number): TrialColumn =>
    column(name, "DOUBLE", figure, (value) => Number.isNaN(value) ? null : value);
  const labels = (name: string, figure: number): TrialColumn =>
    column(name, "STRING", figure, (value) => Number.isNaN(value) ? null : labelOf(dataset.target, value));
  return [
    column(
      "status",
      "STRING",
      FIGURE.divergedAtEpoch,
      (epoch) => Number.isNaN(epoch) ? "completed" : "diverged",
    ),
    numbers("final_loss", FIGURE.finalLoss),
    ...LOSS_THRESHOLDS.map((threshold, index) =>
      numbers(`first_epoch_under_${threshold}`, FIGURE.firstEpochUnder + index)
    ),
    numbers("diverged_at_epoch", FIGURE.divergedAtEpoch),
    ...queries.flatMap(({ name }, query) => [
      numbers(name, FIGURE.outputs + query),
      labels(`${name}.label`, FIGURE.outputs + query),
    ]),
  ];
}

/** A query may have the name of another column, but readers accept each name only once. */
function withUniqueNames(columns: readonly TrialColumn[]): TrialColumn[] {
  const names = new Set<string>();
  return columns.map((column) => {
    let name = column.name;
    for (let copy = 2; names.has(name); copy++) name = `${column.name}.${copy}`;
    names.add(name);
    return { ...column, name };
  });
}
