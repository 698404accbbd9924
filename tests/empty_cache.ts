// A Deno that was never used, for what goes wrong on the first start alone; without fetching the packages again.

/** Makes a cache below a folder that holds nothing but the npm packages that are fetched already. @returns its path. */
export async function emptyCache(folder: string): Promise<string> {
  const { stdout } = await new Deno.Command(Deno.execPath(), { args: ["info", "--json"] }).output();
  const { npmCache } = JSON.parse(new TextDecoder().decode(stdout));
  const denoDir = `${folder}/cache`;
  await Deno.mkdir(denoDir);
  await Deno.symlink(npmCache, `${denoDir}/npm`);
  return denoDir;
}
