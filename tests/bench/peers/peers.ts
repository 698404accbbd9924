// Builds and runs the programs in C and NumPy that do the kernel's work.
import { parameterCount, sizesOf, type Topology } from "../../../src/engine/topology.ts";
import { hasProgram } from "../../foreign_process.ts";
import { pythonWith } from "../../python.ts";
import { type BenchWork, COURSE, NETWORK_COUNT, rowsOf, startsOf } from "../bench_work.ts";

/** What a contender says after its work. */
export interface Report {
  /** Time of training alone. */
  readonly seconds: number;
  /** The losses of the first networks, in order. */
  readonly losses: readonly number[];
}

/** A program that is ready to run. */
export interface Peer {
  readonly name: string;
  /** It trains this many networks. */
  readonly networkCount: number;
  run(): Promise<Report>;
}

/** Peers for a work, and a line for each that could not be had. */
export interface Peers {
  readonly peers: readonly Peer[];
  readonly missing: readonly string[];
}

const here = decodeURIComponent(new URL(".", import.meta.url).pathname);
const CHEAP_NETWORK_COUNT = 1000;
/** Vectors in lockstep that the vector peer is built with; which are fastest depends on the topology. */
const GROUPS = [1, 2, 4, 8];

/** Builds what this machine can build, in `folder`. */
export async function peersFor(work: BenchWork, folder: string): Promise<Peers> {
  const { topology } = work;
  const path = `${folder}/work.bin`;
  const { inputs, targets } = rowsOf(work);
  const numbers = [...inputs, ...targets, COURSE.learningRate];
  const doubles = new Float64Array(numbers.length + NETWORK_COUNT * parameterCount(topology));
  doubles.set(numbers);
  doubles.set(startsOf(work), numbers.length);
  await Deno.writeFile(path, new Uint8Array(doubles.buffer));

  const peers: Peer[] = [];
  const missing: string[] = [];
  const peer = (name: string, networkCount: number, command: string, ...before: string[]): Peer => ({
    name,
    networkCount,
    run: () => {
      const shape = before.length > 0 ? [sizesOf(topology).join(","), hiddenOf(topology)] : [];
      const numbers = [networkCount, work.rowCount, work.epochCount].map(String);
      return report(command, [...before, path, ...numbers, ...shape]);
    },
  });

  if (await hasProgram("gcc")) {
    const scalar = await build(topology, folder, "scalar_peer", []);
    peers.push(peer("C, libm, one network at a time", CHEAP_NETWORK_COUNT, scalar));
    for (
      const [name, flags] of [["C, SSE2", []], ["C, SSE2, the kernel's sigmoid", ["-DSAME_FORMULA"]]] as const
    ) {
      const groups = await Promise.all(
        GROUPS.map((group) =>
          build(topology, folder, "vector_peer", ["-msse2", ...flags, `-DGROUP=${group}`])
        ),
      );
      const command = await fastest(groups.map((group) => peer(group, CHEAP_NETWORK_COUNT, group)));
      peers.push(peer(name, NETWORK_COUNT, command));
    }
  } else {
    missing.push("C is left out: gcc was not found; install it (Debian: apt-get install gcc libc6-dev)");
  }
  const python = await pythonWith("numpy");
  if (python !== null) {
    peers.push(peer("NumPy, vectorised over networks", NETWORK_COUNT, python, `${here}numpy_peer.py`));
  } else {
    missing.push(
      "NumPy is left out: python3 with numpy was not found; install it (Debian: apt-get install python3-numpy)",
    );
  }
  return { peers, missing };
}

/** The fastest of the vector peers for a topology at one piece of work, by its path; null without a compiler. */
export async function fastestVectorPeer(
  topology: Topology,
  folder: string,
  args: readonly string[],
): Promise<string | null> {
  if (!await hasProgram("gcc")) return null;
  const paths = await Promise.all(
    GROUPS.map((group) => build(topology, folder, "vector_peer", ["-msse2", `-DGROUP=${group}`])),
  );
  return await fastest(
    paths.map((path) => ({ name: path, networkCount: 0, run: () => report(path, args) })),
  );
}

/** Compiles a C program for one topology and returns its path. */
async function build(
  topology: Topology,
  folder: string,
  name: string,
  flags: string[],
): Promise<string> {
  const [inputs, hidden1, hidden2] = [...sizesOf(topology).slice(0, -1), 0];
  const sizes = [`-DINPUTS=${inputs}`, `-DHIDDEN1=${hidden1}`, `-DHIDDEN2=${hidden2}`];
  const path = `${folder}/${[name, ...flags].join("")}`;
  const args = ["-O3", ...sizes, `-DUSE_TANH=${Number(hiddenOf(topology) === "tanh")}`, ...flags];
  const command = new Deno.Command("gcc", { args: [...args, "-o", path, `${here}${name}.c`, "-lm"] });
  const { success, stderr } = await command.output();
  if (!success) throw new Error(new TextDecoder().decode(stderr));
  return path;
}

/** The name of the fastest peer of three rounds. */
async function fastest(peers: readonly Peer[]): Promise<string> {
  const best = new Map<string, number>();
  for (let round = 0; round < 3; round++) {
    for (const { name, run } of peers) {
      best.set(name, Math.min(best.get(name) ?? Infinity, (await run()).seconds));
    }
  }
  return [...best].sort(([, a], [, b]) => a - b)[0][0];
}

/** Runs a peer. */
export async function report(command: string, args: readonly string[]): Promise<Report> {
  const { success, stdout, stderr } = await new Deno.Command(command, { args: [...args] }).output();
  if (!success) throw new Error(`${command} failed: ${new TextDecoder().decode(stderr)}`);
  const [seconds, ...losses] = new TextDecoder().decode(stdout).trim().split("\n").map(Number);
  return { seconds, losses };
}

/** The name of the hidden activation. */
function hiddenOf({ layers }: Topology): string {
  const [first] = layers;
  if (first.kind === "maxpool") throw new Error("assertion failed: the peers have dense layers alone");
  const { activation } = first;
  return typeof activation === "string" ? activation : activation.name;
}
