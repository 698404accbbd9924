// The engine's SHA-256 is the one that the manifest is made with anywhere else.
import assert from "node:assert/strict";
import { nativeHashOf } from "../../src/host/native_hash.ts";
import { hashOf } from "../../src/results/manifest.ts";

Deno.test("text, bytes and pieces have the same hash by the engine as in the library", async () => {
  const pieces = [new Uint8Array(70_000).fill(7), new Uint8Array(0), Uint8Array.of(1, 2, 3)];
  const large = Array.from({ length: 9 }, (_, index) => new Uint8Array(2_000_000).fill(index));
  for (const content of ["", "abc", "µ", pieces[0], pieces, large]) {
    assert.equal(await nativeHashOf(content), hashOf(content));
  }
});
