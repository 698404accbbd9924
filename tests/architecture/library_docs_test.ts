// The library's documentation: every function and class that mod.ts exports shows how it is used, in scripts to paste.
// `deno test --doc` runs the examples too, but lends each the names of its own file, and lets it import from any file, which
// nobody has who has the library alone.

import assert from "node:assert/strict";
import { projectPath } from "../project_path.ts";
import { textOf } from "./layers.ts";

interface Documented {
  readonly name: string;
  readonly declarations: readonly { readonly kind: string }[];
}

interface Module {
  readonly module_doc: unknown;
  readonly symbols: readonly Documented[];
}

async function readModule(): Promise<Module> {
  const args = ["doc", "--json", projectPath("mod.ts")];
  const { stdout } = await new Deno.Command(Deno.execPath(), { args, stderr: "null" }).output();
  const [module] = Object.values(JSON.parse(new TextDecoder().decode(stdout)).nodes) as Module[];
  return module;
}

/** The texts in what `deno doc` says of something and of all its members: its words and its examples. */
function docsIn(node: unknown): readonly string[] {
  if (typeof node !== "object" || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) =>
    key === "doc" && typeof value === "string" ? [value] : docsIn(value)
  );
}

/** The scripts that a text shows. */
const scriptsOf = (text: string): readonly string[] =>
  [...text.matchAll(/^```ts(?: ignore)?\n(.*?)^```$/gms)].map(([, code]) => code);

const LIBRARY = "@seedbed/seedbed";
const module = await readModule();
const names = new Set(module.symbols.map(({ name }) => name));

/** Every script of the documentation, that of the library as a whole and those of what it exports, each with a title. */
const examples = [
  ...docsIn(module.module_doc).flatMap(scriptsOf).map((code) => ({ title: "mod.ts", code })),
  ...module.symbols.flatMap(({ name, declarations }) =>
    docsIn(declarations).flatMap(scriptsOf).map((code) => ({ title: name, code }))
  ),
];
/** Those of the manual, which read files and print: `tests/readme_test.ts` runs them. */
const scripts = scriptsOf(textOf("src/LIBRARY.md")).map((code) => ({ title: "src/LIBRARY.md", code }));

/** The names that a script imports from the library. */
const importedBy = (code: string): readonly string[] =>
  [...code.matchAll(/^import \{([^}]*)\} from "@seedbed\/seedbed";$/gm)]
    .flatMap(([, list]) => list.split(","))
    .map((name) => name.replace("type ", "").trim())
    .filter((name) => name !== "");

/** A folder of somebody who has the library alone, with a script each under the name `0.ts`, `1.ts`, … */
async function folderWith(codes: readonly string[]): Promise<string> {
  const folder = await Deno.makeTempDir();
  const imports = { [LIBRARY]: new URL("../../mod.ts", import.meta.url).href };
  const config = { imports, lock: false, compilerOptions: { noUnusedLocals: true } };
  await Deno.writeTextFile(`${folder}/deno.json`, JSON.stringify(config));
  await Promise.all(codes.map((code, index) => Deno.writeTextFile(`${folder}/${index}.ts`, code)));
  return folder;
}

/** What Deno prints in a folder. */
async function printed(folder: string, ...args: readonly string[]): Promise<string> {
  const command = new Deno.Command(Deno.execPath(), {
    args: [...args],
    cwd: folder,
    env: { NO_COLOR: "1" },
    stdin: "null",
  });
  const { stdout, stderr } = await command.output();
  return [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes)).join("");
}

Deno.test("the library and every function and class of it has an example that imports it", () => {
  assert.ok(module.symbols.length > 30);
  const shown = new Set(
    examples.filter(({ title, code }) => importedBy(code).includes(title)).map(({ title }) => title),
  );
  const without = module.symbols.filter(({ name, declarations }) =>
    declarations.some(({ kind }) => /^(function|class)$/.test(kind)) && !shown.has(name)
  );
  assert.deepEqual(without.map(({ name }) => name), []);
  assert.ok(examples.some(({ title }) => title === "mod.ts"));
});

Deno.test("an example imports from the library by its name, what the library exports, and nothing else", () => {
  assert.equal(JSON.parse(textOf("deno.json")).name, LIBRARY);
  assert.ok(scripts.length > 3);
  const wrong = [...examples, ...scripts].flatMap(({ title, code }) =>
    [
      ...[...code.matchAll(/(?:\bfrom|\bimport\(?)\s*"([^"]*)"/g)].map(([, specifier]) => specifier)
        .filter((specifier) => specifier !== LIBRARY),
      ...importedBy(code).filter((name) => !names.has(name)),
      ...(importedBy(code).length === 0 ? ["nothing is imported"] : []),
    ].map((found) => `${title}: ${found}`)
  );
  assert.deepEqual(wrong, []);
});

Deno.test("every example runs where it is pasted, checks something, and imports all that it uses", async () => {
  const all = [...examples, ...scripts];
  const folder = await folderWith(all.map(({ code }) => code));
  try {
    const files = all.map((_, index) => `${index}.ts`);
    assert.equal(await printed(folder, "check", "-q", ...files), "");
    const runs = examples.map(({ title }, index) =>
      `await import("./${index}.ts").catch((error) => console.log(${JSON.stringify(title)}, String(error)));`
    );
    await Deno.writeTextFile(`${folder}/all.ts`, runs.join("\n"));
    assert.equal(await printed(folder, "run", "-q", "--no-check", "--no-prompt", "all.ts"), "");
    const isCheck = (code: string): boolean => /^if .* throw .*$/.test(code.trimEnd().split("\n").at(-1)!);
    assert.deepEqual(examples.filter(({ code }) => !isCheck(code)), []);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("what the documentation links to is in the library", () => {
  const links = [...JSON.stringify(module).matchAll(/\{@link(?:code)? (\w+)/g)].map(([, name]) => name);
  assert.ok(links.length > 20);
  assert.deepEqual(links.filter((name) => !names.has(name)), []);
});
