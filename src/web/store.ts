// What the page knows: signals that the panels show and the actions change.
// Why in one place: each panel reads what it shows and nothing else, and is drawn again only when that changes.

import { type FromEngine, type HashedName, LIVE_MS, type RunFacts } from "../play/engine_protocol.ts";
import type { ExperimentFacts } from "../play/experiment_facts.ts";
import type { Frame } from "../play/frame.ts";
import type { DrawnChart } from "../play/frame_charts.ts";
import type { MapPlaces } from "../play/hit.ts";
import type { LuckFacts } from "../play/luck.ts";
import type { PinFacts } from "../play/pin_facts.ts";

import type { PlayDocument } from "../play/document.ts";
import { type History, startHistory } from "../play/history.ts";
import type { Fix } from "../play/mender.ts";
import type { Mistake } from "../play/mistakes.ts";
import { type RunLength, startView, type ViewState } from "../play/view.ts";
import { computed, type ReadonlySignal, type Signal, signal } from "./preact.ts";

/** How far a piece of work is. */
export type Underway = Extract<FromEngine, { kind: "underway" }>;

/**
 * How the result stands to the text: it is the text's; that of a training which was stopped; an older text's, which is
 * greyed; or there is none yet.
 */
export type Freshness = "none" | "fresh" | "partial" | "stale";

/** SHA-256 of the files of a result. */
export interface Hashes {
  readonly manifestHash: string;
  readonly files: readonly HashedName[];
}

/** Whether the bytes are those that somebody else got. */
export interface Proof {
  /** Whose they are to be: `the terminal`, `the sender`. */
  readonly whose: string;
  /** SHA-256 of the manifest that they got. */
  readonly manifestHash: string;
  /** The document that it is for; any other proves nothing. */
  readonly document: PlayDocument;
}

/** The narrow page shows one of these at a time. */
export type Tab = "text" | "network" | "loss" | "seeds" | "rows";

/** What is done in a window of its own. */
export type DialogName = "own data" | "share" | "download" | "verify";

/** What the page knows. */
export interface Store {
  readonly history: Signal<History>;
  readonly document: ReadonlySignal<PlayDocument>;
  readonly view: Signal<ViewState>;
  readonly facts: Signal<ExperimentFacts | null>;
  /** Whether training takes so long that it waits to be asked for. */
  readonly isLong: ReadonlySignal<boolean>;
  readonly mistakes: Signal<readonly Mistake[]>;
  /** What mends them, as far as that is known. */
  readonly fixes: Signal<ReadonlyMap<Mistake, readonly Fix[]>>;
  readonly run: Signal<RunFacts | null>;
  readonly freshness: Signal<Freshness>;
  /** Whether what is shown is of an older text, and nothing newer is on its way. */
  readonly isLast: ReadonlySignal<boolean>;
  /** How many steps there are, and the last one that can be gone to. */
  readonly length: ReadonlySignal<RunLength>;
  /** The files that the terminal writes; null until they are hashed. */
  readonly hashes: Signal<Hashes | null>;
  readonly frame: Signal<Frame | null>;
  /** The latest drawing of each chart of the run, by its id. */
  readonly runCharts: Signal<ReadonlyMap<string, DrawnChart>>;
  /** What is drawn in each place, by its id: those of the run, and of luck where there is any. */
  readonly charts: ReadonlySignal<ReadonlyMap<string, DrawnChart>>;
  /** Whether there is a map with anything that can be dragged; so it is until a run shows that there is none. */
  readonly hasMarks: ReadonlySignal<boolean>;
  /** Whether the network is drawn with its lines; likewise. */
  readonly hasLines: ReadonlySignal<boolean>;
  readonly training: Signal<Underway | null>;
  readonly luck: Signal<LuckFacts | null>;
  readonly isTryingLuck: Signal<boolean>;
  readonly pins: Signal<PinFacts | null>;
  readonly proof: Signal<Proof | null>;
  /** Where in the text somebody wants to go; null for nowhere. */
  readonly wantedCaret: Signal<number | null>;
  /** What was done last, for whoever does not see it; empty when that was said. */
  readonly deed: Signal<string>;
  /** Why something could not be; null for nothing. */
  readonly notice: Signal<string | null>;
  readonly tab: Signal<Tab>;
  readonly dialog: Signal<DialogName | null>;
  /** Whether somebody has touched anything yet: then nobody needs to be shown what to touch. */
  readonly hasTouched: Signal<boolean>;
}

/** What is known before anything is learned. */
export function createStore(document: PlayDocument, proof: Proof | null): Store {
  const history = signal(startHistory({ document, caret: 0 }));
  const facts = signal<ExperimentFacts | null>(null);
  const run = signal<RunFacts | null>(null);
  const freshness = signal<Freshness>("none");
  const training = signal<Underway | null>(null);
  const frame = signal<Frame | null>(null);
  const runCharts = signal<ReadonlyMap<string, DrawnChart>>(new Map());
  const placesOf = (id: string): DrawnChart["places"] => runCharts.value.get(id)?.places ?? null;
  const luck = signal<LuckFacts | null>(null);
  const isLast = computed(() => freshness.value === "stale" && training.value === null);
  return {
    history,
    facts,
    isLong: computed(() => (facts.value?.estimateMs ?? 0) >= LIVE_MS),
    run,
    freshness,
    length: computed(() => {
      const ofRun = freshness.value === "fresh" || isLast.value ? run.value?.length : undefined;
      return ofRun ?? facts.value?.length ?? NO_LENGTH;
    }),
    hashes: signal(null),
    document: computed(() => history.value.present.document),
    view: signal(startView),
    mistakes: signal([]),
    fixes: signal(new Map()),
    frame,
    runCharts,
    charts: computed(() => {
      const ofLuck = luck.value?.charts.map((chart) => [chart.id, chart] as const) ?? [];
      return new Map([...runCharts.value, ...ofLuck]);
    }),
    hasMarks: computed(() => frame.value === null || !!(placesOf("map") as MapPlaces | null)?.marks.length),
    hasLines: computed(() => frame.value === null || placesOf("network") !== null),
    training,
    isLast,
    luck,
    isTryingLuck: signal(false),
    pins: signal(null),
    proof: signal(proof),
    wantedCaret: signal(null),
    deed: signal(""),
    notice: signal(null),
    tab: signal("text"),
    dialog: signal(null),
    hasTouched: signal(false),
  };
}

const NO_LENGTH: RunLength = { stepCount: 0, stepsPerEpoch: 1, lastStep: 0 };
