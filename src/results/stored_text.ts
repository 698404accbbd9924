// Reads the bytes of a stored file as text or JSON; damage is told as data.
// Why guarded everywhere: a result folder may come from a stranger or from a broken disk, and reading it must never
// throw, loop or take a value for what it is not.

/** Something that is wrong in a stored file. */
export interface StoredProblem {
  /** The file's name in its folder. */
  readonly file: string;
  /** What is wanted and what was found, without a full stop. */
  readonly message: string;
}

/** What was read of a file, or what is wrong with it. */
export type Read<Part> = Part | { readonly problem: StoredProblem };

/** A JSON value that was read from a file and checked for nothing yet. */
export type UncheckedJson = unknown;

/** Files of a result folder by name, as bytes. */
export type StoredFiles = ReadonlyMap<string, Uint8Array>;

/** The text of UTF-8 bytes, a byte order mark kept; null for bytes that are not UTF-8. */
export function textOf(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

/**
 * The value of a JSON file, or why it is none.
 *
 * @example
 * ```ts
 * import { jsonOf } from "./stored_text.ts";
 * const read = jsonOf("model.json", new TextEncoder().encode('{"status": '));
 * if (!("problem" in read) || read.problem.file !== "model.json") throw new Error("wrong");
 * ```
 */
export function jsonOf(
  file: string,
  bytes: Uint8Array,
): { readonly value: UncheckedJson } | { readonly problem: StoredProblem } {
  const text = textOf(bytes);
  if (text === null) return { problem: { file, message: "the file is not UTF-8 text" } };
  try {
    return { value: JSON.parse(text) };
  } catch {
    // The engines word it each in their own way, and some give up on deep nesting: one message for all.
    const message = text.trim() === "" ? "the file is empty" : "the file is not JSON: it is damaged or cut";
    return { problem: { file, message } };
  }
}

/** A member of an unchecked object; undefined where there is none of its own. */
export function memberOf(value: UncheckedJson, key: string): UncheckedJson {
  if (value === null || typeof value !== "object" || !Object.hasOwn(value, key)) return undefined;
  return (value as Readonly<Record<string, unknown>>)[key];
}

/** Whether an unchecked value is a number that a result may hold. */
export function isFiniteNumber(value: UncheckedJson): value is number {
  return typeof value === "number" && Number.isFinite(value);
}

/** The text of a file of a folder, or why there is none. */
export function textIn(files: StoredFiles, file: string): Read<string> {
  const bytes = files.get(file);
  if (bytes === undefined) return { problem: { file, message: "the file is missing" } };
  return textOf(bytes) ?? { problem: { file, message: "the file is not UTF-8 text" } };
}
