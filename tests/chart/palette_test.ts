// Colours and dashes: all lines can be told apart, also in print and by those who see fewer colours.

import assert from "node:assert/strict";
import {
  chartStyles,
  colours,
  fill,
  type Ink,
  lineStyle,
  seriesInks,
  stepInks,
} from "../../src/chart/palette.ts";

/** Relative luminance after WCAG 2. */
function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const channel = parseInt(colour.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: string, b: string): number {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

for (const [theme, name] of [[0, "light"], [1, "dark"]] as const) {
  Deno.test(`every colour of text is readable on the paper in ${name} (WCAG AA, 4.5)`, () => {
    for (const ink of ["ink", "muted", "positive", "negative", ...seriesInks] as Ink[]) {
      const found = contrast(colours[ink][theme], colours.paper[theme]);
      assert.ok(found >= 4.5, `${ink}: ${found}`);
    }
  });

  Deno.test(`names and boundary are readable on every step of a decision map in ${name} (WCAG AA, 4.5)`, () => {
    for (const step of stepInks) {
      const found = contrast(colours.ink[theme], colours[step][theme]);
      assert.ok(found >= 4.5, `${step}: ${found}`);
    }
  });

  Deno.test(`the steps of a decision map get paler towards one half in ${name}`, () => {
    const distance = stepInks.map((ink) => contrast(colours[ink][theme], colours.paper[theme]));
    for (let step = 1; step < 5; step++) {
      assert.ok(distance[step] < distance[step - 1] && distance[9 - step] < distance[10 - step]);
    }
  });
}

Deno.test("eighteen lines differ in colour or dashes", () => {
  const styles = Array.from({ length: 18 }, (_, index) => JSON.stringify(lineStyle(index)));
  assert.equal(new Set(styles).size, 18);
});

Deno.test("a page can set every colour, and a program without CSS variables finds the light one", () => {
  const styles = chartStyles();
  for (const ink of Object.keys(colours) as Ink[]) {
    assert.ok(styles.includes(`--${ink}:var(--chart-${ink},${colours[ink][0]})`));
    assert.ok(styles.includes(`--${ink}:var(--chart-${ink},${colours[ink][1]})`));
    assert.equal(fill(ink).fill, colours[ink][0]);
  }
});

Deno.test("24 lines differ in their colour or their dashes", () => {
  const styles = Array.from({ length: 24 }, (_, index) => JSON.stringify(lineStyle(index)));
  assert.equal(new Set(styles).size, 24);
});
