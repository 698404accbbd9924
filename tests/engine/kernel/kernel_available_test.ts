// Kernels are used where they can be compiled, and nowhere else.
import assert from "node:assert/strict";
import { kernelIsAvailable } from "../../../src/engine/kernel/kernel_available.ts";

/** Asks as a program does that starts where `WebAssembly` is this. */
async function isAvailableWhere(webAssembly: unknown): Promise<boolean> {
  const real = globalThis.WebAssembly;
  // A module of its own each time, as the answer is kept.
  const path = `../../../src/engine/kernel/kernel_available.ts?${crypto.randomUUID()}`;
  const fresh: { kernelIsAvailable(): boolean } = await import(path);
  Object.assign(globalThis, { WebAssembly: webAssembly });
  try {
    return fresh.kernelIsAvailable();
  } finally {
    Object.assign(globalThis, { WebAssembly: real });
  }
}

Deno.test("this engine can run kernels", async () => {
  assert.equal(kernelIsAvailable(), true);
  assert.equal(await isAvailableWhere(WebAssembly), true);
});

Deno.test("there are no kernels where a page's policy forbids to compile what is valid", async () => {
  class Refusing {
    constructor() {
      throw new WebAssembly.CompileError("blocked by Content Security Policy");
    }
  }
  assert.equal(await isAvailableWhere({ validate: () => true, Module: Refusing }), false);
});

Deno.test("there are no kernels where there is no WebAssembly", async () => {
  assert.equal(await isAvailableWhere(undefined), false);
});
