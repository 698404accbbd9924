// A map in words, for whoever hears a page in place of seeing it: how much of it a region takes, and on which side it lies.
// Why middles: a boundary bends as it likes, and whoever listens wants to know what lies towards more of a feature.

import type { Field } from "../../chart/contour.ts";
import { percentage } from "../../text/number_words.ts";

/** Of the width of a map: nearer than this to the middle of the rest, that of a region lies on no side. */
const NO_SIDE = 0.1;

/**
 * Where a region of a map lies.
 *
 * @param grid the nodes of the map, row by row.
 * @param isThere whether a node is part of the region.
 * @param name what is there, as `F`.
 * @param axes what grows across, and what grows along.
 */
export function regionWords(
  { columnCount, rowCount }: Pick<Field, "columnCount" | "rowCount">,
  isThere: (node: number) => boolean,
  name: string,
  [x, y]: readonly [x: string, y: string],
): string {
  const nodeCount = columnCount * rowCount;
  const region = { count: 0, x: 0, y: 0 };
  const rest = { count: 0, x: 0, y: 0 };
  for (let node = 0; node < nodeCount; node++) {
    const part = isThere(node) ? region : rest;
    part.count++;
    part.x += node % columnCount;
    part.y += Math.floor(node / columnCount);
  }
  if (region.count === 0) return `nowhere in it ${name}`;
  if (rest.count === 0) return `${name} everywhere in it`;
  const away = (axis: "x" | "y", size: number): number =>
    (region[axis] / region.count - rest[axis] / rest.count) / (size - 1);
  const sides = ([[away("x", columnCount), x], [away("y", rowCount), y]] as const)
    .filter(([way]) => Math.abs(way) > NO_SIDE)
    .map(([way, feature]) => `${way > 0 ? "higher" : "lower"} ${feature}`);
  const where = sides.length === 0 ? "" : `, towards ${sides.join(" and ")}`;
  return `${name} in ${percentage(region.count / nodeCount)} of it${where}`;
}
