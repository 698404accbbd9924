// The layers are one stack: imports go up the table of src/README.md and never down, and no files form a circle.
// Types count like everything else: a circle of types still means that neither file can be read alone.

import assert from "node:assert/strict";
import { filesBelow, readLayers, ROOT, textOf } from "./layers.ts";
import { COMPUTED, parseTypeScript, specifiersOf } from "./syntax.ts";

const layers = readLayers();
const sources = filesBelow("src");
const graph = new Map(
  [...sources, "mod.ts"].map((file) => [file, specifiersOf(parseTypeScript(textOf(file), file))]),
);

Deno.test("every source file lies in a folder of the table", () => {
  assert.ok(sources.length > 0);
  assert.deepEqual(sources.filter((file) => layerIndex(file) < 0), []);
});

Deno.test("an import stays in its folder or goes to one above it in the table", () => {
  const wrong = sources.flatMap((file) =>
    localImports(file).filter((target) => layerIndex(target) < 0 || layerIndex(target) > layerIndex(file))
      .map((target) => `${file} imports ${target}`)
  );
  assert.deepEqual(wrong, []);
});

Deno.test("no files import each other in a circle", () => {
  assert.deepEqual(circles(), []);
});

Deno.test("the library exports from above the purity line only", () => {
  const pure = layers.filter((layer) => layer.isPure).map((layer) => layer.folder);
  const wrong = localImports("mod.ts").filter((target) =>
    !pure.some((folder) => target.startsWith(`${folder}/`))
  );
  assert.deepEqual(wrong, []);
});

Deno.test("everything else comes from npm in an exact version, and pure folders take nothing of Node's", () => {
  const wrong = [...graph].flatMap(([file, specifiers]) => {
    const isPure = file === "mod.ts" || layers[layerIndex(file)]?.isPure;
    return specifiers.filter((specifier) => !specifier.startsWith("./") && !specifier.startsWith("../"))
      .filter((specifier) => isPure || !specifier.startsWith("node:"))
      // Below the purity line, paths are put together to load only what a command needs.
      .filter((specifier) => specifier !== COMPUTED || isPure)
      .filter((specifier) => !/^npm:(@[\w.-]+\/)?[\w.-]+@\d+\.\d+\.\d+(\/[\w./-]+)?$/.test(specifier))
      .map((specifier) => `${file} imports ${specifier}`);
  });
  assert.deepEqual(wrong, []);
});

function layerIndex(file: string): number {
  return layers.findIndex(({ folder }) => file.startsWith(`${folder}/`));
}

/** The files of the checkout that a file imports, as paths from the root. */
function localImports(file: string): readonly string[] {
  const specifiers = graph.get(file) ?? [];
  return specifiers.filter((specifier) => specifier.startsWith("."))
    .map((specifier) => new URL(specifier, new URL(file, ROOT)).pathname.slice(ROOT.pathname.length));
}

/** Every circle of imports, as the files along it. */
function circles(): readonly string[] {
  const found: string[] = [];
  const done = new Set<string>();
  function follow(file: string, path: readonly string[]): void {
    const start = path.indexOf(file);
    if (start >= 0) found.push([...path.slice(start), file].join(" → "));
    if (start >= 0 || done.has(file)) return;
    for (const target of localImports(file)) follow(target, [...path, file]);
    done.add(file);
  }
  for (const file of graph.keys()) follow(file, []);
  return found;
}
