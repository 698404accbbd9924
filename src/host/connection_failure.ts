// What a connection to a NATS server failed with, in words, with the way out.
// Why here: the words that are read are those of Deno's WebSocket, as a browser has others.

import { isOfKey, UNKNOWN_KEY } from "../queue/connection.ts";

/** A failed connection. */
export interface ConnectionFailure {
  readonly text: string;
  /** Whether it would fail again. */
  readonly isFinal: boolean;
}

/**
 * What a connection failed with.
 *
 * @param url of the server; empty where it had been connected.
 * @param hasAuthority whether the certificate of an authority was given.
 */
export function failureOf(error: unknown, url = "", hasAuthority = false): ConnectionFailure {
  const { message, cause } = error as Error;
  const text = cause instanceof Error ? `${message}: ${cause.message}` : message;
  if (isOfKey(text)) {
    const wanted = "give --credentials the file of a key that it knows";
    return { text: `${UNKNOWN_KEY}: ${wanted}`, isFinal: true };
  }
  if (/InvalidContentType/.test(text)) {
    return { text: "what answers there has no TLS: write ws:// in place of wss://", isFinal: true };
  }
  if (OTHER_PROTOCOL.test(text)) {
    const tls = url.startsWith("ws:") ? "; where the server has TLS, write wss:// in place of ws://" : "";
    return { text: NO_WEBSOCKET + tls, isFinal: true };
  }
  if (/certificate/i.test(text)) return { text: certificateText(text, url, hasAuthority), isFinal: true };
  if (/tcp connect error/.test(text)) return { text: "nothing answers there", isFinal: false };
  if (/dns error/.test(text)) return { text: "no host of that name is known here", isFinal: false };
  return { text: text === "" ? "it does not answer" : text, isFinal: false };
}

/**
 * What answers is no HTTP, or an HTTP that knows no WebSocket. A server of NATS speaks first, at the port of its own
 * protocol, and so cancels the question; one that wants TLS answers 400.
 */
const OTHER_PROTOCOL = /invalid HTTP version|operation was canceled|status code: (2\d\d|400|404|426)/i;
const NO_WEBSOCKET =
  "nothing there speaks WebSocket: a NATS server has a port of its own for it, the one under `websocket` in nats.conf";

/** Why the certificate of a server is not believed. */
function certificateText(text: string, url: string, hasAuthority: boolean): string {
  const host = URL.canParse(url) ? new URL(url).hostname : "its name";
  if (/UnknownIssuer|BadSignature/.test(text)) {
    return hasAuthority
      ? "the server's certificate is not from the authority that --ca gives"
      : "nobody whom Deno trusts has signed the server's certificate; where its authority is your own, give --ca the file " +
        "of its certificate";
  }
  if (/CaUsedAsEndEntity/.test(text)) {
    return "the server shows the certificate of an authority in place of its own: one that it has signed itself must be " +
      "made with basicConstraints=critical,CA:FALSE, and be given as --ca";
  }
  if (/not valid for name/.test(text)) {
    const names = [...text.matchAll(/DnsName\("([^"]*)"\)|IpAddress\(([^)]*)\)/g)].map(([, name, ip]) =>
      name ?? ip
    );
    return names.length === 0
      ? `the server's certificate is for no name: it must have ${host} as its subjectAltName`
      : `the server's certificate is not for ${host}, but for ${names.join(" and ")}`;
  }
  return text;
}
