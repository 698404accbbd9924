// The script of a film page: a slider, a button and keys choose which moment is shown.
// Why a text: it runs in the reader's browser, and a page holds everything that it needs; it is written without & and <, which
// XML would read as markup.
// What must not change: nothing moves by itself, and nothing plays where the reader's system asks for less motion.

/** The script, as the page holds it. */
export const FILM_SCRIPT = `
"use strict";
const film = document.getElementById("film");
const play = document.getElementById("play");
const slider = document.getElementById("moment");
const words = document.getElementById("words");
const moments = [...film.querySelectorAll(".moments li")];
const shots = moments.map((_, moment) => [...film.querySelectorAll('[data-moment="' + moment + '"]')]);
const cursors = [...film.querySelectorAll(".cursor")];
const last = moments.length - 1;
const still = matchMedia("(prefers-reduced-motion: reduce)");
const FILM_MS = 12000;
let shown = -1;
let timer = null;

function show(moment) {
  if (moment === shown) return;
  for (const shot of shots[shown] || []) shot.classList.remove("shown");
  for (const shot of shots[moment]) shot.classList.add("shown");
  shown = moment;
  slider.value = String(moment);
  words.textContent = moments[moment].textContent;
  slider.setAttribute("aria-valuetext", words.textContent);
  const share = Number(moments[moment].dataset.share) / 10000;
  for (const cursor of cursors) {
    cursor.setAttribute("transform", "translate(" + share * Number(cursor.dataset.length) + ",0)");
  }
}

function stop() {
  clearInterval(timer);
  timer = null;
  play.textContent = "Play";
}

function toggle() {
  if (timer !== null) return stop();
  if (still.matches) return;
  if (shown === last) show(0);
  play.textContent = "Pause";
  timer = setInterval(() => {
    show(Math.min(last, shown + 1));
    if (shown === last) stop();
  }, Math.max(100, FILM_MS / moments.length));
}

function respectMotion() {
  if (still.matches) stop();
  play.hidden = still.matches;
  document.getElementById("still").hidden = !still.matches;
}

const STEPS = { ArrowLeft: -1, ArrowRight: 1 };

play.addEventListener("click", toggle);
slider.addEventListener("input", () => {
  stop();
  show(Number(slider.value));
});
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.target === slider) return;
  // The button takes a blank by itself, and a table that scrolls takes the arrows.
  const isFree = event.target === document.body;
  const step = isFree || event.target === play ? STEPS[event.key] : undefined;
  if (step !== undefined) {
    stop();
    show(Math.max(0, Math.min(last, shown + step)));
  } else if (isFree ? event.key === " " : false) toggle();
  else return;
  event.preventDefault();
});
still.addEventListener("change", respectMotion);
film.classList.add("ready");
respectMotion();
show(0);
`;
