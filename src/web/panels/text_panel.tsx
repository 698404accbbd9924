// The text of the experiment: a plain text field at once, an editor when that has loaded.
// Why both: the field works everywhere and on a phone's keyboard; the editor completes, explains and marks mistakes.

/** @jsx h */
import type { Hover } from "../../play/hover.ts";
import type { App } from "../app.ts";
import type { TextSelection } from "../editor.ts";
import { effect, h, type JSX, useEffect, useRef, useSignal } from "../preact.ts";
import { scrubKey } from "../scrub_key.ts";
import { Later } from "./later.tsx";

export function TextPanel({ app }: { app: App }): JSX.Element {
  const hasEditor = useSignal(false);
  const explained = useSignal<{ readonly text: string; readonly hover: Hover } | null>(null);
  const { text } = app.store.document.value;
  // Of another text it is no longer true.
  const { key = "", lines = [] } = explained.value?.text === text ? explained.value.hover : {};
  const host = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (matchMedia("(pointer: coarse), (max-width: 760px)").matches) return;
    const load = async (): Promise<void> => {
      const editor = await import("../editor.ts").catch(() => null);
      // Without it the field stays, in which everything can be typed.
      if (editor === null) return;
      const place = host.current!;
      // Whoever is typing goes on in the editor, which takes the focus where it can be seen.
      place.hidden = false;
      editor.openEditor(place, app, caretIn(document.activeElement));
      hasEditor.value = true;
    };
    // After the first answer is there: nothing may delay that.
    app.loop.whenIdle(() => setTimeout(load, 50));
  }, []);
  /** In the plain field: the editor has a place of its own for it. */
  const explain = async (): Promise<void> => {
    explained.value = { text, hover: await app.explanation(text, field.current!.selectionStart) };
  };
  return (
    <section class="panel text-panel" aria-labelledby="text-title">
      <header class="panel-head">
        <h2 id="text-title">The experiment</h2>
        <p class="hint">Alt ↑ ↓ or drag moves a number, F1 explains a key</p>
        {hasEditor.value ? null : (
          <button type="button" class="quiet explain" onClick={explain}>
            Explain the key at the caret
          </button>
        )}
      </header>
      <div class="explained" role="status">
        {key === "" ? null : (
          <p>
            <strong>{key}</strong>
            {lines.map((line) => <span key={line}>{line}</span>)}
          </p>
        )}
      </div>
      <div ref={host} class="editor" hidden={!hasEditor.value} />
      {hasEditor.value ? null : <TextField app={app} field={field} explain={explain} />}
      <pre class="printed">{text}</pre>
      <Later
        isWanted={app.store.mistakes.value.length > 0}
        load={async () => (await import("../soon_panels.ts")).Mistakes}
        props={{ app }}
      />
    </section>
  );
}

/** Where one is typing in the field, as a selection; null where one is not. */
function caretIn(element: Element | null): TextSelection | null {
  if (!(element instanceof HTMLTextAreaElement && element.matches(".text"))) return null;
  const { selectionStart, selectionEnd, selectionDirection } = element;
  return selectionDirection === "backward"
    ? { anchor: selectionEnd, head: selectionStart }
    : { anchor: selectionStart, head: selectionEnd };
}

function TextField({ app, field, explain }: {
  app: App;
  field: { current: HTMLTextAreaElement | null };
  explain: () => void;
}): JSX.Element {
  const { text } = app.store.document.value;
  useEffect(() =>
    effect(() => {
      const { wantedCaret } = app.store;
      const at = wantedCaret.value;
      if (at === null) return;
      field.current!.focus();
      field.current!.setSelectionRange(at, at);
      wantedCaret.value = null;
    }), []);
  return (
    <textarea
      ref={field}
      class="text"
      aria-label="Text of the experiment"
      aria-invalid={app.store.mistakes.value.length > 0}
      spellcheck={false}
      autocapitalize="off"
      autocomplete="off"
      value={text}
      onInput={(event) => app.edits.type(event.currentTarget.value, event.currentTarget.selectionStart)}
      onKeyDown={(event) => {
        if (event.key === "F1") {
          event.preventDefault();
          explain();
        }
        const edit = scrubKey(event, text, event.currentTarget.selectionStart);
        if (edit === null) return;
        event.preventDefault();
        app.edits.scrub(edit);
        const caret = edit.caret!;
        requestAnimationFrame(() => field.current?.setSelectionRange(caret, caret));
      }}
    />
  );
}
