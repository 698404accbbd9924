// Undo and redo of everything: text, data files and caret, whichever part of the page a change came from.
// What must not change: there is one history. A drag over a hundred pixels is one step back, as its start and its end
// are what a person remembers.

import type { PlayDocument } from "./document.ts";

/** What is gone back to. */
export interface Moment {
  readonly document: PlayDocument;
  /** Offset in the text. */
  readonly caret: number;
}

/** Moments in their order. */
export interface History {
  /** The oldest first. */
  readonly past: readonly Moment[];
  readonly present: Moment;
  /** What was undone, the nearest first. */
  readonly future: readonly Moment[];
  /** The gesture that made the present one, while it may still go on; null where it has ended. */
  readonly gesture: string | null;
}

/** Steps that are kept, and characters of all their texts: each moment shares its files with its neighbours. */
const MOST_STEPS = 300;
const MOST_CHARACTERS = 20_000_000;

/** A history that begins here. */
export function startHistory(moment: Moment): History {
  return { past: [], present: moment, future: [], gesture: null };
}

/**
 * A history with a new present.
 *
 * @param gesture what made it, such as `drag Alice`: the same twice in a row is one step; null for a step of its own.
 *
 * @example A drag is one step
 * ```ts
 * const at = (text: string) => ({ document: { name: "a", text, files: {} }, caret: 0 });
 * let history = startHistory(at("x: 1"));
 * for (const text of ["x: 2", "x: 3"]) history = recorded(history, at(text), "scrub 3");
 * if (undone(history).present.document.text !== "x: 1") throw new Error("wrong");
 * ```
 */
export function recorded(history: History, moment: Moment, gesture: string | null): History {
  const goesOn = gesture !== null && gesture === history.gesture;
  if (isSame(moment, history.present)) {
    return { ...history, present: moment };
  }
  const past = goesOn ? history.past : bounded([...history.past, history.present]);
  return { past, present: moment, future: [], gesture };
}

/** The gesture is over: what follows is a step of its own, whatever it is called. */
export function endedGesture(history: History): History {
  return history.gesture === null ? history : { ...history, gesture: null };
}

/** Whether there is something to take back. */
export function canUndo({ past }: History): boolean {
  return past.length > 0;
}

/** Whether something was taken back. */
export function canRedo({ future }: History): boolean {
  return future.length > 0;
}

/** One step back; the same history where there is none. */
export function undone(history: History): History {
  const { past, present, future } = history;
  if (past.length === 0) return history;
  return {
    past: past.slice(0, -1),
    present: past[past.length - 1],
    future: [present, ...future],
    gesture: null,
  };
}

/** One step forth again. */
export function redone(history: History): History {
  const { past, present, future } = history;
  if (future.length === 0) return history;
  return { past: [...past, present], present: future[0], future: future.slice(1), gesture: null };
}

function isSame(a: Moment, b: Moment): boolean {
  const [one, other] = [a.document, b.document];
  if (one.text !== other.text || one.name !== other.name) return false;
  const names = Object.keys(one.files);
  return names.length === Object.keys(other.files).length &&
    names.every((name) => one.files[name] === other.files[name]);
}

/** The youngest of some moments, as many as are kept. */
function bounded(past: readonly Moment[]): readonly Moment[] {
  let from = Math.max(0, past.length - MOST_STEPS);
  let characters = 0;
  for (let index = past.length - 1; index >= from; index--) {
    characters += past[index].document.text.length;
    if (characters > MOST_CHARACTERS) from = Math.min(index + 1, past.length - 1);
  }
  return past.slice(from);
}
