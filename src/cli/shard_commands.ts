// The commands by which machines share a sweep: for Slurm, Kubernetes and ssh.
// What must not change: a command does what it says when it is copied, whatever blanks its paths have.

import { quoted } from "../text/shell_word.ts";
import { listed } from "../text/words.ts";

/** Machines that are named. */
const SHOWN = 3;

/** A sweep that machines share. */
export interface ShardedRun {
  /** The command line of the whole sweep. */
  readonly run: string;
  /** The same in a container. */
  readonly container: { readonly image: string; readonly run: string };
  readonly count: number;
  /** Where it is run below the folder `seedbed`: `/mine`, or empty. */
  readonly below: string;
  /** Its experiment and its results folder where they are not below that folder; each null where it is. */
  readonly outside: { readonly file: string | null; readonly out: string | null };
  /** Where its parts are kept. */
  readonly parts: string;
  /** Of the experiment, which makes a name. */
  readonly id: string;
}

/** The commands for each way to have machines. */
export function shardCommands(
  sharded: ShardedRun,
): { readonly slurm: string; readonly kubernetes: string; readonly ssh: string } {
  return { slurm: slurmCommands(sharded), kubernetes: kubernetesCommand(sharded), ssh: sshCommands(sharded) };
}

/** A line before commands that go to the folder `seedbed`, where they would not find these. */
function outsideText(paths: readonly (string | null)[], folder: string): string {
  const found = paths.filter((path) => path !== null).map(quoted);
  if (found.length === 0) return "";
  const [are, them] = found.length === 1 ? ["is", "it"] : ["are", "them"];
  return `# ${listed(found)} ${are} not below ${folder}: put ${them} there, and plan again from there\n`;
}

/** The last job runs after all shards however they ended: it trains what they did not. */
function slurmCommands({ run, count }: ShardedRun): string {
  const shard = quoted(`${run} --shard $SLURM_ARRAY_TASK_ID/${count}`);
  return `J=$(sbatch --parsable --array=1-${count} --requeue --wrap ${shard})\n` +
    `sbatch --dependency=afterany:$J --wrap ${quoted(run)}`;
}

/** JSON is YAML, so that a command in quotes stays whole. What a Job that failed has not trained, the last line trains. */
function kubernetesCommand({ run, container, count, below, outside, id }: ShardedRun): string {
  const folder = /^[\w./-]*$/.test(below) ? `/seedbed${below}` : JSON.stringify(`/seedbed${below}`);
  const there = below === "" ? "" : `, in ${below.slice(1)}`;
  const shard = JSON.stringify(`${container.run} --shard $((JOB_COMPLETION_INDEX+1))/${count}`);
  return `${outsideText([outside.file, outside.out], "what is on the volume")}kubectl apply -f - <<'END'
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
until kubectl get job/seedbed-${id} -o 'jsonpath={.status.conditions[*].type}' | grep -qE 'Complete|Failed'; do sleep 5; done
${run} # where the claim is mounted${there}`;
}

/** Machines are counted by the shell, in the order of their names. Without -n a shell at a terminal would stop ssh behind `&`. */
function sshCommands({ run, count, below, outside, parts }: ShardedRun): string {
  const hosts = Array.from({ length: Math.min(count, SHOWN) }, (_, index) => `host-${index + 1}`);
  const more = count > SHOWN ? " …" : "";
  const there = parts.startsWith("/") ? parts : `seedbed${below}/${parts}`;
  // Before rsync 3.2.4 the shell over there reads the path once more, unless -s is given, which macOS may not know.
  const rsync = quoted(there) === there ? "rsync -a" : "rsync -as";
  return `${outsideText([outside.file], "what each machine has")}hosts='${hosts.join(" ")}${more}'; i=0
for host in $hosts; do i=$((i+1)); ssh -n $host ${
    quoted(`cd ${quoted(`seedbed${below}`)} && ${run} --shard `)
  }$i/${count} & done; wait
mkdir -p ${quoted(parts)}
for host in $hosts; do ${rsync} $host:${quoted(`${there}/`)} ${quoted(`${parts}/`)}; done
${run}`;
}
