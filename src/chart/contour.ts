// Finds the lines along which a field of values crosses a level (marching squares), and outlines the region above it.
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
  /**
   * The value at any position in the grid. Where it is given, every edge that is crossed is halved before the crossing is
   * worked out: lines as smooth as on a grid of twice the rows and columns, for far fewer values.
   */
  readonly valueAt?: (column: number, row: number) => number;
}

/** A position in the grid: 0 … columnCount - 1 across, 0 … rowCount - 1 along. */
export type GridPoint = readonly [column: number, row: number];

/** A line through the grid. */
interface Contour {
  /** Whether the last point leads back to the first, which is not repeated. */
  readonly isClosed: boolean;
  /** In order along the line, with what is above the level on one side. */
  readonly points: readonly GridPoint[];
}

type CellLines = readonly (readonly [enter: number, leave: number])[];

/** The column and row of corner 0 to 3, and of corner 0 again. */
const cornerColumns: readonly number[] = [0, 1, 1, 0, 0];
const cornerRows: readonly number[] = [0, 0, 1, 1, 0];

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
const joinedSaddle5: CellLines = [[3, 2], [1, 0]];
const joinedSaddle10: CellLines = [[0, 3], [2, 1]];

/**
 * Finds the lines of a field, one level after the other.
 *
 * Its arrays are flat and serve every level: a report draws some thousand crossings.
 */
export class ContourFinder {
  /** -Infinity for what is not a number. */
  readonly #values: Float64Array;
  /** The least and the greatest corner of every cell, by the number of its first node. */
  readonly #least: Float64Array;
  readonly #most: Float64Array;
  /** For the edge by which a line enters a cell, 1 more than the one by which it leaves; 0 for none. */
  readonly #next: Int32Array;
  /** Where each edge is crossed: 1 more than the column, 0 for an edge that is not; and the row. */
  readonly #columns: Float64Array;
  readonly #rows: Float64Array;

  constructor(readonly field: Field) {
    const { columnCount, rowCount } = field;
    const values = Float64Array.from(field.values);
    for (let node = 0; node < values.length; node++) {
      if (values[node] !== values[node]) values[node] = -Infinity;
    }
    this.#values = values;
    this.#least = new Float64Array(values.length).fill(Infinity);
    this.#most = new Float64Array(values.length);
    for (let row = 0; row < rowCount - 1; row++) {
      for (let node = row * columnCount; node < (row + 1) * columnCount - 1; node++) {
        const a = values[node];
        const b = values[node + 1];
        const c = values[node + columnCount + 1];
        const d = values[node + columnCount];
        this.#least[node] = Math.min(a, b, c, d);
        this.#most[node] = Math.max(a, b, c, d);
      }
    }
    this.#next = new Int32Array(2 * values.length);
    this.#columns = new Float64Array(2 * values.length);
    this.#rows = new Float64Array(2 * values.length);
  }

