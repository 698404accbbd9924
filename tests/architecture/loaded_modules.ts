// What a program loads when it starts, in the order in which Deno gets to know of it.

import { projectPath } from "../project_path.ts";

interface ModuleGraph {
  readonly modules: readonly {
    readonly specifier: string;
    readonly dependencies?: readonly {
      readonly code?: { readonly specifier?: string };
      readonly isDynamic?: boolean;
    }[];
  }[];
}

/**
 * The addresses of all modules that a file imports, nearest first, without itself; what is imported while the program runs
 * does not count.
 *
 * @param entry the address of the file.
 * @param options for `deno info`.
 * @param blind modules whose own imports are left aside.
 */
export async function loadedModules(
  entry: URL,
  options: readonly string[] = [],
  blind: readonly string[] = [],
): Promise<readonly string[]> {
  const args = ["info", "--json", "--config", projectPath("deno.json"), ...options, entry.href];
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), { args }).output();
  if (!success) throw new Error(new TextDecoder().decode(stderr));
  const { modules } = JSON.parse(new TextDecoder().decode(stdout)) as ModuleGraph;
  const importsOf = new Map(modules.map(({ specifier, dependencies = [] }) => [
    specifier,
    dependencies.flatMap(({ code, isDynamic }) =>
      code?.specifier === undefined || isDynamic === true ? [] : [code.specifier]
    ),
  ]));
  const found = new Set([entry.href]);
  for (const specifier of found) {
    if (blind.includes(specifier)) continue;
    for (const imported of importsOf.get(specifier) ?? []) found.add(imported);
  }
  return [...found].slice(1);
}
