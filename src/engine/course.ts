// What one network learns by besides the rules: the size of its steps, and the order of its rows.
// Why apart from the settings of learning: networks that share a kernel may differ in these.

import type { ShuffledRows } from "./row_order.ts";

/** What one network learns by besides the rules: sweeps change it from trial to trial. */
export interface Course {
  /** The step is this times the gradient of the loss. */
  readonly learningRate: number;
  /** The order of the rows in each epoch; null for that of the file, always. */
  readonly rows: ShuffledRows | null;
}
