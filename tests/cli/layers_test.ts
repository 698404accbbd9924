// Networks of other layers than dense ones from outside: worksheets and their keys, and what explain, gpu and export refuse of
// them, each with exit code 2, in words, with a way out, and with nothing on standard output.

import assert from "node:assert/strict";
import { experimentId } from "../../src/experiment/experiment_id.ts";
import { parseExperiment } from "../../src/experiment/reading/parse_experiment.ts";
import { folderTest, writeFolder } from "../results/folder_of_results.ts";
import { storedFiles } from "../results/stored_examples.ts";
import { runSeedbed } from "../seedbed_process.ts";

const IMAGES = `
name: images
dataset:
  features: [{ name: pixels, columns: "p*", shape: [3, 3] }]
  target: { name: k, classes: [a, b] }
  rows:
    - [k, p1, p2, p3, p4, p5, p6, p7, p8, p9]
    - [a, 2, 0, 3, 4, 2, 0, 3, 5, 2]
    - [b, 0, 3, 3, 2, 0, 4, 2, 2, 6]
network:
  layers:
    - conv: { filters: 2, size: 2 }
    - maxpool: { size: 2, ties: all }
    - dense: {}
init: { seed: 3 }
training: { epochs: 4, learning_rate: 0.1 }
queries: [{ name: asked, p1: 2, p2: 3, p3: 4, p4: 0, p5: 2, p6: 5, p7: 3, p8: 2, p9: 0 }]
`;

const SENTENCES = `
name: sentences
dataset:
  features: [{ name: text, tokens: words }]
  target: { name: mood, classes: [bad, good] }
  rows: [[text, mood], [very good, good], [not good, bad]]
network: { layers: [{ rnn: { size: 3 } }, { dense: {} }] }
init: { seed: 1 }
training: { epochs: 4, learning_rate: 0.1, l2: 0.01 }
queries: [{ name: asked, text: very very good }]
`;

async function written(root: string): Promise<void> {
  await Deno.writeTextFile(`${root}/images.yaml`, IMAGES);
  await Deno.writeTextFile(`${root}/sentences.yaml`, SENTENCES);
}

folderTest("explain prints a worksheet of layers and its key, as text, Markdown and a page", async (root) => {
  await written(root);
  for (const [file, gap] of [["images.yaml", "conv1.1.1.1"], ["sentences.yaml", "rnn1.2.1"]] as const) {
    for (const form of [[], ["--md"], ["--html"]]) {
      const [sheet, key] = await Promise.all(
        [[], ["--key"]].map((more) => runSeedbed(["explain", file, "--worksheet", ...more, ...form], root)),
      );
      assert.deepEqual([sheet.code, sheet.stderr, key.code, key.stderr], [0, "", 0, ""]);
      assert.match(sheet.stdout, /Worksheet/);
      assert.match(key.stdout, /Answer key/);
      assert.ok(sheet.stdout.includes(gap) && key.stdout.includes(gap), gap);
    }
  }
});

folderTest("a range of steps gives a worksheet of layers for each, all on one page", async (root) => {
  await written(root);
  const { code, stdout } = await runSeedbed(
    ["explain", "images.yaml", "--worksheet", "--step", "1..3", "--html"],
    root,
  );
  assert.equal(code, 0);
  assert.deepEqual([...stdout.matchAll(/<h2[^>]*>(Worksheet .*?)<\/h2>/g)].map(([, title]) => title), [
    "Worksheet · images with seed=3: row 1, step 1",
    "Worksheet · images with seed=3: row 2, step 2",
    "Worksheet · images with seed=3: row 1, step 3",
  ]);
});

const refusals: readonly (readonly [what: string, args: readonly string[], message: RegExp])[] = [
  [
    "a parameter that a filter does not have",
    ["explain", "images.yaml", "--parameter", "conv1.w3.1.1", "--worksheet"],
    /^--parameter conv1\.w3\.1\.1: there is no parameter conv1\.w3\.1\.1\n {2}did you mean conv1\.w\d\.1\.1\?\n$/,
  ],
  [
    "the weight of a word that was never learned",
    ["explain", "sentences.yaml", "--parameter", "rnn1.w1.goood"],
    /there is no parameter rnn1\.w1\.goood\n {2}did you mean rnn1\.w1\.good\?\n$/,
  ],
  [
    "a name that dense layers alone have",
    ["explain", "images.yaml", "--parameter", "w1"],
    /^--parameter w1: there is no parameter w1\n {2}known here: conv1\.w1\.1\.1, /,
  ],
  [
    "a gradient of a query",
    ["explain", "images.yaml", "--query", "asked", "--parameter", "conv1.b1", "--worksheet"],
    /^--parameter conv1\.b1: a query has no target, so nothing is learned from it/,
  ],
  [
    "a row that there is not",
    ["explain", "sentences.yaml", "--row", "row 3", "--worksheet"],
    /^--row row 3: there is no row row 3\n/,
  ],
  [
    "a step beyond the end",
    ["explain", "images.yaml", "--step", "9", "--worksheet", "--key"],
    /^--step 9: a step must be from 1 to 8: found 9\n {2}it makes 8 steps: 4 epochs × 2 rows\n$/,
  ],
  [
    "numbers that are none",
    ["explain", "images.yaml", "learning_rate=1e300", "--epoch", "4", "--worksheet"],
    /^--epoch 4: there are no numbers to explain: training diverged by epoch 0\n/,
  ],
  [
    "a worksheet as JSON",
    ["explain", "images.yaml", "--worksheet", "--json"],
    /^error: --worksheet and --json cannot both be printed\n/,
  ],
  [
    "a film of no training",
    ["explain", "sentences.yaml", "--film", "epochs=0"],
    /^--film: this experiment makes no steps, so there is nothing to show: training\.epochs is 0\n/,
  ],
  [
    "a square that is larger than what lies under it",
    ["explain", "images.yaml", "maxpool1.size=3"],
    /^maxpool1\.size=3: network\.layers\[1\]\.maxpool\.size must be at most 2 on 2 × 2 points: found 3\n/,
  ],
  [
    "a single run on a graphics card",
    ["gpu", "images.yaml"],
    /^error: gpu is for sweeps: images is a single run\n {2}add seed=1\.\.1000, or use run\n$/,
  ],
];

