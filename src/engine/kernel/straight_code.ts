// A network's passes as straight code: every weight has instructions of its own, activations stay in registers.
// The lanes are cut into groups, each a column; within a step the groups follow each other neuron by neuron, so
// that the last operations of one column hide behind the first of the next.
import { layersOf, type Topology } from "../topology.ts";
import { writeActivation, writeTimesSlope } from "./activation_code.ts";
import { type Column, ColumnWriter } from "./columns.ts";
import type { FunctionWriter, Local } from "./instructions.ts";
import type { MemoryLayout } from "./memory_layout.ts";
import type { NetworkCode } from "./network_code.ts";

/** One value of the network: a column for each group. */
type Groups = readonly Column[];

/**
 * Writes straight code for a topology into a function.
 *
 * @param columnHeight how many vectors a group has; divides the number of vectors.
 */
export function straightCode(
  code: FunctionWriter,
  topology: Topology,
  layout: MemoryLayout,
  columnHeight: number,
): NetworkCode {
  const write = new ColumnWriter(code);
  const layers = layersOf(topology);
  const groupCount = layout.vectorOffsets.length / columnHeight;
  const columnOffsets = Array.from(
    { length: groupCount },
    (_, group) => layout.vectorOffsets.slice(group * columnHeight, (group + 1) * columnHeight),
  );
  const perGroup = (make: (group: number) => Column): Groups => columnOffsets.map((_, group) => make(group));

  const addresses = (parameter: number, group: number): number[] =>
    columnOffsets[group].map((offset) => layout.parameters + parameter * layout.strideBytes + offset);
  const load = (parameter: number, group: number): Column =>
    write.load(undefined, addresses(parameter, group));
  const store = (parameter: number, group: number, value: Column): void =>
    write.store(undefined, addresses(parameter, group), value);

  /** The inputs and every layer's activations, [layer][neuron]. */
  function writeActivations(input: Local): Groups[][] {
    const inputs = Array.from({ length: layout.inputCount }, (_, i) => {
      const forAll = write.loadForAll(input, i * 8);
      return perGroup(() => forAll);
    });
    const activations = [inputs];
    for (const { inputCount, outputCount, weightOffset, biasOffset, activation } of layers) {
      const from = activations[activations.length - 1];
      const weightedSum = (j: number, group: number): Column => {
        const weight = weightOffset + j * inputCount;
        let sum = write.multiply(load(weight, group), from[0][group]);
        for (let i = 1; i < inputCount; i++) {
          sum = write.add(sum, write.multiply(load(weight + i, group), from[i][group]));
        }
        return write.add(sum, load(biasOffset + j, group));
      };
      activations.push(Array.from(
        { length: outputCount },
        (_, j) => perGroup((group) => writeActivation(write, activation, weightedSum(j, group))),
      ));
    }
    return activations;
  }

  /** dL/dsum of the output neuron. */
  function writeOutputDelta(target: Local, yPred: Groups): Groups {
    const yTrue = write.loadForAll(target, 0);
    return yPred.map((column) => {
      const slopeOfLoss = write.multiply(write.constant(-2), write.subtract(yTrue, column));
      return writeTimesSlope(write, topology.output, slopeOfLoss, column);
    });
  }

  return {
    columnOffsets,

    writeFeedforward(input) {
      return writeActivations(input)[layers.length][0];
    },

    writeStep(input, target) {
      const activations = writeActivations(input);
      const rates = columnOffsets.map((offsets) =>
        write.load(undefined, offsets.map((offset) => layout.learningRates + offset))
      );
      let deltas: Groups[] = [writeOutputDelta(target, activations[layers.length][0])];
      for (let layer = layers.length - 1; layer >= 0; layer--) {
        const { inputCount, outputCount, weightOffset, biasOffset } = layers[layer];
        const from = activations[layer];
        const ups: Column[][] = from.map(() => []);
        for (let j = 0; j < outputCount; j++) {
          for (let group = 0; group < groupCount; group++) {
            const delta = deltas[j][group];
            const stepSize = write.multiply(rates[group], delta);
            for (let i = 0; i < inputCount; i++) {
              const parameter = weightOffset + j * inputCount + i;
              const weight = load(parameter, group);
              if (layer > 0) {
                const up = write.multiply(delta, weight);
                ups[i][group] = j === 0 ? up : write.add(ups[i][group], up);
              }
              store(parameter, group, write.subtract(weight, write.multiply(stepSize, from[i][group])));
            }
            store(biasOffset + j, group, write.subtract(load(biasOffset + j, group), stepSize));
          }
        }
        if (layer > 0) {
          deltas = ups.map((columns, i) =>
            columns.map((up, group) => writeTimesSlope(write, topology.hidden, up, from[i][group]))
          );
        }
      }
    },
  };
}
