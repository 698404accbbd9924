// Listens for files that are dropped anywhere on the page, and marks it while one is over it.
// Why the rest is loaded then: most visitors never drop anything, and what is dropped must be taken out at once.

import type { App } from "./app.ts";

/** Listens for files. */
export function listenForDrops(app: App): void {
  const mark = (isOver: boolean): void => {
    document.documentElement.classList.toggle("file-over", isOver);
  };
  addEventListener("dragover", (event) => {
    event.preventDefault();
    mark(event.dataTransfer?.types.includes("Files") ?? false);
  });
  addEventListener("dragleave", (event) => {
    // From one part of the page to another it leaves as well.
    if (event.relatedTarget === null) mark(false);
  });
  addEventListener("drop", async (event) => {
    mark(false);
    const { dataTransfer } = event;
    if (dataTransfer === null || dataTransfer.files.length === 0) return;
    event.preventDefault();
    const files = [...dataTransfer.files];
    const entries = [...dataTransfer.items].map((item) => item.webkitGetAsEntry?.() ?? null);
    const folders = entries.filter((entry) => entry?.isDirectory) as FileSystemDirectoryEntry[];
    const dropped = await import("./dropped.ts").catch(() => null);
    if (dropped === null) return app.noticeNotLoaded();
    await dropped.take(app, files, folders);
  });
}
