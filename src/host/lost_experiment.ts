// Why a word of the command line names no experiment, and what was probably meant.
// Why apart: a run that finds its experiment needs none of this.

import { alikeFile, someNamesIn, TABLE_ENDINGS } from "./alike_file.ts";
import { kindAt } from "./file_kind.ts";

/** What is wrong with a path, and the way out. */
export interface Lost {
  readonly message: string;
  readonly hint: string;
}

/** How the names of experiments end, and of tables that were named in their place. */
const EXPERIMENT_ENDINGS = /\.(ya?ml|json|csv)$/i;

const NEW_HINT = "`new NAME` writes an experiment to start from";

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
  const meant = alikeFile(word, EXPERIMENT_ENDINGS) ?? otherPlace(word);
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
  return alikeFile(path, TABLE_ENDINGS);
}

function ofFolder(folder: string): Lost {
  const names = someNamesIn(folder).filter((name) => /\.ya?ml$/i.test(name)).sort();
  const message = "that is a folder, not an experiment";
  if (names.length === 0) return { message, hint: NEW_HINT };
  const path = folder.replace(/\/+$/, "");
  const some = names.slice(0, 4).map((name) => `${path}/${name}`).join(", ");
  return { message, hint: `name a file in it: ${some}${names.length > 4 ? ", …" : ""}` };
}

/** The same name, or one like it, among the experiments of the program; or where a folder of the path is left out. */
function otherPlace(word: string): string | null {
  const name = word.slice(word.lastIndexOf("/") + 1);
  const same = [`experiments/${name}`, name, `../${name}`].find((path) =>
    path !== word && kindAt(path) === "file"
  );
  return same ?? (name === word ? alikeFile(`experiments/${name}`, EXPERIMENT_ENDINGS) : null);
}
