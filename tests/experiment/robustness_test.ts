// No text is too strange, too long or too deep: every one soon gives an experiment or problems.

import assert from "node:assert/strict";
import fc from "npm:fast-check@4.3.0";
import { LIMITS } from "../../src/experiment/limits.ts";
import { type ParseOptions, readExperiment } from "../../src/experiment/reading/parse_experiment.ts";
import { describeProblem } from "../../src/experiment/source/problem.ts";

const folders = ["../../experiments/", "mistakes/"].map((path) => new URL(path, import.meta.url));
const texts = folders.flatMap((folder) =>
  [...Deno.readDirSync(folder)]
    .filter(({ name }) => name.endsWith(".yaml"))
    .map(({ name }) => Deno.readTextFileSync(new URL(name, folder)))
);
const people = Deno.readTextFileSync(new URL("people.csv", folders[0]));

/** Reads a text and describes what is wrong with it; only a bug throws. */
function read(text: string, options: ParseOptions = {}): number {
  const result = readExperiment(text, { readDataFile: () => ({ text: people }), ...options });
  if ("ok" in result) return 0;
  assert.ok(result.problems.length > 0 && result.problems.length <= LIMITS.problems);
  for (const problem of result.problems) {
    const { place } = problem;
    assert.ok(place.start >= 0 && place.start <= place.end, problem.message);
    assert.ok(place.start <= place.source.text.length, problem.message);
    const lines = describeProblem(problem).split("\n");
    assert.ok(lines.length <= 4);
    for (const line of lines) assert.ok([...line].length < 700, line);
  }
  return result.problems.length;
}

const pieces = fc.constantFrom(
  ..."{}[]:,-#&*!|>'\"%@`?~\n\r\t \0\uFEFF\u2028\uD800\u202e0123456789.eE+-",
  ...["\n  ", "- ", ": ", "null", ".inf", "0x10", "__proto__", "constructor", "&a", "*a", "<<: "],
  ...["!!int ", "---\n", "...\n", "? ", "|\n", "1..5", "mean", "std", "name", "rows", "sweep: "],
  ...["zip: ", "linspace(0, 1, 3)", "1e400"],
);

Deno.test("experiments with characters changed, lost and doubled are read or refused, seed 1", () => {
  const edit = fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    removed: fc.oneof(fc.constant(0), fc.nat(3), fc.nat(60)),
    added: fc.oneof(pieces, fc.constant("")),
  });
  fc.assert(
    fc.property(fc.constantFrom(...texts), fc.array(edit, { minLength: 1, maxLength: 4 }), (text, edits) => {
      let changed = text;
      for (const { at, removed, added } of edits) {
        const start = Math.floor(at * changed.length);
        changed = changed.slice(0, start) + added + changed.slice(start + removed);
      }
      read(changed);
    }),
    { seed: 1, numRuns: 4000 },
  );
});

Deno.test("lines of experiments in any order are read or refused, seed 2", () => {
  const lines = texts.flatMap((text) => text.split("\n"));
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...lines), { maxLength: 12 }), (some) => void read(some.join("\n"))),
    { seed: 2, numRuns: 1500 },
  );
});

Deno.test("random pieces of YAML are read or refused, seed 3", () => {
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 30 }), (some) => void read(some.join(""))),
    { seed: 3, numRuns: 3000 },
  );
});

