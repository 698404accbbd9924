// Words and sentences about a result that both a line of a list and a text of its own say.
// What must not change: the same finding has the same words wherever it is told.

import type { Difference } from "./difference.ts";
import type { Verification } from "./verification.ts";

/** The words for each verdict, and their colour. */
export const VERDICT_MARKS = {
  same: { style: "green", words: "same" },
  same_figures: { style: "green", words: "same figures" },
  line_ends: { style: "yellow", words: "line ends" },
  different: { style: "red", words: "changed" },
  other_version: { style: "yellow", words: "another version" },
  unchecked: { style: "yellow", words: "not made again" },
  not_a_result: { style: "red", words: "no result" },
  unreadable: { style: "red", words: "unreadable" },
} as const satisfies Readonly<
  Record<
    Verification["verdict"] | "unreadable",
    { readonly style: "green" | "yellow" | "red"; readonly words: string }
  >
>;

/** Files that have CR LF for LF, or LF for CR LF. */
export const OTHER_LINE_ENDS = "its line ends were changed";

/** The same, where all else was compared. */
export const LINE_ENDS = `${OTHER_LINE_ENDS}, and nothing else differs`;

/** The same of one file, with what did it. */
export const LINE_ENDS_NOTE = `${LINE_ENDS}: a checkout or an editor did that`;

/** A file beside a result that can be made again of it. */
export const AS_EXPORTED = "as export gives it";

/** One that has the name of such a file. */
export const NOT_AS_EXPORTED = "it is not as export gives it: remove it, and export it again";

/** Two texts of one double. */
export const SAME_NUMBER = "the same number, written differently";

/** A file that differs, and has the hash that stands in the manifest. */
export const VOUCHED_FOR = "it has the hash in manifest.json all the same";

/** An experiment file that says another thing than the config, and has its hash: no file tells which of both it was. */
export const SET_OR_EDITED = "set on the command line, or the file was edited";

/** A result that nobody made again. */
export const NOT_MADE_AGAIN = "its hashes hold, but it was not made again";

/** A folder that is no result. */
export const NO_RESULT = "it has neither config.json nor manifest.json";

/** A folder with the name of another result. */
export const MISNAMED = "it has the name of another result";

/** The same, with its own name. */
export function misnamedText(nameWanted: string): string {
  return `${MISNAMED}: this one is ${nameWanted}`;
}

/** What tells two texts apart that look alike: a byte order mark, a line end, blanks; null where the texts show it. */
export function unseenText({ place, found, wanted }: Difference): string | null {
  const { key, parameter, column } = place;
  const isLine = key === undefined && parameter === undefined && column === undefined;
  if (found === null) return null;
  if (wanted === null) return isLine && found.trim() === "" ? "a line end too many" : null;
  if (found === wanted) return isLine ? "its line end is missing" : null;
  if (found === `\uFEFF${wanted}`) return "a byte order mark stands before it";
  return found.trim() === wanted.trim() ? "blanks around it differ" : null;
}
