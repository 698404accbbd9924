// A training as a PyTorch script: the same network in float64, its starting parameters, its rows in their order.
// What must not change: it prints a line for each logged epoch as loss.csv has it, and the losses agree within 1e-9.

import { filled, inputsOf } from "../dataset/standardize.ts";
import type { ImageShape } from "../engine/layer_shapes.ts";
import { torchActivations } from "../engine/rules/pytorch.ts";
import type { OutputName } from "../engine/rules/output.ts";
import { dataOf, type Experiment } from "../experiment/experiment.ts";
import type { Row } from "../dataset/dataset.ts";
import type { Outcome } from "../run/outcome.ts";
import { stringLiteral } from "./code/code_plan.ts";
import { numberList } from "./code/language.ts";
import { pytorchTraining } from "./pytorch_training.ts";
import { byChannel } from "./safetensors.ts";
import { rawInputsOf, type TrainedLayer, type TrainedModel, trainedModelOf } from "./trained_model.ts";

/** The script's text. */
export function pytorchScript(outcome: Outcome, model: TrainedModel): string {
  const { experiment } = outcome;
  const parts = [
    headerOf(experiment),
    rowsOf(experiment, model),
    networkOf(outcome),
    pytorchTraining(experiment),
    answersOf(experiment, model),
  ];
  return parts.join("\n\n");
}

function headerOf({ name, training }: Experiment): string {
  const needsMath = training.stop !== null || training.schedule !== null;
  return `# The training of the network ${
    stringLiteral(name)
  } in PyTorch, with doubles: the same start, the same rows in the same order.
# It prints the lines of loss.csv, the losses within 1e-9 of Seedbed's, and then the answers.

${needsMath ? "import copy\nimport math\n\n" : ""}${
    training.shuffle === "none" ? "" : "import numpy as np\n"
  }import torch
from torch import nn

torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)  # more only get into each other's way in a small network
`;
}

/** The rows as tensors: raw numbers, then shift and scale. */
function rowsOf(experiment: Experiment, model: TrainedModel): string {
  const { dataset } = experiment;
  const { features } = model;
  const table = (name: string, rows: readonly { readonly values: readonly number[] }[]): string => {
    const lines = rows.map(({ values }) => `    ${rowText(model, values)},\n`);
    return `${name} = scaled([\n${lines.join("")}])\n`;
  };
  const targets = (name: string, rows: readonly Row[]): string => {
    const { targets } = dataOf(experiment, rows);
    const width = model.outputNames.length;
    const lines = rows.map((_, row) =>
      `    ${numberList([...targets.subarray(row * width, (row + 1) * width)], "[", "]", "    ")},\n`
    );
    return `${name} = torch.tensor([\n${lines.join("")}])\n`;
  };
  const { validation } = dataset;
  const image = imageInto(model);
  const seen = features[0].learnedWords === undefined
    ? `SHIFT = torch.tensor(${numberList(features.map(({ shift }) => shift), "[", "]")})
SCALE = torch.tensor(${numberList(features.map(({ scale }) => scale), "[", "]")})


def scaled(rows):
    """Rows as the network sees them${image === null ? "" : ": images by channel, row, column"}."""
    return ${imageOf("(torch.tensor(rows) - SHIFT) / SCALE", image)}
`
    : `def scaled(rows):
    """Sentences as the network sees them: the numbers of their words, -1 in front of the shorter ones."""
    return torch.tensor(rows)
`;
  return `${seen}

# ${features.map(({ name }) => stringLiteral(name)).join(", ")}
${table("inputs", dataset.rows)}
# ${model.outputNames.map(stringLiteral).join(", ")}
${targets("targets", dataset.rows)}${
    validation === null ? "" : `
${table("held_out_inputs", validation.rows)}
${targets("held_out_targets", validation.rows)}`
  }`;
}

/** A row or a query as a list: its raw numbers, one an input, with what stands for empty cells; or the numbers of words. */
function rowText(model: TrainedModel, values: readonly number[]): string {
  const { features } = model;
  if (features[0].learnedWords !== undefined) return `[${inputsOf(features, [{ values }]).join(", ")}]`;
  const numbers = rawInputsOf(model, values).map((value, input) => filled(features[input], value));
  return numberList(numbers, "[", "]", "    ");
}

/** The image that enters the network; null where numbers do. */
function imageInto({ layers: [first] }: TrainedModel): ImageShape | null {
  return first.kind === "conv" || first.kind === "maxpool" ? first.input : null;
}

/** Rows of numbers as images, where they are some. */
function imageOf(rows: string, image: ImageShape | null): string {
  if (image === null) return rows;
  return `(${rows}).reshape(-1, ${image.rows}, ${image.columns}, ${image.channels}).permute(0, 3, 1, 2)`;
}

/** The network with its starting parameters. */
function networkOf(outcome: Outcome): string {
  const { layers } = trainedModelOf({ ...outcome, parameters: outcome.startingParameters })!;
  const modules = layers.flatMap((layer, index) => modulesOf(layer, layers[index + 1]));
  const parameters = layers.flatMap((layer) => startOf(layer));
  const pools = layers.some((layer) => layer.kind === "maxpool" && layer.ties === "all") ? POOL_OF_TIES : "";
  return `${CLASSES[layers[0].kind]}${pools}model = nn.Sequential(
${modules.map((module) => `    ${module},\n`).join("")})
START = [
${parameters.join("")}]
with torch.no_grad():
    for parameter, values in zip(model.parameters(), START):
        parameter.copy_(torch.tensor(values)${layers[0].kind === "dense" ? "" : ".reshape(parameter.shape)"})
`;
}

