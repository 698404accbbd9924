// A share of a sweep's parts: those that one of several machines trains.
// What must not change: the shards of one count cover every part exactly once, so that together they are the sweep.

import { LIMITS } from "../experiment/limits.ts";
import { partRange, type SweepPlan } from "./plan.ts";

/** One of several shares of equal size. */
export interface Shard {
  /** From 1 to the count. */
  readonly index: number;
  readonly count: number;
}

/** More shares than a sweep can have trials help nobody. */
export const MOST_SHARDS = LIMITS.trials;

/**
 * The shard that a text names; null where it names none.
 *
 * @param text the number of the shard and how many there are: `3/16`.
 */
export function readShard(text: string): Shard | null {
  const [, index, count] = /^(\d{1,8})\/(\d{1,8})$/.exec(text) ?? [];
  const shard = { index: Number(index), count: Number(count) };
  return shard.index >= 1 && shard.index <= shard.count && shard.count <= MOST_SHARDS ? shard : null;
}

/** A shard as it is typed. */
export function shardText({ index, count }: Shard): string {
  return `${index}/${count}`;
}

/**
 * The parts of a shard: `[from, to)`. None where there are fewer parts than shards.
 *
 * @example
 * ```ts
 * const { from, to } = partsOfShard({ partCount: 10 }, { index: 2, count: 3 });
 * if (from !== 3 || to !== 6) throw new Error("wrong");
 * ```
 */
export function partsOfShard(
  { partCount }: Pick<SweepPlan, "partCount">,
  { index, count }: Shard,
): { readonly from: number; readonly to: number } {
  return {
    from: Math.floor((index - 1) * partCount / count),
    to: Math.floor(index * partCount / count),
  };
}

/** The trials of some parts in a row: `[from, to)`; none of no parts. */
export function trialsOfParts(
  plan: Pick<SweepPlan, "trialCount" | "partSize">,
  { from, to }: { readonly from: number; readonly to: number },
): { readonly from: number; readonly to: number } {
  const first = partRange(plan, from).from;
  return { from: first, to: to > from ? partRange(plan, to - 1).to : first };
}

/**
 * Numbers in ascending order as ranges `[from, to)`.
 *
 * @example
 * ```ts
 * const [first, second] = rangesOf([3, 4, 5, 9]);
 * if (first.from !== 3 || first.to !== 6 || second.from !== 9) throw new Error("wrong");
 * ```
 */
export function rangesOf(
  numbers: readonly number[],
): readonly { readonly from: number; readonly to: number }[] {
  const ranges: { from: number; to: number }[] = [];
  for (const number of numbers) {
    const last = ranges.at(-1);
    if (last?.to === number) last.to++;
    else ranges.push({ from: number, to: number + 1 });
  }
  return ranges;
}
