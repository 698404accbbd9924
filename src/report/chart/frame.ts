// Puts a chart's shapes into a complete <svg>: size, text alternatives, style sheet, paper.
// Why: every chart must scale to a phone, be read out by a screen reader, stand alone as a file and share a page with
// others; the page gives the id, since a random or counted one would depend on what else was drawn.

import { chartStyles, colours, fill, type Ink } from "./palette.ts";
import { coordinate, element, type Markup, stack, text } from "./svg.ts";

/** What the page tells a chart about its place in it. */
export interface ChartFrame {
  /** Starts with a letter, then letters, digits, - and _; unlike every other chart's in the page. */
  readonly id: string;
  /** What the chart is, in a few words, for those who do not see it. */
  readonly title: string;
  /** What a person would read from it, in a sentence or two, for those who do not see it. */
  readonly description: string;
  /** Width in user units; a chart drawn at its natural size has as many CSS pixels. Each chart has its own default. */
  readonly width?: number;
  /** Height in user units. */
  readonly height?: number;
  /** Whether the chart carries its style sheet (the default), or the page has `chartStyles()` in its own. */
  readonly styles?: "inside" | "page";
}

/** The size of text in user units: 10 pixels on a phone 360 pixels wide. */
export const textSize = 13;

/**
 * A complete SVG document around a chart's shapes.
 *
 * @param frame the chart's place in its page.
 * @param size width and height in user units, which become the view box.
 * @param shapes what to draw, back to front.
 * @throws if the id is not one: ids come from the program, never from a user's file.
 *
 * @example An empty chart with its text alternatives
 * ```ts
 * const svg = chartDocument({ id: "c", title: "Loss", description: "Falls" }, { width: 10, height: 10 }, []);
 * if (!svg.includes('<title id="c-title">Loss</title>')) throw new Error("wrong");
 * ```
 */
export function chartDocument(
  frame: ChartFrame,
  size: { readonly width: number; readonly height: number },
  shapes: readonly Markup[],
): string {
  if (!/^[A-Za-z][A-Za-z0-9_-]*$/.test(frame.id)) throw new Error(`not an id for a chart: ${frame.id}`);
  const { width, height } = size;
  const paper = element("rect", { ...fill("paper"), width, height });
  const drawing = stack([paper, ...shapes]);
  const content = stack([
    element("title", { id: `${frame.id}-title` }, text(frame.title)),
    element("desc", { id: `${frame.id}-desc` }, text(frame.description)),
    ...(frame.styles === "page" ? [] : [element("style", {}, styleText(drawing))]),
    drawing,
  ]);
  const svg = element("svg", {
    xmlns: "http://www.w3.org/2000/svg",
    class: "seedbed-chart",
    id: frame.id,
    role: "img",
    "aria-labelledby": `${frame.id}-title ${frame.id}-desc`,
    viewBox: `0 0 ${coordinate(width)} ${coordinate(height)}`,
    width,
    height,
    "font-family": "system-ui, sans-serif",
    "font-size": textSize,
  }, `\n${content}\n` as Markup);
  return `${svg}\n`;
}

/** The rules for the colours that occur, so that a small chart is a small file. */
function styleText(drawing: Markup): Markup {
  const inks = (Object.keys(colours) as Ink[]).filter((ink) =>
    drawing.includes(`fill-${ink}`) || drawing.includes(`stroke-${ink}`)
  );
  return `\n${chartStyles(inks)}\n` as Markup;
}
