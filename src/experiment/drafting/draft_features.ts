// The features of a draft: each column that says something of the target, or one pattern for all of them.
// What must not change: there are no more inputs than a network may have, and what is left out is told by the remarks.

import { LIMITS } from "../limits.ts";
import { shortest } from "../../text/decimal.ts";
import { counted } from "../../text/words.ts";
import { yamlText } from "../../text/yaml_text.ts";
import { type ColumnProfile, isFlag } from "./column_profile.ts";
import { isIdentity, isName } from "./column_roles.ts";
import type { Roles } from "./table_draft.ts";

/** Classes that are listed one by one, and their length together. */
const MOST_LISTED = 12;
const MOST_LISTED_LENGTH = 60;
/** Features that are named one by one. */
const MOST_NAMED = 40;
/** Columns that tell rows apart and are shown as the features that they could be. */
const MOST_NUMBERINGS = 3;

/** The items of `features`, a line each, with what becomes of empty cells. */
export function featureLines(roles: Roles): readonly string[] {
  const whole = wholePattern(roles);
  if (whole !== null) return [whole];
  return roles.features.slice(0, mostFeatures(roles)).map((feature) =>
    featureText(feature) + emptyCellsComment(feature)
  );
}

function emptyCellsComment({ kind, missingCount }: ColumnProfile): string {
  if (missingCount === 0) return "";
  const [which, whose] = [counted(missingCount, "empty cell"), missingCount === 1 ? "its" : "their"];
  return kind === "words"
    ? ` # ${which}: none of the categories is 1 there`
    : ` # ${which}: the median of the others takes ${whose} place`;
}

/** Columns of numbers that tell rows apart, as the features that they could be. */
export function numberings(roles: Roles, rowCount: number): readonly string[] {
  const { profiles, target, rowName, features } = roles;
  return profiles.filter((profile) =>
    profile !== target && !features.includes(profile) && profile.kind === "numbers" &&
    isName(profile.name) &&
    (profile === rowName || isIdentity(profile, rowCount, profiles.length))
  ).slice(0, MOST_NUMBERINGS).map((profile) =>
    `${featureText(profile)} # tells rows apart; to learn from it, ask it in queries too`
  );
}

/** The one feature that takes all columns that are not named elsewhere; null where they differ, or are few. */
export function wholePattern({ features, profiles, target, rowName }: Roles): string | null {
  const others = profiles.filter((profile) =>
    profile !== target && profile !== rowName && profile.name !== ""
  );
  const areNumbers = others.every((profile) =>
    (features.includes(profile) && profile.kind === "numbers" || profile.kind === "constant") &&
    profile.missingCount === 0 && !Number.isNaN(profile.most)
  );
  if (others.length > MOST_NAMED && others.length <= LIMITS.features && areNumbers) {
    const most = Math.max(...others.map((profile) => profile.most));
    const isOneSize = others.every(({ least }) => least >= 0) && most > 0 &&
      others.every(({ isWhole }) => isWhole);
    const areAllMoved = others.every(({ kind }) => kind === "numbers");
    if (isOneSize) {
      return `{ columns: "*", scale: ${shortest(most)} } # all columns that are not named elsewhere`;
    }
    if (areAllMoved) {
      return '{ columns: "*", shift: mean, scale: std } # all columns that are not named elsewhere';
    }
  }
  return null;
}

/** Inputs: one a column of numbers, one a word. */
export function inputCount({ features }: Roles): number {
  return features.reduce(
    (sum, { kind, words }) => sum + (kind === "words" ? words.length : 1),
    0,
  );
}

/** Columns that fit into the inputs that a network may have. */
export function mostFeatures({ features }: Roles): number {
  let inputs = 0;
  const fitting = features.findIndex(({ kind, words }) =>
    (inputs += kind === "words" ? words.length : 1) > LIMITS.features
  );
  return fitting < 0 ? features.length : fitting;
}

/** A column as an item of `features`. */
export function featureText(profile: ColumnProfile): string {
  const { name, kind, words, missingCount } = profile;
  const text = yamlText(name);
  if (kind === "words") {
    return `{ name: ${text}, categories: ${listText(words)}${missingCount > 0 ? ", missing: 0" : ""} }`;
  }
  return `{ name: ${text}${isFlag(profile) ? "" : ", shift: mean, scale: std"}${
    missingCount > 0 ? ", missing: median" : ""
  } }`;
}

/** Classes or categories one by one where they are short; else the word for all that the rows have. */
export function listText(words: readonly string[]): string {
  const isShort = words.length <= MOST_LISTED && words.join("").length <= MOST_LISTED_LENGTH;
  return isShort ? `[${words.map(yamlText).join(", ")}]` : "all";
}
