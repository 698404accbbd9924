// A page as one HTML file: no network, nothing but text, tables and inline SVG, and no
// script but the player of a film, which the policy names by its hash.
// Why so little: a page is opened from a folder, printed, read on a phone and read out.
// What must not change: every text is escaped here, and the page's own policy forbids whatever could slip through; the
// markup is XML as well, so that a strict parser can hold it to being well-formed.

import { text } from "../chart/svg.ts";
import { tableHtml } from "./html_table.ts";
import { equationHtml, proseHtml, wordsHtml } from "./html_words.ts";
import { inksIn, pageStyles } from "./page_styles.ts";
import type { Block, Figure, Page, Signature } from "./page.ts";

/** Nothing may be fetched or run, but for the player of a film; styles are in the page. */
const policy =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

/** What a page can do besides being read. */
export interface Player {
  /** What comes before the blocks. */
  readonly markup: string;
  readonly styles: string;
  /** A script without & and <, so that the page stays XML. */
  readonly script: string;
  /** The script's SHA-256 in base64: the page's policy lets nothing else run. */
  readonly scriptHash: string;
}

/** A page as HTML. */
export function htmlPage(
  { kind, title, description, blocks, signature }: Page,
  player: Player | null = null,
): string {
  const writer = new HtmlWriter();
  const read = blocks.map((block) => writer.block(block, 2)).join("\n");
  const main = player === null ? read : `${player.markup}\n${read}`;
  const scripts = player === null ? "" : `; script-src 'sha256-${player.scriptHash}'`;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8"/>
<meta http-equiv="Content-Security-Policy" content="${policy}${scripts}"/>
<meta name="viewport" content="width=device-width, initial-scale=1"/>
<meta name="generator" content="Seedbed"/>
<title>${text(`${title} · Seedbed`)}</title>
<style>
${pageStyles(inksIn(main))}${player === null ? "" : `\n${player.styles}`}
</style>
</head>
<body>
<header>
${kind === "" ? "" : `<p class="kind">${proseHtml(kind)}</p>\n`}<h1>${proseHtml(title)}</h1>
${description === "" ? "" : `<p class="lead" dir="auto">${text(description)}</p>\n`}</header>
<main>
${main}
</main>
<footer>${footHtml(signature)}</footer>
${player === null ? "" : `<script>${player.script}</script>\n`}</body>
</html>
`;
}

function footHtml(signature: Signature | undefined): string {
  if (signature === undefined) {
    return "Written by Seedbed. The same experiment gives this page again, byte for byte.";
  }
  // An address without a link: nothing on a page leads anywhere by a click.
  const { name, homepage } = signature;
  return text(`Written by ${name}, ${homepage}. The same version gives this page again, byte for byte.`);
}

/** Numbers the tables, whose captions need ids. */
class HtmlWriter {
  #tableCount = 0;

  /** @param sheet the id of the sheet that it is on, with a blank: sections of several sheets have the same titles. */
  block(block: Block, level: number, sheet = ""): string {
    switch (block.kind) {
      case "section":
        return `<section${
          block.isOnOwnPage ? ' class="sheet"' : ""
        } aria-labelledby="${sheet}${block.id}">\n` +
          `<h${level} id="${block.id}">${wordsHtml(block.title)}</h${level}>\n` +
          `${
            block.blocks.map((inner) =>
              this.block(inner, level + 1, block.isOnOwnPage ? `${block.id} ` : sheet)
            ).join("\n")
          }\n</section>`;
      case "paragraph":
        return `<p>${wordsHtml(block.words)}</p>`;
      case "alert":
        return `<p class="alert" role="note">${wordsHtml(block.words)}</p>`;
      case "list":
        return `<ul>${block.items.map((words) => `<li>${wordsHtml(words)}</li>`).join("")}</ul>`;
      case "equations":
        return block.equations.map(equationHtml).join("\n");
      case "table":
        return tableHtml(block, `table-${++this.#tableCount}`);
      case "figures":
        return figuresHtml(block.figures, block.isDense ? "figures dense" : "figures");
      case "beside":
        return `<div class="figures">\n${
          block.blocks.map((inner) => `<div>${this.block(inner, level, sheet)}</div>`).join("\n")
        }\n</div>`;
      case "commands":
        return `<pre><code>${
          block.lines.map(([command, does]) => `<span># ${text(does)}</span>\n${text(command)}`).join("\n")
        }</code></pre>`;
    }
  }
}

function figuresHtml(figures: readonly Figure[], kind: "figures" | "figures dense"): string {
  const drawn = figures.map(({ id, caption, draw }) =>
    `<figure${figures.length === 1 ? ' class="one"' : ""}>\n${draw({ id, styles: "page" })}` +
    `<figcaption>${wordsHtml(caption)}</figcaption>\n</figure>`
  );
  return figures.length === 1 ? drawn[0] : `<div class="${kind}">\n${drawn.join("\n")}\n</div>`;
}
