// `plan` from outside: what it says of sweeps small and huge, and that it does nothing.
import assert from "node:assert/strict";
import { projectPath } from "../project_path.ts";
import { denoArguments, resultOf, runSeedbed } from "../seedbed_process.ts";
import { namesIn, SweepFolder } from "../host/sweep_folder.ts";

async function planOf(...args: string[]): Promise<Awaited<ReturnType<typeof runSeedbed>>> {
  using folder = SweepFolder.make(["seed=1..2"]);
  const result = await runSeedbed(["plan", `${folder.path}/people.yaml`, ...args], folder.path);
  assert.deepEqual(namesIn(folder.path), ["people.yaml"], "plan must write nothing");
  return result;
}

Deno.test("a plan shows the first and the last trials, time and size", async () => {
  const { code, stdout, stderr } = await planOf("seed=1..100", "learning_rate=0.1,0.5", "-j", "4");
  assert.deepEqual([code, stderr], [0, ""]);
  // How long it takes is measured: on a machine with much else to do it is more.
  assert.equal(
    stdout.replace(/^about \d+ s in/m, "about 1 s in"),
    "200 trials\n    1  seed=1 learning_rate=0.1\n    2  seed=1 learning_rate=0.5\n    3  seed=2 learning_rate=0.1\n" +
      "  …\n  198  seed=99 learning_rate=0.5\n  199  seed=100 learning_rate=0.1\n  200  seed=100 learning_rate=0.5\n" +
      "about 1 s in 4 threads, 122 kB on disk\n" +
      "trained by the kernel: many networks at once, in WebAssembly\n" +
      "on a graphics card, with the command gpu: 200 at once in 515 kB of its memory\n",
  );
});

Deno.test("the size of a plan is about that of the folder, also where the rows outweigh the trials", async () => {
  const results = await Deno.makeTempDir();
  const rows = Array.from({ length: 5000 }, (_, row) => `${row},${row % 97},${row % 2 === 0 ? "p" : "q"}`);
  await Deno.writeTextFile(`${results}/large.csv`, `x,y,kind\n${rows.join("\n")}\n`);
  await Deno.writeTextFile(
    `${results}/large.yaml`,
    "name: large\ndataset: { file: large.csv, features: [{ name: x }, { name: y }], " +
      "target: { name: kind, classes: [p, q] } }\ntraining: { epochs: 1 }\n",
  );
  try {
    for (
      const [name, file, seeds] of [
        ["gender", projectPath("experiments/gender.yaml"), "seed=1..1000"],
        ["large", `${results}/large.yaml`, "seed=1..2"],
      ] as const
    ) {
      const planned = await runSeedbed(["plan", file, seeds, "--json"]);
      const { about_bytes } = JSON.parse(planned.stdout);
      assert.equal((await runSeedbed(["run", file, seeds, "-o", results])).code, 0);
      const [folder] = namesIn(`${results}/${name}`);
      const sizeBytes = namesIn(`${results}/${name}/${folder}`)
        .reduce((sum, each) => sum + Deno.statSync(`${results}/${name}/${folder}/${each}`).size, 0);
      assert.ok(about_bytes > sizeBytes / 2 && about_bytes < sizeBytes * 2, `${about_bytes}, ${sizeBytes}`);
    }
  } finally {
    await Deno.remove(results, { recursive: true });
  }
});

Deno.test("a small plan shows every trial once", async () => {
  for (const count of [1, 2, 3, 4, 6]) {
    const { stdout } = await planOf(`seed=1..${count}`);
    assert.equal(stdout.match(/seed=/g)?.length, count);
    assert.doesNotMatch(stdout, /…/);
  }
});

Deno.test("a plan says which engine would train, by how much there is to train", async () => {
  const engineOf = async (...overrides: string[]): Promise<unknown> =>
    JSON.parse((await planOf(...overrides, "--json")).stdout).engine;
  assert.equal(await engineOf("seed=1..100"), "kernel");
  assert.equal(await engineOf("hidden=[1],[2]", "epochs=3"), "plain");
  assert.equal(await engineOf("hidden=[1],[1000]", "epochs=20"), "both");
  assert.equal(await engineOf("seed=1..100", "optimizer=adam", "batch_size=2", "shuffle=true"), "kernel");
});

