// Draws a class map in characters: a pattern for each class, signs for rows and queries.
// Why patterns and no colours: they are in a report as well, which has none.

import type { Field } from "./contour.ts";
import { rowSign, terminalPlane, type TerminalPlaneData } from "./terminal_map.ts";
import { visible } from "../text/visible_text.ts";

/** What a class map of characters shows. */
export interface TerminalClassMapData extends TerminalPlaneData {
  /** See `ClassMapData`. */
  readonly leads: readonly Field[];
  readonly labels: readonly string[];
}

/** One for each class; after the last they begin again. */
const PATTERNS = " ░▒▓·:-=+%";

/** A class map as lines of text without line ends; the last ones say which class a pattern and a sign are. */
export function terminalClassMap(data: TerminalClassMapData): readonly string[] {
  const { leads, labels } = data;
  const patternAt = (node: number): string => {
    const index = leads.findLastIndex(({ values }) => values[node] > 0);
    return PATTERNS[Math.max(0, index) % PATTERNS.length];
  };
  const key = labels.map((label, index) =>
    `  [${PATTERNS[index % PATTERNS.length]}] ${rowSign(index)} ${visible(label)}`
  );
  return [...terminalPlane(data, leads[0], patternAt), ...key];
}
