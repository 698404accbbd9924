// What moves a mark of the map: a pointer that holds it, and arrow keys.
// What must not change: while a mark is held, positions are read in the map in which it was taken, or the map would run
// away under the pointer. Each arrow key is a step, however fast they come: from where the last one went where that is
// not drawn yet.

import { type FeatureValue, type MapPlaces, nearestMark, type PlacedMark, valuesAt } from "../../play/hit.ts";
import type { App } from "../app.ts";
import { type Signal, signal } from "../preact.ts";

/** How far from a mark a finger may be. */
const REACH = 22;
/** An arrow key moves by so many pixels; with Shift by more. */
const KEY_STEP = 2;
const LARGE_KEY_STEP = 20;

const WAYS: Readonly<Record<string, readonly [x: number, y: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** A point of the map, in pixels from its corner. */
type Point = Pick<PlacedMark, "x" | "y">;

/** A mark on its way, and the map in which its position is meant. */
interface Moving {
  readonly mark: PlacedMark;
  readonly map: MapPlaces;
}

/** Moves the marks of one map; each move is an edit of the text. */
export class MarkDrag {
  readonly #app: App;
  readonly #taken: Signal<Moving | null> = signal(null);
  #stepped: Moving | null = null;

  constructor(app: App) {
    this.#app = app;
  }

  /** Which mark a pointer holds, by its key. */
  get held(): string | null {
    return this.#taken.value === null ? null : keyOf(this.#taken.value.mark);
  }

  /** Takes the mark at a point. @returns it; null where there is none. */
  take(map: MapPlaces, point: Point): PlacedMark | null {
    const mark = markAt(map, point);
    if (mark === null) return null;
    this.#taken.value = { mark, map };
    return mark;
  }

  /** Moves what is held to a point. */
  moveTo({ x, y }: Point): void {
    if (this.#taken.value !== null) this.#move(this.#taken.value, x, y);
  }

  /** Lets go. @returns whether a mark was held. */
  drop(): boolean {
    if (this.#taken.value === null) return false;
    this.#taken.value = null;
    this.#app.edits.endGesture();
    return true;
  }

  /** Moves a mark by an arrow key; other keys are left alone. */
  step(map: MapPlaces, mark: PlacedMark, event: KeyboardEvent): void {
    const way = WAYS[event.key];
    if (way === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const by = event.shiftKey ? LARGE_KEY_STEP : KEY_STEP;
    const last = this.#stepped;
    const isUnderway = this.#app.edits.isWorking && last !== null && keyOf(last.mark) === keyOf(mark);
    const from = isUnderway ? last : { mark, map };
    this.#stepped = this.#move(from, from.mark.x + way[0] * by, from.mark.y + way[1] * by);
  }

  /** Ends the steps of an arrow key that is let go. */
  endStep(event: KeyboardEvent): void {
    if (event.key in WAYS) this.#app.edits.endGesture();
  }

  /** @returns it where it is now: on the plot. */
  #move({ mark, map }: Moving, x: number, y: number): Moving {
    const { plot } = map;
    const place = { x: clamped(x, plot.left, plot.right), y: clamped(y, plot.top, plot.bottom) };
    const values = valuesAt(map, place);
    const cells = Object.fromEntries(values.map(({ feature, text }) => [feature, text]));
    this.#app.store.deed.value = `${mark.name} ${valuesWords(values)}`;
    this.#app.edits.gesture(
      { kind: "cells", table: mark.table, row: mark.index, cells },
      `drag ${mark.table} ${mark.index}`,
    );
    return { mark: { ...mark, ...place }, map };
  }
}

/** The mark that a pointer at a point means; null where there is none. */
export function markAt(map: MapPlaces, point: Point): PlacedMark | null {
  return nearestMark(map, point, REACH);
}

/** `weight 128, height 63`. */
export function valuesWords(values: readonly FeatureValue[]): string {
  return values.map(({ feature, text }) => `${feature} ${text}`).join(", ");
}

/** Tells a mark from all others. */
export function keyOf({ table, index }: PlacedMark): string {
  return `${table} ${index}`;
}

function clamped(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(high, value));
}
