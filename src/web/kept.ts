// Keeps the document while the page is loaded anew, in the tab alone: closing it forgets.
// Why so little: a link and a file are what lasts, and nobody should find a stranger's experiment here.

import type { PlayDocument } from "../play/document.ts";
import type { App } from "./app.ts";

const KEY = "seedbed document";

/** A document, and what followed `#` in the address of the page that was left. */
interface Left {
  readonly hash: string;
  readonly document: PlayDocument;
}

/** What was left where the page is loaded anew, or gone back to; null for nothing: whoever follows a link wants what it holds. */
export function kept(): PlayDocument | null {
  const [entry] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
  // Some browsers do not say how one came.
  if (entry === undefined || entry.type === "navigate") return null;
  try {
    const left: Left | null = JSON.parse(sessionStorage.getItem(KEY) ?? "null");
    return left?.hash === location.hash ? left.document : null;
  } catch {
    return null; // some browsers close it to pages from a disk
  }
}

/** Keeps what there is when the page is left, if it was changed. */
export function keepOnLeaving(app: App): void {
  addEventListener("pagehide", () => {
    const { hash } = location;
    if (app.store.history.value.past.length === 0) return;
    try {
      sessionStorage.removeItem(KEY); // if what there is now is too large, nothing older stands in for it
      sessionStorage.setItem(
        KEY,
        JSON.stringify({ hash, document: app.store.document.value } satisfies Left),
      );
    } catch {
      // A table may be larger than what may be kept.
    }
  });
}
