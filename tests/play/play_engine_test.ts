// Tests src/play/play_engine.ts: what it answers, in which order, and that its files are those of the terminal.

import assert from "node:assert/strict";
import { parseExperiment } from "../../src/experiment/reading/parse_experiment.ts";
import {
  type EngineRequest,
  type FromEngine,
  LIVE_MS,
  type ToEngine,
} from "../../src/play/engine_protocol.ts";
import { type DocumentReading, readingOf } from "../../src/play/document_reading.ts";
import { laterAnswers } from "../../src/play/later_answers.ts";
import type { MapPlaces } from "../../src/play/hit.ts";
import { PlayEngine } from "../../src/play/play_engine.ts";
import type { PlayDocument } from "../../src/play/document.ts";
import { startView, type Subject } from "../../src/play/view.ts";
import { explain, layerSubjects } from "../../src/explain/explain.ts";
import { LayerNumbers } from "../../src/explain/layer_numbers.ts";
import { bytesOf } from "../../src/results/file_content.ts";
import { rareAnswers } from "../../src/play/rare_answers.ts";
import { hashOf } from "../../src/results/hashed_files.ts";
import { resultFiles } from "../../src/results/result_files.ts";
import { sweepFiles } from "../../src/results/sweep_files.ts";
import { readZip } from "../../src/results/zip_reader.ts";
import { runExperiment } from "../../src/run/run_experiment.ts";
import { sweepExperiment } from "../../src/sweep/sweep_outcome.ts";
import { projectPath } from "../project_path.ts";

function shipped(name: string, ...files: string[]): PlayDocument {
  const text = (file: string) => Deno.readTextFileSync(projectPath(`experiments/${file}`));
  return {
    name,
    text: text(`${name}.yaml`),
    files: Object.fromEntries(files.map((file) => [file, text(file)])),
  };
}

/** All that an engine is given. */
const PARTS = { reading: readingOf, later: laterAnswers, rare: rareAnswers };

const GENDER = shipped("gender");
const MAP = { chart: "map", id: "map", width: 420 } as const;
const CHARTS = [
  MAP,
  { chart: "network", id: "network", width: 420 },
  { chart: "loss", id: "loss", width: 600, height: 200, scale: "logarithmic" },
] as const;

/** An engine that is asked and works until it is idle. */
class Asked {
  readonly engine: PlayEngine;
  #request = 0;

  constructor(sliceMs?: number) {
    this.engine = new PlayEngine({ sliceMs });
    this.engine.complete(PARTS);
  }

