// A page as one HTML file: no script, no network, nothing but text, tables and inline SVG.
// Why so little: a page is opened from a folder, printed, read on a phone and read out.
// What must not change: every text is escaped here, and the page's own policy forbids whatever could slip through; the
// markup is XML as well, so that a strict parser can hold it to being well-formed.

import { type Markup, text } from "../chart/svg.ts";
import type { Block, Cell, Column, Figure, Page, Piece, Table, Words } from "./page.ts";
import { pageStyles } from "./page_styles.ts";

/** Nothing may be fetched or run; styles are in the page. */
const policy =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

/** A page as HTML. */
export function htmlPage({ kind, title, description, blocks }: Page): string {
  const writer = new HtmlWriter();
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8"/>
<meta http-equiv="Content-Security-Policy" content="${policy}"/>
<meta name="viewport" content="width=device-width, initial-scale=1"/>
<meta name="generator" content="Seedbed"/>
<title>${text(`${title} · Seedbed`)}</title>
<style>
${pageStyles()}
</style>
</head>
<body>
<header>
${kind === "" ? "" : `<p class="kind">${text(kind)}</p>\n`}<h1>${text(title)}</h1>
${description === "" ? "" : `<p class="lead">${text(description)}</p>\n`}</header>
<main>
${blocks.map((block) => writer.block(block, 2)).join("\n")}
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
const longestWhole = 20;

function cellHtml(cell: Cell, column: Column, index: number): string {
  if (typeof cell === "object" && "bar" in cell) {
    const percent = String(Math.round(cell.bar * 1000) / 10);
    const side = cell.side === "high" ? ' class="high"' : "";
    return `<td><span class="bar" aria-hidden="true"><i${side} style="width:${percent}%"></i></span></td>`;
  }
  if (index === 0) {
    const isWhole = column.kind === "text" && typeof cell === "string" && cell.length <= longestWhole;
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
