// The layers as the table in src/README.md gives them, and the files of each.
// Why from the README: what people read and what the tests enforce is then one thing.

/** The checkout's folder, with a final slash. */
export const ROOT = new URL("../../", import.meta.url);

/** One folder of the table. */
export interface Layer {
  /** Its path from the root, without a final slash: `src/numeric`. */
  readonly folder: string;
  /** Whether it stands above the purity line. */
  readonly isPure: boolean;
}

/** The layers from the top of the table down. */
export function readLayers(): readonly Layer[] {
  const readme = Deno.readTextFileSync(new URL("src/README.md", ROOT));
  const cells = readme.split("\n").map((line) => /^\| (`(src\/\w+)\/`|— purity line —)\s*\|/.exec(line));
  const rows = cells.filter((cell) => cell !== null);
  const line = rows.findIndex((row) => row[2] === undefined);
  if (line < 0) throw new Error("src/README.md has no purity line");
  return rows.flatMap((row, index) => row[2] === undefined ? [] : [{ folder: row[2], isPure: index < line }]);
}

/** The TypeScript files below a folder, as paths from the root, sorted. */
export function filesBelow(folder: string): readonly string[] {
  const paths: string[] = [];
  for (const entry of entriesOf(folder)) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory) paths.push(...filesBelow(path));
    else if (/\.tsx?$/.test(entry.name)) paths.push(path);
  }
  return paths.sort((a, b) => a < b ? -1 : 1);
}

/** The text of a file, named by its path from the root. */
export function textOf(path: string): string {
  return Deno.readTextFileSync(new URL(path, ROOT));
}

function entriesOf(folder: string): readonly Deno.DirEntry[] {
  try {
    return [...Deno.readDirSync(new URL(folder, ROOT))];
  } catch (error) {
    // A layer of the table need not have files yet.
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}
