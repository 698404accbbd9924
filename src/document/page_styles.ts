// How a page looks: one column of text, quiet tables, charts beside each other where there is room.
// What must not change: it must be legible in the light, in the dark, on a phone and on paper.

import { chartStyles, colours, type Ink } from "../chart/palette.ts";

/** The colours of the page by theme; the rest are those of its charts. */
function properties(theme: 0 | 1): string {
  const of = (ink: Ink) => colours[ink][theme];
  return `--paper:${of("paper")};--ink:${of("ink")};--muted:${of("muted")};--line:${of("grid")};` +
    `--low:${of("series1")};--high:${of("series2")};--soft:${theme === 0 ? "#f4f6f8" : "#1c2229"}`;
}

/** The style sheet of a page, that of its charts included. */
export function pageStyles(): string {
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
.scroll{overflow-x:auto;margin:0 0 1.25rem}
table{border-collapse:collapse;font-variant-numeric:tabular-nums;font-size:.92rem;line-height:1.35}
th,td{padding:.32rem 1.1rem .32rem 0;text-align:left;vertical-align:baseline;border-bottom:1px solid var(--line)}
th{font-weight:600}
tbody th.n{font-weight:400}
.whole,.n{white-space:nowrap}
thead th{color:var(--muted);font-size:.83rem;vertical-align:bottom;border-bottom-color:var(--muted)}
.n{text-align:right}
.bar{display:block;position:relative;width:8rem;height:.7rem;background:var(--line);-webkit-print-color-adjust:exact;print-color-adjust:exact}
.bar i{display:block;height:100%;background:var(--low)}
.bar .high{background:var(--high)}
.bar::after{content:"";position:absolute;left:50%;top:-.15rem;bottom:-.15rem;border-left:1px solid var(--ink)}
.figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,26rem),1fr));gap:1.5rem 2.5rem;margin:1.25rem 0}
figure{margin:0}
figure svg{display:block}
figcaption{color:var(--muted);font-size:.88rem;line-height:1.45;margin-top:.5rem;max-width:26.25rem}
.one{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,16rem),auto));justify-content:start;gap:0 2rem;align-items:start}
.one figcaption{margin-top:2rem}
footer{margin-top:3.5rem;padding-top:.8rem;border-top:1px solid var(--line);color:var(--muted);font-size:.85rem}
@media print{:root{font-size:12px}body{max-width:none;padding:0}.figures{grid-template-columns:1fr 1fr}h2{margin-top:1.75rem}h2,h3{break-after:avoid}figure,tr,pre{break-inside:avoid}.scroll{overflow:visible}a{color:inherit}}
${chartStyles()}`;
}
