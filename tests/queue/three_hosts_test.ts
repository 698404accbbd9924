// Three hosts that share nothing: one has the server and collects, two train, and one of these is cut off and healed.
// Why namespaces of the network: a cable that is pulled says nothing to anybody, unlike a process that dies.

import assert from "node:assert/strict";
import { OVERRIDES, SweepFolder } from "../host/sweep_folder.ts";
import { skipWithout } from "../requirement.ts";
import { denoArguments, type ProcessResult, resultOf, signalTo } from "../seedbed_process.ts";
import { until } from "../waiting.ts";
import { cannotServe, NatsServer } from "./nats_server.ts";

/** Sweeps until one of them finds the healed host at work. */
const MOST_SWEEPS = 10;

/** Runs a command to its end. */
function run(...[program, ...args]: string[]): boolean {
  try {
    return new Deno.Command(program, { args, stdout: "null", stderr: "null" }).outputSync().success;
  } catch {
    return false;
  }
}

const cannotCut = skipWithout(
  Deno.build.os === "linux" && run("unshare", "--net", "ip", "link", "set", "lo", "up"),
  "the right to make networks",
  "run the tests as root on Linux, with Debian's iproute2",
);

/** A host with a network of its own. */
class Host implements Disposable {
  readonly #process = new Deno.Command("unshare", {
    args: ["--net", "sleep", "3600"],
    stdin: "null",
    stdout: "null",
    stderr: "null",
  }).spawn();

  /** What comes before a command on this host. */
  get shell(): string[] {
    return ["nsenter", "--target", String(this.#process.pid), "--net"];
  }

  get pid(): string {
    return String(this.#process.pid);
  }

  start(...commandLine: string[]): { process: Deno.ChildProcess; ended: Promise<ProcessResult> } {
    const [program, ...args] = [...this.shell, Deno.execPath(), ...denoArguments(commandLine)];
    const process = new Deno.Command(program, {
      args,
      env: { NO_COLOR: "1" },
      stdin: "null",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    return { process, ended: resultOf(process) };
  }

  [Symbol.dispose](): void {
    this.#process.kill("SIGKILL");
  }
}

/** A cable between two hosts. */
async function connect(
  name: string,
  [first, firstAddress]: [Host, string],
  [second, secondAddress]: [Host, string],
) {
  const ends = [`${name}a`, `${name}b`];
  // A host takes a moment to leave the network of its parent.
  for (const host of [first, second]) {
    const own = (): string => Deno.readLinkSync(`/proc/${host.pid}/ns/net`);
    await until("a host has a network of its own", () => own() !== Deno.readLinkSync("/proc/self/ns/net"));
  }
  assert.ok(run("ip", "link", "add", ends[0], "type", "veth", "peer", "name", ends[1]));
  for (
    const [at, [host, address]] of [[first, firstAddress] as const, [second, secondAddress] as const]
      .entries()
  ) {
    assert.ok(run("ip", "link", "set", ends[at], "netns", host.pid));
    assert.ok(run(...host.shell, "ip", "addr", "add", `${address}/24`, "dev", ends[at]));
    assert.ok(run(...host.shell, "ip", "link", "set", ends[at], "up"));
    assert.ok(run(...host.shell, "ip", "link", "set", "lo", "up"));
  }
  return {
    pull: () => assert.ok(run(...first.shell, "ip", "link", "set", ends[0], "down")),
    plug: () => assert.ok(run(...first.shell, "ip", "link", "set", ends[0], "up")),
  };
}

Deno.test({
  name: "a host that is cut off costs nothing but its parts, and works again when it is healed",
  ignore: cannotServe || cannotCut,
  async fn() {
    using centre = new Host();
    using first = new Host();
    using second = new Host();
    const suffix = crypto.randomUUID().slice(0, 4);
    await connect(`s${suffix}x`, [centre, "10.77.1.1"], [first, "10.77.1.2"]);
    const cable = await connect(`s${suffix}y`, [centre, "10.77.2.1"], [second, "10.77.2.2"]);
    await using server = await NatsServer.start(["127.0.0.1", "10.77.1.1", "10.77.2.1"], centre.shell);
    using sweep = SweepFolder.make(["seed=1..16000", "epochs=1000", "log_every=10"]);
    const work = (host: Host, name: string, address: string) =>
      host.start("work", server.urlAt(address), "--name", name, "-j", "1", ...server.optionsOf(name));
    const queue = (folder: SweepFolder) =>
      centre.start("queue", server.url, ...folder.commandLine().slice(1), ...server.optionsOf("collector"));

    const alice = work(first, "alice", "10.77.1.1");
    const bob = work(second, "bob", "10.77.2.1");
    const collecting = queue(sweep);
    await until("three parts are kept", () => sweep.parts().length >= 3);
    cable.pull();
    const { code, stderr } = await collecting.ended;
    assert.equal(code, 0, stderr);
    sweep.assertRight();

    signalTo(alice.process, "SIGINT");
    await alice.ended;
    cable.plug();
    // It takes a host some seconds to notice that it is healed; meanwhile a sweep is trained where it is collected.
    let isHealed = false;
    for (let tries = 1; tries <= MOST_SWEEPS && !isHealed; tries++) {
      using next = SweepFolder.make(OVERRIDES.with(0, `seed=${tries}..${tries + 7999}`));
      const again = await queue(next).ended;
      assert.equal(again.code, 0, again.stderr);
      next.assertRight();
      isHealed = /^bob\/\w{4} sent \d+ parts?, \d+ trials$/m.test(again.stderr);
    }
    assert.ok(isHealed, `bob had no part of ${MOST_SWEEPS} sweeps`);
    signalTo(bob.process, "SIGINT");
    assert.equal((await bob.ended).code, 130);
  },
});
