// Text and attributes of SVG: strict XML whatever they hold, and never markup.

import assert from "node:assert/strict";
import fc from "npm:fast-check@4.3.0";
import { SaxesParser } from "npm:saxes@6.0.0";
import { coordinate, element, group, legalText, stack, text } from "../../../src/report/chart/svg.ts";

Deno.test("text shows what was written and can never become markup (property, seed 1)", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), (content, value) => {
      let read = "";
      const parser = new SaxesParser();
      parser.on("text", (part) => read += part);
      parser.on("opentag", (tag) => {
        assert.equal(tag.name, "text");
        // An attribute turns blanks into spaces, as XML says.
        const blank = (part: string) => part.replace(/\r\n|[\t\n\r]/g, " ");
        assert.equal(tag.attributes.id, blank(legalText(value)));
      });
      parser.write(element("text", { id: value }, text(content))).close();
      assert.equal(read, legalText(content).replace(/\r\n?/g, "\n"));
    }),
    { seed: 1, numRuns: 300 },
  );
});

Deno.test("what XML cannot carry becomes the replacement character", () => {
  assert.equal(legalText("a\u0000b\u001bc\u007fd\u0085e\ud800f\udc00g\ufffeh\uffff"), "a�b�c�d�e�f�g�h�");
});

Deno.test("tabs, line ends, emoji and combining accents stay", () => {
  const content = "a\tb\nc\r🌱e\u0301字";
  assert.equal(legalText(content), content);
});

Deno.test("a coordinate has at most two decimal places and no negative zero", () => {
  const written = [1, 0.1 + 0.2, -0, -0.004, 1e-300, 12.345, -7.5, 1234567.891].map(coordinate);
  assert.deepEqual(written, ["1", "0.3", "0", "0", "0", "12.35", "-7.5", "1234567.89"]);
});

Deno.test("a coordinate that is not finite is a mistake of the program", () => {
  for (const value of [NaN, Infinity, -Infinity]) assert.throws(() => coordinate(value), /tried to draw/);
});

Deno.test("an attribute that is undefined is left out, an empty one stays", () => {
  assert.equal(element("g", { id: undefined, class: "" }), '<g class=""/>');
});

Deno.test("a group has one child a line and disappears without children", () => {
  const [a, b] = [element("a", {}), element("b", {})];
  assert.equal(group({ id: "x" }, [a, text(""), b]), '<g id="x">\n<a/>\n<b/>\n</g>');
  assert.equal(stack([text(""), group({}, [])]), "");
});
