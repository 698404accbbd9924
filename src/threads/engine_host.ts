// The engine of a page in a worker: it works in turns, hears between them, and has threads of its own to try seeds on.
// What must not change: no answer waits for another request's long work, and no seed's trial differs from that of a terminal.

import type { ExportRequest } from "../play/exports.ts";
import type { EnginePart, EngineParts } from "../play/engine_parts.ts";
import { PlayEngine } from "../play/play_engine.ts";
import { type FromEngine, type ToEngine } from "../play/engine_protocol.ts";
import { LoopTurns } from "./loop_turns.ts";
import type { LuckMessage, SeedTrials } from "./seed_trials.ts";

/** What a host is made of. */
export interface EngineHostOptions {
  /** Sends an answer to the page, and hands over the memory of what it lists. */
  readonly post: (message: FromEngine, transfer: Transferable[]) => void;
  /** Starts a worker that runs `part_worker.ts`, from wherever that lies. */
  readonly makeWorker: () => Worker;
  /** How many of them try seeds. */
  readonly threadCount: number;
}

/** The engine with its threads. */
export class EngineHost {
  readonly #engine = new PlayEngine();
  readonly #turns = new LoopTurns();
  #isWorking = false;
  /** Loaded when seeds are tried first: a page that never does so has no further threads. */
  #trials: SeedTrials | null = null;
  /** The request for luck that is under way or waits. */
  #luck: LuckMessage | null = null;
  #luckWork: Promise<void> = Promise.resolve();

  constructor(readonly options: EngineHostOptions) {}

  /**
   * Hears a request of the page. A mistake of ours is reported as an error: of a promise that was rejected in a worker, no
   * page hears.
   */
  hear(message: ToEngine): void {
    if (message.kind === "luck") {
      this.#luck = message;
      this.#luckWork = this.#luckWork.then(() => this.#tryLuck(message)).catch(reportError);
      return;
    }
    if (message.kind === "forms" || message.kind === "export") {
      this.#export(message);
      return;
    }
    if (endsLuck(message)) this.#luck = null;
    this.#engine.hear(message);
    if (!this.#isWorking) this.#work().catch(reportError);
  }

  /** Ends its threads. */
  terminate(): void {
    this.#luck = null;
    this.#trials?.terminate();
    this.#turns.close();
  }

  async #work(): Promise<void> {
    await this.#turnUntilIdle();
    // After the first answer what is needed later comes unasked, so that no first edit waits for it.
    const isLater = this.#engine.loaded?.run.outcome && !this.#engine.has("later");
    const part = this.#engine.heldUpBy ?? (isLater ? "later" : null);
    if (part !== null) await this.#complete(part);
  }

  async #turnUntilIdle(): Promise<void> {
    this.#isWorking = true;
    try {
      while (!this.#engine.isIdle) {
        for (const answer of this.#engine.work()) this.#post(answer);
        await this.#turns.next();
      }
    } finally {
      this.#isWorking = false;
    }
  }

  /** Loads a part of the engine, and goes on. */
  async #complete(part: EnginePart): Promise<void> {
    let parts: Partial<EngineParts>;
    try {
      parts = await LOADED[part]();
    } catch (error) {
      for (const request of this.#engine.giveUp(part)) this.#post(notLoaded(request, error));
      if (!this.#isWorking) await this.#turnUntilIdle();
      return;
    }
    this.#engine.complete(parts);
    if (!this.#isWorking) await this.#work();
  }

  #post(answer: FromEngine): void {
    this.options.post(answer, answer.kind === "files" ? [answer.zip.buffer as ArrayBuffer] : []);
  }

  /** Answers about exports, with code that is loaded when somebody asks first: most never do. */
  async #export(asked: ExportRequest & { readonly request: number }): Promise<void> {
    const { request } = asked;
    try {
      const { exportAnswer } = await import("./exports.ts");
      this.#post({ ...exportAnswer(this.#engine.loaded?.run ?? null, asked), request });
    } catch (error) {
      this.#post(notLoaded(request, error));
    }
  }

  async #tryLuck(message: LuckMessage): Promise<void> {
    // What was asked for before it is read first.
    while (this.#isWorking && this.#luck === message) await this.#turns.next();
    if (this.#luck !== message) return;
    try {
      const { SeedTrials } = await import("./rare.ts");
      const { makeWorker, threadCount } = this.options;
      this.#trials ??= new SeedTrials({ post: (answer) => this.#post(answer), makeWorker, threadCount });
    } catch (error) {
      return this.#post(notLoaded(message.request, error));
    }
    if (this.#luck !== message) return;
    await this.#trials.answer(message, this.#engine.loaded, () => this.#luck === message);
  }
}

/** Whether the seeds that are tried are given up: those of an experiment that is no longer there tell nothing. */
function endsLuck(message: ToEngine): boolean {
  return message.kind === "load" || message.kind === "stop" && (message.what ?? "luck") === "luck";
}

/** How each part of the engine is loaded, with those that it stands on. */
const LOADED: Readonly<Record<EnginePart, () => Promise<Partial<EngineParts>>>> = {
  async reading() {
    const { readingOf } = await import("./reading.ts");
    return { reading: readingOf };
  },
  async later() {
    const { laterAnswers, readingOf } = await import("./later.ts");
    return { reading: readingOf, later: laterAnswers };
  },
  async rare() {
    const { laterAnswers, rareAnswers, readingOf } = await import("./rare.ts");
    return { reading: readingOf, later: laterAnswers, rare: rareAnswers };
  },
};

/** The answer to a request for which a part of the program is missing. */
function notLoaded(request: number, error: unknown): FromEngine {
  const why = error instanceof Error ? error.message : String(error);
  const message = `a part of the program could not be loaded: ${why}`;
  return { kind: "refused", request, message, hint: "reload the page" };
}
