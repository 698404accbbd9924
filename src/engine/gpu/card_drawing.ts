// Starting parameters drawn on a card, in all lanes at once: nothing but seeds is copied there.
// What must not change: a lane holds what `startingValues` gives for the parameters that `drawParameters` draws.
import { type Learning, startingValues } from "../learning.ts";
import { spreadsOf } from "../parameters.ts";
import { type Distribution, type Scheme, schemes } from "../rules/scheme.ts";
import { parameterCount, type Topology } from "../topology.ts";
import { MersenneTwister } from "../../random/mersenne_twister.ts";
import type { Card, CardModule } from "./card.ts";
import { DRAW_PARAMETERS, drawFunctionName, drawModuleText } from "./draw_module.ts";
import { NUMBER_BYTES } from "./lane_memory.ts";
import { STREAM_BYTES, WORD_BYTES } from "./random_code.ts";

/** What is to be drawn. */
export interface CardDrawingOptions {
  /** What a lane holds beside its parameters. */
  readonly learning: Learning;
  readonly scheme: Scheme;
  readonly laneCount: number;
}

/** What drawing a number takes, about, as `CardModule.run` counts work: most of it is the logarithm of normal numbers. */
const WORK_OF_NUMBER: Readonly<Record<Distribution, number>> = { normal: 500, uniform: 10 };

/** The module of each card: its text is the same for all networks. */
const modules = new WeakMap<Card, CardModule>();

/** Draws the starting parameters of networks of one topology. */
export class CardDrawing {
  readonly #card: Card;
  readonly #module: CardModule;
  readonly #distribution: Distribution;
  readonly #laneCount: number;
  readonly #drawnCount: number;
  readonly #valueCount: number;
  readonly #numbers: number;
  readonly #states: number;
  readonly #seeded = new MersenneTwister(0);

  constructor(card: Card, topology: Topology, { learning, scheme, laneCount }: CardDrawingOptions) {
    this.#card = card;
    this.#module = moduleOf(card);
    this.#distribution = schemes[scheme.name].distribution;
    this.#laneCount = laneCount;
    const spreads = spreadsOf(topology, scheme);
    const numbers = startingValues(learning, new Float64Array(parameterCount(topology)));
    numbers.set(spreads);
    this.#drawnCount = spreads.length;
    this.#valueCount = numbers.length;
    this.#numbers = card.allocate(numbers.byteLength);
    card.write(this.#numbers, numbers);
    this.#states = card.allocate(laneCount * STREAM_BYTES);
  }

  /** Gives the card's memory back. */
  free(): void {
    this.#card.free(this.#numbers);
    this.#card.free(this.#states);
  }

  /**
   * Fills all lanes with what their networks hold before the first row, see `startingValues`.
   *
   * @param lanes the address of the lanes' numbers.
   */
  draw(seeds: Float64Array, lanes: number): void {
    // To seed is quick, and refuses what is no seed.
    seeds.forEach((seed) => this.#seeded.seed(seed));
    const laneCount = this.#laneCount;
    this.#card.write(this.#states, Uint32Array.from(seeds));
    for (let from = 0; from < laneCount;) {
      const atOnce = Math.max(1, Math.floor(this.#card.workAtOnce / this.#workOfLane));
      const threadCount = Math.min(atOnce, laneCount - from);
      this.#run(threadCount, lanes + from * NUMBER_BYTES, this.#states + from * WORD_BYTES);
      from += threadCount;
    }
  }

  get #workOfLane(): number {
    return this.#drawnCount * WORK_OF_NUMBER[this.#distribution];
  }

  #run(threadCount: number, lanes: number, states: number): void {
    const parameters: Readonly<Record<typeof DRAW_PARAMETERS[number], number>> = {
      lanes,
      laneCount: this.#laneCount,
      threadCount,
      states,
      numbers: this.#numbers,
      drawnCount: this.#drawnCount,
      valueCount: this.#valueCount,
    };
    const values = DRAW_PARAMETERS.map((name) => parameters[name]);
    const name = drawFunctionName(this.#distribution);
    this.#module.run(name, values, threadCount, threadCount * this.#workOfLane);
  }
}

function moduleOf(card: Card): CardModule {
  const known = modules.get(card) ?? card.load(drawModuleText());
  modules.set(card, known);
  return known;
}
