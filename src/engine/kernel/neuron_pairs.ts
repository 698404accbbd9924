// Where code in loops has the parameters and the neurons of one network: neurons of a layer in pairs, a vector each.
// Why pairs: one network alone fills the vectors, and no sum of it changes its order, as each neuron has its own.
// What must not change: an odd last neuron has a partner that is none. What is computed for that is never looked at.
import { biasCountOf, filterSizeOf, type Layer } from "../layers.ts";
import { layersOf, type Topology } from "../topology.ts";

/** Weights of which each belongs to a neuron, or a filter, and to something that it weighs. All places are counted in doubles. */
export interface WeightTable {
  /** How many numbers a neuron weighs. */
  readonly inputCount: number;
  /** How many neurons, or filters, there are. */
  readonly outputCount: number;
  /** The weight of input i into neuron j is at first + ⌊j/2⌋ * pairDistance + j % 2 + i * inputDistance. */
  readonly first: number;
  readonly pairDistance: number;
  readonly inputDistance: number;
}

/** A layer whose neurons lie in pairs. All places are counted in doubles. */
export interface PairedLayer<Kind extends Layer = Layer> {
  readonly layer: Kind;
  /** Pairs of what leaves it, the last of them with a partner that is none where their number is odd. */
  readonly pairCount: number;
  /** Its weights in draw order: one table, or of a recurrence those of states and of words. */
  readonly tables: readonly WeightTable[];
  /** Where its weights start: those of the first table. */
  readonly firstWeight: number;
  /** Inputs that a pair of the first table has room for: also the partner that is none among the neurons below. */
  readonly rowSize: number;
  /** Where its biases start, one after another. */
  readonly firstBias: number;
  /** Where the values of what leaves it start among those of all neurons, one after another. */
  readonly firstNeuron: number;
}

/** A network whose neurons lie in pairs. All sizes are counted in doubles. */
export interface PairedNetwork {
  readonly layers: readonly PairedLayer[];
  /** Where the weights of all layers end and the biases start. */
  readonly weightSize: number;
  /** Room for all parameters. */
  readonly parameterSize: number;
  /** Room for a value of every neuron. */
  readonly neuronSize: number;
}

/** The pairs of a network, layer by layer. */
export function pairedNetwork(topology: Topology): PairedNetwork {
  let [weightSize, biasSize, neuronSize] = [0, 0, 0];
  const placed = layersOf(topology).map((layer, index) => {
    const pairCount = Math.ceil(layer.outputCount / 2);
    const { rowSize, tables, size } = tablesOf(layer, index, weightSize);
    // A recurrence has room for the state after each word; the last one leaves it.
    const firstNeuron = neuronSize + (stateCountOf(layer) - 1) * pairCount * 2;
    const place = {
      layer,
      pairCount,
      tables,
      rowSize,
      firstWeight: weightSize,
      firstBias: biasSize,
      firstNeuron,
    };
    weightSize += size;
    biasSize += evenFrom(biasCountOf(layer));
    neuronSize += stateCountOf(layer) * pairCount * 2;
    return place;
  });
  const layers = placed.map((place) => ({ ...place, firstBias: weightSize + place.firstBias }));
  return { layers, weightSize, parameterSize: weightSize + biasSize, neuronSize };
}

/** The places of the weights of a layer that start at `first`. */
function tablesOf(
  layer: Layer,
  index: number,
  first: number,
): { readonly tables: readonly WeightTable[]; readonly rowSize: number; readonly size: number } {
  const inPairs = (inputCount: number, outputCount: number, rowSize: number) => ({
    tables: [{ inputCount, outputCount, first, pairDistance: rowSize * 2, inputDistance: 2 }],
    rowSize,
    size: Math.ceil(outputCount / 2) * rowSize * 2,
  });
  const { inputCount, outputCount } = layer;
  switch (layer.kind) {
    case "dense":
      return inPairs(inputCount, outputCount, index === 0 ? inputCount : evenFrom(inputCount));
    case "conv":
      return inPairs(filterSizeOf(layer), layer.output.channels, filterSizeOf(layer));
    case "maxpool":
      return { tables: [], rowSize: 0, size: 0 };
    case "rnn": {
      const ofStates = inPairs(outputCount, outputCount, evenFrom(outputCount));
      const inputDistance = evenFrom(outputCount); // all weights of a word lie together
      const ofWords: WeightTable = {
        inputCount: layer.wordCount,
        outputCount,
        first: first + ofStates.size,
        pairDistance: 2,
        inputDistance,
      };
      const size = ofStates.size + layer.wordCount * inputDistance;
      return { tables: [...ofStates.tables, ofWords], rowSize: ofStates.rowSize, size };
    }
  }
}

/** How many states a layer has room for. */
function stateCountOf(layer: Layer): number {
  return layer.kind === "rnn" ? layer.inputCount : 1;
}

/** The place of each parameter in draw order, shape [parameterCount]. */
export function parameterPlaces({ layers }: PairedNetwork): Int32Array {
  const weights = layers.flatMap(({ tables }) => tables).flatMap((table) =>
    Array.from({ length: table.inputCount * table.outputCount }, (_, weight) => {
      const [j, i] = [Math.floor(weight / table.inputCount), weight % table.inputCount];
      return table.first + Math.floor(j / 2) * table.pairDistance + j % 2 + i * table.inputDistance;
    })
  );
  const biases = layers.flatMap(({ layer, firstBias }) =>
    Array.from({ length: biasCountOf(layer) }, (_, j) => firstBias + j)
  );
  return Int32Array.from([...weights, ...biases]);
}

/** The next even number, or the number itself. */
function evenFrom(count: number): number {
  return count + count % 2;
}
