// The driver's functions are called as they are declared: against a driver that has no card, built for the test.

import assert from "node:assert/strict";
import { cardCount, CudaCard } from "../../src/host/cuda.ts";
import { WorldError } from "../../src/host/world_error.ts";
import { fakeDriver, ignoreWithoutCompiler } from "./fake_driver.ts";

const ignore = ignoreWithoutCompiler;

Deno.test({
  name: "what is written to a card is read back, and a function gets its parameters in order",
  ignore,
  async fn() {
    const library = await fakeDriver();
    assert.equal(cardCount(library), 2);
    const card = new CudaCard(1, library);
    assert.equal(card.name, "Fake B");
    assert.equal(card.freeBytes, 1234567);
    for (const length of [0, 1, 7, 8, 9, 1000]) {
      const numbers = Float64Array.from({ length: length + 3 }, (_, index) => index / 3).subarray(3);
      const address = card.allocate(8 * length + 1);
      const back = new Float64Array(length + 2).subarray(1, length + 1);
      card.write(address, numbers);
      card.read(address, back);
      assert.deepEqual(back, numbers);
      card.free(address);
    }
    const module = card.load(".version 7.0");
    const into = card.allocate(8 * 20);
    const read = new Float64Array(4);
    for (const large of [1, 2 ** 40, 2 ** 53 - 1]) {
      module.run("abc", [into, large, 3], 129, 1000);
      card.read(into, read);
      assert.deepEqual([...read], [into, large, 3, 256]);
    }
    module.unload();
  },
});

Deno.test({
  name: "a card that is found to be fast is given more at once, by no more than is known to be short",
  ignore,
  async fn() {
    const card = new CudaCard(0, await fakeDriver());
    const into = card.allocate(100);
    const before = card.workAtOnce;
    const module = card.load(".version 7.0");
    module.run("a", [into], 1, before);
    const after = card.workAtOnce;
    assert.ok(after > before && after <= 4 * before);
    // A call that is over at once is mostly its own beginning.
    module.run("a", [into], 1, 1);
    assert.equal(card.workAtOnce, after);
  },
});

Deno.test({
  name: "where there is no card, an old one or none of that number, it is said why and what to do",
  ignore,
  async fn() {
    const reasons: readonly (readonly [() => unknown, RegExp])[] = [
      [() => cardCount("/nowhere/libcuda.so.1"), /^no card: the driver of NVIDIA's cards is not installed/],
      [
        await lacking("cuMemGetInfo_v2"),
        /^no card: the driver is too old: it has no cuMemGetInfo_v2; the command run/,
      ],
      [await lost({ count: 0 }), /^no card: the driver finds none; the command run trains the same bytes/],
      [await lost({ init: 100 }), /could not start the driver: the driver finds no card/],
      [await lost({ major: 6 }), /Fake A has architecture 6, and 7 is needed/],
      [await lost({}, 2), /there are 2, and 2 was asked for, counted from 0/],
    ];
    for (const [open, message] of reasons) {
      assert.throws(open, (error) => error instanceof WorldError && message.test(error.message));
    }
    const card = new CudaCard(0, await fakeDriver());
    assert.throws(
      () => card.load("no text"),
      /^WorldError: card 0 \(Fake A\) could not compile .* too old for the text/,
    );
    assert.throws(
      () => card.allocate(10_000_000),
      /give 10000000 bytes: its memory is full; what is trained is kept/,
    );
  },
});

async function lost(options: Parameters<typeof fakeDriver>[0], index = 0): Promise<() => CudaCard> {
  const library = await fakeDriver(options);
  return () => new CudaCard(index, library);
}

/** Asks a driver that lacks one of its functions how many cards it has. */
async function lacking(name: string): Promise<() => number> {
  const library = await fakeDriver({ lacking: name });
  return () => cardCount(library);
}
