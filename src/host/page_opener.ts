// Opens a page in the user's browser, through the program that the system has for it.
// Why a fixed list: the permission to run is given for these names alone.

import { WorldError } from "./world_error.ts";

/** Opens a file of the disk. @throws WorldError where the system has no such program, or it fails. */
export async function openPage(path: string): Promise<void> {
  // The whole path, so that no name is taken for an option.
  await openInBrowser(path, () => Deno.realPathSync(path));
}

/** Opens an address of a server of ours. @throws WorldError likewise. */
export async function openUrl(url: string): Promise<void> {
  await openInBrowser(url, () => new URL(url).href);
}

async function openInBrowser(place: string, argument: () => string): Promise<void> {
  const opener = Deno.build.os === "darwin" ? "open" : "xdg-open";
  const byHand = `open ${place} in a browser yourself`;
  let code: number;
  try {
    const args = [argument()];
    const streams = { stdin: "null", stdout: "null", stderr: "null" } as const;
    ({ code } = await new Deno.Command(opener, { args, ...streams }).output());
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) {
      throw new WorldError(`there is no ${opener} to open a page with: ${byHand}`);
    }
    throw new WorldError(`${opener} may not be started: ${byHand}`);
  }
  if (code !== 0) throw new WorldError(`${opener} could not open the page: ${byHand}`);
}
