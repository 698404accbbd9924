// What a worker sends is believed only as far as it is checked; what it may do is what the server lets it.
import assert from "node:assert/strict";
import { PartGone } from "../../src/host/part_store.ts";
import { socketsOf } from "../../src/host/queue_server.ts";
import { collectSweep } from "../../src/host/queued_sweep.ts";
import { headers, type NatsConnection } from "npm:@nats-io/nats-core@3.4.0";
import { jetstream, jetstreamManager, type JsMsg } from "npm:@nats-io/jetstream@3.4.0";
import { canonicalText } from "../../src/experiment/config.ts";
import { experimentHash } from "../../src/experiment/experiment_id.ts";
import { parseExperiment } from "../../src/experiment/reading/parse_experiment.ts";
import { makePartWorker } from "../../src/host/sweep_threads.ts";
import { Collector } from "../../src/queue/collector.ts";
import { connectTo } from "../../src/queue/connection.ts";
import { publishSweep } from "../../src/queue/published_sweep.ts";
import { ensureStreams } from "../../src/queue/streams.ts";
import { CONFIG_STREAM, DONE_STREAM, SweepSubjects, WORK_STREAM } from "../../src/queue/subjects.ts";
import { SweepOnServer } from "../../src/queue/sweep_on_server.ts";
import { PartRequests } from "../../src/sweep/part_requests.ts";
import { PartTrainer } from "../../src/sweep/part_trainer.ts";
import { planOf, type SweepPlan } from "../../src/sweep/plan.ts";
import { partFile } from "../../src/threads/part_file.ts";
import { SweepFolder } from "../host/sweep_folder.ts";
import { projectPath } from "../project_path.ts";
import { type ProcessResult, resultOf, runSeedbed, signalTo, startSeedbed } from "../seedbed_process.ts";
import { PEOPLE } from "../sweep/sweep_cases.ts";
import { until } from "../waiting.ts";
import { cannotServe, NatsServer } from "./nats_server.ts";

const OVERRIDES = ["seed=1..4000", "epochs=1000", "log_every=10"];
const plan = planOf(parseExperiment(PEOPLE, { overrides: OVERRIDES }));
const hash = experimentHash(plan.experiment);
const subjects = new SweepSubjects(hash);

/** Connects with a key, which may do with it whatever the server lets it. */
async function as(server: NatsServer, name: string): Promise<NatsConnection> {
  const credentials = Deno.readTextFileSync(`${server.folder}/${name}.key`);
  const client = Deno.createHttpClient({ caCerts: [Deno.readTextFileSync(`${server.folder}/ca.pem`)] });
  return await connectTo({ url: server.url, credentials, openSocket: socketsOf(client) }, name);
}

/** Connects as who collects, and makes the streams of the sweep. */
async function asCollector(server: NatsServer): Promise<NatsConnection> {
  const connection = await as(server, "collector");
  await ensureStreams(await jetstreamManager(connection, { checkAPI: false }), subjects);
  return connection;
}

/** The file of a part as it must be, or with all losses moved by one bit. */
async function fileOf(
  sweep: SweepPlan,
  part: number,
  isForged: boolean,
  identity = hash,
): Promise<Uint8Array> {
  const requests = new PartRequests(sweep);
  const trained = new PartTrainer().train(requests.trials(part));
  if (isForged) {
    const words = new Uint32Array(trained.figures.buffer);
    for (let at = 0; at < trained.figures.length / 5; at++) words[2 * at] ^= 1;
  }
  return await partFile(requests.frame, Uint8Array.fromHex(identity), trained);
}

async function collect(server: NatsServer, sweep: SweepFolder): Promise<ProcessResult> {
  const [, ...rest] = sweep.commandLine();
  return await runSeedbed(["queue", server.url, ...rest, ...server.optionsOf("collector")]);
}

async function work(server: NatsServer, name: string, ...options: string[]): Promise<ProcessResult> {
  return await runSeedbed(["work", server.url, "--name", name, "-j", "1", ...options]);
}

function serverTest(name: string, fn: (server: NatsServer, t: Deno.TestContext) => Promise<void>): void {
  Deno.test({
    name,
    ignore: cannotServe,
    async fn(t) {
      await using server = await NatsServer.start();
      await fn(server, t);
    },
  });
}

