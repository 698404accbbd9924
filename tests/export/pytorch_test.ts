// What PyTorch makes of an export: it loads the weights, and trains the script to the losses of loss.csv.
import assert from "node:assert/strict";
import { parseExperiment, runExperiment } from "../../mod.ts";
import { activationNames } from "../../src/engine/rules/activation.ts";
import { lossNames } from "../../src/engine/rules/loss.ts";
import { torchActivations } from "../../src/engine/rules/pytorch.ts";
import { optimizerNames } from "../../src/engine/rules/optimizer.ts";
import { schemeNames } from "../../src/engine/rules/scheme.ts";
import { pytorchScript } from "../../src/export/pytorch_script.ts";
import { safetensors } from "../../src/export/safetensors.ts";
import { trainedModelOf } from "../../src/export/trained_model.ts";
import { printedBy } from "../foreign_process.ts";
import { BOXES, FLOWERS, HELD_OUT, HELD_OUT_NUMBERS, HELD_OUT_WORD, PRICES } from "../many_outputs.ts";
import { pythonWith } from "../python.ts";
import { requireOrSkip } from "../requirement.ts";
import { denseLayersIn, randomCases } from "./random_models.ts";

const python = await pythonWith("torch");
const ignore = requireOrSkip(python !== null, "PyTorch", "Debian's python3-torch");

/** Trainings that differ in every rule, in penalties, clipping, batches, order, schedule and stop. */
/** Filters with padding and without a bias, over squares, of several channels. */
const FILTERS = `
name: filters
dataset:
  features: [{ name: image, columns: "p*", shape: [3, 3, 2], shift: 1, scale: 2 }]
  target: { name: k, classes: all }
  rows:
    - [k, pa, pb, pc, pd, pe, pf, pg, ph, pi, pj, pk, pl, pm, pn, po, pp, pq, pr]
    - [a, 0, 1, 2, 3, 4, 5, 1, 0, 2, 1, 3, 1, 4, 1, 5, 2, 6, 2]
    - [b, 1, 1, 0, 1, 2, 1, 2, 3, 1, 0, 1, 0, 2, 0, 2, 1, 1, 4]
    - [a, 2, 1, 0, 3, 2, 1, 0, 3, 3, 0, 1, 5, 2, 0, 2, 1, 1, 4]
network:
  layers:
    - conv: { filters: 3, size: 2, padding: 1, activation: tanh }
    - maxpool: { size: 2 }
    - conv: { filters: 2, size: 2, bias: false, activation: sigmoid }
    - dense: { size: 3, activation: relu }
    - dense: {}
init: { seed: 5 }
training: { epochs: 30, learning_rate: 0.05 }
`;

/** A pool right over the image, whose equal cells all learn: what is below them tells whether they did. */
const TIED_CELLS = `
name: tied_cells
dataset:
  features: [{ name: image, columns: "p*", shape: [2, 4] }]
  target: { name: y }
  rows: [[y, pa, pb, pc, pd, pe, pf, pg, ph], [1, 1, 1, 0, 0, 1, 1, 0, 0], [0, 0, 0, 1, 1, 0, 0, 1, 0]]
network: { layers: [{ conv: { filters: 2, size: 1, activation: relu } }, { maxpool: { size: 2, ties: all } }, { dense: {} }] }
init: { seed: 2 }
training: { epochs: 30, learning_rate: 0.2 }
`;

/** Sentences of several lengths, one of them empty, with a word that comes twice and one that is held out. */
const SENTENCES = `
name: sentences
dataset:
  features: [{ name: text, tokens: words }]
  target: { name: mood, classes: [bad, good] }
  rows:
    - [name, text, mood]
    - [a, i am very very happy, good]
    - [b, i am sad, bad]
    - [c, "", bad]
    - [d, happy and unseen, good]
    - [e, sad, bad]
  validation: { rows: [d] }
network: { layers: [{ rnn: { size: 3, activation: sigmoid } }, { dense: { size: 2, activation: tanh } }, { dense: {} }] }
init: { seed: 4 }
training: { epochs: 30, learning_rate: 0.1 }
queries: [{ name: asked, text: sad i }, { name: nothing, text: "" }]
`;

