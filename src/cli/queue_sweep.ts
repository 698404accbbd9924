// A sweep on a NATS server, from the first part to the result, as a person at a terminal sees it.
// Why apart from `queue.ts`: the packages for it are in a lock of their own, and the help of all commands needs none.

import { canonicalText, folderOf } from "../experiment/config.ts";
import type { Experiment } from "../experiment/experiment.ts";
import { nativeHashOf } from "../host/native_hash.ts";
import { compactCount } from "../host/progress.ts";
import { collectSweep, withdrawLeft } from "../host/queued_sweep.ts";
import { connectToServer, type QueueServer } from "../host/queue_server.ts";
import type { SweepTraining } from "../host/sweep_runner.ts";
import { paintError, printMessage } from "../host/terminal.ts";
import { sentText } from "../host/work_progress.ts";
import { isOfWorld } from "../host/world_error.ts";
import type { CollectorEvent } from "../queue/collector.ts";
import { serverText } from "../queue/connection.ts";
import { FOUND, HERE, type WorkerTally } from "../queue/worker_tally.ts";
import { planOf, type SweepPlan } from "../sweep/plan.ts";
import { trialsOfParts } from "../sweep/shard.ts";
import { nameOfPart } from "../threads/part_file.ts";
import { quoted } from "../text/shell_word.ts";
import { visible } from "../text/visible_text.ts";
import { counted } from "../text/words.ts";
import type { Arguments } from "./command.ts";
import type { PrintJson } from "./in_turn.ts";
import { KeptProgress } from "./kept_progress.ts";
import { program } from "./launch.ts";
import { runSweepCommand } from "./run_sweep.ts";
import { wordsOfTrials } from "./sweep_ranges.ts";

/** Has a sweep trained by the workers of a server. @returns the exit code. */
export async function queueSweep(
  experiment: Experiment,
  args: Arguments,
  server: QueueServer,
  printJson: PrintJson,
): Promise<number> {
  let isCollected = false;
  const code = await runSweepCommand(experiment, args, printJson, (sweep) => {
    isCollected = true;
    return collected(sweep, server, workLine(server, args));
  });
  if (!isCollected) await withdrawFound(experiment, server);
  return code;
}

/** Takes a sweep from the server that a stopped command has left there. @returns the exit code. */
export async function withdrawSweep(experiment: Experiment, server: QueueServer): Promise<number> {
  const hash = await nativeHashOf(canonicalText(experiment));
  const what = visible(folderOf(experiment, hash));
  const left = await withdrawFrom(server, experiment, hash);
  if (left === "collected") {
    printMessage(`${paintError("red", "error")}: another queue collects ${what} now: stop it first\n`);
    return 1;
  }
  printMessage(
    left === "withdrawn" ? withdrawnText(`${what} `, server) : `nothing of ${what} is on ${server.url}\n`,
  );
  return 0;
}

/** A sweep whose result was found may be on the server still: whoever put it together knew nothing of a server. */
async function withdrawFound(experiment: Experiment, server: QueueServer): Promise<void> {
  const hash = await nativeHashOf(canonicalText(experiment));
  try {
    const left = await withdrawFrom(server, experiment, hash, 0);
    if (left === "withdrawn") printMessage(withdrawnText("", server));
  } catch (error) {
    if (!isOfWorld(error)) throw error;
    printMessage(
      `${error.message}; if the server still has the sweep, the same command takes it away then\n`,
    );
  }
}

/** @param patienceMs for how long the server is tried. @returns what was found of the sweep there. */
async function withdrawFrom(
  server: QueueServer,
  experiment: Experiment,
  hash: string,
  patienceMs?: number,
): ReturnType<typeof withdrawLeft> {
  const connection = await connectToServer(server, patienceMs);
  try {
    return await withdrawLeft(connection, planOf(experiment), hash);
  } finally {
    await connection.close();
  }
}

function withdrawnText(what: string, { url }: QueueServer): string {
  return `${paintError("green", "withdrawn")} ${what}from ${url}: workers train it no more\n`;
}

