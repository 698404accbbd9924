// A network's passes as straight code: step.ts read as WebAssembly, with instructions of their own for every weight.
// The lanes are cut into groups, each a column; within a step the groups follow each other neuron by neuron, so
// that the last operations of one column hide behind the first of the next.
import type { Learner } from "../layer_contract.ts";
import { immediateStepOf, type Learning } from "../learning.ts";
import { adding, feedforwardPass, interleaved, moving, step, type StepSubject } from "../step.ts";
import { layersOf, type Topology } from "../topology.ts";
import { type Column, ColumnWriter } from "./columns.ts";
import type { FunctionWriter, Local } from "./instructions.ts";
import { DOUBLE_SIZE_BYTES, laneVectors, type MemoryLayout } from "./memory_layout.ts";
import {
  cellsOfLanes,
  type LaneNumbers,
  laneNumbers,
  type NetworkCode,
  trainedNumber,
} from "./network_code.ts";

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
  const immediate = immediateStepOf(learning);
  const vectors = laneVectors(layout.laneCount);
  const groups = Array.from(
    { length: vectors.length / columnHeight },
    (_, group) => laneNumbers(write, layout, vectors.slice(group * columnHeight, (group + 1) * columnHeight)),
  );

  /**
   * For each group, so many numbers of a trained row. Those that each lane has of its own are put at addresses that are known:
   * only there may an engine join what is done to two vectors, as it need not check each address.
   *
   * @param place of the first of them among the numbers of a row.
   */
  function trainedNumbers(address: Local, count: number, place: number): Column[][] {
    const numbersOf = (lanes: LaneNumbers): Column[] =>
      Array.from({ length: count }, (_, index) => trainedNumber(write, layout, lanes, address, index));
    if (layout.rowForm !== "lanes") {
      const shared = numbersOf(groups[0]);
      return groups.map(() => shared);
    }
    return groups.map((lanes) => {
      const row = cellsOfLanes(lanes, layout, layout.row);
      numbersOf(lanes).forEach((number, index) => row.set(place + index, number));
      return Array.from({ length: count }, (_, index) => row.get(place + index));
    });
  }

  /** For each group, the network with its parameters and the row. */
  function subjects(inputs: readonly (readonly Column[])[]): StepSubject<Column>[] {
    return groups.map((lanes, index) => ({
      layers,
      values: cellsOfLanes(lanes, layout, layout.values),
      inputs: inputs[index],
    }));
  }

  function learnerOf(subject: StepSubject<Column>, lanes: LaneNumbers): Learner<Column> {
    if (immediate === null) return adding(write, cellsOfLanes(lanes, layout, layout.gradients));
    return moving(write, subject, immediate, lanes.load(undefined, layout.learningRates));
  }

  return {
    groups,

    writeFeedforward(input) {
      const inputs = Array.from(
        { length: layout.inputCount },
        (_, i) => write.loadTwice(input, [i * DOUBLE_SIZE_BYTES]),
      );
      const passes = subjects(groups.map(() => inputs)).map((subject) => feedforwardPass(write, subject));
      return interleaved(passes).map((passed) => passed[passed.length - 1]);
    },

    writeLearning(input, target) {
      const all = subjects(trainedNumbers(input, layout.inputCount, 0));
      const yTrue = trainedNumbers(target, layout.outputCount, layout.inputCount);
      interleaved(
        all.map((subject, index) =>
          step(write, subject, learning.loss, yTrue[index], () => learnerOf(subject, groups[index]))
        ),
      );
    },
  };
}