Deno.test("random trees under the keys of an experiment are read or refused, seed 4", () => {
  const keys = fc.constantFrom(
    ..."name dataset features target classes rows file network hidden init seed weights".split(" "),
    ..."biases training epochs queries sweep zip shift scale constructor x".split(" "),
    ..."optimizer momentum nesterov beta1 epsilon batch_size shuffle shuffle_seed scheme sd loss".split(" "),
  );
  const { trees } = fc.letrec((tie) => ({
    trees: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom<unknown>("x", "1..3", "", null, true, "mean", "people.csv", "linspace(0, 1, 3)"),
      fc.double(),
      fc.array(tie("trees"), { maxLength: 3 }),
      fc.dictionary(keys, tie("trees"), { maxKeys: 4 }),
    ),
  }));
  const file = fc.record({
    name: fc.oneof(fc.constant("x"), trees),
    dataset: fc.oneof(
      fc.record({
        features: fc.constant([{ name: "x" }]),
        target: fc.oneof(fc.constant({ name: "y" }), trees),
        rows: fc.oneof(fc.constant([{ x: 1, y: 2 }]), trees),
      }),
      trees,
    ),
    network: fc.option(trees, { nil: undefined }),
    init: fc.option(trees, { nil: undefined }),
    training: fc.option(trees, { nil: undefined }),
    queries: fc.option(trees, { nil: undefined }),
    sweep: fc.option(trees, { nil: undefined }),
  });
  fc.assert(fc.property(file, (value) => void read(JSON.stringify(value))), { seed: 4, numRuns: 3000 });
});

Deno.test("random overrides are applied or refused, seed 5", () => {
  const keys = fc.constantFrom(
    ..."seed init.seed weights biases learning_rate epochs hidden activation name shift".split(" "),
    ..."weight.shift weight.scale Emily.weight classes file description sweep zip rows x".split(" "),
    ..."optimizer momentum nesterov beta1 rho epsilon weight_decay l1 clip_norm clip_value".split(" "),
    ..."batch_size shuffle shuffle_seed scheme sd bound output loss".split(" "),
    ..."schedule step plateau factor stop patience loss_under".split(" "),
  );
  const values = fc.oneof(
    fc.constantFrom(
      "1",
      "1..3",
      "1,2",
      "[1]",
      "[1],[2]",
      "{ M: 0 }",
      "{",
      "[",
      '"',
      "'1'",
      "mean,std",
      "adam",
      "sgd,adam",
      "he_normal,normal",
      "true",
      "all",
      "0.5",
      "[tanh,relu]",
      "cross_entropy",
      "softmax",
      "",
      "a,b",
      "-0",
    ),
    fc.array(pieces, { maxLength: 5 }).map((some) => some.join("")),
  );
  const override = fc.oneof(
    fc.tuple(keys, values).map(([key, value]) => `${key}=${value}`),
    fc.array(pieces, { maxLength: 6 }).map((some) => some.join("")),
  );
  const good = texts.filter((text) => read(text) === 0);
  fc.assert(
    fc.property(fc.constantFrom(...good), fc.array(override, { maxLength: 3 }), (text, overrides) => {
      read(text, { overrides });
    }),
    { seed: 5, numRuns: 3000 },
  );
});

Deno.test("random tables are read or refused, seed 6", () => {
  const text = texts.find((text) => text.includes("file: people.csv")) ?? "";
  const csvPieces = fc.oneof(
    fc.constantFrom(
      ..."\",\n\r\t ;'",
      "name",
      "weight",
      "height",
      "gender",
      "1",
      "F",
      "x",
      "__proto__",
      "\uFEFF",
      "\0",
    ),
    pieces,
  );
  fc.assert(
    fc.property(fc.array(csvPieces, { maxLength: 40 }), fc.boolean(), (some, hasHeader) => {
      const csv = (hasHeader ? "name,weight,height,gender\n" : "") + some.join("");
      read(text, { readDataFile: () => ({ text: csv }) });
    }),
    { seed: 6, numRuns: 2000 },
  );
});

const HEAD = "name: large\ndataset:\n  features: [{ name: x }]\n  target: { name: y }\n";
const fill = (piece: string): string => piece.repeat(Math.floor((LIMITS.fileBytes - 500) / piece.length));

