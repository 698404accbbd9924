// An activation, a loss or an optimizer is one entry in src/engine/rules/: nothing else in src/ knows it by name.
// Why by name: code that asks "is it a tanh?" is a second place that a new rule would have to touch.

import assert from "node:assert/strict";
import { activationNames } from "../../src/engine/rules/activation.ts";
import { lossNames } from "../../src/engine/rules/loss.ts";
import { optimizerNames } from "../../src/engine/rules/optimizer.ts";
import { outputNames } from "../../src/engine/rules/output.ts";
import { filesBelow, textOf } from "./layers.ts";
import { parseTypeScript, walk } from "./syntax.ts";

const RULES = new Set<string>([...activationNames, ...outputNames, ...lossNames, ...optimizerNames]);

/** What names a rule for another reason: as a default, in an example, or because a function of the arithmetic is called so too. */
const OTHERS = [
  "src/engine/learning.ts",
  "src/experiment/drafting/draft_network.ts",
  "src/experiment/layer_settings.ts",
  "src/experiment/network_settings.ts",
  "src/experiment/settings.ts",
  "src/experiment/training_settings.ts",
  "src/explain/expression.ts",
  "src/export/operations.ts",
  "src/numeric/binary_arithmetic.ts",
];

/** The names of rules that stand in a file as strings. */
function namedIn(code: string, file = "x.ts"): readonly string[] {
  const names: string[] = [];
  walk(parseTypeScript(code, file), (node) => {
    if (node.type === "StringLiteral" && RULES.has(String(node.value))) names.push(String(node.value));
  });
  return names;
}

Deno.test("outside src/engine/rules/ no code names a rule", () => {
  const wrong = filesBelow("src")
    .filter((file) => !file.startsWith("src/engine/rules/") && !OTHERS.includes(file))
    .flatMap((file) => namedIn(textOf(file), file).map((name) => `${file} names ${name}`));
  assert.deepEqual(wrong, []);
});

Deno.test("that check sees a name, and each exception is one", () => {
  assert.deepEqual(namedIn('if (name === "tanh") twice();'), ["tanh"]);
  assert.deepEqual(namedIn("// tanh\ntanh(1);"), []);
  for (const file of OTHERS) assert.ok(namedIn(textOf(file)).length > 0, file);
});
