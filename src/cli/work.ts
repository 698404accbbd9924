// `work`: trains parts of sweeps for a NATS server, until it is stopped.
// What must not change: it writes nothing but what it says on the terminal.

import { COLLECTOR, WORKER_NAME } from "../queue/subjects.ts";
import { beside } from "./beside.ts";
import { type Arguments, type Command, JOBS_OPTION, UsageError } from "./command.ts";
import { SERVER_OPTIONS, serverOf } from "./queue_arguments.ts";
import { start } from "./start.ts";
import { jobCount } from "./sweep_arguments.ts";

export const workCommand: Command = {
  name: "work",
  usage: "URL",
  summary: "train parts of sweeps for a NATS server",
  description:
    "Trains parts of the sweeps that queue publishes on a NATS server, and sends them back, until it is stopped.\n" +
    "Ctrl-C returns its unfinished parts to the queue. With --server-config it prints a configuration for such a server, " +
    "and the keys that go with it.",
  options: [
    ...SERVER_OPTIONS,
    { ...JOBS_OPTION, help: "threads (default: all cores)" },
    {
      name: "name",
      value: "NAME",
      help: "the name that the key belongs to (default: worker)",
    },
    { name: "once", help: "stop when there is nothing to do" },
    { name: "server-config", help: "print nats.conf, with a key for each --name" },
  ],
  examples: [
    [
      "work --server-config --name alice --name bob > nats.conf",
      "a configuration; its three keys are printed too, to be put into files",
    ],
    ["work wss://host:4433 --name alice --credentials alice.key", "work as alice"],
  ],
  run,
};

const DEFAULT_NAME = "worker";

async function run(args: Arguments): Promise<number> {
  const names = args.values("name").length === 0 ? [DEFAULT_NAME] : args.values("name");
  const odd = names.find((name) => !WORKER_NAME.test(name));
  if (odd !== undefined) {
    throw new UsageError(
      `--name must be letters, digits, - and _, 32 at most: found ${odd}`,
      "for example --name lab-3",
    );
  }
  if (names.includes(COLLECTOR)) {
    throw new UsageError(
      `--name must not be ${COLLECTOR}: that is the name of whoever runs queue`,
      "for example --name lab-3",
    );
  }
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice !== undefined) {
    throw new UsageError(
      `--name must be another one each time: found ${twice} twice`,
      "a name has one key, which any number of processes may use",
    );
  }
  if (args.has("server-config")) {
    refuseBesideConfig(args);
    (await loadWork()).printConfig(names);
    return 0;
  }
  if (names.length > 1) throw new UsageError(`--name must be one name: found ${names.join(" and ")}`);
  const { server, rest } = serverOf(args, "work", names[0]);
  if (rest.positionals.length > 0) {
    throw new UsageError(
      `work takes the address of a server and nothing else: found ${rest.positionals[0]}`,
      "the server says which sweeps there are; queue publishes one",
    );
  }
  const options = { name: names[0], threadCount: jobCount(args), isOnce: args.has("once") };
  return await (await loadWork()).work(server, options);
}

/** Refuses what a configuration does not go by: whoever gave it believes that it does. */
function refuseBesideConfig(args: Arguments): void {
  const options = ["credentials", "ca", "jobs", "once"].filter((name) => args.has(name));
  const [found] = [...args.positionals, ...options.map((name) => `--${name}`)];
  if (found === undefined) return;
  throw new UsageError(
    `work --server-config takes --name and nothing else: found ${found}`,
    "it prints nats.conf, in which addresses and files are yours to change",
  );
}

/** What reaches the network, and its packages. */
async function loadWork(): Promise<typeof import("./work_for_server.ts")> {
  return await import(beside("./work_for_server.ts", import.meta.url));
}

if (import.meta.main) Deno.exit(await start(workCommand, Deno.args));
