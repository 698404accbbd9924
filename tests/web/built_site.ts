// The playground as `web:build` writes it, in a folder of its own, served by a host that knows nothing of it.
// Why in a folder of the host: every address in it must be relative.

import assert from "node:assert/strict";
import { projectPath } from "../project_path.ts";
import { runSeedbed } from "../seedbed_process.ts";
import { environmentOfTasks } from "../task_command.ts";

/** A site that is served. */
export interface ServedSite {
  readonly folder: string;
  /** The page's address, with a slash at its end. */
  readonly url: string;
  /** Everything that was asked for. */
  readonly requested: string[];
  close(): Promise<void>;
}

const TYPES: Readonly<Record<string, string>> = {
  css: "text/css",
  html: "text/html; charset=utf-8",
  js: "text/javascript",
  svg: "image/svg+xml",
};

/** Writes the playground as a site. @returns its folder. */
export async function buildSite(): Promise<string> {
  const folder = await Deno.makeTempDir();
  const { code, stderr } = await runSeedbed(["web:build", folder]);
  assert.equal(code, 0, stderr);
  return folder;
}

/** Writes the playground as one file. @returns its path. */
export async function buildSingle(): Promise<string> {
  const path = `${await Deno.makeTempDir()}/seedbed.html`;
  const { code, stderr } = await runSeedbed(["web:build", path, "--single"]);
  assert.equal(code, 0, stderr);
  return path;
}

/** Writes the playground with the library's documentation, by the task that does it. @returns its folder. */
export async function buildWholeSite(): Promise<string> {
  const folder = await Deno.makeTempDir();
  const { code, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["task", "-q", "site", folder],
    cwd: projectPath("."),
    clearEnv: true,
    env: { ...environmentOfTasks(), NO_COLOR: "1" },
  }).output();
  assert.equal(code, 0, new TextDecoder().decode(stderr));
  return folder;
}

/** Builds and serves a site below a path of the loopback interface. */
export async function serveSite(build = buildSite): Promise<ServedSite> {
  const folder = await build();
  const requested: string[] = [];
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, async (request) => {
    const { pathname } = new URL(request.url);
    requested.push(pathname);
    const path = /^\/some\/where\/(.*)$/.exec(pathname)?.[1];
    try {
      if (path === undefined) throw new Error("not of the site");
      const name = path.replace(/(^|\/)$/, "$1index.html");
      const type = TYPES[name.slice(name.lastIndexOf(".") + 1)] ?? "text/plain";
      return new Response(await Deno.readFile(`${folder}/${name}`), { headers: { "content-type": type } });
    } catch {
      return new Response("not found", { status: 404 });
    }
  });
  return {
    folder,
    url: `http://127.0.0.1:${server.addr.port}/some/where/`,
    requested,
    async close() {
      await server.shutdown();
      await Deno.remove(folder, { recursive: true });
    },
  };
}

let shared: Promise<{ readonly site: ServedSite; readonly single: string }> | undefined;

/** A site and a page of one file that the tests of a file share; they are gone when its tests are over. */
export function sharedSite(): NonNullable<typeof shared> {
  shared ??= Promise.all([serveSite(), buildSingle()]).then(([site, single]) => {
    globalThis.addEventListener("unload", () => {
      Deno.removeSync(site.folder, { recursive: true });
      Deno.removeSync(single.replace(/[^/]*$/, ""), { recursive: true });
    });
    return { site, single };
  });
  return shared;
}

/** The size of bytes that were compressed on the way. */
export async function gzippedBytes(bytes: Uint8Array<ArrayBuffer>): Promise<number> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream("gzip"));
  return (await new Response(stream).arrayBuffer()).byteLength;
}

/** The files of a folder by their paths in it. */
export function filesOf(folder: string, below = ""): ReadonlyMap<string, Uint8Array<ArrayBuffer>> {
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  for (const { name, isDirectory } of Deno.readDirSync(`${folder}/${below}`)) {
    const path = below + name;
    if (isDirectory) { for (const [each, bytes] of filesOf(folder, `${path}/`)) files.set(each, bytes); }
    else files.set(path, Deno.readFileSync(`${folder}/${path}`));
  }
  return files;
}
