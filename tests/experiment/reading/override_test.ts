// Settings on the command line: each gives the experiment that an edit of the file would give.

import assert from "node:assert/strict";
import fc from "npm:fast-check@4.3.0";
import { dump } from "npm:js-yaml@5.5.0";
import type { Experiment } from "../../../src/experiment/experiment.ts";
import { parseExperiment, readExperiment } from "../../../src/experiment/reading/parse_experiment.ts";
import type { Problem } from "../../../src/experiment/source/problem.ts";
import { experimentFiles, numbers } from "../random_experiment.ts";

const TEXT = `
name: gender
dataset:
  features: [{ name: weight, shift: 135 }, { name: height, shift: 66 }]
  target: { name: gender, classes: { M: 0, F: 1 } }
  rows:
    - { name: Alice, weight: 133, height: 65, gender: F }
    - { name: Bob, weight: 160, height: 72, gender: M }
queries: [{ name: Emily, weight: 128, height: 63 }, { weight: 155, height: 68 }]
`;

function withOverrides(...overrides: string[]): Experiment {
  return parseExperiment(TEXT, { overrides });
}

/** What is wrong with the text where these are on the command line. */
function problemsWith(...overrides: string[]): readonly Problem[] {
  const read = readExperiment(TEXT, { overrides });
  return "problems" in read ? read.problems : [];
}

function withoutSource(experiment: Experiment): Omit<Experiment, "sourceText"> {
  const { sourceText: _, ...rest } = experiment;
  return rest;
}

/** A file with another value at a path, as a person would edit it. */
function edited(file: unknown, path: readonly string[], value: unknown): unknown {
  if (path.length === 0) return value;
  const [step, ...rest] = path;
  if (Array.isArray(file)) {
    return file.map((item, at) => at === Number(step) ? edited(item, rest, value) : item);
  }
  const object = (file ?? {}) as Record<string, unknown>;
  return { ...object, [step]: edited(object[step], rest, value) };
}

Deno.test("an override gives what an edit of the file gives, seed 11", () => {
  const edits = fc.oneof(
    fc.record({ path: fc.constant("init.seed"), value: fc.nat(4294967295) }),
    fc.record({
      path: fc.constant("init.weights"),
      value: fc.oneof(numbers, fc.array(numbers, { maxLength: 9 })),
    }),
    fc.record({ path: fc.constant("init.biases"), value: numbers }),
    fc.record({ path: fc.constant("training.learning_rate"), value: numbers }),
    fc.record({ path: fc.constant("training.epochs"), value: fc.oneof(fc.nat(100), numbers) }),
    fc.record({ path: fc.constant("training.log_every"), value: fc.integer({ min: -1, max: 100 }) }),
    fc.record({ path: fc.constant("network.hidden"), value: fc.array(fc.nat(3), { maxLength: 3 }) }),
    fc.record({ path: fc.constant("network.output"), value: fc.constantFrom("tanh", "relu", "rleu") }),
    fc.record({
      path: fc.constant("description"),
      value: fc.constantFrom("a, b", "1..5", "[x", "'q'", "x = y"),
    }),
    fc.record({ path: fc.constant("training.batch_size"), value: fc.constantFrom(1, 2, 0, "all", "half") }),
    fc.record({ path: fc.constant("training.l1"), value: numbers }),
    fc.record({ path: fc.constant("name"), value: fc.constantFrom("other", "1", "not a name") }),
  );
  fc.assert(
    fc.property(experimentFiles, edits, ({ sweep: _, ...file }, { path, value }) => {
      // One of seed and weights displaces the other, as an edit by hand would.
      const { init, ...rest } = file as { init: Record<string, unknown> };
      const rivals = path === "init.seed"
        ? ["weights", "biases"]
        : path === "init.weights"
        ? ["seed", "scheme", "sd", "bound"]
        : [];
      const kept = Object.fromEntries(Object.entries(init).filter(([key]) => !rivals.includes(key)));
      const byHand = readExperiment(dump(edited({ ...rest, init: kept }, path.split("."), value)));
      const text = typeof value === "string" ? value : JSON.stringify(value);
      const overridden = readExperiment(dump(file), { overrides: [`${path}=${text}`] });
      if ("ok" in byHand) {
        assert.ok("ok" in overridden);
        assert.deepEqual(withoutSource(overridden.ok), withoutSource(byHand.ok));
      } else {
        assert.ok("problems" in overridden);
        assert.deepEqual(
          overridden.problems.map(({ message }) => message),
          // `dump` writes 5e-324 as 5.e-324, and 1e+21 as 1.e+21.
          byHand.problems.map(({ message }) => message.replace(/(\d)\.e/, "$1e")),
        );
      }
    }),
    { seed: 11, numRuns: 500 },
  );
});

