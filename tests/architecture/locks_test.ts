// The four lock files: `deno.lock` names what the program and mod.ts import, `src/queue/deno.lock` and `src/web/deno.lock` what works
// over a network and the page import as well, `tests/deno.lock` what the tests import besides. Why: Deno fetches every package that a lock names, and who runs
// an experiment should wait neither for the page's nor for the tests'.
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

const sources = ["mod.ts", ...filesBelow("src")];
/** What reaches a network: a lock of its own, so that whoever only runs experiments does not fetch its packages. */
const isOfQueue = (file: string): boolean =>
  file.startsWith("src/queue/") || file === "src/host/queue_server.ts" || file === "src/host/queued_sweep.ts";
/** The page: likewise. */
const isOfPage = (file: string): boolean => file.startsWith("src/web/");
const productFiles = sources.filter((file) => !isOfQueue(file) && !isOfPage(file));
const queue: Lock = JSON.parse(textOf("src/queue/deno.lock"));
const product: Lock = JSON.parse(textOf("deno.lock"));
const web: Lock = JSON.parse(textOf("src/web/deno.lock"));
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

/** A package's own account of itself, as far as it is read here. */
interface PackageFile {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly exports: Readonly<Record<string, { readonly import: string }>>;
}

/** Dependencies that reach no byte of a result, by the package that has them, with the reason. */
const NEVER_LOADED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "js-yaml": { argparse: "only its command line reads arguments" },
};

/** Finds the folders of packages in Deno's cache. @returns a function of a package, `js-yaml@5.5.0`. */
async function packageFolders(): Promise<(locked: string) => string> {
  const { stdout } = await new Deno.Command(Deno.execPath(), { args: ["info", "--json"] }).output();
  const { npmCache } = JSON.parse(new TextDecoder().decode(stdout));
  const registries = [...Deno.readDirSync(npmCache)].filter(({ isDirectory }) => isDirectory);
  return (locked) => {
    const at = locked.lastIndexOf("@");
    const folders = registries.map(({ name }) =>
      `${npmCache}/${name}/${locked.slice(0, at)}/${locked.slice(at + 1)}`
    );
    return folders.find((folder) => {
      try {
        return Deno.statSync(`${folder}/package.json`).isFile;
      } catch {
        return false;
      }
    }) ?? assert.fail(`${locked} is not in the cache`);
  };
}

function packageFile(folder: string): PackageFile {
  return JSON.parse(Deno.readTextFileSync(`${folder}/package.json`));
}

Deno.test("the product's lock holds exactly what src/ without the page and mod.ts import", () => {
  assert.deepEqual(Object.keys(product.specifiers).sort(), importedBy(productFiles));
  assert.deepEqual(Object.keys(product.npm).sort(), reachedIn(product));
});

Deno.test("the page's lock holds exactly what the product imports, the page, and the queue of which a tab is a worker", () => {
  assert.deepEqual(Object.keys(web.specifiers).sort(), importedBy(sources));
  assert.deepEqual(Object.keys(web.npm).sort(), reachedIn(web));
});

Deno.test("Preact and CodeMirror are named in one file of the page each", () => {
  const files = sources.filter((file) => file.startsWith("src/web/") && importedBy([file]).length > 0);
  assert.deepEqual(files, ["src/web/codemirror.ts", "src/web/preact.ts"]);
});

Deno.test("the tests' lock holds exactly what they and the product import", () => {
  assert.deepEqual(
    Object.keys(tests.specifiers).sort(),
    importedBy([...sources, ...filesBelow("tests")]),
  );
  assert.deepEqual(Object.keys(tests.npm).sort(), reachedIn(tests));
});

Deno.test("the queue's lock holds exactly what the product imports and what reaches a server", () => {
  assert.deepEqual(
    Object.keys(queue.specifiers).sort(),
    importedBy(sources.filter((file) => !isOfPage(file))),
  );
  assert.deepEqual(Object.keys(queue.npm).sort(), reachedIn(queue));
});

Deno.test("nothing that a run loads imports a package of the queue", () => {
  const [queueOnly] = [importedBy(sources.filter(isOfQueue)).filter((name) => name.includes("@nats-io/"))];
  assert.ok(queueOnly.length >= 2);
  assert.deepEqual(importedBy(productFiles).filter((name) => queueOnly.includes(name)), []);
});

Deno.test("the tests' lock holds every package of the product, the queue and the page with the same hash", () => {
  for (const [name, { integrity }] of Object.entries({ ...product.npm, ...queue.npm, ...web.npm })) {
    assert.equal(tests.npm[name]?.integrity, integrity, name);
  }
});

Deno.test("no version floats below the product: its packages need none, exact ones, or such as are never loaded", async () => {
  const folderOf = await packageFolders();
  for (const locked of Object.keys(product.npm)) {
    const { dependencies = {}, optionalDependencies = {} } = packageFile(folderOf(locked));
    const name = locked.slice(0, locked.lastIndexOf("@"));
    for (const [needed, version] of Object.entries({ ...dependencies, ...optionalDependencies })) {
      if (Object.hasOwn(NEVER_LOADED[name] ?? {}, needed)) continue;
      assert.match(version, /^\d+\.\d+\.\d+$/, `${locked} needs ${needed} ${version}: pin it or do without`);
    }
  }
});

Deno.test("what is called never loaded is needed by its package, and the module that we import does not name it", async () => {
  const folderOf = await packageFolders();
  for (const [name, needed] of Object.entries(NEVER_LOADED)) {
    const folder = folderOf(Object.keys(product.npm).find((locked) => locked.startsWith(`${name}@`))!);
    const { dependencies = {}, exports } = packageFile(folder);
    const code = await Deno.readTextFile(`${folder}/${exports["."].import}`);
    // It is in one piece: no other file of its package could name what it leaves out.
    assert.doesNotMatch(code, /^(import|export .* from)\b|\bimport\(|\brequire\(/m);
    for (const dependency of Object.keys(needed)) {
      assert.ok(Object.hasOwn(dependencies, dependency), dependency);
      assert.ok(!code.includes(dependency), dependency);
    }
  }
});

Deno.test("every task is held to a frozen lock, and a command typed by hand has none that it could rewrite", () => {
  const { lock, tasks: { lock: _, ...tasks } } = JSON.parse(textOf("deno.json"));
  assert.equal(lock, false);
  for (const [name, { command }] of Object.entries<{ command: string }>(tasks)) {
    const programs = command.match(/deno (run|test|check|doc) /g) ?? [];
    const frozen = command.match(/ --lock=(?:tests\/|src\/queue\/|src\/web\/)?deno\.lock --frozen /g) ?? [];
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
