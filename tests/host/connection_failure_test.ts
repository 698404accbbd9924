// Whoever gives a wrong address of a server reads what is there, and not what a library calls it.
import assert from "node:assert/strict";
import { type ConnectionFailure, failureOf } from "../../src/host/connection_failure.ts";
import { socketsOf } from "../../src/host/queue_server.ts";
import { connectTo } from "../../src/queue/connection.ts";
import { freePort } from "../free_port.ts";
import { cannotServe, openssl } from "../queue/nats_server.ts";

/** What a connection to an address fails with. @param authority that is believed. */
async function failureAt(url: string, authority?: string): Promise<ConnectionFailure> {
  const client = authority === undefined ? undefined : Deno.createHttpClient({ caCerts: [authority] });
  const sockets = client === undefined ? {} : { openSocket: socketsOf(client) };
  try {
    const connection = await connectTo({ url, credentials: null, ...sockets }, "alice");
    await connection.close();
  } catch (error) {
    return failureOf(error, url, authority !== undefined);
  } finally {
    client?.close();
  }
  throw new Error("it is connected");
}

const NO_WEBSOCKET =
  "nothing there speaks WebSocket: a NATS server has a port of its own for it, the one under `websocket` in nats.conf; " +
  "where the server has TLS, write wss:// in place of ws://";

Deno.test("a port where nothing listens is told of as such, and is tried again", async () => {
  const failure = await failureAt(`ws://127.0.0.1:${freePort()}`);
  assert.deepEqual(failure, { text: "nothing answers there", isFinal: false });
});

Deno.test("a port that speaks first, as that of a NATS server's own protocol does, speaks no WebSocket", async () => {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const answering = (async () => {
    for await (const connection of listener) {
      await connection.write(new TextEncoder().encode('INFO {"server_id":"N","version":"2.9.10"} \r\n'));
      await connection.read(new Uint8Array(1000));
      connection.close();
    }
  })();
  const failure = await failureAt(`ws://127.0.0.1:${(listener.addr as Deno.NetAddr).port}`);
  assert.deepEqual(failure, { text: NO_WEBSOCKET, isFinal: true });
  listener.close();
  await answering.catch(() => {});
});

Deno.test("a web server without WebSocket speaks none", async () => {
  await using server = Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen: () => {} },
    () => new Response("hello"),
  );
  const failure = await failureAt(`ws://127.0.0.1:${server.addr.port}`);
  assert.deepEqual(failure, { text: NO_WEBSOCKET, isFinal: true });
});

/** A certificate for localhost that its owner has signed. */
function selfSigned(folder: string, ...options: string[]): { readonly cert: string; readonly key: string } {
  openssl(
    folder,
    "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -keyout key.pem -out cert.pem -subj /CN=localhost " +
      ["", ...options].join(" -addext "),
  );
  const [cert, key] = ["cert", "key"].map((name) => Deno.readTextFileSync(`${folder}/${name}.pem`));
  return { cert, key };
}

Deno.test({
  name:
    "a certificate that is not believed is told of with its own way out: --ca only where it was not given",
  ignore: cannotServe,
  async fn() {
    const folder = Deno.makeTempDirSync();
    const names = "subjectAltName=DNS:localhost,DNS:b.org";
    const own = selfSigned(folder, "basicConstraints=critical,CA:FALSE", names);
    const nameless = selfSigned(folder, "basicConstraints=critical,CA:FALSE");
    const authority = selfSigned(folder, names);
    Deno.removeSync(folder, { recursive: true });
    const cases = [
      [
        own,
        "localhost",
        undefined,
        /^nobody whom Deno trusts .*; where its authority is your own, give --ca /,
      ],
      [
        own,
        "localhost",
        authority.cert,
        /^the server's certificate is not from the authority that --ca gives$/,
      ],
      [
        own,
        "127.0.0.1",
        own.cert,
        /^the server's certificate is not for 127.0.0.1, but for localhost and b.org$/,
      ],
      [nameless, "localhost", nameless.cert, /is for no name: it must have localhost as its subjectAltName$/],
      [
        authority,
        "localhost",
        authority.cert,
        /an authority in place of its own: .*CA:FALSE, and be given as --ca$/,
      ],
    ] as const;
    for (const [shown, host, believed, said] of cases) {
      await using server = Deno.serve(
        { ...shown, port: 0, hostname: "127.0.0.1", onListen: () => {} },
        () => new Response(),
      );
      const { text, isFinal } = await failureAt(`wss://${host}:${server.addr.port}`, believed);
      assert.match(text, said);
      assert.ok(isFinal);
    }
  },
});
