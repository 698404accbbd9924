// Words in a column that stand for something: classes of a target, categories of a feature.
// Why numbers too: a class may be called 1, and the column may write it 1.0 or 01. But a class 01 is not called 1.

import { exactNumberOf, labelNumberOf } from "../source/plain_number.ts";
import type { Records } from "./records.ts";

/** The index of the label that a text means; -1 for none. */
export type LabelFinder = (text: string) => number;

/** Finds labels by their text, and else by the number that it is, where only one label is that number, and no code. */
export function labelFinder(labels: readonly string[]): LabelFinder {
  const exact = new Map(labels.map((label, index) => [label, index]));
  const byNumber = new Map<number, number>();
  labels.forEach((label, index) => {
    const number = labelNumberOf(label);
    if (number !== undefined) byNumber.set(number, byNumber.has(number) ? -1 : index);
  });
  return (text) => {
    const found = exact.get(text);
    if (found !== undefined) return found;
    const number = byNumber.size === 0 ? undefined : exactNumberOf(text);
    return number === undefined ? -1 : byNumber.get(number) ?? -1;
  };
}

/**
 * The different labels in a column, by first appearance; 1 and 1.0 are one, 1 and 01 are two.
 *
 * @returns null where one of them is not wanted, or none is there.
 */
export function labelsIn(
  records: Records,
  column: string,
  isWanted: (text: string) => boolean = () => true,
): readonly string[] | null {
  const labels = new Map<string | number, string>();
  const known = new Set<string>();
  const reader = records.reader(column);
  for (let index = 0; index < records.count; index++) {
    const text = reader.textOf(index);
    // A cell that is not there is reported with its row.
    if (text === undefined || known.has(text) || isEmpty(text, records)) continue;
    if (!isWanted(text)) return null;
    known.add(text);
    const key = labelNumberOf(text) ?? text;
    if (!labels.has(key)) labels.set(key, text);
  }
  return labels.size === 0 ? null : [...labels.values()];
}

/** Whether a cell is empty, or a text that means the same. */
export function isEmpty(text: string, { missing }: Records): boolean {
  return text === "" || missing.length > 0 && missing.includes(text);
}
