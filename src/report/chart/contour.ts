// Finds the lines along which a field of values crosses a level, and the regions above it: marching squares.
// Why: a decision boundary is such a line. Lines are joined from cell to cell through whole-number keys of the cell edges
// that they cross, never by comparing positions, so rounding cannot tear one apart.

/** Values at the nodes of a grid, row by row. */
export interface Field {
  /** Nodes across, at least 2. */
  readonly columnCount: number;
  /** Nodes along, at least 2. */
  readonly rowCount: number;
  /** Shape [rowCount × columnCount]; a value that is not a number counts as below every level. */
  readonly values: ArrayLike<number>;
}

/** A position in the grid: 0 … columnCount - 1 across, 0 … rowCount - 1 along. */
export type GridPoint = readonly [column: number, row: number];

/** A line through the grid; a closed one does not repeat its first point. */
export interface Contour {
  /** Whether the last point leads back to the first. */
  readonly isClosed: boolean;
  /** In order along the line, with what is above the level on one side. */
  readonly points: readonly GridPoint[];
}

/**
 * The lines along which a field crosses a level. They end at the edge of the grid or are closed.
 *
 * @param field values at the nodes.
 * @param level a node at the level counts as above.
 *
 * @example A field that rises from left to right crosses 0.5 half way
 * ```ts
 * const [line] = levelLines({ columnCount: 2, rowCount: 2, values: [0, 1, 0, 1] }, 0.5);
 * if (line.isClosed || line.points[0][0] !== 0.5 || line.points[1][0] !== 0.5) throw new Error("wrong");
 * ```
 */
export function levelLines(field: Field, level: number): readonly Contour[] {
  return joined(crossings(field, [level], 0)[0]);
}

/**
 * The outlines of the regions at or above each level, closed along the edge of the grid. Holes are outlines as well: fill
 * them with the even-odd rule.
 *
 * @param field values at the nodes.
 * @param levels in any order.
 * @returns for each level its outlines.
 *
 * @example A peak in the middle
 * ```ts
 * const field = { columnCount: 3, rowCount: 3, values: [0, 0, 0, 0, 1, 0, 0, 0, 0] };
 * const [low, high] = regionsAbove(field, [0.5, 2]);
 * if (low.length !== 1 || low[0].length !== 4 || high.length !== 0) throw new Error("wrong");
 * ```
 */
export function regionsAbove(
  field: Field,
  levels: readonly number[],
): readonly (readonly (readonly GridPoint[])[])[] {
  return crossings(field, levels, 1).map((found) =>
    joined(found).map(({ points }) => withoutRepeats(points))
  );
}

/** Where a line enters and leaves cells: from the key of one cell edge to the key of the next. */
interface Crossings {
  readonly next: Map<number, number>;
  readonly places: Map<number, GridPoint>;
}

type CellLines = readonly (readonly [enter: number, leave: number])[];

/** Corners in the order of the bits below, and the corners at the ends of a cell's four edges. */
const corners: readonly (readonly [number, number])[] = [[0, 0], [1, 0], [1, 1], [0, 1]];

/**
 * For every set of corners above the level (bit i for corner i), the edges at which a line enters and leaves the cell. Edge i
 * runs from corner i to corner i + 1; what lies above the level is on the same side of every line.
 */
const linesByCorners: readonly CellLines[] = [
  [],
  [[3, 0]],
  [[0, 1]],
  [[3, 1]],
  [[1, 2]],
  [[3, 0], [1, 2]], // a saddle: the low middle keeps the two high corners apart
  [[0, 2]],
  [[3, 2]],
  [[2, 3]],
  [[2, 0]],
  [[0, 1], [2, 3]], // the other saddle
  [[2, 1]],
  [[1, 3]],
  [[1, 0]],
  [[0, 3]],
  [],
];

/** The same saddles with a high middle, which joins the two high corners. */
const joinedSaddles: ReadonlyMap<number, CellLines> = new Map<number, CellLines>([
  [5, [[3, 2], [1, 0]]],
  [10, [[0, 3], [2, 1]]],
]);

/**
 * The crossings of every level, in one walk over the cells: nearly all cells are crossed by no level or by few.
 *
 * @param margin 1 surrounds the field with nodes below every level, which closes every line.
 */
function crossings(field: Field, levels: readonly number[], margin: 0 | 1): readonly Crossings[] {
  const { values, columnCount, rowCount } = surrounded(field, margin);
  const found = levels.map((): Crossings => ({ next: new Map(), places: new Map() }));
  for (let row = 0; row < rowCount - 1; row++) {
    for (let column = 0; column < columnCount - 1; column++) {
      const node = row * columnCount + column;
      const a = values[node];
      const b = values[node + 1];
      const c = values[node + columnCount + 1];
      const d = values[node + columnCount];
      const least = Math.min(a, b, c, d);
      const most = Math.max(a, b, c, d);
      for (let index = 0; index < levels.length; index++) {
        const level = levels[index];
        if (!(least < level && most >= level)) continue;
        const above = (a >= level ? 1 : 0) + (b >= level ? 2 : 0) + (c >= level ? 4 : 0) +
          (d >= level ? 8 : 0);
        addLines(found[index], field, [column - margin, row - margin], above, level, margin);
      }
    }
  }
  return found;
}

