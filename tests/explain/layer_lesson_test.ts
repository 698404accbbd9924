// The lesson about other layers than dense ones: each formula gives the bits of its value, and what the usual mistake gives
// is another number.

import assert from "node:assert/strict";
import { readExperiment } from "../../src/experiment/reading/parse_experiment.ts";
import type { Experiment } from "../../src/experiment/experiment.ts";
import { ExperimentError } from "../../src/experiment/source/problem.ts";
import type { ExplainOptions } from "../../src/explain/explain_options.ts";
import { explain, layerSubjects } from "../../src/explain/explain.ts";
import { type Equation, evaluate } from "../../src/explain/expression.ts";
import { layerLessonJson } from "../../src/explain/layer_json.ts";
import { layerLesson } from "../../src/explain/layer_lesson.ts";
import { lessonsTogether } from "../../src/explain/lessons_together.ts";
import { texNotation } from "../../src/explain/spellings.ts";
import { LessonWriter } from "../../src/explain/lesson_pieces.ts";
import type { Block, Page } from "../../src/document/page.ts";
import { runExperiment } from "../../src/run/run_experiment.ts";
import { jsonText } from "../../src/results/json_text.ts";
import { textPage } from "../../src/document/text_page.ts";

/** A writer that keeps the equations that it wrote. */
class Kept extends LessonWriter {
  readonly kept: Equation[] = [];

  override equations(equations: readonly Equation[]): Block {
    this.kept.push(...equations);
    return super.equations(equations);
  }
}

function read(text: string): Experiment {
  const result = readExperiment(text);
  if ("problems" in result) throw new ExperimentError(result.problems);
  return result.ok;
}

/** What of the JSON is looked at. */
interface LayerJson {
  readonly words?: readonly string[];
  readonly layers: readonly {
    readonly neurons: readonly {
      readonly slope?: number | null;
      readonly dL_doutput?: number | null;
      readonly dL_dsum?: number;
    }[];
  }[];
  readonly parameters: readonly { readonly gradient: number }[];
  readonly outputs?: readonly { readonly raw: number }[];
}

const SENTENCES = read(`
name: sentences
dataset:
  features: [{ name: text, tokens: words }]
  target: { name: mood, classes: [bad, good] }
  rows: [[text, mood], [i am very very happy, good], [i am sad, bad], ["", bad]]
network: { layers: [{ rnn: { size: 3 } }, { dense: { size: 2, activation: tanh } }, { dense: {} }] }
training: { epochs: 5, learning_rate: 0.1 }
queries: [{ name: asked, text: sad i }]
`);

const IMAGES = read(`
name: images
dataset:
  features: [{ name: pixels, columns: "p*", shape: [3, 4] }]
  target: { name: k, classes: all }
  rows:
    - [k, p0, p1, p2, p3, p4, p5, p6, p7, p8, p9, pa, pb]
    - [a, 0, 1, 2, 3, 4, 5, 1, 0, 2, 1, 1, 3]
    - [b, 1, 1, 1, 1, 1, 1, 2, 3, 1, 0, 1, 0]
network:
  layers:
    - conv: { filters: 2, size: 2, padding: 1, activation: tanh }
    - maxpool: { size: 2 }
    - conv: { filters: 3, size: 2, bias: false, activation: relu }
    - dense: {}
init: { seed: 4, scheme: normal, sd: 0.5 }
training: { epochs: 5, learning_rate: 0.01 }
`);

/** Numbers in units that are scaled, of an image that is held out. */
const PRICES = read(`
name: prices
dataset:
  features: [{ name: p, columns: "p*", shape: [2, 2] }]
  target: { name: y, unit: kg, shift: mean, scale: std }
  rows: [[name, p1, p2, p3, p4, y], [a, 1, 0, 0, 1, 100], [held, 1, 1, 0, 1, 150], [b, 0, 1, 1, 0, 300]]
  validation: { rows: [held] }
network: { layers: [{ conv: { filters: 1, size: 1 } }, { dense: {} }] }
training: { epochs: 50, learning_rate: 0.01 }
queries: [{ name: q, p1: 1, p2: 1, p3: 0, p4: 1 }]
`);

function lesson(
  experiment: Experiment,
  options: ExplainOptions,
): { readonly page: Page; readonly kept: readonly Equation[] } {
  const writer = new Kept("full");
  return { page: layerLesson(layerSubjects(experiment, options)[0], writer), kept: writer.kept };
}

function textOf(page: Page): string {
  return textPage(page, { width: 10_000, emphasize: (text) => text });
}

