// No file, however hostile, makes the reader throw, hang or take a mistake for an experiment (seed 5 and following).
// 20,000 inputs where everything is required, 1,500 otherwise.

import assert from "node:assert/strict";
import { caseCount } from "../requirement.ts";
import type { FuzzOrder, FuzzReport } from "./fuzz_worker.ts";

/** Twenty inputs take some 50 ms; one that takes this long hangs, also on a machine with much else to do. */
const HANGS_AFTER_MS = 60_000;
const WORKERS = 2;

Deno.test("hostile inputs are told as mistakes or are sound experiments, each in little time", async () => {
  const count = caseCount(500, 700);
  const reports = await Promise.all(
    Array.from(
      { length: WORKERS },
      (_, index) => fuzz({ seed: 5 + index, count: Math.ceil(count / WORKERS) }),
    ),
  );
  const total: Record<string, number> = {};
  for (const report of reports) {
    for (const [key, number] of Object.entries(report)) total[key] = (total[key] ?? 0) + number;
  }
  const sum = (pattern: RegExp): number =>
    Object.entries(total).reduce((sum, [key, number]) => pattern.test(key) ? sum + number : sum, 0);
  assert.ok(sum(/./) >= count);
  // The inputs have teeth only if many are refused and many are not.
  assert.ok(sum(/: mistake$/) > count / 4 && sum(/: run$/) > count / 50, JSON.stringify(total));
  assert.equal(sum(/^sure mistake: (read|run)$/), 0);
  console.log(`  ${sum(/./)} inputs: ${JSON.stringify(total)}`);
});

function fuzz(order: FuzzOrder): Promise<Readonly<Record<string, number>>> {
  const worker = new Worker(new URL("./fuzz_worker.ts", import.meta.url).href, { type: "module" });
  let at = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  return new Promise<Readonly<Record<string, number>>>((resolve, reject) => {
    const watch = (): void => {
      clearTimeout(timer);
      const message = `seed ${order.seed}: the reader hangs on one of the inputs from ${at} on`;
      timer = setTimeout(() => reject(new Error(message)), HANGS_AFTER_MS);
    };
    worker.onmessage = ({ data }: MessageEvent<FuzzReport>) => {
      watch();
      if (data === "ready") worker.postMessage(order);
      else if ("at" in data) at = data.at;
      else if ("wrong" in data) reject(new Error(`seed ${order.seed}: ${data.wrong}\n${data.input}`));
      else if (data.slowestMs > 20_000) {
        reject(new Error(`seed ${order.seed}: one input took ${data.slowestMs} ms`));
      } else resolve(data.done);
    };
    worker.onerror = (event) => {
      event.preventDefault();
      reject(new Error(event.message));
    };
    watch();
  }).finally(() => {
    clearTimeout(timer);
    worker.terminate();
  });
}
