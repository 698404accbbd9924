// Fetches the engines that come from npm into the user's cache: `deno run -A tests/engines/install.ts`.
// Why not among the dependencies: they weigh 500 MB, and only these tests want them.

import { ENGINE_PACKAGES, engineFolder, findEngines } from "./engines.ts";

if (import.meta.main) {
  const folder = engineFolder();
  await Deno.mkdir(folder, { recursive: true });
  // A package.json of its own keeps npm from looking for one in the folders above.
  await Deno.writeTextFile(
    `${folder}/package.json`,
    JSON.stringify({ private: true, dependencies: ENGINE_PACKAGES }),
  );
  const args = ["install", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"];
  const { code } = await new Deno.Command("npm", { args, cwd: folder }).spawn().status;
  for (const { name, command, install } of findEngines()) {
    console.log(command === null ? `missing  ${name}: install ${install}` : `there    ${name}`);
  }
  Deno.exit(code);
}