Deno.test("each formula gives the bits of its value, whichever parameter is followed", () => {
  const asked: readonly (readonly [Experiment, ExplainOptions])[] = [
    ...["rnn1.w3.h2", "rnn1.w2.very", "rnn1.b1"].map((parameter) =>
      [SENTENCES, { row: "row 1", parameter }] as const
    ),
    ...["conv1.w2.1.2", "conv1.b2", "conv2.w1.1.1.1", "dense1.b1"].map((parameter) =>
      [IMAGES, { row: "row 1", parameter, epoch: 3 }] as const
    ),
    [SENTENCES, { row: "row 3" }],
    [SENTENCES, { query: "asked", epoch: 5 }],
    [PRICES, { row: "held" }],
  ];
  let count = 0;
  for (const [experiment, options] of asked) {
    for (const { left, formula, value } of lesson(experiment, options).kept) {
      if (formula === null) continue;
      assert.ok(
        Object.is(evaluate(formula) + 0, value + 0),
        JSON.stringify([options, left, evaluate(formula), value]),
      );
      count++;
    }
  }
  assert.ok(count > 60, String(count));
  assert.doesNotMatch(textOf(lesson(IMAGES, { row: "row 1", parameter: "conv2.w1.1.1.1" }).page), /not used/);
});

Deno.test("a word that comes twice is used twice, one that comes once once, and one that does not come never", () => {
  assert.match(
    textOf(lesson(SENTENCES, { row: "row 1", parameter: "rnn1.w2.very" }).page),
    /very is used 2 times, and its gradient is the sum over them, from the last word to the\s+first:/,
  );
  assert.match(textOf(lesson(SENTENCES, { row: "row 1", parameter: "rnn1.w2.am" }).page), /am is used once:/);
  assert.match(
    textOf(lesson(SENTENCES, { row: "row 1", parameter: "rnn1.w2.sad" }).page),
    /sad is not used by this row/,
  );
});

Deno.test("an activation has one name on the way forward and back, and its formula stands above", () => {
  const text = textOf(lesson(IMAGES, { row: "row 1", parameter: "conv2.w1.1.1.1" }).page);
  assert.match(
    text,
    /What a neuron makes of its sum s:\n +tanh\(s\) = .*\n +relu\(s\) = .*\n +softmax\(s\) = /,
  );
  assert.match(text, /conv2\.\S+ = relu\(sum_conv2\.\S+\) = /);
  assert.match(text, / · relu′\(sum_conv2\.\S+\)/);
});

Deno.test("a bias is not called a weight", () => {
  assert.match(
    textOf(lesson(SENTENCES, { row: "row 1", parameter: "rnn1.b1" }).page),
    /^The bias rnn1\.b1$/m,
  );
  assert.match(textOf(lesson(IMAGES, { parameter: "conv1.b2" }).page), /^The bias conv1\.b2$/m);
  assert.match(textOf(lesson(IMAGES, { parameter: "conv1.w1.1.1" }).page), /^The weight conv1\.w1\.1\.1$/m);
});

Deno.test("whoever takes a line of the weights for a column finds another number", () => {
  const { page, kept } = lesson(SENTENCES, { row: "row 1" });
  const wrong = Number(
    /forgets to transpose, finds ([−\d.e]+)\./.exec(textOf(page))![1].replaceAll("−", "-"),
  );
  const right = kept.find(({ left }) => JSON.stringify(left) === '{"of":"L","by":"rnn1.4.1"}')!.value;
  assert.ok(Number.isFinite(wrong) && Math.abs(wrong - right) > 1e-4, `${wrong} and ${right}`);
});

Deno.test("a word of a stranger's file means nothing to TeX", () => {
  const word = "a_b^c\\$<i>";
  assert.equal(texNotation.name(`rnn1.w1.${word}`), "\\text{rnn1.w1.a b c i}");
  assert.equal(texNotation.name("sum_conv1.2.1.1"), "s_{\\text{conv1.2.1.1}}");
});

Deno.test("a query goes forward alone, and an empty sentence has no word to read", () => {
  const sections = (page: Page) => page.blocks.flatMap((block) => block.kind === "section" ? [block.id] : []);
  assert.deepEqual(sections(lesson(SENTENCES, { query: "asked" }).page), ["forward", "answer"]);
  assert.deepEqual(sections(lesson(SENTENCES, { row: "row 3" }).page), ["forward", "backward", "weight"]);
  assert.match(textOf(lesson(SENTENCES, { row: "row 3" }).page), /There is no word to read: the state is 0/);
});

Deno.test("a query is told its answer: the class, or the number in the units of the table, as the run tells it", () => {
  for (const [experiment, query] of [[PRICES, "q"], [SENTENCES, "asked"]] as const) {
    const [{ outputs, label }] = runExperiment(experiment).predictions;
    const options = { query };
    const text = textOf(lesson(experiment, options).page);
    const [subject] = layerSubjects(experiment, options);
    const json: LayerJson = JSON.parse(jsonText(layerLessonJson(subject)));
    assert.deepEqual(json.outputs!.map(({ raw }) => raw), outputs);
    if (label === null) assert.ok(text.includes(`The network answers ${outputs![0]} kg for q.`), text);
    else assert.match(text, new RegExp(`The answer is ${label}: its output o\\d is the largest`));
  }
});

