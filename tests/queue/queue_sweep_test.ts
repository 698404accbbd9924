// A sweep on a NATS server gives the folder that one machine gives, whoever dies, forgets, is slow or lies.
import assert from "node:assert/strict";
import { RandomState } from "../../mod.ts";
import { namesIn, SweepFolder } from "../host/sweep_folder.ts";
import { caseCount } from "../requirement.ts";
import { makeOld } from "../crash/whole_folder.ts";
import { signalTo, startSeedbed } from "../seedbed_process.ts";
import { until } from "../waiting.ts";
import { cannotServe, NatsServer } from "./nats_server.ts";

/** A process, and what it leaves behind. */
interface Running {
  readonly process: Deno.ChildProcess;
  readonly ended: Promise<{ readonly code: number; readonly stderr: string }>;
  /** Waits until it has said something. */
  readonly said: (text: string) => Promise<void>;
}

function started(line: readonly string[]): Running {
  const process = startSeedbed(line);
  let stderr = "";
  const reading = (async () => {
    for await (const text of process.stderr.pipeThrough(new TextDecoderStream())) stderr += text;
  })();
  const printing = process.stdout.pipeTo(new WritableStream());
  let isOver = false;
  const ended = Promise.all([process.status, reading, printing]).then(([{ code }]) => {
    isOver = true;
    return { code, stderr };
  });
  return {
    process,
    ended,
    said: async (text) => {
      await until(`it says ${text}`, () => stderr.includes(text) || isOver);
      assert.ok(stderr.includes(text), stderr);
    },
  };
}

function queue(server: NatsServer, sweep: SweepFolder, ...options: string[]): Running {
  const [, ...rest] = sweep.commandLine(...options);
  return started(["queue", server.url, ...rest, ...server.optionsOf("collector")]);
}

function work(server: NatsServer, name: string): Running {
  return started(["work", server.url, "--name", name, "-j", "1", ...server.optionsOf(name)]);
}

/** Ends a worker as its user does. */
async function stop({ process, ended }: Running): ReturnType<typeof started>["ended"] {
  signalTo(process, "SIGINT");
  return await ended;
}

function serverTest(
  name: string,
  test: (server: NatsServer, sweep: SweepFolder) => Promise<void>,
  overrides?: string[],
): void {
  Deno.test({
    name,
    ignore: cannotServe,
    async fn() {
      await using server = await NatsServer.start();
      using sweep = SweepFolder.make(overrides);
      await test(server, sweep);
    },
  });
}

serverTest(
  "two workers with the least rights, over WSS: the same folder, and each is told of",
  async (server, sweep) => {
    const workers = ["alice", "bob"].map((name) => work(server, name));
    for (const worker of workers) await worker.said(" works for ");
    const { code, stderr } = await queue(server, sweep).ended;
    assert.equal(code, 0, stderr);
    assert.match(stderr, /^(alice|bob)\/\w{4} works$/m);
    assert.match(stderr, /^(alice|bob)\/\w{4} sent \d+ parts?, \d+ trials\n/m);
    assert.match(stderr, /\nwritten .*\n$/);
    sweep.assertRight();
    for (const worker of workers) {
      const { code, stderr } = await stop(worker);
      assert.equal(code, 130);
      assert.match(stderr, /^(alice|bob)\/\w{4} works for wss:.* in 1 thread\n/);
      assert.match(stderr, /(alice|bob)\/\w{4} sent \d+ parts?, \d+ trials\n$/);
    }
    // What is there is found, without a server.
    await server.kill(false);
    assert.match((await queue(server, sweep).ended).stderr, /^found /);
  },
);

serverTest(
  "Ctrl-C keeps what has come, and the same command continues",
  async (server, sweep) => {
    const worker = work(server, "alice");
    await worker.said(" works for ");
    const first = queue(server, sweep);
    await until("three parts are kept", () => sweep.parts().length >= 3);
    // Nothing more comes meanwhile, or all could be there before the signal is.
    signalTo(worker.process, "SIGSTOP");
    const stopped = await stop(first);
    signalTo(worker.process, "SIGCONT");
    assert.equal(stopped.code, 130);
    assert.match(stopped.stderr, /stopped: \d+ of 32,000 trials are kept; the same command continues\n$/);
    const { code, stderr } = await queue(server, sweep).ended;
    assert.equal(code, 0, stderr);
    assert.match(stderr, /^continued: [\d,]+ of 32,000 trials were there already$/m);
    sweep.assertRight();
    await stop(worker);
  },
  ["seed=1..32000", "epochs=1000", "log_every=10"],
);

serverTest(
  "a server that goes away is told of once, by all, and so is that it is back; the folder is right",
  async (server, sweep) => {
    const worker = work(server, "alice");
    await worker.said(" works for ");
    const collector = queue(server, sweep);
    await until("two parts are kept", () => sweep.parts().length >= 2);
    await server.kill(false);
    const gone = "the server cannot be reached: the work goes on when it is back\n";
    for (const { said } of [worker, collector]) await said(gone);
    // They try to reach it meanwhile, in vain.
    await new Promise((resolve) => setTimeout(resolve, 1500));
    await server.restart();
    for (const { said } of [worker, collector]) await said(`${gone}the server is back\n`);
    const { code, stderr } = await collector.ended;
    assert.equal(code, 0, stderr);
    sweep.assertRight();
    for (const said of [stderr, (await stop(worker)).stderr]) {
      assert.equal(said.split("the server ").length - 1, 2, said);
    }
  },
  ["seed=1..16000", "epochs=1000", "log_every=10"],
);

