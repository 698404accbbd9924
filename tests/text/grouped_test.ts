// Commas between thousands.

import assert from "node:assert/strict";
import { grouped } from "../../src/text/grouped.ts";

Deno.test("commas stand between thousands from five digits on, and none after the point", () => {
  const written = ["0", "1000", "9999", "10000", "1234567.12345"].map(grouped);
  assert.deepEqual(written, ["0", "1000", "9999", "10,000", "1,234,567.12345"]);
});