/** Texts as long as a file may be, each slow for a careless reader. */
const LARGE: Readonly<Record<string, string>> = {
  "100,000 rows": `${HEAD}  rows:\n${"    - { x: 1.5, y: 0 }\n".repeat(100_000)}`,
  "100,000 rows with a mistake each": `${HEAD}  rows:\n${"    - { x: a, z: 0 }\n".repeat(100_000)}`,
  "100,000 rows that are none": `${HEAD}  rows:\n${"    - x\n".repeat(100_000)}`,
  "100,000 rows of lists": `${HEAD}  rows:\n${"    - { x: [1], y: {} }\n".repeat(100_000)}`,
  "100,000 unknown keys": HEAD + Array.from({ length: 100_000 }, (_, index) => `key${index}: 1\n`).join(""),
  "100,000 swept keys": `${HEAD}sweep:\n` +
    Array.from({ length: 100_000 }, (_, at) => `  k${at}: 1\n`).join(""),
  "1000 features in 300 rows": `name: wide\ndataset:\n  features: [${
    Array.from({ length: 1000 }, (_, at) => `{ name: f${at} }`).join(", ")
  }]\n  target: { name: y }\n  rows:\n${
    `    - { y: 1, ${Array.from({ length: 1000 }, (_, at) => `f${at}: 1`).join(", ")} }\n`.repeat(300)
  }`,
  "one line of opening brackets": fill("["),
  "one long word": fill("x"),
  "one long number": `${HEAD}init: { seed: ${fill("9")} }\n`,
  "one long quoted text": `name: "${fill("x\\n")}"\n`,
  "one unclosed quote": `name: "${fill("x'")}`,
  "many quotes": fill("'\" "),
  "many comments": fill("# x\n"),
  "many blanks": fill(" "),
  "many line breaks": `${fill("\n")}x: 1`,
  "many documents": fill("---\n"),
  "many anchors": `a:\n${fill(" - &a 1\n")}`,
  "many duplicate keys": fill("a: 1\n"),
  "many empty values": `network: { hidden: [${fill(",1")}] }`,
  "many weights": `${HEAD}init: { weights: [${fill("1,")}] }`,
  "many wrong weights": `${HEAD}init: { weights: [${fill("x,")}] }`,
  "many wrong classes": `${HEAD.replace("name: y }", "name: y, classes: {")}${
    Array.from({ length: 300_000 }, (_, at) => `c${at}: x`).join(",")
  } } }`,
  "many wrong layers": `network: { hidden: [${fill("x,")}] }`,
  "many wrong features": `dataset: { features: [${fill("x,")}] }`,
  "many wrong queries": `${HEAD}queries: [${fill("x,")}]`,
  "a long range": `${HEAD}sweep: { init.seed: ${fill("1")}..2 }`,
  "a long list of values": `${HEAD}sweep: { init.seed: [${fill("1, ")}] }`,
  "many brackets closed too often": fill("}"),
  "many pairs that are items": `x: [${fill("1 b: 2, ")}]`,
};

/** The slowest takes four on a machine with nothing else to do; what takes more than its share would take hours. */
const MOST_SECONDS = 60;

for (const [name, text] of Object.entries(LARGE)) {
  Deno.test(`${name}: ${(text.length / 1e6).toFixed(1)} MB are read or refused within seconds`, () => {
    const before = performance.now();
    read(text);
    const seconds = (performance.now() - before) / 1000;
    assert.ok(seconds < MOST_SECONDS, `${seconds} s`);
  });
}

Deno.test("long arguments are refused within seconds", () => {
  const text = texts.find((text) => text.includes("name: gender\n")) ?? "";
  const before = performance.now();
  for (
    const value of ["[", ",", "1,", "1..", "(", "'", '"', " ", "linspace("].map((piece) =>
      piece.repeat(100_000)
    )
  ) {
    read(text, { overrides: [`seed=${value}`, `${value}=1`, value] });
  }
  assert.ok(performance.now() - before < 1000 * MOST_SECONDS);
});

Deno.test("a CSV file of sixteen million commas is refused within seconds and without a cell for each", () => {
  for (const text of [`a,y\n${",".repeat(16_000_000)}1\n`, `${",".repeat(16_000_000)}1\n`]) {
    const read = readExperiment(
      "name: x\ndataset: { file: d.csv, features: [{ name: a }], target: { name: y } }",
      {
        readDataFile: () => ({ text }),
      },
    );
    assert.ok("problems" in read);
    assert.match(read.problems[0].message, /found 16000001$/);
  }
});
