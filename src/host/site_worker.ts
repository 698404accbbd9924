// A worker: makes the site once, when it is asked to, with the sources as they are now.
// Why a worker: the program that serves the page was loaded before its sources were changed, and would read a new
// experiment with an old reader.

import { reasonOf } from "./world_error.ts";
import type { Site } from "./site.ts";
import { type SiteOptions, webSite } from "./web_site.ts";

/** What it sends back, once. */
export type FromSiteWorker = { readonly ok: Site } | { readonly message: string };

/** What a worker sees of the world it runs in. */
interface WorkerScope {
  onmessage: ((event: MessageEvent<SiteOptions>) => void) | null;
  postMessage(message: FromSiteWorker): void;
}

const scope = self as unknown as WorkerScope;
scope.onmessage = async ({ data }) => {
  try {
    scope.postMessage({ ok: await webSite(data) });
  } catch (error) {
    scope.postMessage({ message: reasonOf(error) });
  }
};
