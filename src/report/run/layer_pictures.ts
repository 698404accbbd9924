// What layers have learned, as pictures: the filters of a convolution, the weights of neurons that see a whole image, what the
// layers make of an image, and the state of a recurrence word by word, with the answer as it stands after each word.
// Why one row: what a filter is for shows in what it leaves of an image; all rows would say no more.

import { type CellPicture, cellPictureLines, cellPictures } from "../../chart/cell_pictures.ts";
import { cellOf, outputNamesOf, type Query } from "../../dataset/dataset.ts";
import { inputsOf, rawOutput } from "../../dataset/standardize.ts";
import { FeedforwardPass } from "../../engine/feedforward.ts";
import { layerNames } from "../../engine/layer_names.ts";
import type { ImageShape } from "../../engine/layer_shapes.ts";
import { type ConvLayer, type DenseLayer, filterSizeOf, type Layer } from "../../engine/layers.ts";
import { inputShapeOf, targetColumnsOf, topologyOf } from "../../experiment/experiment.ts";
import type { Outcome } from "../../run/outcome.ts";
import { type Block, type Cell, type Figure, headings, paragraph } from "../../document/page.ts";
import { asOutput } from "../../text/number_words.ts";
import { cellCount, shortened } from "../../text/width.ts";

/** Pictures of a layer, at most. */
const MOST_PICTURES = 16;
/** Sentences that are read word by word, and words of one, at most. */
const MOST_SENTENCES = 4;
const MOST_WORDS = 20;
/** Columns that a sentence has as a label. */
const LABEL_COLUMNS = 48;

/** How a state is read. */
export const STATE_WORDS =
  "The state word by word: a column a word, a line a number; the stronger a cell, the larger the number, and a dash is negative.";

/** Pictures that are shown together, and what is said of them. */
export interface PictureGroup {
  readonly id: string;
  readonly title: string;
  readonly caption: string;
  readonly pictures: readonly CellPicture[];
}

/** The pictures of a trained network; none where it diverged, or has nothing to show. */
export function layerPictures(outcome: Outcome): readonly Block[] {
  const sentences = sentencesOf(outcome);
  const figures = groupsOf(outcome, sentences).map(figureOf);
  if (figures.length === 0) return [];
  return sentences === null ? [{ kind: "figures", figures }] : [
    paragraph(STATE_WORDS),
    { kind: "figures", figures },
    wordTable(outcome, sentences),
  ];
}

/** The same, not drawn yet: first what is learned, then what it makes of a row; of sentences the latter alone. */
export function pictureGroups(outcome: Outcome): readonly PictureGroup[] {
  return groupsOf(outcome, sentencesOf(outcome));
}

function groupsOf(outcome: Outcome, sentences: readonly Sentence[] | null): readonly PictureGroup[] {
  const { parameters, experiment } = outcome;
  const asked = [...outcome.predictions, ...experiment.dataset.rows];
  if (parameters === null || asked.length === 0) return [];
  if (sentences !== null) return sentences.map(stateGroup);
  const image = inputShapeOf(experiment.dataset);
  if (image?.kind !== "image") return [];
  const pass = new FeedforwardPass(topologyOf(experiment));
  const names = layerNames(pass.layers);
  const [first] = pass.layers;
  return [
    ...(first.kind === "dense" && image.channels === 1 ? [neuronGroup(first, image, parameters)] : []),
    ...pass.layers.flatMap((layer, index) =>
      layer.kind === "conv" && layer.input.channels === 1
        ? [filterGroup(layer, names[index], parameters)]
        : []
    ),
    ...imageGroups(outcome, pass, image, asked[0], parameters),
  ];
}

/** The weights of neurons that see a whole image, each where the point is that it weighs. */
function neuronGroup(
  { inputCount, outputCount, weightOffset }: DenseLayer,
  { rows, columns }: ImageShape,
  parameters: Float64Array,
): PictureGroup {
  const count = Math.min(MOST_PICTURES, outputCount);
  const pictures = Array.from({ length: count }, (_, neuron): CellPicture => {
    const from = weightOffset + neuron * inputCount;
    return { label: String(neuron + 1), rows, columns, values: parameters.subarray(from, from + inputCount) };
  });
  const caption =
    `The weights of the first layer's neurons${cutWords(count, outputCount)}, each where the point is ` +
    "that it weighs: the stronger a cell, the larger the weight; a dash is negative.";
  return { id: "neurons", title: "Weights of the first layer", caption, pictures };
}

function filterGroup(layer: ConvLayer, name: string, parameters: Float64Array): PictureGroup {
  const { size, weightOffset, output: { channels } } = layer;
  const count = Math.min(MOST_PICTURES, channels);
  const pictures = Array.from({ length: count }, (_, filter): CellPicture => {
    const from = weightOffset + filter * filterSizeOf(layer);
    const values = parameters.subarray(from, from + filterSizeOf(layer));
    return { label: String(filter + 1), rows: size, columns: size, values };
  });
  const caption =
    `The filters of ${name}${cutWords(count, channels)}: the stronger a cell, the larger the weight; ` +
    "a dash is negative.";
  return { id: `filters-${name}`, title: `Filters of ${name}`, caption, pictures };
}

