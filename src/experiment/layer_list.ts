// The layers of a network as a file lists them, and what they are to the engine.
// What must hold: a layer has one key, its kind, under which its settings stand in the file's words.

import type { LayerKind, LayerShape, Ties } from "../engine/layer_shapes.ts";
import { layerNames } from "../engine/layer_names.ts";
import type { ActivationName } from "../engine/rules/activation.ts";
import type { OutputName } from "../engine/rules/output.ts";

/** A layer with every setting decided. */
export type LayerSettings =
  | { readonly conv: ConvSettings }
  | { readonly maxpool: { readonly size: number; readonly ties: Ties } }
  | { readonly dense: { readonly size: number; readonly activation: OutputName } }
  | { readonly rnn: { readonly size: number; readonly activation: ActivationName } };

/** The settings of a convolution. */
export interface ConvSettings {
  /** How many filters it has. */
  readonly filters: number;
  /** Rows and columns of a filter. */
  readonly size: number;
  /** By how much filters may stand out over each edge. */
  readonly padding: number;
  /** Whether each filter has a bias. */
  readonly bias: boolean;
  /** What its neurons make of their weighted sums. */
  readonly activation: ActivationName;
}

/** The kind of a layer; of several keys the first. */
export function layerKindOf(layer: object): LayerKind {
  return Object.keys(layer)[0] as LayerKind;
}

/** The names of layers in keys: `conv1`, `dense1`, …. */
export function namesOfLayers(layers: readonly object[]): readonly string[] {
  return layerNames(layers.map((layer) => ({ kind: layerKindOf(layer) })));
}

/** What the engine is told. */
export function shapesOf(layers: readonly LayerSettings[]): readonly LayerShape[] {
  return layers.map((layer): LayerShape => {
    if ("conv" in layer) return { kind: "conv", ...layer.conv };
    if ("maxpool" in layer) return { kind: "maxpool", ...layer.maxpool };
    if ("rnn" in layer) return { kind: "rnn", ...layer.rnn };
    return { kind: "dense", ...layer.dense };
  });
}

/** Layers with one setting changed, by its name: `conv1.filters`. */
export function withLayerSetting<Layer extends object>(
  layers: readonly Layer[],
  name: string,
  value: unknown,
): readonly Layer[] {
  const [layerName, setting] = name.split(".");
  const index = namesOfLayers(layers).indexOf(layerName);
  if (index < 0) throw new Error(`assertion failed: no layer is called ${layerName}`);
  const layer = layers[index] as Readonly<Record<string, object>>;
  const kind = layerKindOf(layer);
  return layers.with(index, { ...layer, [kind]: { ...layer[kind], [setting]: value } } as unknown as Layer);
}
