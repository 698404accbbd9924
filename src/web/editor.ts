// The editor of the text: our completion, our explanations and our mistakes in an editor that others wrote.
// What must not change: the document is the page's; the editor shows it, reports what is typed, and keeps no undo of its
// own. It lives in a shadow root, where its styles are allowed by the page's policy.

import { editedText, type PlayDocument, wholeEdit } from "../play/document.ts";
import type { Hover } from "../play/hover.ts";
import { numberAt, scrubEdit } from "../play/scrub.ts";
import type { App } from "./app.ts";
import {
  Annotation,
  autocompletion,
  bracketMatching,
  closeBrackets,
  closeBracketsKeymap,
  closeHoverTooltips,
  type CompletionContext,
  completionKeymap,
  type CompletionResult,
  type Diagnostic,
  drawSelection,
  EditorState,
  EditorView,
  type Extension,
  highlightActiveLine,
  hoverTooltip,
  indentUnit,
  keymap,
  lineNumbers,
  setDiagnostics,
  showTooltip,
  standardKeymap,
  StateEffect,
  StateField,
  syntaxHighlighting,
  type Tooltip,
  type ViewUpdate,
  yaml,
} from "./codemirror.ts";
import { markedNumbers } from "./editor_numbers.ts";
import { editorHighlighting, editorTheme } from "./editor_theme.ts";
import { effect } from "./preact.ts";
import { scrubKey } from "./scrub_key.ts";

/** A change that the page made: it is not reported back. */
const ofPage = Annotation.define<boolean>();

/** What is selected in a text, from where it began to where the caret is. */
export interface TextSelection {
  readonly anchor: number;
  readonly head: number;
}

/**
 * Opens the editor in an element, with the page's document.
 *
 * @param typing where somebody is typing in the field that it replaces: they go on there. Null for nobody.
 */
export function openEditor(host: HTMLElement, app: App, typing: TextSelection | null): void {
  const root = host.attachShadow({ mode: "open", delegatesFocus: true });
  const view = new EditorView({
    root,
    parent: root,
    state: EditorState.create({
      doc: app.store.document.value.text,
      extensions: extensionsFor(app),
      ...(typing === null ? {} : { selection: typing }),
    }),
  });
  if (typing !== null) {
    view.focus();
    view.dispatch({ scrollIntoView: true });
  }
  effect(() => followDocument(view, app.store.document.value, app.store.history.peek().present.caret));
  effect(() => view.dispatch(setDiagnostics(view.state, diagnosticsOf(app))));
  effect(() => goWhereWanted(view, app));
  listenForScrubbing(view, app);
}

function extensionsFor(app: App): Extension {
  return [
    lineNumbers(),
    drawSelection(),
    highlightActiveLine(),
    bracketMatching(),
    closeBrackets(),
    indentUnit.of("  "),
    yaml(),
    syntaxHighlighting(editorHighlighting),
    editorTheme,
    markedNumbers,
    EditorView.contentAttributes.of(() => ({
      "aria-label": "Text of the experiment",
      "aria-invalid": String(app.store.mistakes.peek().length > 0),
      spellcheck: "false",
      tabindex: "0",
    })),
    autocompletion({ override: [(context) => completionsAt(context, app)], icons: false }),
    hoverTooltip((view, offset) => explanationAt(view, offset, app)),
    explained,
    EditorView.domEventHandlers({
      keydown: (event, view) => scrubByKey(event, view, app),
      beforeinput: (event, view) => insertPlainly(event, view),
      blur: (_, view) => void endExplanation(view),
    }),
    keymap.of([
      { key: "F1", run: (view) => explainAtCaret(view, app) },
      { key: "Escape", run: endExplanation },
      ...closeBracketsKeymap,
      ...completionKeymap,
      ...standardKeymap,
    ]),
    EditorView.updateListener.of((update) => report(update, app)),
  ];
}

function report(update: ViewUpdate, app: App): void {
  if (!update.docChanged || update.transactions.some((transaction) => transaction.annotation(ofPage))) return;
  app.edits.type(update.state.doc.toString(), update.state.selection.main.head);
}

function goWhereWanted(view: EditorView, { store: { wantedCaret } }: App): void {
  const at = wantedCaret.value;
  if (at === null) return;
  view.focus();
  view.dispatch({ selection: { anchor: Math.min(at, view.state.doc.length) }, scrollIntoView: true });
  wantedCaret.value = null;
}

/** Shows the page's text, where another part of the page has changed it. */
function followDocument(view: EditorView, { text }: PlayDocument, caret: number): void {
  const shown = view.state.doc.toString();
  if (shown === text) return;
  const [change] = wholeEdit(shown, text).changes;
  // A caret that is not where the text has changed was left at another change: of one that is undone it is that before it.
  const end = change.from + change.insert.length;
  const anchor = caret >= change.from && caret <= end ? caret : end;
  const selection = view.hasFocus ? { selection: { anchor }, scrollIntoView: true } : {};
  view.dispatch({ changes: change, annotations: ofPage.of(true), ...selection });
}

async function completionsAt(context: CompletionContext, app: App): Promise<CompletionResult | null> {
  const text = context.state.doc.toString();
  if (
    !context.explicit && !/[\w.]$/.test(context.state.sliceDoc(Math.max(0, context.pos - 1), context.pos))
  ) {
    return null;
  }
  const answer = await app.engine.ask({ kind: "complete", text, offset: context.pos });
  if (answer.kind !== "completion" || answer.completion === null) return null;
  const { from, to, options } = answer.completion;
  return {
    from,
    to,
    options: options.map(({ label, insert, detail, info, kind }) => ({
      label,
      apply: insert,
      detail,
      info,
      type: kind === "key" ? "property" : "constant",
    })),
  };
}

