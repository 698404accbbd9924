// A page as one HTML file: no script, no network, nothing but text, tables and inline SVG.
// Why so little: a page is opened from a folder, printed, read on a phone and read out.
// What must not change: every text is escaped here, and the page's own policy forbids whatever could slip through; the
// markup is XML as well, so that a strict parser can hold it to being well-formed.

import { areaInks, chartStyles, classInks, colours, type Ink, pageInks } from "../chart/palette.ts";
import { type Markup, text } from "../chart/svg.ts";
import type { Block, Cell, Column, Figure, Page, Piece, Table, Words } from "./page.ts";

/** Nothing may be fetched or run; styles are in the page. */
const policy =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

/** A page as HTML. */
export function htmlPage({ kind, title, description, blocks }: Page): string {
  const writer = new HtmlWriter();
  const main = blocks.map((block) => writer.block(block, 2)).join("\n");
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8"/>
<meta http-equiv="Content-Security-Policy" content="${policy}"/>
<meta name="viewport" content="width=device-width, initial-scale=1"/>
<meta name="generator" content="Seedbed"/>
<title>${text(`${title} · Seedbed`)}</title>
<style>
${pageStyles(inksIn(main))}
</style>
</head>
<body>
<header>
${kind === "" ? "" : `<p class="kind">${text(kind)}</p>\n`}<h1>${text(title)}</h1>
${description === "" ? "" : `<p class="lead">${text(description)}</p>\n`}</header>
<main>
${main}
</main>
<footer>Written by Seedbed. The same experiment gives this page again, byte for byte.</footer>
</body>
</html>
`;
}

/** Numbers the tables, whose captions need ids. */
class HtmlWriter {
  #tableCount = 0;

  block(block: Block, level: number): string {
    switch (block.kind) {
      case "section":
        return `<section aria-labelledby="${block.id}">\n` +
          `<h${level} id="${block.id}">${wordsHtml(block.title)}</h${level}>\n` +
          `${block.blocks.map((inner) => this.block(inner, level + 1)).join("\n")}\n</section>`;
      case "paragraph":
        return `<p>${wordsHtml(block.words)}</p>`;
      case "alert":
        return `<p class="alert" role="note">${wordsHtml(block.words)}</p>`;
      case "list":
        return `<ul>${block.items.map((words) => `<li>${wordsHtml(words)}</li>`).join("")}</ul>`;
      case "equations":
        return block.equations.map((sides) => `<p>${sides.map(pieceHtml).join(" = ")}</p>`).join("\n");
      case "table":
        return this.table(block);
      case "figures":
        return figuresHtml(block.figures);
      case "beside":
        return `<div class="figures">\n${
          block.blocks.map((inner) => `<div>${this.block(inner, level)}</div>`).join("\n")
        }\n</div>`;
      case "commands":
        return `<pre><code>${
          block.lines.map(([command, does]) => `<span># ${text(does)}</span>\n${text(command)}`).join("\n")
        }</code></pre>`;
    }
  }

  /** The caption is outside, so that it does not scroll with a table that is wider than a phone. */
  table({ caption, columns, rows }: Table): string {
    const id = `table-${++this.#tableCount}`;
    const head = columns.map((column) => `<th scope="col"${classOf(column)}>${pieceHtml(column.title)}</th>`)
      .join("");
    const body = rows.map((cells) =>
      `<tr>${cells.map((cell, index) => cellHtml(cell, columns[index], index)).join("")}</tr>`
    );
    // What is wider than a phone scrolls, and what scrolls must be reached by keyboard.
    return `<p class="caption" id="${id}">${
      wordsHtml(caption)
    }</p>\n<div class="scroll" tabindex="0" role="group" aria-labelledby="${id}">` +
      `<table aria-labelledby="${id}">\n<thead><tr>${head}</tr></thead>\n` +
      `<tbody>\n${body.join("\n")}\n</tbody>\n</table></div>`;
  }
}

function wordsHtml(words: Words): Markup {
  return words.map(pieceHtml).join("") as Markup;
}

function pieceHtml(piece: Piece): string {
  if (typeof piece === "string") return text(piece);
  if ("tex" in piece) return `<i>${text(piece.text)}</i>`;
  return "code" in piece ? `<code>${text(piece.code)}</code>` : `<strong>${text(piece.strong)}</strong>`;
}

function classOf({ kind }: Column): string {
  return kind === "number" ? ' class="n"' : "";
}

/** A longer name may be broken into lines. */
const LONGEST_WHOLE = 20;

function cellHtml(cell: Cell, column: Column, index: number): string {
  if (typeof cell === "object" && "bar" in cell) {
    const percent = String(Math.round(cell.bar * 1000) / 10);
    const side = cell.side === "high" ? ' class="high"' : "";
    return `<td><span class="bar" aria-hidden="true"><i${side} style="width:${percent}%"></i></span></td>`;
  }
  if (index === 0) {
    const isWhole = column.kind === "text" && typeof cell === "string" && cell.length <= LONGEST_WHOLE;
    return `<th scope="row"${isWhole ? ' class="whole"' : classOf(column)}>${pieceHtml(cell)}</th>`;
  }
  return `<td${classOf(column)}>${pieceHtml(cell)}</td>`;
}

function figuresHtml(figures: readonly Figure[]): string {
  const drawn = figures.map(({ id, caption, draw }) =>
    `<figure${figures.length === 1 ? ' class="one"' : ""}>\n${draw({ id, styles: "page" })}` +
    `<figcaption>${wordsHtml(caption)}</figcaption>\n</figure>`
  );
  return figures.length === 1 ? drawn[0] : `<div class="figures">\n${drawn.join("\n")}\n</div>`;
}

/** The colours that the charts of a page need. */
function inksIn(main: string): readonly Ink[] {
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
 * there is room; legible in the light, in the dark, on a phone and on paper.
 */
function pageStyles(inks: readonly Ink[]): string {
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
${chartStyles(inks)}`;
}
