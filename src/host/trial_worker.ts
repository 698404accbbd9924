// A worker of a sweep: trains the parts it is sent, keeps each on disk, and sends back figures and lines.
// What must not change: it imports neither YAML nor schema, so that it starts in an instant.

import { partBytes } from "../results/part_bytes.ts";
import { trialLines } from "../results/trials_csv.ts";
import type { PartJob } from "../sweep/part_job.ts";
import { PartTrainer } from "../sweep/train_part.ts";
import type { FromWorker, ToWorker } from "./worker_pool.ts";

/** What a worker sees of the world it runs in. */
interface WorkerScope {
  onmessage: ((event: MessageEvent<ToWorker>) => void) | null;
  postMessage(message: FromWorker, transfer: Transferable[]): void;
}

const scope = self as unknown as WorkerScope;
const trainer = new PartTrainer();

scope.onmessage = ({ data }) => {
  try {
    const message = finished(data.job, data.identity, data.partPath);
    scope.postMessage(
      message,
      [message.figures.buffer, message.bins.buffer, message.lines.buffer] as Transferable[],
    );
  } catch (error) {
    const code = (error as { code?: unknown } | null)?.code;
    const text = error instanceof Error ? error.message : String(error);
    const isWorld = typeof code === "string" || error instanceof Deno.errors.NotCapable;
    scope.postMessage({ kind: "failed", part: data.job.part, text, code: isWorld ? String(code) : null }, []);
  }
};

function finished(
  job: PartJob,
  identity: Uint8Array,
  partPath: string | null,
): FromWorker & { kind: "finished" } {
  const result = trainer.train(job);
  const lines = new TextEncoder().encode(trialLines(job, result.figures));
  if (partPath !== null) {
    Deno.writeFileSync(`${partPath}.new`, partBytes(identity, result));
    Deno.renameSync(`${partPath}.new`, partPath);
  }
  return { kind: "finished", ...result, lines };
}
