// Trains many parts at once, for whatever has room for more trials than a part has: a graphics card.
// What must not change: each part is sent back as if it had been trained by itself, in the order in which they came.

import type { LanesFor } from "../sweep/part_training.ts";
import { type GroupedTrials, groupedTrials, type PartRequest } from "../sweep/grouped_trials.ts";
import { joinedTrials, resultsOfParts } from "../sweep/joined_trials.ts";
import { PartTrainer } from "../sweep/part_trainer.ts";
import { pause } from "./event_loop.ts";
import { sendTrained, type WorkerScope } from "./part_messages.ts";
import { type ThreadedSweep, trainedPartOf } from "./trained_part.ts";

/** Trials after which no part joins a wave any more: their figures must fit in memory. */
const MOST_TRIALS = 500_000;
/** How long to wait for more parts, in milliseconds: they are sent one after another. */
const QUIET_MS = 20;

/** Parts of one sweep that are trained together. */
interface Wave {
  readonly sweep: ThreadedSweep;
  readonly requests: PartRequest[];
}

/**
 * Answers as `part_worker.ts` does, some parts at a time.
 *
 * @param lanesFor what trains the groups of trials.
 * @param sentError what is sent of a failure; by default the error, which arrives without its class.
 */
export function serveWaves(
  scope: WorkerScope,
  lanesFor: LanesFor,
  sentError: (error: unknown) => unknown = (error) => error,
): void {
  const waves: Wave[] = [];
  let isAtWork = false;

  async function work(): Promise<void> {
    isAtWork = true;
    for (;;) {
      while (waves.length > 1 && waves[0].requests.length === 0) waves.shift();
      const [wave] = waves;
      if (wave.requests.length === 0) break;
      await quiet(() => wave.requests.length);
      await answer(wave);
    }
    isAtWork = false;
  }

  /** Takes as many parts of a wave as there is room for, and sends back what came of them. */
  async function answer(wave: Wave): Promise<void> {
    const taken: PartRequest[] = [];
    const parts: GroupedTrials[] = [];
    let sentCount = 0;
    try {
      for (let trialCount = 0; wave.requests.length > 0 && trialCount < MOST_TRIALS;) {
        taken.push(wave.requests.shift()!);
        const part = groupedTrials(wave.sweep.frame, taken[taken.length - 1]);
        parts.push(part);
        trialCount += part.trialCount;
      }
      const result = new PartTrainer("fastest", lanesFor).train(joinedTrials(parts));
      for (const [index, ofPart] of resultsOfParts(parts, result).entries()) {
        sendTrained(scope, await trainedPartOf(wave.sweep, parts[index], ofPart));
        sentCount++;
      }
    } catch (error) {
      // Each part has one answer: what was sent stays sent.
      for (const { part } of taken.slice(sentCount)) {
        scope.postMessage({ kind: "failed", part, error: sentError(error) });
      }
    }
  }

  scope.onmessage = ({ data }) => {
    if (data.kind === "sweep") {
      waves.push({ sweep: data.sweep, requests: [] });
      return;
    }
    waves[waves.length - 1].requests.push(data.request);
    if (!isAtWork) void work();
  };
}

/** Waits until a count has stopped growing. */
async function quiet(count: () => number): Promise<void> {
  for (let before = -1; before !== count();) {
    before = count();
    await pause(QUIET_MS);
  }
}
