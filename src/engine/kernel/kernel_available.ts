// Can this engine run a kernel at all?
// Why ask: some engines have no WebAssembly, or none with vectors; there the plain trainer does all the work.
import { FunctionWriter, VECTOR_OPERATION } from "./instructions.ts";
import { moduleBytes } from "./wasm_module.ts";

let answer: boolean | undefined;

/**
 * Whether this engine has WebAssembly with vectors; asked once.
 *
 * @example
 * ```ts
 * import { kernelIsAvailable } from "./kernel_available.ts";
 * if (typeof kernelIsAvailable() !== "boolean") throw new Error("wrong");
 * ```
 */
export function kernelIsAvailable(): boolean {
  answer ??= typeof WebAssembly === "object" && WebAssembly.validate(moduleWithVectors());
  return answer;
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
