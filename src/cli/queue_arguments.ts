// What the commands for a NATS server have in common on the command line: its address, a key, an authority.
// Why a key only by its file: what stands on a command line can be read by everybody on the machine.

import type { QueueServer } from "../host/queue_server.ts";
import { suggestion } from "../text/suggest.ts";
import { type Arguments, type Option, refuseTilde, UsageError } from "./command.ts";
import { program } from "./launch.ts";

/** The options of a server. */
export const SERVER_OPTIONS: readonly Option[] = [
  { name: "credentials", value: "FILE", help: "the file with the key for the server, or its credentials" },
  { name: "ca", value: "FILE", help: "the certificate of the server's authority, where it is your own" },
];

/** An address without its scheme: `queue.example.org:4433`. */
const HOST_AND_PORT = /^[\w.-]+:\d+$/;

/**
 * The server of a command line, and the words beside its address.
 *
 * @param name of the worker or collector.
 */
export function serverOf(
  args: Arguments,
  command: string,
  name: string,
): { readonly server: QueueServer; readonly rest: Arguments } {
  const urls = args.positionals.filter((word) => word.includes("://"));
  if (urls.length !== 1) {
    const bare = urls.length === 0 ? args.positionals.find((word) => HOST_AND_PORT.test(word)) : undefined;
    throw new UsageError(
      `${command} needs the address of one server: found ${bare ?? (urls.join(" and ") || "none")}`,
      bare === undefined
        ? `for example ${program()} ${command} wss://queue.example.org:4433`
        : `write wss://${bare}, or ws://${bare} on this machine`,
    );
  }
  const [url] = urls;
  const file = (option: string): string | null => {
    const path = args.value(option) ?? null;
    if (path !== null) refuseTilde(path);
    return path;
  };
  const server = {
    url: checkedAddress(url),
    credentialsPath: file("credentials"),
    authorityPath: file("ca"),
    name,
  };
  return { server, rest: { ...args, positionals: args.positionals.filter((word) => word !== url) } };
}

function checkedAddress(url: string): string {
  const scheme = url.slice(0, url.indexOf(":"));
  if (scheme !== "wss" && scheme !== "ws") {
    throw new UsageError(
      `the address of a server must begin with wss:// or ws://: found ${url}`,
      scheme === "nats" || scheme === "tls"
        ? "workers come over a WebSocket: see `websocket` in nats.conf, which work --server-config prints"
        : suggestion(scheme, ["wss", "ws"]),
    );
  }
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (parsed === null || parsed.hostname === "") {
    throw new UsageError(
      `the address of a server must have a host: found ${url}`,
      "for example wss://host:4433",
    );
  }
  if (parsed.username !== "" || parsed.password !== "") {
    throw new UsageError(
      "the address of a server must hold no password: everybody on this machine could read it",
      "give --credentials the file of a key",
    );
  }
  return url;
}
