// Writes the playground to disk: a folder, or one file.
// What must not change: a folder that holds anything but a site is left as it is, and so is a file that is no page of ours.

import { exists } from "./disk.ts";
import { shippedFiles } from "./shipped_experiments.ts";
import { API_FOLDER, isApiFolder } from "./site_api.ts";
import type { Site } from "./site.ts";
import { requireFolderOf, writeWhole } from "./whole_file.ts";
import { inWorld, WorldError } from "./world_error.ts";

/** The page of a site. */
const PAGE = "index.html";
/** By this a page is known as one of this program's. */
const MARK = '<script type="application/json" id="site">';

/**
 * Writes a site into a folder that is new, empty or holds an earlier one, of which nothing stays.
 *
 * Whatever interrupts it, the folder is known as a site's to the next build: the page is there before anything else has its
 * name. That of an earlier site comes last, when all that it names is there.
 */
export function writeSite(folder: string, site: Site): void {
  const root = rootOf(folder);
  const earlier = namesOfSite(root);
  const names = [...new Set([...site.keys()].map(topOf))].filter((name) => name !== PAGE);
  if (earlier.includes(PAGE)) names.push(PAGE);
  else names.unshift(PAGE);
  inWorld(`write ${root}`, () => Deno.mkdirSync(root, { recursive: true }));
  const replaced = names.flatMap((name) => writeTop(root, name, site));
  inWorld(`write ${root}`, () => {
    const gone = earlier.filter((name) => !names.includes(name)).map((name) => putAside(root, name));
    for (const name of [...gone, ...replaced]) {
      Deno.removeSync(`${root}/${name}`, { recursive: OWN_FOLDERS.includes(withoutPartial(name)) });
    }
  });
}

/** Writes a file or a folder of a site aside, and then gives it its name. @returns how a folder that had it is called now. */
function writeTop(root: string, top: string, site: Site): readonly string[] {
  const partial = partialOf(top);
  for (const [path, bytes] of site) {
    if (topOf(path) !== top) continue;
    const file = `${root}/${partial}${path.slice(top.length)}`;
    inWorld(`write ${root}/${path}`, () => {
      Deno.mkdirSync(file.replace(/[/\\][^/\\]*$/, ""), { recursive: true });
      Deno.writeFileSync(file, bytes, { createNew: true });
    });
  }
  return inWorld(`write ${root}/${top}`, () => {
    const replaced = OWN_FOLDERS.includes(top) && exists(`${root}/${top}`) ? [putAside(root, top)] : [];
    Deno.renameSync(`${root}/${partial}`, `${root}/${top}`);
    return replaced;
  });
}

/** Gives a folder a name of which it is known while half of it is removed. @returns that; a file keeps its own. */
function putAside(root: string, name: string): string {
  if (!OWN_FOLDERS.includes(name)) return name;
  const aside = partialOf(name);
  Deno.renameSync(`${root}/${name}`, `${root}/${aside}`);
  return aside;
}

/** The file or folder in a site's folder to which a path belongs. */
function topOf(path: string): string {
  return path.replace(/\/.*$/s, "");
}

function partialOf(name: string): string {
  return `${name}.partial-${crypto.randomUUID()}`;
}

/** The name of what a build that was interrupted left. */
function withoutPartial(name: string): string {
  return name.replace(/\.partial-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, "");
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
  requireFolderOf(path);
  if (exists(path) && !isPage(path)) throw foreign(path, "is no page of this program's");
}

function rootOf(folder: string): string {
  return folder.replace(/(.)\/+$/, "$1");
}

/** What an earlier site holds; nothing where there is none. @throws WorldError where there is anything else. */
function namesOfSite(root: string): readonly string[] {
  if (!exists(root)) return [];
  const names = inWorld(`read ${root}`, () => [...Deno.readDirSync(root)].map(({ name }) => name));
  const whole = names.filter((name) => name === withoutPartial(name));
  if (whole.length > 0 && (!whole.includes(PAGE) || !isPage(`${root}/${PAGE}`))) {
    throw foreign(root, "holds other files");
  }
  const isOwn = (name: string): boolean =>
    name === API_FOLDER
      ? isApiFolder(`${root}/${name}`)
      : OWN_FOLDERS.includes(withoutPartial(name)) || OWN_NAME.test(withoutPartial(name));
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
