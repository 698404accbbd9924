// Why a column is left out of the experiment that is written for its table.
// Why with a way out: most such columns are numbers in another writing, and could be learned from.

import { exactly } from "../../text/look_alike.ts";
import { clip } from "../../text/visible_text.ts";
import { inFull, inWords } from "../../text/number_words.ts";
import { counted } from "../../text/words.ts";
import { isLabel, LABEL_WANTED } from "../label.ts";
import type { CsvFormat } from "../source/csv_format.ts";
import { numberHintIn } from "../source/plain_number.ts";
import { areSentences, type ColumnProfile } from "./column_profile.ts";
import { isName } from "./column_roles.ts";
import { featureText } from "./draft_features.ts";
import { howMarked } from "./stand_ins.ts";

/** The way out for a column of sentences. */
export const HOW_SENTENCES_ARE_READ = "sentences are read by tokens: words and a layer rnn";

/** The name of a column, or its place where it has none. */
export function columnWords({ name, index }: ColumnProfile): string {
  return name === "" ? `column ${index + 1}` : clip(name);
}

/** Why a column is left out, in a few words. */
export function whyLeftOut(profile: ColumnProfile, decimal: CsvFormat["decimal"]): string {
  const { name, kind, words, missingCount, least, most } = profile;
  const wrongWord = words.find((word) => !isLabel(word));
  switch (kind) {
    case "constant":
      return `always ${clip(words[0] ?? "")}${
        missingCount === 0 ? "" : `, but for ${counted(missingCount, "missing cell")}`
      }`;
    case "empty":
      return "empty";
    case "names":
      return wrongWord === undefined
        ? `too many different words${areSentences(words) ? `; ${HOW_SENTENCES_ARE_READ}` : ""}`
        : `a word must have ${LABEL_WANTED}: found ${clip(exactly(wrongWord))}`;
    case "unreadable":
      return whyUnreadable(profile, decimal);
    case "vast":
      return `its numbers are too large to be scaled: found ${
        inWords(Math.abs(least) > most ? least : most)
      }`;
    case "numbers":
    case "words":
      if (name === "") return "it has no name";
      if (!isLabel(name)) return `a name must have ${LABEL_WANTED}: found ${clip(exactly(name))}`;
      return isName(name) ? "it only tells rows apart" : "no feature can be called so";
  }
}

/** Texts in place of numbers that are named. */
const MOST_NAMED = 3;

function whyUnreadable(profile: ColumnProfile, decimal: CsvFormat["decimal"]): string {
  const { strays: [first, ...others], strayCount, isNearlyNumbers, strayLine } = profile;
  const which = !isNearlyNumbers
    ? "not all of its cells are numbers"
    : strayCount === 1
    ? "1 of its cells is no number"
    : `${inFull(strayCount)} of its cells are no numbers`;
  const where = strayLine === null
    ? ""
    : strayCount === 1
    ? ` in line ${strayLine}`
    : `; the first is in line ${strayLine}`;
  const hint = numberHintIn(first, decimal);
  if (hint !== undefined) return `${which}: found ${clip(exactly(first))}${where}; ${hint}`;
  const named = [first, ...others.slice(0, MOST_NAMED - 1)].map((text) => clip(exactly(text))).join(", ");
  return `${which}: found ${named}${others.length < MOST_NAMED ? "" : ", …"}${where}`;
}

/**
 * How a column of numbers is learned from, of which a few cells hold words that may stand for nothing; null for any other.
 *
 * @param hasMarks whether the file's missing has other texts already.
 */
export function wayBack(
  profile: ColumnProfile,
  { decimal, hasMarks }: { readonly decimal: CsvFormat["decimal"]; readonly hasMarks: boolean },
): string | null {
  const { name, kind, strays, strayCount, isNearlyNumbers } = profile;
  const mayMark = kind === "unreadable" && isNearlyNumbers && isName(name) && strays.length <= MOST_NAMED &&
    strays.every((text) => isLabel(text) && numberHintIn(text, decimal) === undefined);
  if (!mayMark) return null;
  const feature = featureText({ ...profile, kind: "numbers", missingCount: strayCount });
  return `If ${strays.length === 1 ? "that stands" : "these stand"} for nothing,
${howMarked(strays, hasMarks)} and the feature ${feature}.`;
}
