// The forms of an export: equal results give equal bytes, and what has no network to take away is refused with the reason.
import assert from "node:assert/strict";
import { parseExperiment, resultFiles, runExperiment } from "../../mod.ts";
import {
  exportedFile,
  type ExportForm,
  exportForms,
  type ExportSettings,
  formsOf,
} from "../../src/export/forms.ts";
import { cellsOf, linesOf } from "../../src/results/csv_text.ts";
import { bytesOf } from "../../src/results/file_content.ts";
import { hashOf } from "../../src/results/hashed_files.ts";
import { readStoredRun } from "../../src/results/stored_run.ts";
import { BOXES, FLOWERS, HELD_OUT, HELD_OUT_WORD, PRICES } from "../many_outputs.ts";
import { DIVERGING, PEOPLE, storedFiles } from "../results/stored_examples.ts";
import { layerCases, randomCases } from "./random_models.ts";

const credit = { author: "Ada Lovelace", license: "https://spdx.org/licenses/CC-BY-4.0", date: "2024-02-29" };
const settings: ExportSettings = { credit };
const TEXTS = [PEOPLE, FLOWERS, BOXES, PRICES, HELD_OUT, HELD_OUT_WORD];

function formNamed(name: string): ExportForm {
  return exportForms.find((form) => form.name === name)!;
}

function textIn(name: string, text: string): string {
  const file = exportedFile(runExperiment(parseExperiment(text)), formNamed(name), settings);
  assert.ok("ok" in file);
  return new TextDecoder().decode(file.ok.bytes);
}

Deno.test("every form gives the same bytes for a run and for its stored result", () => {
  for (const text of TEXTS) {
    const read = readStoredRun(storedFiles(text));
    assert.ok("ok" in read && read.ok !== null);
    for (const form of exportForms) {
      const fresh = exportedFile(runExperiment(parseExperiment(text)), form, settings);
      const stored = exportedFile(read.ok.outcome, form, settings);
      assert.ok("ok" in fresh && fresh.ok.bytes.length > 100, form.name);
      assert.deepEqual(stored, fresh, form.name);
    }
  }
});

Deno.test("forms have files of different names, which begin with the experiment's but for those that lie beside it", () => {
  const names = exportForms.map((form) => form.fileName("gender", {}));
  assert.equal(new Set(names).size, names.length);
  assert.deepEqual(names.filter((name) => !name.startsWith("gender")), [
    "datapackage.json",
    "ro-crate-metadata.json",
  ]);
  assert.notEqual(
    formNamed("onnx").fileName("gender", { float32: true }),
    formNamed("onnx").fileName("gender", {}),
  );
});

Deno.test("a diverged run has no network in any form", () => {
  const outcome = runExperiment(parseExperiment(DIVERGING));
  for (const form of exportForms) {
    assert.deepEqual(exportedFile(outcome, form, settings), {
      problems: ["the run diverged: it has no network to take away"],
    });
  }
});

Deno.test("a form that cannot have a network is not offered for it, and says why", () => {
  const asking = runExperiment(parseExperiment(`name: asking
dataset: { features: [{ name: x }], target: { name: y } }
training: { epochs: 0 }
queries: [{ x: 1 }]
`));
  const offered = formsOf(asking);
  assert.ok("ok" in offered);
  const names = offered.ok.map(({ name }) => name);
  assert.deepEqual(names, exportForms.map(({ name }) => name).filter((name) => name !== "pytorch"));
  const file = exportedFile(asking, formNamed("pytorch"));
  assert.ok("problems" in file);
  assert.match(file.problems[0], /^pytorch needs rows to learn from/);
});

Deno.test("xlsx refuses a network that no spreadsheet opens in seconds, and one that it has no columns for", () => {
  const problemOf = (network: Record<string, unknown>): string => {
    const columns = Array.from({ length: 900 }, (_, index) => `p${index}`);
    const dataset = {
      features: [{ columns: "p*", name: "image", shape: [30, 30] }],
      target: { name: "y" },
      rows: [["y", ...columns], [0, ...columns.map(() => 1)]],
    };
    const text = JSON.stringify({ name: "wide", dataset, network, training: { epochs: 0 } });
    const file = exportedFile(runExperiment(parseExperiment(text)), formNamed("xlsx"));
    assert.ok("problems" in file);
    return file.problems[0];
  };
  assert.equal(
    problemOf({ hidden: [250] }),
    "xlsx has at most 200,000 cells of parameters and neurons: this network would have 226,003",
  );
  assert.equal(
    problemOf({ layers: [{ conv: { filters: 20, size: 3, padding: 1 } }, { dense: {} }] }),
    "xlsx has at most 16,384 columns: a layer of this network has 18,000 inputs",
  );
});