const foreign = planOf(parseExperiment(PEOPLE, { overrides: [...OVERRIDES, "learning_rate=0.3"] }));

interface Lie {
  readonly name: string;
  readonly file: () => Promise<Uint8Array>;
  readonly said: RegExp;
}

const LIES: readonly Lie[] = [
  {
    name: "a part in which each loss has one other bit, under a right hash",
    file: () => fileOf(plan, 0, true),
    said: /^refused alice: trial \d+ \(init.seed=\d+\) has the loss [\d.e-]+, and here [\d.e-]+$/m,
  },
  {
    name: "a part of another sweep",
    file: () => fileOf(foreign, 0, false, experimentHash(foreign.experiment)),
    said: /^refused alice: what it sent as part-00000 is no part of this sweep$/m,
  },
  {
    name: "a part of another sweep in the name of this one",
    file: () => fileOf(foreign, 0, false),
    said: /^refused alice: trial \d+ /m,
  },
  {
    name: "a part in another layout",
    file: async () => {
      const file = await fileOf(plan, 0, false);
      file[12]++;
      return file;
    },
    said: /^refused alice: what it sent as part-00000 is no part of this sweep$/m,
  },
];

serverTest(
  "a worker that lies is refused with the first wrong bit, what came from it goes, and the folder is right",
  async (server, t) => {
    const collector = await asCollector(server);
    const liar = await as(server, "alice");
    for (const { name, file, said } of LIES) {
      await t.step(name, async () => {
        await ensureStreams(await jetstreamManager(collector, { checkAPI: false }), subjects);
        // It comes first, and after it what is right, which goes too.
        await jetstream(liar).publish(subjects.done("alice", "liar", 1), await fileOf(plan, 1, false));
        await jetstream(liar).publish(subjects.done("alice", "liar", 0), await file());
        using sweep = SweepFolder.make(OVERRIDES);
        const { code, stderr } = await collect(server, sweep);
        assert.equal(code, 0, stderr);
        assert.match(stderr, said);
        assert.match(
          stderr,
          /^ {2}\d parts? that came from it, or whose sender is unknown, (is|are) thrown away/m,
        );
        assert.match(stderr, /^trained here: 9 parts, 4000 trials$/m);
        sweep.assertRight();
      });
    }
    await liar.close();
    await collector.close();
  },
);

serverTest(
  "parts that are right are believed, though their worker is not heard of any more",
  async (server) => {
    const collector = await asCollector(server);
    const alice = await as(server, "alice");
    for (let part = 0; part < plan.partCount; part++) {
      await jetstream(alice).publish(subjects.done("alice", "x", part), await fileOf(plan, part, false));
    }
    using sweep = SweepFolder.make(OVERRIDES);
    const { code, stderr } = await collect(server, sweep);
    assert.equal(code, 0, stderr);
    assert.equal(stderr, `alice/x sent 9 parts, 4000 trials\nwritten ${sweep.resultPath}\n`);
    sweep.assertRight();
    await alice.close();
    await collector.close();
  },
);

serverTest("a worker that is refused hears of it and ends", async (server) => {
  const collector = await asCollector(server);
  await publishSweep(collector, subjects, plan);
  await jetstream(collector).publish(subjects.refused("alice"), "trial 7 has another loss");
  const { code, stderr } = await work(server, "alice", ...server.optionsOf("alice"));
  assert.equal(code, 1);
  assert.match(stderr, /^refused alice: the collector refuses it: trial 7 has another loss\n$/m);
  await collector.close();
});

