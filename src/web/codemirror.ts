// CodeMirror: the one place where the page names it, with its versions. It is loaded after the first answer is there.
// Why this editor: it works by touch and with screen readers, and takes completion and mistakes from wherever one likes.

export {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  type CompletionContext,
  completionKeymap,
  type CompletionResult,
} from "npm:@codemirror/autocomplete@6.20.4";
export { standardKeymap } from "npm:@codemirror/commands@6.11.1";
export {
  bracketMatching,
  HighlightStyle,
  indentUnit,
  syntaxHighlighting,
} from "npm:@codemirror/language@6.13.1";
export { yaml } from "npm:@codemirror/lang-yaml@6.1.3";
export { type Diagnostic, setDiagnostics } from "npm:@codemirror/lint@6.9.8";
export {
  Annotation,
  EditorState,
  type Extension,
  StateEffect,
  StateField,
} from "npm:@codemirror/state@6.7.6";
export {
  closeHoverTooltips,
  Decoration,
  type DecorationSet,
  drawSelection,
  EditorView,
  highlightActiveLine,
  hoverTooltip,
  keymap,
  lineNumbers,
  MatchDecorator,
  showTooltip,
  type Tooltip,
  ViewPlugin,
  type ViewUpdate,
} from "npm:@codemirror/view@6.43.15";
export { tags } from "npm:@lezer/highlight@1.2.5";
