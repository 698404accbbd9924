// What is said of a cell that its column refuses: what is wanted, what was found, and the way out, which is often a setting
// of the column or of the file.
// What must hold: a line that is offered can be written as it stands.

import type { Target } from "../../dataset/dataset.ts";
import { nearHint } from "../../text/suggest.ts";
import { clip } from "../../text/visible_text.ts";
import { yamlText } from "../../text/yaml_text.ts";
import { number } from "../kind.ts";
import { LABEL_WANTED, labelHint } from "../label.ts";
import { LIMITS } from "../limits.ts";
import { isMissingMark } from "../source/csv_shape.ts";
import { numberHint, numberHintIn, numberIn, percentIn } from "../source/plain_number.ts";
import type { ProblemList } from "../source/problem.ts";
import { Plain } from "../source/yaml_tree.ts";
import { refusal } from "./breach.ts";
import { CellMistakes } from "./cell_mistakes.ts";
import { labelsIn } from "./labels.ts";
import {
  UNLEARNED_HINT,
  UNLEARNED_WORD_HINT,
  unlearnedMessage,
  unlearnedWordMessage,
} from "./query_words.ts";
import type { Records } from "./records.ts";
import type { Feature } from "./resolve_features.ts";

const NUMBER = number();

/**
 * What records are: rows, queries of an experiment, which nothing drops, or what a trained network is asked, which no
 * setting changes.
 */
export type Purpose = "rows" | "queries" | "asked";

/** The way out of what a trained network does not know. */
const UNKNOWN_HINT =
  "the network does not know it: correct the cell or leave the row out, or train anew with rows that have it";

/** Says what is wrong with the cells of records. */
export class CellRefusals {
  readonly #mistakes: CellMistakes;
  readonly #categoryHints = new Map<string, string | undefined>();

  constructor(readonly records: Records, readonly purpose: Purpose = "rows") {
    this.#mistakes = new CellMistakes(records);
  }

  /** A cell whose quotes are wrong, whatever it holds. @returns whether they are. */
  quotes(index: number, column: string): boolean {
    const fault = this.records.faultOf(index, column);
    if (fault !== undefined) this.#mistakes.addFault(index, column, fault);
    return fault !== undefined;
  }

