// Finds the result folders that a word on the command line means: a folder, a pattern, or the name of an experiment.
// Why patterns here as well as in the shell: a quoted one, or one for the results folder, must work too.
// What must not change: no link is followed below what was named; the order is the same on every machine.

import type { Read } from "../experiment/source/problem.ts";
import { suggestion } from "../text/suggest.ts";
import { compareNaturally } from "../text/natural_order.ts";
import { inWorld, reasonOf, WorldError } from "./world_error.ts";

/** Why a word means no result folder. */
interface NoResult {
  /** What was found in its place, without a full stop. */
  readonly message: string;
  /** One way out, where there is one. */
  readonly hint?: string;
}

/** Folders that one word may stand for. */
const MOST_FOLDERS = 10_000;

/**
 * The result folders that a word means.
 *
 * @param word a folder, a folder of results, a pattern with * ? [a-z] {a,b}, or a name below the results folder, with or
 * without its id.
 * @param out the results folder.
 * @throws WorldError where a folder cannot be read.
 */
export function findResults(word: string, out: string): Read<readonly string[], NoResult> {
  const path = word.replace(/(.)\/+$/, "$1");
  const kind = kindOf(path);
  if (kind === "folder" && isResultFolder(path)) return { ok: [path] };
  const isPattern = kind === null && /[*?[{]/.test(path);
  const searches = isPattern
    ? [() => resultsMatching(path), () => resultsMatching(`${out}/${path}`)]
    // An experiment may have the name of a folder of something else.
    : [() => kind === "folder" ? resultsBelow(path, 2) : [], () => namedResults(path, out)];
  for (const search of searches) {
    const folders = search();
    if (folders.length > MOST_FOLDERS) {
      return none(`${word} stands for ${folders.length} result folders: at most ${MOST_FOLDERS} are read`);
    }
    if (folders.length > 0) return { ok: folders };
  }
  if (isPattern) return none(`no result folder matches ${word}`);
  if (kind === "folder") {
    return none(`${word} is not a result folder: it has neither config.json nor manifest.json`);
  }
  if (kind === "file") return none(`${word} is a file`, "name a result folder or an experiment");
  return none(`there is no result folder or experiment ${word}`, suggestionFor(path, out));
}

function none(message: string, hint?: string): { readonly problems: readonly NoResult[] } {
  return { problems: [{ message, hint }] };
}

/** The results of an experiment, or those whose name is given without the id or with the first digits of it. */
function namedResults(name: string, out: string): readonly string[] {
  if (/^(\.{0,2}\/|\.{1,2}$)/.test(name)) return [];
  const path = `${out}/${name}`;
  if (kindOf(path) === "folder") return isResultFolder(path) ? [path] : resultsBelow(path, 1);
  const slash = path.lastIndexOf("/");
  const [parent, beginning] = [path.slice(0, slash), path.slice(slash + 1)];
  if (kindOf(parent) !== "folder") return [];
  return foldersIn(parent)
    .filter((entry) => isShortFor(beginning, entry))
    .map((entry) => `${parent}/${entry}`)
    .filter(isResultFolder);
}

/** Whether a name is that of a folder without its id, or with the first digits of it. */
function isShortFor(name: string, folder: string): boolean {
  const id = /-[0-9a-f]{8}$/.exec(folder);
  if (id === null || name.length >= folder.length || !folder.startsWith(name)) return false;
  return name.length === id.index || name.length > id.index + 1;
}

function suggestionFor(name: string, out: string): string | undefined {
  const [, parent = "", last] = /^(.*\/)?([^/]*)$/.exec(name) ?? [];
  if (parent !== "" && kindOf(parent) === "folder") {
    return suggestion(name, foldersIn(parent).map((entry) => parent + entry));
  }
  if (parent.startsWith("/") || last === "") return undefined;
  if (kindOf(out) !== "folder") return `there is no results folder ${out} yet: run an experiment first`;
  const [experiment, ...rest] = name.split("/");
  if (rest.length > 0 && kindOf(`${out}/${experiment}`) === "folder") {
    const inside = foldersIn(`${out}/${experiment}`).map((entry) => `${experiment}/${entry}`);
    return suggestion(name, inside);
  }
  return suggestion(experiment, foldersIn(out));
}

function kindOf(path: string): "folder" | "file" | null {
  try {
    return Deno.statSync(path).isDirectory ? "folder" : "file";
  } catch (error) {
    if (isMissing(error)) return null;
    throw new WorldError(`cannot look at ${path}: ${reasonOf(error)}`);
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory ||
    (error as { code?: unknown } | null)?.code === "ENOTDIR";
}

/** Whether a folder holds what every result folder has; damaged ones may have lost one of the two. */
function isResultFolder(path: string): boolean {
  return ["manifest.json", "config.json"].some((name) => {
    try {
      Deno.lstatSync(`${path}/${name}`);
      return true;
    } catch (error) {
      // What may not be looked at is taken for a result, so that reading it says why it cannot be read.
      return !isMissing(error);
    }
  });
}

/** The names of the folders in a folder, without links and hidden ones, in natural order. */
function foldersIn(path: string): readonly string[] {
  return inWorld(`read ${path}`, () =>
    [...Deno.readDirSync(path)]
      .filter(({ name, isDirectory }) => isDirectory && !name.startsWith("."))
      .map(({ name }) => name)
      .sort(compareNaturally));
}

function resultsBelow(path: string, depth: number): readonly string[] {
  return foldersIn(path).flatMap((name) => {
    const inner = `${path}/${name}`;
    if (isResultFolder(inner)) return [inner];
    return depth > 1 ? resultsBelow(inner, depth - 1) : [];
  });
}

function resultsMatching(pattern: string): readonly string[] {
  let paths = [pattern.startsWith("/") ? "/" : ""];
  for (const segment of pattern.split("/").filter((part) => part !== "")) {
    if (!/[*?[{]/.test(segment)) {
      paths = paths.map((path) => path + segment + "/");
      continue;
    }
    const matcher = segmentMatcher(segment);
    paths = paths.flatMap((path) => {
      const folder = path === "" ? "." : path;
      if (kindOf(folder) !== "folder") return [];
      return foldersIn(folder).filter((name) => matcher.test(name)).map((name) => `${path}${name}/`);
    });
  }
  return paths.map((path) => path.replace(/\/$/, "")).flatMap((path) => {
    if (kindOf(path) !== "folder") return [];
    return isResultFolder(path) ? [path] : resultsBelow(path, 1);
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
