// What may be wrong with the brackets and quotes of a line: one too many, one too few, or one of the other kind.
// Why by line: whoever forgets one mostly does so in a line that should have both, though the parser reads on past it.

import { type Mend, misplaced, put } from "./mend.ts";
import { isOpenQuote, PARTNER, tokensOf } from "./open_marks.ts";

/** The mends of brackets and quotes in the content of a line. */
export function* bracketMends(content: string): Generator<Mend> {
  const open: number[] = [];
  for (const { index: start, 0: token } of tokensOf(content)) {
    if (/^[[{]/.test(token)) open.push(start);
    else if (/^[\]}]/.test(token)) {
      const opening = open.pop();
      if (opening === undefined) yield* unopened(content, start);
      else if (content[opening] !== PARTNER[token]) {
        yield* exchanged(content, opening, start);
        yield* unclosed(content, opening);
        yield* unopened(content, start);
      }
    } else if (isOpenQuote(token) || /^["'][\w"']/.test(content.slice(start + token.length - 1))) {
      yield* unclosed(content, start);
    }
  }
  for (const start of open) yield* unclosed(content, start);
}

/** A bracket that another kind of bracket closes. */
function* exchanged(content: string, opening: number, closing: number): Generator<Mend> {
  const changes = [[opening, PARTNER[content[closing]]], [closing, PARTNER[content[opening]]]] as const;
  // Keys stand in braces, whatever begins them.
  const isOpeningWrong = /^.[^[\]{}]*:\s/.test(content.slice(opening)) === (content[closing] === "}");
  for (const [at, instead] of isOpeningWrong ? changes : changes.toReversed()) {
    yield misplaced(content[at], at, put(content, at, 1, instead), `write ${instead} in its place`);
  }
}

/** A bracket that nothing opens. */
function* unopened(content: string, start: number): Generator<Mend> {
  const mark = content[start];
  const before = content.slice(0, start).trimEnd();
  const isAlone = /^\s*-\s*\S$/.test(content);
  const removed = {
    message: `found ${mark} without its opening bracket`,
    hint: `remove ${isAlone ? "this line" : "it"}`,
    start,
    line: isAlone ? "" : put(content, start, 1, ""),
  };
  if (/[\]}]$/.test(before)) yield removed;
  // Keys stand in braces and values in brackets, and the nearest are the most likely.
  const inside = mark === "}" ? /(?<=[:,-] +)[\w."']+:\s/g : /(?<=[:-] +)[^\s[{]/g;
  for (const { index } of [...before.matchAll(inside)].reverse()) {
    yield {
      message: `what ends with ${mark} must begin with ${PARTNER[mark]}`,
      hint: `write ${PARTNER[mark]} before it`,
      start: index,
      length: start + 1 - index,
      line: put(content, index, 0, `${PARTNER[mark]} `),
    };
  }
  yield removed;
}

/** Places where a bracket or a quote may be closed within its line. */
const MOST_ENDS = 8;

/** A bracket or a quote that nothing closes. */
function* unclosed(content: string, start: number): Generator<Mend> {
  const mark = content[start];
  const close = PARTNER[mark] ?? mark;
  const ends = [...content.matchAll(/\s*[,:\]}]/g)].map(({ index }) => index).filter((end) => end > start);
  for (const end of [content.length, ...ends.slice(0, MOST_ENDS)]) {
    yield {
      message: `what begins with ${mark} must end with ${close}`,
      hint: `close it with ${close}`,
      start,
      line: put(content, end, 0, close),
    };
  }
}