const TRAININGS: readonly string[] = [
  ...optimizerNames.map((name) =>
    learning(FLOWERS, `optimizer: ${name}, learning_rate: 0.02, batch_size: 4, shuffle: true`)
  ),
  ...lossNames.filter((name) => name !== "cross_entropy")
    .map((name) => learning(PRICES, `loss: ${name}, learning_rate: 0.02, batch_size: 2`)),
  ...activationNames.map((name) => learning(BOXES, "learning_rate: 0.01").replace("tanh", name)),
  ...["cross_entropy"].flatMap((loss) => [
    learning(FLOWERS, `loss: ${loss}, learning_rate: 0.1, shuffle_seed: 3`),
    learning(
      FLOWERS.replace("output: sigmoid", "output: softmax"),
      `loss: ${loss}, learning_rate: 0.1, batch_size: all`,
    ),
  ]),
  ...schemeNames.map((name) =>
    learning(FLOWERS, "learning_rate: 0.1, shuffle: true").replace(
      "seed: 1",
      `seed: 1, scheme: ${schemeText(name)}`,
    )
  ),
  learning(BOXES, "learning_rate: 0.02, momentum: 0.9, nesterov: true, l1: 0.01, l2: 0.02, clip_norm: 0.5"),
  learning(BOXES, "learning_rate: 0.02, momentum: 0.5, clip_value: 0.1, batch_size: 3"),
  learning(HELD_OUT, "learning_rate: 0.3, log_every: 1, schedule: { step: 7, factor: 0.5 }"),
  learning(
    HELD_OUT,
    "learning_rate: 0.3, log_every: 2, schedule: { plateau: 2, factor: 0.5 }, stop: { patience: 6 }",
  ),
  learning(HELD_OUT_NUMBERS, "learning_rate: 0.1, log_every: 1, stop: { loss_under: 0.02 }"),
  HELD_OUT_WORD,
  SENTENCES,
  ...[
    "optimizer: adam",
    "batch_size: 2, momentum: 0.9",
    "optimizer: rmsprop, clip_norm: 0.1",
    "l2: 0.01",
    "l1: 0.01, l2: 0.02, batch_size: 2, optimizer: adam",
    "l1: 0.003, clip_norm: 0.2",
  ].map(
    (how) => SENTENCES.replace("training: {", `training: { ${how},`),
  ),
  FILTERS,
  FILTERS.replace("training: {", "training: { optimizer: adam, batch_size: 2,"),
  FILTERS.replace("size: 2 }\n    - conv: { filters: 2", "size: 2, ties: all }\n    - conv: { filters: 2"),
  TIED_CELLS,
  FILTERS.replace("training: {", "training: { l1: 0.01, l2: 0.02,"),
  Deno.readTextFileSync(new URL("../../experiments/gender.yaml", import.meta.url)),
];

function schemeText(name: string): string {
  return name === "normal" ? "normal, sd: 0.5" : name === "uniform" ? "uniform, bound: 0.5" : name;
}

/** An experiment with another training, of 60 epochs. */
function learning(text: string, training: string): string {
  return text.replace(/^training: .*$/m, `training: { epochs: 60, ${training} }`);
}

Deno.test({
  name: "PyTorch trains the script of every kind of training to the losses of loss.csv within 1e-9",
  ignore,
  async fn() {
    const outcomes = TRAININGS.map((text) => runExperiment(parseExperiment(text)));
    assert.ok(
      outcomes.some(({ losses, experiment }) =>
        losses.length < experiment.training.epochs / experiment.training.logEvery
      ),
      "stopped",
    );
    const scripts = outcomes.map((outcome) => pytorchScript(outcome, trainedModelOf(outcome)!));
    // One process for all: PyTorch takes a second to begin.
    const program = `
import json, sys
for script in json.load(sys.stdin):
    exec(compile(script, "script.py", "exec"), {"__name__": "__main__"})
    print("end")
`;
    const lines = await printedBy([python!, "-c", program], JSON.stringify(scripts));
    const printed = lines.join("\n").split("\nend").map((part) => part.trim().split("\n"));
    outcomes.forEach(({ losses, predictions, experiment }, run) => {
      const name = JSON.stringify(experiment.training);
      assert.equal(printed[run].length, losses.length + predictions.length, name);
      losses.forEach(({ epoch, loss, heldOut }, index) => {
        const numbers = printed[run][index].split(",").map(Number);
        assert.equal(numbers[0], epoch, name);
        assert.ok(Math.abs(numbers[1] - loss) < 1e-9, `${name}: ${numbers[1]}, not ${loss}`);
        if (heldOut !== undefined) assert.ok(Math.abs(numbers[2] - heldOut.loss) < 1e-9, name);
      });
      predictions.forEach(({ outputs }, index) => {
        const numbers = printed[run][losses.length + index].split(",").slice(1).map(Number);
        outputs!.forEach((output, k) =>
          assert.ok(Math.abs(numbers[k] - output) < 1e-9 * Math.max(1, Math.abs(output)), name)
        );
      });
    });
  },
});

