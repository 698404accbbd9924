// How the editor looks: in the page's own colours, so that it is light and dark with it.
// Why here and not in the style sheets: those do not reach into a shadow root, custom properties do.

import { EditorView, HighlightStyle, tags } from "./codemirror.ts";

/** Its frame, gutter, lists and boxes. */
export const editorTheme = EditorView.theme({
  "&": { color: "var(--ink)", backgroundColor: "transparent", fontSize: "0.78rem", height: "100%" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.6" },
  ".cm-content": { caretColor: "var(--ink)", padding: "0.5rem 0" },
  // As the layout: beside nothing a long line has room below itself, and needs no scrolling.
  "@media (max-width: 47.5rem)": {
    ".cm-content": { flexShrink: "1", whiteSpace: "break-spaces", overflowWrap: "anywhere" },
  },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  ".cm-gutters": { backgroundColor: "var(--paper)", color: "var(--muted)", border: "none" },
  ".number, .number *": { color: "var(--code-number)" },
  ".number": { borderBottom: "1px dotted var(--strong-line)" },
  ".cm-activeLine": { backgroundColor: "var(--soft)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    backgroundColor: "var(--selection)",
  },
  ".cm-matchingBracket, &.cm-focused .cm-matchingBracket": {
    backgroundColor: "var(--selection)",
    color: "inherit",
  },
  ".cm-tooltip": {
    backgroundColor: "var(--paper)",
    color: "var(--ink)",
    border: "1px solid var(--line)",
    borderRadius: "0.5rem",
    boxShadow: "var(--shadow)",
    maxWidth: "24rem",
    padding: "0.25rem",
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: "var(--mono)", maxHeight: "14rem" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: "0.3rem 0.5rem", borderRadius: "0.25rem" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": {
    backgroundColor: "var(--accent)",
    color: "var(--paper)",
  },
  ".cm-completionDetail": { fontStyle: "normal", opacity: "0.8" },
  ".cm-completionInfo": { padding: "0.5rem 0.7rem", font: "0.8125rem/1.45 system-ui, sans-serif" },
  ".explanation": { padding: "0.4rem 0.6rem", font: "0.8125rem/1.5 system-ui, sans-serif" },
  ".cm-diagnostic": {
    font: "0.8125rem/1.45 system-ui, sans-serif",
    borderLeftColor: "var(--wrong)",
    whiteSpace: "pre-wrap",
  },
  ".cm-lintRange-error": {
    backgroundImage: "none",
    textDecoration: "underline wavy var(--wrong) 1.5px",
    textUnderlineOffset: "3px",
  },
});

/** Its words: keys, numbers and comments look apart, and the rest is plain. */
export const editorHighlighting = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: "var(--code-key)" },
  { tag: tags.comment, color: "var(--muted)", fontStyle: "italic" },
  { tag: [tags.separator, tags.punctuation, tags.squareBracket, tags.brace], color: "var(--muted)" },
]);
