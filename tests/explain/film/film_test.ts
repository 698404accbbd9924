// Films of trainings: their pictures are those of runs that ended there, and a page of any training stays small and safe.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { SaxesParser } from "npm:saxes@6.0.0";
import { parseExperiment } from "../../../src/experiment/reading/parse_experiment.ts";
import { filmOf } from "../../../src/explain/film/film.ts";
import { momentsOf } from "../../../src/explain/film/moments.ts";
import { runExperiment } from "../../../src/run/run_experiment.ts";
import { inWords } from "../../../src/text/number_words.ts";
import { BOXES, FLOWERS, HELD_OUT, PRICES } from "../../many_outputs.ts";
import { genderText, hostileName, stepsText } from "../../report/report_cases.ts";
import { withUnpinnedMathThrowing } from "../../report/unpinned_math.ts";

function film(text: string, ...overrides: readonly string[]): string {
  const read = filmOf(parseExperiment(text, { overrides }));
  if ("problems" in read) throw new Error(read.problems[0].message);
  return read.ok;
}

const oneFeature = `
name: line
dataset:
  features: [{ name: hours, unit: h }]
  target: { name: score }
  rows: [{ hours: 1, score: 12 }, { hours: 2, score: 19 }, { hours: 4, score: 43 }]
network: { hidden: [], output: identity }
training: { epochs: 100, learning_rate: 0.01 }
`;

const hostile = JSON.stringify({
  name: "hostile",
  description: hostileName,
  dataset: {
    features: [{ name: "</script><script>alert(1)</script>" }, { name: "]]>" }],
    target: { name: "t", classes: ["<b>", "--></style>"] },
    rows: [
      { name: hostileName, "</script><script>alert(1)</script>": 1, "]]>": 2, t: "<b>" },
      { name: "b", "</script><script>alert(1)</script>": 2, "]]>": 1, t: "--></style>" },
    ],
  },
  training: { epochs: 30 },
});

const wide = JSON.stringify({
  name: "wide",
  dataset: {
    features: ["a", "b", "c", "d"].map((name) => ({ name })),
    target: { name: "kind", classes: "all" },
    rows: Array.from({ length: 400 }, (_, row) => ({
      a: row % 7,
      b: row % 11,
      c: row % 13,
      d: row % 17,
      kind: `class ${row % 9}`,
    })),
  },
  network: { hidden: [8, 8], activation: "tanh" },
  training: { epochs: 60, learning_rate: 0.02 },
});

const images = `
name: images
dataset:
  features: [{ name: pixels, columns: "p*", shape: [3, 3] }]
  target: { name: k, classes: all }
  rows:
    - [k, p1, p2, p3, p4, p5, p6, p7, p8, p9]
    - [a, 0, 1, 2, 3, 4, 5, 1, 0, 2]
    - [b, 1, 1, 1, 1, 1, 1, 2, 3, 1]
network: { layers: [{ conv: { filters: 3, size: 2, padding: 1 } }, { maxpool: { size: 2 } }, { dense: {} }] }
training: { epochs: 30, learning_rate: 0.01 }
`;

const sentences = JSON.stringify({
  name: "sentences",
  dataset: {
    features: [{ name: "text", tokens: "words" }],
    target: { name: "mood", classes: ["bad", "good"] },
    rows: [["text", "mood"], ["</script><script>alert(1)</script> ]]> <b>", "bad"], ["", "good"]],
  },
  network: { layers: [{ rnn: { size: 3 } }, { dense: {} }] },
  training: { epochs: 30, learning_rate: 0.1 },
});

const films: readonly (readonly [title: string, page: () => string])[] = [
  ["the classic training", () => film(genderText)],
  ["a training of one epoch", () => film(genderText, "epochs=1")],
  ["a sweep, before anything is varied", () => film(genderText, "seed=1..5", "epochs=50")],
  ["classes with an output each", () => film(FLOWERS, "epochs=50")],
  ["coded classes", () => film(stepsText)],
  ["several numbers", () => film(BOXES, "epochs=50")],
  ["a number in raw units", () => film(PRICES, "epochs=50")],
  ["one feature", () => film(oneFeature)],
  ["rows that are held out", () => film(HELD_OUT, "epochs=50")],
  ["a large network with many rows", () => film(wide)],
  ["a training that diverges", () => film(oneFeature, "learning_rate=1")],
  ["names that try to break out", () => film(hostile)],
  ["filters over an image", () => film(images)],
  ["a state made anew with words that try to break out", () => film(sentences)],
];

