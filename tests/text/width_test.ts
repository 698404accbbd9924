// How wide a text is, in a drawing and in the cells of a terminal.

import assert from "node:assert/strict";
import { cellCount, fitted, fittedCategory, shortened, textWidth } from "../../src/text/width.ts";

Deno.test("a wide character takes two cells, a combining one none", () => {
  assert.equal(cellCount("Émile"), 5);
  assert.equal(cellCount("E\u0301mile"), 5);
  assert.equal(cellCount("体重 한 🌱"), 10);
});

Deno.test("a text that fits is not shortened, one that does not ends in an ellipsis and fits", () => {
  assert.equal(shortened("weight", 6, cellCount), "weight");
  assert.equal(shortened("体重体重", 6, cellCount), "体重…");
  assert.equal(shortened("a b c", 3, cellCount), "a…");
  assert.equal(shortened("abc", 0, cellCount), "…");
});

Deno.test("an empty label has no width, and width grows with the font size", () => {
  assert.equal(textWidth("", 12), 0);
  assert.equal(textWidth("weight", 24), 2 * textWidth("weight", 12));
});

Deno.test("of a category's column the category is kept where the name is cut", () => {
  const room = textWidth("Frühstück=ne", 12);
  const [yes, no] = ["ja", "nein"].map((category) => fittedCategory(`Frühstück=${category}`, room, 12));
  assert.equal(yes, "Frühstück=ja");
  assert.match(no, /^Früh\S*…=nein$/);
  assert.ok(textWidth(no, 12) <= room);
});

Deno.test("a name without a category, or with one that takes all the room, is cut at its end", () => {
  for (
    const name of [
      "sepal_length_in_cm",
      "=sepal_length_in_cm",
      "c=sepal_length_in_cm",
      "color=sepal_length_in_cm",
    ]
  ) {
    assert.equal(fittedCategory(name, 60, 12), fitted(name, 60, 12));
  }
  assert.equal(fittedCategory("", 60, 12), "");
});
