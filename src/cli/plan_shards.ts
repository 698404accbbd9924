// `plan --shard`: how machines would share a sweep, and the commands for Slurm, Kubernetes and ssh.
// What must not change: a command that is shown does what it says when it is copied, whatever blanks its paths have.

import { canonicalText, folderOf, idOf } from "../experiment/config.ts";
import { PROGRAM_VERSION } from "../experiment/versions.ts";
import { nativeHashOf } from "../host/native_hash.ts";
import { partsFolder } from "../host/sweep_lock.ts";
import { paint } from "../host/terminal.ts";
import { inWorld } from "../host/world_error.ts";
import { jsonText } from "../results/json_text.ts";
import type { SweepPlan } from "../sweep/plan.ts";
import { MOST_SHARDS, partsOfShard, shardText, trialsOfParts } from "../sweep/shard.ts";
import { quoted } from "../text/shell_word.ts";
import { counted } from "../text/words.ts";
import { type Arguments, outFolderOf, UsageError } from "./command.ts";
import { program } from "./launch.ts";
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
  const line = ["run", ...args.positionals.map(quoted), "-o", quoted(out)].join(" ");
  const commands = commandsOf({
    run: `${program()} ${line}`,
    container: { image, run: `${inContainer} ${line}` },
    count,
    below: isPackage ? "" : belowCheckout(),
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

/** Where the user stands in the checkout: `/mine`; empty in its root, and outside of it. */
function belowCheckout(): string {
  const root = new URL("../..", import.meta.url);
  if (root.protocol !== "file:") return "";
  const [checkout, here] = inWorld(
    "look at this folder",
    () => [Deno.realPathSync(root), Deno.realPathSync(".")].map((path) => path.replaceAll("\\", "/")),
  );
  return here.startsWith(`${checkout}/`) ? here.slice(checkout.length) : "";
}

interface ShardedRun {
  /** The command line of the whole sweep. */
  readonly run: string;
  /** The same in a container. */
  readonly container: { readonly image: string; readonly run: string };
  readonly count: number;
  /** Where it is run below the folder `seedbed`: `/mine`, or empty. */
  readonly below: string;
  /** Where its parts are kept. */
  readonly parts: string;
  /** Of the experiment, which makes a name. */
  readonly id: string;
}

function commandsOf(sharded: ShardedRun): { slurm: string; kubernetes: string; ssh: string } {
  return { slurm: slurmCommands(sharded), kubernetes: kubernetesCommand(sharded), ssh: sshCommands(sharded) };
}

/** The last job runs after all shards however they ended: it trains what they did not. */
function slurmCommands({ run, count }: ShardedRun): string {
  const shard = quoted(`${run} --shard $SLURM_ARRAY_TASK_ID/${count}`);
  return `J=$(sbatch --parsable --array=1-${count} --requeue --wrap ${shard})\n` +
    `sbatch --dependency=afterany:$J --wrap ${quoted(run)}`;
}

/** JSON is YAML, so that a command in quotes stays whole. */
function kubernetesCommand({ run, container, count, below, id }: ShardedRun): string {
  const folder = /^[\w./-]*$/.test(below) ? `/seedbed${below}` : JSON.stringify(`/seedbed${below}`);
  const there = below === "" ? "" : `, in ${below.slice(1)}`;
  const shard = JSON.stringify(`${container.run} --shard $((JOB_COMPLETION_INDEX+1))/${count}`);
  return `kubectl apply -f - <<'END'
apiVersion: batch/v1
kind: Job
metadata: { name: seedbed-${id} }
spec:
  completionMode: Indexed
  completions: ${count}
  parallelism: ${count}
  template:
    spec:
      restartPolicy: OnFailure
      containers:
        - name: shard
          image: ${container.image}
          workingDir: ${folder}
          command: [sh, -c, ${shard}]
          volumeMounts: [{ name: seedbed, mountPath: /seedbed }]
      volumes: [{ name: seedbed, persistentVolumeClaim: { claimName: seedbed } }]
END
kubectl wait --for=condition=complete --timeout=-1s job/seedbed-${id}
${run} # where the claim is mounted${there}`;
}

/** Machines are counted by the shell, in the order of their names. */
function sshCommands({ run, count, below, parts }: ShardedRun): string {
  const hosts = Array.from({ length: Math.min(count, SHOWN) }, (_, index) => `host-${index + 1}`);
  const more = count > SHOWN ? " …" : "";
  const there = parts.startsWith("/") ? parts : `seedbed${below}/${parts}`;
  // Before rsync 3.2.4 the shell over there reads the path once more, unless -s is given, which macOS may not know.
  const rsync = quoted(there) === there ? "rsync -a" : "rsync -as";
  return `hosts='${hosts.join(" ")}${more}'; i=0
for host in $hosts; do i=$((i+1)); ssh $host ${
    quoted(`cd ${quoted(`seedbed${below}`)} && ${run} --shard `)
  }$i/${count} & done; wait
mkdir -p ${quoted(parts)}
for host in $hosts; do ${rsync} $host:${quoted(`${there}/`)} ${quoted(`${parts}/`)}; done
${run}`;
}
