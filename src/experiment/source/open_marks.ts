// Quotes and brackets of a text that are open at its end, and the lines in which one may be wrong.
// Why the text and not the parser: it knows of no quote or bracket that is never closed but that the text ends.

/** Quoted texts, closed or not, comments, and brackets. */
const TOKEN = /(?<=^|[\s,:[{])(?:"(?:\\[^]|[^"\\])*"?|'(?:[^']|'')*'?)|(?<=^|\s)#[^\n]*|[[\]{}]/g;

/** What closes each bracket, and what opens it. */
export const PARTNER: Readonly<Record<string, string>> = { "[": "]", "{": "}", "]": "[", "}": "{" };

/** The quoted texts, comments and brackets of a text, in their order. */
export function tokensOf(text: string): readonly { readonly index: number; readonly 0: string }[] {
  return [...text.matchAll(TOKEN)];
}

/** Whether a token is a text in quotes that nothing closes. */
export function isOpenQuote(token: string): boolean {
  return /^["']/.test(token) && (token.length === 1 || !token.endsWith(token[0]));
}

/** Where the brackets and the quote begin that are open at the end of a text. */
export function openMarks(text: string): readonly number[] {
  const open: number[] = [];
  for (const { index, 0: token } of tokensOf(text)) {
    if (/^[\]}]/.test(token)) open.pop();
    else if (/^[[{]/.test(token) || isOpenQuote(token)) open.push(index);
  }
  return open;
}

/** Where the lines begin in which a mark may have stopped the parser, the most likely first. */
export function suspectLines(text: string, position: number): ReadonlySet<number> {
  const stop = lineStart(text, position);
  let above = stop;
  // Nothing is wrong in comments and empty lines.
  do above = lineStart(text, above - 1); while (above > 0 && /^\s*(#.*)?$/.test(lineAt(text, above)));
  const before = text.slice(0, position);
  // What goes on over lines may have been closed by the quote that opens the next text.
  const quote = tokensOf(before).findLast(({ 0: token }) => /^["'][^]*\n/.test(token))?.index ?? stop;
  const open = openMarks(before).at(-1) ?? stop;
  return new Set([lineStart(text, quote), stop, above, lineStart(text, open)]);
}

/** Where the line of an offset begins. */
export function lineStart(text: string, offset: number): number {
  return offset <= 0 ? 0 : text.lastIndexOf("\n", offset - 1) + 1;
}

/** The line that begins at an offset. */
export function lineAt(text: string, start: number): string {
  return /^.*/.exec(text.slice(start))![0];
}
