// Reads `manifest.json` back: which versions made a folder, and the hash and size of each file.
// What must not change: a manifest is only believed where the files bear it out.

import {
  FORMAT_VERSION,
  NUMERICS_VERSION,
  type ResultVersions,
  versionRefusal,
} from "../experiment/versions.ts";
import type { Manifest, ManifestEntry } from "./manifest.ts";
import {
  damaged,
  isFiniteNumber,
  jsonIn,
  memberOf,
  type StoredFiles,
  type StoredProblem,
  type StoredRead,
} from "./stored_text.ts";

const FILE = "manifest.json";

/** The manifest of a folder, or what is wrong with it. */
export function readManifest(files: StoredFiles): StoredRead<Manifest> {
  const json = jsonIn(files, FILE);
  if ("problems" in json) return json;
  const [format, numerics, kind, id, list] = ["format", "numerics", "kind", "id", "files"]
    .map((key) => memberOf(json.ok, key));
  const isWhole = isFiniteNumber(format) && isFiniteNumber(numerics) && typeof kind === "string" &&
    typeof id === "string" && list !== null && typeof list === "object";
  if (!isWhole) return damaged(FILE, "the file must have format, numerics, kind, id and files");
  const entries = new Map<string, ManifestEntry>();
  for (const [name, entry] of Object.entries(list)) {
    const [bytes, sha256] = [memberOf(entry, "bytes"), memberOf(entry, "sha256")];
    if (isFiniteNumber(bytes) && typeof sha256 === "string") entries.set(name, { bytes, sha256 });
  }
  return { ok: { format, numerics, kind, id, files: entries } };
}

/**
 * The versions of a folder that this program cannot make again; null where it can, or where nothing tells.
 *
 * The config decides the numerics, because the folder's name is its hash: a manifest alone that says otherwise was
 * changed.
 */
export function otherVersionOf(files: StoredFiles): ResultVersions | null {
  const read = readManifest(files);
  const manifest = "ok" in read ? read.ok : null;
  const config = jsonIn(files, "config.json");
  const stated = "ok" in config ? memberOf(config.ok, "numerics") : undefined;
  const versions = {
    format: manifest?.format ?? FORMAT_VERSION,
    numerics: isFiniteNumber(stated) ? stated : manifest?.numerics ?? NUMERICS_VERSION,
  };
  return versionRefusal(versions) === null ? null : versions;
}

/** What is wrong with a folder that was made by other versions; null where that is not so. */
export function versionProblem(files: StoredFiles): StoredProblem | null {
  const version = otherVersionOf(files);
  const message = version === null ? null : versionRefusal(version);
  return message === null ? null : { file: FILE, message };
}
