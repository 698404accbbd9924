// Settings that 0.1.0 did not have: where nothing comes of them, an experiment keeps the id that 0.1.0 gave it.

import assert from "node:assert/strict";
import { resultFolder } from "../../mod.ts";
import { classicSet, parsed } from "./experiments.ts";
import { frozenHashes } from "./frozen_hashes.ts";

const { random } = frozenHashes(classicSet);

/** What a file may say without anything coming of it. */
const NEUTRAL = {
  training: {
    optimizer: "sgd",
    momentum: 0,
    nesterov: false,
    l1: 0,
    l2: 0,
    batch_size: 1,
    shuffle: false,
  },
  init: { scheme: "classic" },
};

function withNeutral(text: string): string {
  const file = JSON.parse(text);
  const isGiven = file.init?.weights !== undefined;
  return JSON.stringify({
    ...file,
    init: isGiven ? file.init : { ...NEUTRAL.init, ...file.init },
    training: { ...NEUTRAL.training, ...file.training },
  });
}

Deno.test("a thousand random experiments have the ids of 0.1.0, with and without what says nothing", () => {
  for (const { name, text } of classicSet.random) {
    const [folder] = random[name].split(" ");
    assert.equal(resultFolder(parsed({ name, text })), folder);
    assert.equal(resultFolder(parsed({ name, text: withNeutral(text) })), folder);
  }
});
