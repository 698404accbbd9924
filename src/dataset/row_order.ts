// Whether rows lie in a table class by class, so that a step sees one class alone.
// What must not change: of few rows, and of classes so uneven that chance puts them side by side, nothing is said.

/** How the rows of classes lie: class after class, in blocks of one class, or mixed. */
export interface RowOrder {
  readonly kind: "sorted" | "blocks" | "mixed";
  /** Runs of rows of one class. */
  readonly blockCount: number;
}

/** Rows in a block of one class, on the average, before they are called sorted; or so many times the rows that chance gives. */
const LEAST_BLOCK = 3;

/**
 * How rows lie.
 *
 * @param classes of the rows, in their order.
 *
 * @example Two classes, one after the other
 * ```ts
 * const { kind } = rowOrderOf(["A", "A", "A", "B", "B", "B"]);
 * if (kind !== "sorted") throw new Error(kind);
 * ```
 */
export function rowOrderOf(classes: readonly (string | number)[]): RowOrder {
  const counts = new Map<string | number, number>();
  for (const each of classes) counts.set(each, (counts.get(each) ?? 0) + 1);
  const blockCount = classes.filter((each, row) => row === 0 || each !== classes[row - 1]).length;
  const areSorted = blockCount === counts.size;
  const areMixed = counts.size < 2 ||
    (areSorted
      ? classes.length < LEAST_BLOCK * blockCount
      : blocksByChance([...counts.values()], classes.length) < LEAST_BLOCK * blockCount);
  return { kind: areMixed ? "mixed" : areSorted ? "sorted" : "blocks", blockCount };
}

/** How many blocks of one class there are in a random order, on the average: few where nearly all rows are of one class. */
function blocksByChance(counts: readonly number[], rowCount: number): number {
  return 1 + rowCount - counts.reduce((sum, count) => sum + count * count, 0) / rowCount;
}
