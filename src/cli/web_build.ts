// `web:build`: the playground as files for any static host, or as one file that works from a disk.
// What must not change: what is there already and is not of a site is never replaced.

import { print } from "../host/terminal.ts";
import { requireSite, requireSiteFile, writeSite, writeSiteFile } from "../host/site_folder.ts";
import { singlePage, webSite } from "../host/web_site.ts";
import { type Arguments, type Command, refuseTilde, UsageError } from "./command.ts";
import { program } from "./launch.ts";
import { start } from "./start.ts";

export const webBuildCommand: Command = {
  name: "web:build",
  usage: "DIR | FILE.html --single",
  summary: "write the playground as files for a web server",
  description:
    "Writes the playground into a new or empty folder, or over an earlier one: static files with relative " +
    "addresses, for any host and any path. From the second visit on it works offline.\n" +
    "With --single it is one HTML file that works from a disk or an e-mail.",
  options: [
    { name: "single", help: "write one HTML file" },
    {
      name: "api",
      value: "DIR",
      help: "add the library's documentation, made by deno task docs, as api/",
    },
  ],
  examples: [
    ["web:build site", "write a folder to be copied to a web server"],
    ["web:build seedbed.html --single", "write one file to give away"],
  ],
  run,
};

async function run(args: Arguments): Promise<number> {
  const [path, extra] = args.positionals;
  const isSingle = args.has("single");
  const example = `for example ${program()} web:build ${isSingle ? "seedbed.html --single" : "site"}`;
  if (path === undefined) throw new UsageError(`web:build needs a ${isSingle ? "file" : "folder"}`, example);
  if (extra !== undefined) throw new UsageError(`web:build takes one path: found also ${extra}`, example);
  refuseTilde(path);
  if (isSingle !== /\.html?$/.test(path)) {
    throw new UsageError(
      isSingle ? `--single writes a file named .html: found ${path}` : `a site is a folder: found ${path}`,
      isSingle ? example : "for one file add --single",
    );
  }
  const api = args.value("api") ?? null;
  if (api !== null) refuseTilde(api);
  if (isSingle && api !== null) {
    throw new UsageError("--single and --api cannot be used together", "leave one of the two out");
  }
  if (isSingle) {
    requireSiteFile(path);
    writeSiteFile(path, await singlePage({ program: program() }));
    print(`${path}\n`);
  } else {
    requireSite(path);
    writeSite(path, await webSite({ isWatched: false, api, program: program() }));
    print(`${path.replace(/\/*$/, "/")}index.html\n`);
  }
  return 0;
}

if (import.meta.main) Deno.exit(await start(webBuildCommand, Deno.args));
