// A stranger's text in Markdown: no character of it becomes markup, a link, a mention or a formula.
// Why one list for all pages: GitHub reads a text three times. Its Markdown (CommonMark with tables) gives the characters
// below a meaning within a line; a backslash or an entity takes that away. Then it looks through the finished text for
// addresses, mentions, references, emoji and formulas; from those only code is safe.

/** What Markdown gives a meaning within a line or at the end of a heading. */
const MARKUP = /[\\`*_[\]~|#]/g;

/** What HTML gives a meaning. */
const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

/** What would become a link, a mention, a reference to an issue, an emoji or a formula, in lower case. */
const ACTING =
  /:\/\/|www\.|@|\$|#\d|gh-\d|:[\w+-]+:|[a-z\d]\.(?:com|net|org|info|biz|edu|gov|pro|name|[a-z]{2})(?![a-z\d])/;

/** A text on one line that Markdown shows as it was written. */
export function escaped(content: string): string {
  const line = oneLine(content);
  if (!acts(line)) return withoutMarkup(line);
  return line.split(" ").map((word) => acts(word) ? codeSpan(word) : withoutMarkup(word)).join(" ");
}

/** Not by a pattern that ignores case: it takes four times as long to compile, which a quick run would feel. */
function acts(words: string): boolean {
  return ACTING.test(words.toLowerCase());
}

function withoutMarkup(words: string): string {
  return words.replace(MARKUP, "\\$&").replace(/[&<>]/g, (character) => ENTITIES[character]);
}

/** Code between more backticks than it holds. */
export function codeSpan(content: string): string {
  const line = oneLine(content);
  const fence = fenceAround(line, "`");
  const space = line.startsWith("`") || line.endsWith("`") ? " " : "";
  return fence + space + line + space + fence;
}

/** Lines of code between more backticks than they hold. */
export function codeBlock(language: string, lines: readonly string[]): string {
  const body = lines.join("\n");
  const fence = fenceAround(body, "```");
  return `${fence}${language}\n${body}\n${fence}`;
}

function fenceAround(content: string, shortest: string): string {
  let fence = shortest;
  while (content.includes(fence)) fence += "`";
  return fence;
}

/** Every run of blanks and line breaks as one blank. */
export function oneLine(content: string): string {
  return content.replace(/\s+/g, " ");
}

/** The first line of a block, written so that it begins no list, no heading and no rule. */
export function blockStart(line: string): string {
  return line.trim().replace(/^(\d{1,9})([.)])/, "$1\\$2").replace(/^[-+=]/, "\\$&");
}

/** A cell of a table, which a bar would end even in code and even where text has it escaped. */
export function tableCell(content: string): string {
  return content.replace(/\\?\|/g, "\\|");
}
