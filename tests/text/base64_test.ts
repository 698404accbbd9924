// Bytes as letters and digits, as another base64 has them.

import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { base64Of, base64UrlOf, bytesOfBase64Url } from "../../src/text/base64.ts";

const MANY = Uint8Array.from({ length: 260 }, (_, index) => index * 167 % 256);

Deno.test("bytes of every length have Node's base64, with and without padding, and come back", () => {
  for (let length = 0; length <= MANY.length; length++) {
    const bytes = MANY.subarray(0, length);
    assert.equal(base64Of(bytes), Buffer.from(bytes).toString("base64"));
    assert.equal(base64UrlOf(bytes), Buffer.from(bytes).toString("base64url"));
    assert.deepEqual(bytesOfBase64Url(base64UrlOf(bytes)), bytes.slice());
  }
});

Deno.test("digits that no bytes have are none: one too many, or bits that are left over", () => {
  assert.equal(bytesOfBase64Url("AAAAA"), null);
  assert.equal(bytesOfBase64Url("AB"), null);
  assert.deepEqual(bytesOfBase64Url("AA"), Uint8Array.of(0));
});
