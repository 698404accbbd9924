// What is left for the page when it is loaded anew.

import assert from "node:assert/strict";
import { kept } from "../../src/web/kept.ts";

Deno.test("where nothing says how one came to the page, it begins as for one who is new", () => {
  assert.deepEqual(performance.getEntriesByType("navigation"), []);
  assert.equal(kept(), null);
});
