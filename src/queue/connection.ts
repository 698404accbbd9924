// A connection to a NATS server over a WebSocket, which browsers have too.
// What must not change: a key is never sent, only a signature; and a server that goes away is waited for without end.

import {
  type Authenticator,
  credsAuthenticator,
  type NatsConnection,
  nkeyAuthenticator,
  PermissionViolationError,
  wsconnect,
  type WsConnectionOptions,
} from "npm:@nats-io/nats-core@3.4.0";
import { credentialsKind } from "./credentials.ts";

/** Where to connect, and as whom. */
export interface ServerAddress {
  /** `wss://host:port`. */
  readonly url: string;
  /** The text of a credentials file; null where the server wants none. */
  readonly credentials: string | null;
  /** Opens the socket, where more than its address is needed. */
  readonly openSocket?: (url: string) => WebSocket;
}

/** The pause between two pings; after two without an answer the server is taken to be gone. */
const PING_MS = 5000;
const RECONNECT_MS = 500;
const CONNECT_MS = 10_000;

/** What a server that refuses a key, or wants one, comes to in words. */
export const UNKNOWN_KEY = "the server does not know who this is";

/** Whether the reason of a failed connection is that. */
export function isOfKey(reason: string): boolean {
  return /authorization violation/i.test(reason);
}

/**
 * Connects.
 *
 * @param name of the worker, or of whoever collects.
 * @throws Error where the server cannot be reached or refuses, with its reason.
 */
export async function connectTo(
  { url, credentials, openSocket }: ServerAddress,
  name: string,
): Promise<NatsConnection> {
  const options: WsConnectionOptions = {
    servers: url,
    name: `seedbed ${name}`,
    timeout: CONNECT_MS,
    pingInterval: PING_MS,
    maxPingOut: 2,
    reconnectTimeWait: RECONNECT_MS,
    maxReconnectAttempts: -1,
    // A server may name others; only the one that was given is wanted.
    ignoreClusterUpdates: true,
    // Of its own, so that a server can keep workers from hearing what others are answered.
    inboxPrefix: `_INBOX.${name}`,
    ...(credentials === null ? {} : { authenticator: authenticatorOf(credentials) }),
    ...(openSocket === undefined ? {} : {
      wsFactory: (address: string) =>
        Promise.resolve({ socket: openSocket(address), encrypted: address.startsWith("wss:") }),
    }),
  };
  return await wsconnect(options);
}

/**
 * Hears when a server has gone and when it is back, until the connection is closed.
 *
 * @throws Error where the server is back and does not let it in any more.
 */
export async function watchServer(
  connection: NatsConnection,
  hear: (isThere: boolean) => void,
): Promise<void> {
  let isThere = true;
  for await (const { type } of connection.status()) {
    // Each attempt to reach it again is a disconnection of its own.
    if (type !== (isThere ? "disconnect" : "reconnect")) continue;
    isThere = !isThere;
    hear(isThere);
  }
  const reason = await connection.closed();
  if (reason instanceof Error) throw reason;
}

/** What is said when a server has gone, and when it is back. */
export function serverText(isThere: boolean): string {
  return isThere ? "the server is back" : "the server cannot be reached: the work goes on when it is back";
}

/** Whether the server refused something because a key does not cover it. */
export function isForbidden(error: unknown): boolean {
  return error instanceof PermissionViolationError ||
    (error as Error | undefined)?.cause instanceof PermissionViolationError;
}

function authenticatorOf(credentials: string): Authenticator {
  const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
  return credentialsKind(credentials) === "seed"
    ? nkeyAuthenticator(bytes(credentials.trim()))
    : credsAuthenticator(bytes(credentials));
}