Deno.test("a key is a dotted path or the end of exactly one", () => {
  assert.equal(withOverrides("learning_rate=0.5").training.learningRate, 0.5);
  assert.equal(withOverrides("training.learning_rate=0.5").training.learningRate, 0.5);
  assert.equal(withOverrides("weight.shift=140").dataset.features[0].shift, 140);
  assert.equal(withOverrides("features.weight.scale=std").dataset.features[0].scale, "std");
  assert.equal(withOverrides("height.unit=in").dataset.features[1].unit, "in");
  assert.deepEqual(withOverrides("Emily.weight=1").queries[0].values, [1, 63]);
  assert.deepEqual(withOverrides("queries.query 2.height=1").queries[1].values, [155, 1]);
  assert.equal(withOverrides("name=other").name, "other");
});

Deno.test("the last of two overrides of one setting counts", () => {
  assert.equal(withOverrides("epochs=1", "training.epochs=2").training.epochs, 2);
  assert.equal(withOverrides("seed=1..5", "seed=3").sweep, null);
  assert.deepEqual(withOverrides("seed=3", "seed=1..5").sweep?.axes.length, 1);
});

Deno.test("a list in brackets is one value, parts between commas are several", () => {
  assert.deepEqual(withOverrides("hidden=[4,3]").network.hidden, [4, 3]);
  assert.deepEqual(withOverrides("hidden=[]").network.hidden, []);
  assert.deepEqual(withOverrides("weights=[1,2,3,4,5,6]").init, { weights: [1, 2, 3, 4, 5, 6], biases: 0 });
  assert.deepEqual(withOverrides("weights=1,2").sweep?.axes, [
    [{ key: "init.weights", values: { kind: "list", values: [1, 2] } }],
  ]);
  assert.deepEqual(withOverrides("hidden=[2],[4,3],[]").sweep?.axes, [
    [{ key: "network.hidden", values: { kind: "list", values: [[2], [4, 3], []] } }],
  ]);
});

Deno.test("a comma in a text is just a comma", () => {
  assert.equal(withOverrides("description=weight, height").description, "weight, height");
  assert.equal(withOverrides("description=1..5").description, "1..5");
  assert.equal(withOverrides("weight.unit=lb,kg").dataset.features[0].unit, "lb,kg");
});

Deno.test("an override takes a key out of the file's sweep and leaves the rest", () => {
  const sweeps = [
    "sweep: { init.seed: 1..3, training.epochs: [1, 2] }",
    "sweep: [{ init.seed: 1..3 }, { training.epochs: [1, 2] }]",
    "sweep: { zip: { init.seed: 1..2, training.epochs: [1, 2] } }",
  ];
  const axes = [[{ key: "training.epochs", values: { kind: "list", values: [1, 2] } }]];
  for (const sweep of sweeps) {
    const experiment = parseExperiment(`${TEXT}${sweep}\n`, { overrides: ["seed=7"] });
    assert.deepEqual(experiment.init, { seed: 7, scheme: { name: "classic" } });
    assert.deepEqual(experiment.sweep?.axes, axes);
    const alone = parseExperiment(`${TEXT}${sweep}\n`, { overrides: ["seed=7", "epochs=5"] });
    assert.equal(alone.sweep, null);
    const other = parseExperiment(`${TEXT}${sweep}\n`, { overrides: ["seed=5..6"] });
    assert.deepEqual(other.sweep?.axes, [...axes, [{
      key: "init.seed",
      values: { kind: "range", from: 5, to: 6 },
    }]]);
  }
});

