// What is at a path, links followed.
// Why not an exception: whoever types a path may be wrong about it, and several are tried.

import { isMissing } from "./disk.ts";

/** What is there; null for nothing. What may not be looked at is something, so that reading it says why it cannot be read. */
export function kindAt(path: string): "file" | "folder" | "other" | null {
  try {
    const { isFile, isDirectory } = Deno.statSync(path);
    return isFile ? "file" : isDirectory ? "folder" : "other";
  } catch (error) {
    return isOfNothing(error) ? null : "other";
  }
}

/** Whether what failed says that nothing is there: nothing can have a name that is too long. */
export function isOfNothing(error: unknown): boolean {
  return isMissing(error) || (error as { code?: unknown } | null)?.code === "ENAMETOOLONG";
}

/** Whether there is a link at a path, and nothing where it leads. */
export function leadsNowhere(path: string): boolean {
  try {
    return kindAt(path) === null && Deno.lstatSync(path).isSymlink;
  } catch {
    return false; // Nothing is there, not even a link.
  }
}
