// The threads and the queue run in a browser as in Deno: they name neither `Deno` nor `document`.
// Why beside the check of types: that one knows documents, and does not mind an alias of the global object.

import assert from "node:assert/strict";
import { filesBelow, textOf } from "./layers.ts";
import { parseTypeScript, walk } from "./syntax.ts";

function foreignNames(text: string): readonly string[] {
  const found: string[] = [];
  walk(parseTypeScript(text), (node) => {
    if (node.type !== "Identifier" && node.type !== "StringLiteral") return;
    const name = String(node.name ?? node.value);
    if (/^(Deno|document|window|process|npm:.*|node:.*)$/.test(name)) found.push(name);
  });
  return found;
}

Deno.test("the threads name nothing that only Deno or only a page has", () => {
  const files = filesBelow("src/threads");
  assert.ok(files.length > 0);
  assert.deepEqual(files.flatMap((file) => foreignNames(textOf(file)).map((name) => `${file}: ${name}`)), []);
});

Deno.test("the queue names nothing that only Deno or only a page has, and no package but that of its server", () => {
  const files = filesBelow("src/queue");
  assert.ok(files.length > 0);
  const named = files.flatMap((file) =>
    foreignNames(textOf(file)).filter((name) => !/^npm:@nats-io\//.test(name)).map((name) =>
      `${file}: ${name}`
    )
  );
  assert.deepEqual(named, []);
});

Deno.test("that check sees such names, and leaves comments and types of workers alone", () => {
  assert.deepEqual(foreignNames("Deno.args; globalThis['Deno']; document.title"), [
    "Deno",
    "Deno",
    "document",
  ]);
  assert.deepEqual(foreignNames("// Deno\nself.onmessage = () => new Worker('x');"), []);
});
