// A worker of the kernel's benchmark: trains its share of the networks each time it is asked.
import { type BenchWork, KernelRun } from "./bench_work.ts";

/** What the benchmark sends: a work to get ready for, or a share of it to train. */
export type BenchRequest = { readonly work: BenchWork } | { readonly first: number; readonly end: number };

const scope = self as unknown as {
  onmessage: (event: MessageEvent<BenchRequest>) => void;
  postMessage(losses: readonly number[]): void;
};
let run: KernelRun;

scope.onmessage = ({ data }) => {
  if ("work" in data) run = new KernelRun(data.work);
  scope.postMessage("work" in data ? [] : run.train(data.first, data.end));
};
