// A worker of a NATS server: its threads, its connection, and what it says.
// What must not change: it trains nothing before it is known to compute what every machine computes.

import { onInterrupt } from "../host/interrupt.ts";
import { connectToServer, type QueueServer, serverError } from "../host/queue_server.ts";
import { makePartWorker, MOST_THREADS } from "../host/sweep_threads.ts";
import { paintError, print, printMessage } from "../host/terminal.ts";
import { WorkProgress } from "../host/work_progress.ts";
import { WorldError } from "../host/world_error.ts";
import { goldenDifference } from "../queue/golden_trials.ts";
import { serverConfig } from "../queue/server_config.ts";
import { WorkFeed, WorkForbidden, WorkRefused } from "../queue/work_feed.ts";
import { visible } from "../text/visible_text.ts";
import { counted } from "../text/words.ts";
import { FedPool } from "../threads/fed_pool.ts";

/** Who works. */
interface WorkerOptions {
  /** That the worker's key is for. */
  readonly name: string;
  readonly threadCount: number;
  /** Whether to end when there is nothing to do. */
  readonly isOnce: boolean;
}

/** Works for a server. @returns the exit code. */
export async function work(server: QueueServer, options: WorkerOptions): Promise<number> {
  const { name, isOnce } = options;
  const threadCount = Math.min(options.threadCount, MOST_THREADS);
  const difference = await goldenDifference();
  if (difference !== null) {
    printMessage(`${paintError("red", "unfit")} ${difference}: nothing that it trains would be believed\n`);
    return 1;
  }
  const instance = crypto.randomUUID().slice(0, 4);
  const connection = await connectToServer({ ...server, name: `${name}.${instance}` });
  const progress = new WorkProgress(`${name}/${instance}`);
  const feed = new WorkFeed({
    connection,
    name,
    instance,
    threadCount,
    isOnce,
    onEvent: (event) => progress.hear(event),
  });
  const pool = new FedPool(makePartWorker, threadCount);
  const stopListening = onInterrupt(async () => {
    feed.stop();
    progress.end();
    await connection.flush();
  });
  const threads = counted(threadCount, "thread");
  printMessage(`${name}/${instance} works for ${visible(server.url)} in ${threads}\n`);
  try {
    await feed.run(pool.train(feed, 2));
    progress.end();
    return 0;
  } catch (error) {
    progress.end();
    if (error instanceof WorkForbidden) throw new WorldError(`cannot work as ${name}: ${error.message}`);
    if (!(error instanceof WorkRefused)) throw serverError("work for the server", error);
    printMessage(`${paintError("red", "refused")} ${name}: ${visible(error.message)}\n`);
    return 1;
  } finally {
    stopListening();
    pool.terminate();
    await connection.drain().catch(() => {});
  }
}

/** Prints the configuration of a server, and apart from it the keys. */
export function printConfig(names: readonly string[]): void {
  const { text, keys } = serverConfig(names);
  print(text);
  printMessage(
    "keys, each to be put into a file of its own that nobody else may read; they are shown this once:\n",
  );
  for (const { name, seed } of keys) printMessage(`  ${name}.key  ${seed}\n`);
}
