// The address of the page: a link in it is opened, also one that is followed later, and what is changed is no longer the link's.
// What must not change: whoever follows a link loses nothing that is here; the experiment before it is one step back.

import type { PlayDocument } from "../play/document.ts";
import { type App, tablesOf } from "./app.ts";
import { effect } from "./preact.ts";
import type { SiteData } from "./site_data.ts";
import type { Proof } from "./store.ts";

/** What a link in the address holds. */
export type Linked =
  | { readonly document: PlayDocument; readonly proof: Proof | null }
  | { readonly problem: string };

/** What the link in the address holds, or why that cannot be read; null without a link. */
export async function linked(site: Pick<SiteData, "experiments">): Promise<Linked | null> {
  if (!/^#\d+\./.test(location.hash)) return null;
  const link = await import("../play/link.ts").catch(() => null);
  if (link === null) return { problem: "the link reader could not be loaded: reload the page" };
  const read = await link.readLink(location.hash, tablesOf(site));
  if ("problems" in read) return { problem: read.problems[0].message };
  const { document, manifestHash } = read.ok;
  const proof = manifestHash === null ? null : { whose: "the sender", manifestHash, document } as const;
  return { document, proof };
}

/**
 * Follows the address: opens a link that is followed while the page is open, and takes it out when its experiment is changed.
 *
 * @param isEmbedded then it stays: in a frame its address is all that says what it shows.
 */
export function followAddress(app: App, isEmbedded: boolean): void {
  const { document } = app.store;
  let ofLink: PlayDocument | null = location.hash === "" ? null : document.peek();
  addEventListener("hashchange", async () => {
    const isWanted = app.edits.opening();
    const found = await linked(app.site);
    if (found === null || !isWanted()) return;
    if ("problem" in found) {
      app.store.notice.value = found.problem;
      return;
    }
    ofLink = found.document;
    app.edits.open(found.document, found.proof);
  });
  if (isEmbedded) return;
  effect(() => {
    if (document.value === ofLink || ofLink === null) return;
    ofLink = null;
    history.replaceState(null, "", location.href.replace(/#.*$/, ""));
  });
}