Deno.test("an override displaces what the file says of its rival, stated or swept", () => {
  const given = parseExperiment(`${TEXT}sweep: { init.seed: 1..3 }\n`, { overrides: ["weights=1"] });
  assert.deepEqual([given.init, given.sweep], [{ weights: 1, biases: 0 }, null]);
  const cut = parseExperiment(`${TEXT}sweep: { training.clip_norm: [0.01, 1] }\n`, {
    overrides: ["clip_value=1"],
  });
  assert.deepEqual([cut.training.clipValue, cut.training.clipNorm, cut.sweep], [1, null, null]);
  const swept = parseExperiment(`${TEXT}sweep: { init.seed: 1..3 }\n`, { overrides: ["weights=1,2"] });
  assert.deepEqual(swept.sweep?.axes, [
    [{ key: "init.weights", values: { kind: "list", values: [1, 2] } }],
  ]);
});

Deno.test("settings that exclude each other on one command line are refused, stated or swept", () => {
  for (
    const [first, second, message] of [
      ["clip_norm=1", "clip_value=1", "training.clip_norm and training.clip_value exclude each other"],
      ["clip_value=1", "clip_norm=1.0,2.0", "training.clip_value and training.clip_norm exclude each other"],
      ["clip_norm=1.0,2.0", "clip_value=1", "training.clip_norm and training.clip_value exclude each other"],
      ["seed=1..3", "weights=1", "init.seed and init.weights exclude each other"],
      ["step=3", "plateau=5", "training.schedule.step and training.schedule.plateau exclude each other"],
    ]
  ) {
    const problems = problemsWith(first, second);
    assert.deepEqual(problems.map((problem) => problem.message), [message]);
    assert.equal(problems[0].place.source.text, second);
  }
});

Deno.test("of one setting given twice the last counts, as of the options of other programs", () => {
  assert.deepEqual(
    withoutSource(withOverrides("seed=1..3", "seed=2")),
    withoutSource(withOverrides("seed=2")),
  );
});

Deno.test("whole numbers with a comma between them are two values, also where a word may stand in their place", () => {
  for (const [key, values] of [["training.batch_size", [8, 32]], ["training.epochs", [10, 20]]] as const) {
    const { sweep } = withOverrides(`${key}=${values.join(",")}`);
    assert.deepEqual(sweep?.axes, [[{ key, values: { kind: "list", values } }]]);
  }
});

Deno.test("what stands in the file alone is said to, by its whole name", () => {
  for (const [key, whole] of [["layers", "network.layers"], ["rows", "dataset.rows"], ["sweep", "sweep"]]) {
    const [problem] = problemsWith(`${key}=1`);
    assert.deepEqual([problem.message, problem.hint], [
      `${whole} is set in the file alone`,
      "change it there",
    ]);
  }
});

Deno.test("an override leaves the experiment's own text as it was read", () => {
  assert.equal(withOverrides("seed=7").sourceText, TEXT);
});

Deno.test("a table may be named on the command line in place of rows", () => {
  const experiment = parseExperiment(TEXT, {
    overrides: ["file=people.csv"],
    readDataFile: () => ({ text: "gender,height,weight\nF,1,2\n" }),
  });
  assert.deepEqual(experiment.dataset.rows, [{ name: "row 1", values: [2, 1], targets: [1] }]);
});

