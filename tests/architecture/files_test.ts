// Every file says at its top what it is for, is named after one idea and exports names.
// Why a test: these are the habits that slip first, and a reader who opens any file relies on them.

import assert from "node:assert/strict";
import { filesBelow, ROOT, textOf } from "./layers.ts";
import { parseTypeScript, walk } from "./syntax.ts";

const sources = filesBelow("src");
const all = [...sources, ...filesBelow("tests")].filter((file) => !file.startsWith("tests/golden/"));

Deno.test("every file opens with a comment of at most six lines; in src it has at least two", () => {
  const wrong = all.flatMap((file) => {
    const lines = textOf(file).split("\n");
    const count = lines.findIndex((line) => !line.startsWith("// "));
    const fewest = file.startsWith("src/") ? 2 : 1;
    return count >= fewest && count <= 6 ? [] : [`${file}: ${count}`];
  });
  assert.deepEqual(wrong, []);
});

Deno.test("no file or folder is a drawer for whatever is left over", () => {
  const wrong = all.filter((file) =>
    file.split("/").some((part) =>
      /^_?(utils?|helpers?|common|core|misc|shared|lib)(_test)?(\.tsx?)?$/.test(part)
    )
  );
  assert.deepEqual(wrong, []);
});

Deno.test("files are named in snake_case", () => {
  assert.deepEqual(all.filter((file) => !/^[a-z0-9_/]+(\.d)?\.tsx?$/.test(file)), []);
});

Deno.test("nothing is exported as default, no barrel re-exports a folder, and nothing is typed any", () => {
  const wrong = sources.flatMap((file) => {
    const found: string[] = [];
    walk(parseTypeScript(textOf(file), file), (node) => {
      if (/^(ExportDefaultDeclaration|ExportAllDeclaration|TSAnyKeyword)$/.test(node.type)) {
        found.push(`${file}:${node.loc.start.line}: ${node.type}`);
      }
    });
    return found;
  });
  assert.deepEqual(wrong, []);
});

Deno.test("every file and folder that src/README.md names is there", () => {
  const named = [...textOf("src/README.md").matchAll(/`((?:\w+\/)+(?:\w+\.ts)?)`/g)].map(([, path]) => path);
  assert.ok(named.length > 30);
  // A layer of the table need not have files yet.
  const planned = ["src/web/"];
  const missing = named.filter((path) => !planned.includes(path)).filter((path) =>
    !isThere(path) && !isThere(`src/${path}`)
  );
  assert.deepEqual(missing, []);
});

function isThere(path: string): boolean {
  try {
    Deno.statSync(new URL(path, ROOT));
    return true;
  } catch {
    return false;
  }
}
