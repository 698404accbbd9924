// Tests src/document/html_words.ts: words from right to left among others.

import assert from "node:assert/strict";
import { proseHtml } from "../../src/document/html_words.ts";

Deno.test("each name from right to left is apart from the words, numbers and names around it", () => {
  assert.equal(
    proseHtml("from משקל גוף, الطول and x: 200 times"),
    "from <bdi>משקל גוף</bdi>, <bdi>الطول</bdi> and x: 200 times",
  );
  assert.equal(proseHtml("<קג>"), "&lt;<bdi>קג</bdi>&gt;");
  assert.equal(proseHtml("Größe & 身長"), "Größe &amp; 身長");
});
