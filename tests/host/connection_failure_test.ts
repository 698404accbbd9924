// Whoever gives a wrong address of a server reads what is there, and not what a library calls it.
import assert from "node:assert/strict";
import { type ConnectionFailure, failureOf } from "../../src/host/connection_failure.ts";
import { connectTo } from "../../src/queue/connection.ts";
import { freePort } from "../free_port.ts";

/** What a connection to an address fails with. */
async function failureAt(url: string): Promise<ConnectionFailure> {
  try {
    const connection = await connectTo({ url, credentials: null }, "alice");
    await connection.close();
  } catch (error) {
    return failureOf(error, url);
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
