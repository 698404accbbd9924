// Words that most often say that nothing is known, such as NA, in columns of words: there they are categories or classes.
// What must not change: they stay what they are until a person says otherwise, for NA may be North America.

import { clip } from "../../text/visible_text.ts";
import { listed } from "../../text/words.ts";
import { isMissingMark } from "../source/csv_shape.ts";
import type { ColumnProfile } from "./column_profile.ts";
import { howMarked } from "./stand_ins.ts";
import type { Roles } from "./table_draft.ts";

/** Marks that are as often an answer: no allergies. */
const ANSWERS: readonly string[] = ["none", "nil"];

/** Columns that are named. */
const MOST_NAMED = 4;

/**
 * What is said of them: of the column to learn, and of all features that have some.
 *
 * @param marks the texts of the table that are read as empty cells.
 */
export function markWordsRemarks(
  { target, features }: Pick<Roles, "target" | "features">,
  marks: readonly string[],
): readonly string[] {
  return [
    remarkOf([target], "target", marks),
    remarkOf(features, "features", marks),
  ].filter((remark) => remark !== null);
}

function remarkOf(
  profiles: readonly ColumnProfile[],
  part: "target" | "features",
  marks: readonly string[],
): string | null {
  const found = profiles.filter((profile) => markWordsOf(profile).length > 0);
  if (found.length === 0) return null;
  const words = [...new Set(found.flatMap(markWordsOf))];
  const [isOne, isOneWord] = [found.length === 1, words.length === 1];
  const has = `${listed(found.map(({ name }) => clip(name)), MOST_NAMED)} ${isOne ? "has" : "have"} ${
    listed(words)
  }`;
  const [kind, kinds, owner] = part === "target"
    ? ["class", "classes", "target"]
    : ["category", "categories", isOne ? "its feature" : "their features"];
  return `${has}, which ${
    isOneWord ? `is a ${kind}` : `are ${kinds}`
  } like the others: to drop those rows instead,\n` +
    `${howMarked(words, marks.length > 0)} and missing: drop to ${owner}, and take ${
      isOneWord ? "it" : "them"
    } out of ${isOne ? "its" : "their"} ${kinds}.`;
}

function markWordsOf({ kind, words }: ColumnProfile): readonly string[] {
  return kind !== "words"
    ? []
    : words.filter((word) => isMissingMark(word) && !ANSWERS.includes(word.toLowerCase()));
}
