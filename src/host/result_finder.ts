// Finds the results that a word on the command line means: a folder, a tree of folders, a zip file, a pattern, or the name
// of an experiment.
// Why patterns here as well as in the shell: a quoted one, or one for the results folder, must work too.
// What must not change: no link is followed below what was named; the order is the same on every machine.

import type { Read } from "../experiment/source/problem.ts";
import { suggestion } from "../text/suggest.ts";
import { compareNaturally } from "../text/natural_order.ts";
import { isOfNothing, leadsNowhere } from "./file_kind.ts";
import { diskFolder } from "./folder_view.ts";
import { type FoundPlace, isResultAt, PlaceWalk, whyNone } from "./place_walk.ts";
import { inWorld, reasonOf, WorldError } from "./world_error.ts";
import { isZipName } from "./zip_name.ts";

/** Why a word means no result. */
export interface NoResult {
  /** What was found in its place, without a full stop. */
  readonly message: string;
  /** One way out, where there is one. */
  readonly hint?: string;
  /** Whether something of that name is there. */
  readonly isThere: boolean;
}

/** Results that one word may stand for. */
const MOST_RESULTS = 10_000;

/**
 * The results that a word means, and the folders and zip files among them that hold none or cannot be read.
 *
 * @param word a result folder, a folder or a zip file with results at any depth, a pattern with * ? [a-z] {a,b}, or a name
 * below the results folder; of a result the id may be left out.
 * @param out the results folder.
 * @param number `one of several` where a shell may have written the word, as in `class/*`: a folder without a result is one
 * place then, and what lies in it is not told apart.
 * @throws WorldError where what was named cannot be read.
 */
