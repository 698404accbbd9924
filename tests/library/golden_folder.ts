// The result of experiments/gender.yaml as it lies in the repository, for a person to read in a review.
// What must not change: its bytes, unless the format of the files changes; then `deno test -A
// tests/library/golden_test.ts -- --update` writes it anew and the difference is there to be read.

import { PROGRAM_VERSION } from "../../src/experiment/versions.ts";
import { bytesOf, type FileMap } from "../../src/results/file_content.ts";
import { ROOT } from "../architecture/layers.ts";

const FOLDER = new URL("tests/golden/gender/", ROOT);

/** The golden files by name, as text; the manifest names this version, whichever version wrote the folder. */
export async function readGolden(): Promise<Readonly<Record<string, string>>> {
  const files = await readTexts(FOLDER);
  const drawnBy = /("reports_drawn_by": ")[^"]*/;
  return { ...files, "manifest.json": files["manifest.json"].replace(drawnBy, `$1${PROGRAM_VERSION}`) };
}

/** The files of a folder by name, in the order of their names. */
export async function readTexts(folder: string | URL): Promise<Readonly<Record<string, string>>> {
  const names: string[] = [];
  for await (const { name } of Deno.readDir(folder)) names.push(name);
  const base = folder instanceof URL ? folder : new URL(`file://${folder}/`);
  const texts = await Promise.all(names.sort().map((name) => Deno.readTextFile(new URL(name, base))));
  return Object.fromEntries(names.map((name, index) => [name, texts[index]]));
}

/** Replaces the golden folder. */
export async function writeGolden(files: FileMap): Promise<void> {
  await Deno.remove(FOLDER, { recursive: true }).catch(() => {});
  await Deno.mkdir(FOLDER, { recursive: true });
  for (const [name, content] of files) {
    await Deno.writeFile(new URL(name, FOLDER), bytesOf(content));
  }
}
