// What holds for every chart: strict XML, text alternatives, no markup from names, the same bytes, small files.

import assert from "node:assert/strict";
import { SaxesParser } from "npm:saxes@6.0.0";
import { withUnpinnedMathThrowing } from "../report/unpinned_math.ts";
import { chartCases } from "./chart_cases.ts";

const frame = { id: "chart-1", title: 'Loss & "more" <b>', description: "Falls \u0007 from 0.3" };

/** Reads strict XML; a mistake in it is thrown. */
function readXml(
  xml: string,
): { names: Set<string>; attributes: [name: string, value: string][]; texts: string } {
  const parser = new SaxesParser();
  const names = new Set<string>();
  const attributes: [string, string][] = [];
  let texts = "";
  parser.on("opentag", (tag) => {
    names.add(tag.name);
    for (const [name, value] of Object.entries(tag.attributes)) attributes.push([name, String(value)]);
  });
  parser.on("text", (content) => texts += content);
  parser.write(xml).close();
  return { names, attributes, texts };
}

for (const { title, draw } of chartCases) {
  Deno.test(`${title} is well-formed and made of shapes and text only`, () => {
    const { names } = readXml(draw(frame));
    const allowed = ["svg", "title", "desc", "style", "g", "path", "rect", "circle", "text"];
    for (const name of names) assert.ok(allowed.includes(name), name);
  });

  Deno.test(`${title} has its text alternatives and ids that are the caller's`, () => {
    const { attributes, texts } = readXml(draw(frame));
    const ids = attributes.filter(([name]) => name === "id").map(([, value]) => value);
    assert.deepEqual(ids, ["chart-1", "chart-1-title", "chart-1-desc"]);
    const labelledBy = attributes.find(([name]) => name === "aria-labelledby");
    assert.equal(labelledBy?.[1], "chart-1-title chart-1-desc");
    assert.ok(attributes.some(([name, value]) => name === "role" && value === "img"));
    assert.ok(texts.includes('Loss & "more" <b>') && texts.includes("Falls \ufffd from 0.3"));
  });

  Deno.test(`${title} has no number that is not finite and none with a long fraction`, () => {
    for (const [name, value] of readXml(draw(frame)).attributes) {
      assert.ok(!/NaN|Infinity|undefined|\.\d{3}/.test(value), `${name}="${value}"`);
    }
  });

  Deno.test(`${title} takes less than 40 kB`, () => {
    assert.ok(new TextEncoder().encode(draw(frame)).length < 40_000);
  });

  Deno.test(`${title} scales to its width and leaves styles to the page when asked to`, () => {
    const svg = draw({ ...frame, width: 600, height: 300, styles: "page" });
    assert.ok(svg.includes('viewBox="0 0 600 300"'));
    assert.ok(!svg.includes("<style"));
  });

  Deno.test(`${title} calls no Math function that ECMAScript leaves to the engine`, () => {
    const expected = draw(frame);
    assert.equal(withUnpinnedMathThrowing(() => draw(frame)), expected);
  });
}
