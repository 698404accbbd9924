// Serves the playground on the loopback interface, made anew when its sources have changed.
// What must not change: nobody but this machine can ask; only files of the site are served, whatever is asked for.

import type { FromSiteWorker } from "./site_worker.ts";
import type { Site } from "./site.ts";
import { type SiteOptions, WEB_FOLDER } from "./web_site.ts";
import { SITE_POLICY } from "./site_page.ts";
import { inWorld, WorldError } from "./world_error.ts";

/** A server that is running. */
export interface WebServer {
  /** The page's address: `http://127.0.0.1:8000/`. */
  readonly url: string;
  /** Resolves when the server has ended. */
  readonly finished: Promise<void>;
  close(): Promise<void>;
}

/** How the playground is served. */
export interface ServerOptions {
  /** The port; 0 for any that is free. */
  readonly port: number;
  /** How a command line begins: `deno task` or `seedbed`. */
  readonly program: string;
  /** Hears why a changed page cannot be made. */
  readonly onFailure: (error: unknown) => void;
}

/** The only host that it listens on. */
const HOST = "127.0.0.1";
/** Changes that come together are one change. */
const CALM_MS = 50;

/** It cannot listen on a port: something else does, or the system does not permit it. */
export class PortTaken extends WorldError {}

/** Starts to serve. @throws PortTaken at once, and WorldError where the page cannot be made. */
export async function serveSite({ port, program, onFailure }: ServerOptions): Promise<WebServer> {
  let isStale = false;
  const listeners = new Set<ReadableStreamDefaultController<Uint8Array>>();
  const server = listening(port, async (request) => {
    const { pathname } = new URL(request.url);
    if (pathname === "/changes") return changes(listeners);
    // As it is written: no name of a site needs an escape.
    const path = pathname === "/" ? "index.html" : pathname.slice(1);
    if (isStale && path === "index.html") {
      isStale = false;
      const newSite = siteNow(program);
      await newSite.then(() => site = newSite, onFailure);
    }
    return fileOf(await site, path);
  });
  // A page that is left open asks again at once, and a server waits for what it has not answered to the end.
  const end = async (): Promise<void> => {
    for (const listener of listeners) listener.close();
    await server.shutdown();
  };
  // After it listens: a page takes seconds to make, in vain where the port is taken.
  let site = siteNow(program);
  try {
    await site;
    const watcher = watchSources(() => {
      isStale = true;
      for (const listener of listeners) listener.enqueue(new TextEncoder().encode("data: changed\n\n"));
    });
    return {
      url: `http://${HOST}:${server.addr.port}/`,
      finished: server.finished,
      async close() {
        watcher.close();
        await end();
      },
    };
  } catch (error) {
    await end();
    throw error;
  }
}

function listening(
  port: number,
  answer: (request: Request) => Promise<Response>,
): Deno.HttpServer<Deno.NetAddr> {
  try {
    return inWorld(
      `listen on ${HOST}:${port}`,
      () => Deno.serve({ hostname: HOST, port, onListen: () => {} }, answer),
    );
  } catch (error) {
    throw error instanceof WorldError ? new PortTaken(error.message) : error;
  }
}

/** The site of the sources as they are now. */
async function siteNow(program: string): Promise<Site> {
  const worker = new Worker(new URL("./site_worker.ts", import.meta.url), { type: "module" });
  const { promise, resolve, reject } = Promise.withResolvers<FromSiteWorker>();
  worker.onmessage = ({ data }: MessageEvent<FromSiteWorker>) => resolve(data);
  worker.onerror = (event) => {
    event.preventDefault();
    reject(new WorldError(`cannot make the page: ${event.message}`));
  };
  worker.postMessage({ isWatched: true, api: null, program } satisfies SiteOptions);
  const made = await promise.finally(() => worker.terminate());
  if ("message" in made) throw new WorldError(made.message);
  return made.ok;
}

/** A file of the site with its type. */
function fileOf(site: Site, path: string): Response {
  const bytes = site.get(path);
  const headers = {
    "content-type": TYPES[path.slice(path.lastIndexOf(".") + 1)] ?? "application/octet-stream",
    // The page says it itself as well; a page of somebody's own that imports the library has its own policy.
    ...(path === "index.html" ? { "content-security-policy": SITE_POLICY } : {}),
    "x-content-type-options": "nosniff",
    "cache-control": "no-cache",
  };
  return bytes === undefined
    ? new Response("there is no such file\n", { status: 404, headers: { "content-type": "text/plain" } })
    : new Response(bytes, { headers });
}

const TYPES: Readonly<Record<string, string>> = {
  css: "text/css; charset=utf-8",
  csv: "text/csv; charset=utf-8",
  html: "text/html; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  svg: "image/svg+xml",
  yaml: "text/yaml; charset=utf-8",
};

/** An answer that goes on: an event for each change. */
function changes(listeners: Set<ReadableStreamDefaultController<Uint8Array>>): Response {
  let own: ReadableStreamDefaultController<Uint8Array>;
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      own = controller;
      listeners.add(own);
    },
    cancel() {
      listeners.delete(own);
    },
  });
  return new Response(body, {
    headers: { "content-type": "text/event-stream", "cache-control": "no-store" },
  });
}

/** Calls back a moment after sources of the program or its experiments have changed. */
function watchSources(onChange: () => void): Deno.FsWatcher {
  const folders = [new URL("../", WEB_FOLDER), new URL("../../experiments/", WEB_FOLDER)];
  const watcher = inWorld("watch the sources", () => Deno.watchFs(folders.map((folder) => pathOf(folder))));
  (async () => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    for await (const { kind } of watcher) {
      if (kind === "access") continue;
      clearTimeout(timer);
      timer = setTimeout(onChange, CALM_MS);
    }
    clearTimeout(timer);
  })();
  return watcher;
}

/** A path of the file system, whatever is in its name. */
function pathOf(url: URL): string {
  return decodeURIComponent(url.pathname).replace(/^\/(?=[A-Za-z]:)/, "");
}
