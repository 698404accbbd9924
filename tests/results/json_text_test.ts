// Tests src/results/json_text.ts.
import assert from "node:assert/strict";
import fc from "npm:fast-check@4.3.0";
import { jsonText } from "../../src/results/json_text.ts";
import { isVisibleText } from "../../src/text/visible_text.ts";

Deno.test("controls, marks of direction and what takes no room are escaped, in keys and values", () => {
  assert.equal(jsonText({ "a\u009b": "\u202eb" }), '{ "a\\u009b": "\\u202eb" }\n');
  assert.equal(jsonText(["\u007f\u3164\u{e0041}\ud800"]), '["\\u007f\\u3164\\udb40\\udc41\\ud800"]\n');
});

Deno.test("letters of all scripts, emoji and their joiners stay as they are", () => {
  const text = "Zoë 体重 👩‍🔬 ❤️ می‌خواهم –";
  assert.equal(jsonText(text), `"${text}"\n`);
});

Deno.test("every text reads back as it was and can be seen whole, seed 3", () => {
  const text = fc.string({ unit: "binary" });
  fc.assert(
    fc.property(fc.dictionary(text, text), (value) => {
      const written = jsonText(value);
      assert.deepEqual(JSON.parse(written), { ...value });
      assert.ok(isVisibleText(written), JSON.stringify(written));
    }),
    { seed: 3, numRuns: 1000 },
  );
});
