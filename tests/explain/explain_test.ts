// What is explained, and when: the engine's numbers, finite differences, and what a user may get wrong.

import assert from "node:assert/strict";
import fc from "npm:fast-check@4.3.0";
import {
  courseOf,
  featuresOf,
  startingParameters,
  topologyOf,
  trainingDataOf,
} from "../../src/experiment/experiment.ts";
import { ExperimentError } from "../../src/experiment/source/problem.ts";
import { parseExperiment } from "../../src/experiment/reading/parse_experiment.ts";
import { learningOf, valuePlaces } from "../../src/engine/learning.ts";
import { stepEquations } from "../../src/explain/step_equations.ts";
import { feedforward } from "../../src/engine/feedforward.ts";
import { parameterNames } from "../../src/engine/topology.ts";
import { runExperiment } from "../../src/run/run_experiment.ts";
import { Session } from "../../src/run/session.ts";
import { supervisedOf } from "../../src/run/supervised.ts";
import { explain } from "../../src/explain/explain.ts";
import type { ExplainOptions } from "../../src/explain/explain_options.ts";
import { backpropagate, stepped } from "../../src/engine/backpropagation.ts";
import { plainTrainer } from "../../src/engine/trainer.ts";
import worked from "../vectors/worked_examples.json" with { type: "json" };
import { HELD_OUT, HELD_OUT_WORDS } from "../many_outputs.ts";
import { alice, experiments, gender, learners } from "./explanations.ts";

/** Two correct ways of computing the same figure may differ in its last digits. */
function assertNear(found: number, expected: number, tolerance = 1e-15): void {
  assert.ok(Math.abs(found - expected) <= tolerance, `${found} is not ${expected}`);
}

/** The problems that an explanation meets, as people read them. */
function problemsOf(run: () => unknown): readonly string[] {
  try {
    run();
  } catch (error) {
    if (!(error instanceof ExperimentError)) throw error;
    return error.problems.map(({ message, hint }) => hint === undefined ? message : `${message} (${hint})`);
  }
  return [];
}

Deno.test("Alice's explanation has the figures of the classic worked example", () => {
  const { layers: [[h1], [o1]], outputs: [{ value: yPred }], learning } = explain(alice());
  const example = worked.alice_numpy;
  assertNear(h1.output.value, example.h1);
  assertNear(yPred, example.y_pred);
  assertNear(o1.backward!.lossByOutput!, example.dL_dypred);
  assertNear(learning!.parameters[0].gradient, example.dL_dw1);
  assertNear(learning!.rowLoss.before, example.loss_before);
  assertNear(learning!.rowLoss.after, example.loss_after);
  for (const [name, value] of Object.entries(example["after_one_step_lr0.1"])) {
    assertNear(learning!.parameters.find((parameter) => parameter.name === name)!.updated, value);
  }
});

Deno.test("every number of an explanation has the engine's bits", () => {
  fc.assert(
    fc.property(experiments, fc.nat(), (experiment, pick) => {
      const { rows } = experiment.dataset;
      const index = pick % rows.length;
      const explanation = explain(experiment, { row: rows[index].name });
      const topology = topologyOf(experiment);
      const parameters = startingParameters(experiment);
      const data = trainingDataOf(experiment);
      const inputs = data.inputs.slice(index * topology.inputCount, (index + 1) * topology.inputCount);
      const yTrue = [data.targets[index]];
      const back = backpropagate(topology, parameters, inputs, yTrue);
      const after = stepped(topology, parameters, inputs, yTrue, experiment.training.learningRate);
      const neurons = explanation.layers.flat();
      const { learning } = explanation;

      assert.deepEqual(explanation.inputs.map(({ value }) => value), [...inputs]);
      assert.deepEqual(neurons.map(({ sum }) => sum.value), [...back.weightedSums]);
      assert.deepEqual(
        neurons.map(({ output }) => output.value),
        [...back.activations.slice(inputs.length)],
      );
      assert.deepEqual(neurons.map(({ backward }) => backward!.slope), [...back.slopes]);
      assert.deepEqual(neurons.map(({ backward }) => backward!.lossByOutput), [...back.lossByActivation]);
      assert.deepEqual(neurons.map(({ backward }) => backward!.delta), [...back.deltas]);
      assert.deepEqual(learning!.parameters.map(({ name }) => name), parameterNames(topology));
      assert.deepEqual(learning!.parameters.map(({ value }) => value), [...parameters]);
      assert.deepEqual(learning!.parameters.map(({ gradient }) => gradient), [...back.gradients]);
      assert.deepEqual(learning!.parameters.map(({ updated }) => updated), [...after]);
      assert.equal(learning!.rowLoss.before, back.loss);
      assert.equal(learning!.meanLoss.before, plainTrainer(topology, data).loss(parameters));
      assert.equal(learning!.meanLoss.after, plainTrainer(topology, data).loss(after));
      assert.deepEqual(learning!.outputsAfter, [...feedforward(topology, after, inputs)]);
    }),
    { seed: 5, numRuns: 200 },
  );
});

