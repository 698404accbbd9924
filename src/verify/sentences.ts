// Sentences about a result that both a line of a list and a text of its own say.
// What must not change: the same finding has the same words wherever it is told.

/** A file that differs, and has the hash that stands in the manifest. */
export const VOUCHED_FOR = "it has the hash in manifest.json all the same";

/** A result that nobody made again. */
export const NOT_MADE_AGAIN = "its hashes hold, but it was not made again";

/** A folder that is no result. */
export const NO_RESULT = "it has neither config.json nor manifest.json";

/** A folder with the name of another result. @param nameWanted its own. */
export function misnamedText(nameWanted: string): string {
  return `it has the name of another result: this one is ${nameWanted}`;
}
