// A worker starts without what it does not need.
import assert from "node:assert/strict";
import { ROOT } from "../architecture/layers.ts";

interface Graph {
  readonly modules: readonly {
    readonly specifier: string;
    readonly dependencies?: readonly { readonly code?: { readonly specifier: string } }[];
  }[];
}

Deno.test("a worker loads neither the schema nor YAML, but for types", async () => {
  const args = ["info", "--json", new URL("src/threads/part_worker.ts", ROOT).href];
  const { stdout } = await new Deno.Command(Deno.execPath(), { args, stderr: "null" }).output();
  const { modules } = JSON.parse(new TextDecoder().decode(stdout)) as Graph;
  const loaded = new Set<string>();
  const follow = (specifier: string): void => {
    if (loaded.has(specifier)) return;
    loaded.add(specifier);
    const found = modules.find((module) => module.specifier === specifier);
    for (const { code } of found?.dependencies ?? []) if (code !== undefined) follow(code.specifier);
  };
  follow(args[2]);
  const names = [...loaded];
  assert.ok(names.some((name) => name.endsWith("/src/engine/kernel/kernel.ts")));
  assert.deepEqual(names.filter((name) => /valibot|yaml|settings|variant|canonicalize/.test(name)), []);
});