  hear(message: EngineRequest): number {
    this.engine.hear({ ...message, request: ++this.#request } as ToEngine);
    return this.#request;
  }

  rest(): readonly FromEngine[] {
    const answers: FromEngine[] = [];
    while (!this.engine.isIdle) answers.push(...this.engine.work());
    return answers;
  }

  ask<Kind extends FromEngine["kind"]>(
    message: EngineRequest,
    kind: Kind,
  ): Extract<FromEngine, { readonly kind: Kind }> {
    const request = this.hear(message);
    const answers = this.rest();
    const answer = answers.find((one) => one.kind === kind && one.request === request);
    assert.ok(answer !== undefined, `${kind} among ${answers.map(({ kind }) => kind).join()}`);
    return answer as Extract<FromEngine, { readonly kind: Kind }>;
  }
}

function loaded(play: PlayDocument): Asked {
  const asked = new Asked();
  asked.ask({ kind: "load", document: play, isTrained: true }, "trained");
  return asked;
}

/** The manifest's SHA-256 of what a terminal writes. */
function terminalHash({ name, text, files }: PlayDocument): string {
  const readDataFile = (path: string) => ({ text: files[path] });
  const experiment = parseExperiment(text, { fileName: `${name}.yaml`, readDataFile });
  const made = experiment.sweep === null
    ? resultFiles(runExperiment(experiment))
    : sweepFiles(sweepExperiment(experiment));
  return hashOf(made.get("manifest.json")!);
}

Deno.test("what is loaded is read, trained and hashed, with the hashes of the terminal's files", () => {
  const asked = new Asked();
  const request = asked.hear({ kind: "load", document: GENDER, isTrained: true });
  const answers = asked.rest();
  assert.deepEqual(answers.map(({ kind }) => kind), ["loaded", "trained", "hashed"]);
  assert.ok(answers.every((answer) => answer.request === request));
  const [facts, run, hashed] = answers as [
    Extract<FromEngine, { kind: "loaded" }>,
    Extract<FromEngine, { kind: "trained" }>,
    Extract<FromEngine, { kind: "hashed" }>,
  ];
  assert.equal(facts.facts.folder, "gender/seed-42-fd52df8d");
  assert.equal(facts.facts.length.stepCount, 4000);
  assert.deepEqual(facts.facts.rows, ["Alice", "Bob", "Charlie", "Diana"]);
  assert.equal(facts.facts.tables[0].rows[1].join(), "Bob,160,72,M");
  assert.match(run.run.verdict.learned!, /4 of 4 rows right/);
  assert.equal(hashed.manifestHash, terminalHash(GENDER));
});

Deno.test("the result folder comes as a zip file of the terminal's bytes: runs, data files, classes, sweeps", async () => {
  const documents = [
    GENDER,
    shipped("gender_csv", "people.csv"),
    shipped("iris", "iris.csv"),
    shipped("xor_rates"),
    shipped("neuron"),
    shipped("sentiment_rnn"),
    shipped("digits_cnn", "digits.csv"),
  ];
  for (const play of documents) {
    const asked = loaded(play);
    const { zip, zipHash, manifestHash, folder } = asked.ask({ kind: "files" }, "files");
    assert.equal(manifestHash, terminalHash(play), play.name);
    assert.equal(zipHash, hashOf(zip));
    const read = await readZip(zip);
    assert.ok("ok" in read);
    assert.equal(hashOf(read.ok.files.get("manifest.json")!), manifestHash);
    assert.equal(`${play.name}/${read.ok.folderName}`, folder);
  }
});

Deno.test("of other layers than dense ones the charts are what is learned, and what is made of a row", () => {
  for (
    const [play, ofRow, ofNetwork] of [
      [shipped("sentiment_rnn"), /^The state word by word/, /^The state word by word/],
      [shipped("digits_cnn", "digits.csv"), /makes of row 1\.$/, /^The filters of conv1/],
    ] as const
  ) {
    const asked = loaded(play);
    const view = { ...startView, stand: 2, parameter: "of another network" };
    const { frame } = asked.ask({ kind: "show", view, charts: CHARTS }, "frame");
    assert.deepEqual(frame.charts.map(({ chart }) => chart), ["map", "network", "loss"]);
    assert.match(frame.charts[0].caption, ofRow);
    assert.match(frame.charts[1].caption, ofNetwork);
    // Each layer's pictures stand below its name.
    const headings = frame.charts[0].svg.match(/>What \w+ makes of an image</g) ?? [];
    assert.deepEqual(headings.length, play.name === "digits_cnn" ? 2 : 0);
    // Nothing lies in them that could be dragged or followed.
    assert.deepEqual(frame.charts.slice(0, 2).map(({ places }) => places), [null, null]);
    assert.equal(frame.chain, null);
  }
});

Deno.test("of dense layers on an image the map is what their neurons see, and the network is drawn", () => {
  const asked = loaded(shipped("digits_dense", "digits.csv"));
  const { frame } = asked.ask({ kind: "show", view: { ...startView, stand: 2 }, charts: CHARTS }, "frame");
  assert.match(
    frame.charts[0].caption,
    /^The weights of the first layer's neurons, each .* row 1 as the network sees it/,
  );
  assert.match(frame.charts[0].svg, /x="0"[^>]*>Weights of the first layer<[^]*x="0"[^>]*>An image</);
  assert.equal(frame.charts[0].places, null);
  assert.match(frame.charts[1].caption, /^The network after/);
});

Deno.test("a folder that comes out again is the same, and one with a changed digit is not", () => {
  const experiment = parseExperiment(GENDER.text);
  const files = new Map(
    [...resultFiles(runExperiment(experiment))].map(([name, content]) => [name, bytesOf(content)]),
  );
  const asked = new Asked();
  const folderName = "seed-42-fd52df8d";
  const same = asked.ask({ kind: "verify", files, folderName }, "verified");
  assert.equal(same.verification.verdict, "same");
  assert.match(same.text, /^same {2}seed-42-fd52df8d/);
  const predictions = new TextDecoder().decode(files.get("predictions.csv")).replace("0.9", "0.8");
  files.set("predictions.csv", new TextEncoder().encode(predictions));
  const changed = asked.ask({ kind: "verify", files, folderName }, "verified");
  assert.equal(changed.verification.verdict, "different");
  assert.match(changed.text, /predictions.csv +different +line 2/);
  const nothing = asked.ask({ kind: "verify", files: new Map(), folderName: null }, "verified");
  assert.equal(nothing.verification.verdict, "not_a_result");
});

Deno.test("a document that does not read is told with all its mistakes, and the run before it stays", () => {
  const asked = loaded(GENDER);
  const text = GENDER.text.replace("epochs: 1000", "epoch: 1000").replace("hidden", "hiden");
  const { mistakes } = asked.ask(
    { kind: "load", document: { ...GENDER, text }, isTrained: true },
    "mistakes",
  );
  assert.deepEqual(mistakes.map(({ from, to }) => text.slice(from, to)), ["hiden", "epoch"]);
  const { fixes } = asked.ask(
    { kind: "fixes", document: { ...GENDER, text }, mistake: mistakes[1] },
    "fixes",
  );
  assert.deepEqual(fixes.map(({ label }) => label), ["Change to epochs"]);
  const { frame } = asked.ask({ kind: "show", view: startView, charts: [] }, "frame");
  assert.equal(frame.answers[0].text, "0.949 - F");
});

Deno.test("a frame has the numbers and the charts of a run where it stands", () => {
  const asked = loaded(GENDER);
  const { frame } = asked.ask({ kind: "show", view: startView, charts: CHARTS }, "frame");
  assert.deepEqual(frame.answers.map(({ text }) => text), ["0.949 - F", "0.040 - M"]);
  assert.deepEqual([frame.epoch, frame.stepsDone, frame.accuracy, frame.nextRows.length], [1000, 4000, 1, 0]);
  assert.deepEqual(frame.charts.map(({ chart }) => chart), ["map", "network", "loss"]);
  for (const { svg } of frame.charts) assert.match(svg, /^<svg [^>]*class="seedbed-chart"/);
  const [map, network, loss] = frame.charts;
  assert.deepEqual((map.places as MapPlaces).features, ["weight", "height"]);
  assert.deepEqual((map.places as MapPlaces).marks.map(({ name, table, index }) => [name, table, index]), [
    ["Alice", "dataset.rows", 0],
    ["Bob", "dataset.rows", 1],
    ["Charlie", "dataset.rows", 2],
    ["Diana", "dataset.rows", 3],
    ["Emily", "queries", 0],
    ["Frank", "queries", 1],
  ]);
  assert.ok("connections" in network.places! && network.places.connections.length === 6);
  assert.ok("lastEpoch" in loss.places! && loss.places.lastEpoch === 990);

  const start = asked.ask({ kind: "show", view: { ...startView, stand: 0 }, charts: CHARTS }, "frame").frame;
  assert.deepEqual([start.epoch, start.nextRows.join()], [0, "Alice"]);
  assert.notEqual(start.parameters[0].value, frame.parameters[0].value);
  assert.match(start.charts[1].caption, /as it started/);
});

Deno.test("what a chart says of itself follows the run, and names nothing that a page has not", () => {
  const asked = loaded(GENDER);
  const said = (stand: number | "end"): readonly string[] => {
    const { charts } =
      asked.ask({ kind: "show", view: { ...startView, stand }, charts: CHARTS }, "frame").frame;
    return charts.slice(0, 2).map(({ svg }) => /<desc [^>]*>(.*)<\/desc>/.exec(svg)![1]);
  };
  assert.deepEqual(said("end"), [
    "Regions of the network&#39;s output, with 6 rows and queries: F in 39.2% of it, towards lower weight and lower height; after training it answers Emily: 0.949 - F; Frank: 0.040 - M",
    "Layers of 2, 2, 1 neurons; the largest weight is w6, −3.61",
  ]);
  const [map, network] = said(4);
  assert.match(map, /; after 1 epoch it answers Emily: 0\.\d{3} - [FM]; Frank: /);
  assert.match(network, /largest weight is w\d, −?\d/);
  assert.notEqual(network, said("end")[1]);
});

Deno.test("a map says which features change in it; of very many nothing is to be dragged", () => {
  const mapOf = (play: PlayDocument): MapPlaces => {
    const { frame } = loaded(play).ask(
      { kind: "show", view: { ...startView, stand: 0 }, charts: [MAP] },
      "frame",
    );
    return frame.charts[0].places as MapPlaces;
  };
  const [all, some, few] = [
    GENDER,
    shipped("iris", "iris.csv"),
    shipped("digits", "digits.csv"),
  ].map(mapOf);
  assert.deepEqual([all.summary, all.marks.length], ["What the colours mean", 6]);
  assert.match(some.summary, /^Only \w+ and \w+ change; all else is at its mean$/);
  assert.ok(some.marks.length > 100);
  assert.match(few.summary, /^Only p\d+ and p\d+ change; all else is at its mean$/);
  assert.deepEqual(few.marks, []);
});

Deno.test("at the end the map is the picture of the report", () => {
  const asked = loaded(GENDER);
  const { frame } = asked.ask({ kind: "show", view: startView, charts: [MAP] }, "frame");
  const report = String(resultFiles(runExperiment(parseExperiment(GENDER.text))).get("report.html"));
  const shapes = (svg: string) => /<g fill-rule="evenodd">[^]*?<\/g>/.exec(svg)![0];
  assert.equal(shapes(frame.charts[0].svg), shapes(report.slice(report.indexOf('id="map"'))));
});

Deno.test("a weight that is followed has the chain rule of the row that learns next, in the engine's numbers", () => {
  const asked = loaded(GENDER);
  const view = { ...startView, stand: 2001, parameter: "w1" };
  const { chain } = asked.ask({ kind: "show", view, charts: [] }, "frame").frame;
  const explained = explain(parseExperiment(GENDER.text), { step: 2002, parameter: "w1" });
  const { gradient, value, updated } = explained.learning!.parameters[0];
  assert.deepEqual([chain!.gradient, chain!.value, chain!.updated], [gradient, value, updated]);
  assert.deepEqual(chain!.subject, { kind: "row", name: "Bob" });
  assert.deepEqual(chain!.path, ["w1", "w5"]);
  // The product, that what follows is rounded, and its factors: from the loss down.
  assert.match(chain!.lines[0], /^∂L\/∂w1 = /);
  assert.equal(chain!.lines[1], "Rounded to 4 places, calculated with all digits.");
  assert.match(chain!.lines[2], /^∂L\/∂y_pred = /);
  const query = { ...view, subject: { kind: "query", name: "Emily" } as const };
  const forward = asked.ask({ kind: "show", view: query, charts: [] }, "frame").frame.chain;
  assert.deepEqual([forward!.gradient, forward!.subject.name], [null, "Emily"]);
  assert.match(forward!.lines[0], /^sum_h1 = w1·x1 \+ w2·x2 \+ b1 = /);
  const gone = { ...view, subject: { kind: "row", name: "Nobody" } as const };
  assert.equal(asked.ask({ kind: "show", view: gone, charts: [] }, "frame").frame.chain, null);
});

Deno.test("a query that is followed has its way forward, as explain tells it, and what each neuron gives", () => {
  const view = { ...startView, subject: { kind: "query", name: "Emily" } } as const;
  const { chain } = loaded(GENDER).ask({ kind: "show", view, charts: [] }, "frame").frame;
  assert.deepEqual([chain!.parameter, chain!.value, chain!.gradient, chain!.path], [null, null, null, []]);
  // As `deno task explain experiments/gender.yaml --query Emily --epoch 1000` has them.
  assert.deepEqual(chain!.lines, [
    "x1 = weight − 135 = 128 − 135 = −7",
    "Rounded to 4 places, calculated with all digits.",
    "x2 = height − 66 = 63 − 66 = −3",
    "sum_h1 = w1·x1 + w2·x2 + b1 = 1.7195·(−7) + 0.4722·(−3) + 0.9719 = −12.4808",
    "h1 = sigmoid(sum_h1) = sigmoid(−12.4808) = 3.80e−6",
    "sum_h2 = w3·x1 + w4·x2 + b2 = 1.2728·(−7) + 1.8356·(−3) + 0.4549 = −13.9614",
    "h2 = sigmoid(sum_h2) = sigmoid(−13.9614) = 8.64e−7",
    "sum_o1 = w5·h1 + w6·h2 + b3 = −2.4947·3.80e−6 + (−3.6115)·8.64e−7 + 2.9259 = 2.9259",
    "y_pred = sigmoid(sum_o1) = sigmoid(2.9259) = 0.9491",
  ]);
  assert.deepEqual(chain!.outputs, { x1: "−7", x2: "−3", h1: "0", h2: "0", o1: "0.95" });
});

/** Its lines without what is said of their numbers. */
function equationsOf({ lines }: { readonly lines: readonly string[] }): readonly string[] {
  return lines.filter((line) => !line.startsWith("Rounded"));
}

Deno.test("of a network that is too large for lines the first input and neuron of each layer are told", () => {
  const view = { ...startView, stand: 0, subject: { kind: "row", name: "row 1" } } as const;
  const { chain } = loaded(shipped("digits_dense", "digits.csv"))
    .ask({ kind: "show", view, charts: [] }, "frame").frame;
  const heads = equationsOf(chain!).map((line) => line.split(" = ")[0]);
  assert.deepEqual(heads.slice(0, 5), ["x1", "…", "sum_h1", "h1", "…"]);
  assert.ok(heads.length <= 70, heads.join());
  assert.equal(Object.keys(chain!.outputs).length > 64, true);
});

Deno.test("a weight of another layer than a dense one has its gradient as the sum over its places, in the engine's numbers", () => {
  for (
    const [play, parameter, query] of [
      [shipped("sentiment_rnn"), "rnn1.w2.good", "turned"],
      [shipped("digits_cnn", "digits.csv"), "conv1.w1.1.1", null],
    ] as const
  ) {
    const asked = loaded(play);
    const view = { ...startView, stand: 2, parameter };
    const { frame } = asked.ask({ kind: "show", view, charts: [] }, "frame");
    const experiment = parseExperiment(play.text, {
      fileName: `${play.name}.yaml`,
      readDataFile: (path) => ({ text: play.files[path] }),
    });
    const [lesson] = layerSubjects(experiment, { step: 3, parameter });
    const { parameterNames, back } = new LayerNumbers(lesson);
    const index = parameterNames.indexOf(parameter);
    const { chain } = frame;
    assert.deepEqual([chain!.gradient, chain!.value], [back.gradients[index], lesson.parameters[index]]);
    assert.equal(chain!.subject.name, lesson.asked.name);
    assert.ok(chain!.lines[0].startsWith(`∂L/∂${parameter} = `), chain!.lines[0]);
    assert.equal(frame.parameters.find(({ name }) => name === parameter)!.value, chain!.value);
    if (query === null) continue;
    const forward = { ...view, subject: { kind: "query", name: query } as const };
    const { chain: onlyAsks } = asked.ask({ kind: "show", view: forward, charts: [] }, "frame").frame;
    assert.equal(onlyAsks!.gradient, null);
    assert.match(onlyAsks!.lines[0], /^sum_rnn1\.2\.2 = rnn1\.w2\.the \+ rnn1\.b2 = /);
  }
});

Deno.test("a row or query that is followed through other layers than dense ones has a neuron of each, and then all answers", () => {
  const heads = (play: PlayDocument, subject: Subject): readonly string[] => {
    const view = { ...startView, subject };
    const { chain } = loaded(play).ask({ kind: "show", view, charts: [] }, "frame").frame;
    assert.deepEqual([chain!.parameter, chain!.gradient], [null, null]);
    return equationsOf(chain!).map((line) => line.split(" = ")[0]);
  };
  assert.deepEqual(heads(shipped("sentiment_rnn"), { kind: "query", name: "turned" }), [
    ...["sum_rnn1.2.1", "rnn1.2.1", "sum_rnn1.6.1", "rnn1.6.1", "sum_o1"],
    ...["largest", "e1", "e2", "total", "y1", "y2"],
  ]);
  const [sum, output, pooled, answer] = heads(shipped("digits_cnn", "digits.csv"), {
    kind: "row",
    name: "row 1",
  });
  assert.match(sum, /^sum_conv1\./);
  assert.equal(`sum_${output}`, sum);
  assert.match(pooled, /^maxpool1\./);
  assert.equal(answer, "sum_o1");
});

Deno.test("the mark of a held-out row leads to its own table, whose rows are numbered from 1 as well", () => {
  const text = `
dataset:
  features: [{ name: x }]
  target: { name: y, classes: { low: 0, high: 1 } }
  rows: [{ x: 1, y: low }, { x: 3, y: high }]
  validation: { rows: [{ x: 2, y: high }] }
training: { epochs: 5 }
`;
  const { frame } = loaded({ name: "two_tables", text, files: {} })
    .ask({ kind: "show", view: startView, charts: [MAP] }, "frame");
  const { marks } = frame.charts[0].places as MapPlaces;
  assert.deepEqual(marks.map(({ name, table, index }) => [name, table, index]), [
    ["row 1", "dataset.rows", 0],
    ["row 2", "dataset.rows", 1],
    ["held-out row 1", "dataset.validation.rows", 0],
  ]);
  assert.equal(marks[2].y, marks[1].y);
});

Deno.test("of requests of a kind the latest is answered, and an older one never", () => {
  const asked = loaded(GENDER);
  asked.hear({ kind: "show", view: { ...startView, stand: 3 }, charts: [] });
  asked.hear({ kind: "hover", text: "", offset: 0 });
  const last = asked.hear({ kind: "show", view: { ...startView, stand: 8 }, charts: [] });
  const frames = asked.rest().filter((answer) => answer.kind === "frame");
  assert.deepEqual(frames.map(({ request, frame }) => [request, frame.stepsDone]), [[last, 8]]);
});

Deno.test("what is asked to be shown with a short training is shown at its end, before anything is hashed", () => {
  const asked = new Asked(0.001);
  asked.hear({ kind: "load", document: GENDER, isTrained: true });
  asked.hear({ kind: "show", view: startView, charts: [] });
  const answers = asked.rest().filter(({ kind }) => kind !== "underway");
  assert.deepEqual(answers.map(({ kind }) => kind), ["loaded", "trained", "frame", "hashed"]);
  assert.ok(answers[2].kind === "frame" && answers[2].frame.answers[0].text === "0.949 - F");
});

Deno.test("what is loaded to be trained if it is short waits for the word where it is long", () => {
  const asked = new Asked();
  asked.ask({ kind: "load", document: GENDER, isTrained: "ifShort" }, "trained");
  const text = GENDER.text.replace("epochs: 1000", "epochs: 1000000");
  const request = asked.hear({ kind: "load", document: { ...GENDER, text }, isTrained: "ifShort" });
  assert.deepEqual(asked.rest().map(({ kind, request }) => [kind, request]), [["loaded", request]]);
  const { frame } = asked.ask({ kind: "show", view: startView, charts: CHARTS }, "frame");
  assert.equal(frame.stepsDone, 0);
});

Deno.test("a long training says how far it is, is looked at meanwhile, and gives way to another or to a stop", () => {
  const asked = new Asked(1);
  const long = { ...GENDER, text: GENDER.text.replace("epochs: 1000", "epochs: 1000000") };
  const request = asked.hear({ kind: "load", document: long, isTrained: true });
  const answers: FromEngine[] = [];
  for (let turn = 0; turn < 20; turn++) answers.push(...asked.engine.work());
  const underway = answers.filter((answer) => answer.kind === "underway");
  assert.ok(underway.length > 5 && underway[1].done > underway[0].done && underway[0].total === 1_000_000);
  asked.hear({ kind: "show", view: startView, charts: CHARTS });
  const [shown] = asked.engine.work();
  assert.ok(shown.kind === "frame" && shown.frame.epoch > 0 && shown.frame.epoch < 1_000_000);
  const next = asked.hear({ kind: "load", document: GENDER, isTrained: true });
  const after = asked.rest();
  assert.ok(after.every((answer) => answer.request === next), "nothing more of the long one");
  asked.hear({ kind: "load", document: long, isTrained: true });
  for (let turn = 0; turn < 5; turn++) asked.engine.work();
  asked.hear({ kind: "stop" });
  assert.deepEqual(asked.rest(), []);
  assert.ok(request < next);
  asked.hear({ kind: "train" });
  assert.equal(asked.engine.work().length + asked.engine.work().length, 1, "it goes on");
});

Deno.test("another wording of the same experiment is not trained again, and its files have the new text", () => {
  const asked = loaded(GENDER);
  const { run } = asked.engine.loaded!;
  const reworded = { ...GENDER, text: `${GENDER.text}# the same\n` };
  asked.ask({ kind: "load", document: reworded, isTrained: true }, "trained");
  assert.equal(asked.engine.loaded!.run, run);
  assert.equal(asked.ask({ kind: "files" }, "files").manifestHash, terminalHash(reworded));
});

Deno.test("a long run that was trained is told again when its text reads again, and a text with mistakes ends nothing", () => {
  const asked = new Asked();
  const text = GENDER.text.replace("epochs: 1000", "epochs: 5000").replace("hidden: [2]", "hidden: [64, 64]");
  const long = { ...GENDER, text };
  const { facts } = asked.ask({ kind: "load", document: long, isTrained: "ifShort" }, "loaded");
  assert.ok(facts.estimateMs > LIVE_MS);
  asked.ask({ kind: "train" }, "trained");
  const broken = { ...long, text: long.text.replace("hidden", "hiden") };
  asked.ask({ kind: "load", document: broken, isTrained: "ifShort" }, "mistakes");
  const again = asked.hear({ kind: "load", document: long, isTrained: "ifShort" });
  assert.deepEqual(kindsOf(asked.rest()), ["loaded", "trained", "hashed"].map((kind) => [kind, again]));
});

Deno.test("what gives up luck alone gives up nothing of the run", () => {
  const asked = new Asked();
  const load = asked.hear(LOAD_GENDER);
  while (asked.engine.loaded?.run.outcome == null) asked.engine.work();
  asked.hear({ kind: "stop", what: "luck" });
  assert.deepEqual(kindsOf(asked.rest()), [["hashed", load]]);
});

Deno.test("a pinned run that only answers has no loss, and has not diverged", () => {
  const text =
    "dataset: { features: [{ name: x }] }\ntraining: { epochs: 0 }\nqueries: [{ name: one, x: 1 }]\n";
  const { pins } = loaded({ name: "ask", text, files: {} }).ask({ kind: "pin", label: "A" }, "pinned");
  assert.deepEqual(pins.pins.map(({ status, finalLoss }) => [status, finalLoss]), [
    ["completed", "–"],
    ["completed", "–"],
  ]);
});

Deno.test("a run is pinned as it ends, wherever it is looked at", () => {
  const asked = loaded(GENDER);
  asked.ask({ kind: "show", view: { ...startView, stand: 0 }, charts: [] }, "frame");
  const { pins } = asked.ask({ kind: "pin", label: "A" }, "pinned");
  const [now, pin] = pins.pins;
  assert.deepEqual([pin.finalLoss, pin.answers], ["0.00238", now.answers]);
});

Deno.test("pinned runs that are asked very much are told as compare tells them: queries as one setting, the first answers", () => {
  const textOf = (from: number, training: string): string => {
    const queries = Array.from(
      { length: 30 },
      (_, index) => `{ name: q${from + index}, x: ${from + index} }`,
    );
    return `dataset: { features: [{ name: x }], target: { name: y }, rows: [{ x: 1, y: 1 }, { x: 2, y: 0 }] }\n` +
      `training: { epochs: 3, learning_rate: 0.01${training} }\nqueries: [${queries.join(", ")}]\n`;
  };
  const asked = loaded({ name: "many", text: textOf(1, ""), files: {} });
  asked.ask({ kind: "pin", label: "A" }, "pinned");
  const other = { name: "many", text: textOf(6, ", optimizer: adam"), files: {} };
  asked.hear({ kind: "load", document: other, isTrained: true });
  const { pins } = asked.rest().find((answer) => answer.kind === "pinned")!;
  assert.deepEqual(pins.keys, ["optimizer", "queries"]);
  assert.deepEqual(pins.pins.map(({ settings }) => settings[1]), ["30 rows", "30 rows; 5 differ"]);
  assert.deepEqual(pins.queries, Array.from({ length: 12 }, (_, index) => `q${index + 6}`));
  assert.ok(pins.pins.every(({ answers }) => answers.length === 12));
  assert.match(pins.notes[0], /^not listed, since they follow from these: /);
  assert.equal(
    pins.notes[1],
    "answers: the first 12 that several results have; 23 more in predictions.csv of each run",
  );
});

Deno.test("pinned runs stay behind later ones, with only the settings that differ", () => {
  const asked = loaded(GENDER);
  asked.ask({ kind: "pin", label: "seed 42" }, "pinned");
  const text = GENDER.text.replace("seed: 42", "seed: 7");
  asked.hear({ kind: "load", document: { ...GENDER, text }, isTrained: true });
  const answers = asked.rest();
  const pinned = answers.find((answer) => answer.kind === "pinned");
  assert.ok(pinned?.kind === "pinned");
  assert.deepEqual(pinned.pins.keys, ["seed"]);
  assert.deepEqual(pinned.pins.pins.map(({ label, settings }) => [label, settings.join()]), [
    ["now", "7"],
    ["seed 42", "42"],
  ]);
  assert.equal(pinned.pins.pins[1].answers[0], "0.949 F");
  const { frame } = asked.ask({ kind: "show", view: startView, charts: CHARTS }, "frame");
  assert.match(frame.charts[0].svg, /stroke-dasharray="5 4"/);
  assert.ok(frame.charts[2].svg.includes(">seed 42</text>"));
  const { pins } = asked.ask({ kind: "unpin", label: "seed 42" }, "pinned");
  assert.equal(pins.pins.length, 1);
});

Deno.test("a gesture is answered with its edit, a table with an experiment for it, and what is missing with a way out", () => {
  const asked = new Asked();
  const refused = asked.ask({ kind: "show", view: startView, charts: [] }, "refused");
  assert.equal(refused.message, "there is no experiment yet");
  const { read } = asked.ask(
    {
      kind: "edit",
      document: GENDER,
      gesture: { kind: "set", key: "seed", value: "7" },
      shownRowCount: null,
    },
    "edited",
  );
  assert.ok("ok" in read && read.ok.changes[0].insert === "7");
  const wrong = asked.ask(
    {
      kind: "edit",
      document: GENDER,
      gesture: { kind: "set", key: "lerning_rate", value: "7" },
      shownRowCount: null,
    },
    "edited",
  );
  assert.ok(
    "mistakes" in wrong.read && wrong.read.mistakes[0].hint === "did you mean training.learning_rate?",
  );
  const csv = "length,width,kind\n1,2,a\n3,4,b\n2,1,a\n4,5,b\n1,1,a\n5,3,b\n";
  const mine = { kind: "table", fileName: "mine.csv", program: "seedbed" } as const;
  const table = asked.ask({ ...mine, text: csv }, "table");
  assert.ok("ok" in table.read);
  assert.match(table.read.ok.text, /^# Run it: +seedbed run mine\.yaml$/m);
  asked.ask({ kind: "load", document: table.read.ok, isTrained: true }, "trained");
  const device = asked.ask({ ...mine, fileName: "2026 Aux.csv", text: csv }, "table");
  assert.ok("ok" in device.read && device.read.ok.name === "2026_Aux");
  const kept = asked.ask({ ...mine, fileName: "aux.csv", text: csv }, "table");
  assert.ok("ok" in kept.read && kept.read.ok.name === "my_aux");
  const bad = asked.ask({ ...mine, text: "" }, "table");
  assert.ok("mistakes" in bad.read);
});

Deno.test("every shipped experiment loads, trains and shows at its start, on its way and at its end", () => {
  const folder = projectPath("experiments");
  const files = [...Deno.readDirSync(folder)].map(({ name }) => name);
  const csv = files.filter((name) => name.endsWith(".csv"));
  // Some take seconds, and have nothing of their own here.
  const slow = ["digits", "gender_seeds"];
  for (
    const name of files.flatMap((file) => /^(\w+)\.yaml$/.exec(file)?.[1] ?? []).filter((name) =>
      !slow.includes(name)
    )
  ) {
    const asked = loaded(shipped(name, ...csv));
    const { stepCount } = asked.engine.loaded!.run.length;
    for (const stand of [0, Math.floor(stepCount / 3), "end"] as const) {
      const { frame } = asked.ask({
        kind: "show",
        view: { ...startView, stand, parameter: "w1" },
        charts: CHARTS,
      }, "frame");
      assert.ok(frame.charts.length > 0, name);
    }
  }
});

/** An engine that has no part yet. */
class BareAsked extends Asked {
  override readonly engine = new PlayEngine();
}

/** What was read of a document, as a page has it: after a way through JSON. */
function readElsewhere(play: PlayDocument): DocumentReading {
  const read = readingOf(play);
  assert.ok("ok" in read);
  return JSON.parse(JSON.stringify(read.ok));
}

const LOAD_GENDER = { kind: "load", document: GENDER, isTrained: true } as const;
const LOAD_READ = { ...LOAD_GENDER, reading: readElsewhere(GENDER) } as const;
const LOAD_BROKEN = { ...LOAD_GENDER, document: { ...GENDER, text: "seed: [" } } as const;
const SHOW = { kind: "show", view: startView, charts: CHARTS } as const;

function kindsOf(answers: readonly FromEngine[]): readonly (readonly [string, number])[] {
  return answers.map(({ kind, request }) => [kind, request]);
}

Deno.test("what comes read is trained and shown by an engine without parts; its hashes come with the last of them", () => {
  const asked = new BareAsked();
  const load = asked.hear(LOAD_READ);
  const show = asked.hear(SHOW);
  const answers = asked.rest();
  assert.deepEqual(kindsOf(answers), [["loaded", load], ["trained", load], ["frame", show]]);
  assert.equal(asked.engine.heldUpBy, "later");
  asked.engine.complete(PARTS);
  const hashed = asked.rest();
  assert.deepEqual(kindsOf(hashed), [["hashed", load]]);
  assert.ok(hashed[0].kind === "hashed" && hashed[0].manifestHash === terminalHash(GENDER));
  assert.equal(asked.engine.heldUpBy, null);

  const whole = new Asked();
  whole.hear(LOAD_GENDER);
  whole.hear(SHOW);
  const frameOf = (some: readonly FromEngine[]) =>
    some.filter(({ kind }) => kind === "loaded" || kind === "frame");
  assert.deepEqual(frameOf(answers), frameOf(whole.rest()));
});

Deno.test("what comes with the reading of another document is found out before its files are hashed", () => {
  const asked = new BareAsked();
  asked.hear({ ...LOAD_READ, document: { ...GENDER, text: GENDER.text.replace("seed: 42", "seed: 43") } });
  assert.deepEqual(asked.rest().map(({ kind }) => kind), ["loaded", "trained"]);
  assert.throws(() => asked.engine.complete(PARTS), /came with the reading of another one/);
});

Deno.test("what must be read waits for the reader, and what follows it waits with it", () => {
  const asked = new BareAsked();
  const load = asked.hear(LOAD_GENDER);
  const show = asked.hear(SHOW);
  assert.deepEqual([asked.rest(), asked.engine.heldUpBy], [[], "reading"]);
  asked.engine.complete({ reading: readingOf });
  assert.deepEqual(kindsOf(asked.rest()), [["loaded", load], ["trained", load], ["frame", show]]);
  assert.equal(asked.engine.heldUpBy, "later");
});

Deno.test("where the reader cannot be had, the load alone is given up", () => {
  const asked = new BareAsked();
  const load = asked.hear(LOAD_GENDER);
  const show = asked.hear(SHOW);
  assert.deepEqual(asked.rest(), []);
  assert.deepEqual(asked.engine.giveUp("reading"), [load]);
  assert.deepEqual(kindsOf(asked.rest()), [["refused", show]]);
});

Deno.test("what waits for the later answers holds up nothing else", () => {
  const asked = new BareAsked();
  asked.engine.complete({ reading: readingOf });
  const hover = asked.hear({ kind: "hover", text: GENDER.text, offset: 1 });
  asked.ask(LOAD_GENDER, "trained");
  const files = asked.hear({ kind: "files" });
  const chain = asked.hear({ kind: "show", view: { ...startView, parameter: "w1" }, charts: [] });
  const broken = asked.hear(LOAD_BROKEN);
  assert.deepEqual(asked.rest(), []);
  asked.engine.complete({ later: laterAnswers });
  const answers = asked.rest();
  assert.deepEqual(kindsOf(answers).slice(0, 3), [["mistakes", broken], ["hover", hover], ["frame", chain]]);
  assert.equal(asked.engine.heldUpBy, "rare");
  assert.equal(asked.ask({ kind: "pin", label: "A" }, "pinned").pins.pins.at(-1)?.label, "A");
  asked.engine.complete(PARTS);
  assert.deepEqual(kindsOf(asked.rest()), [["files", files]]);
  const frame = answers.find((answer) => answer.kind === "frame")!;
  assert.equal(frame.frame.chain?.parameter, "w1");
});

Deno.test("a text that reads again takes the place of one whose mistakes were never told", () => {
  const asked = new BareAsked();
  asked.engine.complete({ reading: readingOf });
  asked.hear(LOAD_BROKEN);
  assert.deepEqual(asked.rest(), []);
  const mended = asked.hear({ ...LOAD_GENDER, isTrained: false });
  assert.deepEqual(kindsOf(asked.rest()), [["loaded", mended]]);
  asked.engine.complete(PARTS);
  assert.deepEqual(asked.rest(), []);
});

Deno.test("files that nobody waits for any more are not made, and nothing else ends with them", () => {
  const asked = loaded(GENDER);
  const stop = { kind: "stop", what: "files" } as const;
  asked.hear({ kind: "files" });
  asked.hear(stop);
  assert.deepEqual([asked.engine.isIdle, asked.rest()], [true, []]);
  asked.hear({ kind: "files" });
  asked.engine.work();
  asked.hear({ ...stop, what: "verify" });
  assert.equal(asked.engine.isIdle, false);
  asked.hear(stop);
  assert.equal(asked.engine.isIdle, true);
  const load = asked.hear({
    ...LOAD_GENDER,
    document: { ...GENDER, text: GENDER.text.replace("seed: 42", "seed: 7") },
  });
  asked.hear(stop);
  assert.deepEqual(kindsOf(asked.rest()).slice(0, 2), [["loaded", load], ["trained", load]]);
});

Deno.test("where the later answers cannot be had, what waits for them is given up, and nothing else", () => {
  const asked = new BareAsked();
  const load = asked.hear(LOAD_READ);
  asked.rest();
  const hover = asked.hear({ kind: "hover", text: GENDER.text, offset: 1 });
  const files = asked.hear({ kind: "files" });
  assert.deepEqual(asked.engine.giveUp("later").toSorted(), [load, hover]);
  assert.deepEqual([asked.engine.heldUpBy, asked.engine.giveUp("later")], ["rare", []]);
  assert.deepEqual([asked.engine.giveUp("rare"), asked.engine.heldUpBy], [[files], null]);
  assert.equal(asked.ask({ kind: "show", view: startView, charts: [] }, "frame").frame.answers[0].label, "F");
});
