// The bytes that the small assembler writes, against the specification and against the engine's own validation.
import assert from "node:assert/strict";
import { FunctionWriter, I32, signed, unsigned, V128 } from "../../../src/engine/kernel/instructions.ts";
import { moduleBytes } from "../../../src/engine/kernel/wasm_module.ts";

Deno.test("LEB128 gives the bytes of the format's published examples", () => {
  assert.deepEqual(unsigned(624485), [0xe5, 0x8e, 0x26]);
  assert.deepEqual(unsigned(127), [0x7f]);
  assert.deepEqual(unsigned(128), [0x80, 0x01]);
  assert.deepEqual(unsigned(2 ** 31), [0x80, 0x80, 0x80, 0x80, 0x08]);
  assert.deepEqual(signed(-123456), [0xc0, 0xbb, 0x78]);
  assert.deepEqual(signed(63), [0x3f]);
  assert.deepEqual(signed(64), [0xc0, 0x00]);
  assert.deepEqual(signed(-64), [0x40]);
});

Deno.test("a function with local variables of mixed types is valid", () => {
  const code = new FunctionWriter([I32, V128]);
  code.local(V128);
  code.local(I32);
  code.local(I32);
  assert.equal(code.local(V128), 5);
  assert.ok(WebAssembly.validate(moduleBytes({ nothing: code })));
});

Deno.test("a loop that counts down runs as often as its counter says", () => {
  const code = new FunctionWriter([I32, I32]);
  const [address, count] = [0, 1];
  code.countDown(count, () => code.store(address, 0, code.constant(2.5)));
  const rounds = new FunctionWriter([I32]);
  const at = rounds.local(I32);
  rounds.setInteger(at, 16);
  rounds.countDown(0, () => {
    rounds.store(at, 0, rounds.constant(1));
    rounds.advance(at, 16);
  });
  const memory = new WebAssembly.Memory({ initial: 1 });
  const module = new WebAssembly.Module(moduleBytes({ code, rounds }));
  const exported = new WebAssembly.Instance(module, { kernel: { memory } }).exports;
  (exported.code as (address: number, count: number) => void)(0, 1);
  (exported.rounds as (count: number) => void)(3);
  assert.deepEqual([...new Float64Array(memory.buffer, 0, 9)], [2.5, 2.5, 1, 1, 1, 1, 1, 1, 0]);
});
