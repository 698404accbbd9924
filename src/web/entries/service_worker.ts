// The service worker: keeps every file of the page, so that it works without a network from the second visit on.
// What must not change: files come from one version of the site, never from two. So the worker of a newer one waits until no
// page of an older is open: some files have the same name in both. The server adds its list above this code.

import type { SiteFiles } from "../site_files.ts";

/** What a service worker sees of the world. */
interface ServiceWorkerScope {
  /** Written by the program that makes the site. */
  readonly SITE: SiteFiles;
  readonly clients: { claim(): Promise<void> };
  addEventListener(
    type: "install" | "activate" | "fetch",
    listener: (event: { waitUntil(work: Promise<unknown>): void }) => void,
  ): void;
}

/** A request that the page makes. */
interface FetchEvent {
  readonly request: Request;
  respondWith(response: Promise<Response>): void;
}

const scope = self as unknown as ServiceWorkerScope;
/** Caches of all versions begin so; the path tells apart sites that one host has. */
const PREFIX = `seedbed ${new URL("./", location.href).pathname} `;
const CACHE = PREFIX + scope.SITE.version;
/** The page has two addresses, and is kept by the first. */
const [PAGE, NAMED_PAGE] = ["./", "./index.html"].map((path) => new URL(path, location.href).href);

scope.addEventListener("install", (event) => event.waitUntil(keepAll()));
scope.addEventListener("activate", (event) => event.waitUntil(forgetOthers()));
scope.addEventListener("fetch", (event) => {
  const { request, respondWith } = event as unknown as FetchEvent;
  if (request.method === "GET") respondWith.call(event, answer(request));
});

async function keepAll(): Promise<void> {
  const cache = await caches.open(CACHE);
  // Past the browser's own cache, which may hold files of another version.
  await cache.addAll(scope.SITE.files.map((file) => new Request(file, { cache: "reload" })));
}

async function forgetOthers(): Promise<void> {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
  // The first visit too, so that it keeps its files when the site is replaced meanwhile.
  await scope.clients.claim();
}

async function answer(request: Request): Promise<Response> {
  const cache = await caches.open(CACHE);
  const isNamed = request.url.replace(/[?#].*$/, "") === NAMED_PAGE;
  return await cache.match(isNamed ? PAGE : request, { ignoreSearch: true }) ?? await fetch(request);
}
