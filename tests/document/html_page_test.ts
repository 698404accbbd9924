// What holds for every HTML report: strict markup, nothing that runs or loads, headings and tables that can be read out.

import assert from "node:assert/strict";
import { SaxesParser } from "npm:saxes@6.0.0";
import { htmlPage } from "../../src/document/html_page.ts";
import { reportCases } from "../report/report_cases.ts";
import { withUnpinnedMathThrowing } from "../report/unpinned_math.ts";

interface Tag {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** Reads the page as strict XML; a mistake in it is thrown. */
function tagsOf(page: string): readonly Tag[] {
  const tags: Tag[] = [];
  const parser = new SaxesParser();
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", ({ name, attributes }) => {
    tags.push({ name, attributes: attributes as Record<string, string> });
  });
  parser.write(page.replace("<!DOCTYPE html>\n", "")).close();
  return tags;
}

for (const { title, report } of reportCases) {
  const page = htmlPage(report());
  const tags = tagsOf(page);
  const named = (...names: string[]) => tags.filter(({ name }) => names.includes(name));

  Deno.test(`${title}: the page has only elements that it should have, and none that loads or runs`, () => {
    const allowed =
      "html head meta title style body header main footer section p h1 h2 h3 h4 strong code pre " +
      "span i div ul li math mi mn mo mtext mrow mfrac msqrt msub msup msubsup mspace table thead tbody tr th td figure figcaption svg desc g path rect circle text";
    const found = tags.map(({ name }) => name);
    assert.deepEqual(found.filter((name) => !allowed.split(" ").includes(name)), []);
    for (const { attributes } of tags) {
      const wrong = Object.keys(attributes).filter((name) => /^(on|src|href|xlink)/i.test(name));
      assert.deepEqual(wrong, []);
    }
  });

  Deno.test(`${title}: nothing in the page's styles names an address`, () => {
    const styles = /<style>([^]*?)<\/style>/.exec(page)?.[1] ?? "";
    assert.ok(!/url\(|@import|https?:/.test(styles));
    for (const { attributes } of tags) assert.ok(!/url\(|;/.test(attributes.style ?? ""));
  });

  Deno.test(`${title}: the page forbids scripts and every request`, () => {
    const [policy] = named("meta").filter(({ attributes }) => attributes["http-equiv"] !== undefined);
    assert.equal(policy.attributes["http-equiv"], "Content-Security-Policy");
    assert.ok(
      policy.attributes.content.startsWith("default-src 'none'; style-src 'unsafe-inline'; img-src data:"),
    );
  });

  Deno.test(`${title}: headings come in order, one of them the first`, () => {
    const levels = named("h1", "h2", "h3", "h4").map(({ name }) => Number(name[1]));
    assert.equal(levels[0], 1);
    assert.equal(levels.filter((level) => level === 1).length, 1);
    levels.slice(1).forEach((level, index) => assert.ok(level <= levels[index] + 1));
  });

  Deno.test(`${title}: every id occurs once, and every label points to one`, () => {
    const ids = tags.flatMap(({ attributes }) => attributes.id === undefined ? [] : [attributes.id]);
    assert.equal(new Set(ids).size, ids.length);
    for (const { attributes } of tags) {
      for (const id of (attributes["aria-labelledby"] ?? "").split(" ").filter((one) => one !== "")) {
        assert.ok(ids.includes(id), id);
      }
    }
  });

  Deno.test(`${title}: every head of a row or column says which it is, and figures have captions`, () => {
    for (const { attributes } of named("th")) assert.ok(["row", "col"].includes(attributes.scope));
    assert.equal(named("figure").length, named("figcaption").length);
    assert.equal(named("html")[0].attributes.lang, "en");
  });

  Deno.test(`${title}: no number is missing and none is left in the engine's own words`, () => {
    const shown = page.replace(/<style>[^]*?<\/style>/g, "").replace(/<[^>]*>/g, " ");
    assert.ok(!/\bNaN\b|\bundefined\b|\bInfinity\b|\bnull\b|\[object/.test(shown));
  });

  Deno.test(`${title}: the page is smaller than 130 kB`, () => {
    assert.ok(new TextEncoder().encode(page).length < 130_000);
  });

  Deno.test(`${title}: the page needs no Math function that ECMAScript leaves to the engine`, () => {
    assert.equal(withUnpinnedMathThrowing(() => htmlPage(report())), page);
  });
}