/** The modules that PyTorch lacks, by what a network begins with. */
const BY_PLACE = `class ByPlace(nn.Module):
    """An image as numbers in the order row, column, channel."""

    def forward(self, image):
        return image.permute(0, 2, 3, 1).flatten(1)


`;

const WORD_BY_WORD = `class WordByWord(nn.Module):
    """The state after the last word of a sentence; without a word it is 0."""

    def __init__(self, words, size, activation):
        super().__init__()
        self.weight_hh_l0 = nn.Parameter(torch.empty(size, size))
        self.weight_ih_l0 = nn.Parameter(torch.empty(size, words))
        self.bias_ih_l0 = nn.Parameter(torch.empty(size))
        self.activation = activation

    def forward(self, sentences):
        state = torch.zeros(len(sentences), len(self.bias_ih_l0))
        for words in sentences.T:
            of_word = self.weight_ih_l0.T[words.clamp(min=0)]
            made = self.activation(state @ self.weight_hh_l0.T + of_word + self.bias_ih_l0)
            state = torch.where((words >= 0).unsqueeze(1), made, state)
        return state


`;

const POOL_OF_TIES = `class MaxPoolOfTies(nn.Module):
    """A max-pool from whose maximum all equal cells learn, not the first alone."""

    def __init__(self, size):
        super().__init__()
        self.size = size

    def forward(self, image):
        size = self.size
        squares = image.unfold(2, size, size).unfold(3, size, size).flatten(4)
        greatest = squares.detach().amax(4, keepdim=True)
        of_ties = (squares - squares.detach()) * (squares == greatest)  # 0, with the gradient of each
        return greatest.squeeze(4) + of_ties.sum(4)


`;

const CLASSES: Readonly<Record<TrainedLayer["kind"], string>> = {
  dense: "",
  conv: BY_PLACE,
  maxpool: BY_PLACE,
  rnn: WORD_BY_WORD,
};

/** A layer and what is made of its sums; above an image numbers want it by place. */
function modulesOf(layer: TrainedLayer, above: TrainedLayer | undefined): readonly string[] {
  if (layer.kind === "rnn") {
    const activation = torchActivations[layer.activation.name as OutputName];
    return [`WordByWord(${layer.wordCount}, ${layer.outputCount}, ${activation})`, "nn.Identity()"];
  }
  const isLastImage = layer.kind !== "dense" && above?.kind === "dense";
  const after = (module: string): string => isLastImage ? `nn.Sequential(${module}, ByPlace())` : module;
  if (layer.kind === "maxpool") {
    const pool = layer.ties === "all" ? "MaxPoolOfTies" : "nn.MaxPool2d";
    return [`${pool}(${layer.size})`, after("nn.Identity()")];
  }
  const { inputCount, outputCount, activation } = layer;
  const module = layer.kind === "dense"
    ? `nn.Linear(${inputCount}, ${outputCount})`
    : `nn.Conv2d(${layer.input.channels}, ${layer.output.channels}, ${layer.size}, padding=${layer.padding}, bias=${
      layer.hasBias ? "True" : "False"
    })`;
  return [module, after(torchActivations[activation.name as OutputName])];
}

/** The starting parameters of a layer in the order of its module's, a filter's by channel, row and column. */
function startOf(layer: TrainedLayer): readonly string[] {
  const table = (rows: readonly (readonly number[])[]): string =>
    `    [\n${rows.map((row) => `        ${numberList(row, "[", "]", "        ")},\n`).join("")}    ],\n`;
  if (layer.kind === "maxpool") return [];
  const biases = layer.biases.length === 0 ? [] : [`    ${numberList(layer.biases, "[", "]", "    ")},\n`];
  switch (layer.kind) {
    case "dense":
      return [table(layer.weights), ...biases];
    case "conv":
      return [table(layer.weights.map((filter) => byChannel(filter, layer.input.channels))), ...biases];
    case "rnn":
      return [table(layer.stateWeights), table(layer.wordWeights), ...biases];
  }
}

/** Why there is no script for a network; null where there is one. */
export function pytorchLack({ experiment }: Outcome): string | null {
  return experiment.dataset.rows.length === 0
    ? "pytorch needs rows to learn from: this experiment only asks"
    : null;
}

/** The answers to the queries, in raw units. */
function answersOf({ queries }: Experiment, model: TrainedModel): string {
  const { targetColumns } = model;
  const lines = queries.map(({ name, values }) => {
    return `    (${stringLiteral(name)}, ${rowText(model, values)}),\n`;
  });
  const raw = targetColumns.length === 0
    ? ""
    : ` * torch.tensor(${numberList(targetColumns.map(({ scale }) => scale), "[", "]")}) + torch.tensor(${
      numberList(targetColumns.map(({ shift }) => shift), "[", "]")
    })`;
  if (lines.length === 0) return "";
  return `QUERIES = [
${lines.join("")}]
with torch.no_grad():
    for name, values in QUERIES:
        outputs = model(scaled([values]))${raw}
        print(name, *map(repr, outputs[0].tolist()), sep=",")
`;
}
