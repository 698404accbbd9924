// The layers of a network that has other kinds than dense ones: what each makes, of which shape, of how many parameters.
// Why no drawing of neurons: a filter's weights are used at every point, so lines between neurons would tell nothing.

import { topologyOf } from "../../experiment/experiment.ts";
import { layerNames } from "../../engine/layer_names.ts";
import { biasCountOf, type Layer, weightCountOf } from "../../engine/layers.ts";
import { layersOf } from "../../engine/topology.ts";
import type { Outcome } from "../../run/outcome.ts";
import { itemTable } from "../../document/item_table.ts";
import { type Block } from "../../document/page.ts";
import { inFull } from "../../text/number_words.ts";
import { layerPictures } from "./layer_pictures.ts";
import { layerLine } from "./layer_words.ts";

/** The table of the layers, and pictures of what they have learned. */
export function layerBlocks(outcome: Outcome): readonly Block[] {
  const { experiment } = outcome;
  const layers = layersOf(topologyOf(experiment));
  const names = layerNames(layers);
  const caption = ["The layers, from the inputs up. ", { code: "model.json" }, " has every weight and bias."];
  const table = itemTable(caption, layers, ({ text, number }) => [
    text("layer", (_, index) => names[index]),
    text("of", (_, index) => layerLine(experiment.network.layers![index])),
    text("makes", shapeWords),
    number("weights", (layer) => inFull(weightCountOf(layer))),
    number("biases", (layer) => inFull(biasCountOf(layer))),
  ]);
  return [table, ...layerPictures(outcome)];
}

/** `8 images of 6 × 6`, `16 numbers` */
function shapeWords(layer: Layer): string {
  if (layer.kind === "conv" || layer.kind === "maxpool") {
    const { rows, columns, channels } = layer.output;
    return `${channels === 1 ? "1 image" : `${channels} images`} of ${rows} × ${columns}`;
  }
  return layer.outputCount === 1 ? "1 number" : `${layer.outputCount} numbers`;
}
