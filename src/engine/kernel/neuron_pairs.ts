// Where code in loops has the parameters and the neurons of one network: neurons of a layer in pairs, a vector each.
// Why pairs: one network alone fills the vectors, and no sum of it changes its order, as each neuron has its own.
// What must not change: an odd last neuron has a partner that is none. What is computed for that is never looked at.
import { type Layer, layersOf, type Topology } from "../topology.ts";

/** A layer whose neurons lie in pairs. All places are counted in doubles. */
export interface PairedLayer {
  readonly layer: Layer;
  /** Pairs, the last of them with a partner that is none where the number of neurons is odd. */
  readonly pairCount: number;
  /** Where its weights start: the weight of input i into neuron j is at firstWeight + (⌊j/2⌋ * rowSize + i) * 2 + j % 2. */
  readonly firstWeight: number;
  /** Inputs that a pair has room for: also the partner that is none among the neurons below. */
  readonly rowSize: number;
  /** Where its biases start, one after another. */
  readonly firstBias: number;
  /** Where the values of its neurons start among those of all neurons, one after another. */
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
  let [weightSize, neuronSize] = [0, 0];
  const placed = layersOf(topology).map((layer, index) => {
    const { inputCount, outputCount } = layer;
    const pairCount = Math.ceil(outputCount / 2);
    const rowSize = index === 0 ? inputCount : evenFrom(inputCount);
    const place = { layer, pairCount, rowSize, firstWeight: weightSize, firstNeuron: neuronSize };
    weightSize += pairCount * rowSize * 2;
    neuronSize += pairCount * 2;
    return place;
  });
  const layers = placed.map((place) => ({ ...place, firstBias: weightSize + place.firstNeuron }));
  return { layers, weightSize, parameterSize: weightSize + neuronSize, neuronSize };
}

/** The place of each parameter in draw order, shape [parameterCount]. */
export function parameterPlaces({ layers }: PairedNetwork): Int32Array {
  const weights = layers.flatMap(({ layer: { inputCount, outputCount }, firstWeight, rowSize }) =>
    Array.from({ length: inputCount * outputCount }, (_, weight) => {
      const [j, i] = [Math.floor(weight / inputCount), weight % inputCount];
      return firstWeight + (Math.floor(j / 2) * rowSize + i) * 2 + j % 2;
    })
  );
  const biases = layers.flatMap(({ layer: { outputCount }, firstBias }) =>
    Array.from({ length: outputCount }, (_, j) => firstBias + j)
  );
  return Int32Array.from([...weights, ...biases]);
}

function evenFrom(count: number): number {
  return count + count % 2;
}
