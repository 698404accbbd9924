// Keys that work everywhere on the page: undo, redo, play, and a step of time.
// What must not change: while something is typed in, its own keys are its own; undo in the text is the page's undo. A letter
// alone works where it can be expected: who speaks to the page types letters anywhere.

import type { App } from "./app.ts";

/** Listens for keys. */
export function listenForKeys(app: App): void {
  addEventListener("keydown", (event) => {
    if (event.defaultPrevented || app.store.dialog.value !== null) return;
    const isCommand = event.ctrlKey || event.metaKey;
    const key = event.key.toLowerCase();
    if (isCommand && !event.altKey && (key === "z" || key === "y")) {
      if (isFieldOfOwn(event)) return;
      event.preventDefault();
      if (key === "y" || event.shiftKey) app.edits.redo();
      else app.edits.undo();
      return;
    }
    if (key === "escape") app.store.notice.value = null;
    if (isCommand || event.altKey || isTyping(event) || !isAtTime(event)) return;
    if (key === ",") app.clock.step(-1);
    else if (key === ".") app.clock.step(1);
    else if (key === "p") app.clock.toggle();
    else return;
    event.preventDefault();
  });
}

function isTyping(event: Event): boolean {
  const [element] = event.composedPath() as Element[];
  return element instanceof HTMLElement &&
    (element.isContentEditable || element.matches("input:not([type=range]), textarea, select"));
}

/** In what time changes: its bar, and the map. */
function isAtTime({ target }: Event): boolean {
  return (target as Element).closest(".time-bar, .map-panel") !== null;
}

/** A field whose text is not the experiment's, such as a cell that is being typed in: it has its own undo. */
function isFieldOfOwn(event: Event): boolean {
  const [element] = event.composedPath() as Element[];
  return element instanceof HTMLElement && element.matches("input:not([type=range]), textarea:not(.text)");
}
