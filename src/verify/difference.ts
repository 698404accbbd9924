// The first difference between two contents of a file, and how it is worded.
// Why in the words of the file: "differs" helps nobody; "epoch 120, one step of the last digit" shows whether a disk
// failed, somebody edited the file, or two programs compute differently.

import type { Settings } from "../experiment/reading/variant.ts";
import { parseDecimal } from "../text/decimal.ts";
import { ulpDistance } from "../numeric/ulp.ts";
import { settingArguments } from "../report/sweep/setting_arguments.ts";

/** What a place in a result file is about; only what applies is set. */
export interface DifferencePlace {
  /** Of a line of `trials.csv`: counted from 1, in plan order. */
  readonly trial?: number;
  /** The trial's values of the swept keys. */
  readonly settings?: Settings;
  /** Of a line of `loss.csv` or `log.txt`. */
  readonly epoch?: number;
  /** The query's name. */
  readonly query?: string;
  /** A column of a CSV file. */
  readonly column?: string;
  /** A weight or bias: w3, b1. */
  readonly parameter?: string;
  /** The dotted path in a JSON file: `training.epochs`. */
  readonly key?: string;
}

/** The first difference of a file. */
export interface Difference {
  /** Line of the stored file, from 1. */
  readonly line: number;
  /** Where it is, as far as the file shows. */
  readonly place: DifferencePlace;
  /** What is there; null where the file has ended. */
  readonly found: string | null;
  /** What should be there; null where the file should have ended. */
  readonly wanted: string | null;
  /** Doubles from one to the other, in decimal digits, where both are numbers. */
  readonly ulp: string | null;
}

/** Doubles from one text to the other, in decimal digits; null where one of them is no number. */
export function ulpBetween(found: string | null, wanted: string | null): string | null {
  const [a, b] = [parseDecimal(found ?? ""), parseDecimal(wanted ?? "")];
  if (a === undefined || b === undefined) return null;
  return ulpDistance(a, b)?.toString() ?? null;
}

/** Characters shown on each side of the first difference of a long line. */
const CONTEXT = 30;

/** The lines cut to what surrounds their first difference. */
export function around(difference: Difference): Difference {
  const { found, wanted } = difference;
  if (found === null || wanted === null) {
    return { ...difference, found: cut(found, 0), wanted: cut(wanted, 0) };
  }
  let at = 0;
  while (at < found.length && found[at] === wanted[at]) at++;
  return { ...difference, found: cut(found, at - CONTEXT), wanted: cut(wanted, at - CONTEXT) };
}

/** A text cut to twice the context from `start` on, with an ellipsis where something was cut. */
function cut(text: string | null, start: number): string | null {
  if (text === null) return null;
  const from = text.length <= 2 * CONTEXT ? 0 : Math.max(0, start);
  const kept = text.slice(from, from + 2 * CONTEXT);
  return `${from > 0 ? "…" : ""}${kept}${from + kept.length < text.length ? "…" : ""}`;
}

/** A place in words: `epoch 120`, `query Emily, output`, `trial 7 (seed=7), final_loss`; empty where nothing is known. */
export function placeText(place: DifferencePlace): string {
  const { trial, settings, epoch, query, column, parameter, key } = place;
  const parts = [
    trial === undefined
      ? ""
      : `trial ${trial}${settings === undefined ? "" : ` (${settingArguments(settings, [])})`}`,
    epoch === undefined ? "" : `epoch ${epoch}`,
    query === undefined ? "" : `query ${query}`,
    column ?? "",
    parameter === undefined ? "" : `parameter ${parameter}`,
    key ?? "",
  ];
  return parts.filter((part) => part !== "").join(", ");
}
