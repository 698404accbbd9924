// The engine behind a page, in turns: it hears requests at any time, and each turn of work answers one or does a slice of one.
// What must not change: no clock and no waiting, so that a worker's entry point only passes messages on, and a test drives it
// step by step. Until it is given its parts (`EngineParts`), it goes on with what needs none: training and drawing.

import type { Experiment } from "../experiment/experiment.ts";
import { notesAfter } from "../run/notes_after.ts";
import { verdictOf } from "../run/verdict.ts";
import { verdictWords } from "../run/verdict_words.ts";
import type { PlayDocument } from "./document.ts";
import { type EnginePart, type EngineParts, partFor, PARTS } from "./engine_parts.ts";
import {
  type EngineAnswer,
  type EngineRequest,
  type FromEngine,
  LIVE_MS,
  NOTHING_LOADED,
  refused,
  type ToEngine,
} from "./engine_protocol.ts";
import { frameOf } from "./frame.ts";
import { type Pin, pinned, unpinned } from "./pins.ts";
import { type RowFinder, rowFinder } from "./row_finder.ts";
import { estimateMsOf, StandingRun } from "./standing_run.ts";
import { trainedInSlices } from "./training_slices.ts";
import type { ViewState } from "./view.ts";

/** How the engine works. */
export interface EngineOptions {
  /** About how long a turn trains, by the estimate, in milliseconds: so long nothing is heard. */
  readonly sliceMs?: number;
}

const SLICE_MS = 12;

/** What is at work: a document that reads, and its run. */
interface Loaded {
  readonly play: PlayDocument;
  readonly experiment: Experiment;
  /** The SHA-256 of what it asks for. */
  readonly hash: string;
  readonly run: StandingRun;
  readonly find: RowFinder;
}

/** A request that is not answered yet. */
interface Waiting {
  readonly message: ToEngine;
  /** The part without which it cannot be answered; null for none. */
  readonly needs: EnginePart | null;
}

/** Something that takes several turns: each gives what there is to say, null for nothing, or names the part that the next needs. */
interface Job {
  readonly kind: EngineRequest["kind"];
  readonly request: number;
  /** Whether it ends where something else is loaded. */
  readonly isOfLoaded: boolean;
  readonly turns: Generator<EngineAnswer | EnginePart | null, void>;
  needs: EnginePart | null;
}

/** In which order requests are answered; those of a kind replace each other, but pins. */
const RANK = {
  stop: 0,
  load: 1,
  edit: 2,
  complete: 3,
  hover: 4,
  rows: 5,
  fixes: 6,
  table: 7,
  pin: 8,
  unpin: 9,
  show: 10,
  train: 11,
  files: 12,
  forms: 13,
  export: 14,
  verify: 15,
  luck: 16,
} as const satisfies Record<EngineRequest["kind"], number>;

/** The engine. */
export class PlayEngine {
  /** Those that it was given. */
  #parts: Partial<EngineParts> = {};
  readonly #sliceMs: number;
  #waiting: readonly Waiting[] = [];
  #loaded: Loaded | null = null;
  #pins: readonly Pin[] = [];
  /** The training of what is loaded, and what else takes long. */
  #training: Job | null = null;
  #other: Job | null = null;

  constructor({ sliceMs = SLICE_MS }: EngineOptions = {}) {
    this.#sliceMs = sliceMs;
  }

  /** What is loaded, with the answer of its run where it is trained; null where nothing is. */
  get loaded(): { readonly experiment: Experiment; readonly run: StandingRun } | null {
    return this.#loaded;
  }

  /** Hears a request; it is answered in a later turn. */
  hear(message: ToEngine): void {
    const { kind } = message;
    if (kind === "stop" && message.what !== undefined) return this.#end(message.what);
    const isReplaced = (other: Waiting): boolean =>
      other.message.kind === kind && kind !== "pin" && kind !== "unpin";
    const kept = this.#waiting.filter((other) => !isReplaced(other));
    this.#waiting = [...kept, { message, needs: partFor(message) }];
  }

  /** Ends one kind of work, whether it has begun or waits; seeds are tried elsewhere. */
  #end(kind: EngineRequest["kind"]): void {
    this.#waiting = this.#waiting.filter((one) => one.message.kind !== kind);
    if (this.#other?.kind === kind) this.#other = null;
  }

  /** Takes parts, which are loaded now. What came read is read here as well, before anything is said of its files. */
  complete(parts: Partial<EngineParts>): void {
    const couldRead = this.has("reading");
    this.#parts = { ...this.#parts, ...parts };
    if (!couldRead && this.has("reading") && this.#loaded !== null) {
      this.#loaded = this.#readHere(this.#loaded);
    }
  }

