// The map of what the network answers, and everything on it that can be dragged, moved by keys, asked or added.
// What must not change: whatever a drag does, a field of the rows' table and an arrow key do as well; while something is
// dragged, positions are read as they were when it began, or the map would run away under the pointer. Each arrow key is a
// step, however fast they come: from where the last one went where that is not drawn yet.

/** @jsx h */
import { type MapPlaces, nearestMark, type PlacedMark, valuesAt } from "../../play/hit.ts";
import type { App } from "../app.ts";
import {
  h,
  type JSX,
  type TargetedPointerEvent,
  useComputed,
  useLayoutEffect,
  useRef,
  useSignal,
} from "../preact.ts";
import { ChartPlace, pointIn } from "./chart_place.tsx";
import { MapMenu } from "./map_menu.tsx";

/** How far from a mark a finger may be. */
const REACH = 22;
/** An arrow key moves by so many pixels; with Shift by more. */
const KEY_STEP = 2;
const LARGE_KEY_STEP = 20;
/** More marks cannot be told apart by touch; they are moved in the table. */
const MOST_MARKS = 60;

export function MapPanel({ app }: { app: App }): JSX.Element {
  const { store } = app;
  const map = useComputed(() => store.charts.value.get("map"));
  const places = useComputed(() => map.value?.places as MapPlaces | null | undefined);
  return (
    <section
      class={`panel map-panel${map.value === undefined ? " empty" : ""}${
        store.hasMap.value ? "" : " pictures"
      }`}
      aria-label={store.hasMap.value ? "Map of the answers" : "What the layers make of it"}
    >
      <ChartPlace app={app} id="map" chart="map">
        {places.value ? <MapSurface app={app} map={places.value} /> : null}
      </ChartPlace>
      <details class="caption">
        <summary>{store.hasMap.value ? "What the colours mean" : "What this shows"}</summary>
        <p>{map.value?.caption}</p>
      </details>
    </section>
  );
}

/** A mark on its way, and the map in which its position is meant. */
interface Moving {
  readonly mark: PlacedMark;
  readonly map: MapPlaces;
}

