// How a page looks: in the light and in the dark, on a phone, on a desk, on a wall 1920 pixels wide, and on paper.
// What must not change: nothing is loaded, and what a page says can be read in all of them.

import { areaInks, chartStyles, classInks, colours, type Ink, pageInks } from "../chart/palette.ts";

/** The colours that the charts of a page need. */
export function inksIn(main: string): readonly Ink[] {
  const ofClasses = [...classInks, ...areaInks].filter((ink) =>
    main.includes(`fill-${ink}"`) || main.includes(`fill-${ink} `)
  );
  return [...pageInks, ...ofClasses];
}

/** The colours of the page by theme; the rest are those of its charts. */
function properties(theme: 0 | 1): string {
  const of = (ink: Ink) => colours[ink][theme];
  return `--paper:${of("paper")};--ink:${of("ink")};--muted:${of("muted")};--line:${of("grid")};` +
    `--low:${of("series1")};--high:${of("series2")};--soft:${theme === 0 ? "#f4f6f8" : "#1c2229"}`;
}

/**
 * The style sheet of a page, that of its charts included: one column of text, quiet tables, charts beside each other where
 * there is room; legible in the light, in the dark, on a phone, on a wall and on paper.
 *
 * Why steps and not a share of the width: whoever makes a page smaller in the browser must see it become smaller. What has
 * more columns than a screen shows scrolls, and two gradients that move with it uncover a shade where it goes on.
 */
export function pageStyles(inks: readonly Ink[]): string {
  return `:root{color-scheme:light dark;${properties(0)}}
@media screen and (prefers-color-scheme:dark){:root{${properties(1)}}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:60rem;padding:2.5rem 1.25rem 4rem;background:var(--paper);color:var(--ink);font:1rem/1.55 system-ui,sans-serif;overflow-wrap:break-word}
h1,h2,h3{line-height:1.2;text-wrap:balance}
h1{font-size:2.25rem;margin:0;letter-spacing:-.015em}
h2{font-size:1.3rem;margin:3.25rem 0 .75rem}
h3{font-size:1.05rem;margin:2rem 0 .5rem}
p{max-width:42rem;margin:.6rem 0}
.kind{margin:0 0 .25rem;color:var(--muted);font-size:.85rem}
.lead{font-size:1.2rem;color:var(--muted);margin:.4rem 0 1.2rem}
.alert{max-width:42rem;border-left:.3rem solid var(--high);background:var(--soft);padding:.75rem 1rem;margin:1.25rem 0}
code,pre{font-family:ui-monospace,Menlo,Consolas,monospace;font-size:.875em}
code{overflow-wrap:anywhere}
pre{background:var(--soft);padding:.8rem 1rem;margin:1rem 0;white-space:pre-wrap;overflow-wrap:anywhere;line-height:1.5;border-radius:.25rem}
pre span{color:var(--muted)}
.caption{color:var(--muted);font-size:.88rem;line-height:1.45;margin:1.25rem 0 .2rem}
.scroll{position:relative;overflow-x:auto;margin:0 0 1.25rem;background:linear-gradient(90deg,var(--paper) 35%,transparent) 0/3rem 100% no-repeat local,linear-gradient(270deg,var(--paper) 35%,transparent) 100%/3rem 100% no-repeat local,linear-gradient(90deg,var(--muted),transparent) 0/.5rem 100% no-repeat,linear-gradient(270deg,var(--muted),transparent) 100%/.5rem 100% no-repeat}
table{border-collapse:collapse;font-variant-numeric:tabular-nums;font-size:.92rem;line-height:1.35}
th,td{padding:.32rem 1.1rem .32rem 0;text-align:left;vertical-align:baseline;border-bottom:1px solid var(--line)}
th{font-weight:600}
tbody th.n{font-weight:400}
.said{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.whole,.n{white-space:nowrap}
thead .n{white-space:normal}
@media screen{.long{min-width:11rem;overflow-wrap:anywhere}}
.many th,.many td{padding-right:.7rem}
thead th{color:var(--muted);font-size:.83rem;vertical-align:bottom;border-bottom-color:var(--muted)}
.n{text-align:right}
.bar{display:block;position:relative;width:8rem;height:.7rem;background:var(--line);-webkit-print-color-adjust:exact;print-color-adjust:exact}
.bar i{display:block;height:100%;background:var(--low)}
.bar .high{background:var(--high)}
.bar::after{content:"";position:absolute;left:50%;top:-.15rem;bottom:-.15rem;border-left:1px solid var(--ink)}
.figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,26rem),1fr));gap:1.5rem 2.5rem;margin:1.25rem 0}
math{font-family:"STIX Two Math","Cambria Math","Latin Modern Math",math}
.equation{max-width:none;margin:.35rem 0 .35rem 3rem;text-indent:-1.5rem;line-height:1.9}
.equation math,li math{math-style:normal;text-indent:0}
.blank{display:inline-block;min-width:6rem;border-bottom:1px solid var(--ink)}
.wide{min-width:15rem}
.number{color:var(--muted);font-size:.85em}
.answer,.answer math{font-weight:600}
figure{margin:0}
figure svg{display:block;width:100%}
figure.one svg{width:auto}
.dense{grid-template-columns:repeat(auto-fill,minmax(min(45%,11rem),1fr));gap:1rem}
.dense figcaption{margin-top:.1rem;overflow-wrap:anywhere}
figcaption{color:var(--muted);font-size:.88rem;line-height:1.45;margin-top:.5rem;max-width:26.25rem}
.one{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,16rem),auto));justify-content:start;gap:0 2rem;align-items:start}
.one figcaption{margin-top:2rem}
.figures .one{grid-template-columns:1fr}
.figures .one svg{width:100%}
.figures .one figcaption{margin-top:.5rem}
footer{margin-top:3.5rem;padding-top:.8rem;border-top:1px solid var(--line);color:var(--muted);font-size:.85rem}
@page{margin:15mm}
@media screen and (min-width:100rem){:root{font-size:125%}body{max-width:72rem}.figures{grid-template-columns:repeat(auto-fit,minmax(min(100%,30rem),1fr))}.dense{grid-template-columns:repeat(auto-fill,minmax(11rem,1fr))}figure.one svg{width:42rem}figcaption{max-width:42rem}}
@media screen and (min-width:118rem){:root{font-size:143.75%}body{max-width:76rem}}
@media print{:root{font-size:12px}body{max-width:none;padding:0}p,.alert{max-width:none}.figures{grid-template-columns:1fr 1fr}.dense{grid-template-columns:repeat(4,1fr)}h1{font-size:1.75rem}h2{margin-top:1.25rem}h2,h3,.caption{break-after:avoid}figure,tr,pre,.equation{break-inside:avoid}.sheet+.sheet{break-before:page}body:has(.sheet)>header{display:none}body:has(.sheet)>footer{display:none}.sheet>h2{margin-top:0}footer{break-before:avoid;margin-top:1.25rem;padding-top:.4rem}.scroll{overflow:visible;background:none}a{color:inherit}.narrow-print{font-size:8.5px}.narrow-print th,.narrow-print td{padding-right:.5rem;white-space:normal}.rows-print,.rows-print tbody,.rows-print tr{display:block}.rows-print thead{display:none}.rows-print tr{border-bottom:1px solid var(--line);padding:.2rem 0}.rows-print th,.rows-print td{display:inline-block;border:0;padding:0 1.1rem .1rem 0}.rows-print td::before{content:attr(data-column) "\\00a0";color:var(--muted);font-size:.85em}}
${chartStyles(inks)}`;
}
