// Starts the page's workers: from their own files, or, in a page of one file, from texts inside it.
// What must not change: from a text it is a classic worker, since a module from memory never starts on a disk's page.

import type { SiteText } from "./site_data.ts";

/** Starts a program as a worker. */
export function startWorker(program: SiteText, name: string): Worker {
  if ("url" in program) return new Worker(new URL(program.url, location.href), { type: "module", name });
  const url = URL.createObjectURL(new Blob([program.text], { type: "text/javascript" }));
  return new Worker(url, { name });
}
