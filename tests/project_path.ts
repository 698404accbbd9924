// Where files of the checkout lie, as paths of the file system.
// Why not a URL's pathname: a folder with a space in its name is a path with a space, not with %20.

import { fileURLToPath } from "node:url";

/** The path of a file of the checkout, named from its top: `experiments/gender.yaml`. */
export function projectPath(name: string): string {
  return fileURLToPath(new URL(`../${name}`, import.meta.url));
}
