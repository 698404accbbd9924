// A network's passes as straight code: step.ts and update.ts read as PTX, with all that is learned in registers.
// Why copies of registers: a value that was got must stay what it was when its place is set.
import type { Cells } from "../cells.ts";
import { immediateStepOf } from "../learning.ts";
import { adding, completed, feedforwardPass, moving, step, type StepSubject } from "../step.ts";
import { parameterCount, weightCount } from "../topology.ts";
import { type ParameterKind, placeOfCell, updateOver } from "../update.ts";
import type { GpuNetwork } from "./gpu_network.ts";
import { type LaneMemory, NUMBER_BYTES } from "./lane_memory.ts";
import type { Passes } from "./passes.ts";
import type { Operand } from "./ptx_code.ts";
import { RegisterArithmetic } from "./registers.ts";

/** Writes straight code into the function of a lane's memory. */
export function straightPasses(
  { topology, layers, learning, places, outputCount }: GpuNetwork,
  memory: LaneMemory,
): Passes {
  const { code } = memory;
  const o = new RegisterArithmetic(code);
  const { values } = places;
  const count = parameterCount(topology);
  const weights = weightCount(topology);
  const immediate = immediateStepOf(learning);
  const registers = Array.from({ length: values.end }, () => code.register("d"));
  const scratch = code.register("d");
  const cellsOf = (first: number): Cells<Operand> => ({
    // A copy, so that what is set later does not change what was got before.
    get: (index) => code.operate("d", "mov.f64", registers[first + index]),
    set: (index, value) => code.write(`mov.f64 ${registers[first + index]}, ${value}`),
  });
  const parameters = cellsOf(0);
  const numbersAt = (address: Operand, length: number): Operand[] =>
    Array.from({ length }, (_, index) => memory.loadFrom(address, index * NUMBER_BYTES));
  const subjectOf = (input: Operand): StepSubject<Operand> => ({
    layers,
    values: parameters,
    inputs: numbersAt(input, topology.inputCount),
  });

  /** The cells of a parameter, see `PARAMETER_CELL`. */
  function cellsOfParameter(parameter: number): Cells<Operand> {
    const placeOf = (cell: number): number => parameter + placeOfCell(cell, values.gradients, count);
    return {
      get: (cell) => parameters.get(placeOf(cell)),
      set: (cell, value) => parameters.set(placeOf(cell), value),
    };
  }

  function each(which: ParameterKind, visit: (cells: Cells<Operand>) => void): void {
    const [from, to] = which === "weights" ? [0, weights] : [weights, count];
    for (let parameter = from; parameter < to; parameter++) visit(cellsOfParameter(parameter));
  }

  let learningRate: Operand;
  return {
    begin() {
      registers.forEach((register, place) => {
        code.write(`ld.global.f64 ${register}, [${memory.address(place)}+0]`);
      });
      learningRate = memory.load(places.learningRate);
    },
    feedforward(input) {
      const passed = completed(feedforwardPass(o, subjectOf(input)));
      return passed[passed.length - 1];
    },
    learn(input, target) {
      const subject = subjectOf(input);
      const learner = () =>
        immediate === null
          ? adding(o, cellsOf(values.gradients))
          : moving(o, subject, immediate, learningRate);
      completed(step(o, subject, learning.loss, numbersAt(target, outputCount), learner));
    },
    update(rowCount) {
      const ofScratch: Cells<Operand> = {
        get: () => code.operate("d", "mov.f64", scratch),
        set: (_index, value) => code.write(`mov.f64 ${scratch}, ${value}`),
      };
      const all = { each, inDrawOrder: each, ofSteps: cellsOf(values.ofSteps), scratch: ofScratch };
      updateOver(o, learning)(all, learningRate, rowCount);
    },
    end() {
      registers.forEach((register, place) => memory.store(place, register));
    },
  };
}