Deno.test("ten million trials are planned in an instant", async () => {
  const beganTwo = performance.now();
  await planOf("seed=1..2");
  const began = performance.now();
  const { code, stdout } = await planOf("seed=1..10000000");
  assert.equal(code, 0);
  assert.match(stdout, /^10,000,000 trials\n/);
  assert.match(stdout, /\n {2}10000000 {2}seed=10000000\nabout \d+ (s|min)/);
  // What a plan of two takes is the start of the program, and more where the machine is busy.
  assert.ok(performance.now() - began < 5000 + 5 * (began - beganTwo));
});

Deno.test("a plan as JSON counts trials from 1, as trials.csv does", async () => {
  const { stdout } = await planOf("seed=7..8", "--json", "-j1");
  const { trials, keys, shown, about_seconds, about_bytes } = JSON.parse(stdout);
  assert.deepEqual([trials, keys], [2, ["init.seed"]]);
  assert.deepEqual(shown, [{ trial: 1, settings: { "init.seed": 7 } }, {
    trial: 2,
    settings: { "init.seed": 8 },
  }]);
  assert.ok(about_seconds > 0 && about_bytes > 0);
});

Deno.test("many trials are counted with a comma, in a plan and in its shards", async () => {
  assert.match((await planOf("seed=1..10000")).stdout, /^10,000 trials\n/);
  assert.match(
    (await planOf("seed=1..10000", "--shard", "2")).stdout,
    /^2 shards of 10,000 trials in \d+ parts\n/,
  );
});

Deno.test("a single run is one run, and takes about as long", async () => {
  const { code, stdout } = await planOf();
  assert.equal(code, 0);
  assert.match(stdout, /^1 run, about \d+ s; for many at once add for example seed=1\.\.100\n$/);
});

Deno.test("the shards of a plan are those that run trains, with commands for Slurm, Kubernetes and ssh", async () => {
  using folder = SweepFolder.make(["seed=1..8000", "epochs=1000"]);
  const line = ["plan", ...folder.commandLine().slice(1), "--shard", "3"];
  const { code, stdout, stderr } = await runSeedbed(line);
  assert.deepEqual([code, stderr], [0, ""]);
  assert.match(stdout, /^3 shards of 8000 trials in \d+ parts\n {2}1\/3 {2}trials 1 to \d+\n/);
  assert.match(
    stdout,
    /\nJ=\$\(sbatch --parsable --array=1-3 --requeue --wrap 'deno task run .* --shard \$SLURM_ARRAY_TASK_ID\/3'\)\n/,
  );
  assert.match(stdout, /\n {2}completions: 3\n/);
  assert.ok(stdout.includes(`rsync -a $host:${folder.partsPath}/ ${folder.partsPath}/`));
  const { shards } = JSON.parse((await runSeedbed([...line, "--json"])).stdout);
  const run = await folder.run("--shard", "2/3", "--json");
  const { shard, parts: { from, count }, trials } = JSON.parse(run.stdout);
  assert.deepEqual(shards[1], { shard, parts: { from, count }, trials });
});

Deno.test("the commands of a shard are words of a shell, whatever the path has", async () => {
  const { stdout } = await planOf("seed=1..100", "--shard", "2", "-o", "my results");
  const [slurm] = /^J=.*$/m.exec(stdout)!;
  const shell = `sbatch() { printf '%s\\n' "$@"; }\n${slurm}; echo "$J"`;
  const said = await new Deno.Command("sh", { args: ["-c", shell] }).output();
  const [, , , , command] = new TextDecoder().decode(said.stdout).split("\n");
  assert.match(command, /^deno task run .* seed=1\.\.100 -o 'my results' --shard \$SLURM_ARRAY_TASK_ID\/2$/);
  assert.match(stdout, /do rsync -as \$host:'seedbed\/my results\/.*' 'my results\/.*'; done$/m);
});

