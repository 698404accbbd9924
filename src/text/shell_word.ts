// A word as a person can type it into a shell.
// Why: a line that is offered must do what it says when it is copied, whatever blanks and quotes a path has.

/**
 * A word as a shell takes it: in quotes where it holds anything that a shell would read.
 *
 * @example
 * ```ts
 * if (quoted("my data.csv") !== "'my data.csv'" || quoted("a/b=1") !== "a/b=1") throw new Error("wrong");
 * ```
 */
export function quoted(word: string): string {
  return /^[\w./=:+,-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