  /** Whether it was given a part. */
  has(part: EnginePart): boolean {
    return this.#parts[part] !== undefined;
  }

  /** Whether there is nothing to do until the next request, or until it is given a part. */
  get isIdle(): boolean {
    return !this.#waiting.some(this.#canBegin) && this.#job === null;
  }

  /** The first part without which something cannot go on; null where nothing waits for any. */
  get heldUpBy(): EnginePart | null {
    const needed = this.#begun.filter((one) => !this.#canGoOn(one)).map(({ needs }) => needs);
    return PARTS.find((part) => needed.includes(part)) ?? null;
  }

  /** Gives up what waits for a part, since that cannot be loaded. @returns the numbers of the requests. */
  giveUp(part: EnginePart): readonly number[] {
    const lost = this.#begun.filter((one) => one.needs === part && !this.#canGoOn(one));
    const isLost = (one: Waiting | Job | null): boolean => one !== null && lost.includes(one);
    this.#waiting = this.#waiting.filter((one) => !isLost(one));
    if (isLost(this.#training)) this.#training = null;
    if (isLost(this.#other)) this.#other = null;
    return lost.map((one) => "message" in one ? one.message.request : one.request);
  }

  /** All that is not answered to its end. */
  get #begun(): readonly (Waiting | Job)[] {
    return [...this.#waiting, this.#training, this.#other].filter((one) => one !== null);
  }

  /** What takes long and can go on. */
  get #job(): Job | null {
    return [this.#training, this.#other].find((job) => job !== null && this.#canGoOn(job)) ?? null;
  }

  readonly #canGoOn = ({ needs }: Waiting | Job): boolean => needs === null || this.has(needs);

  /** Whether a request can be answered: not where it follows a document that cannot be read yet. */
  readonly #canBegin = (one: Waiting): boolean =>
    this.#canGoOn(one) && (this.has("reading") || !this.#waiting.some(({ needs }) => needs === "reading"));

  /** A part, for what has waited for it. */
  #part<Name extends EnginePart>(name: Name): EngineParts[Name] {
    const part = this.#parts[name];
    if (part === undefined) throw new Error(`assertion failed: the part "${name}" is not loaded`);
    return part;
  }

  /** What was loaded as somebody else had read it, read here. */
  #readHere(loaded: Loaded): Loaded {
    const read = this.#part("reading")(loaded.play);
    if ("problems" in read || read.ok.hash !== loaded.hash) {
      throw new Error("assertion failed: a document came with the reading of another one");
    }
    loaded.run.reword(read.ok.experiment);
    return { ...loaded, experiment: read.ok.experiment };
  }

  /** One turn of work: what there is to say. */
  work(): readonly FromEngine[] {
    const next = this.#next();
    if (next !== null) {
      const answers = this.#answer(next);
      return answers.map((answer) => ({ ...answer, request: next.request }));
    }
    return this.#turn();
  }

  #next(): ToEngine | null {
    const isReady = (one: Waiting): boolean =>
      this.#canBegin(one) && !(one.message.kind === "show" && this.#isNearlyTrained);
    const [next] = this.#waiting.filter(isReady)
      .sort((one, other) => RANK[one.message.kind] - RANK[other.message.kind]);
    if (next === undefined) return null;
    this.#waiting = this.#waiting.filter((one) => one !== next);
    return next.message;
  }

  /** Whether a short training is under way: a picture of it waits for its end. */
  get #isNearlyTrained(): boolean {
    const loaded = this.#loaded;
    return loaded !== null && this.#training !== null && loaded.run.outcome === null &&
      estimateMsOf(loaded.experiment) < LIVE_MS;
  }

  /** A slice of what takes long: what was asked for first, then the hashes that nobody waits for. */
  #turn(): readonly FromEngine[] {
    const job = this.#job;
    if (job === null) return [];
    const { value, done } = job.turns.next();
    if (done) {
      if (job === this.#training) this.#training = null;
      else this.#other = null;
    }
    job.needs = typeof value === "string" ? value : null;
    return typeof value === "object" && value !== null ? [{ ...value, request: job.request }] : [];
  }

