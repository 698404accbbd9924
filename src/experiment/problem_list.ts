// Gathers problems while a file is read; every reader of this folder tells its mistakes through one.
// Why a limit: a table of 100,000 rows with a column missing is one mistake a hundred times told, not 100,000.

import { LIMITS } from "./limits.ts";
import type { Place, Problem, ProblemCode } from "./problem.ts";

/** Problems in the order in which they were found, at most as many as one file may tell. */
export class ProblemList {
  readonly #problems: Problem[] = [];

  /** What was gathered so far. */
  get problems(): readonly Problem[] {
    return this.#problems;
  }

  /** Whether nothing was told. */
  get isEmpty(): boolean {
    return this.#problems.length === 0;
  }

  /** Whether further problems would not be told. */
  get isFull(): boolean {
    return this.#problems.length >= LIMITS.problems;
  }

  /** Adds one problem. */
  report(code: ProblemCode, place: Place, message: string, hint?: string): void {
    this.add([{ code, place, message, ...(hint === undefined ? {} : { hint }) }]);
  }

  /** Adds problems found elsewhere. */
  add(problems: readonly Problem[]): void {
    for (const problem of problems) if (!this.isFull) this.#problems.push(problem);
  }
}
