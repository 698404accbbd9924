// `plan --shard`: how machines would share a sweep, and by which commands.
// What must not change: the shards that are shown are those that `run --shard` trains.

import { canonicalText, folderOf, idOf } from "../experiment/config.ts";
import { PROGRAM_VERSION } from "../experiment/versions.ts";
import { nativeHashOf } from "../host/native_hash.ts";
import { partsFolder } from "../host/sweep_lock.ts";
import { paint } from "../host/terminal.ts";
import { jsonText } from "../results/json_text.ts";
import type { SweepPlan } from "../sweep/plan.ts";
import { MOST_SHARDS, partsOfShard, shardText, trialsOfParts } from "../sweep/shard.ts";
import { quoted } from "../text/shell_word.ts";
import { counted } from "../text/words.ts";
import { type Arguments, outFolderOf, UsageError } from "./command.ts";
import { isSetting } from "./experiment_argument.ts";
import { program } from "./launch.ts";
import { checkoutFolder, placeBelow } from "./machine_places.ts";
import { shardCommands } from "./shard_commands.ts";
import { wordsOfTrials } from "./sweep_ranges.ts";

/** Where a machine has the program from: a checkout, or the package of npm, which a container fetches by itself. */
interface Source {
  readonly onVolume: string;
  readonly onMachines: string;
  readonly image: string;
  /** How a command begins in a container. */
  readonly inContainer: string;
}

const CHECKOUT: Source = {
  onVolume: "this checkout",
  onMachines: "a checkout in the folder seedbed of each machine",
  image: `denoland/deno:${Deno.version.deno}`,
  inContainer: "deno task",
};
const PACKAGE: Source = {
  onVolume: "this folder",
  onMachines: "seedbed and a copy of this folder, called seedbed, on each machine",
  image: "node:24",
  inContainer: `npx -y seedbed@${PROGRAM_VERSION}`,
};

/** Shards shown at either end. */
const SHOWN = 3;

/** How a sweep is shared by as many machines as `--shard` says: text, or JSON with every shard. */
export async function shardPlan(plan: SweepPlan, args: Arguments): Promise<string> {
  const count = countIn(args);
  if (args.positionals.includes("-")) {
    throw new UsageError(
      "--shard is for a file: no other machine reads this standard input",
      "name the file",
    );
  }
  const hash = await nativeHashOf(canonicalText(plan.experiment));
  const out = outFolderOf(args);
  const isPackage = program() === "seedbed";
  const { image, onVolume, onMachines, inContainer } = isPackage ? PACKAGE : CHECKOUT;
  const jobs = args.value("jobs");
  const line = [
    ...["run", ...args.positionals.map(quoted), "-o", quoted(out)],
    ...(jobs === undefined ? [] : ["-j", jobs]),
  ].join(" ");
  const root = isPackage ? "." : checkoutFolder();
  const file = args.positionals.find((word) => !isSetting(word))!;
  const outside = (path: string): string | null => placeBelow(root, path) === null ? path : null;
  const commands = shardCommands({
    run: `${program()} ${line}`,
    container: { image, run: `${inContainer} ${line}` },
    count,
    below: placeBelow(root, ".") ?? "",
    outside: { file: outside(file), out: outside(out) },
    parts: partsFolder(`${out}/${folderOf(plan.experiment, hash)}`),
    id: idOf(hash),
  });
  const shards = Array.from({ length: count }, (_, index) => ({ index: index + 1, count }));
  if (args.has("json")) {
    return jsonText({
      trials: plan.trialCount,
      parts: plan.partCount,
      shards: shards.map((shard) => {
        const parts = partsOfShard(plan, shard);
        const trials = trialsOfParts(plan, parts);
        return {
          shard: shardText(shard),
          parts: { from: parts.from, count: parts.to - parts.from },
          trials: { from: trials.from + 1, count: trials.to - trials.from },
        };
      }),
      ...commands,
    });
  }
  const inParts = `${counted(plan.trialCount, "trial")} in ${counted(plan.partCount, "part")}`;
  const lines = [paint("bold", `${counted(count, "shard")} of ${inParts}`)];
  for (const [at, shard] of shards.entries()) {
    if (at === SHOWN && count > 2 * SHOWN) lines.push(`  ${paint("dim", "…")}`);
    if (at >= SHOWN && at < count - SHOWN) continue;
    const parts = partsOfShard(plan, shard);
    const trials = trialsOfParts(plan, parts);
    const range = parts.from === parts.to ? "nothing" : wordsOfTrials(trials);
    lines.push(`  ${shardText(shard).padStart(2 * String(count).length + 1)}  ${range}`);
  }
  const section = (title: string, command: string): string => `\n${paint("bold", title)}\n${command}`;
  return [
    ...lines,
    section("Slurm, with a folder that all nodes share", commands.slurm),
    section(`Kubernetes, with ${onVolume} on the volume claim seedbed`, commands.kubernetes),
    section(`ssh, with ${onMachines} and nothing shared`, commands.ssh),
  ].join("\n") + "\n";
}

function countIn(args: Arguments): number {
  const text = args.value("shard")!;
  const count = /^\d{1,8}$/.test(text) ? Number(text) : NaN;
  if (count >= 1 && count <= MOST_SHARDS) return count;
  throw new UsageError(
    `--shard must be the number of machines, from 1 to ${MOST_SHARDS}: found ${text}`,
    "for example --shard 16",
  );
}
