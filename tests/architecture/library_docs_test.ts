// The library's documentation: every function and class that mod.ts exports shows how it is used, by what mod.ts exports.
// The examples themselves are run by `deno test --doc`, so one that is there is one that works; but that lends each the names of
// its own file, and lets it import from any, which nobody has who has the library alone.

import assert from "node:assert/strict";
import { projectPath } from "../project_path.ts";

interface Tag {
  readonly kind: string;
  readonly doc?: string;
}

interface Declaration {
  readonly kind: string;
  readonly jsDoc?: { readonly tags?: readonly Tag[] };
}

interface Documented {
  readonly name: string;
  readonly declarations: readonly Declaration[];
}

interface Module {
  readonly module_doc: { readonly tags?: readonly Tag[] };
  readonly symbols: readonly Documented[];
}

async function readModule(): Promise<Module> {
  const args = ["doc", "--json", projectPath("mod.ts")];
  const { stdout } = await new Deno.Command(Deno.execPath(), { args, stderr: "null" }).output();
  const [module] = Object.values(JSON.parse(new TextDecoder().decode(stdout)).nodes) as Module[];
  return module;
}

const module = await readModule();
const names = new Set(module.symbols.map(({ name }) => name));

/** The code of all examples, the library's own and those of what it exports, each with a title. */
const examples = [
  { title: "mod.ts", tags: module.module_doc.tags },
  ...module.symbols.flatMap(({ name, declarations }) =>
    declarations.map(({ jsDoc }) => ({ title: name, tags: jsDoc?.tags }))
  ),
].flatMap(({ title, tags = [] }) =>
  tags.filter(({ kind }) => kind === "example").map(({ doc = "" }) => ({
    title,
    code: doc.match(/```ts\n(.*?)```/s)?.[1] ?? "",
  }))
);

const IMPORT = /^import (?:type )?\{([^}]*)\} from "[^"]*";$/gm;

Deno.test("the library and every function and class of it has an example", () => {
  assert.ok(module.symbols.length > 30);
  const shown = new Set(examples.map(({ title }) => title));
  const without = module.symbols.filter(({ name, declarations }) =>
    declarations.some(({ kind }) => /^(function|class)$/.test(kind)) && !shown.has(name)
  );
  assert.deepEqual(without.map(({ name }) => name), []);
  assert.ok(shown.has("mod.ts"));
});

Deno.test("whoever has what the library exports, and nothing else, can run every example", async () => {
  const missing = examples.flatMap(({ title, code }) =>
    [...code.matchAll(IMPORT)].flatMap(([, imported]) => imported.split(","))
      .map((name) => name.replace("type ", "").trim())
      .filter((name) => name !== "" && !names.has(name))
      .map((name) => `${title}: ${name}`)
  );
  assert.deepEqual(missing, []);
  assert.deepEqual(examples.filter(({ code }) => code === ""), []);
  // In one function each, so that an example may call its own things as it likes.
  const program = [
    `import * as library from ${JSON.stringify(new URL("../../mod.ts", import.meta.url).href)};`,
    "Object.assign(globalThis, library);",
    ...examples.map(({ title, code }) =>
      `await (async () => {\n${code.replace(IMPORT, "")}\n})().catch((error) => console.log(${
        JSON.stringify(title)
      }, String(error)));`
    ),
  ].join("\n");
  const args = ["run", "-q", "--no-check", "--no-prompt", "--ext=ts", "-"];
  const child = new Deno.Command(Deno.execPath(), {
    args,
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(program));
  await writer.close();
  const { code, stdout, stderr } = await child.output();
  assert.equal(new TextDecoder().decode(stdout), "");
  assert.equal(code, 0, new TextDecoder().decode(stderr));
});

Deno.test("what the documentation links to is in the library", () => {
  const links = [...JSON.stringify(module).matchAll(/\{@link(?:code)? (\w+)/g)].map(([, name]) => name);
  assert.ok(links.length > 20);
  assert.deepEqual(links.filter((name) => !names.has(name)), []);
});
