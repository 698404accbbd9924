// Connects to a NATS server as this machine can: with a key from a file, and certificates that only this machine trusts.
// What must not change: a key stands in a file and never on the command line, where others on the machine could read it.

import type { NatsConnection } from "npm:@nats-io/nats-core@3.4.0";
import { connectTo, credentialsKind } from "../queue/connection.ts";
import { NoJetStream } from "../queue/streams.ts";
import { pause } from "../threads/event_loop.ts";
import { failureOf } from "./connection_failure.ts";
import { exists, readFile } from "./disk.ts";
import { isOfWorld, WorldError } from "./world_error.ts";

/** How to reach a server. */
export interface QueueServer {
  /** `wss://host:port`. */
  readonly url: string;
  /** A file with a key or with credentials of NATS; null for none. */
  readonly credentialsPath: string | null;
  /** A file with the certificate of an authority, PEM; null for those that Deno trusts. */
  readonly authorityPath: string | null;
  /** Of the worker or collector. */
  readonly name: string;
}

/** No key, and no certificate, is larger. */
const MOST_BYTES = 1024 * 1024;

/** WebSockets as Deno has them: where a page's types are known as well, these lack the option. */
type SocketOf = new (address: string, options: { readonly client: Deno.HttpClient }) => WebSocket;

/** Opens sockets by a client that believes certain authorities. */
export function socketsOf(client: Deno.HttpClient): (address: string) => WebSocket {
  return (address) => new (WebSocket as unknown as SocketOf)(address, { client });
}

/** Connects to a server. @throws WorldError where a file or the server stands in the way. */
export async function connectToServer(server: QueueServer): Promise<NatsConnection> {
  const { url, credentialsPath, authorityPath, name } = server;
  const credentials = credentialsPath === null ? null : textAt(credentialsPath);
  if (credentials !== null && credentialsKind(credentials) === null) {
    throw new WorldError(`cannot use ${credentialsPath}: it must hold a key (SU…) or credentials of NATS`);
  }
  const client = authorityPath === null
    ? undefined
    : Deno.createHttpClient({ caCerts: [textAt(authorityPath)] });
  const address = {
    url,
    credentials,
    ...(client === undefined ? {} : { openSocket: socketsOf(client) }),
  };
  for (const begunMs = performance.now();;) {
    try {
      return await connectTo(address, name);
    } catch (error) {
      const reason = failureOf(error, url);
      if (reason.isFinal || performance.now() - begunMs >= PATIENCE_MS) {
        throw new WorldError(`cannot connect to ${url}: ${reason.text}`);
      }
      await pause(AGAIN_MS);
    }
  }
}

/** A server that does not answer may be about to start. */
const PATIENCE_MS = 15_000;
const AGAIN_MS = 500;

function textAt(path: string): string {
  const bytes = readFile(path, MOST_BYTES);
  if (bytes === null) {
    const why = exists(path) ? `it must be a file of at most ${MOST_BYTES} bytes` : "there is no such file";
    throw new WorldError(`cannot read ${path}: ${why}`);
  }
  return new TextDecoder().decode(bytes);
}

/**
 * What a server or the way to it failed with, in words; any other failure stays as it is.
 *
 * @param what what is being done: `collect from the server`.
 */
export function serverError(what: string, error: unknown): unknown {
  const isOfServer = error instanceof NoJetStream || error instanceof Error && OF_SERVER.test(error.name);
  if (isOfWorld(error) || !isOfServer) return error;
  return new WorldError(`cannot ${what}: ${failureOf(error).text}`);
}

/** How the errors of the client's packages are called. */
const OF_SERVER = /^(JetStream|Timeout|NoResponders|Permission|Authorization|Closed|Connection|Request)/;
