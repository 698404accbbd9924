// Names of rows from a column of a data file: any text becomes a name, and each name is given once.
// Why: nobody wrote that column to name rows here. Two passengers may have one name, and a name may be empty.

import { withoutUnseen } from "../../text/visible_text.ts";
import { LIMITS } from "../limits.ts";
import type { CellReader } from "./records.ts";

/**
 * A name for each row: its cell on one line, cut to the length of a name; of the second row called Ann, `Ann (2)`.
 *
 * @param nameOtherwise what a row is called whose cell is empty.
 * @param given names that others have already.
 */
export function looseNames(
  cells: Pick<CellReader, "textOf">,
  count: number,
  nameOtherwise: (index: number) => string,
  given: readonly string[] = [],
): readonly string[] {
  const taken = new Set(given);
  const copies = new Map<string, number>();
  return Array.from({ length: count }, (_, index) => {
    const name = nameIn(cells.textOf(index) ?? "") || nameOtherwise(index);
    let unique = name;
    let copy = copies.get(name) ?? 1;
    while (taken.has(unique)) unique = `${name} (${++copy})`;
    if (copy > 1) copies.set(name, copy);
    taken.add(unique);
    return unique;
  });
}

/** Room for the number of a copy. */
const NAME_LENGTH = LIMITS.labelLength - 10;

function nameIn(text: string): string {
  return withoutUnseen(text.slice(0, 4 * NAME_LENGTH), () => " ").replace(/\s+/g, " ").trim()
    .slice(0, NAME_LENGTH).replace(/[\ud800-\udbff]$/, "").trim();
}