for (const [what, args, message] of refusals) {
  folderTest(`of layers ${args[0]} refuses ${what} and exits with 2`, async (root) => {
    await written(root);
    const { code, stdout, stderr } = await runSeedbed(args, root);
    assert.deepEqual([code, stdout], [2, ""], stderr);
    assert.match(stderr, message);
  });
}

folderTest("a worksheet of layers that would be too long is refused, with a way out", async (root) => {
  const count = 15 * 15;
  const points = Array.from({ length: count }, (_, index) => index);
  await Deno.writeTextFile(
    `${root}/wide.yaml`,
    `
name: wide
dataset:
  features: [{ name: pixels, columns: "p*", shape: [15, 15] }]
  target: { name: y }
  rows: [[y, ${points.map((point) => `p${point}`).join(", ")}], [1, ${points.join(", ")}]]
network: { layers: [{ conv: { filters: 1, size: 1 } }, { maxpool: { size: 15 } }, { dense: {} }] }
`,
  );
  const { code, stdout, stderr } = await runSeedbed(["explain", "wide.yaml", "--worksheet"], root);
  assert.deepEqual([code, stdout], [2, ""]);
  assert.match(
    stderr,
    /^--worksheet: a worksheet must give at most 200 numbers: row 1's would give 2\d\d\n {2}name a shorter row/,
  );
});

/** Stores the result of an experiment. */
async function stored(root: string, text: string, overrides: readonly string[]): Promise<void> {
  const experiment = parseExperiment(text, { overrides });
  const folder = `${root}/results/${experiment.name}/seed-1-${experimentId(experiment)}`;
  await writeFolder(folder, storedFiles(text, overrides));
}

const lacks:
  readonly (readonly [text: string, overrides: readonly string[], form: string, message: RegExp])[] = [
    [
      SENTENCES,
      ["rnn1.size=450", "epochs=0"],
      "xlsx",
      /^error: xlsx has at most 200,000 cells of parameters and neurons: this network would have 20\d,\d{3}\n/,
    ],
  ];

for (const [text, overrides, form, message] of lacks) {
  const [, name] = /name: (\w+)/.exec(text)!;
  folderTest(
    `of ${[name, ...overrides].join(" ")} export --to ${form} is refused with 2, and writes nothing`,
    async (root) => {
      await stored(root, text, overrides);
      const { code, stdout, stderr } = await runSeedbed(["export", name, "--to", form], root);
      assert.deepEqual([code, stdout], [2, ""], stderr);
      assert.match(stderr, message);
      assert.deepEqual([...Deno.readDirSync(root)].map((entry) => entry.name), ["results"]);
    },
  );
}

folderTest("a spreadsheet of layers is written, without the sheets of its training", async (root) => {
  const sheetsOf = async (overrides: readonly string[], name: string): Promise<number> => {
    await stored(`${root}/${name}`, IMAGES, overrides);
    const { code, stdout, stderr } = await runSeedbed(
      ["export", "images", "--to", "xlsx"],
      `${root}/${name}`,
    );
    assert.deepEqual([code, stdout, stderr], [0, "", "written images.xlsx\n"]);
    const zip = new TextDecoder("latin1").decode(Deno.readFileSync(`${root}/${name}/images.xlsx`));
    return new Set(zip.match(/xl\/worksheets\/sheet\d+\.xml/g)).size;
  };
  const [ofLayers, ofDense] = [await sheetsOf([], "layers"), await sheetsOf(["hidden=[2]"], "dense")];
  // Its lines and its rows.
  assert.deepEqual([ofLayers, ofDense], [ofDense - 2, ofDense]);
  assert.ok(ofLayers >= 1);
});
