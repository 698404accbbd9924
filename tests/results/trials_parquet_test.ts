// `trials.parquet` read by a reader of its own holds what `trials.csv` holds, double for double.
import assert from "node:assert/strict";
import { parquetMetadata, parquetReadObjects } from "npm:hyparquet@1.31.5";
import { parseExperiment } from "../../src/experiment/reading/parse_experiment.ts";
import { cellsOf } from "../../src/results/csv_text.ts";
import { bytesOf } from "../../src/results/file_content.ts";
import { sweepFiles } from "../../src/results/sweep_files.ts";
import { trialsParquet } from "../../src/results/trials_parquet.ts";
import { answerShapeOf, outputFigure } from "../../src/sweep/figures.ts";
import { columnOf, eachPart, sweepExperiment, type SweepOutcome } from "../../src/sweep/sweep_outcome.ts";
import { pythonWith } from "../python.ts";
import { skipWithout } from "../requirement.ts";
import { namedSweeps, people } from "../sweep/sweep_cases.ts";
import { figuresOf, trialRows } from "../sweep/trial_rows.ts";

type Row = Readonly<Record<string, unknown>>;

function parquetOf(outcome: SweepOutcome): Uint8Array {
  return bytesOf([...trialsParquet(outcome.plan, eachPart(outcome))]);
}

async function parquetRows(outcome: SweepOutcome): Promise<readonly Row[]> {
  return await parquetReadObjects({ file: bufferOf(parquetOf(outcome)) });
}

function bufferOf(bytes: Uint8Array): ArrayBuffer {
  return bytes.slice().buffer as ArrayBuffer;
}

/** The lines of `trials.csv`, the header first. */
function csvRows(outcome: SweepOutcome): readonly (readonly string[])[] {
  const text = new TextDecoder().decode(bytesOf(sweepFiles(outcome).get("trials.csv")!));
  return text.trimEnd().split("\n").map((line) => [...cellsOf(line)]);
}

function assertSameTable(
  rows: readonly Row[],
  [header, ...lines]: ReturnType<typeof csvRows>,
  name: string,
): void {
  assert.equal(rows.length, lines.length, name);
  rows.forEach((row, trial) => {
    assert.deepEqual(Object.keys(row), header, name);
    Object.values(row).forEach((value, column) => {
      const cell = lines[trial][column];
      const wanted = cell === "" ? null : typeof value === "number" ? Number(cell) : cell;
      assert.ok(Object.is(value, wanted), `${name}, trial ${trial}, ${header[column]}: ${value} for ${cell}`);
    });
  });
}

Deno.test("a parquet file holds the header, doubles, labels and empty cells of trials.csv", async () => {
  for (const { name, experiment } of namedSweeps) {
    const outcome = sweepExperiment(experiment);
    assertSameTable(await parquetRows(outcome), csvRows(outcome), name);
  }
});

Deno.test("a swept list of hidden layers and an activation are text, other keys are numbers", async () => {
  const rows = await parquetRows(
    sweepExperiment(people("hidden=[],[3,2]", "activation=tanh,relu", "seed=1..2", "epochs=1")),
  );
  assert.deepEqual([rows[0]["network.hidden"], rows[7]["network.hidden"]], ["[]", "[3 2]"]);
  assert.deepEqual([rows[0]["network.activation"], rows[7]["init.seed"]], ["tanh", 2]);
});

Deno.test("0 and -0 stay apart", async () => {
  const { plan, ...outcome } = sweepExperiment(people("seed=1..4", "epochs=0"));
  const figures = trialRows({ plan, ...outcome });
  figures.set([0, -0], 4);
  const rows = await parquetRows({ ...outcome, plan, figures: figuresOf(plan, figures) });
  assert.deepEqual([rows[0].Emily, rows[0].Frank].map((value) => Object.is(value, -0)), [false, true]);
});

Deno.test("a query with the name of another column has a column of its own", async () => {
  const rows = await parquetRows(sweepExperiment(parseExperiment(
    "name: ask\ndataset: { features: [{ name: x }] }\ntraining: { epochs: 0 }\n" +
      "queries: [{ name: status, x: 1 }]\nsweep: { seed: 1..3 }",
  )));
  assert.equal(rows[0].status, "completed");
  assert.equal(typeof rows[0]["status.2"], "number");
});

Deno.test("more trials than fit one group of rows keep their order", async () => {
  const outcome = sweepExperiment(people("seed=1..70000", "epochs=0"), { engine: "plain" });
  const bytes = parquetOf(outcome);
  assert.equal(parquetMetadata(bufferOf(bytes)).row_groups.length, 2);
  const rows = await parquetReadObjects({
    file: bufferOf(bytes),
    columns: ["init.seed", "Emily"],
    rowStart: 65530,
  });
  const emily = columnOf(outcome, outputFigure(answerShapeOf(outcome.plan.experiment), 0));
  rows.forEach((row, index) => {
    assert.equal(row["init.seed"], 65531 + index);
    assert.equal(row.Emily, emily[65530 + index]);
  });
});

Deno.test("equal sweeps give equal bytes", () => {
  const [a, b] = [1, 2].map(() => parquetOf(sweepExperiment(people("seed=1..50"))));
  assert.deepEqual(a, b);
});

for (
  const [module, other, read] of [
    [
      "pandas",
      "pyarrow",
      "pandas.read_parquet(path).to_csv(sys.stdout, index=False, float_format='%.17g', lineterminator='\\n')",
    ],
    [
      "duckdb",
      "pandas",
      "duckdb.sql(f\"select * from '{path}'\").df().to_csv(sys.stdout, index=False, float_format='%.17g', lineterminator='\\n')",
    ],
  ] as const
) {
  const python3 = await pythonWith(`${module}, ${other}`);
  Deno.test({
    name: `${module} reads the same numbers`,
    ignore: skipWithout(
      python3 !== null,
      `Python's ${module} with ${other}`,
      `pip install ${module} ${other}`,
    ),
    async fn() {
      const outcome = sweepExperiment(people("seed=1..200"));
      const path = await Deno.makeTempFile({ suffix: ".parquet" });
      try {
        await Deno.writeFile(path, parquetOf(outcome));
        const program = `import sys, ${module}\npath = sys.argv[1]\n${read}`;
        const { stdout, stderr } = await new Deno.Command(python3!, { args: ["-c", program, path] })
          .output();
        const lines = new TextDecoder().decode(stdout).trimEnd().split("\n").map((line) => line.split(","));
        assert.equal(lines.length, 201, new TextDecoder().decode(stderr));
        csvRows(outcome).forEach((cells, index) =>
          cells.forEach((cell, column) => {
            const found = lines[index][column];
            assert.ok(found === cell || Number(found) === Number(cell), `${found} for ${cell}`);
          })
        );
      } finally {
        await Deno.remove(path);
      }
    },
  });
}
