// What the commands for a NATS server have in common on the command line: its address, a key, an authority.
// Why a key only by its file: what stands on a command line can be read by everybody on the machine.

import { exists, readFile } from "../host/disk.ts";
import type { QueueServer } from "../host/queue_server.ts";
import { credentialsKind } from "../queue/credentials.ts";
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
  const server = {
    url: checkedAddress(url),
    credentials: fileOf(args, "credentials", keyIn),
    authority: fileOf(args, "ca", certificateIn),
    name,
  };
  return { server, rest: { ...args, positionals: args.positionals.filter((word) => word !== url) } };
}

/** No key, and no certificate, is larger. */
const MOST_BYTES = 1024 * 1024;

/** The text of the file that an option names, once it has been looked at; null where the option is not given. */
function fileOf(
  args: Arguments,
  option: string,
  checked: (text: string, path: string) => string,
): string | null {
  const path = args.value(option);
  if (path === undefined) return null;
  refuseTilde(path);
  const bytes = readFile(path, MOST_BYTES);
  if (bytes === null) {
    const why = exists(path) ? `it must be a file of at most ${MOST_BYTES} bytes` : "there is no such file";
    const hint = option === "credentials"
      ? "work --server-config shows each key once, to be put into a file"
      : "paths begin where you stand";
    throw new UsageError(`--${option}: cannot read ${path}: ${why}`, hint);
  }
  return checked(new TextDecoder().decode(bytes), path);
}

function keyIn(text: string, path: string): string {
  if (credentialsKind(text) !== null) return text;
  throw new UsageError(
    `--credentials: there is no key in ${path}`,
    "a key begins with SU and stands alone in its file; credentials of NATS have a token and a key",
  );
}

function certificateIn(text: string, path: string): string {
  const message = `--ca: there is no certificate in ${path}`;
  if (!text.includes("-----BEGIN CERTIFICATE-----")) {
    throw new UsageError(message, "a certificate begins with -----BEGIN CERTIFICATE-----");
  }
  try {
    Deno.createHttpClient({ caCerts: [text] }).close();
  } catch {
    throw new UsageError(message, "what begins as one cannot be read to its end");
  }
  return text;
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
