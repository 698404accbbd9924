// A worker of a sweep: trains the parts it is sent, keeps each on disk if it is told to, and sends back figures and
// lines.
// What must not change: it imports neither YAML nor schema, so that it starts in an instant.

import { partBytes } from "../results/part_bytes.ts";
import { trialLines } from "../results/trials_csv.ts";
import { partJob, type PartRequest } from "../sweep/part_job.ts";
import { PartTrainer } from "../sweep/train_part.ts";
import { keepPart, partPath } from "./part_store.ts";
import type { FinishedPart, FromWorker, ToWorker, WorkerStart } from "./worker_pool.ts";

/** What a worker sees of the world it runs in. */
interface WorkerScope {
  onmessage: ((event: MessageEvent<ToWorker>) => void) | null;
  postMessage(message: FromWorker, transfer: Transferable[]): void;
}

const scope = self as unknown as WorkerScope;
const trainer = new PartTrainer();
let start: WorkerStart | undefined;

scope.onmessage = async ({ data }) => {
  if (data.kind === "start") {
    start = data;
    return;
  }
  try {
    const message = await finished(start!, data);
    scope.postMessage(
      message,
      [message.figures.buffer, message.bins.buffer, message.lines.buffer] as Transferable[],
    );
  } catch (error) {
    const code = (error as { code?: unknown } | null)?.code;
    const text = error instanceof Error ? error.message : String(error);
    const isWorld = typeof code === "string" || error instanceof Deno.errors.NotCapable;
    scope.postMessage({ kind: "failed", part: data.part, text, code: isWorld ? String(code) : null }, []);
  }
};

async function finished({ frame, keeping }: WorkerStart, request: PartRequest): Promise<FinishedPart> {
  const job = partJob(frame, request);
  const result = trainer.train(job);
  if (keeping !== null) {
    await keepPart(partPath(keeping.folder, result.part), partBytes(keeping.identity, result));
  }
  const lines = new TextEncoder().encode(trialLines(job, result.figures));
  return { kind: "finished", ...result, lines };
}
