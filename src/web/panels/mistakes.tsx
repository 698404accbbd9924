// Every mistake of the text, each with its place and what mends it.
// Why no live region: whoever types would hear each key; `announcer.tsx` says them a moment later.

/** @jsx h */
import type { PlayDocument } from "../../play/document.ts";
import { lineAt } from "../../play/line_at.ts";
import type { Mistake } from "../../play/mistakes.ts";
import type { App } from "../app.ts";
import { h, type JSX, useEffect, useRef } from "../preact.ts";

/** How many there are. */
export function mistakesHead({ length }: readonly Mistake[]): string {
  return length === 1 ? "One mistake" : `${length} mistakes`;
}

/** Where one is: `line 3`; in a data file `rows.csv line 3`. */
export function placeOf({ text, files }: PlayDocument, { file, from }: Mistake): string {
  return file === null ? `line ${lineAt(text, from)}` : `${file} line ${lineAt(files[file] ?? "", from)}`;
}

export function Mistakes({ app }: { app: App }): JSX.Element {
  const mistakes = app.store.mistakes.value;
  const list = useRef<HTMLDivElement>(null);
  const hasAny = mistakes.length > 0;
  useEffect(() => {
    // Whoever made it elsewhere, in a cell, must come to see why nothing is learned; whoever types has it below the text.
    const { current } = list;
    if (hasAny && !current!.parentElement!.contains(document.activeElement)) {
      current!.scrollIntoView({ block: "nearest" });
    }
  }, [hasAny]);
  return (
    <div ref={list} class="mistakes">
      {!hasAny ? null : (
        <div>
          <p class="mistakes-head">
            {mistakesHead(mistakes)}
            {app.store.facts.value === null ? "" : "; the picture is of the last text that reads"}
          </p>
          <ul>
            {mistakes.map((mistake) => (
              <MistakeLine key={`${mistake.from} ${mistake.message}`} app={app} mistake={mistake} />
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}

function MistakeLine({ app, mistake }: { app: App; mistake: Mistake }): JSX.Element {
  const { document, fixes, tab, wantedCaret } = app.store;
  const place = placeOf(document.value, mistake);
  // On a phone the text must be in sight first.
  const go = (): void => {
    tab.value = "text";
    requestAnimationFrame(() => wantedCaret.value = mistake.from);
  };
  const mending = fixes.value.get(mistake) ?? [];
  return (
    <li>
      {mistake.file === null
        ? <button type="button" class="quiet line" onClick={go}>{place}</button>
        : <span class="line">{place}</span>} {mistake.message} {mending.length > 0
        ? mending.map(({ label, edit }) => (
          <button
            key={label}
            type="button"
            onClick={() => app.edits.apply(edit, null)}
          >
            {label}
          </button>
        ))
        : mistake.hint === null
        ? null
        : <span class="hint">{mistake.hint}</span>}
    </li>
  );
}