async function explanationAt(view: EditorView, offset: number, app: App): Promise<Tooltip | null> {
  const answer = await app.engine.ask({ kind: "hover", text: view.state.doc.toString(), offset });
  // One box is enough where a pointer happens to rest.
  const isShown = view.state.field(explained) !== null;
  return answer.kind === "hover" && answer.hover !== null && !isShown ? tooltipOf(answer.hover) : null;
}

function tooltipOf({ from, to, key, lines }: Hover): Tooltip {
  const create = (): { dom: HTMLElement } => {
    const dom = document.createElement("div");
    dom.className = "explanation";
    const head = document.createElement("strong");
    head.textContent = key;
    dom.append(
      head,
      ...lines.map((line) => {
        const paragraph = document.createElement("div");
        paragraph.textContent = line;
        return paragraph;
      }),
    );
    return { dom };
  };
  return { pos: from, end: to, above: true, create };
}

/** Shows an explanation, or takes it away. */
const explain = StateEffect.define<Tooltip | null>();

/** What a key has asked to be explained: it goes with the caret, the text or the focus, and is where the pointer need not be. */
const explained = StateField.define<Tooltip | null>({
  create: () => null,
  update: (shown, { effects, docChanged, selection }) =>
    effects.reduce(
      (before, effect) => effect.is(explain) ? effect.value : before,
      docChanged || selection ? null : shown,
    ),
  provide: (field) => showTooltip.from(field),
});

/** Explains what is at the caret, also to whoever does not see it: beside the caret, for the key may be out of sight in a long line. */
function explainAtCaret(view: EditorView, app: App): boolean {
  const { state } = view;
  app.explanation(state.doc.toString(), state.selection.main.head).then((hover) => {
    if (view.state.doc !== state.doc || !view.state.selection.eq(state.selection)) return;
    app.store.deed.value = [hover.key, ...hover.lines].join(". ");
    const tooltip = { ...tooltipOf(hover), pos: state.selection.main.head };
    view.dispatch({ effects: [closeHoverTooltips, explain.of(tooltip)] });
  });
  return true;
}

/** Takes an explanation away, where there is one. */
function endExplanation(view: EditorView): boolean {
  if (view.state.field(explained) === null) return false;
  view.dispatch({ effects: explain.of(null) });
  return true;
}

function diagnosticsOf(app: App): readonly Diagnostic[] {
  const { text } = app.store.document.peek();
  return app.store.mistakes.value.filter(({ file }) => file === null).map((mistake) => ({
    from: Math.min(mistake.from, text.length),
    to: Math.min(mistake.to, text.length),
    severity: "error",
    message: mistake.hint === null ? mistake.message : `${mistake.message}\n${mistake.hint}`,
  }));
}

/**
 * Puts typed characters into the text without the browser's help, which would keep the looks of what was there in a style
 * attribute, and the page's policy forbids those. What an input method composes is left to the editor.
 */
function insertPlainly(event: InputEvent, view: EditorView): boolean {
  const { data, inputType } = event;
  if (inputType !== "insertText" || data === null || view.composing || event.isComposing) return false;
  event.preventDefault();
  const { from, to } = view.state.selection.main;
  const insert = () => view.state.update(view.state.replaceSelection(data), { userEvent: "input.type" });
  const isHandled = view.state.facet(EditorView.inputHandler)
    .some((handler) => handler(view, from, to, data, insert));
  if (!isHandled) view.dispatch(insert());
  return true;
}

function scrubByKey(event: KeyboardEvent, view: EditorView, app: App): boolean {
  const edit = scrubKey(event, view.state.doc.toString(), view.state.selection.main.head);
  if (edit === null) return false;
  app.edits.scrub(edit);
  return true;
}

/** Pixels of a drag that are one step. */
const SCRUB_PIXELS = 4;

/** Alt and a drag over a number move it. */
function listenForScrubbing(view: EditorView, app: App): void {
  view.contentDOM.addEventListener("pointerdown", (event) => {
    const offset = view.posAtCoords({ x: event.clientX, y: event.clientY });
    if (!event.altKey || event.button !== 0 || offset === null) return;
    const text = view.state.doc.toString();
    const target = numberAt(text, offset);
    if (target === null) return;
    event.preventDefault();
    view.contentDOM.setPointerCapture(event.pointerId);
    const move = ({ clientX }: PointerEvent): void => {
      const edit = scrubEdit(text, offset, Math.round((clientX - event.clientX) / SCRUB_PIXELS));
      if (edit !== null) app.edits.type(editedText(text, edit), edit.caret ?? offset, `scrub ${target.from}`);
    };
    const end = (): void => {
      view.contentDOM.removeEventListener("pointermove", move);
      app.edits.endGesture();
    };
    view.contentDOM.addEventListener("pointermove", move);
    view.contentDOM.addEventListener("pointerup", end, { once: true });
    view.contentDOM.addEventListener("pointercancel", end, { once: true });
  });
  view.contentDOM.addEventListener("mousedown", (event) => {
    if (event.altKey) event.preventDefault(); // no selection of a rectangle
  }, { capture: true });
}
