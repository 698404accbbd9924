// The file that was probably meant by a path where nothing is.
// Why by endings: beside a table lies the experiment of the same name, and neither is meant by the other.

import { nearestWord } from "../text/suggest.ts";

/** Files of a folder that are looked at. */
const MOST_FILES = 2000;

/**
 * A file in the same folder with another ending or case, other forms of its letters, or a slip in its name; null for none.
 *
 * @param endings how its name must end.
 */
export function alikeFile(path: string, endings: RegExp): string | null {
  const at = path.lastIndexOf("/") + 1;
  const [folder, name] = [path.slice(0, at), path.slice(at)];
  const names = someNamesIn(folder || ".").filter((other) => endings.test(other));
  const plain = (text: string): string => text.normalize("NFC").toLowerCase();
  const stem = (text: string): string => plain(text).replace(/\.[a-z]+$/, "");
  const found = names.find((other) => plain(other) === plain(name)) ??
    names.find((other) => stem(other) === stem(name)) ??
    nearestWord(name, names) ?? nearestWord(`${name}.yaml`, names);
  return found === undefined ? null : folder + found;
}

/** Names in a folder, not more than are looked at; none where it cannot be read. */
function someNamesIn(folder: string): readonly string[] {
  try {
    return firstNamesIn(folder);
  } catch {
    return []; // A folder that cannot be read names nothing.
  }
}

/** The same of a folder that can be read. */
export function firstNamesIn(folder: string): readonly string[] {
  const names: string[] = [];
  for (const { name } of Deno.readDirSync(folder)) {
    names.push(name);
    if (names.length === MOST_FILES) break;
  }
  return names;
}
