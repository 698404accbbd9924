// Stacks of layers of every kind over an image or a sentence, for the properties that every one of them has.
import fc from "npm:fast-check@4.3.0";
import {
  type ImageShape,
  imageSize,
  type InputShape,
  type LayerShape,
  type Ties,
} from "../../src/engine/layer_shapes.ts";
import { type End, hiddenActivations } from "./random_learnings.ts";

/** A network but for its output layer. */
export interface Stack {
  readonly inputCount: number;
  readonly input: InputShape;
  readonly below: readonly LayerShape[];
}

/** What a layer over an image is made of, whatever the image. */
interface Draft {
  readonly isPool: boolean;
  readonly filters: number;
  /** In [0, 1): what part of the sizes that fit here. */
  readonly size: number;
  readonly padding: number;
  readonly bias: boolean;
  readonly ties: Ties;
}

const part = fc.double({ min: 0, max: 0.999, noNaN: true });

/** @param ties which of equal maxima learn; by default either. */
function drafts(ties: readonly Ties[]): fc.Arbitrary<Draft> {
  return fc.record({
    isPool: fc.boolean(),
    filters: fc.integer({ min: 1, max: 3 }),
    size: part,
    padding: part,
    bias: fc.boolean(),
    ties: fc.constantFrom(...ties),
  });
}

const denseBelow = fc.array(
  fc.record({ size: fc.integer({ min: 1, max: 4 }), activation: hiddenActivations }),
  { maxLength: 1 },
);

/** Up to three convolutions and max-pools on an image of up to 6×6×2. */
export function imageStacks(ties: readonly Ties[] = ["first", "all"]): fc.Arbitrary<Stack> {
  const side = fc.integer({ min: 1, max: 6 });
  const image = fc.record({ rows: side, columns: side, channels: fc.integer({ min: 1, max: 2 }) });
  const activations = fc.array(hiddenActivations, { minLength: 3, maxLength: 3 });
  return fc.tuple(image, fc.array(drafts(ties), { minLength: 1, maxLength: 3 }), activations, denseBelow)
    .map(([sides, layers, names, dense]) => {
      const input: ImageShape = { kind: "image", ...sides };
      let image = input;
      const below = layers.map((draft, index): LayerShape => {
        const least = Math.min(image.rows, image.columns);
        const size = 1 + Math.floor(draft.size * (draft.isPool ? Math.min(least, 3) : 3));
        if (draft.isPool) {
          const { rows, columns } = image;
          image = { ...image, rows: Math.floor(rows / size), columns: Math.floor(columns / size) };
          return { kind: "maxpool", size, ties: draft.ties };
        }
        // A filter may be larger than the image, as long as the padding on both sides makes room for it.
        const padding = Math.max(Math.floor(draft.padding * size), Math.ceil((size - least) / 2));
        const extent = (length: number): number => length + 2 * padding - size + 1;
        const { filters, bias } = draft;
        image = {
          kind: "image",
          rows: extent(image.rows),
          columns: extent(image.columns),
          channels: filters,
        };
        return { kind: "conv", filters, size, padding, bias, activation: names[index] };
      });
      return { inputCount: imageSize(input), input, below: [...below, ...dense] };
    });
}

/** A recurrence over up to five of up to four words. */
export const sentenceStacks: fc.Arbitrary<Stack> = fc.tuple(
  fc.integer({ min: 1, max: 5 }),
  fc.integer({ min: 1, max: 4 }),
  fc.record({ size: fc.integer({ min: 1, max: 4 }), activation: hiddenActivations }),
  denseBelow,
).map(([inputCount, wordCount, rnn, dense]) => ({
  inputCount,
  input: { kind: "sentence", wordCount },
  below: [{ kind: "rnn", ...rnn }, ...dense],
}));

/** A stack with an output on it. */
export function layersWith({ below }: Stack, size: number, { output }: End): readonly LayerShape[] {
  return [...below, { size, activation: output }];
}