/** The image of a row or a query, and what each layer makes of it. */
function imageGroups(
  outcome: Outcome,
  pass: FeedforwardPass,
  { rows, columns, channels }: ImageShape,
  asked: Query,
  parameters: Float64Array,
): readonly PictureGroup[] {
  const { features } = outcome;
  const names = layerNames(pass.layers);
  pass.run(parameters, inputsOf(features, [asked]));
  const inputCount = pass.activations.length - pass.weightedSums.length;
  const ofLayer = (layer: Layer, index: number): readonly PictureGroup[] => {
    if (layer.kind !== "conv" && layer.kind !== "maxpool") return [];
    const { rows, columns, channels } = layer.output;
    const from = inputCount + layer.firstNeuron;
    const count = Math.min(MOST_PICTURES, channels);
    const pictures = Array.from({ length: count }, (_, channel): CellPicture => ({
      label: String(channel + 1),
      rows,
      columns,
      values: Array.from(
        { length: rows * columns },
        (_, at) => pass.activations[from + at * channels + channel],
      ),
    }));
    const caption = `What ${names[index]} makes of ${asked.name}${cutWords(count, channels)}.`;
    return [{
      id: `maps-${names[index]}`,
      title: `What ${names[index]} makes of an image`,
      caption,
      pictures,
    }];
  };
  const image: CellPicture = {
    label: asked.name,
    rows,
    columns,
    values: Array.from({ length: rows * columns }, (_, at) => pass.activations[at * channels]),
  };
  const caption = `${asked.name} as the network sees it, shifted and scaled${
    channels === 1 ? "" : `: the first of ${channels} channels`
  }.`;
  return [{ id: "image", title: "An image", caption, pictures: [image] }, ...pass.layers.flatMap(ofLayer)];
}

/** A sentence as a recurrence reads it. */
interface Sentence {
  readonly name: string;
  readonly text: string;
  readonly words: readonly string[];
  /** The state after each word. */
  readonly states: readonly Float64Array[];
  /** What the network would answer after each word, in raw units. */
  readonly answers: readonly (readonly number[])[];
}

/** The queries, or else the first rows, word by word; null where no sentences are read. */
function sentencesOf(outcome: Outcome): readonly Sentence[] | null {
  const { features, experiment, predictions, parameters } = outcome;
  // Asked of every report, most of which have no use for a pass.
  if (parameters === null || inputShapeOf(experiment.dataset)?.kind !== "sentence") return null;
  const pass = new FeedforwardPass(topologyOf(experiment));
  const [layer] = pass.layers;
  if (layer.kind !== "rnn") return null;
  const [feature] = features;
  const columns = targetColumnsOf(experiment);
  const asked: readonly Query[] = predictions.length > 0 ? predictions : experiment.dataset.rows;
  return asked.slice(0, MOST_SENTENCES).flatMap(({ name, values }): readonly Sentence[] => {
    const words = values.slice(0, MOST_WORDS);
    if (words.length === 0) return [];
    const states: Float64Array[] = [];
    const answers: number[][] = [];
    words.forEach((_, index) => {
      pass.run(parameters, inputsOf(features, [{ values: words.slice(0, index + 1) }]));
      const end = pass.activations.length - pass.weightedSums.length + layer.inputCount * layer.outputCount;
      states.push(pass.activations.slice(end - layer.outputCount, end));
      answers.push(Array.from(pass.outputs, (value, output) => rawOutput(columns[output], value)));
    });
    const { words: learned } = feature.tokens!;
    const text = cellOf({ name, first: 0, labels: null, words: learned }, words);
    return [{ name, text: String(text), words: words.map((word) => learned[word]), states, answers }];
  });
}

function stateGroup({ name, text, words, states }: Sentence, index: number): PictureGroup {
  const label = shortened(`${name}: ${text}`, LABEL_COLUMNS, cellCount);
  const rows = states[0].length;
  const picture = { label, rows, columns: words.length, values: grid(states, rows) };
  return {
    id: `state-${index + 1}`,
    title: "A state, word by word",
    caption: `${label}.`,
    pictures: [picture],
  };
}

function wordTable({ experiment }: Outcome, sentences: readonly Sentence[]): Block {
  const titles = outputNamesOf(experiment.dataset.target).slice(0, MOST_PICTURES);
  return {
    kind: "table",
    caption: ["What the network would answer if the sentence ended there."],
    columns: [...headings("text", "sentence", "word"), ...headings("number", ...titles)],
    rows: sentences.flatMap(({ name, words, answers }) =>
      words.map((word, index): readonly Cell[] => [
        index === 0 ? name : "",
        word,
        ...titles.map((_, output) => asOutput(answers[index][output])),
      ])
    ),
  };
}

/** A line a number of the state, a column a word. */
function grid(states: readonly Float64Array[], size: number): readonly number[] {
  return Array.from({ length: size }, (_, number) => states.map((state) => state[number])).flat();
}

function cutWords(shown: number, count: number): string {
  return shown === count ? "" : `, the first ${shown} of ${count}`;
}

function figureOf({ id, title, caption, pictures }: PictureGroup): Figure {
  return {
    id,
    caption: [caption],
    draw: (frame) => cellPictures({ ...frame, title, description: caption }, pictures),
    // Of what layers make of an image there are too many pictures for lines.
    lines: id.startsWith("maps-") ? null : () => cellPictureLines(pictures),
  };
}
