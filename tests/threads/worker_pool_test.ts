// The pool gives each part once, whoever trains it, and what goes wrong is data.
import assert from "node:assert/strict";
import { PartRequests } from "../../src/sweep/part_requests.ts";
import { PartTrainer } from "../../src/sweep/part_trainer.ts";
import { planOf } from "../../src/sweep/plan.ts";
import type { FromWorker, ToWorker } from "../../src/threads/part_messages.ts";
import { trainedPart } from "../../src/threads/trained_part.ts";
import {
  type Collect,
  type PoolFailure,
  type PoolOptions,
  WorkerPool,
} from "../../src/threads/worker_pool.ts";
import { people } from "../sweep/sweep_cases.ts";
import { within } from "../waiting.ts";

const requests = new PartRequests(planOf(people("seed=1..6000", "learning_rate=0.1,0.2")));
const parts = Array.from({ length: requests.plan.partCount }, (_, part) => part);
const makeWorker = (): Worker =>
  new Worker(new URL("../../src/threads/part_worker.ts", import.meta.url), { type: "module" });

async function train(options: Partial<PoolOptions>, collect: Collect): Promise<PoolFailure | null> {
  const pool = new WorkerPool({ makeWorker, threadCount: 2, joinsIn: false, ...options });
  try {
    return await pool.train({ frame: requests.frame, identity: null }, requests.queueOf(parts), collect);
  } finally {
    pool.terminate();
  }
}

const expected = await Promise.all(parts.map(async (part) => {
  const sweep = { frame: requests.frame, identity: null };
  const { figures, bins, lines } = await trainedPart(new PartTrainer(), sweep, requests.request(part));
  return [part, [...figures].join(), [...bins].join(), new TextDecoder().decode(lines)];
}));

for (const threadCount of [1, 2, 3]) {
  for (const joinsIn of [false, true]) {
    const who = joinsIn ? "the calling thread among them" : "all of them workers";
    Deno.test(`every part is collected once, as one thread trains it: ${threadCount} threads, ${who}`, async () => {
      let workerCount = 0;
      const counted = (): Worker => {
        workerCount++;
        return makeWorker();
      };
      const found: unknown[][] = [];
      const failure = await train({ threadCount, joinsIn, makeWorker: counted }, async (part) => {
        await new Promise((resolve) => setTimeout(resolve, part.part % 3));
        const { figures, bins, lines } = part;
        found.push([part.part, [...figures].join(), [...bins].join(), new TextDecoder().decode(lines)]);
      });
      assert.equal(failure, null);
      assert.equal(workerCount, threadCount - Number(joinsIn));
      assert.deepEqual(found.sort(([a], [b]) => Number(a) - Number(b)), expected);
    });
  }
}

Deno.test("a pool trains one sweep after another", async () => {
  const pool = new WorkerPool({ makeWorker, threadCount: 2, joinsIn: false });
  try {
    for (const overrides of [["seed=1..40"], ["hidden=[3],[4]", "seed=7..90"]]) {
      const sweep = new PartRequests(planOf(people(...overrides)));
      const kept = { frame: sweep.frame, identity: new Uint8Array(32).fill(7) };
      const wanted = await trainedPart(new PartTrainer(), kept, sweep.request(0));
      const failure = await pool.train(kept, sweep.queueOf([0]), (part) => {
        assert.deepEqual(part.lines, wanted.lines);
        assert.deepEqual(part.file, wanted.file);
      });
      assert.equal(failure, null);
    }
  } finally {
    pool.terminate();
  }
});

for (const joinsIn of [false, true]) {
  Deno.test(`a part that cannot be kept ends the training, with what was thrown (joins in: ${joinsIn})`, async () => {
    const full = new Error("full");
    const failure = await train({ joinsIn }, ({ part }) => {
      if (part === 2) throw full;
    });
    assert.deepEqual(failure, { doing: "collecting", part: 2, error: full });
  });
}

Deno.test("a worker that cannot start is a failure without a part", async () => {
  const makeWorker = (): Worker => {
    const refused = Object.assign(new EventTarget(), {
      onerror: (_event: ErrorEvent): void => {},
      terminate: (): void => {},
      postMessage: (): void => refused.onerror(new ErrorEvent("error", { message: "blocked" })),
    });
    return refused as unknown as Worker;
  };
  const failure = await train({ makeWorker }, () => {});
  assert.deepEqual([failure?.doing, failure?.part], ["training", null]);
  assert.match(String(failure?.error), /blocked/);
});

Deno.test("a part that cannot be trained is a failure with its number, in a worker and in the calling thread", async () => {
  for (const joinsIn of [false, true]) {
    const pool = new WorkerPool({ makeWorker, threadCount: 1, joinsIn });
    try {
      let next = 0;
      const queue = {
        length: 1,
        next: () => next++ === 0 ? { part: 1, variants: new Map(), checkpoint: null } : null,
      };
      const failure = await pool.train({ frame: requests.frame, identity: null }, queue, () => {});
      assert.deepEqual([failure?.doing, failure?.part], ["training", 1]);
      assert.ok(failure?.error instanceof TypeError);
    } finally {
      pool.terminate();
    }
  }
});

Deno.test("a worker that breaks down while it loads, before anything is asked of it, is a failure as well", async () => {
  const source = URL.createObjectURL(new Blob(["throw new Error('no room')"], { type: "text/javascript" }));
  const breakdowns: Promise<unknown>[] = [];
  const pool = new WorkerPool({
    makeWorker: () => {
      const worker = new Worker(source, { type: "module" });
      breakdowns.push(new Promise((resolve) => worker.addEventListener("error", resolve, { once: true })));
      return worker;
    },
    threadCount: 2,
    joinsIn: false,
  });
  try {
    await within("both workers to break down", Promise.all(breakdowns));
    const sweep = { frame: requests.frame, identity: null };
    const failure = await pool.train(sweep, requests.queueOf(parts), () => {});
    assert.ok(failure?.doing === "training" && failure.part === null);
    assert.match(String(failure.error), /no room/);
  } finally {
    pool.terminate();
    URL.revokeObjectURL(source);
  }
});

Deno.test("a worker that has answered has a second part at hand while there is one for every thread", async () => {
  const queue = requests.queueOf([...parts, ...parts, ...parts]);
  const threadCount = 4;
  const afterAnswer: [held: number, left: number][] = [];
  // It trains nothing and answers at once, so that the calling thread takes next to nothing.
  const makeWorker = (): Worker => {
    const held: number[] = [];
    const answer = (): void => {
      const [figures, bins, lines] = [new Float64Array(0), new Uint16Array(0), new Uint8Array(0)];
      const part = { part: held.shift()!, figures, bins, lines, file: null, laneTrialCount: 0 };
      worker.onmessage({ data: { kind: "trained", part } });
      afterAnswer.push([held.length, queue.length]);
      if (held.length > 0) queueMicrotask(answer);
    };
    const worker = {
      onmessage: (_event: { data: FromWorker }): void => {},
      terminate: (): void => {},
      postMessage(message: ToWorker): void {
        if (message.kind === "sweep") queueMicrotask(answer);
        else held.push(message.request.part);
      },
    };
    return worker as unknown as Worker;
  };
  const pool = new WorkerPool({ makeWorker, threadCount, joinsIn: true });
  assert.equal(await pool.train({ frame: requests.frame, identity: null }, queue, () => {}), null);
  assert.ok(afterAnswer.some(([, left]) => left >= threadCount && left < 2 * threadCount));
  for (const [held, left] of afterAnswer) {
    assert.ok(held >= 2 || left < threadCount, `${held} at hand while ${left} are left`);
  }
});
