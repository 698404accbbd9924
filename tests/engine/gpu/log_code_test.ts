// The logarithm of a card against the correctly rounded one of the cores.

import assert from "node:assert/strict";
import { logOf } from "../../../src/engine/gpu/log_code.ts";
import { LaneMemory } from "../../../src/engine/gpu/lane_memory.ts";
import { moduleText, PtxCode } from "../../../src/engine/gpu/ptx_code.ts";
import { log } from "../../../src/numeric/log.ts";
import vectors from "../../vectors/exp_log_correctly_rounded.json" with { type: "json" };
import { evenlySpread } from "../../numeric/evenly_spread.ts";
import { caseCount } from "../../requirement.ts";
import { InterpretedCard } from "./ptx_interpreter.ts";

/** Logarithms as a card makes them, a thread each. */
function logsOnCard(numbers: readonly number[]): readonly number[] {
  const code = new PtxCode("logs", ["lanes", "laneCount"]);
  const memory = new LaneMemory(code);
  memory.store(0, logOf(code, memory.load(0)));
  const card = new InterpretedCard();
  const lanes = card.allocate(8 * numbers.length);
  card.write(lanes, Float64Array.from(numbers));
  card.load(moduleText([code])).run("logs", [lanes, numbers.length], numbers.length, 1);
  const found = new Float64Array(numbers.length);
  card.read(lanes, found);
  return [...found];
}

function assertEqualLogs(numbers: readonly number[]): void {
  logsOnCard(numbers).forEach((found, index) => {
    assert.ok(Object.is(found, log(numbers[index])), `log(${numbers[index]}) is not ${found}`);
  });
}

Deno.test("a card's logarithm is the correctly rounded one between 0 and 1", () => {
  const known = vectors.log.filter(([x]) => x >= 2 ** -1022 && x < 1);
  assert.ok(known.length > 20);
  assert.deepEqual(logsOnCard(known.map(([x]) => x)), known.map(([, y]) => y));
  assertEqualLogs(evenlySpread(caseCount(2000, 20000), 0, 1));
});

Deno.test("a card's logarithm is right next to 1, at powers of two, around √½ and where 62 bits do not tell", () => {
  const steps = Array.from({ length: 100 }, (_, index) => index - 50);
  const powers = Array.from({ length: 1022 }, (_, index) => 2 ** -(index + 1));
  assertEqualLogs(steps.filter((step) => step < 0).map((step) => 1 + step * Number.EPSILON / 2));
  assertEqualLogs([...powers, ...powers.map((power) => power * (2 - Number.EPSILON))].filter((x) => x < 1));
  assertEqualLogs(steps.map((step) => (Math.sqrt(2) + step * Number.EPSILON) / 2));
  assertEqualLogs([0.38869760529674746, 0.5619521568090926, 0.7142684608595723, 0.9179806650846607]);
});
