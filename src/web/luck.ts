// Luck: the answer to one query from ten thousand starts, counted while they learn.
// Why only when asked for: it takes every core for a moment, and a beginner should first know what one start is.

import type { EngineRequest } from "../play/engine_protocol.ts";
import type { ChartSizes } from "./chart_sizes.ts";
import type { EngineClient } from "./engine_client.ts";
import { batch, computed, effect, type ReadonlySignal, type Signal, signal } from "./preact.ts";
import type { Store } from "./store.ts";

/** How many seeds may be tried, from 1 on. */
const SEED_COUNTS = [10_000, 1000, 100, 10];
/** Whoever tries seeds waits so long at most, by the estimate. */
const MOST_MS = 20_000;
/** In a sweep so many networks take about as long as one alone: lanes of the kernel, times a few threads. */
const AT_ONCE = 16;

/** The most seeds that are tried soon, for an experiment of which one run takes so long. */
export function seedCountFor(estimateMs: number): number {
  return SEED_COUNTS.find((count) => count * estimateMs / AT_ONCE <= MOST_MS) ??
    SEED_COUNTS[SEED_COUNTS.length - 1];
}

/** Asks for luck. */
export class Luck {
  /** Which query was picked. */
  readonly picked: Signal<number> = signal(0);
  /** Which query is counted: the first one, where the picked one is gone. */
  readonly query: ReadonlySignal<number> = computed(() => {
    const queries = this.store.facts.value?.queries ?? [];
    return queries[this.picked.value] === undefined ? 0 : this.picked.value;
  });

  constructor(
    private readonly store: Store,
    private readonly engine: EngineClient,
    private readonly sizes: ChartSizes,
  ) {
    effect(() => {
      if (store.run.value !== null) this.lookAgain();
    });
  }

  /** Trains from every seed, and shows the answers as they come. */
  start(): void {
    const { store } = this;
    store.isTryingLuck.value = true;
    const request = this.#request();
    this.engine.send(request, (answer) => {
      batch(() => {
        if (answer.kind === "refused") {
          store.notice.value = `${answer.message}: ${answer.hint}`;
        }
        if (answer.kind === "refused" || answer.kind === "luck" && answer.isWhole) {
          store.isTryingLuck.value = false;
        }
        if (answer.kind === "luck") store.luck.value = answer.luck;
      });
      // What is said of the first seeds may have left the chart another place than it was asked for.
      if (request.charts[0] !== this.sizes.requests("histogram")[0]) this.lookAgain();
    });
  }

  /** After a change: where the answer now stands among the seeds that were tried, if they are of the same experiment. */
  lookAgain(): void {
    if (this.store.luck.peek() === null || this.store.isTryingLuck.peek()) return;
    this.engine.send({ ...this.#request(), isOfLast: true }, (answer) => {
      this.store.luck.value = answer.kind === "luck" ? answer.luck : null;
    });
  }

  #request(): Extract<EngineRequest, { readonly kind: "luck" }> {
    const to = seedCountFor(this.store.facts.peek()?.estimateMs ?? 0);
    const luck = { from: 1, to, query: this.query.peek() };
    return { kind: "luck", luck, charts: this.sizes.requests("histogram") };
  }

  /** Gives up. */
  stop(): void {
    this.store.isTryingLuck.value = false;
    this.engine.send({ kind: "stop", what: "luck" }, () => {});
  }
}
