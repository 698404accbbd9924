// The program of the threads that train a sweep: that of any host, on a channel that leads to the engine.
// Why a channel: the page starts the thread, and should have no part in what is said.

import "../../threads/part_worker.ts";

/** What a worker sees of the world it runs in. */
interface WorkerScope {
  onmessage: ((event: MessageEvent) => void) | null;
  postMessage(message: unknown, transfer?: Transferable[]): void;
}

const scope = self as unknown as WorkerScope;
const hear = scope.onmessage;

scope.onmessage = ({ data: port }: MessageEvent<MessagePort>) => {
  scope.postMessage = (message, transfer = []) => port.postMessage(message, transfer);
  port.onmessage = hear;
};