Deno.test("every gradient agrees with central finite differences where the network is smooth", () => {
  fc.assert(
    fc.property(experiments, (experiment) => {
      const { activation, output } = experiment.network;
      const kinked = ["relu", "leaky_relu", "elu"]; // their slopes, or the slopes of these, jump
      fc.pre([activation, output].flat().every((name) => !kinked.includes(name)));
      const { learning, inputs } = explain(experiment);
      const topology = topologyOf(experiment);
      const parameters = startingParameters(experiment);
      const values = inputs.map(({ value }) => value);
      const lossWith = (index: number, change: number): number => {
        const moved = parameters.slice();
        moved[index] += change;
        const [yPred] = feedforward(topology, moved, values);
        const miss = learning!.targets[0].value - yPred;
        return miss * miss;
      };
      learning!.parameters.forEach(({ gradient }, index) => {
        const h = 1e-5;
        const [up, down] = [lossWith(index, h), lossWith(index, -h)];
        // The quotient itself is off by about h² times the third derivative and by rounding of the losses over h.
        const tolerance = 1e-6 * Math.max(1, Math.abs(gradient), Math.abs(up) + Math.abs(down));
        assertNear((up - down) / (2 * h), gradient, tolerance);
      });
    }),
    { seed: 7, numRuns: 100 },
  );
});

Deno.test("the state before a step is that of a run that ends there", () => {
  fc.assert(
    fc.property(experiments, fc.nat(), (experiment, pick) => {
      const { epochs, learningRate } = experiment.training;
      const rowCount = experiment.dataset.rows.length;
      const step = 1 + pick % (epochs * rowCount);
      const explanation = explain(experiment, { step });
      const topology = topologyOf(experiment);
      const { inputs, targets } = trainingDataOf(experiment);
      let parameters = startingParameters(experiment);
      for (let index = 0; index < step - 1; index++) {
        const row = index % rowCount;
        const input = inputs.slice(row * topology.inputCount, (row + 1) * topology.inputCount);
        parameters = stepped(topology, parameters, input, [targets[row]], learningRate);
      }
      assert.equal(explanation.subject.index, (step - 1) % rowCount);
      assert.deepEqual(explanation.learning!.parameters.map(({ value }) => value), [...parameters]);
    }),
    { seed: 11, numRuns: 100 },
  );
});

