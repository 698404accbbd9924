// Can this engine run a kernel at all, and is there one for a network and its rows?
// Why compile and not validate: some engines have no WebAssembly or none with vectors, and a page's security policy may
// forbid compiling what is valid. There the plain trainer does all the work.
import type { Topology } from "../topology.ts";
import { FunctionWriter } from "./instructions.ts";
import { kernelKnows, type RowForm, rowsFit } from "./kernel_shape.ts";
import { VECTOR_OPERATION } from "./opcodes.ts";
import { moduleBytes } from "./wasm_module.ts";

let answer: boolean | undefined;

/**
 * Whether WebAssembly with vectors can be compiled here; asked once.
 *
 * @example
 * ```ts
 * import { kernelIsAvailable } from "./kernel_available.ts";
 * if (typeof kernelIsAvailable() !== "boolean") throw new Error("wrong");
 * ```
 */
export function kernelIsAvailable(): boolean {
  answer ??= compiles(moduleWithVectors());
  return answer;
}

/**
 * Whether there can be a kernel here, code for a network, and room for its rows.
 *
 * @param numberCount inputs and targets of all rows.
 */
export function canHaveKernel(
  topology: Topology,
  numberCount: number,
  rowForm: RowForm,
  laneCount: number,
): boolean {
  return kernelIsAvailable() && kernelKnows(topology) && rowsFit(numberCount, rowForm, laneCount);
}

function compiles(bytes: Uint8Array<ArrayBuffer>): boolean {
  try {
    new WebAssembly.Module(bytes);
    return true;
  } catch {
    return false; // whatever the reason
  }
}

function moduleWithVectors(): Uint8Array<ArrayBuffer> {
  const code = new FunctionWriter([]);
  const one = code.constant(1);
  code.get(one);
  code.get(one);
  code.operate(VECTOR_OPERATION.divide);
  code.keep();
  return moduleBytes({ divide: code });
}
