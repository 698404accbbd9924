// How many held-out rows are learned as well: the same cells and the same target, whatever they are called.
// Why not by their texts: a table may have millions of cells, and this is asked whenever an experiment is read.

import type { Row } from "./dataset.ts";

/**
 * How many of some held-out rows have a learned row with the same values and the same targets. Empty cells are the same, and so
 * are 0 and -0.
 *
 * @example
 * ```ts
 * const learned = [{ name: "Ada", values: [1, 2], targets: [0] }];
 * const heldOut = [{ name: "Bob", values: [1, 2], targets: [0] }, { name: "Eve", values: [1, 2], targets: [1] }];
 * if (learnedCopyCount(learned, heldOut) !== 1) throw new Error("wrong");
 * ```
 */
export function learnedCopyCount(learned: readonly Row[], heldOut: readonly Row[]): number {
  const byHash = new Map<number, Row[]>();
  for (const row of heldOut) {
    const hash = hashOf(row);
    const others = byHash.get(hash);
    if (others === undefined) byHash.set(hash, [row]);
    else others.push(row);
  }
  let count = 0;
  for (const row of learned) {
    const hash = hashOf(row);
    const candidates = byHash.get(hash);
    if (candidates === undefined) continue;
    const others = candidates.filter((candidate) => !areSame(row, candidate));
    count += candidates.length - others.length;
    if (others.length === 0) byHash.delete(hash);
    else byHash.set(hash, others);
  }
  return count;
}

const double = new Float64Array(1);
const halves = new Uint32Array(double.buffer);

/** Of the bits of its numbers; the halves of each may stand either way round, since no hash leaves this file. */
function hashOf({ values, targets }: Row): number {
  return hashed(targets, hashed(values, values.length));
}

function hashed(numbers: readonly number[], start: number): number {
  let hash = start;
  for (const number of numbers) {
    // -0 + 0 is 0; an empty cell is NaN, whose bits differ from engine to engine.
    double[0] = number + 0;
    hash = Math.imul(hash ^ (Number.isNaN(number) ? 1 : halves[0] ^ Math.imul(halves[1], 31)), 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  return hash;
}

function areSame(one: Row, other: Row): boolean {
  return areEqual(one.values, other.values) && areEqual(one.targets, other.targets);
}

function areEqual(some: readonly number[], others: readonly number[]): boolean {
  return some.length === others.length &&
    some.every((value, index) =>
      value === others[index] || Number.isNaN(value) && Number.isNaN(others[index])
    );
}
