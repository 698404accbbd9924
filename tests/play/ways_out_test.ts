// Tests src/play/ways_out.ts: which sentences of hints tell to do something, and what.

import assert from "node:assert/strict";
import { type WayOut, waysOut } from "../../src/play/ways_out.ts";

const write = (text: string): WayOut => ({ kind: "write", text });
const rename = (to: string): WayOut => ({ kind: "rename", to });
const set = (key: string, value: string): WayOut => ({ kind: "set", key, value });
const remove = (key: string | null = null): WayOut => ({ kind: "remove", key });

const cases: readonly (readonly [hint: string, ...ways: WayOut[]])[] = [
  ["did you mean epochs?", rename("epochs")],
  ["did you mean init.seed?", rename("init.seed"), rename("seed"), { kind: "move", to: "init.seed" }],
  ["it belongs in init: init.seed", { kind: "move", to: "init.seed" }],
  ["write 5", write("5")],
  ["write it with a point: 0.5", write("0.5")],
  ["write the number alone: 5", write("5")],
  ["write relu, or another activation of hidden layers", write("relu")],
  ["write [0.1, 0.2]", write("[0.1, 0.2]")],
  ["write shuffle_seed: 0 in its place", set("shuffle_seed", "0")],
  ["write output: sigmoid, or loss: mse", set("output", "sigmoid"), set("loss", "mse")],
  ["add momentum: 0.9, or remove it", set("momentum", "0.9"), remove()],
  ["leave loss out, or write output: sigmoid", set("output", "sigmoid"), remove("loss")],
  ["leave it out: each neuron has a bias", remove()],
  ["remove it", remove()],
  ["remove one of the two", remove()],
  ["give it a value, or remove the key", remove()],
  ["remove the quotes", { kind: "unquote" }],
  ["write one value, without brackets", { kind: "unbracket" }],
  ['close it with "', { kind: "close", mark: '"' }],
  ["sweep over fewer values"],
  ["remove the lines above it, such as titles and comments"],
  ["it makes 4 steps: 1 epoch × 4 rows"],
];

for (const [hint, ...ways] of cases) {
  Deno.test(`what there is to do: ${hint}`, () => {
    assert.deepEqual([...waysOut(hint)], ways);
  });
}