Deno.test("a slip in a key means the setting that the key alone would mean", () => {
  const text =
    "name: slip\ndataset: { features: [{ name: x }], target: { name: y }, rows: [[x, y], [1, 2]] }\n";
  for (const slip of ["sed", "seeds", "Seed", "SEED"]) {
    const read = readExperiment(text, { overrides: [`${slip}=1`] });
    assert.ok("problems" in read && read.problems[0].hint === "did you mean init.seed?", slip);
  }
});

Deno.test("a key in the wrong section means the one setting that is called so, and each step of it is to be near", () => {
  for (
    const [key, hint] of [
      ["training.seed", "did you mean init.seed?"],
      ["training.activation", "did you mean network.activation?"],
      ["trainnig.epochs", "did you mean training.epochs?"],
      ["wieght.shfit", "did you mean dataset.features.weight.shift?"],
    ]
  ) {
    assert.equal(problemsWith(`${key}=1`)[0].hint, hint, key);
  }
  assert.match(problemsWith("training.init=1")[0].hint!, /^settings begin with /);
});

Deno.test("another tool's name means the setting of the section that it is written in", () => {
  for (
    const [key, meant] of [
      ["goals.threshold", "goals.loss_thresholds"],
      ["goals.loss_threshold", "goals.loss_thresholds"],
      ["stop.threshold", "training.stop.loss_under"],
    ]
  ) {
    assert.equal(problemsWith(`${key}=0.1`)[0].hint, `did you mean ${meant}?`);
  }
});

Deno.test("a section offers the first of its settings and says how many more it has", () => {
  const hintOf = (argument: string): string => problemsWith(argument)[0].hint!;
  assert.equal(
    hintOf("features=x"),
    "name one of them: features.weight.unit, features.weight.shift, features.weight.scale, " +
      "features.weight.categories, features.weight.missing and 5 more",
  );
  assert.equal(hintOf("Emily=130"), "name one of them: Emily.weight and Emily.height");
  assert.match(hintOf("training=5"), /^name one of them: training\.optimizer, .+ and \d+ more$/);
});

Deno.test("a section that is set to a table's name is told the setting for a file, where it has one", () => {
  const hintOf = (argument: string): string => problemsWith(argument)[0].hint!;
  assert.equal(hintOf("queries=new.csv"), "write queries.file=new.csv");
  assert.equal(hintOf("queries=my new.CSV"), "write 'queries.file=my new.CSV'");
  assert.equal(hintOf("validation=kept.tsv"), "write validation.file=kept.tsv");
  assert.match(hintOf("features=new.csv"), /^name one of them: /);
  assert.match(hintOf("queries=new"), /^name one of them: /);
});

Deno.test("decimal commas are no zeros between the values of a sweep, and zeros that are meant are no decimal commas", () => {
  const [{ message, hint }] = problemsWith("learning_rate=0,3,0,7,0,1");
  assert.equal(message, "training.learning_rate must be numbers with points: found 0,3,0,7,0,1");
  assert.equal(hint, "for example learning_rate=0.3,0.7,0.1");
  for (const text of ["0, 3, 0, 7", "0,1,2", "0,1,2,3", "1,0,3,0", "0.0,3,0,7"]) {
    assert.equal(withOverrides(`weight.shift=${text}`).sweep?.axes.length, 1, text);
  }
});

Deno.test("what only follows from a refused argument is not told, whatever another one has at the same column", () => {
  const text = `
name: colors
dataset:
  features: [{ name: color, categories: [red] }]
  target: { name: y }
  rows: [{ color: red, y: 0 }, { color: "${"x".repeat(201)}", y: 1 }]
`;
  const read = readExperiment(text, { overrides: ["color.categories=[]", "training.shuffle=7"] });
  assert.ok("problems" in read);
  assert.deepEqual(read.problems.map(({ place }) => [place.source.text, place.start]), [
    ["color.categories=[]", 17],
    ["training.shuffle=7", 17],
  ]);
});