Deno.test("a step is the trainer's, whatever it learns from and by", () => {
  fc.assert(
    fc.property(learners, fc.nat(), (experiment, pick) => {
      const trainer = plainTrainer(
        topologyOf(experiment),
        trainingDataOf(experiment),
        learningOf(experiment.training),
      );
      const { rowCount, batchSize } = trainer;
      const stepCount = Math.ceil(rowCount / batchSize);
      const done = pick % (3 * stepCount);
      const explanation = explain(experiment, { step: done + 1 });
      const { parameters, step, meanLoss, rules: { optimizer } } = explanation.learning!;
      const values = trainer.startingValues(startingParameters(experiment));
      const course = courseOf(experiment);
      const go = (step: number): void => {
        const epoch = Math.floor(step / stepCount) * rowCount;
        const first = step % stepCount * batchSize;
        trainer.trainRows(values, course, epoch + first, epoch + Math.min(rowCount, first + batchSize));
      };
      for (let index = 0; index < done; index++) go(index);

      const remembered = (when: "before" | "after"): number[] => [
        ...parameters.map(({ value, updated }) => when === "before" ? value : updated),
        ...Array.from({ length: optimizer.memoryOfParameter }, (_, cell) => cell)
          .flatMap((cell) => parameters.map(({ memory }) => memory[when][cell])),
        ...step.memory[when],
      ];
      const { gradients } = valuePlaces(learningOf(experiment.training), parameters.length);
      assert.deepEqual(remembered("before"), [...values.subarray(0, gradients)]);
      assert.equal(meanLoss.before, trainer.loss(values));
      assert.ok(step.rows.includes(explanation.subject.name));
      assert.deepEqual(explanation.state.nextRows, step.rows);
      go(done);
      assert.deepEqual(remembered("after"), [...values.subarray(0, gradients)]);
      assert.equal(meanLoss.after, trainer.loss(values));
    }),
    { seed: 41, numRuns: 200 },
  );
});

Deno.test("what all gradients of a step become has the engine's bits, parameter by parameter", () => {
  fc.assert(
    fc.property(learners, (experiment) => {
      const all = explain(experiment).learning!;
      for (const { name, meanGradient, learnedGradient } of all.parameters) {
        const explanation = explain(experiment, { parameter: name });
        const parameter = explanation.learning!.parameters.find((candidate) => candidate.name === name)!;
        const { ofParameter } = stepEquations(explanation, parameter);
        const found = ofParameter.find(({ left }) => left === "gradient");
        if (found !== undefined) assert.equal(found.value, learnedGradient);
        const { gradients } = explanation.learning!.step.parts;
        assert.equal(gradients.reduce((sum, gradient) => sum + gradient) / gradients.length, meanGradient);
      }
    }),
    { seed: 43, numRuns: 100 },
  );
});

Deno.test("with batches the default row is the first of the next batch, and another row steps alone", () => {
  const experiment = gender("batch_size=3", "shuffle_seed=1");
  const { subject, state, learning } = explain(experiment, { step: 2 });
  assert.equal(state.stepCount, 2000);
  assert.deepEqual(learning!.step.rows, [subject.name]);
  const { nextRows } = explain(experiment).state;
  assert.equal(nextRows.length, 3);
  const other = ["Alice", "Bob", "Charlie", "Diana"].find((name) => !nextRows.includes(name))!;
  assert.equal(subject.name, other);
  assert.deepEqual(explain(experiment, { row: other }).learning!.step.rows, [other]);
});

Deno.test("answers come with what they stand for, in raw units", () => {
  const [price] = explain(parseExperiment(
    "name: price\ndataset:\n  features: [{ name: size }]\n  target: { name: price, unit: EUR, shift: 100, scale: 10 }\n" +
      "  rows: [{ size: 1, price: 120 }]\nnetwork: { hidden: [] }\ninit: { weights: 3, biases: 0 }",
  )).outputs;
  assert.deepEqual([price.name, price.of, price.unit, price.value, price.raw], [
    "y_pred",
    "price",
    "EUR",
    3,
    130,
  ]);
});

Deno.test("after all epochs a query gets the answer of the run", () => {
  const experiment = gender("epochs=50");
  const { predictions } = runExperiment(experiment);
  for (const { name, outputs, label } of predictions) {
    const explanation = explain(experiment, { query: name, epoch: 50 });
    assert.equal(explanation.outputs[0].raw, outputs?.[0]);
    assert.equal(explanation.label, label);
    assert.equal(explanation.learning, null);
  }
});

Deno.test("the mean loss after the last step of the first epoch is the first loss of the log", () => {
  const experiment = gender();
  const { learning } = explain(experiment, { step: 4 });
  assert.equal(learning!.meanLoss.after, runExperiment(gender("epochs=1")).losses[0].loss);
});