  /** A text that is no number; `feature` is undefined for a column of the target. */
  number(index: number, column: string, text: string, isQuoted: boolean, feature?: Feature): void {
    const { records } = this;
    const found = isQuoted ? `"${clip(text)}"` : clip(text);
    const { message, hint } = refusal(NUMBER, isQuoted ? text : new Plain(text), found);
    const better = decimalHint(text, records) ?? markHint(text, records) ??
      unknownHint(text, column, this, feature) ??
      percentHint(text, records.decimal) ?? numberHintIn(text, records.decimal) ?? hint ??
      (this.purpose === "asked"
        ? "correct the cell or leave the row out"
        : feature === undefined
        ? undefined
        : this.#categoryHint(column));
    // Cells with the same way out are one mistake.
    const kind = `number ${better?.replace(/[\d.,+-]+/g, "")}`;
    this.#mistakes.add("wrong_value", index, column, kind, message, better);
  }

  /** A text that is none of the categories of a column. */
  category(index: number, column: string, labels: readonly string[], text: string): void {
    const otherwise = this.purpose === "asked"
      ? UNKNOWN_HINT
      : "add it to the categories of the feature, or correct it";
    this.#label(index, column, text, labels, "categories", otherwise);
  }

  /** A category that no learned row has; `labels` are those that they have. */
  unlearned(index: number, column: string, labels: readonly string[], text: string): void {
    const hint = this.purpose === "asked" ? UNKNOWN_HINT : UNLEARNED_HINT;
    this.#mistakes.addLabel(index, column, text, unlearnedMessage(labels, text), hint);
  }

  /** A word of a sentence that no learned row has; `words` are those that they have. */
  unlearnedWord(index: number, column: string, words: readonly string[], word: string): void {
    const otherwise = this.purpose === "asked" ? UNKNOWN_HINT : UNLEARNED_WORD_HINT;
    const hint = nearHint(word, words) ?? otherwise;
    this.#mistakes.addLabel(index, column, word, unlearnedWordMessage(words, word), hint);
  }

  /**
   * A text that is none of the classes of a target.
   *
   * @param areAll whether the classes are those that the rows have, and no list of the user's.
   * @param wayOut what to do, where it is not to change the classes.
   */
  class(
    index: number,
    column: string,
    text: string,
    { labels, target, areAll = false, wayOut }: {
      readonly labels: readonly string[];
      readonly target: Target | null;
      readonly areAll?: boolean;
      readonly wayOut?: string;
    },
  ): void {
    // A third number would lie nearer to one of the two; listed, each class has an output of its own.
    const isOfTwo = target?.kind === "coded" && labels.length === 2;
    const otherwise = areAll
      ? `${listHint([...labels, text])}, or correct it`
      : isOfTwo
      ? `correct it, or list the classes: ${classList([...labels, text])}`
      : "add it to the classes of the target, or correct it";
    const better = wayOut === undefined ? codeHint(text, target) : undefined;
    this.#label(index, column, text, labels, "classes", wayOut ?? otherwise, better);
  }

  #label(
    index: number,
    column: string,
    text: string,
    labels: readonly string[],
    what: string,
    otherwise: string,
    better?: string,
  ): void {
    const wanted = labels.length === 0 ? `one of the ${what}` : `one of ${clip(labels.join(", "))}`;
    const hint = markHint(text, this.records) ?? better ?? nearHint(text, labels) ?? otherwise;
    this.#mistakes.addLabel(index, column, text, `must be ${wanted}: found ${clip(text)}`, hint);
  }

  /**
   * A cell that is empty, or not there.
   *
   * @param text undefined where it is not there.
   * @param what a number, a category, a class.
   * @param labels of which it must be one, where they are told.
   */
  empty(
    index: number,
    column: string,
    text: string | undefined,
    what: string,
    { feature, labels = [] }: { readonly feature?: Feature; readonly labels?: readonly string[] } = {},
  ): void {
    const wanted = labels.length === 0 ? what : `one of ${clip(labels.join(", "))}`;
    if (text === undefined) {
      const hint = `add ${clip(column)}: with ${what}`;
      this.#mistakes.add("missing", index, column, "missing", `is missing: it must be ${wanted}`, hint);
    } else {
      const message = `must be ${wanted}: found ${clip(text)}`;
      const hint = emptyHint(column, this, feature);
      this.#mistakes.add("wrong_value", index, column, "empty", message, hint);
    }
  }

  /** A text that is no name of a row or a query. */
  name(index: number, text: string): void {
    const message = `must be ${LABEL_WANTED}: found ${clip(text)}`;
    this.#mistakes.add("wrong_value", index, "name", "name", message, labelHint(text));
  }

  /** Reports all that was said. */
  reportTo(list: ProblemList): void {
    this.#mistakes.reportTo(list);
  }

  /** Looked for once a column: it reads them all. */
  #categoryHint(column: string): string | undefined {
    if (!this.#categoryHints.has(column)) {
      this.#categoryHints.set(column, categoryHint(column, this.records));
    }
    return this.#categoryHints.get(column);
  }
}

/** Classes that are written out in a hint. */
const MOST_LISTED = 12;

/** Of a class that no learned row has, where the rows say which classes there are. */
function listHint(labels: readonly string[]): string {
  if (labels.length > MOST_LISTED) return "list the classes in place of classes: all";
  return `list the classes: classes: ${classList(labels)}`;
}

function classList(labels: readonly string[]): string {
  return `[${labels.map(yamlText).join(", ")}]`;
}

