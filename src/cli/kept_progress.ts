// How far a sweep is, on a line that Ctrl-C ends with a word about what is kept.
// Why one for all that train a sweep: whoever stops one must read the same, alone, in shards or with others.

import { onInterrupt } from "../host/interrupt.ts";
import { Progress } from "../host/progress.ts";
import { printMessage } from "../host/terminal.ts";
import type { UnfitParts } from "../host/unfit_parts.ts";
import { inFull } from "../text/number_words.ts";
import { counted } from "../text/words.ts";

/** The progress of a sweep that may be stopped at any time and continued. */
export class KeptProgress {
  /** The line. */
  readonly line: Progress;
  #keptText = "";
  #hasBegun = false;
  readonly #total: number;
  readonly #stopListening: () => void;

  /**
   * @param label of the line.
   * @param total trials.
   * @param sayFirst what else is said when it is stopped, before what is kept.
   */
  constructor(label: string, total: number, sayFirst: () => void = () => {}) {
    this.#total = total;
    this.line = new Progress({ label, total, unit: "trials" });
    this.#stopListening = onInterrupt(() => {
      this.line.end();
      sayFirst();
      printMessage(`stopped: ${this.#keptText}the same command continues\n`);
    });
  }

  /** Says, the first time, how many trials were there at the start. */
  beginsFrom(found: number): void {
    if (this.#hasBegun) return;
    this.#hasBegun = true;
    this.line.end();
    printMessage(continuedText(found, this.#total));
  }

  /** How many trials are kept now: `300 of 1000 trials are kept`. @param whose `the shard's `, where it is not the sweep's. */
  keepsTrials(done: number, whose = ""): void {
    this.keeps(`${inFull(done)} of ${whose}${inFull(this.#total)} trials are kept`);
  }

  /** What would be told now. */
  keeps(text: string): void {
    this.#keptText = `${text}; `;
  }

  /** Ends the line. From here on Ctrl-C ends the process without a word. */
  end(): void {
    this.line.end();
    this.#stopListening();
  }
}

/** What is said of trials that were there at the start, whoever trained them; nothing where there were none. */
function continuedText(found: number, total: number): string {
  return found === 0 ? "" : `continued: ${inFull(found)} of ${inFull(total)} trials were there already\n`;
}

/** What is said of parts that were there and could not be used; nothing where there is none. */
export function unfitText({ count, text }: UnfitParts): string {
  return count === 0
    ? ""
    : `trained again: ${counted(count, "part")} that ${
      count === 1 ? "was" : "were"
    } there could not be used: ${text}\n`;
}
