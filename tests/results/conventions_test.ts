// Holds src/results/CONVENTIONS.md to the files: its readers are run as they stand there, in NumPy and in R.
import assert from "node:assert/strict";
import { parseExperiment } from "../../src/experiment/reading/parse_experiment.ts";
import { cellsOf, linesOf } from "../../src/results/csv_text.ts";
import { runExperiment } from "../../src/run/run_experiment.ts";
import { textOf } from "../architecture/layers.ts";
import { BOXES, FLOWERS, HELD_OUT, PRICES } from "../many_outputs.ts";
import { pythonWith } from "../python.ts";
import { canRun, requireOrSkip } from "../requirement.ts";
import { folderTest, writeFolder } from "./folder_of_results.ts";
import { PEOPLE, storedFiles, storedSweepFiles, textIn } from "./stored_examples.ts";

const page = textOf("src/results/CONVENTIONS.md");
const [numpyReader, tanhRule] = [...page.matchAll(/^```python\n(.*?)^```$/gms)].map(([, body]) => body);
const [rReader] = [...page.matchAll(/^```r\n(.*?)^```$/gms)].map(([, body]) => body);

/** Numbers that look like anything: xorshift from seed 7. */
function someNumbers(count: number): readonly number[] {
  let state = 7;
  return Array.from({ length: count }, () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32 * 20 - 10;
  });
}

/** A network that is asked two hundred times. */
function asked(activation: string, hidden: string): string {
  const numbers = someNumbers(400);
  const queries = Array.from(
    { length: 200 },
    (_, index) => `  - { name: q${index}, x: ${numbers[2 * index]}, y: ${numbers[2 * index + 1]} }`,
  );
  return `name: asked
dataset:
  features: [{ name: x, shift: 1 }, { name: y, scale: 3 }]
  target: { name: z, classes: { in: 0, out: 1 } }
  rows: [{ x: 1, y: 2, z: in }, { x: -3, y: 5, z: out }, { x: 0, y: -4, z: out }]
network: { hidden: ${hidden}, activation: ${activation} }
training: { epochs: 50, learning_rate: 0.3 }
queries:
${queries.join("\n")}
`;
}

/** The classic experiment with a query of which one cell is empty. */
const EMPTY_CELL = PEOPLE.replace("shift: 135", "shift: 135, missing: median").replace("weight: 155, ", "");

const python = await pythonWith("numpy");
const pandas = await pythonWith("pandas");
const hasR = await canRun("Rscript", ["--version"]);

Deno.test("the NumPy reader has fifteen lines, and its constants are those of the program", () => {
  assert.equal(linesOf(numpyReader).length, 15);
  const source = textOf("src/numeric/sigmoid.ts");
  for (
    const number of [
      "65546.02729135567",
      "874.686521167277",
      "189125.85704642296",
      "10095.985815158901",
      "43.29857573333714",
      "1.4426950408889634",
    ]
  ) {
    assert.ok(source.includes(number) && numpyReader.includes(number), number);
  }
  assert.ok(tanhRule.includes(String(2 * 1.4426950408889634)));
});

if (!requireOrSkip(python !== null, "Python's numpy", "Debian's python3-numpy, or pip install numpy")) {
  folderTest("the NumPy reader gives predictions.csv to the last digit", async (root) => {
    const program = numpyReader.replace(/^model, rows/m, `${tanhRule}model, rows`);
    const experiments = [
      PEOPLE,
      PRICES,
      BOXES,
      EMPTY_CELL,
      asked("sigmoid", "[4]"),
      asked("tanh", "[5, 3]"),
      asked("relu", "[12]"),
      asked("sigmoid", "[]"),
    ];
    let count = 0;
    for (const [index, text] of experiments.entries()) {
      const folder = `${root}/${index}`;
      const files = storedFiles(text);
      await writeFolder(folder, files);
      const { success, stdout, stderr } = await new Deno.Command(python!, {
        args: ["-c", program],
        cwd: folder,
      }).output();
      assert.ok(success, new TextDecoder().decode(stderr));
      const lines = linesOf(new TextDecoder().decode(stdout)).map((line) => line.split("\t"));
      const { predictions, features } = runExperiment(parseExperiment(text));
      const rows = linesOf(textIn(files, "predictions.csv")).slice(1).map(cellsOf);
      assert.equal(lines.length, rows.length);
      for (const [at, [name, ...outputs]] of lines.entries()) {
        assert.equal(name, rows[at][0]);
        const cells = rows[at].slice(1 + features.length, 1 + features.length + outputs.length);
        assert.deepEqual(outputs.map(Number), cells.map(Number), name);
        assert.deepEqual(outputs.map(Number), [...predictions[at].outputs ?? []]);
        count += outputs.length;
      }
    }
    assert.equal(count, 2 + 1 + 4 + 2 + 4 * 200);
  });
}

