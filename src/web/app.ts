// The page's parts put together: what it knows, and everything that can be done.
// Why one object: a panel takes it and needs to know nothing of how its parts work together.

import type { TableOf } from "../play/link.ts";
import type { PlayDocument } from "../play/document.ts";
import type { DocumentReading } from "../play/document_reading.ts";
import type { FromEngine } from "../play/engine_protocol.ts";
import type { Hover } from "../play/hover.ts";
import { PIN_LABELS } from "../play/pin_labels.ts";
import { ChartSizes } from "./chart_sizes.ts";
import { Clock } from "./clock.ts";
import { Edits } from "./edits.ts";
import { EngineClient } from "./engine_client.ts";
import { followMistakes } from "./fixes.ts";
import { Luck } from "./luck.ts";
import { RunLoop } from "./run_loop.ts";
import type { SiteData, SiteExperiment } from "./site_data.ts";
import { createStore, type DialogName, type Proof, type Store } from "./store.ts";

/** A document to begin with. */
export interface Beginning {
  readonly document: PlayDocument;
  /** What was read of it where the page was made; null where it must be read here. */
  readonly reading: DocumentReading | null;
  readonly proof: Proof | null;
}

/** A link that holds the document. */
export interface PageLink {
  readonly address: string;
  /** Whether it leaves out tables that come with the page. */
  readonly leavesTables: boolean;
}

/** The page without what is seen of it. */
export class App {
  readonly store: Store;
  readonly engine: EngineClient;
  readonly sizes: ChartSizes;
  readonly loop: RunLoop;
  readonly edits: Edits;
  readonly clock: Clock;
  readonly luck: Luck;

  constructor(
    /** What it is told of the site. */
    readonly site: Pick<SiteData, "experiments" | "api" | "program" | "workPage">,
    worker: Worker,
    { document, proof }: Pick<Beginning, "document" | "proof">,
  ) {
    this.store = createStore(document, proof);
    this.engine = new EngineClient(worker, (reason) => {
      this.store.notice.value = `the engine has stopped: ${reason}; reload the page`;
    });
    this.sizes = new ChartSizes(
      (chart) => chart === "histogram" ? this.luck.lookAgain() : this.loop.show(chart === "loss"),
      () => this.store.isLast.value,
    );
    this.loop = new RunLoop(this.store, this.engine, this.sizes);
    this.edits = new Edits(this.store, this.engine, this.loop);
    this.clock = new Clock(this.store, this.loop);
    followMistakes(this.store, this.engine);
    this.luck = new Luck(this.store, this.engine, this.sizes);
  }

  openDialog(name: DialogName): void {
    this.store.dialog.value = name;
  }

  /** What there is to know at a caret in a text; that there is nothing, where that is so. */
  async explanation(text: string, offset: number): Promise<Hover> {
    const answer = await this.engine.ask({ kind: "hover", text, offset, isOfCaret: true });
    const found = answer.kind === "hover" ? answer.hover : null;
    return found ?? { from: offset, to: offset, key: "There is no setting here", lines: [] };
  }

  /** Says that what was asked for could not be loaded: there is no network, or the site has been replaced meanwhile. */
  noticeNotLoaded(): void {
    this.store.notice.value = "this part of the page could not be loaded: reload the page";
  }

  /**
   * A link to the page with the document in it; null where that is too long.
   *
   * @throws TypeError where what writes it cannot be loaded.
   */
  async link(): Promise<PageLink | null> {
    const { leavesTables, linkFor } = await import("../play/link.ts");
    const { document, hashes, freshness } = this.store;
    const manifestHash = freshness.value === "fresh" ? hashes.value?.manifestHash ?? null : null;
    const fragment = await linkFor({ document: document.value, manifestHash }, tablesOf(this.site));
    if (fragment === null) return null;
    return {
      address: location.href.replace(/[?#].*$/, "") + fragment,
      leavesTables: leavesTables(fragment),
    };
  }

  /** Keeps the run that is shown beside those that follow. */
  async pin(): Promise<void> {
    const { pins } = this.store;
    const used = pins.value?.pins.map(({ label }) => label) ?? [];
    const label = PIN_LABELS.find((candidate) => !used.includes(candidate));
    if (label === undefined) {
      this.store.notice.value = `at most ${PIN_LABELS.length} runs can be pinned: unpin one`;
      return;
    }
    // An edit that was only just made is trained first.
    await new Promise<void>((next) => this.loop.whenIdle(next));
    const answer = await this.engine.ask({ kind: "pin", label });
    this.#takePins(answer, `pinned ${label}`);
  }

  /** Lets a pinned run go. */
  async unpin(label: string): Promise<void> {
    const answer = await this.engine.ask({ kind: "unpin", label });
    this.#takePins(answer, `unpinned ${label}`);
  }

  #takePins(answer: FromEngine, deed: string): void {
    if (answer.kind === "refused") {
      this.store.notice.value = `${answer.message}: ${answer.hint}`;
      return;
    }
    if (answer.kind === "pinned") this.store.pins.value = answer.pins;
    this.store.deed.value = deed;
    this.loop.show(true);
  }

  /** Opens a shipped experiment, unless another is asked for before it is there. */
  async openShipped(experiment: SiteExperiment): Promise<void> {
    const { name, source, table } = experiment;
    const isWanted = this.edits.opening();
    try {
      const text = await textOf(source);
      const files = table === null ? {} : { [table.name]: await textOf(table.source) };
      const document = { name, text, files };
      if (isWanted()) this.edits.open(document, proofOf(experiment, document));
    } catch {
      if (!isWanted()) return;
      this.store.notice.value = `${name} cannot be fetched: are you online?`;
    }
  }
}

/** What proves a shipped experiment; null where it was not tried as the page was made. */
export function proofOf({ manifestHash }: SiteExperiment, document: PlayDocument): Proof | null {
  return manifestHash === null ? null : { whose: "the terminal", manifestHash, document };
}

/** The tables that come with the page, by their names; none where the page came in the open, and nothing can be hashed. */
export function tablesOf({ experiments }: Pick<SiteData, "experiments">): TableOf {
  return async (name) => {
    const table = experiments.find((experiment) => experiment.table?.name === name)?.table;
    if (table == null || globalThis.crypto.subtle === undefined) return null;
    const text = await textOf(table.source).catch(() => null);
    if (text === null) return null;
    const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
    return { text, digest: new Uint8Array(digest) };
  };
}

/** A file that comes with the page. */
export async function textOf(source: SiteExperiment["source"]): Promise<string> {
  if ("text" in source) return source.text;
  const response = await fetch(source.url);
  if (!response.ok) throw new Error(`${source.url}: ${response.status}`);
  return await response.text();
}
