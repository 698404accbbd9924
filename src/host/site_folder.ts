// Writes the playground to disk: a folder, or one file.
// What must not change: a folder that holds anything but a site is left as it is, and so is a file that is no page of ours.

import { exists } from "./disk.ts";
import { shippedFiles } from "./shipped_experiments.ts";
import { API_FOLDER, isApiFolder } from "./site_api.ts";
import type { Site } from "./site.ts";
import { writeWhole } from "./whole_file.ts";
import { inWorld, WorldError } from "./world_error.ts";

/** By this a page is known as one of this program's. */
const MARK = '<script type="application/json" id="site">';

/** Writes a site into a folder that is new, empty or holds an earlier one, of which nothing stays. */
export function writeSite(folder: string, site: Site): void {
  const root = rootOf(folder);
  const earlier = namesOfSite(root);
  inWorld(
    `write ${root}`,
    () =>
      earlier.forEach((name) =>
        Deno.removeSync(`${root}/${name}`, { recursive: OWN_FOLDERS.includes(name) })
      ),
  );
  for (const [path, bytes] of site) {
    const file = `${root}/${path}`;
    inWorld(`write ${file}`, () => {
      Deno.mkdirSync(file.replace(/[/\\][^/\\]*$/, ""), { recursive: true });
      Deno.writeFileSync(file, bytes, { createNew: true });
    });
  }
}

/** Writes the page of one file, over an earlier one if there is. */
export function writeSiteFile(path: string, bytes: Uint8Array): void {
  requireSiteFile(path);
  writeWhole(path, bytes);
}

/**
 * Asks beforehand, since a site takes seconds to make.
 *
 * @throws WorldError where {@linkcode writeSite} would replace anything but a site.
 */
export function requireSite(folder: string): void {
  namesOfSite(rootOf(folder));
}

/** As {@linkcode requireSite}, of the page of one file. */
export function requireSiteFile(path: string): void {
  if (exists(path) && !isPage(path)) throw foreign(path, "is no page of this program's");
}

function rootOf(folder: string): string {
  return folder.replace(/(.)\/+$/, "$1");
}

/** What an earlier site holds; nothing where there is none. @throws WorldError where there is anything else. */
function namesOfSite(root: string): readonly string[] {
  if (!exists(root)) return [];
  const names = inWorld(`read ${root}`, () => [...Deno.readDirSync(root)].map(({ name }) => name));
  if (names.length === 0) return names;
  if (!names.includes("index.html") || !isPage(`${root}/index.html`)) {
    throw foreign(root, "holds other files");
  }
  const isOwn = (name: string): boolean =>
    name === API_FOLDER ? isApiFolder(`${root}/${name}`) : name === EXPERIMENTS || OWN_NAME.test(name);
  const foreignName = names.find((name) => !isOwn(name)) ??
    // The program's own come again with the new site: anything else in there is somebody's own.
    (names.includes(EXPERIMENTS) ? foreignExperimentIn(`${root}/${EXPERIMENTS}`) : undefined);
  if (foreignName !== undefined) throw foreign(root, `holds ${foreignName}`);
  return names;
}

const EXPERIMENTS = "experiments";
const OWN_FOLDERS = [EXPERIMENTS, API_FOLDER];
/** A name with a hash, or one of those that others link to. */
const OWN_NAME =
  /^([a-z_]+-[0-9A-Za-z]{8}\.(js|css|svg)|(index|library|work)\.html|(seedbed|service_worker)\.js)$/;

function foreignExperimentIn(folder: string): string | undefined {
  const shipped = shippedFiles();
  const names = inWorld(`read ${folder}`, () => [...Deno.readDirSync(folder)].map(({ name }) => name));
  const found = names.find((name) => !shipped.includes(name));
  return found === undefined ? undefined : `${EXPERIMENTS}/${found}`;
}

function isPage(path: string): boolean {
  return inWorld(
    `read ${path}`,
    () => Deno.statSync(path).isFile && Deno.readTextFileSync(path).includes(MARK),
  );
}

function foreign(path: string, why: string): WorldError {
  return new WorldError(`cannot write ${path}: it ${why} and is not replaced; take another name`);
}