/** The field with -Infinity for what is not a number, and around it where there is a margin. */
function surrounded(field: Field, margin: 0 | 1): Field & { readonly values: Float64Array } {
  const [columnCount, rowCount] = [field.columnCount + 2 * margin, field.rowCount + 2 * margin];
  const values = new Float64Array(columnCount * rowCount).fill(-Infinity);
  for (let row = 0; row < field.rowCount; row++) {
    for (let column = 0; column < field.columnCount; column++) {
      const value = field.values[row * field.columnCount + column];
      if (!Number.isNaN(value)) values[(row + margin) * columnCount + column + margin] = value;
    }
  }
  return { columnCount, rowCount, values };
}

function addLines(
  { next, places }: Crossings,
  field: Field,
  node: GridPoint,
  above: number,
  level: number,
  margin: 0 | 1,
): void {
  for (const line of cellLines(field, node, above, level)) {
    const enter = keyOf(field, node, line[0], margin);
    const leave = keyOf(field, node, line[1], margin);
    next.set(enter, leave);
    // The neighbour on the other side of an edge finds the same place.
    if (!places.has(enter)) places.set(enter, crossingPlace(field, node, line[0], level));
    if (!places.has(leave)) places.set(leave, crossingPlace(field, node, line[1], level));
  }
}

/** The number of a cell edge: an even one along a row, an odd one along a column. */
function keyOf(field: Field, node: GridPoint, edge: number, margin: 0 | 1): number {
  const column = node[0] + margin + (edge === 1 ? 1 : 0);
  const row = node[1] + margin + (edge === 2 ? 1 : 0);
  return 2 * (row * (field.columnCount + 2 * margin) + column) + (edge % 2);
}

function cellLines(field: Field, [column, row]: GridPoint, above: number, level: number): CellLines {
  const joinedSaddle = joinedSaddles.get(above);
  if (joinedSaddle === undefined) return linesByCorners[above];
  let sum = 0;
  for (const [right, down] of corners) sum += valueAt(field, column + right, row + down);
  return sum / 4 >= level ? joinedSaddle : linesByCorners[above];
}

/** NaN, which is above no level, outside the grid. */
function valueAt({ columnCount, rowCount, values }: Field, column: number, row: number): number {
  const isInside = column >= 0 && row >= 0 && column < columnCount && row < rowCount;
  return isInside ? values[row * columnCount + column] : NaN;
}

function crossingPlace(field: Field, node: GridPoint, edge: number, level: number): GridPoint {
  const from = corners[edge];
  const to = corners[(edge + 1) % 4];
  const fromColumn = node[0] + from[0];
  const fromRow = node[1] + from[1];
  const toColumn = node[0] + to[0];
  const toRow = node[1] + to[1];
  const part = crossingPart(valueAt(field, fromColumn, fromRow), valueAt(field, toColumn, toRow), level);
  return [
    within(fromColumn, toColumn, part, field.columnCount),
    within(fromRow, toRow, part, field.rowCount),
  ];
}

/** How far from a to b the level lies, in (0, 1); next to a value that is not finite, half way. */
function crossingPart(a: number, b: number, level: number): number {
  const part = (level - a) / (b - a);
  return part >= 0 && part <= 1 ? part : 0.5;
}

/** A position between two nodes, where nodes of the margin stand on the edge of the grid. */
function within(from: number, to: number, part: number, count: number): number {
  const a = Math.max(0, Math.min(count - 1, from));
  const b = Math.max(0, Math.min(count - 1, to));
  return a + (b - a) * part;
}

/** Follows the crossings: first the lines that start at the edge of the grid, then the closed ones. */
function joined({ next, places }: Crossings): readonly Contour[] {
  const entered = new Set(next.values());
  const starts = [...next.keys()].filter((key) => !entered.has(key));
  const seen = new Set<number>();
  const contours: Contour[] = [];
  for (const start of [...starts, ...next.keys()]) {
    if (seen.has(start)) continue;
    const points: GridPoint[] = [];
    let key: number | undefined = start;
    while (key !== undefined && !seen.has(key)) {
      seen.add(key);
      points.push(places.get(key) as GridPoint);
      key = next.get(key);
    }
    contours.push({ isClosed: key !== undefined, points });
  }
  return contours;
}

/** Around a corner of the grid two edges of the margin meet in one place. */
function withoutRepeats(points: readonly GridPoint[]): readonly GridPoint[] {
  return points.filter(([column, row], index) => {
    const [previousColumn, previousRow] = points[(index + points.length - 1) % points.length];
    return column !== previousColumn || row !== previousRow;
  });
}
