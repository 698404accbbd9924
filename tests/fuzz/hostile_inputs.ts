// Experiment files as nobody should write them: real files mutated, random YAML, random CSV, random overrides.
// Why from real files: most mutations stay close to what is right, which is where a reader is easily fooled.

import fc from "npm:fast-check@4.3.0";
import { parseExperiment } from "../../mod.ts";
import { configOf } from "../../src/experiment/config.ts";
import { starterText } from "../../src/experiment/starter.ts";
import { readExperiments } from "../engines/program_input.ts";
import { HOSTILE_WORDS, KEYS, SURE_MISTAKES } from "./hostile_words.ts";

/** One input of the fuzz test. */
export interface HostileInput {
  /** How it was made. */
  readonly kind: string;
  readonly text: string;
  readonly overrides: readonly string[];
  /** The CSV files in its folder, by name. */
  readonly dataFiles: Readonly<Record<string, string>>;
  /** Whether it has a mistake for certain, so that reading it must tell one. */
  readonly hasMistake: boolean;
}

const CSV = "name,weight,height,gender\nAlice,133,65,F\nBob,160,72,M\nCharlie,152,70,M\n";
const CSV_EXPERIMENT = `name: people
dataset:
  features: [{ name: weight, shift: mean, scale: std }, { name: height, shift: 66 }]
  target: { name: gender, classes: { M: 0, F: 1 } }
  file: people.csv
training: { epochs: 20 }
queries: [{ name: Emily, weight: 128, height: 63 }]
`;

const TABLE_EXPERIMENT = `name: table
dataset:
  file: { path: table.csv, separator: ";", decimal: ",", missing: ["?", NA], row_name: id }
  features:
    - { name: age, missing: median, shift: min, scale: range }
    - { name: color, categories: all, missing: 0 }
    - { name: size, categories: [small, large], missing: drop }
    - { columns: "p*", scale: 2 }
    - { columns: "*", shift: mean }
  target: { name: kind, classes: all, missing: drop }
queries: { file: { path: unseen.csv, header: none } }
training: { epochs: 5, shuffle: true }
`;
const TABLE = "id;age;color;size;p1;p2;w;kind\n" +
  "a;1,5;red;small;1;2;3;x\na;?;blue;large;2;3;4;y\nb;4;;small;0;1;2;x\n;7,25;red;;1;1;1;y\nc;2;red;large;5;4;3;\n";

const experiments = await readExperiments();
const gender = experiments.find(({ fileName }) => fileName === "gender.yaml")!.text;
const realTexts = [
  ...experiments.map(({ text }) => text),
  starterText("starter", "deno task run starter.yaml"),
  CSV_EXPERIMENT,
  TABLE_EXPERIMENT,
  JSON.stringify(configOf(parseExperiment(gender))),
];
const dataFiles = {
  "people.csv": CSV,
  "table.csv": TABLE,
  "unseen.csv": "1;2,5;red;small;1;2;3\n",
  ...Object.assign({}, ...experiments.map((experiment) => experiment.dataFiles)),
};

const word = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...HOSTILE_WORDS) },
  { weight: 1, arbitrary: fc.double().map(String) },
  { weight: 1, arbitrary: fc.integer({ min: -5, max: 5000 }).map(String) },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 20 }) },
);
const key = fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...KEYS) }, { weight: 1, arbitrary: word });

/** One change of a text; places are shares of its length, so that it fits every text. */
const change = fc.record({
  kind: fc.constantFrom(
    "value",
    "value",
    "key",
    "insert",
    "delete",
    "double",
    "indent",
    "drop line",
    "double line",
  ),
  at: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
  length: fc.nat(30),
  word,
  key,
});

type Change = typeof change extends fc.Arbitrary<infer Value> ? Value : never;

function changed(text: string, { kind, at, length, word, key }: Change): string {
  const offset = Math.floor(at * text.length);
  if (kind === "insert") return text.slice(0, offset) + word + text.slice(offset);
  if (kind === "delete") return text.slice(0, offset) + text.slice(offset + length);
  if (kind === "double") return text.slice(0, offset + length) + text.slice(offset);
  if (kind === "value" || kind === "key") {
    const pattern = kind === "value" ? /(: +)([^\s,{}[\]#]+)/g : /([{\s])([a-z_]+)(?=:)/g;
    const matches = [...text.matchAll(pattern)];
    const match = matches[Math.floor(at * matches.length)];
    if (match === undefined) return text + word;
    const start = match.index + match[1].length;
    return text.slice(0, start) + (kind === "value" ? word : key) + text.slice(start + match[2].length);
  }
  const lines = text.split("\n");
  const line = Math.floor(at * lines.length);
  if (kind === "drop line") lines.splice(line, 1);
  else if (kind === "double line") lines.splice(line, 0, lines[line]);
  else lines[line] = " ".repeat(length % 9) + lines[line];
  return lines.join("\n");
}

const changes = (maxLength: number): fc.Arbitrary<Change[]> => fc.array(change, { minLength: 1, maxLength });
const apply = (text: string, list: readonly Change[]): string => list.reduce(changed, text);

const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 5, depthSize: "small" },
    word,
    fc.double(),
    fc.constant(null),
    fc.array(tie("tree"), { maxLength: 4 }),
    fc.array(fc.tuple(key, tie("tree")), { maxLength: 6 }).map((entries) => Object.fromEntries(entries)),
  ),
}));

const override = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.tuple(key, fc.constantFrom("=", "=", "=", ":", "==", ""), word).map((parts) =>
      parts.join("")
    ),
  },
  { weight: 1, arbitrary: word },
);

const input = (kind: string, parts: fc.Arbitrary<Partial<HostileInput>>): fc.Arbitrary<HostileInput> =>
  parts.map((part) => ({ kind, text: gender, overrides: [], dataFiles, hasMistake: false, ...part }));

/** An input of any kind. */
export const hostileInput: fc.Arbitrary<HostileInput> = fc.oneof(
  {
    weight: 6,
    arbitrary: input(
      "mutated file",
      fc.tuple(fc.constantFrom(...realTexts), changes(4)).map(([text, list]) => ({
        text: apply(text, list),
      })),
    ),
  },
  {
    weight: 2,
    arbitrary: input(
      "random YAML",
      fc.tuple(tree, fc.nat(2)).map(([value, indent]) => ({
        text: JSON.stringify(value, null, indent) ?? "",
      })),
    ),
  },
  { weight: 1, arbitrary: input("random text", fc.array(word).map((words) => ({ text: words.join(" ") }))) },
  {
    weight: 2,
    arbitrary: input(
      "mutated CSV",
      changes(4).map((list) => ({ text: CSV_EXPERIMENT, dataFiles: { "people.csv": apply(CSV, list) } })),
    ),
  },
  {
    weight: 2,
    arbitrary: input(
      "overrides",
      fc.array(override, { minLength: 1, maxLength: 4 }).map((overrides) => ({ overrides })),
    ),
  },
  {
    weight: 1,
    arbitrary: input(
      "sure mistake",
      fc.constantFrom(...SURE_MISTAKES).map((line) => ({ text: `${gender}\n${line}\n`, hasMistake: true })),
    ),
  },
);