serverTest("a part that nobody ends is named, and trained where it is collected", async (server) => {
  const collector = await asCollector(server);
  using sweep = SweepFolder.make(OVERRIDES);
  const worker = await as(server, "alice");
  const collecting = collect(server, sweep);
  const consumer = await jetstream(worker).consumers.get(WORK_STREAM, subjects.workConsumer);
  // It takes the first part again and again, and gives it back each time, as one that dies of it does. It leaves the others
  // and says that it is at work, or all would be trained where they are collected.
  const held: JsMsg[] = [];
  const talking = setInterval(() => worker.publish(subjects.word("alice", "x")), 500);
  let count = 0;
  await until("a part was given out three times", async () => {
    for await (const message of await consumer.fetch({ max_messages: 1, expires: 1000 })) {
      if (message.subject !== subjects.part(0)) held.push(message);
      else if (count++ < 3) message.nak();
    }
    return count >= 3;
  });
  for (const message of held) message.nak();
  await worker.flush();
  // It goes on saying that it is at work: however long the other takes to come, the parts wait for it.
  const honest = await work(server, "bob", "--once", ...server.optionsOf("bob"));
  clearInterval(talking);
  assert.match(honest.stderr, /bob\/\w{4} sent [1-9]\d* parts?, \d+ trials\n$/);
  const { code, stderr } = await collecting;
  assert.equal(code, 0, stderr);
  assert.match(
    stderr,
    /^part-00000 \(trials 1 to 480\): 3 workers took it and said nothing more; it is trained here$/m,
  );
  sweep.assertRight();
  await worker.close();
  await collector.close();
});

serverTest(
  "parts that were given out too often while nobody listened are given out again",
  async (server) => {
    const collector = await asCollector(server);
    for (let part = 0; part < plan.partCount; part++) await jetstream(collector).publish(subjects.part(part));
    const worker = await as(server, "alice");
    const consumer = await jetstream(worker).consumers.get(WORK_STREAM, subjects.workConsumer);
    let count: number;
    do {
      count = 0;
      for await (const message of await consumer.fetch({ max_messages: plan.partCount, expires: 1000 })) {
        message.nak();
        count++;
      }
    } while (count > 0);
    using sweep = SweepFolder.make(OVERRIDES);
    await publishSweep(collector, subjects, plan);
    // It says that it is at work: however long the other takes to come, the parts wait for it.
    const talking = setInterval(() => worker.publish(subjects.word("alice", "x")), 500);
    const collecting = collect(server, sweep);
    const working = startSeedbed([
      "work",
      server.url,
      "--name",
      "bob",
      "-j",
      "1",
      ...server.optionsOf("bob"),
    ]);
    const { code, stderr } = await collecting;
    clearInterval(talking);
    await worker.close();
    signalTo(working, "SIGINT");
    await resultOf(working);
    assert.equal(code, 0, stderr);
    assert.match(stderr, /^alice\/x works\nbob\/\w{4} works\nbob\/\w{4} sent 9 parts, 4000 trials\nwritten /);
    sweep.assertRight();
    await collector.close();
  },
);

serverTest(
  "a sweep that another process has put together meanwhile is taken from the server",
  async (server) => {
    const collector = await asCollector(server);
    const manager = await jetstreamManager(collector, { checkAPI: false });
    const alice = await as(server, "alice");
    using sweep = SweepFolder.make(OVERRIDES);
    // It says that it is at work, so that nothing is trained where parts are collected.
    const talking = setInterval(() => alice.publish(subjects.word("alice", "x")), 500);
    const published = (): Promise<unknown> =>
      manager.direct.getMessage(CONFIG_STREAM, { last_by_subj: subjects.config(0) });
    const collecting = collectSweep({
      connection: collector,
      plan,
      experimentHash: hash,
      folder: sweep.resultPath,
      onEvent: () => {},
      onProgress: () => {},
    });
    const gone = assert.rejects(collecting, PartGone);
    await until("the sweep is published", async () => await published() !== null);
    Deno.removeSync(sweep.partsPath, { recursive: true });
    await jetstream(alice).publish(subjects.done("alice", "x", 0), await fileOf(plan, 0, false));
    await gone;
    clearInterval(talking);
    assert.equal(await published(), null);
    await alice.close();
    await collector.close();
  },
);

serverTest("who collects a sweep that another one collects is told, and what comes of it", async (server) => {
  const collector = await asCollector(server);
  const consumer = await jetstream(collector).consumers.get(DONE_STREAM, subjects.doneConsumer);
  const waiting = await consumer.fetch({ max_messages: 1, expires: 600_000 });
  const waited = Array.fromAsync(waiting).catch(() => {});
  using sweep = SweepFolder.make(OVERRIDES);
  const { code, stderr } = await collect(server, sweep);
  await waiting.close();
  await waited;
  assert.equal(code, 0, stderr);
  assert.match(stderr, /^another queue collects this sweep from the same server: .* again for the other\n/);
  sweep.assertRight();
  await collector.close();
});