Deno.test("the default row is the one that training visits next", () => {
  const experiment = gender();
  const visited = (options: ExplainOptions): string => explain(experiment, options).subject.name;
  assert.equal(visited({}), "Alice");
  assert.equal(visited({ step: 1 }), "Alice");
  assert.equal(visited({ step: 7 }), "Charlie");
  assert.equal(visited({ epoch: 1000 }), "Alice");
  assert.equal(visited({ step: 7, row: "Diana" }), "Diana");
  assert.equal(explain(experiment, { step: 7, row: "Diana" }).state.nextRows[0], "Charlie");
  assert.equal(explain(experiment, { epoch: 1000 }).state.nextRows.length, 0);
});

Deno.test("without rows the first query is explained, forward only", () => {
  const experiment = parseExperiment(
    "name: neuron\ndataset: { features: [{ name: x1 }, { name: x2 }] }\nnetwork: { hidden: [] }\n" +
      "init: { weights: [0, 1], biases: 4 }\ntraining: { epochs: 0 }\nqueries: [{ name: first, x1: 2, x2: 3 }]",
  );
  const { subject, layers: [[neuron]], outputs: [{ value: yPred }], label, learning } = explain(experiment);
  assert.deepEqual(subject, { kind: "query", isHeldOut: false, name: "first", index: 0 });
  assert.equal(neuron.sum.value, 7);
  assertNear(yPred, Number(worked.neuron));
  assert.equal(label, null);
  assert.equal(learning, null);
});

Deno.test("a sweep is explained as the experiment before anything varies", () => {
  const swept = explain(gender("seed=1..3"));
  assert.equal(swept.state.isSweep, true);
  assert.deepEqual(swept.layers, explain(gender("seed=42")).layers);
});

Deno.test("features scaled by their rows show the shift and scale worked out", () => {
  const experiment = parseExperiment(
    "name: scaled\ndataset:\n  features: [{ name: x, shift: mean, scale: std }]\n  target: { name: y }\n" +
      "  rows: [{ x: 2, y: 0 }, { x: 6, y: 1 }]",
  );
  const [{ shift, scale, value }] = explain(experiment).inputs;
  assert.deepEqual([shift, scale, value], [4, 2, -1]);
  assert.equal(featuresOf(experiment)[0].shift, 4);
});

const mistakes: readonly (readonly [what: string, options: ExplainOptions, message: string])[] = [
  ["an unknown row", { row: "Alise" }, "there is no row Alise (did you mean Alice?)"],
  ["a query taken for a row", { row: "Emily" }, "there is no row Emily (Emily is a query: --query Emily)"],
  ["a row taken for a query", { query: "Bob" }, "there is no query Bob (Bob is a row: --row Bob)"],
  ["an unknown query", { query: "X" }, "there is no query X (known here: Emily, Frank)"],
  ["an unknown parameter", { parameter: "w7" }, "there is no parameter w7 (there are w1 … w6 and b1 … b3)"],
  [
    "step 0",
    { step: 0 },
    "a step must be from 1 to 4000: found 0 (it makes 4000 steps: 1000 epochs × 4 rows)",
  ],
  [
    "a step after the last",
    { step: 4001 },
    "a step must be from 1 to 4000: found 4001 (it makes 4000 steps: 1000 epochs × 4 rows)",
  ],
  [
    "an epoch after the last",
    { epoch: 1001 },
    "an epoch must be from 0 to 1000: found 1001 (to train longer, write epochs=1001 after the file)",
  ],
  [
    "a step and an epoch",
    { step: 2, epoch: 1 },
    "a step and an epoch cannot both be given (with 4 rows, step 5 is the first after 1 epoch)",
  ],
  [
    "a row and a query",
    { row: "Bob", query: "Emily" },
    "a row and a query cannot be explained at once (leave all but one out)",
  ],
  [
    "a row, a held-out row and a query",
    { row: "Bob", heldOut: "Ann", query: "Emily" },
    "a row, a held-out row and a query cannot be explained at once (leave all but one out)",
  ],
  [
    "a learned row taken for one held out",
    { heldOut: "Bob" },
    "there is no held-out row Bob (Bob is a row: --row Bob)",
  ],
  [
    "a held-out row where none is",
    { heldOut: "Ann" },
    "there is no held-out row Ann (the experiment has no held-out rows)",
  ],
  [
    "a parameter of a query",
    { query: "Emily", parameter: "w1" },
    "a query has no target, so nothing is learned from it and no parameter has a gradient " +
    "(name a row instead: --row …)",
  ],
  [
    "a step and the end",
    { step: 2, epoch: "end" },
    "a step and an epoch cannot both be given (leave one of the two out)",
  ],
];

