// The colours of the charts: one light and one dark value for each role, as CSS custom properties with fallbacks.
// Why: a page sets --chart-ink and its kin once for all its charts, a chart on its own still follows light and dark, and a
// program without CSS variables draws the light value from the attribute. Hues follow Okabe and Ito, made dark (or light)
// enough to be read as text; nothing depends on hue alone: lines differ in dashes too, marks in shape, signs in dashes.

/**
 * What a colour is for. `step0` … `step9` are outputs 0–0.1 … 0.9–1; `class0` … are the marks of classes, `area0` … where
 * each class is the answer.
 */
export type Ink = keyof typeof colours;

/** The [light, dark] value of every role, as sRGB. */
export const colours = {
  paper: ["#ffffff", "#14181d"],
  ink: ["#1c2126", "#e8eaed"],
  muted: ["#5b646e", "#a3adb8"],
  grid: ["#e3e6ea", "#2b323a"],
  series1: ["#0067a5", "#5ab4ee"],
  series2: ["#b84a00", "#ff9550"],
  series3: ["#007356", "#3cc79a"],
  series4: ["#a13d7c", "#e79bc6"],
  series5: ["#7a5c00", "#e3b83c"],
  series6: ["#4a4f9e", "#aab0ff"],
  positive: ["#0067a5", "#5ab4ee"],
  negative: ["#b84a00", "#ff9550"],
  step0: ["#8dbbdf", "#1f5580"],
  step1: ["#a6cae6", "#21496b"],
  step2: ["#bfd9ed", "#223e57"],
  step3: ["#d8e7f3", "#213444"],
  step4: ["#eef3f8", "#1f2a34"],
  step5: ["#faf1ea", "#332822"],
  step6: ["#f8e0cf", "#443024"],
  step7: ["#f5cdb1", "#573724"],
  step8: ["#f2ba93", "#6b3f22"],
  step9: ["#eea775", "#81471e"],
  class0: ["#0067a5", "#5ab4ee"],
  class1: ["#b84a00", "#ff9550"],
  class2: ["#007356", "#3cc79a"],
  class3: ["#a13d7c", "#e79bc6"],
  class4: ["#7a5c00", "#e3b83c"],
  class5: ["#4a4f9e", "#aab0ff"],
  class6: ["#8c2f39", "#f28b95"],
  class7: ["#006f83", "#4fc3d9"],
  class8: ["#4f7000", "#a6cf4a"],
  class9: ["#5b5f66", "#b4bac2"],
  area0: ["#c2dbe9", "#29475c"],
  area1: ["#eed4c2", "#5a3d2c"],
  area2: ["#c2ddd6", "#204c42"],
  area3: ["#e8d0e0", "#533f50"],
  area4: ["#dfd8c2", "#524826"],
  area5: ["#d4d5e8", "#414661"],
  area6: ["#e3cdcf", "#573a41"],
  area7: ["#c2dce1", "#264b55"],
  area8: ["#d5ddc2", "#404f2a"],
  area9: ["#d8d9da", "#44494e"],
} as const satisfies Readonly<Record<string, readonly [light: string, dark: string]>>;

/** The colours of lines in the order in which they are given out. */
export const seriesInks: readonly Ink[] = ["series1", "series2", "series3", "series4", "series5", "series6"];

/** The colours of outputs from 0 to 1, a tenth each. */
export const stepInks = (Object.keys(colours) as Ink[]).filter((ink) => ink.startsWith("step"));

/** For `stroke-dasharray`; undefined is a solid line. */
const dashPatterns: readonly (string | undefined)[] = [
  undefined,
  "7 3",
  "2 2.5",
  "9 3 2 3",
];

/** The colours of classes: of their marks, and of the areas in which they are the answer. */
export const classInks = (Object.keys(colours) as Ink[]).filter((ink) => ink.startsWith("class"));
/** See {@linkcode classInks}. */
export const areaInks = (Object.keys(colours) as Ink[]).filter((ink) => ink.startsWith("area"));

/** The colours of every page; those of classes are only in a page that shows classes. */
export const pageInks: readonly Ink[] = (Object.keys(colours) as Ink[])
  .filter((ink) => !classInks.includes(ink) && !areaInks.includes(ink));

/** The colour of line number `index`, counted from 0, and after six lines a dash pattern too; after 24 they repeat. */
export function lineStyle(index: number): { readonly ink: Ink; readonly dashes: string | undefined } {
  const round = Math.floor(index / seriesInks.length);
  return { ink: seriesInks[index % seriesInks.length], dashes: dashPatterns[round % dashPatterns.length] };
}

/** Attributes that fill a shape with a colour. */
export function fill(ink: Ink): { readonly class: string; readonly fill: string } {
  return { class: `fill-${ink}`, fill: colours[ink][0] };
}

/** Attributes that draw a line in a colour, without filling it. */
export function stroke(ink: Ink): { readonly class: string; readonly fill: string; readonly stroke: string } {
  return { class: `stroke-${ink}`, fill: "none", stroke: colours[ink][0] };
}

/** Attributes that fill a shape with one colour and outline it with another. */
export function fillAndStroke(
  inside: Ink,
  outline: Ink,
): { readonly class: string; readonly fill: string; readonly stroke: string } {
  return { class: `fill-${inside} stroke-${outline}`, fill: colours[inside][0], stroke: colours[outline][0] };
}

/**
 * The style sheet of the charts: the custom properties, light and dark, and a class for every fill and stroke.
 *
 * A page that shows several charts writes this once, asks the charts for `styles: "page"`, and may set `--chart-paper`,
 * `--chart-ink` … itself to override a colour.
 *
 * @param inks the colours to define; all by default.
 */
export function chartStyles(inks: readonly Ink[] = Object.keys(colours) as Ink[]): string {
  const properties = (theme: 0 | 1) =>
    inks.map((ink) => `--${ink}:var(--chart-${ink},${colours[ink][theme]})`).join(";");
  const classes = inks.map((ink) =>
    `.seedbed-chart .fill-${ink}{fill:var(--${ink})}.seedbed-chart .stroke-${ink}{stroke:var(--${ink})}`
  );
  return [
    `.seedbed-chart{${properties(0)};max-width:100%;height:auto;font-variant-numeric:tabular-nums}`,
    `@media screen and (prefers-color-scheme:dark){.seedbed-chart{${properties(1)}}}`,
    ...classes,
  ].join("\n");
}
