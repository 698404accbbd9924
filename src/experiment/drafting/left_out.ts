// Why a column is left out of the experiment that is written for its table.
// Why with a way out: most such columns are numbers in another writing, and could be learned from.

import { exactly } from "../../text/look_alike.ts";
import { clip } from "../../text/visible_text.ts";
import { inWords } from "../../text/number_words.ts";
import { counted } from "../../text/words.ts";
import { isLabel, LABEL_WANTED } from "../label.ts";
import type { CsvFormat } from "../source/csv_format.ts";
import { numberHintIn } from "../source/plain_number.ts";
import { areSentences, type ColumnProfile } from "./column_profile.ts";
import { isName } from "./column_roles.ts";

/** The way out for a column of sentences. */
export const HOW_SENTENCES_ARE_READ = "sentences are read by tokens: words and a layer rnn";

/** The name of a column, or its place where it has none. */
export function columnWords({ name, index }: ColumnProfile): string {
  return name === "" ? `column ${index + 1}` : clip(name);
}

/** Why a column is left out, in a few words. */
export function whyLeftOut(profile: ColumnProfile, decimal: CsvFormat["decimal"]): string {
  const { name, kind, words, missingCount, example, least, most } = profile;
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
    case "unreadable": {
      const hint = numberHintIn(example, decimal);
      return `not all of its cells are numbers: found ${clip(exactly(example))}${
        hint === undefined ? "" : `; ${hint}`
      }`;
    }
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
