// Connects to a NATS server as this machine can: with a key, and certificates that only this machine trusts.
// Why it tries for a while: a server that does not answer may be about to start.

import type { NatsConnection } from "npm:@nats-io/nats-core@3.4.0";
import { connectTo } from "../queue/connection.ts";
import { NoJetStream } from "../queue/streams.ts";
import { pause } from "../threads/event_loop.ts";
import { failureOf } from "./connection_failure.ts";
import { isOfWorld, WorldError } from "./world_error.ts";

/** How to reach a server. */
export interface QueueServer {
  /** `wss://host:port`. */
  readonly url: string;
  /** A key, or credentials of NATS; null for none. */
  readonly credentials: string | null;
  /** The certificate of an authority, PEM; null for those that Deno trusts. */
  readonly authority: string | null;
  /** Of the worker or collector. */
  readonly name: string;
}

/** WebSockets as Deno has them: where a page's types are known as well, these lack the option. */
type SocketOf = new (address: string, options: { readonly client: Deno.HttpClient }) => WebSocket;

/** Opens sockets by a client that believes certain authorities. */
export function socketsOf(client: Deno.HttpClient): (address: string) => WebSocket {
  return (address) => new (WebSocket as unknown as SocketOf)(address, { client });
}

/**
 * Connects to a server.
 *
 * @param patienceMs for how long it tries.
 * @throws WorldError where the server or the way to it forbids it.
 */
export async function connectToServer(
  server: QueueServer,
  patienceMs: number = PATIENCE_MS,
): Promise<NatsConnection> {
  const { url, credentials, authority, name } = server;
  const client = authority === null ? undefined : Deno.createHttpClient({ caCerts: [authority] });
  const address = {
    url,
    credentials,
    ...(client === undefined ? {} : { openSocket: socketsOf(client) }),
  };
  for (const begunMs = performance.now();;) {
    try {
      return await connectTo(address, name);
    } catch (error) {
      const reason = failureOf(error, url, authority !== null);
      if (reason.isFinal || performance.now() - begunMs >= patienceMs) {
        throw new WorldError(`cannot connect to ${url}: ${reason.text}`);
      }
      await pause(AGAIN_MS);
    }
  }
}

/** A server that is about to start answers within so long. */
const PATIENCE_MS = 15_000;
const AGAIN_MS = 500;

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
