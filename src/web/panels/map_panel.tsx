// The map of what the network answers, and everything on it that can be dragged, moved by keys, asked or added.
// What must not change: whatever a drag does, a field of the rows' table and an arrow key do as well.

/** @jsx h */
import { isWholeRow, type MapPlaces, type PlacedMark, valuesAt } from "../../play/hit.ts";
import type { App } from "../app.ts";
import { ROW_WORDS } from "../edits.ts";
import { h, type JSX, type TargetedPointerEvent, useComputed, useMemo, useSignal } from "../preact.ts";
import { follow } from "./answers_panel.tsx";
import { ChartPlace, pointIn } from "./chart_place.tsx";
import { DragHint } from "./drag_hint.tsx";
import { Later } from "./later.tsx";
import { keyOf, markAt, MarkDrag, valuesWords } from "./mark_drag.ts";

/** More marks cannot be told apart by touch; they are moved in the table. */
const MOST_MARKS = 60;

export function MapPanel({ app }: { app: App }): JSX.Element {
  const { store } = app;
  const map = useComputed(() => store.charts.value.get("map"));
  const places = useComputed(() => map.value?.places as MapPlaces | null | undefined);
  return (
    <section
      class={`panel map-panel${map.value === undefined ? " empty" : places.value ? "" : " pictures"}`}
      aria-label={places.value ? "Map of the answers" : "What the layers make of it"}
    >
      <ChartPlace app={app} id="map" chart="map">
        {places.value ? <MapSurface app={app} map={places.value} /> : null}
      </ChartPlace>
      <details class="caption">
        <summary>{places.value?.summary ?? "What this shows"}</summary>
        <p>{map.value?.caption}</p>
      </details>
    </section>
  );
}

function MapSurface({ app, map }: { app: App; map: MapPlaces }): JSX.Element {
  const drag = useMemo(() => new MarkDrag(app), [app]);
  const menu = useSignal<{ readonly x: number; readonly y: number } | null>(null);
  const marks = map.marks.length <= MOST_MARKS ? map.marks : map.marks.filter(({ kind }) => kind === "query");
  const { facts, hasTouched, isLast } = app.store;

  const down = (event: TargetedPointerEvent<HTMLDivElement>): void => {
    const surface = event.currentTarget;
    menu.value = null;
    const mark = event.button === 0 ? drag.take(map, pointIn(surface, event)) : null;
    if (mark === null) return;
    surface.setPointerCapture(event.pointerId);
    event.preventDefault();
    surface.querySelector<HTMLElement>(`[data-mark="${keyOf(mark)}"]`)?.focus({ preventScroll: true });
  };
  const over = (event: TargetedPointerEvent<HTMLDivElement>): void => {
    const point = pointIn(event.currentTarget, event);
    if (drag.held !== null) drag.moveTo(point);
    else event.currentTarget.classList.toggle("on-mark", markAt(map, point) !== null);
  };
  const up = (event: TargetedPointerEvent<HTMLDivElement>): void => {
    if (drag.drop()) return;
    const { x, y } = pointIn(event.currentTarget, event);
    const { plot } = map;
    const isInside = x > plot.left && x < plot.right && y > plot.top && y < plot.bottom;
    // What a place does not give is not made up: the table of rows has a cell for it.
    const isRow = isWholeRow(map, facts.value?.features ?? []);
    if (isRow && isInside && event.target === event.currentTarget) menu.value = { x, y };
  };

  return (
    <div class="surface" onPointerDown={down} onPointerMove={over} onPointerUp={up} onPointerCancel={up}>
      {marks.map((mark) => (
        <button
          type="button"
          key={keyOf(mark)}
          data-mark={keyOf(mark)}
          class={`mark ${mark.kind}${drag.held === keyOf(mark) ? " dragged" : ""}`}
          style={{ left: `${mark.x}px`, top: `${mark.y}px` }}
          aria-label={labelOf(app, map, mark)}
          // A pointer moves it; a key goes where a click on its answer goes.
          onClick={({ detail }) => detail === 0 && follow(app, mark)}
          onKeyDown={(event) => drag.step(map, mark, event)}
          onKeyUp={(event) => drag.endStep(event)}
        />
      ))}
      {hasTouched.value || isLast.value ? null : <DragHint map={map} />}
      {menu.value === null
        ? null
        : <LaterMenu app={app} map={map} at={menu.value} close={() => menu.value = null} />}
    </div>
  );
}

function LaterMenu({ app, map, at, close }: {
  app: App;
  map: MapPlaces;
  at: { readonly x: number; readonly y: number };
  close: () => void;
}): JSX.Element {
  const values = valuesAt(map, at);
  return (
    <Later
      isWanted
      load={async () => (await import("../later_panels.ts")).MapMenu}
      notLoaded={close}
      props={{ app, map, values, words: valuesWords(values), ...at, close }}
    />
  );
}

/** What it is, what it is learned to be, and where it stands. */
function labelOf({ store }: App, map: MapPlaces, mark: PlacedMark): string {
  const { tables = [], targetNames = [] } = store.facts.value ?? {};
  const { columns = [], rows = [] } = tables.find(({ table }) => table === mark.table) ?? {};
  const learned = targetNames.flatMap((name) => rows[mark.index]?.[columns.indexOf(name)] ?? []);
  const name = [ROW_WORDS[mark.table], mark.name || mark.index + 1, ...learned].join(" ");
  return `${name}: ${valuesWords(valuesAt(map, mark))}; arrow keys move it`;
}
