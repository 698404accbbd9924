// What the files of a sweep's parts are called, and what stands beside a part or in its place.
// What must not change: parts of an earlier attempt, and those of other machines, are found by these names; and a folder is
// removed only where all that lies in it is called so, or as a file of a result.

/** Where the training of a part stands. */
export const CHECKPOINT = ".checkpoint";
/** That somebody trains a part. */
export const CLAIM = ".claim";

const PART = "part-(\\d{5,9})";
const WHOLE = new RegExp(`^${PART}$`);
/** Version 0.1.0 called unfinished ones `.new`. */
const WHOLE_OR_UNFINISHED = new RegExp(
  `^${PART}(${RegExp.escape(CHECKPOINT)}|${RegExp.escape(CLAIM)})?(\\.new|\\.[0-9a-f-]{36})?$`,
);

/** The part of a name as `nameOfPart` gives it, with an ending, `""`, `CHECKPOINT` or `CLAIM`; null for another name. */
export function partOfName(name: string, ending: string): number | null {
  if (!name.endsWith(ending)) return null;
  const digits = WHOLE.exec(name.slice(0, name.length - ending.length))?.[1];
  return digits === undefined ? null : Number(digits);
}

/** Whether a name is that of a file of a sweep's parts, whole or unfinished. */
export function isPartFile(name: string): boolean {
  return WHOLE_OR_UNFINISHED.test(name);
}
