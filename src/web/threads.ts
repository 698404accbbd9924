// Threads for the engine: the page starts them, and a channel leads from the engine straight to each.
// Why not the engine itself: on a page from a disk WebKit lets no worker start another.

import type { SiteText } from "./site_data.ts";
import { startWorker } from "./workers.ts";

/** What the engine's worker asks of the page. */
type ToPage =
  | { readonly kind: "start thread"; readonly thread: number; readonly port: MessagePort }
  | { readonly kind: "end thread"; readonly thread: number };

/** What the page says to it: a thread broke down. */
export interface ThreadFailure {
  readonly kind: "thread failed";
  readonly thread: number;
  readonly message: string;
}

/** In the engine's worker: threads, as the pool knows workers. */
export class PageThreads {
  readonly #threads = new Map<number, PageThread>();
  #lastThread = 0;

  constructor(private readonly post: (message: ToPage, transfer: Transferable[]) => void) {}

  /** Has the page start a thread; what it is sent meanwhile waits for it. */
  start(): Worker {
    const thread = ++this.#lastThread;
    const { port1, port2 } = new MessageChannel();
    this.post({ kind: "start thread", thread, port: port2 }, [port2]);
    const started = new PageThread(port1, () => {
      this.#threads.delete(thread);
      this.post({ kind: "end thread", thread }, []);
    });
    this.#threads.set(thread, started);
    return started as unknown as Worker;
  }

  /** Hears that a thread broke down. */
  hear({ thread, message }: ThreadFailure): void {
    this.#threads.get(thread)?.onerror?.({ message, preventDefault() {} });
  }
}

/** What the pool uses of a worker. */
class PageThread {
  onerror: ((event: { readonly message: string; preventDefault(): void }) => void) | null = null;

  constructor(private readonly port: MessagePort, readonly terminate: () => void) {}

  set onmessage(listener: (event: MessageEvent) => void) {
    this.port.onmessage = listener;
  }

  postMessage(message: unknown): void {
    this.port.postMessage(message);
  }
}

/** In the page: starts and ends threads as the engine's worker asks. */
export function serveThreads(engine: Worker, program: SiteText): void {
  const threads = new Map<number, Worker>();
  engine.addEventListener("message", ({ data }: MessageEvent<ToPage>) => {
    if (data.kind === "end thread") {
      threads.get(data.thread)?.terminate();
      threads.delete(data.thread);
    } else if (data.kind === "start thread") {
      const { thread, port } = data;
      const worker = startWorker(program, `thread ${thread}`);
      worker.onerror = ({ message }) =>
        engine.postMessage({ kind: "thread failed", thread, message } satisfies ThreadFailure);
      worker.postMessage(port, [port]);
      threads.set(thread, worker);
    }
  });
}