serverTest(
  "workers, collector and server killed at random moments, the server's store lost: the same folder (seed 2)",
  async (server, sweep) => {
    const random = new RandomState(2);
    const workers = [work(server, "alice"), work(server, "bob")];
    let collector = queue(server, sweep);
    for (let round = 0; round < caseCount(4, 8) && namesIn(sweep.resultPath).length === 0; round++) {
      await new Promise((resolve) => setTimeout(resolve, random.uniform(100, 900)));
      const victim = round % 4;
      if (victim === 0) {
        signalTo(workers[0].process, "SIGKILL");
        await workers[0].ended;
        workers[0] = work(server, "alice");
      }
      if (victim === 1) {
        signalTo(collector.process, "SIGKILL");
        await collector.ended;
        collector = queue(server, sweep);
      }
      if (victim >= 2) {
        await server.kill(victim === 3);
        await server.restart();
      }
    }
    const { code, stderr } = await collector.ended;
    // A server that is away when a collector begins is told of, and the same command continues.
    if (code !== 0) {
      assert.match(stderr, /cannot (connect|collect)/);
      assert.equal((await queue(server, sweep).ended).code, 0);
    }
    makeOld(`${sweep.path}/results/people`);
    assert.equal((await sweep.run()).code, 0);
    sweep.assertRight();
    for (const worker of workers) await stop(worker);
  },
  ["seed=1..16000", "epochs=1000", "log_every=10"],
);

serverTest(
  "what dead workers held is trained where it is collected, without waiting for another",
  async (server, sweep) => {
    const worker = work(server, "alice");
    await worker.said(" works for ");
    const collector = queue(server, sweep);
    await until("two parts are kept", () => sweep.parts().length >= 2);
    signalTo(worker.process, "SIGKILL");
    await worker.ended;
    const { code, stderr } = await collector.ended;
    assert.equal(code, 0, stderr);
    assert.match(stderr, /^alice\/\w{4} sent /m);
    sweep.assertRight();
  },
);

serverTest(
  "without a worker the sweep is trained where it is collected, which says how to start one",
  async (server, sweep) => {
    const { code, stderr } = await queue(server, sweep).ended;
    assert.equal(code, 0, stderr);
    const wanted =
      "no worker is at this sweep: there is none, or all are at older ones; until one is, one thread trains here\n" +
      `  deno task work ${server.url} --name NAME --credentials NAME.key --ca ${server.folder}/ca.pem starts a worker\n` +
      "trained here: 17 parts, 8000 trials\n";
    assert.equal(stderr, `${wanted}written ${sweep.resultPath}\n`);
    sweep.assertRight();
  },
);

serverTest(
  "a sweep that a stopped queue has left stays on the server until queue finds the result, or --withdraw takes it away",
  async (server, sweep) => {
    const withdrawn = `withdrawn from ${server.url}: workers train it no more\n`;
    const leave = async (): Promise<void> => {
      const collector = queue(server, sweep);
      await collector.said("no worker is at ");
      const { code, stderr } = await stop(collector);
      assert.equal(code, 130);
      assert.match(
        stderr,
        /^workers go on with what is on the server: .* --withdraw takes it away\nstopped: /m,
      );
    };
    await leave();
    assert.equal((await sweep.run()).code, 0);
    const found = await queue(server, sweep).ended;
    assert.equal(found.code, 0, found.stderr);
    assert.ok(found.stderr.startsWith("found ") && found.stderr.endsWith(withdrawn), found.stderr);
    assert.doesNotMatch((await queue(server, sweep).ended).stderr, /withdrawn/);
    Deno.truncateSync(`${sweep.resultPath}/trials.csv`, 100);
    const damaged = await queue(server, sweep).ended;
    assert.equal(damaged.code, 1);
    assert.match(damaged.stderr, /^ {2}run --fresh with the same settings trains the sweep again and /m);
    Deno.removeSync(`${sweep.path}/results`, { recursive: true });
    await leave();
    const { code, stderr } = await queue(server, sweep, "--withdraw").ended;
    assert.equal(code, 0, stderr);
    assert.match(stderr, /^withdrawn people\/sweep-\w{8} from wss:.*: workers train it no more\n$/);
    assert.match((await queue(server, sweep, "--withdraw").ended).stderr, /^nothing of people\/sweep-/);
    assert.equal(
      (await started(["work", server.url, "--once", ...server.optionsOf("alice"), "--name", "alice"]).ended)
        .code,
      0,
    );
  },
);

serverTest(
  "a sweep that is being collected is not withdrawn",
  async (server, sweep) => {
    const collector = queue(server, sweep);
    await collector.said("no worker is at ");
    const { code, stderr } = await queue(server, sweep, "--withdraw").ended;
    assert.equal(code, 1, stderr);
    assert.match(stderr, /^error: another queue collects people\/sweep-\w{8} now: stop it first\n$/);
    assert.equal((await collector.ended).code, 0);
    sweep.assertRight();
  },
  ["seed=1..32000", "epochs=1000", "log_every=10"],
);
