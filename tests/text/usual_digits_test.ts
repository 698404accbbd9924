// Digits of other scripts are read as the usual ones, to say what to write.

import assert from "node:assert/strict";
import { inUsualDigits } from "../../src/text/usual_digits.ts";

Deno.test("digits of other scripts and of full width are written in the usual ones, and no letters of these scripts", () => {
  assert.equal(inUsualDigits("\uff0d\uff11\uff0e\uff15kg"), "-1.5kg");
  assert.equal(inUsualDigits("\u0663\u066b\u0669 \u06f0 \u096f"), "3.9 0 9");
  for (const text of ["1.5", "größe", "\u0645\u062a\u0631", "性別"]) assert.equal(inUsualDigits(text), text);
});