Deno.test({
  name: "PyTorch loads the safetensors of any network into nn.Sequential, and answers alike",
  ignore,
  async fn() {
    const cases = randomCases(2000, 100);
    const asked = cases.map(({ model, outcome }) => ({
      file: safetensors(model).toBase64(),
      modules: denseLayersIn(model).flatMap(({ weights, activation }) => [
        `nn.Linear(${weights[0].length}, ${weights.length})`,
        torchActivations[activation.name as keyof typeof torchActivations],
      ]),
      rows: outcome.predictions.filter(({ outputs }) => outputs !== null).map(({ values }) =>
        values.map((value, index) => {
          const { shift, scale, missing } = model.features[index];
          return ((Number.isNaN(value) ? missing! : value) - shift) / scale;
        })
      ).filter((row) => row.every(Number.isFinite)),
    }));
    // The format as its specification has it: eight bytes with the length of a JSON header, the header, the numbers.
    const program = `
import base64, json, struct, sys, torch
from torch import nn
torch.set_default_dtype(torch.float64)
for one in json.load(sys.stdin):
    data = bytearray(base64.b64decode(one["file"]))
    (length,) = struct.unpack("<Q", data[:8])
    header = json.loads(data[8:8 + length])
    header.pop("__metadata__")
    state = {}
    for name, entry in header.items():
        start, end = entry["data_offsets"]
        assert entry["dtype"] == "F64"
        tensor = torch.frombuffer(data[8 + length + start:8 + length + end], dtype=torch.float64)
        state[name] = tensor.reshape(entry["shape"])
    model = nn.Sequential(*[eval(module) for module in one["modules"]])
    model.load_state_dict(state)
    with torch.no_grad():
        print(json.dumps([model(torch.tensor([row], dtype=torch.float64))[0].tolist() for row in one["rows"]]))
`;
    const lines = await printedBy([python!, "-c", program], JSON.stringify(asked));
    let compared = 0;
    cases.forEach(({ model, outcome }, index) => {
      const answers: readonly (readonly number[])[] = JSON.parse(lines[index]);
      if (answers.length < outcome.predictions.filter(({ outputs }) => outputs !== null).length) return;
      outcome.predictions.filter(({ outputs }) => outputs !== null).forEach(({ outputs }, row) =>
        outputs!.forEach((output, k) => {
          const { shift = 0, scale = 1 } = model.targetColumns[k] ?? {};
          const raw = answers[row][k] * scale + shift;
          const size = Math.max(Math.abs(scale), Math.abs(shift), ...outputs!.map(Math.abs));
          assert.ok(Math.abs(raw - output) <= 1e-12 * size, `${model.name}: ${raw}, not ${output}`);
          compared++;
        })
      );
    });
    assert.ok(compared > 500);
  },
});

Deno.test({
  name:
    "PyTorch loads the safetensors of filters into the modules of the script, and answers as after training there",
  ignore,
  async fn() {
    const outcome = runExperiment(parseExperiment(FILTERS));
    const model = trainedModelOf(outcome)!;
    const program = `
import base64, json, struct, sys, torch
one = json.load(sys.stdin)
names = {"__name__": "__main__"}
exec(compile(one["script"], "script.py", "exec"), names)
model, inputs = names["model"], names["inputs"]
with torch.no_grad():
    trained = model(inputs)
data = bytearray(base64.b64decode(one["file"]))
(length,) = struct.unpack("<Q", data[:8])
header = json.loads(data[8:8 + length])
assert json.loads(header.pop("__metadata__")["layers"])[0] == {
    "kind": "conv", "image": [3, 3, 2], "size": 2, "padding": 1}
state = {}
for name, entry in header.items():
    start, end = entry["data_offsets"]
    tensor = torch.frombuffer(data[8 + length + start:8 + length + end], dtype=torch.float64)
    state[name] = tensor.reshape(entry["shape"])
for parameter in model.parameters():
    torch.nn.init.zeros_(parameter)
model.load_state_dict(state)
with torch.no_grad():
    print(float((model(inputs) - trained).abs().max()))
`;
    const input = { script: pytorchScript(outcome, model), file: safetensors(model).toBase64() };
    const lines = await printedBy([python!, "-c", program], JSON.stringify(input));
    assert.ok(Number(lines[lines.length - 1]) < 1e-9, lines[lines.length - 1]);
  },
});
