// Which work of a sweep a graphics card does: it trains, and where that pays it draws.
// What must not change: whoever draws, a trial starts from the same bits, so that this is a matter of speed alone.

import type { Card } from "../engine/gpu/card.ts";
import { GpuLanes } from "../engine/gpu/gpu_lanes.ts";
import { gpuLaneBytes, MOST_GPU_LANES } from "../engine/gpu/gpu_network.ts";
import { learningOf } from "../engine/learning.ts";
import { rowCountOf } from "../engine/training_data.ts";
import type { Scheme } from "../engine/rules/scheme.ts";
import type { TrialGroup, Variant } from "./grouped_trials.ts";

/**
 * The scheme by which a card draws the starting parameters; null where the cores draw them. The card does wherever seeds draw
 * and nobody else needs the stream: an order of rows that goes on with it (`shuffle: true`) is drawn on the cores, and they
 * have drawn the parameters by then.
 */
export function schemeOnCard({ scheme, givenParameters, shuffle }: Variant): Scheme | null {
  return givenParameters === null && shuffle !== "init" ? scheme : null;
}

/** What a trial of a variant takes of a card's memory, in bytes: where it has an order of rows of its own, that too. */
export function cardBytesOfTrial(variant: Variant): number {
  const { topology, data, learning, rowForm } = variant;
  const orderBytes = rowForm === "lanes" ? rowCountOf(topology, data) * Uint32Array.BYTES_PER_ELEMENT : 0;
  return gpuLaneBytes(topology, learningOf(learning), schemeOnCard(variant) !== null) + orderBytes;
}

/**
 * Lanes on a card for a group of trials: one for each, or as many as there is room for.
 *
 * @param memoryBytes what they may take of the card's memory.
 */
export function cardLanes(card: Card, { variant, places }: TrialGroup, memoryBytes: number): GpuLanes {
  const fitting = Math.max(1, Math.floor(memoryBytes / cardBytesOfTrial(variant)));
  return new GpuLanes(card, variant.topology, variant.data, {
    learning: learningOf(variant.learning),
    laneCount: Math.min(places.length, MOST_GPU_LANES, fitting),
    haveOwnOrders: variant.rowForm === "lanes",
    scheme: schemeOnCard(variant),
  });
}
