// What may be a name.

import assert from "node:assert/strict";
import { isLabel } from "../../src/experiment/label.ts";

Deno.test("names of all scripts are names", () => {
  for (const text of ["a", "Zoë", "体重", "👩‍🔬", "نام", "क्ष", "a b", "1", "-", "x".repeat(200)]) {
    assert.ok(isLabel(text), text);
  }
});

Deno.test("invisible characters, marks of direction and spaces at an end make no name", () => {
  const wrong = [
    "",
    " ",
    " a",
    "a ",
    "a\nb",
    "a\tb",
    "\u0000",
    "\u007f",
    "\u200b",
    "a\u202eb",
    "\u2066a",
    "\u061ca",
  ];
  for (const text of [...wrong, "\ufeffa", "\ud800", "a\u2028b", "\uffff", "x".repeat(201)]) {
    assert.ok(!isLabel(text), JSON.stringify(text));
  }
});
