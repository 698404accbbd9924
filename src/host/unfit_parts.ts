// The parts of a sweep that are there and cannot be used: how many, and why.
// Why the reasons: a damaged part is trained again; one of another version of the program is of use to that version.

import { inFull } from "../text/number_words.ts";

/** Parts that cannot be used. */
export class UnfitParts {
  readonly #counts = new Map<string, number>();

  /** Counts a part. @param reason as {@linkcode unfitnessOf} gives it. */
  add(reason: string): void {
    this.#counts.set(reason, (this.#counts.get(reason) ?? 0) + 1);
  }

  get count(): number {
    return [...this.#counts.values()].reduce((sum, count) => sum + count, 0);
  }

  /** All reasons, each with its count: `3 damaged, 1 of another sweep`. */
  get text(): string {
    return [...this.#counts].map(([reason, count]) => `${inFull(count)} ${reason}`).join(", ");
  }
}
