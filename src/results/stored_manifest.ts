// Reads `manifest.json` back: which versions made a folder, and the hash and size of each file.
// What must not change: a manifest is only believed where the files bear it out.

import { FORMAT_VERSION } from "./manifest.ts";
import { isFiniteNumber, jsonOf, memberOf, type StoredFiles, type StoredProblem } from "./stored_text.ts";

/** The version of the arithmetic that this program has. */
export const NUMERICS_VERSION = 1;

/** What a manifest says of one file. */
export interface ManifestEntry {
  /** Size of the file. */
  readonly bytes: number;
  /** 64 hex digits. */
  readonly sha256: string;
}

/** A manifest as it was read. */
export interface StoredManifest {
  /** Version of the files' layout. */
  readonly format: number;
  /** Version of the arithmetic. */
  readonly numerics: number;
  /** `run` or `sweep`; what else a later format may have. */
  readonly kind: string;
  /** The 8 hex digits of the experiment. */
  readonly id: string;
  /** What it says of each file, by name. */
  readonly files: ReadonlyMap<string, ManifestEntry>;
}

/** The manifest of a folder, or what is wrong with it. */
export function readManifest(
  files: StoredFiles,
): { readonly manifest: StoredManifest } | { readonly problem: StoredProblem } {
  const file = "manifest.json";
  const bytes = files.get(file);
  if (bytes === undefined) return { problem: { file, message: "the file is missing" } };
  const json = jsonOf(file, bytes);
  if ("problem" in json) return json;
  const [format, numerics, kind, id, list] = ["format", "numerics", "kind", "id", "files"]
    .map((key) => memberOf(json.value, key));
  const isWhole = isFiniteNumber(format) && isFiniteNumber(numerics) && typeof kind === "string" &&
    typeof id === "string" && list !== null && typeof list === "object";
  if (!isWhole) {
    return { problem: { file, message: "the file must have format, numerics, kind, id and files" } };
  }
  const entries = new Map<string, ManifestEntry>();
  for (const [name, entry] of Object.entries(list)) {
    const [size, sha256] = [memberOf(entry, "bytes"), memberOf(entry, "sha256")];
    if (isFiniteNumber(size) && typeof sha256 === "string") entries.set(name, { bytes: size, sha256 });
  }
  return { manifest: { format, numerics, kind, id, files: entries } };
}

/** Versions that made a folder, where they are not those of this program. */
export interface OtherVersion {
  /** Version of the files' layout. */
  readonly format: number;
  /** Version of the pinned arithmetic. */
  readonly numerics: number;
}

/**
 * The versions of a folder that this program cannot make again; null where it can, or where nothing tells.
 *
 * The config decides the numerics, because the folder's name is its hash: a manifest alone that says otherwise was
 * changed.
 */
export function otherVersionOf(files: StoredFiles): OtherVersion | null {
  const read = readManifest(files);
  const config = files.get("config.json");
  const json = config === undefined ? null : jsonOf("config.json", config);
  const stated = json !== null && "value" in json ? memberOf(json.value, "numerics") : undefined;
  const manifest = "manifest" in read ? read.manifest : null;
  const numerics = isFiniteNumber(stated) ? stated : manifest?.numerics ?? NUMERICS_VERSION;
  const format = manifest?.format ?? FORMAT_VERSION;
  if (numerics === NUMERICS_VERSION && format === FORMAT_VERSION) return null;
  return { format, numerics };
}

/** What is wrong with a folder that was made by other versions; null where that is not so. */
export function versionProblem(files: StoredFiles): StoredProblem | null {
  const version = otherVersionOf(files);
  if (version === null) return null;
  const { format, numerics } = version;
  const message = `made by format ${format} with numerics ${numerics}: ` +
    `this program reads format ${FORMAT_VERSION} with numerics ${NUMERICS_VERSION}`;
  return { file: "manifest.json", message };
}
