// What a worker says of its work: a line for each sweep, and on a terminal one that counts.
// Why on standard error: a worker has no result of its own.

import type { WorkEvent } from "../queue/work_feed.ts";
import { sweepName, workWords } from "../queue/work_words.ts";
import { WorkerTally } from "../queue/worker_tally.ts";
import { cellCount, shortened } from "../text/width.ts";
import { counted } from "../text/words.ts";
import { rateText } from "./progress.ts";
import { paintError, printMessage, redrawError, terminalColumns } from "./terminal.ts";

/** How often the line is drawn again. */
const REDRAW_MS = 250;

/** How much somebody has sent, in words. */
export function sentText(partCount: number, trialCount: number): string {
  return `${counted(partCount, "part")}, ${counted(trialCount, "trial")}`;
}

/** Tells of a worker's work. */
export class WorkProgress {
  readonly #tally = new WorkerTally();
  #sweepText = "";
  #hasLine = false;
  readonly #drawing = Deno.stderr.isTerminal() ? setInterval(() => this.#draw(), REDRAW_MS) : undefined;

  /** @param name of the worker and its process. */
  constructor(readonly name: string) {}

  /** Tells what happens. */
  hear(event: WorkEvent): void {
    if (event.kind === "sent") this.#tally.add(this.name, event.trialCount);
    if (event.kind === "sweep") this.#sweepText = sweepName(event);
    const words = workWords(event);
    if (words === null) return;
    const { mark, text } = words;
    const colour = mark === "failed" ? "red" : "yellow";
    this.#say(mark === null ? `${text}\n` : `${paintError(colour, mark)} ${text}\n`);
  }

  /** Says at last what was done. */
  end(): void {
    clearInterval(this.#drawing);
    const { partCount, trialCount } = this.#tally.of(this.name);
    this.#say(`${this.name} sent ${sentText(partCount, trialCount)}\n`);
  }

  #say(text: string): void {
    if (this.#hasLine) redrawError(null, this.#hasLine);
    this.#hasLine = false;
    printMessage(text);
  }

  #draw(): void {
    if (this.#sweepText === "") return;
    const { partCount, trialCount, rate } = this.#tally.of(this.name);
    const line = `${this.#sweepText}  ${sentText(partCount, trialCount)}  ${rateText(rate, "trials")}`;
    redrawError(shortened(line, terminalColumns() - 1, cellCount), this.#hasLine);
    this.#hasLine = true;
  }
}
