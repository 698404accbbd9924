// The way out where a cell is not what its column wants: what the setting of the column, or of the file, would be.
// What must hold: a line that is offered can be written as it stands.

import { clip } from "../../text/visible_text.ts";
import { LIMITS } from "../limits.ts";
import { isMissingMark } from "../source/csv_shape.ts";
import { numberHint, numberHintIn, numberIn, percentIn } from "../source/plain_number.ts";
import { labelsIn } from "./labels.ts";
import type { Records } from "./records.ts";
import type { Feature } from "./resolve_features.ts";

/** Of a number with another decimal mark than that of the table. */
export function decimalHint(text: string, { decimal, settingsHint }: Records): string | undefined {
  if (settingsHint === null) return undefined;
  if (decimal === ",") {
    if (numberIn(text, ".") === undefined) return undefined;
    const isGrouped = /^[-+]?\d{1,3}\.\d{3}$/.test(text);
    const point = `its decimal mark is a comma: write ${text.replace(".", ",")}`;
    return isGrouped ? `${point}, or ${text.replace(".", "")} if the point is none` : point;
  }
  if (!/^[-+]?\d*,\d+(e[-+]?\d+)?$/i.test(text)) return undefined;
  const setting = settingsHint([["decimal", '","']]);
  if (!/^[-+]?\d{1,3},\d{3}$/.test(text)) return setting;
  return `write ${text.replace(",", "")}, or if the comma is a decimal point ${setting}`;
}

/** Of a percentage, which may be one of many. */
export function percentHint(text: string, decimal: "." | ","): string | undefined {
  const percent = percentIn(text, decimal);
  if (percent === null) return undefined;
  return `${numberHintIn(text, decimal)}, or ${percent} if the whole column counts in percent`;
}

/** Of a text that people write where nothing is known. */
export function markHint(text: string, { settingsHint, missing }: Records): string | undefined {
  if (settingsHint === null || !isMissingMark(text)) return undefined;
  const texts = [...missing, text].map((mark) => JSON.stringify(mark)).join(", ");
  return `if ${text} means that nothing is known: ${settingsHint([["missing", `[${texts}]`]])}`;
}

/** Of an empty cell. */
export function emptyHint(column: string, { settingsHint }: Records, feature?: Feature): string | undefined {
  if (feature?.missing === "drop") return "a query must have it: only rows are dropped";
  if (settingsHint === null) return undefined;
  const name = clip(column);
  if (feature === undefined) return `to drop such rows, add missing: drop to ${name}`;
  return `to drop such rows, add missing: drop to ${name}; to fill such cells, mean, median or a number`;
}

/** Of a word in a column of numbers, where the column has few of them. */
export function categoryHint(column: string, records: Records): string | undefined {
  const labels = labelsIn(records, column, (text) => numberHint(text) === undefined);
  const isWords = labels !== null && labels.length <= LIMITS.categories &&
    labels.every((label) => numberIn(label, records.decimal) === undefined);
  if (!isWords || labels.length < 2) return undefined;
  return `the column holds words: add categories: all to ${clip(column)}, which makes an input of each`;
}