function MapSurface({ app, map }: { app: App; map: MapPlaces }): JSX.Element {
  const drag = useRef<Moving | null>(null);
  const stepped = useRef<Moving | null>(null);
  const dragged = useSignal<string | null>(null);
  const menu = useSignal<{ readonly x: number; readonly y: number } | null>(null);
  const marks = map.marks.length <= MOST_MARKS ? map.marks : map.marks.filter(({ kind }) => kind === "query");
  const { hasTouched, isLast } = app.store;
  const hint = hasTouched.value || isLast.value ? null : hintedMark(map);

  /** @returns it where it is now: on the plot. */
  const move = ({ mark, map: within }: Moving, x: number, y: number): Moving => {
    const { plot } = within;
    const place = { x: clamped(x, plot.left, plot.right), y: clamped(y, plot.top, plot.bottom) };
    const values = valuesAt(within, place);
    const cells = Object.fromEntries(values.map(({ feature, text }) => [feature, text]));
    app.edits.gesture(
      { kind: "cells", table: mark.table, row: mark.index, cells },
      `drag ${mark.table} ${mark.index}`,
    );
    return { mark: { ...mark, ...place }, map: within };
  };
  const down = (event: TargetedPointerEvent<HTMLDivElement>): void => {
    const { x, y } = pointIn(event.currentTarget, event);
    const mark = nearestMark(map, { x, y }, REACH);
    menu.value = null;
    if (mark === null || event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    drag.current = { mark, map };
    dragged.value = keyOf(mark);
    event.preventDefault();
    event.currentTarget.querySelector<HTMLElement>(`[data-mark="${keyOf(mark)}"]`)?.focus({
      preventScroll: true,
    });
  };
  const over = (event: TargetedPointerEvent<HTMLDivElement>): void => {
    const { x, y } = pointIn(event.currentTarget, event);
    if (drag.current !== null) move(drag.current, x, y);
    else event.currentTarget.classList.toggle("on-mark", nearestMark(map, { x, y }, REACH) !== null);
  };
  const up = (event: TargetedPointerEvent<HTMLDivElement>): void => {
    if (drag.current !== null) {
      drag.current = null;
      dragged.value = null;
      app.edits.endGesture();
      return;
    }
    const { x, y } = pointIn(event.currentTarget, event);
    const { plot } = map;
    const isInside = x > plot.left && x < plot.right && y > plot.top && y < plot.bottom;
    if (isInside && event.target === event.currentTarget) menu.value = { x, y };
  };
  const key = (mark: PlacedMark, event: KeyboardEvent): void => {
    const way = WAYS[event.key];
    if (way === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const by = event.shiftKey ? LARGE_KEY_STEP : KEY_STEP;
    const last = stepped.current;
    const isUnderway = app.edits.isWorking && last !== null && keyOf(last.mark) === keyOf(mark);
    const from = isUnderway ? last : { mark, map };
    stepped.current = move(from, from.mark.x + way[0] * by, from.mark.y + way[1] * by);
  };

  return (
    <div class="surface" onPointerDown={down} onPointerMove={over} onPointerUp={up} onPointerCancel={up}>
      {marks.map((mark) => (
        <button
          type="button"
          key={keyOf(mark)}
          data-mark={keyOf(mark)}
          class={`mark ${mark.kind}${dragged.value === keyOf(mark) ? " dragged" : ""}`}
          style={{ left: `${mark.x}px`, top: `${mark.y}px` }}
          aria-label={labelOf(map, mark)}
          onKeyDown={(event) => key(mark, event)}
          onKeyUp={(event) => event.key in WAYS && app.edits.endGesture()}
        />
      ))}
      {hint === null ? null : <DragHint x={hint.x} y={hint.y} />}
      {menu.value === null
        ? null
        : <MapMenu app={app} map={map} {...menu.value} close={() => menu.value = null} />}
    </div>
  );
}

const WAYS: Readonly<Record<string, readonly [x: number, y: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Shows what can be dragged, with words where they have room that no label and no mark takes. */
function DragHint({ x, y }: Pick<PlacedMark, "x" | "y">): JSX.Element {
  const ring = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    const { classList, firstElementChild, parentElement: surface } = ring.current!;
    const words = firstElementChild as HTMLElement;
    const taken = [...surface!.parentElement!.querySelectorAll(".drawing text, .mark")]
      .map((each) => each.getBoundingClientRect());
    const isFree = (side: string): boolean => {
      classList.remove(...SIDES);
      classList.add(side);
      const box = words.getBoundingClientRect();
      return isInside(box, surface!.getBoundingClientRect()) && !taken.some((each) => isOver(box, each));
    };
    words.hidden = false;
    words.hidden = !SIDES.some(isFree);
  }, [x, y]);
  return (
    <span ref={ring} class="drag-hint" aria-hidden="true" style={{ left: `${x}px`, top: `${y}px` }}>
      <span>drag me</span>
    </span>
  );
}

/** Where its words may stand, the best place first. */
const SIDES = ["below", "above", "before", "after"];

function isInside(box: DOMRect, around: DOMRect): boolean {
  return box.left >= around.left && box.right <= around.right && box.top >= around.top &&
    box.bottom <= around.bottom;
}

function isOver(box: DOMRect, other: DOMRect): boolean {
  return box.left < other.right && box.right > other.left && box.top < other.bottom && box.bottom > other.top;
}

/** A query to be dragged first; else a row. */
function hintedMark({ marks }: MapPlaces): PlacedMark | null {
  return marks.find(({ kind }) => kind === "query") ?? marks[0] ?? null;
}

function keyOf({ table, index }: PlacedMark): string {
  return `${table} ${index}`;
}

function labelOf(map: MapPlaces, mark: PlacedMark): string {
  const values = valuesAt(map, mark).map(({ feature, text }) => `${feature} ${text}`);
  return `${mark.name || `${mark.kind} ${mark.index + 1}`}: ${values.join(", ")}; arrow keys move it`;
}

function clamped(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(high, value));
}
