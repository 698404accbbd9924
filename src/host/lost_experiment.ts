// A word of the command line that is not the path of an experiment: the stored result that it is short for, or what is wrong
// with it and what was probably meant.
// Why apart: a run that finds its experiment needs none of this.

import { TEXT_TABLE } from "../experiment/source/table_name.ts";
import { quoted } from "../text/shell_word.ts";
import { alikeFile, firstNamesIn } from "./alike_file.ts";
import { kindAt, leadsNowhere } from "./file_kind.ts";
import { findResults } from "./result_finder.ts";
import { inWorld } from "./world_error.ts";

/** What is wrong with a path, and the way out. */
export interface Lost {
  readonly message: string;
  readonly hint: string;
}

/** The experiment of a stored result. */
export interface Stored {
  /** The path of its `config.json`. */
  readonly storedAt: string;
}

/** How the names of experiments end, and of tables that were named in their place. */
const EXPERIMENT_ENDINGS = /\.(ya?ml|json|csv)$/i;

const NEW_HINT = "`new NAME` writes an experiment to start from";

/**
 * What a word stands for that is not the path of an experiment, or what is wrong with it.
 *
 * @param out the results folder.
 */
export function lostExperiment(word: string, out: string): Lost | Stored {
  if (word === "") {
    return { message: "the name of the experiment is empty", hint: "for example experiments/gender.yaml" };
  }
  const address = lostAddress(word);
  if (address !== null) return address;
  if (kindAt(word) === "folder") return ofFolder(word);
  if (leadsNowhere(word)) {
    return { message: "that is a link that leads nowhere", hint: "let it lead to a file, or name another" };
  }
  const message = "there is no such file";
  const plain = word.replaceAll("\uff1d", "=");
  if (plain !== word) return { message, hint: `for a setting write it with a usual =: ${plain}` };
  const slashed = word.replaceAll("\\", "/");
  if (slashed !== word && kindAt(slashed) !== null) {
    return { message, hint: `write it with / in place of \\: ${slashed}` };
  }
  if (/[*?[{]/.test(word)) return { message: "no file fits this pattern", hint: NEW_HINT };
  const results = resultsNamed(word, out);
  if (results.length === 1) return { storedAt: `${results[0]}/config.json` };
  if (results.length > 1) {
    return { message: `${results.length} results have this name`, hint: `name one of ${someOf(results)}` };
  }
  const meant = alikeFile(word, EXPERIMENT_ENDINGS) ?? otherPlace(word);
  if (meant !== null) return { message, hint: `did you mean ${meant}?` };
  const folder = word.replace(/\/[^/]*$/, "");
  if (folder !== word && folder !== "" && kindAt(folder) === null) {
    return { message, hint: `there is no folder ${folder} either; paths begin where you stand` };
  }
  return { message, hint: NEW_HINT };
}

/** What is wrong with an address in place of a path; null for any other word. */
export function lostAddress(word: string): Lost | null {
  if (!/^[a-z]+:\/\//i.test(word)) return null;
  const path = ofThisMachine(word);
  return {
    message: "that is an address, not a file",
    hint: path === null ? "download it first, and name the file" : `write its path: ${quoted(path)}`,
  };
}

/** The path that stands in an address of a file of this machine; null for any other address. */
function ofThisMachine(address: string): string | null {
  const [, path] = /^file:\/\/(?:localhost)?\/([^?#]+)$/i.exec(address) ?? [];
  if (path === undefined) return null;
  try {
    const decoded = decodeURIComponent(path);
    return /^[a-z]:\//i.test(decoded) ? decoded : `/${decoded}`;
  } catch {
    return null;
  }
}

/** The table that was probably meant by a path where nothing is; null where none is like it. */
export function likelyTable(path: string): string | null {
  const slashed = path.replaceAll("\\", "/");
  if (slashed !== path && kindAt(slashed) === "file") return slashed;
  return alikeFile(path, TEXT_TABLE);
}

function ofFolder(folder: string): Lost {
  const names = inWorld(`read ${folder}`, () => firstNamesIn(folder)).filter((name) => /\.ya?ml$/i.test(name))
    .sort();
  const message = "that is a folder, not an experiment";
  if (names.length === 0) return { message, hint: NEW_HINT };
  const path = folder.replace(/\/+$/, "");
  return { message, hint: `name a file in it: ${someOf(names.map((name) => `${path}/${name}`))}` };
}

/** The folders of the results that a word is short for, as all other commands take it: `gender/seed-7`. */
function resultsNamed(word: string, out: string): readonly string[] {
  if (!word.includes("/")) return []; // The name of an experiment alone is a file's, not that of its results.
  const found = findResults(word, out);
  return "ok" in found ? found.ok.flatMap(({ kind, path }) => kind === "result" ? [path] : []) : [];
}

function someOf(paths: readonly string[]): string {
  return `${paths.slice(0, 4).join(", ")}${paths.length > 4 ? ", …" : ""}`;
}

/** The same name, or one like it, among the experiments of the program; or where a folder of the path is left out. */
function otherPlace(word: string): string | null {
  const name = word.slice(word.lastIndexOf("/") + 1);
  const same = [`experiments/${name}`, name, `../${name}`].find((path) =>
    path !== word && kindAt(path) === "file"
  );
  return same ?? (name === word ? alikeFile(`experiments/${name}`, EXPERIMENT_ENDINGS) : null);
}
