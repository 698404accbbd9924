// A stranger's text in Markdown, read by two readers: GitHub's dialect, and the most permissive page that there is.

import assert from "node:assert/strict";
import fc from "npm:fast-check@4.3.0";
import markdownIt from "npm:markdown-it@14.3.3";
import { micromark } from "npm:micromark@4.0.2";
import { gfm, gfmHtml } from "npm:micromark-extension-gfm@3.0.0";
import { blockStart, codeBlock, codeSpan, escaped, tableCell } from "../../src/document/markdown_text.ts";
import { HOSTILE_WORDS } from "../fuzz/hostile_words.ts";
import { hostileName } from "../report/report_cases.ts";

const permissive = markdownIt({ html: true, linkify: true });
const readers: readonly ((markdown: string) => string)[] = [
  (markdown) => micromark(markdown, { extensions: [gfm()], htmlExtensions: [gfmHtml()] }),
  (markdown) => permissive.render(markdown),
];

/** What a reader sees of the only paragraph, cell or heading; every element but code is an error. */
function shown(html: string): string {
  const inner = /<(p|h2|td|code)(?: [^>]*)?>([^]*)<\/\1>/.exec(html)?.[2].replace(/<\/?code>/g, "") ?? "";
  assert.ok(!inner.includes("<"), html);
  const entities: Record<string, string> = { lt: "<", gt: ">", amp: "&", quot: '"' };
  return inner.replace(/&(\w+);/g, (_, entity) => entities[entity]).trim();
}

function assertShown(text: string): void {
  const wanted = text.replace(/\s+/g, " ").trim();
  for (const read of readers) {
    const line = escaped(text);
    assert.equal(shown(read(blockStart(line))), wanted, "in a paragraph");
    assert.equal(shown(read(`## ${line}`)), wanted, "in a heading");
    const table = read(`| ${tableCell(line)} | end |\n| --- | --- |\n| ${tableCell(line)} | end |`);
    assert.equal(table.match(/<td/g)?.length, 2, table);
    assert.equal(shown(/<td>[^]*?<\/td>/.exec(table)?.[0] ?? ""), wanted, "in a cell");
  }
}

const words = [
  ..."*a* _a_ ** ~~a~~ `a` `` \\ \\* a|b | [a](b) ![a](b) [^1] <b> &lt; & C# --- *** $x$ $$ `$x`$".split(" "),
  ...["# a", "a #", "- a", "+ a", "1. a", "1) a", "> a", "=== a", "a  b"],
  ..."http://a.org ftp://a www.a WWW.A.ORG a@b.c @a #12 GH-12 :tada: evil.com a.ly/x".split(" "),
];

Deno.test("a text is shown as it was written, whatever it looks like", () => {
  for (const text of [...words, hostileName, ...HOSTILE_WORDS.filter((word) => word.trim() !== "")]) {
    // Markdown cannot hold a control character: a page shows its stand-in.
    // deno-lint-ignore no-control-regex
    if (!/[\u0000-\u001f]/.test(text)) assertShown(text);
  }
});

Deno.test("words that act together stay text (property, seed 41)", () => {
  const texts = fc.array(fc.oneof(fc.constantFrom(...words), fc.string({ maxLength: 4 })), {
    minLength: 1,
    maxLength: 5,
  }).map((some) => some.join(" ")).filter((text) => text.trim() !== "");
  fc.assert(fc.property(texts, (text) => assertShown(text)), { seed: 41, numRuns: 1000 });
});

Deno.test("what GitHub looks for in finished text is in code", () => {
  const acting = "@someone #12 GH-12 :tada: $x$ a@b.org https://a.org www.a.org a.org";
  for (const word of acting.split(" ")) {
    assert.equal(escaped(`see ${word} there`), `see ${codeSpan(word)} there`);
  }
  for (const word of ["loss.csv", "e.g.", "0.5", "a:b", "12:30", "C#"]) {
    assert.ok(!escaped(word).includes("`"));
  }
});

Deno.test("code holds any number of backticks", () => {
  for (const text of ["`", "``a`", "a```", "` `"]) {
    for (const read of readers) {
      assert.equal(shown(read(codeSpan(text))), text);
      assert.equal(shown(read(codeBlock("sh", [text, "b"]))), `${text}\nb`);
    }
  }
});
