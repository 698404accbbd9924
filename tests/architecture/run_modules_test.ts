// src/cli/run_modules.ts names every file that a single run loads.
// `deno test -A tests/architecture/run_modules_test.ts -- --update` writes it anew.

import assert from "node:assert/strict";
import { ROOT, textOf } from "./layers.ts";
import { loadedModules } from "./loaded_modules.ts";

const LIST = "src/cli/run_modules.ts";

/** An address as the list names it. */
function specifierOf(address: string): string {
  if (!address.startsWith(ROOT.href)) return address;
  const path = address.slice(`${ROOT.href}src/`.length);
  return path.startsWith("cli/") ? `./${path.slice("cli/".length)}` : `../${path}`;
}

Deno.test("one file names all that a single run loads, and nothing else", async () => {
  const list = new URL(LIST, ROOT).href;
  // What the list itself names must not keep a file in it that nothing else needs.
  const loaded = await loadedModules(new URL("src/cli/run.ts", ROOT), [], [list]);
  const imports = loaded.filter((address) => address !== list)
    .map((address) => `import ${JSON.stringify(specifierOf(address))};`);
  assert.ok(imports.length > 80);
  const head = textOf(LIST).split("\n").filter((line) => line.startsWith("//"));
  const text = [...head, "", ...imports, ""].join("\n");
  if (Deno.args.includes("--update")) await Deno.writeTextFile(new URL(LIST, ROOT), text);
  assert.equal(textOf(LIST), text);
});

Deno.test("a run begins with that list", () => {
  const [first] = textOf("src/cli/run.ts").split("\n").filter((line) => line.startsWith("import "));
  assert.equal(first, 'import "./run_modules.ts";');
});
