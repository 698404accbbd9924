// Keeps the document while the page is loaded anew, in the tab alone: closing it forgets.
// Why so little: a link and a file are what lasts, and nobody should find a stranger's experiment here.

import type { PlayDocument } from "../play/document.ts";
import type { App } from "./app.ts";

const KEY = "seedbed document";

/** What was left when the page was loaded anew; null for nothing. */
export function kept(): PlayDocument | null {
  try {
    const text = sessionStorage.getItem(KEY);
    sessionStorage.removeItem(KEY);
    return text === null ? null : JSON.parse(text);
  } catch {
    return null; // some browsers close it to pages from a disk
  }
}

/** Keeps what there is when the page is left, if it was changed. */
export function keepOnLeaving(app: App): void {
  addEventListener("pagehide", () => {
    if (app.store.history.value.past.length === 0) return;
    try {
      sessionStorage.setItem(KEY, JSON.stringify(app.store.document.value));
    } catch {
      // A table may be larger than what may be kept.
    }
  });
}