export function findResults(
  word: string,
  out: string,
  number: "the only one" | "one of several" = "the only one",
): Read<readonly FoundPlace[], NoResult> {
  const path = word.replace(/(.)\/+$/, "$1");
  const kind = folderOrFile(path);
  if (kind === "folder" && isResultAt(path)) return { ok: [resultAt(path)] };
  if (kind === "file" && isZipName(path)) return zipped(path);
  const isPattern = kind === null && /[*?[{]/.test(path);
  // A pattern of names alone means experiments before folders of anything.
  const patterns = path.includes("/") ? [path, `${out}/${path}`] : [`${out}/${path}`, path];
  const searches = isPattern
    ? patterns.map((pattern) => () => placesMatching(pattern))
    // An experiment may have the name of a folder of something else.
    : [
      () => kind === "folder" ? placesBelow(path, number) : [],
      () => namedResults(path, out),
      () => shortFor(path),
    ];
  for (const search of searches) {
    const places = search();
    if (places.length > MOST_RESULTS) {
      return none(`${word} stands for ${places.length} results: at most ${MOST_RESULTS} are read`, kind);
    }
    if (places.length > 0) return { ok: places };
  }
  if (isPattern) return none(`no result matches ${word}`, kind);
  if (kind === "folder" && number === "one of several") {
    return { ok: new PlaceWalk().inFolder(diskFolder(path), "near") };
  }
  if (kind === "folder") {
    const why = whyNone(diskFolder(path));
    return none(`there is no result in ${word}: ${why}`, kind, interruptedHint(path));
  }
  if (kind === "file") {
    return none(`${word} is a file`, kind, "name a result folder, a zip file or an experiment");
  }
  if (leadsNowhere(path)) return none(`${word} is a link that leads nowhere`, "file");
  const named = `${out}/${path}`;
  if (!OWN_PATH.test(path) && folderOrFile(named) === "folder") {
    return none(`there is no result in ${named}`, kind, interruptedHint(named));
  }
  return none(`there is no result folder or experiment ${word}`, kind, suggestionFor(path, out));
}

/** What is kept beside results of a run or a sweep that is not over. */
const KEPT_NAME = /^\.(seed|given|sweep)-.*[0-9a-f]{8}$/;

/** The way out where an experiment's result is not there yet. */
function interruptedHint(folder: string): string | undefined {
  const isInterrupted = diskFolder(folder).entries().some(({ name }) => KEPT_NAME.test(name));
  return isInterrupted ? "one is not finished there: run its experiment again, and it goes on" : undefined;
}

function none(
  message: string,
  kind: "folder" | "file" | null,
  hint?: string,
): { readonly problems: readonly NoResult[] } {
  return { problems: [{ message, hint, isThere: kind !== null }] };
}

function resultAt(path: string): FoundPlace {
  return { kind: "result", path, folder: diskFolder(path) };
}

function placesBelow(path: string, number: Parameters<typeof findResults>[2]): readonly FoundPlace[] {
  const walk = new PlaceWalk();
  if (number === "the only one") return walk.below(diskFolder(path));
  const places = walk.inFolder(diskFolder(path), "near");
  // A folder without a result may have the name of an experiment.
  return places.length === 1 && places[0].kind === "no_result" && places[0].path === path ? [] : places;
}

/** What is in a zip file that was named. */
function zipped(path: string): Read<readonly FoundPlace[], NoResult> {
  const places = new PlaceWalk().inZip(path, "named");
  const [first] = places;
  return places.length === 1 && first.kind === "no_result" && first.path === path
    ? none(`${path}: ${first.message}`, "file")
    : { ok: places };
}

/** A path that is no name below the results folder, whatever lies there. */
const OWN_PATH = /^(\.{0,2}\/|\.{1,2}$)/;

/** The results of an experiment, or those whose name is given without the id or with the first digits of it. */
function namedResults(name: string, out: string): readonly FoundPlace[] {
  if (OWN_PATH.test(name)) return [];
  const path = `${out}/${name}`;
  if (folderOrFile(path) === "folder") {
    return isResultAt(path) ? [resultAt(path)] : placesBelow(path, "the only one");
  }
  return shortFor(path);
}

/** The results whose path is given without the id or with the first digits of it. */
function shortFor(path: string): readonly FoundPlace[] {
  const [, parent = "", beginning = ""] = /^(.*\/)?([^/]*)$/.exec(path) ?? [];
  if (folderOrFile(parent || ".") !== "folder") return [];
  return foldersIn(parent || ".")
    .filter((entry) => isShortFor(beginning, entry))
    .map((entry) => parent + entry)
    .filter(isResultAt).map(resultAt);
}

/** Whether a name is that of a folder without its id, or with the first digits of it. */
function isShortFor(name: string, folder: string): boolean {
  const id = /-[0-9a-f]{8}$/.exec(folder);
  if (id === null || name.length >= folder.length || !folder.startsWith(name)) return false;
  return name.length === id.index || name.length > id.index + 1;
}

function suggestionFor(name: string, out: string): string | undefined {
  const [, parent = "", last] = /^(.*\/)?([^/]*)$/.exec(name) ?? [];
  if (parent !== "" && folderOrFile(parent) === "folder") {
    return suggestion(name, foldersIn(parent).map((entry) => parent + entry));
  }
  if (parent.startsWith("/") || last === "") return undefined;
  if (folderOrFile(out) !== "folder") return `there is no results folder ${out} yet: run an experiment first`;
  const [experiment, ...rest] = name.split("/");
  if (rest.length > 0 && folderOrFile(`${out}/${experiment}`) === "folder") {
    const inside = foldersIn(`${out}/${experiment}`).map((entry) => `${experiment}/${entry}`);
    return suggestion(name, inside);
  }
  return suggestion(experiment, foldersIn(out));
}

/** What is at a path, links followed; null for nothing. */
function folderOrFile(path: string): "folder" | "file" | null {
  try {
    return Deno.statSync(path).isDirectory ? "folder" : "file";
  } catch (error) {
    if (isOfNothing(error)) return null;
    throw new WorldError(`cannot look at ${path}: ${reasonOf(error)}`);
  }
}

/** The names of the folders in a folder, without links and hidden ones, in natural order. */
function foldersIn(path: string): readonly string[] {
  return visibleNames(path, ({ isDirectory }) => isDirectory);
}

/** Those of the folders and zip files. */
function namesIn(path: string): readonly string[] {
  return visibleNames(path, ({ name, isDirectory, isFile }) => isDirectory || isFile && isZipName(name));
}

function visibleNames(path: string, isWanted: (entry: Deno.DirEntry) => boolean): readonly string[] {
  return inWorld(`read ${path}`, () =>
    [...Deno.readDirSync(path)]
      .filter((entry) => isWanted(entry) && !entry.name.startsWith("."))
      .map(({ name }) => name)
      .sort(compareNaturally));
}

function placesMatching(pattern: string): readonly FoundPlace[] {
  let paths = [pattern.startsWith("/") ? "/" : ""];
  for (const segment of pattern.split("/").filter((part) => part !== "")) {
    if (!/[*?[{]/.test(segment)) {
      paths = paths.map((path) => path + segment + "/");
      continue;
    }
    const matcher = segmentMatcher(segment);
    paths = paths.flatMap((path) => {
      const folder = path === "" ? "." : path;
      if (folderOrFile(folder) !== "folder") return [];
      return namesIn(folder).filter((name) => matcher.test(name)).map((name) => `${path}${name}/`);
    });
  }
  const walk = new PlaceWalk();
  return paths.map((path) => path.replace(/\/$/, "")).flatMap((path) => {
    if (folderOrFile(path) === "file") return isZipName(path) ? walk.inZip(path, "named") : [];
    return folderOrFile(path) === "folder" ? walk.inFolder(diskFolder(path), "named") : [];
  });
}

/** A pattern of one part of a path: * ? [a-z] [!a-z] {a,b}; all else is literal. */
export function segmentMatcher(segment: string): RegExp {
  let source = "";
  for (let at = 0; at < segment.length; at++) {
    const character = segment[at];
    const closing = character === "["
      ? segment.indexOf("]", at + 2)
      : character === "{"
      ? segment.indexOf("}", at)
      : -1;
    if (character === "*") source += "[^/]*";
    else if (character === "?") source += "[^/]";
    else if (closing < 0) source += literal(character);
    else if (character === "{") {
      source += `(?:${segment.slice(at + 1, closing).split(",").map(literal).join("|")})`;
      at = closing;
    } else {
      const inner = segment.slice(at + 1, closing).replace(/^!/, "^").replace(/[\\[\]]/g, "\\$&");
      source += `[${inner}]`;
      at = closing;
    }
  }
  try {
    return new RegExp(`^${source}$`, "u");
  } catch {
    return new RegExp(`^${literal(segment)}$`, "u");
  }
}

function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}