serverTest("what others put into the folder meanwhile is told of at the end", async (server) => {
  const collector = await asCollector(server);
  const manager = await jetstreamManager(collector, { checkAPI: false });
  const alice = await as(server, "alice");
  using sweep = SweepFolder.make(OVERRIDES);
  // It says that it is at work, so that nothing is trained where parts are collected.
  const talking = setInterval(() => alice.publish(subjects.word("alice", "x")), 500);
  const collecting = collect(server, sweep);
  const first = { last_by_subj: subjects.config(0) };
  await until(
    "the sweep is published",
    async () => await manager.direct.getMessage(CONFIG_STREAM, first) !== null,
  );
  for (const shard of ["1/2", "2/2"]) assert.equal((await sweep.run("--shard", shard)).code, 0);
  const { code, stderr } = await collecting;
  clearInterval(talking);
  assert.equal(code, 0, stderr);
  assert.match(stderr, /^put into the folder by others: 9 parts, 4000 trials\nwritten /m);
  sweep.assertRight();
  await alice.close();
  await collector.close();
});

serverTest(
  "a worker leaves a sweep alone that it would write or cut otherwise, or that is not what its name says",
  async (server) => {
    const collector = await asCollector(server);
    const cases: readonly (readonly [identity: string, layout: string, partSize: string, said: RegExp])[] = [
      [hash, "6", "480", /it wants parts in layout 6, and this program writes layout 5/],
      [hash, "5", "7", /it was cut into parts of 7 trials, and this program cuts it into 480/],
      ["0".repeat(64), "5", "480", /its text has the hash [0-9a-f]{64}, not that of its name/],
    ];
    for (const [identity, layout, partSize, said] of cases) {
      const about = headers();
      about.set("Seedbed-Pieces", "1");
      about.set("Seedbed-Part-Layout", layout);
      about.set("Seedbed-Part-Size", partSize);
      const text = canonicalText(plan.experiment);
      await jetstream(collector).publish(new SweepSubjects(identity).config(0), text, { headers: about });
      const { code, stderr } = await work(server, "bob", "--once", ...server.optionsOf("bob"));
      assert.equal(code, 0, stderr);
      assert.match(stderr, said);
      assert.match(stderr, /^nothing to do\nbob\/\w{4} sent 0 parts, 0 trials\n$/m);
    }
    await collector.close();
  },
);

serverTest(
  "a worker's key lets it send parts under its name, take parts and read sweeps, and nothing else",
  async (server) => {
    const collector = await asCollector(server);
    const alice = await as(server, "alice");
    const errors: string[] = [];
    const hearing = (async () => {
      for await (const status of alice.status()) {
        if (status.type === "error") {
          errors.push(status.error.message);
        }
      }
    })();
    const forbidden = [
      subjects.done("bob", "x", 0),
      subjects.part(0),
      subjects.config(0),
      subjects.refused("bob"),
      `$JS.API.STREAM.DELETE.${WORK_STREAM}`,
      `$JS.API.STREAM.PURGE.${DONE_STREAM}`,
      `$JS.API.CONSUMER.DELETE.${WORK_STREAM}.${subjects.workConsumer}`,
      `$JS.API.CONSUMER.MSG.NEXT.${DONE_STREAM}.${subjects.doneConsumer}`,
    ];
    for (const subject of forbidden) alice.publish(subject, "{}");
    const unheard = ["seedbed.>", "_INBOX.bob.>", "_INBOX.collector.>"];
    for (const subject of unheard) alice.subscribe(subject, { callback: () => {} });
    // The server says so a moment later; what it says after the connection is closed nobody hears.
    for (const subject of [...forbidden, ...unheard]) {
      await until(
        `${subject} is refused`,
        () => errors.some((message) => message.includes(`"${subject}"`)),
        30_000,
      );
    }
    await alice.close();
    await hearing;
    // A key is for one name: who takes another is told.
    const { code, stderr } = await work(server, "bob", ...server.optionsOf("alice"));
    assert.equal(code, 3);
    assert.match(stderr, /^error: cannot work as bob: .*: work under the name that its key is for\n$/m);
    await collector.close();
  },
);

