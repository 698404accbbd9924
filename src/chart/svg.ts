// Builds SVG text: elements, attributes and text, and the complete <svg> around a chart's shapes.
// Why: names in a chart come from a stranger's file, so text reaches the markup only through `text` and `element`,
// which escape it; and every number is rounded here, in one way, so that a chart has the same bytes on every engine.
// A chart must scale to a phone, be read out, stand alone as a file and share a page with others: the page gives the id,
// since a random or counted one would depend on what else was drawn.

import { fitted } from "../text/width.ts";
import { visibleLines } from "../text/visible_text.ts";
import { chartStyles, colours, fill, type Ink } from "./palette.ts";

/** A piece of finished markup. Plain text is no markup: the type keeps the two apart. */
export type Markup = string & { readonly markup: true };

/** Attribute names and values in the order in which they are written; undefined leaves one out. */
export type Attributes = Readonly<Record<string, string | number | undefined>>;

/** Text as markup: escaped, so that it shows as it was written and can never become an element. */
export function text(content: string): Markup {
  if (harmless.test(content)) return content as Markup; // nearly all there is
  return visibleLines(content).replace(/[&<>"']/g, (character) => entities[character]) as Markup;
}

/** A name cut to the room that it has; where it is cut, a pointer that rests on it shows the whole. */
export function fittedText(content: string, room: number, fontSize: number): Markup {
  return titledText(content, fitted(content, room, fontSize));
}

/** A text that may be cut; where it is, a pointer that rests on it shows the whole. */
export function titledText(content: string, shown: string): Markup {
  if (shown === content) return text(content);
  return `${element("title", {}, text(content))}${text(shown)}` as Markup;
}

/** Printable ASCII but & < > " '. */
const harmless = /^[ !#$%(-;=?-~]*$/;

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/**
 * A length or position in SVG user units, rounded to two decimal places.
 *
 * @throws if the value is not finite: a chart leaves such points out before it draws.
 */
function rounded(value: number): number {
  if (value - value !== 0) throw new Error(`a chart tried to draw at ${value}`);
  return Math.round(value * 100) / 100;
}

/** A length or position as an attribute's text, {@linkcode rounded}. */
export function coordinate(value: number): string {
  return String(rounded(value));
}

/** Places a text so that it is read from below. */
export function upright(x: number, y: number): string {
  return `translate(${coordinate(x)} ${coordinate(y)}) rotate(-90)`;
}

/** One element with its attributes and children; numbers among the attributes become coordinates. */
export function element(name: string, attributes: Attributes, ...children: readonly Markup[]): Markup {
  let tag = `<${name}`;
  for (const key in attributes) {
    const value = attributes[key];
    if (value === undefined) continue;
    // A path is made by this program alone, of numbers, and so long that escaping it would take time.
    tag += ` ${key}="${typeof value === "number" ? coordinate(value) : key === "d" ? value : text(value)}"`;
  }
  if (children.length === 0) return `${tag}/>` as Markup;
  return `${tag}>${children.join("")}</${name}>` as Markup;
}

/** Pieces of markup, one a line, so that a change in a chart changes few lines; empty ones are left out. */
export function stack(parts: readonly Markup[]): Markup {
  return parts.filter((part) => part !== "").join("\n") as Markup;
}

/** A `<g>` with one child a line. Empty when it has no children. */
export function group(attributes: Attributes, children: readonly Markup[]): Markup {
  const content = stack(children);
  return content === "" ? content : element("g", attributes, `\n${content}\n` as Markup);
}

/** What a chart needs to know about its page. */
export interface ChartFrame {
  /** Starts with a letter, then letters, digits, - and _; unlike every other chart's in the page. */
  readonly id: string;
  /** What the chart is, in a few words, for those who do not see it. */
  readonly title: string;
  /** What a person would read from it, in a sentence or two, for those who do not see it. */
  readonly description: string;
  /** What is said of it beside the description, by whoever shows it. */
  readonly also?: string;
  /** Width in user units; a chart drawn at its natural size has as many CSS pixels. Each chart has its own default. */
  readonly width?: number;
  /** Height in user units. */
  readonly height?: number;
  /** Whether the chart carries its style sheet (the default), or the page has `chartStyles()` in its own. */
  readonly styles?: "inside" | "page";
  /** Hears where the plot lies, so that a page can tell which value is under a pointer; it changes nothing. */
  readonly onPlot?: (placed: PlacedPlot) => void;
}

/** Where the plot of a chart lies in its document, and what its ends mean. */
export interface PlacedPlot {
  /** In user units; y runs downwards. */
  readonly plot: {
    readonly left: number;
    readonly top: number;
    readonly right: number;
    readonly bottom: number;
  };
  /** What is at the left and at the right end. */
  readonly x: readonly [left: number, right: number];
  /** What is at the bottom and at the top. */
  readonly y: readonly [bottom: number, top: number];
}

/** The size of text in user units: 10 pixels on a phone 360 pixels wide. */
export const TEXT_SIZE = 13;

/**
 * A complete SVG document around a chart's shapes.
 *
 * @param size what the frame says, or the chart's own default.
 * @param shapes what to draw, back to front.
 * @throws if the id is not one: ids come from the program, never from a user's file.
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
    element("desc", { id: `${frame.id}-desc` }, text(descriptionOf(frame))),
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
    "font-size": TEXT_SIZE,
  }, `\n${content}\n` as Markup);
  return `${svg}\n`;
}

function descriptionOf({ description, also }: ChartFrame): string {
  return also === undefined ? description : `${description}; ${also}`;
}

/** The rules for the colours that occur, so that a small chart is a small file. */
function styleText(drawing: Markup): Markup {
  const inks = (Object.keys(colours) as Ink[]).filter((ink) =>
    drawing.includes(`fill-${ink}`) || drawing.includes(`stroke-${ink}`)
  );
  return `\n${chartStyles(inks)}\n` as Markup;
}
