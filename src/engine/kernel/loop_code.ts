// A network's passes as loops over neurons and inputs, layer by layer: code of constant size for any number of weights.
// Why not step.ts: it knows no loop that the code itself makes; the rules are the same entries.
import type { Learning } from "../learning.ts";
import type { NeuronActivation } from "../rules/activation_contract.ts";
import { isMatchedLoss, lossSlopesOfRow } from "../rules/loss.ts";
import { outputLayerOf } from "../topology.ts";
import type { Column } from "./columns.ts";
import { ConvCode } from "./conv_code.ts";
import { DenseCode } from "./dense_code.ts";
import { type FunctionWriter, I32, type Local } from "./instructions.ts";
import { LoopWalk, type RowsAt } from "./loop_walk.ts";
import { MaxpoolCode } from "./maxpool_code.ts";
import { DOUBLE_SIZE_BYTES, type MemoryLayout } from "./memory_layout.ts";
import { type NetworkCode, numbersOfOutputs } from "./network_code.ts";
import type { PairedLayer } from "./neuron_pairs.ts";
import { RnnCode } from "./rnn_code.ts";
import { type EnteringAt, RowCode } from "./row_code.ts";

/** The passes of a layer of any kind. */
interface LayerCode {
  /** Sends rows forward. */
  forward(rows: RowsAt): void;
  /** Learns about the layer's parameters and, but for the first layer, leaves dL/da below it. */
  learn(rows: RowsAt): void;
}

/**
 * Writes code in loops into a function.
 *
 * @param rowCount how many rows it goes through side by side: one where the parameters move after each.
 */
export function loopCode(
  code: FunctionWriter,
  learning: Learning,
  layout: MemoryLayout,
  rowCount: number,
): NetworkCode {
  const walk = new LoopWalk(code, layout, rowCount);
  const { layers } = layout.paired;
  const codes = layerCodes(code, walk, learning, layout);
  return {
    groups: [numbersOfOutputs(walk.write, layout, rowCount)],
    writeFeedforward(input) {
      for (const layer of codes) layer.forward({ input, areTrained: false });
      return [{ sums: walk.loadOutputs(layout.sums), activations: walk.loadOutputs(layout.activations) }];
    },
    writeLearning(input, target) {
      const rows = { input, areTrained: true };
      for (const layer of codes) layer.forward(rows);
      writeOutputDeltas(walk, learning, layout, target);
      for (let index = layers.length - 1; index >= 0; index--) {
        codes[index].learn(rows);
        if (index > 0) writeTimesSlopes(walk, layout, layers[index - 1]);
      }
    },
  };
}

/** The code of each layer. */
function layerCodes(
  code: FunctionWriter,
  walk: LoopWalk,
  learning: Learning,
  layout: MemoryLayout,
): readonly LayerCode[] {
  const { layers } = layout.paired;
  const row = new RowCode(code, learning, layout);
  const none = code.local(I32);
  const enteringAt = (index: number, { input }: RowsAt): EnteringAt =>
    index === 0 ? { base: input, address: 0 } : {
      base: none,
      address: layout.activations + layers[index - 1].firstNeuron * DOUBLE_SIZE_BYTES,
    };
  return layers.map((place, index): LayerCode => {
    const { layer } = place;
    switch (layer.kind) {
      case "dense":
        return new DenseCode(walk, learning, layout, index, { ...place, layer });
      case "conv": {
        const conv = new ConvCode(row, { ...place, layer });
        return {
          forward: (rows) => conv.forward(enteringAt(index, rows)),
          learn(rows) {
            if (index > 0) conv.passDown(layers[index - 1]);
            conv.learn(enteringAt(index, rows));
          },
        };
      }
      case "maxpool": {
        const maxpool = new MaxpoolCode(row, { ...place, layer });
        return {
          forward: (rows) => maxpool.forward(enteringAt(index, rows)),
          learn() {
            if (index > 0) maxpool.passDown(layers[index - 1]);
          },
        };
      }
      case "rnn": {
        const rnn = new RnnCode(row, { ...place, layer });
        return { forward: ({ input }) => rnn.forward(input), learn: ({ input }) => rnn.learn(input) };
      }
    }
  });
}

/** Writes dL/dsum of the output layer. */
function writeOutputDeltas(walk: LoopWalk, { loss }: Learning, layout: MemoryLayout, target: Local): void {
  const { write } = walk;
  const yPred = walk.loadOutputs(layout.activations);
  const yTrue = yPred.map((_, k) => walk.loadTarget(target, k));
  const output = layout.paired.layers[layout.paired.layers.length - 1];
  if (isMatchedLoss(loss)) {
    const { activation } = outputLayerOf(layout.paired.layers.map(({ layer }) => layer));
    const { deltas } = loss.forms[activation.name].overRow<Column>(write);
    walk.storeOutputs(layout.deltas, deltas(yTrue, yPred));
    return;
  }
  walk.storeOutputs(layout.deltas, lossSlopesOfRow<Column>(write, loss, yTrue, yPred));
  writeTimesSlopes(walk, layout, output);
}

/** Turns dL/da in a layer's deltas into dL/dsum, in place. */
function writeTimesSlopes(walk: LoopWalk, layout: MemoryLayout, place: PairedLayer): void {
  if (place.layer.kind === "maxpool") return; // it has no sums
  const { write, neuron } = walk;
  // Only an output layer may be without a slope, and its loss has given the deltas.
  const activation = place.layer.activation as NeuronActivation;
  const [sums, activations, deltas] = [layout.sums, layout.activations, layout.deltas]
    .map((values) => walk.at.neurons(values, place));
  walk.forEachPair(place, () => {
    const { slope } = activation.over<Column>(write);
    const slopes = slope(write.load(neuron, activations), write.load(neuron, sums));
    write.store(neuron, deltas, write.multiply(write.load(neuron, deltas), slopes));
  });
}
