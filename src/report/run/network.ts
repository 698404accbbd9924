// The network with its weights: a drawing, and a table of every parameter before and after training.
// What must not change: parameters have the names and the order in which they are drawn, as everywhere else.

import { outputNamesOf } from "../../dataset/dataset.ts";
import { topologyOf } from "../../experiment/experiment.ts";
import { denseLayersOf, neuronNames, parameterNames, sizesOf } from "../../engine/topology.ts";
import type { Outcome } from "../../run/outcome.ts";
import { hasLabels, networkDiagram } from "../../chart/network_diagram.ts";
import type { NetworkDiagramData } from "../../chart/network_layout.ts";
import { itemTable } from "../../document/item_table.ts";
import { type Block, type Figure } from "../../document/page.ts";
import { inWords, withDecimals } from "../../text/number_words.ts";
import { cutNote } from "../../text/words.ts";

/** More parameters than this are left to `model.json`; a larger drawing has no numbers either. */
const MOST_PARAMETERS = 30;

/** A drawing of the network and the table of its parameters. */
export function networkBlocks(outcome: Outcome): readonly Block[] {
  const { experiment, startingParameters, parameters } = outcome;
  const isTrained = parameters !== null && experiment.dataset.rows.length > 0 &&
    experiment.training.epochs > 0;
  const when = isTrained ? "after training" : "as it started";
  return [{
    kind: "beside",
    blocks: [{
      kind: "figures",
      figures: [networkFigure(outcome, parameters ?? startingParameters, when)],
    }, parameterTable(outcome, isTrained)],
  }];
}

/** A network with some parameters, as it is drawn. */
export function diagramData(
  { experiment, features }: Pick<Outcome, "experiment" | "features">,
  parameters: Float64Array,
): NetworkDiagramData {
  const topology = topologyOf(experiment);
  const layers = denseLayersOf(topology).map((layer) => ({
    weights: Array.from({ length: layer.outputCount }, (_, neuron) => {
      const start = layer.weightOffset + neuron * layer.inputCount;
      return parameters.subarray(start, start + layer.inputCount);
    }),
    biases: parameters.subarray(layer.biasOffset, layer.biasOffset + layer.outputCount),
  }));
  return {
    inputs: features.map(({ name }) => name),
    outputs: outputNamesOf(experiment.dataset.target),
    neuronNames: neuronNames(topology),
    layers,
  };
}

/**
 * The drawing of a network.
 *
 * @param when it has these parameters: `after training`; empty in a series, whose words say so.
 * @param widest the weight with the widest line, so that a series has one scale; by default the largest.
 */
export function networkFigure(
  outcome: Pick<Outcome, "experiment" | "features">,
  parameters: Float64Array,
  when: string,
  widest?: number,
): Figure {
  const title = `The network ${when}`.trim();
  const data = { ...diagramData(outcome, parameters), widest };
  const layers = sizesOf(topologyOf(outcome.experiment)).join(", ");
  const description = `Layers of ${layers} neurons; ${largestWords(data)}`;
  return {
    id: "diagram",
    caption: [
      `${title}. The wider a line, the larger the weight; dashed is negative.${
        hasLabels(data) ? " b is a bias." : ""
      }`,
    ],
    draw: (frame) => networkDiagram({ ...frame, title, description }, data),
    lines: null,
  };
}

/** Which weight is the largest by size, by the name that the table and the formulas have for it. */
function largestWords({ layers }: NetworkDiagramData): string {
  const weights = layers.flatMap((layer) => layer.weights.flatMap((ofNeuron) => Array.from(ofNeuron)));
  const largest = weights.reduce(
    (at, weight, index) => Math.abs(weight) > Math.abs(weights[at]) ? index : at,
    0,
  );
  return `the largest weight is w${largest + 1}, ${inWords(weights[largest])}`;
}

function parameterTable(
  { experiment, features, startingParameters, parameters }: Outcome,
  isTrained: boolean,
): Block {
  const topology = topologyOf(experiment);
  const names = parameterNames(topology);
  const shown = Math.min(MOST_PARAMETERS, names.length);
  const nodes = [...features.map(({ name }) => name), ...neuronNames(topology)];
  const owners = ownersOf(nodes, denseLayersOf(topology), shown);
  const trained = isTrained ? parameters : null;
  const note = cutNote([{ shown, count: names.length, what: "parameters" }]);
  const caption = [
    `Every weight belongs to a connection, every bias to a neuron.${note} `,
    { code: "model.json" },
    " has every digit.",
  ];
  return itemTable(caption, names.slice(0, shown), ({ text, number }) => [
    text("parameter", (name) => name),
    text("of", (_, index) => owners[index]),
    number("start", (_, index) => withDecimals(startingParameters[index], 4)),
    ...(trained === null ? [] : [number("trained", (_, index) => withDecimals(trained[index], 4))]),
  ]);
}

/** For the first parameters in draw order, the connection or neuron to which they belong. */
function ownersOf(
  nodes: readonly string[],
  layers: ReturnType<typeof denseLayersOf>,
  count: number,
): readonly string[] {
  const owners: string[] = [];
  let from = 0;
  for (const { inputCount, outputCount } of layers) {
    for (let neuron = 0; neuron < outputCount; neuron++) {
      for (let input = 0; input < inputCount; input++) {
        if (owners.length === count) return owners;
        owners.push(`${nodes[from + input]} → ${nodes[from + inputCount + neuron]}`);
      }
    }
    from += inputCount;
  }
  return [...owners, ...nodes.slice(layers[0].inputCount)].slice(0, count);
}
