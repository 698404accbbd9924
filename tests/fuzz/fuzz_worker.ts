// Reads hostile inputs one after another and says which one it is at.
// Why in a worker: an input on which the reader hangs is then noticed and named, and the tests go on.

import fc from "npm:fast-check@4.3.0";
import { checkInput } from "./check_input.ts";
import { hostileInput } from "./hostile_inputs.ts";

/** What the worker is asked to do. */
export interface FuzzOrder {
  readonly seed: number;
  readonly count: number;
}

/** What the worker says: that it is ready for its order, the input it begins, or what came of all. */
export type FuzzReport =
  | "ready"
  | { readonly at: number }
  | { readonly wrong: string; readonly input: string }
  | { readonly done: Readonly<Record<string, number>>; readonly slowestMs: number };

/** The worker's own scope, as far as it is used here; the types of a page do not know it. */
interface WorkerScope {
  onmessage: ((event: MessageEvent<FuzzOrder>) => void) | null;
  postMessage(report: FuzzReport): void;
}

const scope = globalThis as unknown as WorkerScope;
scope.onmessage = ({ data }) => scope.postMessage(work(data));
// Its imports wait for files; a message that came before now would have been lost.
scope.postMessage("ready");

function work({ seed, count }: FuzzOrder): FuzzReport {
  const tally: Record<string, number> = {};
  let slowestMs = 0;
  const inputs = fc.sample(hostileInput, { seed, numRuns: count });
  for (const [at, input] of inputs.entries()) {
    if (at % 20 === 0) scope.postMessage({ at });
    const startMs = performance.now();
    const checked = checkInput(input);
    slowestMs = Math.max(slowestMs, performance.now() - startMs);
    if ("wrong" in checked) return { wrong: checked.wrong, input: JSON.stringify(input).slice(0, 20_000) };
    const key = `${input.kind}: ${checked.is}`;
    tally[key] = (tally[key] ?? 0) + 1;
  }
  return { done: tally, slowestMs };
}