  #answer(message: ToEngine): readonly EngineAnswer[] {
    switch (message.kind) {
      case "load":
        return this.#load(message);
      case "train":
        return this.#train(message.request);
      case "show":
        return this.#show(message.view, message.charts);
      case "pin":
        return this.#pin(message.label);
      case "unpin":
        this.#pins = unpinned(this.#pins, message.label);
        return [this.#pinned()];
      case "edit":
      case "fixes":
      case "complete":
      case "hover":
      case "rows":
        return [this.#part("later").textAnswer(message)];
      case "table":
        return [this.#part("rare").tableAnswer(message)];
      case "files":
        if (this.#loaded === null) return [nothingLoaded()];
        this.#other = this.#files(this.#loaded, message.request);
        return [];
      case "verify": {
        const turns = this.#part("rare").verifiedInTurns(message, this.#sliceMs);
        this.#other = { kind: "verify", request: message.request, isOfLoaded: false, turns, needs: null };
        return [];
      }
      case "luck":
        return [refused("this engine has no threads to try seeds on", "ask it through its host")];
      case "forms":
      case "export":
        return [refused("this engine waits for nothing, and exports are loaded", "ask it through its host")];
      case "stop":
        this.#training = null;
        this.#other = null;
        return [];
    }
  }

  #load(message: Extract<ToEngine, { readonly kind: "load" }>): readonly EngineAnswer[] {
    const { document: play, isTrained, request } = message;
    const read = this.has("reading") ? this.#part("reading")(play) : { ok: message.reading! };
    if ("problems" in read) {
      if (this.has("later")) return [this.#part("later").mistakesAnswer(play, read.problems)];
      this.#waiting = [...this.#waiting, { message, needs: "later" }];
      return [];
    }
    const { experiment, hash, facts, rows } = read.ok;
    const before = this.#loaded;
    const isSame = before !== null && before.hash === hash;
    const run = isSame ? before.run : new StandingRun(experiment);
    run.reword(experiment);
    this.#loaded = { play, experiment, hash, run, find: rowFinder(rows) };
    if (this.#other?.isOfLoaded) this.#other = null;
    // What is trained to its end is told again: its files have other words now.
    const isGoingOn = isSame && (this.#training !== null || run.outcome !== null);
    const isWanted = isTrained === "ifShort" ? facts.estimateMs < LIVE_MS : isTrained;
    this.#training = isWanted || isGoingOn ? this.#trainingOf(this.#loaded, request) : null;
    return [{ kind: "loaded", facts: { ...facts, length: run.length } }];
  }

  #train(request: number): readonly EngineAnswer[] {
    if (this.#loaded === null) return [nothingLoaded()];
    this.#training = this.#trainingOf(this.#loaded, request);
    return [];
  }

  #trainingOf(loaded: Loaded, request: number): Job {
    return { kind: "train", request, isOfLoaded: true, turns: this.#trainedInTurns(loaded), needs: null };
  }

  /** Trains to the end, and then hashes the files that come of it. */
  *#trainedInTurns({ run, experiment }: Loaded): Job["turns"] {
    yield* trainedInSlices(run, "train", this.#sliceMs);
    const outcome = run.outcome!;
    const notes = notesAfter(outcome).map(({ message, hint }) => `${message}: ${hint}`);
    yield {
      kind: "trained",
      run: {
        status: outcome.status,
        divergedAtEpoch: outcome.divergedAtEpoch,
        finalLoss: outcome.finalLoss,
        length: run.length,
        verdict: verdictWords(verdictOf(outcome)),
        notes,
      },
    };
    if (this.#pins.length > 0) yield this.#pinned();
    // Of a sweep, all trials would have to be trained.
    if (experiment.sweep === null) {
      yield "later";
      yield* this.#part("later").hashesInTurns(run.outcome!);
    }
  }

  #show(
    view: ViewState,
    charts: Extract<EngineRequest, { readonly kind: "show" }>["charts"],
  ): readonly EngineAnswer[] {
    if (this.#loaded === null) return [nothingLoaded()];
    const { run, find } = this.#loaded;
    const chainFacts = this.#parts.later?.chainFacts ?? null;
    return [{ kind: "frame", frame: frameOf({ run, find, pins: this.#pins, chainFacts }, view, charts) }];
  }

  #pin(label: string): readonly EngineAnswer[] {
    if (this.#loaded === null) return [nothingLoaded()];
    const { outcome } = this.#loaded.run;
    if (outcome === null) return [refused("it is not trained to its end", "train it, then pin it")];
    this.#pins = pinned(this.#pins, { label, outcome });
    return [this.#pinned()];
  }

  #pinned(): EngineAnswer {
    const { pinFacts } = this.#part("later");
    return { kind: "pinned", pins: pinFacts(this.#loaded?.run.outcome ?? null, this.#pins) };
  }

  #files({ experiment, run }: Loaded, request: number): Job {
    const turns = this.#part("rare").filesInTurns(experiment, run, this.#sliceMs);
    return { kind: "files", request, isOfLoaded: true, turns, needs: null };
  }
}

function nothingLoaded(): EngineAnswer {
  return { kind: "refused", ...NOTHING_LOADED };
}
