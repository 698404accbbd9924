// The page's program: starts the engine, finds out what to begin with, and draws everything.
// Why the engine first: it loads in its own thread while the page is drawn.

/** @jsx h */
import type { PlayDocument } from "../../play/document.ts";
import { followAddress, linked } from "../address.ts";
import { App, type Beginning, proofOf, textOf } from "../app.ts";
import { listenForDrops } from "../drop.ts";
import { listenForKeys } from "../keys.ts";
import { keepOnLeaving, kept } from "../kept.ts";
import { Playground } from "../panels/playground.tsx";
import { effect, h, render } from "../preact.ts";
import { SITE_DATA_ID, type SiteData } from "../site_data.ts";
import { serveThreads } from "../threads.ts";
import { startWorker } from "../workers.ts";

const site: SiteData = JSON.parse(document.getElementById(SITE_DATA_ID)!.textContent);
const worker = startWorker(site.workers.engine, "engine");
serveThreads(worker, site.workers.part);
begin();

async function begin(): Promise<void> {
  const isEmbedded = new URLSearchParams(location.search).has("embed");
  const { beginning, problem } = await whatToBeginWith(isEmbedded ? null : kept());
  const app = new App(site, worker, beginning);
  document.documentElement.classList.toggle("embedded", isEmbedded);
  render(<Playground app={app} isEmbedded={isEmbedded} />, document.getElementById("app")!);
  app.loop.open(beginning.reading);
  // What is told when it is drawn first is heard by nobody.
  app.loop.whenIdle(() => app.store.notice.value ??= problem);
  effect(() => {
    document.title = `${app.store.document.value.name} · Seedbed`;
  });
  listenForDrops(app);
  listenForKeys(app);
  if (!isEmbedded) keepOnLeaving(app);
  followAddress(app, isEmbedded);
  app.loop.whenIdle(() => setTimeout(() => keepForLater(site.serviceWorker), KEPT_AFTER_MS));
}

/** How long after the first answer: what the engine loads then, and the editor, would share the wire with every file there is. */
const KEPT_AFTER_MS = 1000;

/** Has the service worker fetch every file of the page. */
function keepForLater(serviceWorker: SiteData["serviceWorker"]): void {
  if (serviceWorker !== null) navigator.serviceWorker?.register(serviceWorker).catch(() => {});
}

/** What was left here a moment ago; a link's experiment; else the first of those that come with the page. */
async function whatToBeginWith(left: PlayDocument | null): Promise<
  { readonly beginning: Beginning; readonly problem: string | null }
> {
  if (left !== null) return { beginning: { document: left, reading: null, proof: null }, problem: null };
  const link = await linked(site);
  if (link !== null && "document" in link) return { beginning: { ...link, reading: null }, problem: null };
  const [first] = site.experiments;
  const files = first.table === null ? {} : { [first.table.name]: await textOf(first.table.source) };
  const document = { name: first.name, text: await textOf(first.source), files };
  return {
    beginning: { document, reading: first.reading, proof: proofOf(first, document) },
    problem: link?.problem ?? null,
  };
}
