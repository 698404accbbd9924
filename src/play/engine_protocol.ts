// What the page and the engine in its worker say to each other: plain data in both directions.
// What must not change: the page numbers its requests, growing, and each answer carries the number of its request. Of a kind
// of request the latest wins: an older one that has not begun is never answered, one under way is given up.

import type { ExportSettings } from "../export/forms.ts";
import type { Completion } from "./completion.ts";
import type { PlayDocument, TextEdit } from "./document.ts";
import type { DocumentReading } from "./document_reading.ts";
import type { ExperimentFacts, RowStarts, TableFacts } from "./experiment_facts.ts";
import type { Frame } from "./frame.ts";
import type { ChartRequest } from "./frame_charts.ts";
import type { Gesture } from "./gesture.ts";
import type { Hover } from "./hover.ts";
import type { LuckFacts, LuckRequest } from "./luck.ts";
import type { Fix } from "./mender.ts";
import type { Mistake } from "./mistakes.ts";
import type { PinFacts } from "./pin_facts.ts";
import type { Verification } from "../verify/verification.ts";
import type { RunLength, ViewState } from "./view.ts";

/** What trains in less, by the estimate, is shown when it is trained, and not before. */
export const LIVE_MS = 150;

/** What is not done, and a way out. */
export function refused(message: string, hint: string): EngineAnswer {
  return { kind: "refused", message, hint };
}

/** What is refused where nothing is loaded. */
export const NOTHING_LOADED = { message: "there is no experiment yet", hint: "load one that reads" };

/** What the page asks for, without the number of the request. */
export type EngineRequest =
  /**
   * Reads a document, and trains it at once where that is wanted; `ifShort` where it takes less than `LIVE_MS`. Where it comes
   * with what was read of it, it is trained before it is read here.
   */
  | {
    readonly kind: "load";
    readonly document: PlayDocument;
    readonly reading?: DocumentReading | null;
    readonly isTrained: boolean | "ifShort";
  }
  /** Trains what was loaded. */
  | { readonly kind: "train" }
  /** What is to be seen where a view stands. */
  | { readonly kind: "show"; readonly view: ViewState; readonly charts: readonly ChartRequest[] }
  /** Keeps the run as it ends, beside those to come. */
  | { readonly kind: "pin"; readonly label: string }
  | { readonly kind: "unpin"; readonly label: string }
  /** The edit of the text that a gesture comes to; of one on rows, how many of them are shown. */
  | {
    readonly kind: "edit";
    readonly document: PlayDocument;
    readonly gesture: Gesture;
    readonly shownRowCount: number | null;
  }
  | { readonly kind: "fixes"; readonly document: PlayDocument; readonly mistake: Mistake }
  | { readonly kind: "complete"; readonly text: string; readonly offset: number }
  /** What a setting means; of a caret, where nothing is at it, that of its line. */
  | { readonly kind: "hover"; readonly text: string; readonly offset: number; readonly isOfCaret?: boolean }
  /** The tables of a document that reads, from other rows on. */
  | { readonly kind: "rows"; readonly document: PlayDocument; readonly starts: RowStarts }
  /** An experiment for a table that was dropped or pasted; the program is what its command line begins with. */
  | {
    readonly kind: "table";
    readonly fileName: string;
    readonly text: string;
    readonly program: string;
  }
  /** The result folder of what was loaded: of a sweep, all its trials are trained for it. */
  | { readonly kind: "files" }
  /** The forms in which what was trained can leave; see `engine_host.ts`. */
  | { readonly kind: "forms" }
  /** It in one of them. */
  | { readonly kind: "export"; readonly form: string; readonly settings: ExportSettings }
  /** Whether the files of a result folder come out again. */
  | {
    readonly kind: "verify";
    readonly files: ReadonlyMap<string, Uint8Array>;
    readonly folderName: string | null;
  }
  /** The answer to a query from many seeds; see `engine_host.ts`. Only from those that were tried last, where it says so. */
  | {
    readonly kind: "luck";
    readonly luck: LuckRequest;
    readonly charts: readonly ChartRequest[];
    readonly isOfLast?: boolean;
  }
  /** Gives up what takes long: training, files, verifying, luck; or one of them alone, of which nothing is said then. */
  | { readonly kind: "stop"; readonly what?: "files" | "verify" | "luck" };

