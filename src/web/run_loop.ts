// From the text to what is shown: reads it, trains it at once where that is quick, and shows where the view stands.
// What must not change: a text with mistakes leaves the last result where it is; a long training waits to be asked for.

import type { DocumentReading } from "../play/document_reading.ts";
import { type FromEngine, LIVE_MS } from "../play/engine_protocol.ts";
import type { ExperimentFacts } from "../play/experiment_facts.ts";
import type { Frame } from "../play/frame.ts";
import type { ChartRequest } from "../play/frame_charts.ts";
import { fittedView } from "../play/view.ts";
import type { ChartSizes } from "./chart_sizes.ts";
import type { EngineClient } from "./engine_client.ts";
import { batch } from "./preact.ts";
import type { Store } from "./store.ts";

/** An experiment that is opened is trained at once where that takes no longer: whoever opens it wants to see it. */
const OPENED_MS = 6000;

/** Reads, trains and shows. */
export class RunLoop {
  /** Whether the document is being read or trained. */
  #isLoading = false;
  /** Whether a drawing is under way, and whether another is wanted after it; with the loss curve or without. */
  #drawing: "none" | "under way" | "wanted again" | "wanted whole" = "none";
  readonly #waiting: (() => void)[] = [];
  /** Whether the document is a new one, of which nothing was shown yet. */
  #isOpened = true;
  /** Whether the last document was trained at once: then the next is drawn without asking whether it was. */
  #isLive = true;

  constructor(
    private readonly store: Store,
    private readonly engine: EngineClient,
    private readonly sizes: ChartSizes,
  ) {}

  /**
   * Reads another document from its beginning: nothing that is shown belongs to it.
   *
   * @param reading what was read of it where the page was made; null where it must be read here.
   */
  open(reading: DocumentReading | null = null): void {
    this.#isOpened = true;
    batch(() => {
      this.store.freshness.value = "none";
      this.store.run.value = null;
      this.store.hashes.value = null;
    });
    this.load(reading);
  }

  /** Reads the document anew, after every change of it. */
  load(reading: DocumentReading | null = null): void {
    this.#isLoading = true;
    this.store.training.value = null;
    this.engine.forget("train");
    this.#endLuck();
    const document = this.store.document.value;
    this.engine.send(
      { kind: "load", document, reading, isTrained: "ifShort" },
      (answer) => this.#hear(answer),
    );
    // The engine draws a short training when it is done, so that no word has to go there and back in between.
    if (this.#isLive) this.#ask(true);
  }

  /** The engine gives up seeds that are being tried, whether the new text reads or not: a part of them proves nothing. */
  #endLuck(): void {
    const { isTryingLuck, luck } = this.store;
    if (!isTryingLuck.value) return;
    this.engine.forget("luck");
    batch(() => {
      isTryingLuck.value = false;
      luck.value = null;
    });
  }

  /** Shows nothing. */
  #clear(): void {
    const { store } = this;
    store.facts.value = null;
    store.frame.value = null;
    store.runCharts.value = new Map();
  }

  /** Trains what was too long to be trained at once. */
  train(): void {
    this.engine.send({ kind: "train" }, (answer) => this.#hear(answer));
  }

  /** Gives up the training that is under way. */
  stop(): void {
    this.engine.forget("load", "train");
    this.engine.send({ kind: "stop" }, () => {});
    batch(() => {
      this.store.training.value = null;
      this.store.freshness.value = "partial";
    });
    this.#end();
  }

  /** Shows where the view stands. @param isWhole whether the loss curve is wanted too, which a mere step does not change. */
  show(isWhole = false): void {
    if (this.store.facts.value !== null && !this.store.isLast.value) this.#ask(isWhole);
  }

  #ask(isWhole: boolean): void {
    const { store, sizes } = this;
    if (this.#drawing !== "none") {
      if (this.#drawing !== "wanted whole") this.#drawing = isWhole ? "wanted whole" : "wanted again";
      return;
    }
    this.#drawing = "under way";
    const charts = sizes.requests("map", "network", "confusion", ...(isWhole ? ["loss" as const] : []));
    this.engine.send({ kind: "show", view: store.view.value, charts }, (answer) => {
      // Until another document is read, frames are those of the one before it.
      if (answer.kind === "frame" && !store.isLast.value && !this.#isOpened) this.#take(answer.frame, charts);
      const isWanted = this.#drawing;
      this.#drawing = "none";
      if (isWanted === "under way") this.#rest();
      else this.#ask(isWanted === "wanted whole");
    });
  }

  /** Calls back when nothing is under way, which may be now. */
  whenIdle(next: () => void): void {
    this.#waiting.push(next);
    this.#rest();
  }

  #rest(): void {
    if (this.#isLoading || this.#drawing !== "none") return;
    for (const next of this.#waiting.splice(0)) next();
  }

  /** @param asked what was asked for: of a chart that does not come there is nothing to show. */
  #take(frame: Frame, asked: readonly ChartRequest[]): void {
    const { store } = this;
    batch(() => {
      store.frame.value = frame;
      const charts = new Map(store.runCharts.value);
      for (const { id } of asked) charts.delete(id);
      for (const chart of frame.charts) charts.set(chart.id, chart);
      store.runCharts.value = charts;
    });
  }

  #hear(answer: FromEngine): void {
    const { store } = this;
    switch (answer.kind) {
      case "mistakes":
        batch(() => {
          store.mistakes.value = answer.mistakes;
          // Nothing was shown of it yet: what is there still belongs to the document before it.
          if (this.#isOpened) this.#clear();
          if (store.freshness.value !== "none") store.freshness.value = "stale";
        });
        return this.#end();
      case "loaded":
        return this.#load(answer.facts);
      case "underway":
        store.training.value = answer;
        return this.show(true);
      case "trained":
        batch(() => {
          store.run.value = answer.run;
          store.freshness.value = "fresh";
          store.training.value = null;
        });
        this.#isLoading = false;
        return this.#isLive ? this.#rest() : this.show(true);
      case "hashed":
        store.hashes.value = { manifestHash: answer.manifestHash, files: answer.files };
        return;
      case "pinned":
        store.pins.value = answer.pins;
        return;
      case "refused":
        store.notice.value = `${answer.message}: ${answer.hint}`;
        return this.#end();
      default:
        return this.#end();
    }
  }

  #load(facts: ExperimentFacts): void {
    const { store } = this;
    const isLive = facts.estimateMs < LIVE_MS;
    const [isOpened, wasLive] = [this.#isOpened, this.#isLive];
    this.#isOpened = false;
    this.#isLive = isLive;
    batch(() => {
      store.facts.value = facts;
      store.mistakes.value = [];
      // Seeds that were all tried may be those of this experiment too: once it is trained, they are looked at again.
      if (!isLive) store.luck.value = null;
      store.hashes.value = null;
      store.view.value = fittedView(store.view.value, facts.length, facts);
      if (!isLive && store.freshness.value !== "none") store.freshness.value = "stale";
    });
    if (isLive) {
      if (!wasLive) this.#ask(true);
      return;
    }
    this.#isLoading = false;
    if (isOpened && facts.estimateMs < OPENED_MS) this.train();
    this.show(true);
    this.#rest();
  }

  #end(): void {
    this.#isLoading = false;
    this.#rest();
  }
}