/** The command line of a worker, which has a name and a key of its own where the server wants any. */
function workLine({ url, credentials }: QueueServer, args: Arguments): string {
  const key = credentials === null ? "" : " --name NAME --credentials NAME.key";
  const authority = args.value("ca");
  const ca = authority === undefined ? "" : ` --ca ${quoted(authority)}`;
  return `${program()} work ${quoted(url)}${key}${ca}`;
}

async function collected(sweep: SweepTraining, server: QueueServer, workLine: string): Promise<void> {
  const total = sweep.plan.trialCount;
  const connection = await connectToServer(server);
  let found: number | null = null;
  let tally: WorkerTally | null = null;
  const tellWorkers = (): void => {
    for (const { name, partCount, trialCount } of tally?.workers() ?? []) {
      printMessage(`${whoText(name)} ${sentText(partCount, trialCount)}\n`);
    }
  };
  const progress = new KeptProgress("collecting", total, () => {
    tellWorkers();
    printMessage(
      "workers go on with what is on the server: the same command with --withdraw takes it away\n",
    );
  });
  let [hasPart, isAtWork] = [false, false];
  const wait = (): void => progress.line.wait(`waiting for ${isAtWork ? "the first part" : "a worker"}`);
  try {
    await collectSweep({
      ...sweep,
      connection,
      onEvent: (event) => {
        progress.line.end();
        printMessage(textOfEvent(event, sweep.plan, workLine));
        isAtWork ||= AT_WORK.includes(event.kind);
        if (!hasPart) wait();
      },
      onProgress: (done, workers) => {
        found ??= done;
        progress.beginsFrom(found);
        tally = workers;
        progress.keepsTrials(done);
        hasPart ||= done > found;
        if (hasPart) progress.line.update(done, found, () => workersText(workers));
        else wait();
      },
    });
  } finally {
    progress.end();
    tellWorkers();
    await connection.close();
  }
}

/** After these a first part is on its way. */
const AT_WORK: readonly CollectorEvent["kind"][] = ["nobody", "joined", "abandoned"];

/** What is said before how many parts came from somebody. */
function whoText(name: string): string {
  if (name === HERE) return "trained here:";
  return name === FOUND ? "put into the folder by others:" : `${visible(name)} sent`;
}

/** How fast each worker is; with the name of its process only where there are several. */
function workersText(tally: WorkerTally): string {
  const workers = tally.workers().filter(({ name }) => name !== FOUND);
  const shortName = (name: string): string => name.replace(/\/.*/, "");
  return workers.map(({ name, rate }) => {
    const isOne = workers.filter((other) => shortName(other.name) === shortName(name)).length === 1;
    return `${visible(isOne ? shortName(name) : name)} ${compactCount(rate)}/s`;
  }).join(", ");
}

function textOfEvent(event: CollectorEvent, plan: SweepPlan, workLine: string): string {
  switch (event.kind) {
    case "server":
      return `${serverText(event.isThere)}\n`;
    case "another":
      return "another queue collects this sweep from the same server: into the same folder they share the parts; " +
        "into two folders what one takes is trained again for the other\n";
    case "nobody":
      return "no worker is at this sweep: there is none, or all are at older ones; until one is, one thread trains here\n" +
        `  ${workLine} starts a worker\n`;
    case "joined":
      return `${visible(event.worker)} works\n`;
    case "abandoned": {
      const range = trialsOfParts(plan, { from: event.part, to: event.part + 1 });
      const part = `${nameOfPart(event.part)} (${wordsOfTrials(range)})`;
      return `${part}: ${event.workerCount} workers took it and said nothing more; it is trained here\n`;
    }
    case "refused": {
      const are = event.partCount === 1 ? "is" : "are";
      return `${paintError("red", "refused")} ${visible(`${event.worker}: ${event.reason}`)}\n` +
        `  ${counted(event.partCount, "part")} that came from it, or whose sender is unknown, ` +
        `${are} thrown away and trained again\n`;
    }
  }
}