for (const [what, options, message] of mistakes) {
  Deno.test(`${what} is reported with a way out`, () => {
    assert.deepEqual(problemsOf(() => explain(gender(), options)), [message]);
  });
}

Deno.test("all mistakes are reported together", () => {
  assert.equal(problemsOf(() => explain(gender(), { row: "Alcie", parameter: "w9", step: 0 })).length, 3);
});

Deno.test("an experiment with neither rows nor queries has nothing to explain", () => {
  const experiment = parseExperiment(
    "name: empty\ndataset: { features: [{ name: x }] }\ntraining: { epochs: 0 }",
  );
  assert.match(problemsOf(() => explain(experiment))[0], /^there is nothing to explain/);
  assert.deepEqual(problemsOf(() => explain(experiment, { row: "Alice" })), [
    "there is no row Alice (the experiment has no rows)",
  ]);
});

Deno.test("a step after training diverged is refused, one before is explained", () => {
  const experiment = gender("learning_rate=1e200", "output=identity", "epochs=20");
  assert.deepEqual(problemsOf(() => explain(experiment, { epoch: 20 })), [
    "there are no numbers to explain: training diverged by epoch 0 " +
    "(explain an earlier step, or lower the learning rate: learning_rate=…)",
  ]);
  assert.equal(explain(experiment, { step: 1 }).subject.name, "Alice");
});

Deno.test("a step after training was stopped is refused, one before has the rate of its epoch", () => {
  const experiment = gender(
    "loss_under=0.03",
    "schedule.step=10",
    "factor=0.5",
    "learning_rate=0.8",
    "epochs=900",
  );
  const session = new Session(experiment);
  session.goTo(session.stepCount);
  assert.deepEqual(problemsOf(() => explain(experiment, { epoch: 900 })), [
    `there are no numbers to explain: training was stopped after epoch ${session.endedAtEpoch} ` +
    "(explain an earlier step, or give --epoch end)",
  ]);
  const rates = [0, 9, 10, 20].map((epoch) => explain(experiment, { epoch }).learning!.learningRate);
  assert.deepEqual(rates, [0.8, 0.8, 0.4, 0.2]);
});

Deno.test("the end of the epoch whose loss is not finite is refused, though every parameter is", () => {
  // At this rate the parameters are near 1e160 after an epoch: finite, and their squared errors are not.
  const experiment = gender("learning_rate=1e40", "output=identity", "epochs=20");
  const session = new Session(experiment);
  session.goTo(4);
  assert.ok(session.parameters.every(Number.isFinite) && session.divergedAtEpoch === 0);
  assert.match(problemsOf(() => explain(experiment, { epoch: 1 }))[0], /training diverged by epoch 0 /);
});

Deno.test("of a loss that is lost between two logged epochs the epoch is named at which it is seen", () => {
  const overrides = ["learning_rate=0.005", "output=identity", "activation=identity", "log_every=100"];
  const experiment = gender(...overrides);
  const session = new Session(experiment);
  const losses = [1, 2].map((epoch) => {
    session.goTo(4 * epoch);
    return Number.isFinite(session.loss);
  });
  assert.deepEqual([...losses, session.parameters.every(Number.isFinite)], [true, false, true]);
  assert.match(problemsOf(() => explain(experiment, { step: 12 }))[0], /training diverged by epoch 1 /);
});

Deno.test("by default a query gets the answer of the run, from the best epoch where that is kept", () => {
  for (const overrides of [["epochs=300", "patience=3", "learning_rate=0.8"], ["epochs=30"]]) {
    const experiment = parseExperiment(HELD_OUT, { overrides });
    const outcome = runExperiment(experiment);
    const kept = supervisedOf(outcome)?.kept ?? null;
    for (const { name, outputs } of outcome.predictions) {
      const explanation = explain(experiment, { query: name });
      assert.equal(explanation.outputs[0].raw, outputs?.[0]);
      assert.deepEqual(explanation.state.end, { keptEpoch: kept?.epoch ?? null });
      assert.deepEqual(explain(experiment, { query: name, epoch: "end" }), explanation);
      assert.equal(explain(experiment, { query: name, epoch: 0 }).state.end, null);
    }
    assert.equal(explain(experiment).state.stepsDone, 0);
    const stepsDone = ((kept?.epoch ?? 29) + 1) * experiment.dataset.rows.length;
    assert.equal(explain(experiment, { epoch: "end" }).state.stepsDone, stepsDone);
  }
});