Deno.test("of a long table the rest is counted, and no option is offered that is refused for layers", () => {
  const wide = (size: number) =>
    lesson(
      read(`
name: wide
dataset:
  features: [{ name: text, tokens: words }]
  target: { name: mood, classes: [bad, good] }
  rows: [[text, mood], [very good, good], [bad, bad]]
network: { layers: [{ rnn: { size: 2 } }, { dense: { size: ${size} } }, { dense: {} }] }
training: { epochs: 1 }
`),
      { row: "row 1" },
    ).page;
  assert.match(textOf(wide(30)), /… and 6 more neurons\.\n/);
  assert.match(textOf(wide(25)), /… and 1 more neuron\.\n/);
  assert.doesNotMatch(textOf(wide(30)), /--json/);
});

Deno.test("as JSON a lesson has every neuron that was reached and every parameter, and their numbers go together", () => {
  for (const [experiment, counts] of [[IMAGES, [40, 8, 3, 2]], [SENTENCES, [15, 2, 2]]] as const) {
    const [subject] = layerSubjects(experiment, { row: "row 1", epoch: 2 });
    const json: LayerJson = JSON.parse(jsonText(layerLessonJson(subject)));
    assert.deepEqual(json.layers.map(({ neurons }) => neurons.length), counts);
    assert.equal(json.parameters.length, subject.parameters.length);
    const neurons = json.layers.flatMap(({ neurons }) => neurons);
    for (const { slope, dL_doutput, dL_dsum } of neurons) {
      if (slope == null || dL_dsum === undefined) continue;
      assert.equal(dL_doutput! * slope, dL_dsum);
    }
    // A bias of the output has what the loss says of its sum.
    const outputs = json.layers[json.layers.length - 1].neurons;
    assert.deepEqual(
      json.parameters.slice(-outputs.length).map(({ gradient }) => gradient),
      outputs.map(({ dL_dsum }) => dL_dsum),
    );
  }
});

Deno.test("with a parameter named, JSON has its gradient as a formula, and what checks it", () => {
  const [subject] = layerSubjects(SENTENCES, { row: "row 1", parameter: "rnn1.w1.very" });
  const { chain } = JSON.parse(jsonText(layerLessonJson(subject)));
  assert.equal(chain.parameter, "rnn1.w1.very");
  const [{ quantity, formula, value }] = chain.equations;
  assert.deepEqual([quantity, formula], ["∂L/∂rnn1.w1.very", "∂L/∂sum_rnn1.4.1 + ∂L/∂sum_rnn1.3.1"]);
  // A central difference errs by the square of its step and by rounding over its step.
  assert.ok(Math.abs(chain.difference - value) < 1e-9, `${chain.difference}, not ${value}`);
  assert.ok(value !== 0);
  const [alone] = layerSubjects(SENTENCES, { row: "row 1" });
  assert.ok(!("chain" in layerLessonJson(alone)));
});

Deno.test("of a query JSON has what it is answered, and nothing of a loss", () => {
  const [subject] = layerSubjects(SENTENCES, { query: "asked" });
  const json: LayerJson = JSON.parse(jsonText(layerLessonJson(subject)));
  assert.deepEqual(json.words, ["sad", "i"]);
  assert.equal(json.layers[0].neurons.length, 6);
  assert.doesNotMatch(JSON.stringify(json), /dL_|slope|loss|gradient|y_true/);
});

Deno.test("of a row that is held out a lesson and its JSON have the answer and its error, and no gradients", () => {
  const { page } = lesson(PRICES, { row: "held" });
  const [{ outputs }] = runExperiment(PRICES).predictions;
  const text = textOf(page);
  assert.ok(text.includes(`The network answers ${outputs![0]} kg for held.`), text);
  assert.match(text, /As the run ends, after 50 epochs/);
  assert.match(text, /Right would be 150 kg: the answer is off by [\d.]+ kg\./);
  const json = JSON.stringify(layerLessonJson(layerSubjects(PRICES, { row: "held" })[0]));
  assert.match(json, /"is_held_out":true.*"y_true":-0\.5,"loss":/);
  assert.doesNotMatch(text + json, /∂|dL_|slope|gradient/);
});

Deno.test("several steps are those of one training, and are told apart on one page", () => {
  const subjects = layerSubjects(IMAGES, {}, [3, 1]);
  const alone = [3, 1].map((step) => layerSubjects(IMAGES, { step })[0]);
  assert.deepEqual(subjects, alone);
  const lessons = subjects.map((subject) => ({
    page: layerLesson(subject, new LessonWriter(4)),
    stepsDone: subject.state.stepsDone,
    settings: "",
  }));
  const page = lessonsTogether("images", lessons);
  assert.equal(page.title, "images: steps 3 and 1");
  const titles = page.blocks.flatMap((block) => block.kind === "section" ? block.title : []);
  assert.deepEqual(titles, ["images: row 1, step 3", "images: row 1, step 1"]);
});

Deno.test("a parameter that there is not, and what knows dense layers alone, are refused with a way out", () => {
  assert.throws(() => lesson(IMAGES, { parameter: "conv1.w3.1.1" }), /there is no parameter conv1.w3.1.1/);
  assert.throws(
    () => explain(IMAGES),
    /explain\(\) knows networks of dense layers alone: found others in images/,
  );
});