for (const [title, page] of films) {
  Deno.test(`a film of ${title} is XML with one script, which its policy names, and asks for nothing`, () => {
    const html = page();
    const tags: { name: string; attributes: Readonly<Record<string, string>> }[] = [];
    const parser = new SaxesParser();
    parser.on("error", (error) => {
      throw error;
    });
    parser.on("opentag", ({ name, attributes }) => {
      tags.push({ name, attributes: attributes as Record<string, string> });
    });
    parser.write(html.replace("<!DOCTYPE html>\n", "")).close();
    const scripts = [...html.matchAll(/<script>([^]*?)<\/script>/g)];
    assert.equal(tags.filter(({ name }) => name === "script").length, 1);
    assert.equal(scripts.length, 1);
    const hash = createHash("sha256").update(scripts[0][1]).digest("base64");
    const policy = tags.find(({ attributes }) => attributes["http-equiv"] !== undefined)!.attributes.content;
    assert.equal(
      policy,
      "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; " +
        `script-src 'sha256-${hash}'`,
    );
    for (const { attributes } of tags) {
      assert.deepEqual(Object.keys(attributes).filter((name) => /^(on|src|href|xlink)/i.test(name)), []);
    }
    const ids = tags.flatMap(({ attributes }) => attributes.id === undefined ? [] : [attributes.id]);
    assert.equal(new Set(ids).size, ids.length);
    assert.ok(!/https?:(?!\/\/www\.w3\.org\/2000\/svg)[^<]*["')]/.test(html.replace(/>[^<]*</g, "><")));
  });

  Deno.test(`a film of ${title} is smaller than 2.5 MB and has at most 48 pictures, each with all figures`, () => {
    const html = page();
    assert.ok(new TextEncoder().encode(html).length < 2_500_000);
    const count = html.match(/<li data-share=/g)!.length;
    assert.ok(count >= 1 && count <= 48);
    const figureCount = html.match(/<figure class="shots">/g)!.length;
    assert.equal(html.match(/ data-moment="/g)!.length, count * figureCount);
    assert.doesNotMatch(
      html.replace(/<script>[^]*<\/script>/, ""),
      /\bNaN\b|\bundefined\b|\bInfinity\b|\bnull\b/,
    );
  });

  Deno.test(`a film of ${title} needs no Math function that ECMAScript leaves to the engine`, () => {
    assert.equal(withUnpinnedMathThrowing(page), page());
  });
}

Deno.test("a film of filters shows them, an image, and what each layer makes of it", () => {
  const html = film(images);
  for (const words of ["The filters of conv1", "What conv1 makes of row 1", "What maxpool1 makes of row 1"]) {
    assert.ok(html.includes(words), words);
  }
  assert.ok(html.includes("each picture by the largest of its own numbers"));
  assert.ok(!film(genderText).includes("each picture by the largest"));
});

Deno.test("every picture has the parameters and the loss of a run that ended there", () => {
  const experiment = parseExperiment(genderText, { overrides: ["epochs=90"] });
  const { moments, divergedAtEpoch } = momentsOf(experiment, () => {});
  assert.equal(divergedAtEpoch, null);
  assert.deepEqual([moments[0].epochsDone, moments[moments.length - 1].epochsDone], [0, 90]);
  for (const { epochsDone, parameters, loss, outcome } of moments) {
    const run = runExperiment(parseExperiment(genderText, { overrides: [`epochs=${epochsDone}`] }));
    assert.deepEqual(parameters, run.parameters);
    assert.equal(loss, run.finalLoss);
    assert.deepEqual(outcome.predictions, run.predictions);
  }
});

Deno.test("the last picture says what the run says", () => {
  const { finalLoss } = runExperiment(parseExperiment(genderText));
  assert.ok(
    film(genderText).includes(
      `<p id="words">after 1000 epochs: loss ${inWords(finalLoss!)}, 4 of 4 rows right</p>`,
    ),
  );
});

Deno.test("a training that diverges is shown up to there, and the page says so", () => {
  const html = film(oneFeature, "learning_rate=1");
  assert.match(html, /Training diverged by epoch \d+: the last picture is from epoch \d+\./);
});

Deno.test("a training whose patience is spent with its last epoch is not said to be stopped", () => {
  // The loss rises from the first epoch on, so that the fourth is the last that is waited for.
  const rising = `${oneFeature}\n`;
  const overrides = ["learning_rate=0.9", "stop.patience=3", "log_every=1"];
  assert.match(film(rising, ...overrides, "epochs=5"), /after 4 epochs, where training is stopped/);
  assert.doesNotMatch(film(rising, ...overrides, "epochs=4"), /where training is stopped/);
});

Deno.test("a training that is stopped early is shown up to there, and what a run keeps is said", () => {
  const stopped = HELD_OUT.replace(/training: \{[^}]*\}/, "");
  const experiment = parseExperiment(
    `${stopped}\ntraining: { epochs: 2000, learning_rate: 0.5, log_every: 5, stop: { patience: 4 } }`,
  );
  const { moments, endedAtEpoch } = momentsOf(experiment, () => {});
  assert.ok(endedAtEpoch !== null && endedAtEpoch < 1999);
  assert.equal(moments[moments.length - 1].epochsDone, endedAtEpoch + 1);
  const read = filmOf(experiment);
  assert.ok("ok" in read);
  assert.match(read.ok, /after [\d,]+ epochs, where training is stopped/);
});

Deno.test("what makes no steps has no film", () => {
  const refused = (...overrides: readonly string[]): string => {
    const read = filmOf(parseExperiment(genderText, { overrides }));
    return "problems" in read ? `${read.problems[0].message} (${read.problems[0].hint})` : "";
  };
  assert.equal(
    refused("epochs=0"),
    "this experiment makes no steps, so there is nothing to show: training.epochs is 0 (write epochs=100 after the file)",
  );
});
