// Why a word of the command line names no experiment, and what was probably meant.
// Why apart: a run that finds its experiment needs none of this.

import { nearestWord } from "../text/suggest.ts";
import { kindAt } from "./file_kind.ts";

/** What is wrong with a path, and the way out. */
export interface Lost {
  readonly message: string;
  readonly hint: string;
}

const NEW_HINT = "`new NAME` writes an experiment to start from";

/** Files of a folder that are looked at. */
const MOST_FILES = 2000;

/** What is wrong with a word that names no experiment. */
export function lostExperiment(word: string): Lost {
  if (word === "") {
    return { message: "the name of the experiment is empty", hint: "for example experiments/gender.yaml" };
  }
  if (/^[a-z]+:\/\//i.test(word)) {
    return { message: "that is an address, not a file", hint: "download it first, and name the file" };
  }
  if (kindAt(word) === "folder") return ofFolder(word);
  const message = "there is no such file";
  const slashed = word.replaceAll("\\", "/");
  if (slashed !== word && kindAt(slashed) !== null) {
    return { message, hint: `write it with / in place of \\: ${slashed}` };
  }
  if (/[*?[]/.test(word)) return { message: "no file fits this pattern", hint: NEW_HINT };
  const meant = alikeIn(word) ?? otherPlace(word);
  if (meant !== null) return { message, hint: `did you mean ${meant}?` };
  const folder = word.replace(/\/[^/]*$/, "");
  if (folder !== word && folder !== "" && kindAt(folder) === null) {
    return { message, hint: `there is no folder ${folder} either; paths begin where you stand` };
  }
  return { message, hint: NEW_HINT };
}

/** The table that was probably meant by a path where nothing is; null where none is like it. */
export function likelyTable(path: string): string | null {
  const slashed = path.replaceAll("\\", "/");
  if (slashed !== path && kindAt(slashed) === "file") return slashed;
  return alikeIn(path, /\.(csv|tsv|tab|txt|data)$/i);
}

function ofFolder(folder: string): Lost {
  const names = namesIn(folder).filter((name) => /\.ya?ml$/i.test(name)).sort();
  const message = "that is a folder, not an experiment";
  if (names.length === 0) return { message, hint: NEW_HINT };
  const path = folder.replace(/\/+$/, "");
  const some = names.slice(0, 4).map((name) => `${path}/${name}`).join(", ");
  return { message, hint: `name a file in it: ${some}${names.length > 4 ? ", …" : ""}` };
}

/** A file in the same folder with another ending or case, other forms of its letters, or a slip in its name. */
function alikeIn(word: string, endings = /\.(ya?ml|json|csv)$/i): string | null {
  const at = word.lastIndexOf("/") + 1;
  const [folder, name] = [word.slice(0, at), word.slice(at)];
  const names = namesIn(folder || ".").filter((other) => endings.test(other));
  const plain = (text: string): string => text.normalize("NFC").toLowerCase();
  const stem = (text: string): string => plain(text).replace(/\.[a-z]+$/, "");
  const found = names.find((other) => plain(other) === plain(name)) ??
    names.find((other) => stem(other) === stem(name)) ??
    nearestWord(name, names);
  return found === undefined ? null : folder + found;
}

/** The same name where the experiments of the program are, or where one of the folders of the path is left out. */
function otherPlace(word: string): string | null {
  const name = word.slice(word.lastIndexOf("/") + 1);
  return [`experiments/${name}`, name, `../${name}`].find((path) =>
    path !== word && kindAt(path) === "file"
  ) ?? null;
}

function namesIn(folder: string): readonly string[] {
  const names: string[] = [];
  try {
    for (const { name } of Deno.readDirSync(folder)) {
      names.push(name);
      if (names.length === MOST_FILES) break;
    }
  } catch {
    // A folder that cannot be read names nothing.
  }
  return names;
}
