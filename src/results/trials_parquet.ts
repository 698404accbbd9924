// `trials.parquet`: the trials as columns, for pandas, DuckDB and their kin; the same doubles as `trials.csv`.
// Why apart from the library's graph: only `--parquet` needs the writer, and it takes longer to load than to train.

import { parquetWriteBuffer } from "npm:hyparquet-writer@0.17.0";
import { labelOf } from "../dataset/dataset.ts";
import { FIGURE, figureCount, LOSS_THRESHOLDS } from "../sweep/figures.ts";
import { settingsAt, valueText } from "../sweep/plan.ts";
import type { SweepOutcome } from "../sweep/sweep_outcome.ts";

type Column = Parameters<typeof parquetWriteBuffer>[0]["columnData"][number];

/**
 * The trials as a Parquet file: the columns of `trials.csv`, empty cells as null.
 *
 * @returns bytes that depend on the sweep alone.
 */
export function trialsParquet({ plan, figures }: SweepOutcome): Uint8Array {
  const { queries, dataset } = plan.experiment;
  const width = figureCount(queries.length);
  const numbers = (name: string, figure: number): Column => ({
    name,
    type: "DOUBLE",
    nullable: true,
    data: Array.from({ length: plan.trialCount }, (_, trial) => {
      const value = figures[trial * width + figure];
      return Number.isNaN(value) ? null : value;
    }),
  });
  const texts = (name: string, textOf: (trial: number) => string | null): Column => ({
    name,
    type: "STRING",
    nullable: true,
    data: Array.from({ length: plan.trialCount }, (_, trial) => textOf(trial)),
  });
  const settings = Array.from({ length: plan.trialCount }, (_, trial) => settingsAt(plan, trial));
  const keys = plan.keys.map((key): Column => {
    const isNumber = settings.every((values) => typeof values[key] === "number");
    if (!isNumber) return texts(key, (trial) => valueText(settings[trial][key]));
    return {
      name: key,
      type: "DOUBLE",
      nullable: true,
      data: settings.map((values) => values[key] as number),
    };
  });
  const outputAt = (trial: number, query: number): number => figures[trial * width + FIGURE.outputs + query];
  const buffer = parquetWriteBuffer({
    columnData: [
      ...keys,
      texts(
        "status",
        (trial) => Number.isNaN(figures[trial * width + FIGURE.divergedAtEpoch]) ? "completed" : "diverged",
      ),
      numbers("final_loss", FIGURE.finalLoss),
      ...LOSS_THRESHOLDS.map((threshold, index) =>
        numbers(`first_epoch_under_${threshold}`, FIGURE.firstEpochUnder + index)
      ),
      numbers("diverged_at_epoch", FIGURE.divergedAtEpoch),
      ...queries.flatMap(({ name }, query) => [
        numbers(name, FIGURE.outputs + query),
        texts(`${name}.label`, (trial) => {
          const output = outputAt(trial, query);
          return Number.isNaN(output) ? null : labelOf(dataset.target, output);
        }),
      ]),
    ],
  });
  return new Uint8Array(buffer);
}
