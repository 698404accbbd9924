// Collects what does not hold, so that a test shows every kind of problem once, by the first case that has it.
// Why grouped: one mistake in the program shows at a hundred operations.

import assert from "node:assert/strict";
import type { Operation } from "./disturbed_process.ts";

/** Kinds of problems that are shown. */
const MOST_SHOWN = 20;

/** Problems by kind. */
export class ProblemList {
  readonly #kinds = new Map<string, { readonly first: string; count: number }>();

  /**
   * Notes a problem of a case.
   *
   * @param what was done: `killed before operation 12`.
   * @param hit the operation that was disturbed.
   */
  note(what: string, hit: Operation | undefined, problem: string): void {
    const where = hit === undefined ? "nothing was hit" : `${hit.kind} ${hit.path}`;
    const kind = `${what.replace(/E[A-Z]+|\d+/g, "")} ${hit?.kind}: ${problem.slice(0, 24)}`;
    const noted = this.#kinds.get(kind);
    if (noted !== undefined) noted.count++;
    else this.#kinds.set(kind, { first: `${what} (${where}): ${problem}`, count: 1 });
  }

  /** Fails where there is any. */
  assertNone(): void {
    const lines = [...this.#kinds.values()].map(({ first, count }) =>
      count === 1 ? first : `${first}\n    and ${count - 1} more like it`
    );
    const shown = lines.slice(0, MOST_SHOWN).join("\n  ");
    assert.equal(lines.length, 0, `${lines.length} kinds of problems\n  ${shown}`);
  }
}
