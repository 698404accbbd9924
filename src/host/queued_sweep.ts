// Has the workers of a NATS server train a sweep, and keeps what they send beside the result folder.
// What must not change: it takes no lock and trusts nobody: what it keeps is what the collector believes.

import type { NatsConnection } from "npm:@nats-io/nats-core@3.4.0";
import { Collector, type CollectorEvent } from "../queue/collector.ts";
import { isForbidden } from "../queue/connection.ts";
import { SweepOnServer } from "../queue/sweep_on_server.ts";
import type { WorkerTally } from "../queue/worker_tally.ts";
import { PartRequests } from "../sweep/part_requests.ts";
import type { SweepPlan } from "../sweep/plan.ts";
import { partFileBytes } from "../threads/part_file.ts";
import { PartGone, PartStore } from "./part_store.ts";
import { serverError } from "./queue_server.ts";
import type { KeptSweep } from "./sweep_runner.ts";
import { makePartWorker } from "./sweep_threads.ts";
import { WorldError } from "./world_error.ts";

/** A sweep for the workers of a server. */
export interface QueuedSweepOptions extends KeptSweep {
  readonly connection: NatsConnection;
  readonly onEvent: (event: CollectorEvent) => void;
  /** Hears how many trials are there. */
  readonly onProgress: (doneCount: number, workers: WorkerTally) => void;
}

/** What of a message is not its body. */
const HEADER_BYTES = 1024;

/**
 * Collects parts until all are there.
 *
 * @throws PartGone where another process removes the parts meanwhile, because it has put the sweep together.
 * @throws WorldError where the disk, a permission or the server forbids it.
 */
export async function collectSweep(options: QueuedSweepOptions): Promise<void> {
  const { connection, plan, experimentHash, folder } = options;
  const { frame } = new PartRequests(plan);
  const [largest, most] = [partFileBytes(frame, 0) + HEADER_BYTES, connection.info?.max_payload ?? Infinity];
  if (largest > most) {
    throw new WorldError(
      `the server takes messages of ${most} bytes, and a part of this sweep has ${largest}: ` +
        "set max_payload in nats.conf, or use --join",
    );
  }
  const store = new PartStore(folder, frame, experimentHash);
  store.make();
  const server = await SweepOnServer.of(connection, plan, experimentHash);
  try {
    await new Collector({ ...options, server, store, makeWorker: makePartWorker }).collect();
  } catch (error) {
    if (error instanceof PartGone) await server.withdraw();
    throw refusalOf("collect from the server", error);
  }
}

/**
 * Takes a sweep from the server that nobody collects any more.
 *
 * @returns `collected` where somebody does, and then it stays there; `absent` where there is nothing of it.
 * @throws WorldError where the server forbids it.
 */
export async function withdrawLeft(
  connection: NatsConnection,
  plan: SweepPlan,
  experimentHash: string,
): Promise<"withdrawn" | "collected" | "absent"> {
  try {
    return await (await SweepOnServer.of(connection, plan, experimentHash)).withdrawLeft();
  } catch (error) {
    throw refusalOf("take the sweep from the server", error);
  }
}

/** What a server refuses, in words. @param what is being done. */
function refusalOf(what: string, error: unknown): unknown {
  return isForbidden(error)
    ? new WorldError(
      `cannot ${what}, which does not let you: give --credentials the file of the collector's key`,
    )
    : serverError(what, error);
}