if (!requireOrSkip(hasR, "Rscript", "Debian's r-base-core")) {
  /** What the reader prints in the folder of a sweep. */
  const printedByR = async (folder: string, files: ReadonlyMap<string, Uint8Array>): Promise<string> => {
    await writeFolder(folder, files);
    const { success, stdout, stderr } = await new Deno.Command("Rscript", {
      args: ["-e", rReader],
      cwd: folder,
    }).output();
    assert.ok(success, new TextDecoder().decode(stderr));
    return new TextDecoder().decode(stdout);
  };

  interface Spread {
    readonly count: number;
    readonly mean: number;
    readonly sd: number;
    readonly quantiles: Readonly<Record<string, number>>;
  }

  const assertFigures = (text: string, wanted: Readonly<Record<string, Spread>>): void => {
    for (const [name, { count, mean, sd, quantiles }] of Object.entries(wanted)) {
      const line = linesOf(text).find((line) => line.startsWith(`${name}\t`));
      const numbers = (line ?? "").split("\t").slice(1).map(Number);
      const figures = [count, mean, sd, quantiles.p05, quantiles.p50, quantiles.p95];
      assert.equal(numbers.length, figures.length, `${name}\n${text}`);
      // Printed to 15 digits, and R sums with longer numbers than doubles.
      figures.forEach((figure, index) =>
        assert.ok(Math.abs(numbers[index] / figure - 1) < 1e-13, `${name} ${index}`)
      );
    }
  };

  folderTest(
    "the R reader finds what summary.json says, by count, with labels that are no logicals",
    async (root) => {
      const files = storedSweepFiles(PEOPLE, ["seed=1..60"]);
      const text = await printedByR(root, files);
      const summary = JSON.parse(textIn(files, "summary.json"));
      assertFigures(text, {
        final_loss: summary.final_loss,
        Emily: summary.queries.Emily.output,
        "'=Frank, the tall": summary.queries["=Frank, the tall"].output,
      });
      assert.match(text, /^ *F *\n *60 *$/m, "a column of F alone");
    },
  );

  folderTest("the R reader finds every output of several", async (root) => {
    for (const [index, text] of [FLOWERS, BOXES].entries()) {
      const files = storedSweepFiles(text, ["seed=1..10"]);
      const { queries } = JSON.parse(textIn(files, "summary.json"));
      const outputs = Object.entries<{ readonly outputs: Readonly<Record<string, Spread>> }>(queries)
        .flatMap(([query, { outputs }]) =>
          Object.entries(outputs).map(([output, spread]) => [`${query}.${output}`, spread] as const)
        );
      assert.ok(outputs.length >= 4);
      assertFigures(await printedByR(`${root}/${index}`, files), Object.fromEntries(outputs));
    }
  });
}

Deno.test({
  name: "pandas takes headers and cells as the page says",
  ignore: requireOrSkip(pandas !== null, "Python's pandas", "Debian's python3-pandas"),
  async fn() {
    const root = await Deno.makeTempDir();
    try {
      const files = storedSweepFiles(
        PEOPLE.replace("classes: { M: 0, F: 1 }", "classes: { NA: 0, F: 1 }").replaceAll(
          "gender: M",
          "gender: NA",
        ),
        [
          "learning_rate=0.0001,1e300",
          "seed=1..30",
          "activation=relu",
          "output=identity",
        ],
      );
      await writeFolder(root, files);
      const program = `
import pandas
t = pandas.read_csv("trials.csv", keep_default_na=False, na_values=[""], float_precision="round_trip")
t.to_csv("again.csv", index=False, lineterminator="\\n", float_format=lambda x: repr(float(x)))
print(list(t.columns), t["final_loss"].isna().sum(), (t["'=Frank, the tall.label"] == "NA").sum())`;
      const { success, stdout, stderr } = await new Deno.Command(pandas!, {
        args: ["-c", program],
        cwd: root,
      }).output();
      assert.ok(success, new TextDecoder().decode(stderr));
      const rows = (text: string) => linesOf(text).map(cellsOf);
      const [again, whole] = [await Deno.readTextFile(`${root}/again.csv`), textIn(files, "trials.csv")].map(
        rows,
      );
      assert.deepEqual(again[0], whole[0]);
      again.forEach((cells, row) =>
        cells.forEach((cell, column) => {
          const wanted = whole[row][column];
          assert.ok(
            cell === wanted || wanted !== "" && Number(cell) === Number(wanted),
            `${row}: ${cell} for ${wanted}`,
          );
        })
      );
      assert.match(new TextDecoder().decode(stdout), / 30 [1-9]\d*\n$/);
    } finally {
      await Deno.remove(root, { recursive: true });
    }
  },
});

Deno.test("a reader that goes by position finds the outputs in both formats", () => {
  for (const text of [PEOPLE, HELD_OUT, BOXES]) {
    const files = storedFiles(text);
    const { features, predictions } = runExperiment(parseExperiment(text));
    const rows = linesOf(textIn(files, "predictions.csv")).slice(1).map(cellsOf);
    const { features: stored } = JSON.parse(textIn(files, "model.json"));
    assert.equal(stored.length, features.length);
    rows.forEach((cells, row) => {
      const outputs = predictions[row].outputs ?? [];
      assert.deepEqual(cells.slice(1 + features.length, 1 + features.length + outputs.length).map(Number), [
        ...outputs,
      ]);
    });
  }
});
