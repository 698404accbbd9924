// What a draft remarks on: what was taken for what, what was left out and why, and what is odd about the table.
// What must not change: nothing is guessed in silence; what is printed when a draft is written is a part of what stands in it.

import { rowOrderOf } from "../../dataset/row_order.ts";
import { clip } from "../../text/visible_text.ts";
import { LIMITS } from "../limits.ts";
import type { CsvTable } from "../source/csv_table.ts";
import { areSentences, type ColumnProfile } from "./column_profile.ts";
import { mostFeatures, wholePattern } from "./draft_features.ts";
import { unreadTarget } from "./likely_target.ts";
import { copiesRemarks } from "./copied_rows.ts";
import { farCellRemarks } from "./far_cells.ts";
import { markWordsRemarks } from "./mark_words.ts";
import { columnWords, HOW_SENTENCES_ARE_READ, wayBack, whyLeftOut } from "./left_out.ts";
import {
  caseRemark,
  codesRemark,
  droppedRemark,
  flagsRemark,
  lookAlikeRemark,
  pointsRemark,
  standInWords,
  totalsRemark,
} from "./table_oddities.ts";
import type { TableDraft } from "./table_draft.ts";

/** Oddities of a table that are told. */
const MOST_ODD = 5;
/** Columns of which it is said why they are left out. */
const MOST_REMARKS = 12;

/** Remarks that are printed: more of them are not read. */
const MOST_NEWS = 6;

/**
 * The remarks that are to be printed when a draft is written: what is learned, what is not used, and what is odd.
 *
 * @param path where the draft is, and all of them are.
 */
export function draftNews(draft: TableDraft, path: string): readonly string[] {
  const news = [
    ...fileRemarks(draft),
    ...targetRemarks(draft),
    ...widthRemarks(draft),
    ...leftOutRemarks(draft),
    ...flagsRemarks(draft),
    ...oddities(draft),
  ].map((remark) => remark.replaceAll("\n", " "));
  if (news.length <= MOST_NEWS) return news;
  const hidden = news.length - MOST_NEWS + 1;
  return [...news.slice(0, MOST_NEWS - 1), `${hidden} more remarks stand at the head of ${path}.`];
}

/** The remarks, a sentence or two each; a line end within one is kept. */
export function draftRemarks(draft: TableDraft): readonly string[] {
  const { table, roles } = draft;
  const { target, rowName } = roles;
  const order = orderWords(table, target);
  return [
    ...targetRemarks(draft),
    ...fileRemarks(draft),
    ...widthRemarks(draft),
    ...(rowName === null ? [] : [rowNameRemark(rowName)]),
    ...(order === null ? [] : [`The rows ${order}: shuffle mixes them anew in each epoch.`]),
    ...oddities(draft),
    ...flagsRemarks(draft),
    ...leftOutRemarks(draft),
  ];
}

/** What was taken for the column to learn, where nobody said it. */
function targetRemarks({ file, table, roles }: TableDraft): readonly string[] {
  if (file.target !== undefined) return [];
  const target = clip(roles.target.name);
  const unread = unreadTarget(roles, table);
  if (unread !== null) {
    return [
      `${target} is learned, and not ${clip(unread.name)}, which looks likelier but is not read as numbers (${
        clip(unread.strays[0])
      }).`,
    ];
  }
  const way = file.targetOption === undefined
    ? "exchange it with a feature"
    : `draft a file of another name with ${file.targetOption}`;
  return [`The column to learn seems to be ${target}; to learn another, ${way}.`];
}

/** What was taken of the file as a whole. */
function fileRemarks({ file, table }: TableDraft): readonly string[] {
  return [
    ...(table.format.header !== "none" ? [] : [
      "The file has no header line, so its columns are called c1, c2, …; header: [a, b, …] gives them names.",
    ]),
    ...(file.encoding === null ? [] : [
      `Its bytes are read as ${file.encoding}: where letters look wrong, write another encoding.`,
    ]),
  ];
}

function widthRemarks({ roles }: TableDraft): readonly string[] {
  const [featureCount, most] = [roles.features.length, mostFeatures(roles)];
  return most === featureCount ? [] : [
    `Of ${featureCount} columns the first ${most} are features: a network has at most ${LIMITS.features} inputs.`,
  ];
}

function flagsRemarks({ roles: { target, flags } }: TableDraft): readonly string[] {
  return flags.length === 0 ? [] : [flagsRemark(target, flags)];
}

/** What is odd about the table, the weightiest first. */
function oddities({ table, marks, roles }: TableDraft): readonly string[] {
  const { target, features, profiles } = roles;
  const found = [
    pointsRemark(table, [target, ...features]),
    droppedRemark(table, target, marks),
    totalsRemark(table, target, marks),
    ...copiesRemarks(table, { target, features, profiles }, marks),
    ...standInWords(table, { target, features }, marks),
    ...farCellRemarks(table, roles, marks),
    ...markWordsRemarks({ target, features }, marks),
    ...[target, ...features].map(lookAlikeRemark),
    ...[target, ...features].map(caseRemark),
    ...features.map(codesRemark),
    ...features.map(sentencesRemark),
  ];
  return found.filter((remark) => remark !== null).slice(0, MOST_ODD);
}

/** The columns that are left out, each with the reason. */
function leftOutRemarks({ table, marks, roles }: TableDraft): readonly string[] {
  const { decimal } = table.format;
  const { target, rowName, features, flags, profiles } = roles;
  const taken = [target, rowName, ...features, ...flags];
  const isWhole = wholePattern(roles) !== null;
  const left = profiles.filter((profile) =>
    !taken.includes(profile) && !(isWhole && profile.kind === "constant" && profile.name !== "")
  );
  const told = left.slice(0, MOST_REMARKS).map((profile) => {
    const way = wayBack(profile, { decimal, hasMarks: marks.length > 0 });
    const what = `Left out: ${columnWords(profile)} (${whyLeftOut(profile, decimal)}).`;
    return way === null ? what : `${what} ${way}`;
  });
  return left.length > MOST_REMARKS ? [...told, "Further columns are left out as well."] : told;
}

/** What a column that names the rows was taken for. */
function rowNameRemark({ name, kind, isAllDifferent, missingCount }: ColumnProfile): string {
  const words = `The rows are called by ${clip(name)}`;
  return kind === "numbers"
    ? `${words}, which seems to number them, and are not learned from it.`
    : `${words}${isAllDifferent || missingCount > 0 ? "" : ", of which some come again"}.`;
}

function sentencesRemark({ name, kind, words }: ColumnProfile): string | null {
  if (kind !== "words" || !areSentences(words)) return null;
  return `Each sentence of ${clip(name)} is one category: ${HOW_SENTENCES_ARE_READ}.`;
}

/** How the rows lie by the words of a column; null where they are mixed, or each has another. */
function orderWords(
  table: CsvTable,
  { name, index, words, hasMoreWords, kind }: ColumnProfile,
): string | null {
  if (hasMoreWords || table.rowCount < 4 * words.length || kind === "names") return null;
  const order = rowOrderOf(Array.from({ length: table.rowCount }, (_, row) => table.textOf(row, index)));
  if (order.kind === "mixed") return null;
  return order.kind === "sorted" ? `are sorted by ${clip(name)}` : `come in blocks of one ${clip(name)}`;
}