Deno.test("the commands of a shard go to where one stands in the checkout", async () => {
  const standing = `--standing-in=${projectPath("experiments")}`;
  const { stdout } = await runSeedbed(["plan", standing, "gender.yaml", "seed=1..100", "--shard", "2"]);
  assert.match(
    stdout,
    /ssh -n \$host 'cd seedbed\/experiments && deno task run gender\.yaml seed=1\.\.100 -o /,
  );
  assert.match(
    stdout,
    /rsync -a \$host:seedbed\/experiments\/results\/gender\/\S+ results\/gender\/\S+; done$/m,
  );
  assert.match(stdout, /\n {10}workingDir: \/seedbed\/experiments\n/);
  assert.match(stdout, /\ndeno task run .* # where the claim is mounted, in experiments\n/);
  const root = `--standing-in=${projectPath("")}`;
  const inRoot = await runSeedbed(["plan", root, "experiments/gender.yaml", "seed=1..9", "--shard", "2"]);
  assert.match(inRoot.stdout, /'cd seedbed && deno task run experiments\/gender\.yaml [^]*/);
  assert.match(inRoot.stdout, /\n {10}workingDir: \/seedbed\n/);
});

Deno.test("the commands of a shard have the threads that were asked for, in the last run too", async () => {
  const { stdout } = await planOf("seed=1..100", "--shard", "2", "-j", "4");
  const lines = stdout.split("\n").filter((line) => line.includes("deno task run "));
  assert.equal(lines.length, 6);
  assert.ok(lines.every((line) => line.includes(" -o results -j 4")), stdout);
});

Deno.test("what pods and machines would not find is told before their commands", async () => {
  using folder = SweepFolder.make(["seed=1..100"]);
  const [file, out] = [`${folder.path}/people.yaml`, `${folder.path}/results`];
  const { stdout } = await runSeedbed(["plan", file, "seed=1..100", "-o", out, "--shard", "2"]);
  const wayOut = (them: string): string => `: put ${them} there, and plan again from there\n`;
  assert.ok(
    stdout.includes(`\n# ${file} and ${out} are not below what is on the volume${wayOut("them")}kubectl `),
  );
  assert.ok(stdout.includes(`\n# ${file} is not below what each machine has${wayOut("it")}hosts=`));
  const root = `--standing-in=${projectPath("")}`;
  const within = await runSeedbed(["plan", root, "experiments/gender.yaml", "seed=1..9", "--shard", "2"]);
  assert.doesNotMatch(within.stdout, /not below/);
});

Deno.test("a Job is waited for until it is complete or has failed", async () => {
  const { stdout } = await planOf("seed=1..100", "--shard", "2");
  const [wait] = /^.*kubectl get .*$/m.exec(stdout)!;
  for (const [conditions, wanted] of [["Failed", "ended"], ["Suspended", "waits"]]) {
    const shell = `kubectl() { echo "$CONDITIONS"; }; sleep() { echo waits; exit; }; ${wait}; echo ended`;
    const said = await new Deno.Command("sh", { args: ["-c", shell], env: { CONDITIONS: conditions } })
      .output();
    assert.equal(new TextDecoder().decode(said.stdout), `${wanted}\n`);
  }
});

Deno.test("no commands are shown for an experiment that comes from standard input: other machines have none", async () => {
  const args = [...denoArguments(["plan", "-", "seed=1..100", "--shard", "2"])];
  const env = { NO_COLOR: "1" };
  const plan = new Deno.Command(Deno.execPath(), {
    args,
    env,
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const writer = plan.stdin.getWriter();
  await writer.write(Deno.readFileSync(projectPath("experiments/gender.yaml")));
  await writer.close();
  const { code, stderr } = await resultOf(plan);
  assert.equal(code, 2);
  assert.match(
    stderr,
    /--shard is for a file: no other machine reads this standard input\n {2}name the file\n/,
  );
});

Deno.test("a container has the program from where it was typed: the checkout on its volume, or the package", async () => {
  const { stdout: checkout } = await planOf("seed=1..100", "--shard", "2");
  assert.match(checkout, /image: denoland\/deno:[\d.]+\n.*\n {10}command: \[sh, -c, "deno task run /);
  const line = ["--typed-as=seedbed", projectPath("experiments/gender.yaml"), "seed=1..100", "--shard", "2"];
  const { stdout: installed } = await runSeedbed(["plan", ...line]);
  assert.match(installed, /image: node:24\n.*\n {10}command: \[sh, -c, "npx -y seedbed@[\d.]+ run /);
  assert.match(installed, /--wrap 'seedbed run /);
  assert.doesNotMatch(installed, /checkout|deno task|denoland/);
});

Deno.test("a plan says that a network with filters is trained alone by the kernel, and side by side by a card", async () => {
  const cnn = projectPath("experiments/digits_cnn.yaml");
  const { code, stdout, stderr } = await runSeedbed(["plan", cnn, "seed=1..5"]);
  assert.equal(code, 0, stderr);
  assert.match(stdout, /\ntrained by the kernel: one network at a time, in WebAssembly\non a graphics card/);
  // Each has 910 parameters, of which Adam keeps two numbers and a batch a sum, and 415 neurons with three,
  // and an order of 1437 rows of its own: 45 kB.
  assert.match(stdout, /, with the command gpu: 5 at once in 224 kB of its memory\n$/);
});
