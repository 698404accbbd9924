// A network's passes as straight code: step.ts read as WebAssembly, with instructions of their own for every weight.
// The lanes are cut into groups, each a column; within a step the groups follow each other neuron by neuron, so
// that the last operations of one column hide behind the first of the next.
import type { Learning } from "../learning.ts";
import { feedforwardPass, interleaved, moving, step, type StepSubject } from "../step.ts";
import { layersOf, type Topology } from "../topology.ts";
import { type Column, ColumnWriter } from "./columns.ts";
import type { FunctionWriter, Local } from "./instructions.ts";
import type { MemoryLayout } from "./memory_layout.ts";
import type { NetworkCode } from "./network_code.ts";

/**
 * Writes straight code for a topology into a function.
 *
 * @param columnHeight how many vectors a group has; divides the number of vectors.
 */
export function straightCode(
  code: FunctionWriter,
  topology: Topology,
  learning: Learning,
  layout: MemoryLayout,
  columnHeight: number,
): NetworkCode {
  const write = new ColumnWriter(code);
  const layers = layersOf(topology);
  const groups = Array.from(
    { length: layout.vectorOffsets.length / columnHeight },
    (_, group) => layout.vectorOffsets.slice(group * columnHeight, (group + 1) * columnHeight),
  );

  /** For each group, the network with its values and the row, which all groups share. */
  function subjects(input: Local): StepSubject<Column>[] {
    const inputs = numbersAt(input, layout.inputCount);
    return groups.map((offsets) => {
      const addresses = (index: number): number[] =>
        offsets.map((offset) => layout.values + index * layout.strideBytes + offset);
      const values = {
        get: (index: number) => write.load(undefined, addresses(index)),
        set: (index: number, value: Column) => write.store(undefined, addresses(index), value),
      };
      return { layers, values, inputs };
    });
  }

  /** So many doubles in a row, each for all lanes. */
  function numbersAt(address: Local, count: number): Column[] {
    return Array.from({ length: count }, (_, index) => write.loadForAll(address, index * 8));
  }

  return {
    groups,

    writeFeedforward(input) {
      const passes = subjects(input).map((subject) => feedforwardPass(write, subject));
      return interleaved(passes).map((passed) => passed[passed.length - 1]);
    },

    writeStep(input, target) {
      const all = subjects(input);
      const yTrue = numbersAt(target, layout.outputCount);
      const steps = all.map((subject, group) => {
        const begin = () => {
          const rates = groups[group].map((offset) => layout.learningRates + offset);
          return moving(write, subject, learning, write.load(undefined, rates), layout.parameterCount);
        };
        return step(write, subject, learning.loss, yTrue, begin);
      });
      interleaved(steps);
    },
  };
}
