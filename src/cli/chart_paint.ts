// The colours of the terminal's charts, of its few that can be read on dark and on light.
// Why here and not in the charts: a chart says what a part is; only the terminal knows which colours it has.

import type { Paint as ChartPaint } from "../text/terminal_style.ts";
import type { Paint, Style } from "../host/terminal.ts";

/** One for each line of a chart, in turn. */
const LINE_STYLES: readonly Style[] = ["cyan", "yellow", "magenta", "green", "blue", "red"];

/** Paints the parts of a chart as a terminal paints text. */
export function chartPaint(paint: Paint): ChartPaint {
  return (content, ink) => {
    switch (ink.part) {
      case "series":
        return paint(LINE_STYLES[ink.index % LINE_STYLES.length], content);
      case "filled":
        return paint("cyan", content);
      case "empty":
      case "axis":
        return paint("dim", content);
      case "label":
        return content;
    }
  };
}
