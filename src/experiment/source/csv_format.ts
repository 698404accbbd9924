// How a CSV file is written, as `dataset.file` says it: its separator, its decimal mark, its header, what means nothing.
// What must not change: nothing here is guessed; what a file does not say of itself is commas, points and a header line.

/** How a CSV file is written. */
export interface CsvFormat {
  /** One character, a tab among them; `space` for any run of blanks. */
  readonly separator: string;
  readonly decimal: "." | ",";
  /** Whether somebody said so. */
  readonly isDecimalSaid: boolean;
  /** The names of the columns of a file without a header line; `none` for c1, c2, …; null where its first line has them. */
  readonly header: readonly string[] | "none" | null;
  /** Texts that mean the same as an empty cell. */
  readonly missing: readonly string[];
  /** The column that names the rows; `none` for none, null for the one that is called `name`. */
  readonly rowName: string | null;
}

/** The format of a file of which nothing is said. */
export const PLAIN_FORMAT: CsvFormat = {
  separator: ",",
  decimal: ".",
  isDecimalSaid: false,
  header: null,
  missing: [],
  rowName: null,
};

/** Words for what cannot be seen, or is read more easily; `\t` as a shell passes it on. */
const SEPARATORS: Readonly<Record<string, string>> = {
  blank: "space",
  blanks: "space",
  comma: ",",
  pipe: "|",
  semicolon: ";",
  spaces: "space",
  tab: "\t",
  tabs: "\t",
  whitespace: "space",
  " ": "space",
  "\\t": "\t",
  "\\s+": "space",
};

/** The separator that a text of the user's means; null where it means none. */
export function separatorOf(text: string): string | null {
  if (Object.hasOwn(SEPARATORS, text)) return SEPARATORS[text];
  return text === "space" || text === "\t" || /^[^\w\s".+-]$/.test(text) ? text : null;
}

/** A separator as it is written in an experiment file. */
export function separatorText(separator: string): string {
  return separator === "\t" ? "tab" : separator === "space" ? "space" : `"${separator}"`;
}

const WORDS: Readonly<Record<string, readonly [one: string, many: string]>> = {
  ",": ["a comma", "commas"],
  ";": ["a semicolon", "semicolons"],
  "\t": ["a tab", "tabs"],
  "|": ["a | mark", "| marks"],
  space: ["a blank", "blanks"],
};

/** A separator in a sentence. */
export function separatorWord(separator: string): string {
  return WORDS[separator]?.[0] ?? `a ${separator} mark`;
}

/** Several of them. */
export function separatorWords(separator: string): string {
  return WORDS[separator]?.[1] ?? `${separator} marks`;
}
