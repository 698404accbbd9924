// Which kinds of layer there are, and what is said of each: plain data, as an experiment has it and as a worker is sent it.
// A layer that comes out of an experiment file has its settings here in the file's words; what follows from them, such as how
// many weights it has, is in `layers.ts`.
import type { ActivationName } from "./rules/activation.ts";
import type { Activation, NeuronActivation } from "./rules/activation_contract.ts";
import type { OutputName } from "./rules/output.ts";

/** A layer of any kind. */
export type LayerShape = DenseShape | ConvShape | MaxpoolShape | RnnShape;

/** The name of a kind of layer, as an experiment file spells it. */
export type LayerKind = "dense" | "conv" | "maxpool" | "rnn";

/** A layer in which every neuron is joined with all below it. */
export interface DenseShape {
  /** A shape without a kind is dense. */
  readonly kind?: "dense";
  /** How many neurons it has. */
  readonly size: number;
  /** What its neurons make of their weighted sums: a name, or a rule of one's own. */
  readonly activation: OutputName | Activation;
}

/** Filters that are moved over an image, one row or column further each time; each gives an image of one channel. */
export interface ConvShape {
  /** Filters. */
  readonly kind: "conv";
  /** How many filters it has: the channels of what it gives. */
  readonly filters: number;
  /** Rows and columns of a filter, which has all channels of the image. */
  readonly size: number;
  /** By how many rows and columns a filter may stand out over each edge; what lies there is left out of its sums. */
  readonly padding: number;
  /** Whether each filter has a bias. */
  readonly bias: boolean;
  /** What its neurons make of their weighted sums. */
  readonly activation: ActivationName | NeuronActivation;
}

/** Takes the greatest of each square of an image, channel by channel; rows and columns that are left over are dropped. */
export interface MaxpoolShape {
  /** Squares of an image. */
  readonly kind: "maxpool";
  /** Rows and columns of a square. */
  readonly size: number;
  /** Which of equal maxima receives the gradient: the first in the order of the rows, or all. */
  readonly ties: Ties;
}

/** Which of equal maxima learn. */
export type Ties = "first" | "all";

/** Reads a sentence word by word into a state, the last of which it gives: many to one. Stands below all others. */
export interface RnnShape {
  /** A state. */
  readonly kind: "rnn";
  /** How many numbers the state has. */
  readonly size: number;
  /** What a state is made of its weighted sums. */
  readonly activation: ActivationName | NeuronActivation;
}

/** What the inputs of a network are, where they are not numbers each on its own. */
export type InputShape = ImageShape | SentenceShape;

/** An image, row by row, in a row column by column, and of each point all channels. */
export interface ImageShape {
  /** An image. */
  readonly kind: "image";
  /** How many rows of points it has. */
  readonly rows: number;
  /** How many columns. */
  readonly columns: number;
  /** How many numbers a point has: 1 for shades of grey. */
  readonly channels: number;
}

/** The numbers of the words of a sentence, counted from 0, as many as the longest has; in front of a shorter one stand -1. */
export interface SentenceShape {
  /** A sentence. */
  readonly kind: "sentence";
  /** How many words there are to choose from. */
  readonly wordCount: number;
}

/** How many numbers an image has. */
export function imageSize({ rows, columns, channels }: ImageShape): number {
  return rows * columns * channels;
}

/** The kind of a layer. */
export function kindOf({ kind = "dense" }: LayerShape): LayerKind {
  return kind;
}
