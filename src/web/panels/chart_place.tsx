// The place of a chart: as large as the layout makes it, filled with what the engine draws for exactly that size.
// What must not change: a drawing comes whole from the engine, which escapes every name in it; what can be touched lies
// over it, in the same units.

/** @jsx h */
import type { DrawnChart } from "../../play/frame_charts.ts";
import type { App } from "../app.ts";
import {
  type ComponentChildren,
  effect,
  h,
  type JSX,
  type ReadonlySignal,
  useLayoutEffect,
  useRef,
} from "../preact.ts";

/** What a place needs to know. */
export interface ChartPlaceProps {
  readonly app: App;
  readonly id: string;
  readonly chart: DrawnChart["chart"];
  readonly output?: number;
  /** What its description says beside what it says when it is drawn: of a drawing that stays while time goes on. */
  readonly also?: ReadonlySignal<string>;
  readonly children?: ComponentChildren;
}

export function ChartPlace({ app, id, chart, output, also, children }: ChartPlaceProps): JSX.Element {
  const place = useRef<HTMLDivElement>(null);
  const drawing = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const away = app.sizes.place(place.current!, id, chart, output === undefined ? {} : { output });
    if (chart !== "histogram") app.loop.show(true);
    return away;
  }, [output]);
  useLayoutEffect(() =>
    effect(() => {
      drawing.current!.innerHTML = app.store.charts.value.get(id)?.svg ?? "";
      const description = drawing.current!.querySelector("desc");
      if (also === undefined || description === null) return;
      const drawn = description.textContent;
      return effect(() => {
        description.textContent = `${drawn}; ${also.value}`;
      });
    }), []);
  return (
    <div ref={place} class={`chart-place chart-${chart}`}>
      <div class="stage">
        <div ref={drawing} class="drawing" />
        {children}
      </div>
    </div>
  );
}

/** Where a pointer is, in the units of the chart under it. */
export function pointIn(
  element: HTMLElement,
  event: { clientX: number; clientY: number },
): { x: number; y: number } {
  const { left, top, width } = element.getBoundingClientRect();
  const scale = width / element.offsetWidth;
  return { x: (event.clientX - left) / scale, y: (event.clientY - top) / scale };
}
