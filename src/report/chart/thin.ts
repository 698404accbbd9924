// Thins out a series to what the pixels of a chart can show.
// Why: a run of 100,000 logged epochs must not become a report of a megabyte; the first, lowest, highest and last point of
// each column of pixels draw the same picture as all of them.

/**
 * At most five points a column, in their order; the series itself when it is short enough.
 *
 * @param points in rising order of column.
 * @param columnCount how many columns the chart has.
 * @param columnOf the column of a point, from 0 to below columnCount.
 * @param heightOf what is shown; points without a finite height stay, since they are gaps.
 *
 * @example A thousand points in one column
 * ```ts
 * const points = Array.from({ length: 1000 }, (_, index) => index % 7);
 * const kept = thinned(points, 1, () => 0, (point) => point);
 * if (kept.join() !== "0,6,5") throw new Error(kept.join());
 * ```
 */
export function thinned<P>(
  points: readonly P[],
  columnCount: number,
  columnOf: (point: P) => number,
  heightOf: (point: P) => number,
): readonly P[] {
  if (points.length <= 4 * columnCount) return points;
  const kept: P[] = [];
  for (let start = 0; start < points.length;) {
    const column = Math.floor(columnOf(points[start]));
    let end = start + 1;
    while (end < points.length && Math.floor(columnOf(points[end])) === column) end++;
    for (const index of telling(points, start, end, heightOf)) kept.push(points[index]);
    start = end;
  }
  return kept;
}

/** The places of the first, lowest, highest and last point and of the first gap, rising and without repetition. */
function telling<P>(
  points: readonly P[],
  start: number,
  end: number,
  heightOf: (point: P) => number,
): number[] {
  let [lowest, highest, gap] = [start, start, start];
  for (let index = start; index < end; index++) {
    const height = heightOf(points[index]);
    if (!Number.isFinite(height)) {
      if (gap === start) gap = index;
      continue;
    }
    if (!(heightOf(points[lowest]) <= height)) lowest = index;
    if (!(heightOf(points[highest]) >= height)) highest = index;
  }
  const places = [start, lowest, highest, gap, end - 1].sort((a, b) => a - b);
  return places.filter((place, index) => index === 0 || place !== places[index - 1]);
}
