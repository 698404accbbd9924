// What the hint of a mistake tells to do, as data, so that the page can do it with one click.
// Why out of the sentence: it is what a person reads, in a file, on a terminal and here, and what they are told to do is
// what a click does. What cannot be read here stays a sentence.

/** Something to do about a mistake. */
export type WayOut =
  /** To write another word in the place of the mistake. */
  | { readonly kind: "rename"; readonly to: string }
  /** To write a value in the place of the mistake, or of all that stands from there to the end of its line. */
  | { readonly kind: "write"; readonly text: string }
  /** To move a key with its value to where it belongs, a path with dots. */
  | { readonly kind: "move"; readonly to: string }
  /** To set a setting, wherever it is. */
  | { readonly kind: "set"; readonly key: string; readonly value: string }
  /** To take out what is wrong, or the key beside it that is named. */
  | { readonly kind: "remove"; readonly key: string | null }
  | { readonly kind: "unquote" | "unbracket" }
  /** To close a quote or a bracket at the end of its line. */
  | { readonly kind: "close"; readonly mark: string };

/** Everything that a hint tells to do. */
export function* waysOut(hint: string): Generator<WayOut> {
  const meant = /^did you mean (.+)\?$/.exec(hint)?.[1];
  const isPath = meant?.includes(".") === true;
  if (meant !== undefined) yield { kind: "rename", to: meant };
  // A path names a key of its own section as well, where the last step is enough.
  if (meant !== undefined && isPath) yield { kind: "rename", to: meant.slice(meant.lastIndexOf(".") + 1) };
  const written = WRITTEN.exec(hint)?.[1];
  if (written !== undefined && ONE_VALUE.test(written)) yield { kind: "write", text: written };
  if (hint === "remove the quotes") yield { kind: "unquote" };
  if (/without brackets/.test(hint)) yield { kind: "unbracket" };
  const mark = /^close it with (.+)$/.exec(hint)?.[1];
  if (mark !== undefined) yield { kind: "close", mark };
  const home = /^it belongs in [\w.]+: ([\w.]+)$/.exec(hint)?.[1] ?? (isPath ? meant : undefined);
  if (home !== undefined) yield { kind: "move", to: home };
  for (const [, key, value] of hint.matchAll(SETTING)) yield { kind: "set", key, value };
  if (/\bremove (it|one|the key)\b/.test(hint)) yield { kind: "remove", key: null };
  const left = /\bleave (\w+) out\b/.exec(hint)?.[1];
  if (left !== undefined) yield { kind: "remove", key: left === "it" ? null : left };
}

/** `write 5`, `write it with a point: 0.5`, `write relu, or another activation of hidden layers`. */
const WRITTEN = /^write (?:it [^:]*: |the number alone: )?(.+?)(?:,? (?:if|or) .*| in its place)?$/;
/** A list, a mapping, a text in quotes, or a word. */
const ONE_VALUE = /^([[{].*[\]}]|"[^"]*"|\S+)$/;
/** `write output: sigmoid, or loss: mse`, `add sd: 0.1`. */
const SETTING = /(?:^| )(?:write|add|or) ([a-z_.]+): ([\w.+-]+)/g;
