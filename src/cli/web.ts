// `web`: the playground in the browser, served on this machine alone and made anew when its sources change.
// What must not change: it listens on the loopback interface only, and ends with Ctrl-C.

import { isOfWorld } from "../host/world_error.ts";
import { paintError, print, printError } from "../host/terminal.ts";
import { PortTaken, serveSite, type WebServer } from "../host/web_server.ts";
import { openUrl } from "../host/page_opener.ts";
import { type Arguments, type Command, UsageError } from "./command.ts";
import { program } from "./launch.ts";
import { exitCodeOf, start } from "./start.ts";

/** Where it listens, unless told otherwise or something else does. */
const USUAL_PORT = 8000;

export const webCommand: Command = {
  name: "web",
  usage: "",
  summary: "tinker in the browser",
  description:
    "Serves the playground on this machine alone, and opens it in the browser: the same engine, experiments and " +
    "bytes as here, with nothing sent to anyone.\n" +
    "It runs until Ctrl-C. When the program or one of its experiments changes, the page reloads.",
  options: [
    { name: "port", value: "N", help: `the port to listen on (default: ${USUAL_PORT}, or any free one)` },
    { name: "no-open", help: "do not open the browser" },
  ],
  examples: [
    ["web", "open the playground"],
    ["web --port 8080 --no-open", "only print its address"],
  ],
  run,
};

async function run(args: Arguments): Promise<number> {
  const [extra] = args.positionals;
  if (extra !== undefined) {
    throw new UsageError(`web takes no file: found ${extra}`, "open the file in the page");
  }
  const server = await startServer(portOf(args.value("port")));
  print(`${server.url}\n`);
  printError("Ctrl-C ends it\n");
  if (!args.has("no-open")) {
    try {
      await openUrl(server.url);
    } catch (error) {
      if (!isOfWorld(error)) throw error;
      printError(`${paintError("yellow", "not opened")} ${error.message}\n`);
    }
  }
  await server.finished;
  return 0;
}

function portOf(text: string | undefined): number | null {
  if (text === undefined) return null;
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65535) return port;
  throw new UsageError(`--port must be a number from 0 to 65535: found ${text}`, "0 is any that is free");
}

/** Of the port that was asked for; else of the usual one, or where that is taken of any. */
async function startServer(port: number | null): Promise<WebServer> {
  const options = {
    program: program(),
    onFailure: (error: unknown): void => void exitCodeOf(error),
  };
  if (port !== null) return await serveSite({ ...options, port });
  try {
    return await serveSite({ ...options, port: USUAL_PORT });
  } catch (error) {
    if (!(error instanceof PortTaken)) throw error;
    return await serveSite({ ...options, port: 0 });
  }
}

if (import.meta.main) Deno.exit(await start(webCommand, Deno.args));
