// Keeps the parts of a sweep under way on disk.
// What must not change: whatever ended the last attempt, a part is there as a whole or is trained again.

import { inWorld } from "./world_error.ts";

const NEW = ".new";

/**
 * Writes the file of a part.
 *
 * @throws WorldError where the disk or a permission forbids it.
 */
export function keepPart(folder: string, part: number, file: Uint8Array): void {
  const path = partPath(folder, part);
  inWorld(`keep part ${part}`, () => {
    Deno.writeFileSync(path + NEW, file);
    Deno.renameSync(path + NEW, path);
  });
}

/** The bytes of the file of a part. */
export function readPart(folder: string, part: number): Uint8Array<ArrayBuffer> {
  const path = partPath(folder, part);
  return inWorld(`read ${path}`, () => Deno.readFileSync(path));
}

/** The parts that are there, by number. */
export function keptParts(folder: string): ReadonlySet<number> {
  const names = inWorld(`read ${folder}`, () => [...Deno.readDirSync(folder)].map(({ name }) => name));
  return new Set(names.filter((name) => /^part-\d{5,}$/.test(name)).map((name) => Number(name.slice(5))));
}

function partPath(folder: string, part: number): string {
  return `${folder}/part-${String(part).padStart(5, "0")}`;
}
