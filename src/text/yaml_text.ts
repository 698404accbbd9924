// A text as it is written into an experiment file.
// What must hold: YAML reads it back as it was, in a list or a mapping in brackets too.

/**
 * A text as YAML reads it back between brackets: in quotes where it must be.
 *
 * @example
 * ```ts
 * if (yamlText("Sepal length") !== "Sepal length" || yamlText("a: b") !== '"a: b"') throw new Error("wrong");
 * ```
 */
export function yamlText(text: string): string {
  const isPlain =
    /^(-?\d+(\.\d+)?|[A-Za-z_\u00c0-\u024f][\w\u00c0-\u024f./-]*( [\w\u00c0-\u024f./-]+)*)$/.test(text) &&
    !/^(true|false|null|yes|no|on|off|y|n)$/i.test(text);
  return isPlain ? text : JSON.stringify(text);
}
