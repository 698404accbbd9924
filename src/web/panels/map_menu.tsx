// What can be put where one clicks on the map: a row of a class or with a number, or a question.
// Why it asks: a click that added something at once would surprise whoever only wanted to look.

/** @jsx h */
import type { FeatureValue, MapPlaces } from "../../play/hit.ts";
import type { App } from "../app.ts";
import { h, type JSX, useEffect, useRef } from "../preact.ts";

/** Where it was clicked, in the units of the map. */
export interface MapMenuProps {
  readonly app: App;
  readonly map: MapPlaces;
  /** What is there. */
  readonly values: readonly FeatureValue[];
  /** The same in words. */
  readonly words: string;
  readonly x: number;
  readonly y: number;
  readonly close: () => void;
}

export function MapMenu({ app, map, values, words, x, y, close }: MapMenuProps): JSX.Element {
  const menu = useRef<HTMLDivElement>(null);
  // What is focused is scrolled into view, and the map with it.
  useEffect(
    () => menu.current?.querySelector<HTMLElement>("button")?.focus({ preventScroll: true }),
    [],
  );
  const facts = app.store.facts.value;
  const cells = Object.fromEntries(values.map(({ feature, text }) => [feature, text]));
  const add = (table: "dataset.rows" | "queries", more: Readonly<Record<string, string>> = {}): void => {
    close();
    app.edits.gesture({ kind: "add", table, cells: { ...cells, ...more } });
  };
  const [target] = facts?.targetNames ?? [];
  const stop = (event: Event): void => event.stopPropagation();
  const { left, right, top, bottom } = map.plot;
  const [isRight, isLow] = [x > (left + right) / 2, y > (top + bottom) / 2];
  const place = { left: `${x}px`, top: `${y}px` };
  return (
    <div
      ref={menu}
      class={`map-menu${isRight ? " to-left" : ""}${isLow ? " to-top" : ""}`}
      style={place}
      role="group"
      aria-label="Add here"
      onPointerDown={stop}
      onPointerUp={stop}
      onKeyDown={(event) => event.key === "Escape" && close()}
    >
      <p>{words}</p>
      <div class="choices">
        {target !== undefined &&
          facts!.classes.map((label) => (
            <button
              type="button"
              key={label}
              onClick={() => add("dataset.rows", { [target]: label })}
            >
              add {label}
            </button>
          ))}
        <button type="button" onClick={() => add("queries")}>ask here</button>
      </div>
    </div>
  );
}
