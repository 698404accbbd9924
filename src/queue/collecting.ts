// What those share who collect a sweep together: whoever receives its parts, and whoever trains what does not come.
// What must not change: both go by one ledger and one roll, or a part would be missing for one and there for the other.

import type { PartRequests } from "../sweep/part_requests.ts";
import type { PartLedger } from "./part_ledger.ts";
import type { SweepOnServer } from "./sweep_on_server.ts";
import type { WorkerRoll } from "./worker_roll.ts";

/** A sweep that is being collected. */
export interface Collecting {
  readonly server: SweepOnServer;
  readonly requests: PartRequests;
  readonly ledger: PartLedger;
  readonly roll: WorkerRoll;
  /** Starts a worker that runs `part_worker.ts`. */
  readonly makeWorker: () => Worker;
  /** Hears of what ends the collecting. */
  readonly onFailed: (error: unknown) => void;
}
