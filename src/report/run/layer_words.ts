// What a layer does, in a few words: for sentences of reports and for lines of a terminal.
// Why both lengths: a sentence is for whoever does not know the words of the file, a line for whoever wrote it.

import { type Experiment, inputShapeOf } from "../../experiment/experiment.ts";
import type { LayerSettings } from "../../experiment/layer_list.ts";
import { counted } from "../../text/words.ts";

/** `8 filters of 3 × 3 (relu)`; the last layer is told apart, as outputs. */
export function layerSentence(layer: LayerSettings, isLast: boolean): string {
  if ("conv" in layer) {
    const { filters, size, padding, bias, activation } = layer.conv;
    const notes = [
      activation,
      ...(padding === 0 ? [] : [`padding ${padding}`]),
      ...(bias ? [] : ["without biases"]),
    ];
    return `${counted(filters, "filter")} of ${size} × ${size} (${notes.join(", ")})`;
  }
  if ("maxpool" in layer) {
    const { size, ties } = layer.maxpool;
    return `the greatest of each ${size} × ${size}${ties === "all" ? " (all ties learn)" : ""}`;
  }
  if ("rnn" in layer) return `a state of ${counted(layer.rnn.size, "number")} (${layer.rnn.activation})`;
  const { size, activation } = layer.dense;
  return `${counted(size, isLast ? "output" : "hidden neuron")} (${activation})`;
}

/** `conv 8 of 3×3 relu` */
export function layerLine(layer: LayerSettings): string {
  if ("conv" in layer) {
    const { filters, size, padding, bias, activation } = layer.conv;
    const notes = [...(padding === 0 ? [] : [`padding ${padding}`]), ...(bias ? [] : ["no bias"])];
    return ["conv", filters, "of", `${size}×${size}`, ...notes, activation].join(" ");
  }
  if ("maxpool" in layer) return `maxpool ${layer.maxpool.size}${layer.maxpool.ties === "all" ? " all" : ""}`;
  if ("rnn" in layer) return `rnn ${layer.rnn.size} ${layer.rnn.activation}`;
  return `dense ${layer.dense.size} ${layer.dense.activation}`;
}

/** What enters the network, where it is more than numbers: `8×8 points`, `words`. */
export function enteringLine(experiment: Experiment): string | null {
  const input = inputShapeOf(experiment.dataset);
  if (input === null) return null;
  if (input.kind === "sentence") return `sentences of ${counted(input.wordCount, "word")}`;
  const { rows, columns, channels } = input;
  return `${rows}×${columns}${channels > 1 ? `×${channels}` : ""} points`;
}
