// The program of the engine's worker: hears what the page asks, and answers.
// Why a worker: while it trains, the page scrolls, types and draws.

import { EngineHost } from "../../threads/engine_host.ts";
import type { FromEngine, ToEngine } from "../../play/engine_protocol.ts";
import { PageThreads, type ThreadFailure } from "../threads.ts";

/** What a worker sees of the world it runs in. */
interface WorkerScope {
  readonly navigator: { readonly hardwareConcurrency?: number };
  onmessage: ((event: MessageEvent<ToEngine | ThreadFailure>) => void) | null;
  postMessage(message: unknown, transfer: Transferable[]): void;
}

/** Threads of a sweep: a phone has fewer cores than it says. */
const MOST_THREADS = 8;

const scope = self as unknown as WorkerScope;
const threads = new PageThreads((message, transfer) => scope.postMessage(message, transfer));
const host = new EngineHost({
  post: (message: FromEngine, transfer) => scope.postMessage(message, transfer),
  makeWorker: () => threads.start(),
  threadCount: Math.max(1, Math.min(MOST_THREADS, scope.navigator.hardwareConcurrency || 2)),
});

scope.onmessage = ({ data }) => data.kind === "thread failed" ? threads.hear(data) : host.hear(data);
