// What lies in a folder, as text that can be compared: names, kinds and bytes.
// Why links are not followed: what they lead to is compared where it is.

import { createHash } from "node:crypto";

/** By path below the folder: `folder`, `link to …`, a hash, or what else it is. */
export type Snapshot = ReadonlyMap<string, string>;

/** Larger files are known by size and time: reading ten gigabytes of nothing proves little. */
const LARGEST_READ_BYTES = 64 * 1024 * 1024;

/** Takes a snapshot of a folder, without some paths; an empty one where there is none. */
export function snapshotOf(folder: string, without: readonly string[] = []): Snapshot {
  const snapshot = new Map<string, string>();
  collect(folder, "", without, snapshot);
  return snapshot;
}

function collect(
  root: string,
  below: string,
  without: readonly string[],
  snapshot: Map<string, string>,
): void {
  let entries: Deno.DirEntry[];
  try {
    entries = [...Deno.readDirSync(`${root}/${below}`)];
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return;
    throw error;
  }
  for (const { name } of entries.sort((a, b) => a.name < b.name ? -1 : 1)) {
    const path = below + name;
    if (without.includes(path)) continue;
    snapshot.set(path, kindOf(`${root}/${path}`));
    if (snapshot.get(path) === "folder") collect(root, `${path}/`, without, snapshot);
  }
}

function kindOf(path: string): string {
  const { isSymlink, isDirectory, isFile, size, mtime } = Deno.lstatSync(path);
  if (isSymlink) return `link to ${Deno.readLinkSync(path)}`;
  if (isDirectory) return "folder";
  if (!isFile) return "special";
  if (size > LARGEST_READ_BYTES) return `${size} bytes of ${mtime?.getTime()}`;
  return `${size} bytes ${createHash("sha256").update(Deno.readFileSync(path)).digest("hex")}`;
}

/** The part of a snapshot below one path. */
export function below(snapshot: Snapshot, path: string): Snapshot {
  const entries = [...snapshot].filter(([name]) => name.startsWith(`${path}/`));
  return new Map(entries.map(([name, kind]) => [name.slice(path.length + 1), kind]));
}

/** One text for a snapshot. */
export function textOfSnapshot(snapshot: Snapshot): string {
  return [...snapshot].map(([path, kind]) => `${path}: ${kind}\n`).sort().join("");
}

/** What differs between two snapshots, in words; empty where they are the same. */
export function differences(found: Snapshot, wanted: Snapshot): readonly string[] {
  const paths = new Set([...found.keys(), ...wanted.keys()]);
  return [...paths].flatMap((path) => {
    if (found.get(path) === wanted.get(path)) return [];
    return [`${path}: ${found.get(path) ?? "not there"} in place of ${wanted.get(path) ?? "nothing"}`];
  });
}

/** Copies a folder with all that is in it. */
export function copyTree(from: string, to: string): void {
  Deno.mkdirSync(to, { recursive: true });
  for (const { name, isDirectory } of Deno.readDirSync(from)) {
    if (isDirectory) copyTree(`${from}/${name}`, `${to}/${name}`);
    else Deno.copyFileSync(`${from}/${name}`, `${to}/${name}`);
  }
}

/** Makes all that lies in a folder, and the folder, older than any rule that keeps what is recent. */
export function age(folder: string): void {
  const then = new Date(Date.now() - 48 * 3600 * 1000);
  for (const path of [...snapshotOf(folder).keys()].reverse()) {
    Deno.utimeSync(`${folder}/${path}`, then, then);
  }
}