serverTest("who may not collect is told which key may", async (server) => {
  const line = ["queue", server.url, projectPath("experiments/gender_seeds.yaml")];
  const { code, stderr } = await runSeedbed([...line, ...server.optionsOf("alice")], server.folder);
  assert.equal(code, 3);
  assert.match(
    stderr,
    /^error: cannot collect from .*, which does not let you: give .* of the collector's key\n$/,
  );
});

serverTest("a server without JetStream is said to lack it", async (server) => {
  await server.kill(false);
  const path = `${server.folder}/nats.conf`;
  Deno.writeTextFileSync(path, Deno.readTextFileSync(path).replace(/^jetstream .*$/m, ""));
  await server.restart();
  const said =
    /^error: cannot .* the server: it has no JetStream: start it with -js, or with `jetstream {}` /m;
  const working = await work(server, "bob", ...server.optionsOf("bob"));
  const line = ["queue", server.url, projectPath("experiments/gender_seeds.yaml")];
  const collecting = await runSeedbed([...line, ...server.optionsOf("collector")], server.folder);
  for (const { code, stderr } of [working, collecting]) {
    assert.equal(code, 3);
    assert.match(stderr, said);
  }
});

serverTest("what stands in the way of a connection is said, with the way out", async (server) => {
  const lines: readonly (readonly [options: readonly string[], said: RegExp])[] = [
    [
      ["--ca", `${server.folder}/ca.pem`],
      /^error: cannot connect to wss:.*: the server does not know who this is: give --credentials/,
    ],
    [
      ["--credentials", `${server.folder}/bob.key`],
      /^error: cannot connect to wss:.*; where its authority is your own, give --ca/,
    ],
  ];
  for (const [options, said] of lines) {
    const { code, stderr } = await work(server, "bob", ...options);
    assert.equal(code, 3);
    assert.match(stderr, said);
  }
  const withoutTls = `ws://127.0.0.1:${server.port}`;
  const { code, stderr } = await runSeedbed(["work", withoutTls]);
  assert.equal(code, 3);
  assert.match(stderr, /; where the server has TLS, write wss:\/\/ in place of ws:\/\/\n$/);
});

Deno.test("a server that has no TLS where TLS is wanted is said to have none", async () => {
  await using server = Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen: () => {} },
    () => new Response(),
  );
  const { code, stderr } = await runSeedbed(["work", `wss://127.0.0.1:${server.addr.port}`]);
  assert.equal(code, 3);
  assert.match(stderr, /: what answers there has no TLS: write ws:\/\/ in place of wss:\/\/\n$/);
});

serverTest("a part that is being read as its worker is refused is not kept either", async (server) => {
  const connection = await asCollector(server);
  const liar = await as(server, "alice");
  for (const part of [0, 1]) {
    await jetstream(liar).publish(subjects.done("alice", "liar", part), await fileOf(plan, part, true));
  }
  const refused = Promise.withResolvers<void>();
  using _ = heldHash(2, refused.promise);
  const files = new Map<number, Uint8Array<ArrayBuffer>>();
  const collector = new Collector({
    server: await SweepOnServer.of(connection, plan, hash),
    makeWorker: makePartWorker,
    store: {
      keep: (part, file) => void files.set(part, file.slice()),
      remove: (part) => void files.delete(part),
      kept: () => new Set(files.keys()),
    },
    onEvent: ({ kind }) => {
      if (kind === "refused") refused.resolve();
    },
    onProgress: () => {},
  });
  await collector.collect();
  assert.equal(files.size, plan.partCount);
  for (const part of [0, 1]) {
    const right = await fileOf(plan, part, false);
    assert.ok(files.get(part)!.every((byte, index) => byte === right[index]), `part ${part} is forged`);
  }
  await liar.close();
  await connection.close();
});

/** Lets one of the hashes that are taken from now on, counted from 1, wait for something; until it is disposed of. */
function heldHash(number: number, held: Promise<void>): Disposable {
  const { subtle } = crypto;
  const digest = subtle.digest.bind(subtle);
  let count = 0;
  subtle.digest = async (...args) => {
    if (++count === number) await held;
    return await digest(...args);
  };
  return {
    [Symbol.dispose]: () => {
      // What it has of its own hides what all have.
      Reflect.deleteProperty(subtle, "digest");
    },
  };
}
