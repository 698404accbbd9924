// What shows a beginner what can be dragged: a ring around one mark, and words beside it.
// What must not change: the words stand where no label and no mark is, or not at all.

/** @jsx h */
import type { MapPlaces, PlacedMark } from "../../play/hit.ts";
import { h, type JSX, useLayoutEffect, useRef } from "../preact.ts";

/** Where the words may stand, the best place first. */
const SIDES = ["below", "above", "before", "after"];

/** Points at a query, or at a row where there is none. */
export function DragHint({ map: { marks } }: { map: MapPlaces }): JSX.Element | null {
  const mark = marks.find(({ kind }) => kind === "query") ?? marks[0];
  return mark === undefined ? null : <Ring x={mark.x} y={mark.y} />;
}

function Ring({ x, y }: Pick<PlacedMark, "x" | "y">): JSX.Element {
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

function isInside(box: DOMRect, around: DOMRect): boolean {
  return box.left >= around.left && box.right <= around.right && box.top >= around.top &&
    box.bottom <= around.bottom;
}

function isOver(box: DOMRect, other: DOMRect): boolean {
  return box.left < other.right && box.right > other.left && box.top < other.bottom && box.bottom > other.top;
}
