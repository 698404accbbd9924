// What a person tinkers with: the text of an experiment and the data files that it names; and edits of that text.
// What must not change: the text is the one truth. Whatever a gesture wants, it says as changes of the text.

/** The text of an experiment with its data files. */
export interface PlayDocument {
  /** What its file is called, without `.yaml`: the name of an experiment that does not name itself. */
  readonly name: string;
  /** The YAML. */
  readonly text: string;
  /** The texts of data files, by the names that the experiment has for them. */
  readonly files: Readonly<Record<string, string>>;
}

/** A stretch of a text, `[from, to)` in UTF-16 units, and what takes its place. */
export interface TextChange {
  readonly from: number;
  readonly to: number;
  readonly insert: string;
}

/** Changes of one text: rising, and none over another; all places are those of the text before. */
export interface TextEdit {
  readonly changes: readonly TextChange[];
  /** Where the caret goes, in the text after; null where it moves along with its text. */
  readonly caret: number | null;
}

/**
 * A text with an edit made.
 *
 * @example
 * ```ts
 * const edit = { changes: [{ from: 8, to: 9, insert: "500" }], caret: null };
 * if (editedText("epochs: 1", edit) !== "epochs: 500") throw new Error("wrong");
 * ```
 */
export function editedText(text: string, { changes }: TextEdit): string {
  let edited = "";
  let at = 0;
  for (const { from, to, insert } of changes) {
    edited += text.slice(at, from) + insert;
    at = to;
  }
  return edited + text.slice(at);
}

/** The one change that leads from a text to another: what they share at both ends stays. */
export function wholeEdit(oldText: string, newText: string): TextEdit {
  if (oldText === newText) return { changes: [], caret: null };
  const shorter = Math.min(oldText.length, newText.length);
  let start = 0;
  while (start < shorter && oldText[start] === newText[start]) start++;
  let end = 0;
  while (end < shorter - start && oldText[oldText.length - 1 - end] === newText[newText.length - 1 - end]) {
    end++;
  }
  const insert = newText.slice(start, newText.length - end);
  return { changes: [{ from: start, to: oldText.length - end, insert }], caret: null };
}
