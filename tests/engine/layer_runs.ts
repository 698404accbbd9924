// Runs with convolutions, max-pools and recurrences, as the file of PyTorch's has them.
import assert from "node:assert/strict";
import type { LayerShape, Ties } from "../../src/engine/layer_shapes.ts";
import { classicSettings, type Learning, learningOf } from "../../src/engine/learning.ts";
import type { ActivationName } from "../../src/engine/rules/activation.ts";
import type { LossName } from "../../src/engine/rules/loss.ts";
import { optimizers, plainSgd } from "../../src/engine/rules/optimizer.ts";
import type { OutputName } from "../../src/engine/rules/output.ts";
import type { Topology } from "../../src/engine/topology.ts";
import type { TrainingData } from "../../src/engine/training_data.ts";
import vectors from "../vectors/layer_runs.json" with { type: "json" };
import type { LearningCase } from "./learning_cases.ts";

/** A layer, as the file has it. */
interface LayerOfCase {
  readonly conv?: {
    filters: number;
    size: number;
    padding?: number;
    bias?: boolean;
    activation?: ActivationName;
  };
  readonly maxpool?: { size: number; ties?: Ties };
  readonly rnn?: { size: number; activation: ActivationName };
  readonly dense?: { size: number; activation: OutputName };
}

/** One run, as the file has it. */
export interface LayerRun {
  readonly id: number;
  readonly data: keyof typeof vectors.data;
  readonly rows: number;
  readonly layers: readonly LayerOfCase[];
  readonly init: { seed: number; scheme: "normal"; sd: number };
  readonly training: {
    optimizer: "sgd" | "adam";
    learning_rate: number;
    batch_size: number;
    clip_value?: number;
    loss: LossName;
    epochs: number;
    log_every: number;
  };
  readonly vocabulary?: readonly string[];
  readonly start: number[];
  readonly losses: number[];
  readonly parameters: number[];
  readonly outputs_of_first_rows: number[][];
}

/** All runs of the file. */
export const layerRuns = vectors.cases as unknown as readonly LayerRun[];

/** A run as one network that learns for two epochs, in an order of its own. */
export function learningCaseOf(run: LayerRun): LearningCase {
  const lane = {
    start: Float64Array.from(run.start),
    learningRate: run.training.learning_rate,
    shuffleSeed: 5,
  };
  return {
    topology: topologyOf(run),
    data: dataOf(run),
    learning: learningOfCase(run),
    lanes: [lane],
    epochCount: 2,
  };
}

/** The words of the text, as a person sees them. */
function wordsOf(run: LayerRun): readonly (readonly string[])[] {
  assert.equal(run.data, "text");
  return vectors.data.text.inputs.map((text) => text.split(" "));
}

function topologyOf(run: LayerRun): Topology {
  const layers = run.layers.map(shapeOf);
  if (run.data === "images") {
    const [rows, columns] = vectors.data.images.shape;
    return { inputCount: rows * columns, input: { kind: "image", rows, columns, channels: 1 }, layers };
  }
  const inputCount = Math.max(...wordsOf(run).map(({ length }) => length));
  return { inputCount, input: { kind: "sentence", wordCount: run.vocabulary!.length }, layers };
}

function shapeOf({ conv, maxpool, rnn, dense }: LayerOfCase): LayerShape {
  if (conv) return { kind: "conv", padding: 0, bias: true, activation: "identity", ...conv };
  if (maxpool) return { kind: "maxpool", ties: "first", ...maxpool };
  if (rnn) return { kind: "rnn", ...rnn };
  return { kind: "dense", ...dense! };
}

function dataOf(run: LayerRun): TrainingData {
  const { targets } = vectors.data[run.data];
  const { size } = run.layers[run.layers.length - 1].dense!;
  return {
    inputs: Float64Array.from(run.data === "images" ? pixels() : sentences(run)),
    targets: Float64Array.from(
      targets.flatMap((label) => Array.from({ length: size }, (_, index) => index === label ? 1 : 0)),
    ),
  };
}

function pixels(): readonly number[] {
  const { inputs, shift, scale } = vectors.data.images;
  return inputs.flat().map((pixel) => (pixel - shift) / scale);
}

function sentences(run: LayerRun): readonly number[] {
  const all = wordsOf(run).map((words) => words.map((word) => run.vocabulary!.indexOf(word)));
  const length = Math.max(...all.map((words) => words.length));
  return all.flatMap((words) => [...new Array<number>(length - words.length).fill(-1), ...words]);
}

function learningOfCase({ training }: LayerRun): Learning {
  return learningOf({
    ...classicSettings,
    loss: training.loss,
    optimizer: training.optimizer === "sgd" ? plainSgd : { name: "adam", ...optimizers.adam.defaults },
    clipValue: training.clip_value ?? null,
    batchSize: training.batch_size,
  });
}
