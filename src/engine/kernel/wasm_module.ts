// Puts finished functions together to the bytes of a WebAssembly module (core specification, section 5.5).
// Why: a kernel is compiled from bytes made in memory, so nothing is built, shipped or cached.

import { type FunctionWriter, unsigned } from "./instructions.ts";

/**
 * The bytes of a module that exports each function under its name and imports its memory as
 * `kernel.memory`.
 *
 * @param functions names and bodies; no function returns a value.
 *
 * @example A module without functions compiles
 * ```ts
 * import { moduleBytes } from "./wasm_module.ts";
 * if (!WebAssembly.validate(moduleBytes({}))) throw new Error("wrong");
 * ```
 */
export function moduleBytes(functions: Readonly<Record<string, FunctionWriter>>): Uint8Array<ArrayBuffer> {
  const names = Object.keys(functions);
  const writers = Object.values(functions);
  const types = writers.map(({ parameters }) => [0x60, ...list(parameters.map((type) => [type])), 0]);
  const head = [
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, list(types)),
    ...section(2, list([[...text("kernel"), ...text("memory"), 2, 0, 1]])),
    ...section(3, list(writers.map((_, index) => unsigned(index)))),
    ...section(7, list(names.map((name, index) => [...text(name), 0, ...unsigned(index)]))),
  ];
  const bodies = writers.map((writer) => writer.bytes());
  const bodiesSize = bodies.reduce((sum, body) => sum + body.length, 0);
  const count = unsigned(writers.length);
  const codeHead = [10, ...unsigned(count.length + bodiesSize), ...count];
  const bytes = new Uint8Array(head.length + codeHead.length + bodiesSize);
  bytes.set(head);
  bytes.set(codeHead, head.length);
  let at = head.length + codeHead.length;
  for (const body of bodies) {
    bytes.set(body, at);
    at += body.length;
  }
  return bytes;
}

function section(id: number, content: readonly number[]): number[] {
  return [id, ...unsigned(content.length), ...content];
}

function list(items: readonly (readonly number[])[]): number[] {
  return [...unsigned(items.length), ...items.flat()];
}

function text(value: string): number[] {
  return list(Array.from(value, (letter) => [letter.charCodeAt(0)])); // names are ASCII
}
