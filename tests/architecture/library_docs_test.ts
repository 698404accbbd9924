// The library's documentation: every function and class that mod.ts exports shows how it is used.
// The examples themselves are run by `deno test --doc`, so one that is there is one that works.

import assert from "node:assert/strict";
import { projectPath } from "../project_path.ts";

interface Declaration {
  readonly kind: string;
  readonly jsDoc?: { readonly tags?: readonly { readonly kind: string }[] };
}

interface Documentation {
  readonly nodes: Readonly<
    Record<string, {
      readonly module_doc?: { readonly tags?: readonly { readonly kind: string }[] };
      readonly symbols: readonly { readonly name: string; readonly declarations: readonly Declaration[] }[];
    }>
  >;
}

async function readDocumentation(): Promise<Documentation> {
  const args = ["doc", "--json", projectPath("mod.ts")];
  const { stdout } = await new Deno.Command(Deno.execPath(), { args, stderr: "null" }).output();
  return JSON.parse(new TextDecoder().decode(stdout));
}

Deno.test("the library and every function and class of it has an example", async () => {
  const [module] = Object.values((await readDocumentation()).nodes);
  const hasExample = (doc?: { readonly tags?: readonly { readonly kind: string }[] }): boolean =>
    doc?.tags?.some((tag) => tag.kind === "example") ?? false;
  assert.ok(hasExample(module.module_doc));
  assert.ok(module.symbols.length > 30);
  const without = module.symbols.filter(({ declarations }) =>
    declarations.some(({ kind, jsDoc }) => /^(function|class)$/.test(kind) && !hasExample(jsDoc))
  );
  assert.deepEqual(without.map(({ name }) => name), []);
});
