// Which faults are tried: every moment at which a kill leaves something else, and every error at every kind of operation.
// Why not every error at every operation: that would be twenty thousand processes.

import { RandomState } from "../../mod.ts";
import type { Operation } from "./disturbed_process.ts";
import type { ErrnoName, Fault } from "./fault_injector.ts";

/** Operations that change what is on disk; between two others a kill leaves the same. */
const CHANGING = [
  "create",
  "write",
  "truncate",
  "sync",
  "sync-folder",
  "lock",
  "rename",
  "link",
  "remove",
  "mkdir",
  "touch",
  "chmod",
];
/** Those of them that a process which is killed leaves no trace of: the system has what was written. */
const UNSEEN = ["sync", "sync-folder", "lock"];

/** What may be wrong with a disk, a network behind it, or rights. */
export const WORLD_ERRNOS: readonly ErrnoName[] = [
  "EIO",
  "ENOSPC",
  "EDQUOT",
  "EFBIG",
  "EACCES",
  "EPERM",
  "EROFS",
  "ESTALE",
  "EUCLEAN",
  "EREMOTEIO",
  "EHOSTDOWN",
  "ESHUTDOWN",
  "ENXIO",
  "ENODEV",
  "EMFILE",
  "ENAMETOOLONG",
  "EINTR",
  "EAGAIN",
];

/** The operations that change what is on disk. */
export function changesOf(operations: readonly Operation[]): readonly Operation[] {
  return operations.filter(({ kind }) => CHANGING.includes(kind));
}

/**
 * A kill before the first operation that changes something, after each, and in the middle of each write: there are no other
 * moments that differ. A sync and a lock leave files as they were.
 */
export function killsOf(operations: readonly Operation[]): readonly Fault[] {
  const changes = changesOf(operations).filter(({ kind }) => !UNSEEN.includes(kind));
  const before = changes.slice(0, 1).map(({ number: at }): Fault => ({ kind: "kill", at }));
  const others = changes.flatMap(({ number: at, kind }): readonly Fault[] => [
    ...(kind === "write" ? [{ kind: "torn", at } as const] : []),
    { kind: "kill-after", at },
  ]);
  return [...before, ...others];
}

/** Errors that each kind of operation gets at least in one scenario; the next begins with another. */
const ERRNOS_AT_ONCE = WORLD_ERRNOS.length / 2;
const ERRNO_STEP = 7;

/**
 * Failures of single operations: all that matter fail, and over the scenarios every error hits every kind of operation.
 *
 * @param turn the number of the scenario.
 */
export function failuresOf(operations: readonly Operation[], turn: number): readonly Fault[] {
  const byKind = Map.groupBy(operations, ({ kind }) => kind);
  return [...byKind].flatMap(([kind, ofKind]) => {
    const isEach = CHANGING.includes(kind) || kind === "read" || kind === "open";
    const count = isEach ? Math.max(ofKind.length, ERRNOS_AT_ONCE) : ERRNOS_AT_ONCE;
    return Array.from({ length: count }, (_, index): Fault => {
      const errno = WORLD_ERRNOS[(index + turn * ERRNO_STEP) % WORLD_ERRNOS.length];
      return { kind: "fail", at: ofKind[placeOf(index, count, ofKind.length)].number, errno };
    });
  });
}

/** Spreads a number of failures over a number of operations of a kind. */
function placeOf(index: number, failureCount: number, operationCount: number): number {
  return failureCount >= operationCount
    ? index % operationCount
    : Math.floor(index * operationCount / failureCount);
}

/** A disk that is gone from one operation on, for each that changes something. */
export function deathsOf(operations: readonly Operation[], turn: number): readonly Fault[] {
  return operations.filter(({ kind }) => CHANGING.includes(kind) || kind === "read").map((
    { number: at },
    index,
  ) => ({ kind: "fail-from", at, errno: WORLD_ERRNOS[(index + turn) % (WORLD_ERRNOS.length - 2)] }));
}

/** Some of many, drawn without repetition by a seed. */
export function someOf<Item>(items: readonly Item[], count: number, seed: number): readonly Item[] {
  const random = new RandomState(seed);
  const left = [...items];
  const drawn: Item[] = [];
  while (drawn.length < count && left.length > 0) {
    drawn.push(...left.splice(Math.floor(random.uniform(0, left.length)), 1));
  }
  return drawn;
}
