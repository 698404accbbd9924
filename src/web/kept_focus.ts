// Keeps the focus near where it was when what has it goes or is switched off: a row that is removed, a pin, the last undo.
// Why in one place: whichever panel it was, the next Tab would else begin at the top of the page.

/**
 * What takes the focus; no field, which would bring up the keyboard of a phone, and no mark on the map, whose arrow keys change
 * the text: whoever has just clicked may want to scroll.
 */
const CONTROLS = "button:enabled:not(.mark), select:enabled, summary, a, .editor";

/** Looks after the focus for as long as the page is open. */
export function keepFocus(): void {
  let last: Element | null = null;
  /** What it was in, the innermost first; and what came behind it. */
  let around: readonly Element[] = [];
  let behind: readonly Element[] = [];
  addEventListener("focusin", ({ target }) => {
    const element = last = target as Element;
    around = surroundingsOf(element);
    behind = controlsIn(document.body).filter((control) =>
      element.compareDocumentPosition(control) & Node.DOCUMENT_POSITION_FOLLOWING
    );
  });
  // Whoever clicks elsewhere has left it.
  addEventListener("pointerdown", ({ target }) => {
    if (!last?.contains(target as Element)) last = null;
  }, true);
  new MutationObserver(() => {
    const focused = document.activeElement;
    if (last === null || isThere(last) || focused !== document.body && focused !== last) return;
    last = null;
    for (const each of around) {
      // What comes next, or else what came before.
      const controls = controlsIn(each);
      const next = controls.find((control) => behind.includes(control)) ?? controls.at(-1);
      if (next !== undefined) return next.focus({ preventScroll: true });
    }
  }).observe(document.body, { subtree: true, childList: true, attributeFilter: ["disabled"] });
}

function isThere(element: Element): boolean {
  return element.isConnected && !element.matches(":disabled");
}

function surroundingsOf({ parentElement }: Element): readonly Element[] {
  return parentElement === null ? [] : [parentElement, ...surroundingsOf(parentElement)];
}

/** Those that are seen: none where it is gone itself. */
function controlsIn(element: Element): readonly HTMLElement[] {
  return [...element.querySelectorAll<HTMLElement>(CONTROLS)]
    .filter((control) => control.getClientRects().length > 0);
}
