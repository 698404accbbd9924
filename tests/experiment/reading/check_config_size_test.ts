// What can be run can be read again: an experiment whose config.json would be too large is refused.
import assert from "node:assert/strict";
import fc from "npm:fast-check@4.3.0";
import { configBytes } from "../../../src/experiment/reading/check_config_size.ts";
import { configOf } from "../../../src/experiment/config.ts";
import { LIMITS } from "../../../src/experiment/limits.ts";
import { parseExperiment, readExperiment } from "../../../src/experiment/reading/parse_experiment.ts";
import { jsonText } from "../../../src/results/json_text.ts";
import { bytesOf } from "../../../src/results/file_content.ts";
import { caseCount } from "../../requirement.ts";

/** An experiment over a CSV file of numbers. */
function overCsv(rowCount: number, columnNames: readonly string[], cell = "1.5") {
  const features = columnNames.map((name) => `{ name: ${JSON.stringify(name)} }`).join(", ");
  const yaml = "name: big\ndataset:\n  file: rows.csv\n  target: { name: y, classes: { no: 0, yes: 1 } }\n" +
    `  features: [${features}]\ntraining: { epochs: 1 }\n`;
  const header = ["y", ...columnNames.map((name) => `"${name}"`)].join(",");
  const line = `\nyes${`,${cell}`.repeat(columnNames.length)}`;
  return { yaml, csv: header + line.repeat(rowCount) + "\n" };
}

Deno.test("a CSV file whose config would be larger than one that is read is refused where it is named", () => {
  const { yaml, csv } = overCsv(100_000, Array.from({ length: 6 }, (_, index) => `${index}`.padEnd(60, "x")));
  assert.ok(csv.length < LIMITS.dataFileBytes);
  const read = readExperiment(yaml, { readDataFile: () => ({ text: csv }) });
  assert.ok("problems" in read);
  const [{ code, message, hint, place }] = read.problems;
  assert.equal(code, "too_large");
  assert.match(
    message,
    /^dataset must fit into a config\.json of 33554432 bytes, which names the columns in each row: found \d{8}$/,
  );
  assert.equal(hint, "shorten the names of the columns, or leave rows out");
  assert.equal(place.source.text.slice(place.start, place.end), "rows.csv");
});

Deno.test("a config may be larger than an experiment file, and is read again", () => {
  const { yaml, csv } = overCsv(25_000, Array.from({ length: 6 }, (_, index) => `${index}`.padEnd(16, "x")));
  const experiment = parseExperiment(yaml, { readDataFile: () => ({ text: csv }) });
  const text = jsonText(configOf(experiment));
  assert.ok(text.length > LIMITS.fileBytes);
  assert.ok("ok" in readExperiment(text, { limitBytes: LIMITS.configBytes }));
});

Deno.test("the estimated size is never below the true one, and at most three times as large, seed 5", () => {
  const name = fc.stringMatching(/^[a-zß漢"\\]{1,30}$/u);
  const inputs = fc.record({
    rowCount: fc.integer({ min: 0, max: 60 }),
    names: fc.uniqueArray(name, { minLength: 1, maxLength: 8 }),
    cell: fc.constantFrom("0", "-1.5", "0.30000000000000004", "-1.7976931348623157e308"),
  });
  fc.assert(
    fc.property(inputs, ({ rowCount, names, cell }) => {
      const columns = names.map((text) => text.replaceAll('"', "'"));
      if (new Set([...columns, "y", "name"]).size < columns.length + 2 || rowCount === 0) return;
      const { yaml, csv } = overCsv(rowCount, columns, cell);
      const experiment = parseExperiment(yaml, { readDataFile: () => ({ text: csv }) });
      const [estimated, actual] = [configBytes(experiment), bytesOf(jsonText(configOf(experiment))).length];
      assert.ok(estimated >= actual, `${estimated} < ${actual}`);
      assert.ok(estimated <= 3 * actual + 2000, `${estimated} > ${actual}`);
    }),
    { seed: 5, numRuns: caseCount(200, 2000) },
  );
});
