// `queue`: runs a sweep on the workers of a NATS server, and puts it together here.
// Why no option of `run`: this command reaches the network, and `run` never does; nor does `run` fetch the packages for it.

import { surviveLargeFiles } from "../host/interrupt.ts";
import { COLLECTOR } from "../queue/subjects.ts";
import { beside } from "./beside.ts";
import {
  type Arguments,
  AT_OPTION,
  type Command,
  OUT_OPTION,
  PARQUET_OPTION,
  UsageError,
} from "./command.ts";
import { sweepsOf } from "./experiment_argument.ts";
import { inTurn, JSON_IN_TURN_OPTION } from "./in_turn.ts";
import { SERVER_OPTIONS, serverOf } from "./queue_arguments.ts";
import { start } from "./start.ts";

export const queueCommand: Command = {
  name: "queue",
  usage: "URL FILE … [key=value …]",
  takes: "experiments",
  summary: "run a sweep on the workers of a NATS server",
  description:
    "Publishes the parts of a sweep on a NATS server, collects what workers send, checks some of it, and writes the " +
    "result folder as run does, with the same bytes.\n" +
    "Start any number of workers with work, before or after. Ctrl-C keeps what has come in, and the same command " +
    "continues; meanwhile workers go on with what is on the server, unless --withdraw takes the sweep away.",
  options: [
    ...SERVER_OPTIONS,
    OUT_OPTION,
    JSON_IN_TURN_OPTION,
    AT_OPTION,
    PARQUET_OPTION,
    { name: "withdraw", help: "take a sweep off the server without training" },
  ],
  examples: [
    [
      "queue wss://host experiments/gender_seeds.yaml --credentials my.key",
      "the sweep in the file, trained by the workers of that server",
    ],
  ],
  run,
};

async function run(args: Arguments): Promise<number> {
  const { server, rest } = serverOf(args, "queue", COLLECTOR);
  const experiments = await sweepsOf(rest, "queue", `${server.url} experiments/gender_seeds.yaml`);
  const isWithdrawn = args.has("withdraw");
  if (isWithdrawn && args.has("json")) {
    throw new UsageError("--withdraw and --json exclude each other", "--withdraw has no result to print");
  }
  surviveLargeFiles();
  const path = beside("./queue_sweep.ts", import.meta.url);
  const { queueSweep, withdrawSweep } = await import(path) as typeof import("./queue_sweep.ts");
  return await inTurn(
    experiments,
    rest,
    (experiment, printJson) =>
      isWithdrawn ? withdrawSweep(experiment, server) : queueSweep(experiment, rest, server, printJson),
  );
}

if (import.meta.main) Deno.exit(await start(queueCommand, Deno.args));
