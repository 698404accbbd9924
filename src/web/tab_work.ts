// A tab that works for a server, as its page sees it: what it asks of its worker, and what it hears.
// What must not change: a key goes to the worker and nowhere else; no link and no store has it.

import { counted } from "../text/words.ts";
import { batch, type Signal, signal } from "./preact.ts";

/** For whom, and as whom. */
export interface TabJob {
  /** `wss://host:port`. */
  readonly url: string;
  /** The name that the key is for. */
  readonly name: string;
  /** The text of a credentials file; empty where the server wants none. */
  readonly key: string;
  readonly threadCount: number;
}

/** What a job can be wrong in. */
export type JobField = "name" | "key";

/** What the page asks. */
export type ToTabWorker =
  | { readonly kind: "work"; readonly job: TabJob }
  | { readonly kind: "stop" };

/** What the worker says. */
export type FromTabWorker =
  /** Something happened, in words; of trouble, which field is to be mended, null for none. */
  | {
    readonly kind: "said";
    readonly text: string;
    readonly isTrouble: boolean;
    readonly field: JobField | null;
  }
  /** How much it has sent, and how fast in trials a second. */
  | { readonly kind: "sent"; readonly partCount: number; readonly trialCount: number; readonly rate: number }
  /** It works no more. */
  | { readonly kind: "ended" };

/** A line of what happened. */
export interface SaidLine {
  readonly text: string;
  readonly isTrouble: boolean;
  readonly field: JobField | null;
}

/** Lines that are kept. */
const MOST_LINES = 50;

/** The work of a tab. */
export class TabWork {
  readonly isWorking: Signal<boolean> = signal(false);
  readonly lines: Signal<readonly SaidLine[]> = signal([]);
  /** The field that is to be mended, until it is typed in; null for none. */
  readonly wrongField: Signal<JobField | null> = signal(null);
  readonly sent = signal({ partCount: 0, trialCount: 0, rate: 0 });

  constructor(private readonly worker: Worker) {
    worker.addEventListener("message", ({ data }: MessageEvent<FromTabWorker>) => this.#hear(data));
    worker.onerror = ({ message }) => {
      // A program that cannot be loaded breaks down without a message.
      this.#say({
        text: message || "the program of this page did not load: reload the page",
        isTrouble: true,
        field: null,
      });
      this.isWorking.value = false;
    };
  }

  start(job: TabJob): void {
    batch(() => {
      this.isWorking.value = true;
      this.lines.value = [];
      this.wrongField.value = null;
      this.sent.value = { partCount: 0, trialCount: 0, rate: 0 };
    });
    this.#ask({ kind: "work", job });
  }

  stop(): void {
    this.#ask({ kind: "stop" });
  }

  #ask(message: ToTabWorker): void {
    this.worker.postMessage(message);
  }

  #hear(message: FromTabWorker): void {
    if (message.kind === "said") this.#say(message);
    if (message.kind === "sent") this.sent.value = message;
    if (message.kind === "ended") this.isWorking.value = false;
  }

  #say({ text, isTrouble, field }: SaidLine): void {
    this.lines.value = [...this.lines.value, { text, isTrouble, field }].slice(-MOST_LINES);
    this.wrongField.value = field;
  }

  /** How it stands, in a few words, for whoever has other tabs in sight; empty before anything was begun. */
  get words(): string {
    const { isWorking, lines, sent } = this;
    const parts = `${counted(sent.value.partCount, "part")} done`;
    const last = lines.value.at(-1);
    if (isWorking.value) return last === undefined ? "connecting" : parts;
    return last === undefined ? "" : last.isTrouble ? "trouble" : `stopped, ${parts}`;
  }
}

/** A link that has a server and a name, and no key. */
export function workLink({ url, name }: Pick<TabJob, "url" | "name">): string {
  const fragment = new URLSearchParams({ server: url, name });
  return `${location.href.replace(/#.*$/, "")}#${fragment}`;
}

/** What a link says. */
export function jobInLink(hash: string): Pick<TabJob, "url" | "name"> {
  const found = new URLSearchParams(hash.replace(/^#/, ""));
  return { url: found.get("server") ?? "", name: found.get("name") ?? "worker" };
}
