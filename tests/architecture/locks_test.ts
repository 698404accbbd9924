// The two lock files: `deno.lock` names what src/ and mod.ts import, `tests/deno.lock` what the tests import as well.
// Why two: Deno fetches every package that a lock names, and who runs an experiment should not wait for the tests'.
// `deno task lock` writes both anew after a package was added, removed or changed.

import assert from "node:assert/strict";
import { filesBelow, textOf } from "./layers.ts";

/** A package of a lock file; a dependency that has several versions is named with one of them. */
interface LockedPackage {
  readonly integrity: string;
  readonly dependencies?: readonly string[];
}

interface Lock {
  /** What imports name, such as `npm:d3-scale@4.0.3`, with the version it stands for. */
  readonly specifiers: Readonly<Record<string, string>>;
  readonly npm: Readonly<Record<string, LockedPackage>>;
}

const productFiles = ["mod.ts", ...filesBelow("src")];
const product: Lock = JSON.parse(textOf("deno.lock"));
const tests: Lock = JSON.parse(textOf("tests/deno.lock"));

/** The packages that files import, once each. */
function importedBy(files: readonly string[]): readonly string[] {
  const imports = /(?:from |import\(|types=)"(npm:(?:@[^/"]+\/)?[^/"]+)/g;
  return [...new Set(files.flatMap((file) => [...textOf(file).matchAll(imports)].map(([, name]) => name)))]
    .sort();
}

/** The packages that a lock's specifiers lead to. */
function reachedIn({ specifiers, npm }: Lock): readonly string[] {
  const reached = new Set<string>();
  const visit = (name: string): void => {
    const found = Object.keys(npm).find((key) => key === name || key.replace(/(?!^)@.*/, "") === name)!;
    if (reached.has(found)) return;
    reached.add(found);
    npm[found].dependencies?.forEach(visit);
  };
  for (const [specifier, version] of Object.entries(specifiers)) {
    visit(`${specifier.slice("npm:".length).replace(/(?!^)@.*/, "")}@${version}`);
  }
  return [...reached].sort();
}

Deno.test("the product's lock holds exactly what src/ and mod.ts import", () => {
  assert.deepEqual(Object.keys(product.specifiers).sort(), importedBy(productFiles));
  assert.deepEqual(Object.keys(product.npm).sort(), reachedIn(product));
});

Deno.test("the tests' lock holds exactly what they and the product import", () => {
  assert.deepEqual(
    Object.keys(tests.specifiers).sort(),
    importedBy([...productFiles, ...filesBelow("tests")]),
  );
  assert.deepEqual(Object.keys(tests.npm).sort(), reachedIn(tests));
});

Deno.test("the tests' lock holds every package of the product with the same hash", () => {
  for (const [name, { integrity }] of Object.entries(product.npm)) {
    assert.equal(tests.npm[name]?.integrity, integrity, name);
  }
});

Deno.test("every task is held to a frozen lock, and a command typed by hand has none that it could rewrite", () => {
  const { lock, tasks: { lock: _, ...tasks } } = JSON.parse(textOf("deno.json"));
  assert.equal(lock, false);
  for (const [name, { command }] of Object.entries<{ command: string }>(tasks)) {
    const programs = command.match(/deno (run|test|check|doc) /g) ?? [];
    const frozen = command.match(/ --lock=(tests\/)?deno\.lock --frozen /g) ?? [];
    assert.equal(frozen.length, programs.length, `${name}: ${command}`);
  }
});

Deno.test("no task imports from a URL: all code is of this project or of a lock", () => {
  const { tasks } = JSON.parse(textOf("deno.json"));
  for (const [name, { command }] of Object.entries<{ command: string }>(tasks)) {
    for (const [program] of command.matchAll(/deno (run|test|check|doc|cache) [^&]*/g)) {
      assert.match(program, / --no-remote /, `${name}: ${program}`);
    }
  }
});