Deno.test("pytorch refuses an experiment without rows, and ro-crate what is no author, licence or day", () => {
  const asking = runExperiment(
    parseExperiment("name: ask\ndataset: { features: [{ name: x }] }\ntraining: { epochs: 0 }"),
  );
  const problemOf = (name: string, given: ExportSettings): string => {
    const file = exportedFile(asking, formNamed(name), given);
    assert.ok("problems" in file);
    return file.problems[0];
  };
  assert.equal(problemOf("pytorch", {}), "pytorch needs rows to learn from: this experiment only asks");
  assert.match(
    problemOf("ro-crate", {}),
    /^ro-crate needs an author, a license and a date: nothing is guessed$/,
  );
  assert.match(problemOf("ro-crate", { credit: { ...credit, author: " " } }), /author must be a name/);
  assert.match(
    problemOf("ro-crate", { credit: { ...credit, license: "MIT" } }),
    /license must be the address .*: found MIT/,
  );
  for (
    const date of ["2023-02-29", "2024-13-01", "2024-00-10", "2024-04-31", "24-04-30", "2024-1-1", "today"]
  ) {
    assert.match(
      problemOf("ro-crate", { credit: { ...credit, date } }),
      /date must be a day such as .*: found /,
    );
  }
});

Deno.test("a word that only held-out rows have moves no number to another input", () => {
  const script = textIn("pytorch", HELD_OUT_WORD);
  assert.ok(script.includes("inputs = scaled([\n    [1.0, 0.0, 133.0],\n    [0.0, 1.0, 160.0],"), script);
  assert.ok(script.includes("held_out_inputs = scaled([\n    [0.0, 0.0, 150.0],\n])"), script);
  assert.ok(script.includes('("Eva", [0.0, 1.0, 140.0])'), script);
  const book = textIn("xlsx", HELD_OUT_WORD);
  const [{ outputs }] = runExperiment(parseExperiment(HELD_OUT_WORD)).predictions;
  for (const output of outputs!) assert.ok(book.includes(`<v>${output}</v>`), String(output));
  const rows = book.slice(book.indexOf(">row<"));
  assert.match(rows, />Anna<.*?>Oslo<.*?<v>133<.*?>Ben<.*?>Bern<.*?<v>160</s);
});

Deno.test("float32 is refused for a network whose numbers it cannot hold", () => {
  const text = PEOPLE.replace("init: { seed: 42 }", "init: { weights: 1e39 }").replace(
    "epochs: 60",
    "epochs: 0",
  );
  const outcome = runExperiment(parseExperiment(text));
  assert.deepEqual(exportedFile(outcome, formNamed("onnx"), { float32: true }), {
    problems: ["float32 holds numbers up to 3.4e38: found 1e+39 in the network"],
  });
  assert.ok("ok" in exportedFile(outcome, formNamed("onnx")));
});

interface PackageField {
  readonly name: string;
  readonly type: "integer" | "number" | "string";
  readonly constraints?: { readonly enum: readonly string[] };
}

Deno.test("the data package names every column of the tables, and each cell is of the type that it says", () => {
  const outcomes = [
    ...TEXTS.map((text) => runExperiment(parseExperiment(text))),
    ...randomCases(4000, 60).map(({ outcome }) => outcome),
    ...layerCases(0, 6).map(({ outcome }) => outcome),
  ];
  for (const outcome of outcomes) {
    const file = exportedFile(outcome, formNamed("datapackage"));
    assert.ok("ok" in file);
    const { resources } = JSON.parse(new TextDecoder().decode(file.ok.bytes));
    const files = resultFiles(outcome);
    assert.deepEqual(resources.map(({ path }: { path: string }) => path), ["loss.csv", "predictions.csv"]);
    for (const { path, bytes, hash, schema } of resources) {
      const content = bytesOf(files.get(path)!);
      assert.equal(bytes, content.length);
      assert.equal(hash, `sha256:${hashOf(content)}`);
      const fields: readonly PackageField[] = schema.fields;
      const [header, ...lines] = linesOf(String(files.get(path))).map(cellsOf);
      assert.deepEqual(fields.map(({ name }) => name), header);
      for (const cells of lines) {
        fields.forEach(({ type, constraints }, index) => {
          const cell = cells[index];
          if (cell === "") return;
          if (type !== "string") assert.match(cell, type === "integer" ? /^\d+$/ : /^-?[\d.]+(e[-+]\d+)?$/);
          if (constraints !== undefined) assert.ok(constraints.enum.includes(cell), cell);
        });
      }
    }
  }
});

Deno.test("the RO-Crate says whose the result is, and every file that it names is one of the result, with its hash", () => {
  const crate = JSON.parse(textIn("ro-crate", HELD_OUT));
  const graph: readonly Readonly<Record<string, unknown>>[] = crate["@graph"];
  const entity = (id: unknown) => graph.find((one) => one["@id"] === id)!;
  const root = entity("./");
  assert.deepEqual(root.license, { "@id": credit.license });
  assert.equal(root.datePublished, credit.date);
  assert.equal(entity((root.author as { "@id": string })["@id"]).name, credit.author);
  const files = resultFiles(runExperiment(parseExperiment(HELD_OUT)));
  const parts = root.hasPart as readonly { readonly "@id": string }[];
  assert.ok(parts.length >= 7);
  for (const { "@id": name } of parts) {
    assert.equal(entity(name).sha256, hashOf(bytesOf(files.get(name)!)), name);
  }
  // What is referred to is there: no dangling name.
  const ids = new Set(graph.map((one) => one["@id"]));
  const references = [...JSON.stringify(graph).matchAll(/\{"@id":"([^"]+)"\}/g)].map(([, id]) => id);
  assert.deepEqual(references.filter((id) => !ids.has(id)), ["https://w3id.org/ro/crate/1.2"]);
});