  /**
   * The lines along which the field crosses a level: first those that start at the edge of the grid, then the closed ones.
   *
   * @param level a node at the level counts as above.
   */
  levelLines(level: number): readonly Contour[] {
    const starts = this.#cross(level);
    const entered = new Set(starts.map((edge) => this.#next[edge] - 1));
    const contours: Contour[] = [];
    for (const edge of starts) if (!entered.has(edge)) contours.push(this.#follow(edge));
    for (const edge of starts) if (this.#next[edge] !== 0) contours.push(this.#follow(edge));
    return contours;
  }

  /** Fills in where the level crosses the cells. @returns the edges by which lines enter them. */
  #cross(level: number): readonly number[] {
    const starts: number[] = [];
    const { columnCount } = this.field;
    const [values, least, most] = [this.#values, this.#least, this.#most];
    for (let node = 0; node < least.length; node++) {
      if (!(least[node] < level && most[node] >= level)) continue;
      const a = values[node];
      const b = values[node + 1];
      const c = values[node + columnCount + 1];
      const d = values[node + columnCount];
      const cell = [a, b, c, d, a];
      for (const [enter, leave] of cellLines(cell, level)) {
        const from = edgeNumber(node, enter, columnCount);
        const to = edgeNumber(node, leave, columnCount);
        this.#next[from] = to + 1;
        starts.push(from);
        // The neighbour on the other side of an edge finds the same crossing.
        if (this.#columns[from] === 0) this.#crossAt(from, node, enter, cell, level);
        if (this.#columns[to] === 0) this.#crossAt(to, node, leave, cell, level);
      }
    }
    return starts;
  }

  /** Where the level crosses an edge; next to a value that is not finite, half way. */
  #crossAt(number: number, node: number, edge: number, cell: readonly number[], level: number): void {
    const { columnCount, valueAt } = this.field;
    const [before, after] = [cell[edge], cell[edge + 1]];
    const column = node % columnCount;
    const firstColumn = column + cornerColumns[edge];
    const firstRow = (node - column) / columnCount + cornerRows[edge];
    const across = cornerColumns[edge + 1] - cornerColumns[edge];
    const along = cornerRows[edge + 1] - cornerRows[edge];
    let part: number;
    if (valueAt === undefined) {
      part = crossing(before, after, level);
    } else {
      const middle = valueAt(firstColumn + across / 2, firstRow + along / 2);
      const isInFirstHalf = (before < level) !== (middle < level);
      part = isInFirstHalf ? crossing(before, middle, level) / 2 : (1 + crossing(middle, after, level)) / 2;
    }
    this.#columns[number] = 1 + firstColumn + across * part;
    this.#rows[number] = firstRow + along * part;
  }

  /** Follows a line to its end, and clears it for the next level. */
  #follow(start: number): Contour {
    const points: GridPoint[] = [];
    let edge = start;
    while (edge >= 0 && this.#columns[edge] !== 0) {
      points.push([this.#columns[edge] - 1, this.#rows[edge]]);
      this.#columns[edge] = 0;
      const next = this.#next[edge] - 1;
      this.#next[edge] = 0;
      edge = next;
    }
    return { isClosed: edge >= 0, points };
  }
}

/** Where between 0 and 1 a straight line from one value to another crosses a level between them. */
function crossing(before: number, after: number, level: number): number {
  const part = (level - before) / (after - before);
  return part >= 0 && part <= 1 ? part : 0.5;
}

/** The number of a cell edge: an even one along a row, an odd one along a column. */
function edgeNumber(node: number, edge: number, columnCount: number): number {
  return 2 * (node + (edge === 1 ? 1 : edge === 2 ? columnCount : 0)) + (edge % 2);
}

function cellLines([a, b, c, d]: readonly number[], level: number): CellLines {
  const above = (a >= level ? 1 : 0) + (b >= level ? 2 : 0) + (c >= level ? 4 : 0) + (d >= level ? 8 : 0);
  const isHigh = (above === 5 || above === 10) && (a + b + c + d) / 4 >= level;
  return isHigh ? above === 5 ? joinedSaddle5 : joinedSaddle10 : linesByCorners[above];
}

/**
 * The outlines of the region at or above a level. Holes are outlines as well: fill them with the even-odd rule.
 *
 * What is above lies to the left of every line, so from its end the edge of the grid is followed to the left, around
 * corners, to the beginning of the next line.
 */
export function regionAbove(contours: ContourFinder, level: number): readonly (readonly GridPoint[])[] {
  const { columnCount, rowCount, values } = contours.field;
  const lines = contours.levelLines(level);
  const [right, bottom] = [columnCount - 1, rowCount - 1];
  const [closed, open] = [true, false].map((wanted) =>
    lines.filter(({ isClosed }) => isClosed === wanted).map(({ points }) => points)
  );
  if (open.length === 0) {
    const isAbove = values[0] >= level;
    return isAbove ? [[[0, 0], [0, bottom], [right, bottom], [right, 0]], ...closed] : closed;
  }
  // The edge of the grid as one length, clockwise from the first node.
  const length = 2 * (right + bottom);
  const corners: readonly (readonly [at: number, corner: GridPoint])[] = [
    [length, [0, 0]],
    [length - bottom, [0, bottom]],
    [right + bottom, [right, bottom]],
    [right, [right, 0]],
    [0, [0, 0]],
  ];
  const along = ([column, row]: GridPoint): number => {
    if (row === 0) return column;
    if (column === right) return right + row;
    return row === bottom ? right + bottom + (right - column) : length - row;
  };
  const beginnings = open.map((points) => along(points[0]));
  const isUsed = open.map(() => false);
  const found: GridPoint[][] = [];
  for (let first = 0; first < open.length; first++) {
    if (isUsed[first]) continue;
    const outline: GridPoint[] = [];
    for (let line = first; !isUsed[line];) {
      isUsed[line] = true;
      outline.push(...open[line]);
      const end = along(open[line][open[line].length - 1]);
      line = lineBefore(beginnings, end);
      const next = beginnings[line];
      const isAround = next > end;
      for (const [at, corner] of corners) if (at < end && (isAround || at > next)) outline.push(corner);
      if (isAround) {
        for (const [at, corner] of corners) if (at > next && at < length) outline.push(corner);
      }
    }
    found.push(outline);
  }
  return [...found, ...closed];
}

/** The line that begins last before `end` along the edge, going around where there is none. */
function lineBefore(beginnings: readonly number[], end: number): number {
  let [before, last] = [-1, 0];
  beginnings.forEach((at, line) => {
    if (at > beginnings[last]) last = line;
    if (at <= end && (before < 0 || at > beginnings[before])) before = line;
  });
  return before < 0 ? last : before;
}
