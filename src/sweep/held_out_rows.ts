// Which rows each trial of a sweep holds out, and these as what its network is asked at its end.
// Why as queries: a sweep keeps no networks, and trains again as fast as it did the first time.

import type { Row } from "../dataset/dataset.ts";
import { variantOf } from "../experiment/reading/variant.ts";
import type { SweepQueries } from "./part_requests.ts";
import { axisIndicesAt, combinationAt, indicesOfTrials, settingsAt, type SweepPlan } from "./plan.ts";

/** The rows that the trials of a sweep hold out. */
export class HeldOutRows {
  /** For each axis, whether its values may hold out others. */
  readonly #isOfRows: readonly boolean[];
  /** By the combination of those axes. */
  readonly #rows = new Map<number, readonly Row[]>();

  /** @param plan of an experiment that holds rows out. */
  constructor(readonly plan: SweepPlan) {
    this.#isOfRows = plan.axes.map((axis) => axis.some(({ key }) => key.startsWith("dataset.")));
    let trial = 0;
    for (const indices of indicesOfTrials(plan, 0, plan.trialCount)) {
      const key = combinationAt(plan, this.#isOfRows, indices);
      if (!this.#rows.has(key)) {
        const variant = variantOf(plan.experiment, settingsAt(plan, trial));
        this.#rows.set(key, variant.dataset.validation!.rows);
      }
      trial++;
    }
  }

  /** Those of a trial, in the order of the file. */
  of(trial: number): readonly Row[] {
    const { plan } = this;
    return this.#rows.get(combinationAt(plan, this.#isOfRows, axisIndicesAt(plan, trial)))!;
  }

  /** Each trial is asked its own rows; one with fewer than others is asked its last one again. */
  asQueries(): SweepQueries {
    // A sweep has at most some thousand such combinations.
    const count = Math.max(...[...this.#rows.values()].map(({ length }) => length));
    return {
      count,
      of({ dataset: { validation } }) {
        const { rows } = validation!;
        return Array.from({ length: count }, (_, at) => rows[Math.min(at, rows.length - 1)]);
      },
    };
  }
}
