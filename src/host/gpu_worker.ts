// A worker that trains parts on a graphics card: the one whose number is the worker's name.
// Why a worker: a call of the card lasts about a third of a second, and the program's own thread must hear Ctrl-C meanwhile.

import type { GpuLanes } from "../engine/gpu/gpu_lanes.ts";
import { cardLanes } from "../sweep/card_lanes.ts";
import { rowCountOfGroup } from "../sweep/grouped_trials.ts";
import type { WorkerScope } from "../threads/part_messages.ts";
import { serveWaves } from "../threads/wave_worker.ts";
import { CudaCard } from "./cuda.ts";
import { sentError } from "./world_error.ts";

/** What part of the free memory the lanes may take: rows and answers need some, and so may others. */
const MEMORY_SHARE = 0.5;

const scope = self as unknown as WorkerScope & { readonly name: string };
let card: CudaCard | null = null;
let used: GpuLanes | null = null;

serveWaves(scope, (group) => {
  if (rowCountOfGroup(group) === 0) return null;
  // Opened when there is work, so that what goes wrong is an answer to that.
  card ??= new CudaCard(Number(scope.name));
  used?.free();
  used = null;
  return used = cardLanes(card, group, card.freeBytes * MEMORY_SHARE);
}, sentError);