/** Of a number with another decimal mark than that of the table. */
function decimalHint(text: string, { decimal, settingsHint }: Records): string | undefined {
  const mark = decimal === "," ? "." : ",";
  if (settingsHint === null || !text.includes(mark) || numberIn(text, mark) === undefined) return undefined;
  const setting = settingsHint([["decimal", `"${mark}"`]]);
  const isGrouped = /^[-+]?[1-9]\d{0,2}[.,]\d{3}$/.test(text);
  const whole = text.replace(mark, "");
  if (mark === ",") {
    return isGrouped ? `write ${whole}, or if the comma is a decimal point ${setting}` : setting;
  }
  const comma = `its decimal mark is a comma: write ${text.replace(mark, ",")}, or `;
  return comma + (isGrouped ? `${whole} if it is no decimal point` : setting);
}

/** Of a percentage, which may be one of many. */
function percentHint(text: string, decimal: "." | ","): string | undefined {
  const percent = percentIn(text, decimal);
  if (percent === null) return undefined;
  return `${numberHintIn(text, decimal)}, or ${percent} if the whole column counts in percent`;
}

/** Of a text that people write where nothing is known. */
function markHint(text: string, { settingsHint, missing }: Records): string | undefined {
  if (settingsHint === null || !isMissingMark(text)) return undefined;
  const texts = [...missing, text].map((mark) => JSON.stringify(mark)).join(", ");
  return `if ${text} means that nothing is known: ${settingsHint([["missing", `[${texts}]`]])}`;
}

/** Of such a text in a row of the experiment file, whose cells have no marks. */
function unknownHint(
  text: string,
  column: string,
  { records: { settingsHint }, purpose }: Pick<CellRefusals, "records" | "purpose">,
  feature?: Feature,
): string | undefined {
  if (settingsHint !== null || purpose === "asked" || !isMissingMark(text)) return undefined;
  const [rule, what] = purpose === "queries" ? ["mean", "query"] : ["drop", "row"];
  const missing = feature?.missing ?? "error";
  const isSettled = missing !== "error" && (missing !== "drop" || purpose === "rows");
  const setting = isSettled ? "" : `, with missing: ${rule} at ${clip(column)}`;
  return `a number is missing: write "" in its place${setting}, or delete the ${what}`;
}

/** Of an empty cell. */
function emptyHint(
  column: string,
  { purpose }: Pick<CellRefusals, "purpose">,
  feature?: Feature,
): string | undefined {
  if (purpose === "asked") {
    return `the network has learned no row without ${clip(column)}: fill the cell or leave the row out, ` +
      "or train anew with missing: mean, median or a number";
  }
  if (feature?.missing === "drop") return "a query must have it: only rows are dropped";
  const name = clip(column);
  if (feature === undefined) return `to drop such rows, add missing: drop to ${name}`;
  if (purpose === "queries") return `fill it, or add missing: mean, median or a number to ${name}`;
  return `to drop such rows, add missing: drop to ${name}; to fill such cells, mean, median or a number`;
}

/** Of a word in a column of numbers, where the column has few of them. */
function categoryHint(column: string, records: Records): string | undefined {
  const labels = labelsIn(records, column, (text) => numberHint(text) === undefined);
  const isWords = labels !== null && labels.length <= LIMITS.categories &&
    labels.every((label) => numberIn(label, records.decimal) === undefined);
  if (!isWords || labels.length < 2) return undefined;
  return `the column holds words: add categories: all to ${clip(column)}, which makes an input of each`;
}

/** Of the number of a coded class, where its column holds those in place of their names. */
function codeHint(text: string, target: Target | null): string | undefined {
  if (target?.kind !== "coded" || !target.classes.some(({ value }) => value === numberIn(text, "."))) {
    return undefined;
  }
  const classes = target.classes.map(({ value }) => `"${value}": ${value}`).join(", ");
  return `the column holds the numbers themselves: leave classes out, or write classes: { ${classes} }`;
}
