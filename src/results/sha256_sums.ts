// `SHA256SUMS`: the hashes of a folder's files in the form that `sha256sum -c` takes.
// Why beside the manifest: whoever gets a result by mail can check it with what every system has.
// What must not change: it names what never comes later, so that `--parquet` leaves it as it is; `manifest.json`, which names
// this file, and `trials.parquet` are not in it. Format 1 has no such file: its folders keep their bytes.

/** The name of the file. */
export const SUMS_FILE = "SHA256SUMS";

/** The name of a sweep's trials as Parquet, a file that may be added later: no other but the manifest names it. */
export const PARQUET_FILE = "trials.parquet";

const NOT_IN_IT = ["manifest.json", PARQUET_FILE, SUMS_FILE];

/**
 * The lines of `SHA256SUMS`.
 *
 * @param entries of a manifest, by name.
 */
export function sumsOf(entries: ReadonlyMap<string, { readonly sha256: string }>): string {
  return [...entries].filter(([name]) => !NOT_IN_IT.includes(name))
    .map(([name, { sha256 }]) => sumLine(sha256, name)).join("");
}

/**
 * One line for `sha256sum -c`.
 *
 * @example
 * ```ts
 * if (sumLine("ab12", "a b") !== "ab12  a b\n") throw new Error("wrong");
 * if (sumLine("ab12", "a\\b") !== "\\ab12  a\\\\b\n") throw new Error("a backslash is escaped, and said to be");
 * ```
 */
export function sumLine(sha256: string, path: string): string {
  const escaped = path.replaceAll("\\", "\\\\").replaceAll("\n", "\\n");
  return `${escaped === path ? "" : "\\"}${sha256}  ${escaped}\n`;
}
