// Marks the numbers that can be scrubbed, so that one sees what can be changed.
// What must not change: what is marked is what `play/scrub.ts` takes for a number, and nothing in a comment or a name.

import { numberAt } from "../play/scrub.ts";
import {
  Decoration,
  type DecorationSet,
  type EditorView,
  type Extension,
  MatchDecorator,
  ViewPlugin,
  type ViewUpdate,
} from "./codemirror.ts";

const mark = Decoration.mark({ class: "number" });

const decorator = new MatchDecorator({
  regexp: /[-+]?\d[\d.eE+-]*/g,
  decorate(add, from, to, match, view) {
    const line = view.state.doc.lineAt(from);
    const number = numberAt(line.text, from - line.from + (/^[-+]/.test(match[0]) ? 1 : 0));
    if (number !== null && line.from + number.from >= from - 1) {
      add(Math.max(from, line.from + number.from), Math.min(to, line.from + number.to), mark);
    }
  },
});

/** Numbers, marked. */
export const markedNumbers: Extension = ViewPlugin.fromClass(
  class {
    marks: DecorationSet;

    constructor(view: EditorView) {
      this.marks = decorator.createDeco(view);
    }

    update(update: ViewUpdate): void {
      this.marks = decorator.updateDeco(update, this.marks);
    }
  },
  { decorations: ({ marks }) => marks },
);
