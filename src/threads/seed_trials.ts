// Ten thousand seeds for a page: threads that train them, and word of those that have come, as often as a page can show it.
// Why apart: a page that tries no seeds loads none of it. What must not change: what was asked last alone is answered.

import { canonicalText } from "../experiment/config.ts";
import type { Experiment } from "../experiment/experiment.ts";
import { Luck, luckRefusal, type LuckRequest } from "../play/luck.ts";
import type { PlayEngine } from "../play/play_engine.ts";
import { type FromEngine, NOTHING_LOADED, type ToEngine } from "../play/engine_protocol.ts";
import { WorkerPool } from "./worker_pool.ts";

/** What the page asks for. */
export type LuckMessage = Extract<ToEngine, { readonly kind: "luck" }>;

/** What seeds are tried with. */
export interface SeedTrialsOptions {
  /** Sends an answer to the page. */
  readonly post: (message: FromEngine) => void;
  /** Starts a worker that runs `part_worker.ts`, from wherever that lies. */
  readonly makeWorker: () => Worker;
  /** How many of them try seeds. */
  readonly threadCount: number;
}

/** How often the page hears of seeds that have come, in milliseconds. */
const WORD_MS = 40;

/** Tries seeds of what an engine has loaded. */
export class SeedTrials {
  /** Made when seeds are tried first. */
  #pool: WorkerPool | null = null;
  /** The seeds tried last: a request that differs only in the text's own seed, or in the query, is answered from them. */
  #last: Luck | null = null;

  constructor(readonly options: SeedTrialsOptions) {}

  /**
   * Answers a request.
   *
   * @param isWanted whether it is still the last one: else it is given up.
   */
  async answer(
    { request, luck: asked, charts, isOfLast }: LuckMessage,
    loaded: PlayEngine["loaded"],
    isWanted: () => boolean,
  ): Promise<void> {
    const { post } = this.options;
    const refusal = loaded === null ? NOTHING_LOADED : luckRefusal(loaded.experiment, asked);
    if (loaded === null || refusal !== null) return post({ kind: "refused", request, ...refusal! });
    const last = this.#last !== null && answersAlike(this.#last, loaded.experiment, asked)
      ? this.#last
      : null;
    if (isOfLast && last?.isWhole !== true) {
      const hint = "try them";
      return post({
        kind: "refused",
        request,
        message: "seeds of this experiment were not tried last",
        hint,
      });
    }
    const luck = last ?? new Luck(loaded.experiment, asked);
    this.#last = luck;
    // What the seed in the text answers; null where it is not trained, or diverged.
    const own = loaded.run.outcome?.predictions[asked.query]?.outputs ?? null;
    const tell = (): void =>
      post({ kind: "luck", request, luck: luck.facts(asked, own, charts), isWhole: luck.isWhole });
    if (luck.isWhole) return tell();
    try {
      await this.#train(luck, isWanted, tell);
    } catch (error) {
      this.terminate();
      if (!isWanted()) return;
      const why = error instanceof Error ? error.message : String(error);
      post({
        kind: "refused",
        request,
        message: `no thread could try the seeds: ${why}`,
        hint: "reload the page",
      });
    }
  }

  /** Ends the threads. */
  terminate(): void {
    this.#pool?.terminate();
    this.#pool = null;
  }

  async #train(luck: Luck, isWanted: () => boolean, tell: () => void): Promise<void> {
    const { makeWorker, threadCount } = this.options;
    this.#pool ??= new WorkerPool({ makeWorker, threadCount: Math.max(1, threadCount), joinsIn: false });
    const parts = luck.queue();
    const queue = {
      get length() {
        return isWanted() ? parts.length : 0;
      },
      next: () => isWanted() ? parts.next() : null,
    };
    let wordMs = performance.now();
    const failure = await this.#pool.train({ frame: luck.frame, identity: null }, queue, (part) => {
      luck.take(part);
      const nowMs = performance.now();
      if (!isWanted() || luck.isWhole || nowMs - wordMs < WORD_MS) return;
      wordMs = nowMs;
      tell();
    });
    if (failure !== null) throw failure.error;
    if (isWanted()) tell();
  }
}

/** Whether seeds that were tried answer what is asked of an experiment, which may differ in its own seed. */
function answersAlike(luck: Luck, experiment: Experiment, { from, to, query }: LuckRequest): boolean {
  const { request } = luck;
  return request.from === from && request.to === to && luck.keeps(query) &&
    textButSeed(luck.experiment) === textButSeed(experiment);
}

function textButSeed(experiment: Experiment): string {
  return canonicalText({ ...experiment, init: { ...experiment.init, seed: 0 } });
}
