// Where a path lies in a folder that other machines have too: the checkout, or a copy of where one stands.
// Why links are followed: a checkout is often reached by one, and is the same folder by any way.

import { inWorld } from "../host/world_error.ts";

/** The folder of this checkout; null where the program does not lie in one. */
export function checkoutFolder(): URL | null {
  const folder = new URL("../..", import.meta.url);
  return folder.protocol === "file:" ? folder : null;
}

/**
 * Where a path lies below a folder: `/mine`, or empty for the folder itself.
 *
 * @param folder of which null has everything in it.
 * @returns null where it does not lie below it.
 */
export function placeBelow(folder: URL | string | null, path: string): string | null {
  if (folder === null) return "";
  const [real, root] = inWorld("look at this folder", () => [realPath(path), Deno.realPathSync(folder)])
    .map((path) => path.replaceAll("\\", "/"));
  return `${real}/`.startsWith(`${root}/`) ? real.slice(root.length) : null;
}

/** A path from the root on; what is not there yet lies below the nearest folder that is. */
function realPath(path: string): string {
  try {
    return Deno.realPathSync(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    const [, parent, name] = /^(.*\/)?([^/]+)\/*$/.exec(path) ?? [];
    return name === undefined ? path : `${realPath(parent ?? ".")}/${name}`;
  }
}
