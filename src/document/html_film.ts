// A film as an HTML page: pictures of the same thing at several moments, one shown at a time, moved by hand or played.
// Why pictures and not numbers that a script draws: without a script, on paper and for those who want no motion they are
// there as well, and each has its own words.
// What must not change: nothing moves unless somebody starts it, and the page's policy lets no other script run.

import { sha256 } from "npm:@noble/hashes@2.0.1/sha2.js";
import { utf8ToBytes } from "npm:@noble/hashes@2.0.1/utils.js";
import { coordinate, text } from "../chart/svg.ts";
import { base64Of } from "../text/base64.ts";
import { htmlPage } from "./html_page.ts";
import { wordsHtml } from "./html_words.ts";
import { FILM_SCRIPT } from "./film_script.ts";
import type { Figure, Page } from "./page.ts";

/** One moment of a film. */
export interface FilmFrame {
  /** When it is and what is known of it, in a line. */
  readonly words: string;
  /** How far the cursors of the courses are, from 0 to 1. */
  readonly share: number;
  /** Drawn anew for each moment; the same ones in the same order in all of them. */
  readonly figures: readonly Figure[];
}

/** A film. */
export interface Film {
  /** Charts of the whole time, across which a cursor moves. */
  readonly courses: readonly Figure[];
  /** At least one, in order. */
  readonly frames: readonly FilmFrame[];
}

/** Moments that stand for the film where it cannot be played. */
const STILLS = 6;

/** A page that shows a film above its blocks. */
export function filmPage(page: Page, film: Film): string {
  return htmlPage(page, {
    markup: filmMarkup(film),
    styles: STYLES,
    script: FILM_SCRIPT,
    scriptHash: base64Of(sha256(utf8ToBytes(FILM_SCRIPT))),
  });
}

function filmMarkup({ courses, frames }: Film): string {
  const last = frames.length - 1;
  const stills = new Set(
    Array.from(
      { length: Math.min(STILLS, frames.length) },
      (_, index) => Math.round(index * last / Math.max(1, Math.min(STILLS, frames.length) - 1)),
    ),
  );
  const moments = frames.map(({ words, share }) =>
    `<li data-share="${coordinate(share * 10000)}">${text(words)}</li>`
  );
  return `<div class="film" id="film">
<div class="controls" role="group" aria-label="Player">
<button type="button" id="play">Play</button>
<input type="range" id="moment" min="0" max="${last}" value="${last}" step="1" aria-label="Moment of the training"/>
<p id="words">${text(frames[last].words)}</p>
</div>
<p class="still" id="still" hidden="hidden">Your system asks for less motion, so the film stands still: move it with the slider or the arrow keys.</p>
<ol class="moments" hidden="hidden">${moments.join("")}</ol>
<div class="figures">
<div class="courses">
${courses.map(courseHtml).join("\n")}
</div>
${frames[last].figures.map((_, index) => shotsHtml(frames, index, stills)).join("\n")}
</div>
</div>`;
}

function courseHtml({ id, caption, draw }: Figure): string {
  return `<figure>\n${draw({ id, styles: "page" })}<figcaption>${wordsHtml(caption)}</figcaption>\n</figure>`;
}

/** One figure at all moments. */
function shotsHtml(frames: readonly FilmFrame[], index: number, stills: ReadonlySet<number>): string {
  const shots = frames.map(({ words, figures }, moment) => {
    const { id, draw } = figures[index];
    const kind = stills.has(moment) ? "shot picked" : "shot";
    return `<div class="${kind}" data-moment="${moment}">\n${
      draw({ id: `${id}-at-${moment}`, styles: "page" })
    }<p class="when">${text(words)}</p>\n</div>`;
  });
  const { caption } = frames[frames.length - 1].figures[index];
  return `<figure class="shots">\n${shots.join("\n")}\n<figcaption>${
    wordsHtml(caption)
  }</figcaption>\n</figure>`;
}

/** Without its script the page shows the picked moments, side by side; on paper as well. */
const STYLES = `.controls,.shot,.cursor{display:none}
.picked{display:block}
.courses{display:contents}
.cursor{stroke-dasharray:none;stroke-width:1.25}
.shots{grid-column:1/-1;display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,16rem),1fr));gap:1rem 1.5rem}
.shots figcaption{grid-column:1/-1}
.when{margin:.2rem 0;color:var(--muted);font-size:.85rem}
.still{border-left:.3rem solid var(--line);padding-left:.75rem}
@media screen{
.ready .controls{display:flex;flex-wrap:wrap;align-items:center;gap:.5rem 1rem;margin:1rem 0;position:sticky;top:0;z-index:1;background:var(--paper);padding:.5rem 0;border-bottom:1px solid var(--line)}
.ready .shots{display:block;grid-column:auto}
.ready .shot,.ready .when{display:none}
.ready .shown{display:block}
.ready .cursor{display:inline}
}
@media screen and (min-width:100rem){
.ready .figures{grid-template-columns:repeat(3,1fr);gap:.5rem 2rem;margin-top:.5rem}
.ready .courses{display:grid;gap:.5rem}
}
.controls button{font:inherit;min-width:5.5rem;padding:.35rem 1rem;border:1px solid var(--muted);border-radius:.3rem;background:var(--soft);color:var(--ink);cursor:pointer}
.controls input{flex:1 1 14rem;min-width:0;accent-color:var(--low)}
.controls p{margin:0;flex:1 0 100%;font-variant-numeric:tabular-nums}
:focus-visible{outline:.15rem solid var(--low);outline-offset:.15rem}
@media print{.shots{grid-template-columns:repeat(3,1fr)}.shot{break-inside:avoid}}`;
