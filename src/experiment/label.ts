// What may serve as a name: of a feature, a row, a query or a class, and of an experiment, which names a folder.
// What must not change: what is a name now stays one, because results contain names. Joiners and selectors are part of
// a name only where they show: in emoji, and in the scripts that need them.

import { exactly, inEnglishLetters, inForeignQuotes, withoutQuotesHint } from "../text/look_alike.ts";
import { clip, isVisibleLine } from "../text/visible_text.ts";
import { LIMITS } from "./limits.ts";

/** What a name must be, for messages. */
export const LABEL_WANTED = `1 to ${LIMITS.labelLength} visible characters with no space at either end`;

/** What a word of a sentence must be, which has no space in it. */
export const WORD_WANTED = `1 to ${LIMITS.labelLength} visible characters`;

/** The way out where a text has what cannot be seen, or is too long. */
export const LABEL_HINT = "remove what cannot be seen, or shorten it";

/** The way out where a text is no name: what is to be removed, where a reader would not see it. */
export function labelHint(text: string): string {
  const exact = exactly(text);
  return exact === text || text.length > LIMITS.labelLength
    ? LABEL_HINT
    : `remove what cannot be seen: ${clip(exact)}`;
}

/** Whether a text may serve as a name. */
export function isLabel(text: string): boolean {
  return text.length > 0 && text.length <= LIMITS.labelLength && isVisibleLine(text);
}

/** What the name of an experiment must be, for messages. */
export const NAME_WANTED = `1 to ${LIMITS.nameLength} letters from A to Z, digits, - and _`;

/** The characters of an experiment's name, for editors. */
export const NAME_PATTERN = /^[A-Za-z0-9_-]+$/;

/** Names that Windows keeps for devices: no folder there can have one. */
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)$/i;

/** Whether a text may name an experiment. */
export function isExperimentName(text: string): boolean {
  return text.length <= LIMITS.nameLength && NAME_PATTERN.test(text) && !isDevice(text);
}

/** Whether a text is the name of a device on Windows. */
export function isDevice(text: string): boolean {
  return DEVICE.test(text);
}

/** The way out where a text does not name an experiment: a name like it, where something of it can be kept. */
export function nameHint(text: string): string {
  if (isDevice(text)) return `Windows keeps that name for a device: for example my_${text}`;
  const quoted = inForeignQuotes(text);
  if (quoted !== undefined && isExperimentName(quoted)) return withoutQuotesHint(quoted);
  return `for example ${nameLike(quoted ?? text) ?? "my_experiment"}`;
}

/** A name for an experiment on a file: the file's, as far as it can be one; undefined where nothing of it can be kept. */
export function nameOfFile(path: string): string | undefined {
  return nameLike(path.replace(/^.*[/\\]/, "").replace(/\.[A-Za-z0-9]{1,7}$/, ""));
}

/** A text in letters that a name may have, cut to what is easily read; undefined where it has none of them, and no digit. */
function nameLike(text: string): string | undefined {
  const name = inEnglishLetters(text).replace(/[^A-Za-z0-9_-]+/g, "_").slice(0, 40).replace(
    /^[_-]+|[_-]+$/g,
    "",
  );
  return name === "" ? undefined : name;
}