Deno.test("a query of a run that diverged has no network to answer it", () => {
  const experiment = gender("learning_rate=1e200", "output=identity", "epochs=20");
  assert.deepEqual(problemsOf(() => explain(experiment, { query: "Emily" })), [
    "there are no numbers to explain: training diverged by epoch 0 " +
    "(explain an earlier step, or lower the learning rate: learning_rate=…)",
  ]);
  assert.equal(explain(experiment, { query: "Emily", epoch: 0 }).subject.name, "Emily");
});

Deno.test("a row of its own table is explained where both tables count their rows alike", () => {
  const experiment = parseExperiment(
    "name: tables\ndataset:\n  features: [{ name: x }]\n  target: { name: y }\n  rows: [[x, y], [0, 0], [1, 1]]\n" +
      "  validation: { rows: [[x, y], [0.25, 0], [0.75, 1]] }",
  );
  const of = (options: ExplainOptions) => {
    const { subject, inputs } = explain(experiment, options);
    return [subject.isHeldOut, subject.index, inputs[0].value];
  };
  assert.deepEqual(of({ row: "row 2" }), [false, 1, 1]);
  assert.deepEqual(of({ heldOut: "row 2" }), [true, 1, 0.75]);
  assert.deepEqual(problemsOf(() => explain(experiment, { row: "row 9" })), [
    "there is no row row 9 (did you mean row 1?)",
  ]);
});

Deno.test("the answers to held-out rows are judged as the run judges them, and teach nothing", () => {
  const experiment = parseExperiment(HELD_OUT, { overrides: ["epochs=40", "log_every=1"] });
  const { rows } = experiment.dataset.validation!;
  const explanations = rows.map(({ name }) => explain(experiment, { row: name }));
  const losses = explanations.map(({ judged }) => judged!.rowLoss.before);
  const mean = losses.reduce((sum, loss) => sum + loss) / rows.length;
  assert.equal(mean, runExperiment(experiment).losses[39].heldOut!.loss);
  for (const [index, { subject, learning, judged, layers }] of explanations.entries()) {
    assert.deepEqual([subject.kind, subject.isHeldOut, subject.index], ["row", true, index]);
    assert.deepEqual(judged!.rawTargets, rows[index].targets);
    assert.equal(learning, null);
    assert.ok(layers.flat().every(({ backward }) => backward === null));
  }
  const [{ name }] = rows;
  assert.deepEqual(problemsOf(() => explain(experiment, { row: name, parameter: "w1" })), [
    `${name} is held out, so nothing is learned from it and no parameter has a gradient ` +
    "(name a learned row instead: --row …)",
  ]);
  assert.deepEqual(problemsOf(() => explain(experiment, { query: name })), [
    `there is no query ${name} (${name} is a held-out row: --held-out ${name})`,
  ]);
  const [learned] = experiment.dataset.rows;
  assert.equal(explain(experiment, { row: learned.name }).judged, null);
});

Deno.test("a row is explained with an input for each word that learned rows have", () => {
  const experiment = parseExperiment(HELD_OUT_WORDS, { overrides: ["fold=1"] });
  const { inputs } = explain(experiment, { row: "r4" });
  assert.deepEqual(inputs.map(({ feature }) => feature), ["color=amber", "color=red", "color=green", "size"]);
  assert.deepEqual(inputs.map(({ raw }) => raw), [0, 0, 0, 5]);
  assert.deepEqual(explain(experiment, { row: "r3" }).inputs.map(({ raw }) => raw), [1, 0, 0, 6]);
  const asked = explain(experiment, { query: "other" }).inputs;
  assert.deepEqual(asked.map(({ raw }) => raw), [0, 0, 1, 6]);
});
