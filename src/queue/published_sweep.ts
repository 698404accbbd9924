// A sweep as it is published: its canonical text in pieces, and what a worker must share to train parts of it.
// What must not change: a worker believes the text by its hash alone, and refuses a sweep that it would train or cut
// otherwise before it takes a part.

import { headers, type NatsConnection } from "npm:@nats-io/nats-core@3.4.0";
import { jetstream, type JetStreamManager } from "npm:@nats-io/jetstream@3.4.0";
import { canonicalText } from "../experiment/config.ts";
import type { Experiment } from "../experiment/experiment.ts";
import { LIMITS } from "../experiment/limits.ts";
import { readExperiment } from "../experiment/reading/parse_experiment.ts";
import { describeProblem } from "../experiment/source/problem.ts";
import { planOf, type SweepPlan } from "../sweep/plan.ts";
import { PART_LAYOUT } from "../threads/part_file.ts";
import { ANY_CONFIG, CONFIG_STREAM, readIdentity, SweepSubjects } from "./subjects.ts";

/** Most servers take a message of one megabyte. */
const PIECE_BYTES = 512 * 1024;
/** No text that is longer is read. */
const MOST_PIECES = Math.ceil(LIMITS.configBytes / PIECE_BYTES);

const HEADER = {
  pieces: "Seedbed-Pieces",
  layout: "Seedbed-Part-Layout",
  partSize: "Seedbed-Part-Size",
} as const;

/** Publishes a sweep, the first piece last: whoever finds it finds the others too. */
export async function publishSweep(
  connection: NatsConnection,
  subjects: SweepSubjects,
  plan: SweepPlan,
): Promise<void> {
  const bytes = new TextEncoder().encode(canonicalText(plan.experiment));
  const pieceCount = Math.ceil(bytes.length / PIECE_BYTES);
  const about = headers();
  about.set(HEADER.pieces, String(pieceCount));
  about.set(HEADER.layout, String(PART_LAYOUT));
  about.set(HEADER.partSize, String(plan.partSize));
  for (let piece = pieceCount - 1; piece >= 0; piece--) {
    const body = bytes.subarray(piece * PIECE_BYTES, (piece + 1) * PIECE_BYTES);
    await jetstream(connection).publish(subjects.config(piece), body, { headers: about });
  }
}

/** A sweep that a worker has found. */
export type FoundSweep =
  | { readonly subjects: SweepSubjects; readonly plan: SweepPlan }
  /** Why this worker must not train it. */
  | { readonly subjects: SweepSubjects; readonly refusal: string };

/** The identities of the sweeps under way, the oldest first. */
export async function identitiesOn(manager: JetStreamManager): Promise<readonly string[]> {
  const identities: string[] = [];
  for (let seq = 1;;) {
    const found = await manager.direct.getMessage(CONFIG_STREAM, { seq, next_by_subj: ANY_CONFIG });
    if (found === null) return identities;
    const identity = readIdentity(found.subject);
    if (identity !== null) identities.push(identity);
    seq = found.seq + 1;
  }
}

/** Fetches a sweep; null where it is not there any more. */
export async function fetchSweep(manager: JetStreamManager, identity: string): Promise<FoundSweep | null> {
  const subjects = new SweepSubjects(identity);
  const first = await manager.direct.getMessage(CONFIG_STREAM, { last_by_subj: subjects.config(0) });
  if (first === null) return null;
  const figure = (name: string): number => Number(first.header.get(name));
  const pieceCount = figure(HEADER.pieces);
  if (!(pieceCount >= 1 && pieceCount <= MOST_PIECES)) {
    return { subjects, refusal: `its text has ${pieceCount} pieces, which no sweep has` };
  }
  const pieces: Uint8Array[] = [first.data];
  for (let piece = 1; piece < pieceCount; piece++) {
    const found = await manager.direct.getMessage(CONFIG_STREAM, { last_by_subj: subjects.config(piece) });
    if (found === null) return null;
    pieces.push(found.data);
  }
  const bytes = new Uint8Array(await new Blob(pieces as Uint8Array<ArrayBuffer>[]).arrayBuffer());
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex();
  if (hash !== identity) return { subjects, refusal: `its text has the hash ${hash}, not that of its name` };
  if (figure(HEADER.layout) !== PART_LAYOUT) {
    const found = `parts in layout ${figure(HEADER.layout)}`;
    return {
      subjects,
      refusal: `it wants ${found}, and this program writes layout ${PART_LAYOUT}: use its version`,
    };
  }
  const read = readExperiment(new TextDecoder().decode(bytes), {
    fileName: "config.json",
    limitBytes: LIMITS.configBytes,
  });
  if ("problems" in read) {
    return { subjects, refusal: `this program cannot read it: ${describeProblem(read.problems[0])}` };
  }
  return planned(subjects, read.ok, figure(HEADER.partSize));
}

function planned(subjects: SweepSubjects, experiment: Experiment, partSize: number): FoundSweep {
  if (experiment.sweep === null) return { subjects, refusal: "it is a single run" };
  const plan = planOf(experiment);
  if (plan.partSize === partSize) return { subjects, plan };
  const found = `into parts of ${partSize} trials`;
  return {
    subjects,
    refusal: `it was cut ${found}, and this program cuts it into ${plan.partSize}: use its version`,
  };
}
