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
    const folder = entries.find((entry) => entry?.isDirectory) as FileSystemDirectoryEntry | undefined;
    const dropped = await import("./dropped.ts").catch(() => null);
    if (dropped === null) return app.noticeNotLoaded();
    await dropped.take(app, folder === undefined ? files : await filesIn(folder), folder !== undefined);
  });
}

/** The files of a dropped folder, without those in folders below it. */
async function filesIn(folder: FileSystemDirectoryEntry): Promise<readonly File[]> {
  const reader = folder.createReader();
  const found: File[] = [];
  for (;;) {
    const entries = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject)
    );
    if (entries.length === 0) return found;
    for (const entry of entries) {
      if (!entry.isFile) continue;
      const file = await new Promise<File>((resolve, reject) =>
        (entry as FileSystemFileEntry).file(resolve, reject)
      );
      found.push(new File([file], file.name));
    }
  }
}
