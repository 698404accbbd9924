// The library's documentation, as `deno doc --html` writes it, made at home in a site: below `api/`, with a way to the playground.
// What must not change: no address in a page names a host or this machine, so that it works in any folder of any host, and
// equal sources give equal bytes wherever they lie.

import type { Site } from "./site.ts";
import { inWorld, WorldError } from "./world_error.ts";

/** The folder of a site in which it lies. */
export const API_FOLDER = "api";
/** By this a page of it is known. */
const MARK = '<meta name="doc-current-file"';
/** Before it, in the bar at the top, the way to the playground stands. */
const PLACE_OF_WAY = /<button id="theme-toggle"/;

/** Whether a folder holds such documentation. */
export function isApiFolder(folder: string): boolean {
  const path = `${folder}/index.html`;
  return inWorld(`read ${path}`, () => Deno.readTextFileSync(path)).includes(MARK);
}

/**
 * The files of a folder that `deno doc --html` has written, by their paths in a site.
 *
 * @param icon of the site, by its path.
 * @throws WorldError where it was written by something else.
 */
export function apiFiles(folder: string, icon: string): Site {
  const root = folder.replace(/(.)\/+$/, "$1");
  if (!isApiFolder(root)) throw notDocumentation(root);
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  for (const path of pathsIn(root)) {
    const bytes = inWorld(`read ${root}/${path}`, () => Deno.readFileSync(`${root}/${path}`));
    const text = (): string => new TextDecoder().decode(bytes);
    const mended = path.endsWith(".html")
      ? pageAtHome(path, text(), { root, icon })
      : path === "search.js"
      ? searchAtHome(text(), root)
      : null;
    files.set(`${API_FOLDER}/${path}`, mended === null ? bytes : new TextEncoder().encode(mended));
  }
  return files;
}

/** In the order of their names, on every disk. */
function pathsIn(folder: string, below = ""): readonly string[] {
  const entries = inWorld(`read ${folder}/${below}`, () => [...Deno.readDirSync(`${folder}/${below}`)]);
  return entries.toSorted((a, b) => a.name < b.name ? -1 : 1).flatMap(({ name, isDirectory }) =>
    isDirectory ? pathsIn(folder, `${below}${name}/`) : [below + name]
  );
}

/** What is found leads a folder too high from the page of a symbol: of a library in one module these are one folder deep. */
function searchAtHome(text: string, root: string): string {
  return mended(
    text,
    /"\.\.\/"\.repeat\(\s*currentFile \? [^:]+ : 0,?\s*\)/,
    () => 'currentFile ? "../" : ""',
    root,
  );
}

function pageAtHome(
  path: string,
  text: string,
  { root, icon }: { readonly root: string; readonly icon: string },
): string {
  const withoutSources = text.replace(/<a\s[^>]*\bhref="file:[^"]*"[^>]*>[^]*?<\/a>/g, "");
  const closed = withoutSources.replace(/<a\s[^>]*\bhref="https?:[^"]*"[^>]*>([^]*?)<\/a>/g, "$1");
  // What leads on from an old name is a page of its own, without a bar.
  if (!closed.includes(MARK)) return closed;
  const site = "../".repeat(path.split("/").length);
  const way = `<a href="${site}" class="contextLink">Playground</a>\n      `;
  const withIcon = closed.replace(MARK, (found) => `<link rel="icon" href="${site}${icon}">\n  ${found}`);
  return mended(withIcon, PLACE_OF_WAY, (found) => way + found, root);
}

/** @throws WorldError where there is nothing to mend: then it is not what this was written for. */
function mended(text: string, place: RegExp, mend: (found: string) => string, root: string): string {
  if (!place.test(text)) throw notDocumentation(root);
  return text.replace(place, mend);
}

function notDocumentation(folder: string): WorldError {
  return new WorldError(
    `cannot read ${folder} as the library's documentation: deno doc --html of this version writes it otherwise; ` +
      "make it anew with deno task docs",
  );
}
