// A link that holds a whole experiment: `#1.` and then, packed and in letters, its text, its data files and the SHA-256 of
// the manifest that it gives. Whoever opens it trains it anew and sees whether the same bytes come out. `#2.`: of a table
// that comes with the page only the SHA-256 travels.
// What must not change: text and files are the same on both sides, byte for byte, and so are the id, `experiment.yaml` and
// the manifest; a link of version 1 can always be read, one of version 2 wherever the page has the same table.

import { LIMITS } from "../experiment/limits.ts";
import { isExperimentName } from "../experiment/label.ts";
import type { Read } from "../experiment/source/problem.ts";
import { deflated, inflated } from "../results/deflate.ts";
import { textOf } from "../results/stored_text.ts";
import { base64UrlOf, bytesOfBase64Url } from "../text/base64.ts";
import type { PlayDocument } from "./document.ts";

/** Longer links are cut by mail programs and chats: then tables stay behind, or the file is sent. */
export const MOST_LINK_LENGTH = 8000;

/** What a link says. */
export interface Shared {
  readonly document: PlayDocument;
  /** The SHA-256 of `manifest.json`, as 64 hex digits; null where the sender had not trained it. */
  readonly manifestHash: string | null;
}

/** Why a link cannot be read, and what to do. */
export interface LinkProblem {
  readonly message: string;
  readonly hint: string;
}

/** A table that comes with the page. */
export interface PageTable {
  readonly text: string;
  /** The SHA-256 of the text. */
  readonly digest: Uint8Array;
}

/** A table that comes with the page, by its name; null where there is none. */
export type TableOf = (name: string) => Promise<PageTable | null>;

/** Whether a link's data files are texts, or each a letter and then its text or the hash of one. */
type Version = "1" | "2";
const TEXT = "t";
const HASH = "h";
const HASH_BYTES = 32;
/** What is between the name, the text, and the name and the text of each data file: no text has it. */
const BETWEEN = "\0";
/** What a link says in bytes at most, however few its letters are; the hash before it is not counted. */
const MOST_BYTES = LIMITS.fileBytes + LIMITS.dataFileBytes;

/**
 * The fragment of a link, from `#` on.
 *
 * @param tableOf tables that need not travel where the link would be too long with them; by default there are none.
 * @returns null where it would have more than {@linkcode MOST_LINK_LENGTH} characters.
 */
export async function linkFor(
  { document: { name, text, files }, manifestHash }: Shared,
  tableOf: TableOf = noTable,
): Promise<string | null> {
  const whole = await fragmentFor("1", [name, text, ...Object.entries(files).flat()], manifestHash);
  if (whole !== null) return whole;
  const parts = [name, text];
  for (const [file, content] of Object.entries(files)) {
    const table = await tableOf(file);
    parts.push(file, table?.text === content ? HASH + hexOf(table.digest) : TEXT + content);
  }
  return await fragmentFor("2", parts, manifestHash);
}

/** Whether a fragment leaves out tables that come with the page. @param fragment of {@linkcode linkFor}. */
export function leavesTables(fragment: string): boolean {
  return fragment.startsWith("#2.");
}

/** A fragment around the parts of a link; null where it would be too long, or the parts cannot be told apart. */
async function fragmentFor(
  version: Version,
  parts: readonly string[],
  manifestHash: string | null,
): Promise<string | null> {
  if (parts.some((part) => part.includes(BETWEEN) || /\p{Surrogate}/u.test(part))) return null;
  const written = new TextEncoder().encode(parts.join(BETWEEN));
  if (written.length > MOST_BYTES) return null;
  // Zeros are the hash of nothing that anyone has found.
  const bytes = new Uint8Array(HASH_BYTES + written.length);
  if (manifestHash !== null) bytes.set(bytesOfHex(manifestHash));
  bytes.set(written, HASH_BYTES);
  const fragment = `#${version}.${base64UrlOf(await deflated(bytes))}`;
  return fragment.length > MOST_LINK_LENGTH ? null : fragment;
}

/**
 * What a link says, or why it cannot be read: it may come from anyone.
 *
 * @param fragment from `#` on, or without it.
 * @param tableOf the tables that come with the page.
 *
 * @example There and back
 * ```ts
 * const document = { name: "gender", text: "dataset: …\n", files: {} };
 * const read = await readLink((await linkFor({ document, manifestHash: null }))!);
 * if (!("ok" in read) || read.ok.document.text !== document.text) throw new Error("wrong");
 * ```
 */
export async function readLink(
  fragment: string,
  tableOf: TableOf = noTable,
): Promise<Read<Shared, LinkProblem>> {
  const [, version, letters] = /^#?(\w+)\.([\w-]*)$/.exec(fragment) ?? [];
  if (version === undefined) return refuse("it is not one of this page", "ask for the whole link");
  if (version !== "1" && version !== "2") {
    return refuse(
      `it is of version ${version.slice(0, 12)}, and this page reads versions 1 and 2`,
      "open it where it was made",
    );
  }
  const packed = bytesOfBase64Url(letters);
  const bytes = packed === null ? null : await inflated(packed, HASH_BYTES + MOST_BYTES);
  if (bytes === null || bytes.length < HASH_BYTES) {
    return refuse("it is cut or changed", "ask for the whole link");
  }
  const written = textOf(bytes.subarray(HASH_BYTES));
  const [name, text, ...parts] = written?.split(BETWEEN) ?? [];
  if (text === undefined || parts.length % 2 !== 0 || !isExperimentName(name)) {
    return refuse("it holds no experiment", "ask for the file");
  }
  const files: Record<string, string> = {};
  for (let at = 0; at < parts.length; at += 2) {
    const [file, part] = [parts[at], parts[at + 1]];
    if (file === "__proto__") return refuse("it holds no experiment", "ask for the file");
    const table = version === "1" ? part : await tableFrom(file, part, tableOf);
    if (table === null) return refuse(`this page has no such ${file}`, "ask for the file");
    files[file] = table;
  }
  const hash = hexOf(bytes.subarray(0, HASH_BYTES));
  return { ok: { document: { name, text, files }, manifestHash: /^0+$/.test(hash) ? null : hash } };
}

/** The text of a data file of a link of version 2; null where it is that of no table here. */
async function tableFrom(file: string, part: string, tableOf: TableOf): Promise<string | null> {
  if (part.startsWith(TEXT)) return part.slice(TEXT.length);
  const table = await tableOf(file);
  return table !== null && part === HASH + hexOf(table.digest) ? table.text : null;
}

function noTable(): Promise<null> {
  return Promise.resolve(null);
}

function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function bytesOfHex(hex: string): Uint8Array {
  return Uint8Array.from({ length: hex.length / 2 }, (_, at) => Number(`0x${hex.slice(2 * at, 2 * at + 2)}`));
}

function refuse(message: string, hint: string): { readonly problems: readonly LinkProblem[] } {
  return { problems: [{ message: `the link cannot be read: ${message}`, hint }] };
}
