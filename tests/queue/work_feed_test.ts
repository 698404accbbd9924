// A worker's feed gives its threads what it holds, and nothing that it has given back.
import assert from "node:assert/strict";
import { jetstream, type JetStreamManager, jetstreamManager } from "npm:@nats-io/jetstream@3.4.0";
import type { NatsConnection } from "npm:@nats-io/nats-core@3.4.0";
import { experimentHash } from "../../src/experiment/experiment_id.ts";
import { parseExperiment } from "../../src/experiment/reading/parse_experiment.ts";
import { socketsOf } from "../../src/host/queue_server.ts";
import { connectTo } from "../../src/queue/connection.ts";
import { publishSweep } from "../../src/queue/published_sweep.ts";
import { ensureStreams } from "../../src/queue/streams.ts";
import { SweepSubjects, WORK_STREAM } from "../../src/queue/subjects.ts";
import { WorkFeed } from "../../src/queue/work_feed.ts";
import { planOf } from "../../src/sweep/plan.ts";
import { pause } from "../../src/threads/event_loop.ts";
import { PEOPLE } from "../sweep/sweep_cases.ts";
import { until } from "../waiting.ts";
import { cannotServe, NatsServer } from "./nats_server.ts";

/** A sweep on a server, and what takes parts of it. */
interface Served {
  readonly connection: NatsConnection;
  readonly manager: JetStreamManager;
  readonly subjects: SweepSubjects;
  readonly feed: WorkFeed;
}

/** Publishes a sweep whose parts are so short that many are held at hand. */
function feedTest(name: string, isOnce: boolean, test: (served: Served) => Promise<void>): void {
  Deno.test({
    name,
    ignore: cannotServe,
    async fn() {
      await using server = await NatsServer.start();
      const openSocket = socketsOf(
        Deno.createHttpClient({ caCerts: [Deno.readTextFileSync(`${server.folder}/ca.pem`)] }),
      );
      const [collector, connection] = await Promise.all(["collector", "alice"].map((name) => {
        const credentials = Deno.readTextFileSync(`${server.folder}/${name}.key`);
        return connectTo({ url: server.url, credentials, openSocket }, name);
      }));
      const plan = planOf(
        parseExperiment(PEOPLE, { overrides: ["seed=1..32000", "epochs=10", "log_every=10"] }),
      );
      const subjects = new SweepSubjects(experimentHash(plan.experiment));
      const manager = await jetstreamManager(collector, { checkAPI: false });
      await ensureStreams(manager, subjects);
      await publishSweep(collector, subjects, plan);
      for (let part = 0; part < plan.partCount; part++) {
        await jetstream(collector).publish(subjects.part(part));
      }
      const options = { connection, name: "alice", instance: "x", threadCount: 1, isOnce, onEvent: () => {} };
      await test({ connection, manager, subjects, feed: new WorkFeed(options) });
      await connection.close();
      await collector.close();
    },
  });
}

feedTest(
  "a feed that is stopped hands out none of the parts that it gave back",
  false,
  async ({ connection, manager, subjects, feed }) => {
    const running = feed.run(Promise.resolve());
    assert.notEqual(await feed.next(), null);
    await until("more parts are given out", async () => {
      const { num_ack_pending } = await manager.consumers.info(WORK_STREAM, subjects.workConsumer);
      return num_ack_pending > 1;
    });
    // The server sends in order: what it gave out before has come when it answers.
    await connection.flush();
    feed.stop();
    assert.equal(await feed.next(), null);
    await running;
  },
);

feedTest(
  "a server that does not give any part has not said that there is none: a feed for once goes on asking",
  true,
  async ({ manager, subjects, feed }) => {
    // As while all parts are given out again.
    await manager.consumers.delete(WORK_STREAM, subjects.workConsumer);
    const running = feed.run(Promise.resolve());
    await pause(2000);
    await ensureStreams(manager, subjects);
    assert.notEqual(await feed.next(), null);
    feed.stop();
    await running;
  },
);
