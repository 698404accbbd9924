// Builds SVG text out of elements, attributes and text.
// Why: names in a chart come from a stranger's file, so text reaches the markup only through `text` and `element`,
// which escape it; and every number is rounded here, in one way, so that a chart has the same bytes on every engine.

/** A piece of finished markup. Plain text is no markup: the type keeps the two apart. */
export type Markup = string & { readonly markup: true };

/** Attribute names and values in the order in which they are written; undefined leaves one out. */
export type Attributes = Readonly<Record<string, string | number | undefined>>;

/**
 * Replaces what XML 1.0 cannot carry (control characters, lone surrogates, U+FFFE, U+FFFF) by U+FFFD.
 *
 * @example A bell and half an emoji
 * ```ts
 * if (legalText("a\u0007\ud83d") !== "a\ufffd\ufffd") throw new Error("wrong");
 * ```
 */
export function legalText(content: string): string {
  let legal = "";
  for (const character of content) { // by code point, so that a surrogate seen here is a lone one
    legal += isLegal(character.codePointAt(0) ?? 0) ? character : "\ufffd";
  }
  return legal;
}

function isLegal(codePoint: number): boolean {
  if (codePoint < 0x20) return codePoint === 0x09 || codePoint === 0x0a || codePoint === 0x0d;
  if (codePoint >= 0x7f && codePoint <= 0x9f) return false; // allowed by XML, yet never meant
  if (codePoint >= 0xd800 && codePoint <= 0xdfff) return false;
  return codePoint !== 0xfffe && codePoint !== 0xffff;
}

/**
 * Text as markup: escaped, so that it shows as it was written and can never become an element.
 *
 * @example A name that tries
 * ```ts
 * if (text("<script>") !== "&lt;script&gt;") throw new Error("wrong");
 * ```
 */
export function text(content: string): Markup {
  return escaped(content) as Markup;
}

function escaped(content: string): string {
  if (harmless.test(content)) return content; // nearly all there is, and long paths among it
  return legalText(content).replace(/[&<>"']/g, (character) => entities[character]);
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
 *
 * @example Two places, no trailing zeros, no negative zero
 * ```ts
 * if (coordinate(1.006) !== "1.01" || coordinate(-0.001) !== "0") throw new Error("wrong");
 * ```
 */
export function coordinate(value: number): string {
  if (value - value !== 0) throw new Error(`a chart tried to draw at ${value}`);
  return String(Math.round(value * 100) / 100);
}

/**
 * One element with its attributes and children; numbers among the attributes become coordinates.
 *
 * @example A dot
 * ```ts
 * if (element("circle", { cx: 1, r: 2.5 }) !== '<circle cx="1" r="2.5"/>') throw new Error("wrong");
 * ```
 */
export function element(name: string, attributes: Attributes, ...children: readonly Markup[]): Markup {
  let tag = `<${name}`;
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined) continue;
    // A path is made of numbers by this program alone, and so long that looking through it would be felt.
    tag += ` ${key}="${
      typeof value === "number" ? coordinate(value) : key === "d" ? value : escaped(value)
    }"`;
  }
  if (children.length === 0) return `${tag}/>` as Markup;
  return `${tag}>${children.join("")}</${name}>` as Markup;
}

/**
 * Pieces of markup one above the other, empty ones left out: one a line, so that a change in a chart shows as few lines.
 *
 * @example
 * ```ts
 * if (stack([text("a"), text(""), text("b")]) !== "a\nb") throw new Error("wrong");
 * ```
 */
export function stack(parts: readonly Markup[]): Markup {
  return parts.filter((part) => part !== "").join("\n") as Markup;
}

/**
 * A `<g>` with one child a line. Empty when it has no children.
 *
 * @example Nothing to group
 * ```ts
 * if (group({ class: "empty" }, []) !== "") throw new Error("wrong");
 * ```
 */
export function group(attributes: Attributes, children: readonly Markup[]): Markup {
  const content = stack(children);
  return content === "" ? content : element("g", attributes, `\n${content}\n` as Markup);
}
