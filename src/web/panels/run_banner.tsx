// Where training takes long: a button that starts it, and how far it is; the last result stays, greyed and labelled.
// Why not at once: a phone should not get hot because somebody typed a digit.

/** @jsx h */
import { durationText } from "../../text/duration.ts";
import type { App } from "../app.ts";
import { h, type JSX } from "../preact.ts";

/** What is seen, where it is not the result of the text. */
const WORDS = {
  none: "Not trained yet.",
  partial: "Stopped before its end.",
  stale: "You see the result before the change.",
} as const;

export function RunBanner({ app }: { app: App }): JSX.Element | null {
  const { freshness, training, facts, isLong, mistakes, run } = app.store;
  const underway = training.value;
  if (underway !== null && underway.what === "train") {
    const percent = Math.floor(underway.done / underway.total * 100);
    return (
      <section class="banner" aria-label="Training">
        <progress max={underway.total} value={underway.done} aria-label="training">{percent}%</progress>
        <p>epoch {Math.floor(underway.done)} of {underway.total}</p>
        <button type="button" onClick={() => app.loop.stop()}>Stop</button>
      </section>
    );
  }
  if (mistakes.value.length > 0 || facts.value === null) return null;
  // A short training is under way, and ends before anybody could read of it.
  if (!isLong.value && freshness.value !== "fresh") return null;
  if (freshness.value === "fresh") {
    const notes = [facts.value.sweepNote ?? [], run.value?.notes ?? []].flat();
    if (notes.length === 0) return null;
    return (
      <section class="banner notes" aria-label="Notes">
        {notes.map((note) => <p key={note}>{note}</p>)}
      </section>
    );
  }
  return (
    <section class="banner" aria-label="Training">
      <p>
        {WORDS[freshness.value]} It takes about {durationText(facts.value.estimateMs)}.
      </p>
      <button type="button" class="primary" onClick={() => app.loop.train()}>Run</button>
    </section>
  );
}