/** What the page asks for. */
export type ToEngine = EngineRequest & { readonly request: number };

/** What came of reading something: it, or the mistakes in it. */
export type ReadOrMistakes<T> = { readonly ok: T } | { readonly mistakes: readonly Mistake[] };

/** What came out of a run. */
export interface RunFacts {
  readonly status: "completed" | "diverged";
  readonly divergedAtEpoch: number | null;
  readonly finalLoss: number | null;
  readonly length: RunLength;
  /** Whether it learned, in words without full stops: of the rows learned, and of those held out. */
  readonly verdict: { readonly learned: string | null; readonly heldOut: string | null };
  /** What would help, a sentence each. */
  readonly notes: readonly string[];
}

/** A file of a result with its SHA-256. */
export type HashedName = readonly [name: string, sha256: string];

/** A form in which a result can leave. */
export interface FormFacts {
  /** As a terminal asks for it: `py`. */
  readonly name: string;
  readonly words: string;
  /** What its file is called, for each choice that there is. */
  readonly files: readonly { readonly name: string; readonly settings: ExportSettings }[];
  /** Whether it must be told whose the result is. */
  readonly asksForCredit: boolean;
}

/** What the engine answers, without the number of the request. */
export type EngineAnswer =
  /** To `load`, where the document does not read: what was loaded before stays. */
  | { readonly kind: "mistakes"; readonly mistakes: readonly Mistake[] }
  /** To `load`: it reads. */
  | { readonly kind: "loaded"; readonly facts: ExperimentFacts }
  /** While something takes long. */
  | {
    readonly kind: "underway";
    readonly what: "train" | "files" | "verify";
    readonly done: number;
    readonly total: number;
    readonly unit: "epochs" | "trials";
  }
  /** To `load` and `train`, when it is trained to its end. */
  | { readonly kind: "trained"; readonly run: RunFacts }
  /** After `trained`, when nothing else is asked: the hashes of the files that the terminal writes. */
  | { readonly kind: "hashed"; readonly manifestHash: string; readonly files: readonly HashedName[] }
  | { readonly kind: "frame"; readonly frame: Frame }
  /** To `pin`, `unpin`, and after `trained` where something is pinned. */
  | { readonly kind: "pinned"; readonly pins: PinFacts }
  | { readonly kind: "edited"; readonly read: ReadOrMistakes<TextEdit> }
  | { readonly kind: "fixes"; readonly fixes: readonly Fix[] }
  | { readonly kind: "completion"; readonly completion: Completion | null }
  | { readonly kind: "hover"; readonly hover: Hover | null }
  /** To `rows`; none where the document does not read. */
  | { readonly kind: "rows"; readonly tables: readonly TableFacts[] }
  | { readonly kind: "table"; readonly read: ReadOrMistakes<PlayDocument> }
  | {
    readonly kind: "files";
    /** The result folder as a zip file, and its SHA-256. */
    readonly zip: Uint8Array;
    readonly zipHash: string;
    readonly manifestHash: string;
    /** `gender/seed-42-fd52df8d` */
    readonly folder: string;
    readonly files: readonly HashedName[];
  }
  | { readonly kind: "forms"; readonly forms: readonly FormFacts[] }
  | { readonly kind: "exported"; readonly name: string; readonly bytes: Uint8Array }
  /** `text` as `verify` prints it. */
  | { readonly kind: "verified"; readonly verification: Verification; readonly text: string }
  | { readonly kind: "luck"; readonly luck: LuckFacts; readonly isWhole: boolean }
  /** What cannot be done now, and what to do. */
  | { readonly kind: "refused"; readonly message: string; readonly hint: string };

/** What the engine answers. */
export type FromEngine = EngineAnswer & { readonly request: number };
