// A record, by the system itself, of every file that `run` opens, makes, renames or removes on hostile experiments:
// none lies outside the experiment's folder, the results folder, and what Deno itself needs to start.

import assert from "node:assert/strict";
import { canRun, requireOrSkip } from "../requirement.ts";
import { denoArguments } from "../seedbed_process.ts";
import { projectPath } from "../project_path.ts";

const CALLS =
  "open,openat,openat2,creat,mkdir,mkdirat,rename,renameat,renameat2,unlink,unlinkat,rmdir,link,linkat," +
  "symlink,symlinkat,truncate,chmod,fchmodat,execve,connect,bind";

const hasStrace = await canRun("strace", ["-V"]);

const HEAD = "name: hostile\ndataset:\n  features: [{ name: weight }]\n  target: { name: t }\n";
const ROWS = "  rows: [{ weight: 1, t: 0 }]\n";
/** Experiments that reach for files, by what they try. */
const hostile: Readonly<Record<string, string>> = {
  "a path upwards": `${HEAD}  file: ../secret/people.csv\n`,
  "an absolute path": `${HEAD}  file: SECRET/people.csv\n`,
  "a link to a file": `${HEAD}  file: link.csv\n`,
  "a link to a folder": `${HEAD}  file: linked/people.csv\n`,
  "a device": `${HEAD}  file: /dev/zero\n`,
  "a folder": `${HEAD}  file: .\n`,
  "a name upwards": `${HEAD}${ROWS}`.replace("name: hostile", "name: ../../secret"),
  "a name with a slash": `${HEAD}${ROWS}`.replace("name: hostile", "name: secret/x"),
  "an include": `${HEAD}${ROWS}x: !include ../secret/people.csv\n`,
  "a bomb of aliases": `a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n${HEAD}${ROWS}`,
  "names like paths": `${HEAD}${ROWS}queries: [{ name: ../../secret/evil, weight: 1 }]\n`,
  "a file that is right": `${HEAD}  file: people.csv\n`,
};

Deno.test({
  name: "run touches nothing outside the experiment's folder and the results folder",
  ignore: requireOrSkip(hasStrace, "strace", "Debian's strace"),
  async fn() {
    const folder = await Deno.realPath(await Deno.makeTempDir());
    try {
      for (const name of ["secret", "experiment", "results"]) await Deno.mkdir(`${folder}/${name}`);
      await Deno.writeTextFile(`${folder}/secret/people.csv`, "weight,t\n7,1\n");
      await Deno.writeTextFile(`${folder}/experiment/people.csv`, "weight,t\n7,1\n");
      await Deno.symlink(`${folder}/secret/people.csv`, `${folder}/experiment/link.csv`);
      await Deno.symlink(`${folder}/secret`, `${folder}/experiment/linked`);
      // What Deno needs for itself shows in a run of an experiment that reaches for nothing.
      const gender = projectPath("experiments/gender.yaml");
      const start = await touched(folder, ["run", gender, "--out", `${folder}/results`]);
      const codes: Record<string, number> = {};
      for (const [what, text] of Object.entries(hostile)) {
        const path = `${folder}/experiment/hostile.yaml`;
        await Deno.writeTextFile(path, text.replace("SECRET", `${folder}/secret`));
        const { code, paths } = await touched(folder, ["run", path, "--out", `${folder}/results`]);
        codes[what] = code;
        const outside = paths.filter((path) =>
          !start.paths.includes(path) && !isBelow(path, `${folder}/experiment`) &&
          !isBelow(path, `${folder}/results`) &&
          !belongsToDeno(path)
        );
        assert.deepEqual(outside, [], what);
      }
      const fine = ["names like paths", "a file that is right"];
      for (const [what, code] of Object.entries(codes)) assert.equal(code, fine.includes(what) ? 0 : 2, what);
      assert.deepEqual([...Deno.readDirSync(`${folder}/secret`)].map(({ name }) => name), ["people.csv"]);
      assert.deepEqual([...Deno.readDirSync(folder)].map(({ name }) => name).sort(), [
        ...["experiment", "results", "secret", "trace"],
      ]);
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
});

const denoCache = await (async () => {
  const { stdout } = await new Deno.Command(Deno.execPath(), { args: ["info", "--json"] }).output();
  return String(JSON.parse(new TextDecoder().decode(stdout)).denoDir);
})();

/**
 * The program's own source, Deno's cache, and the configuration that Deno looks for in every folder above the program and at
 * home.
 * What the C library asks the system about itself comes and goes; Deno lets no command with limited permissions into
 * these folders, so the program cannot have asked.
 */
function belongsToDeno(path: string): boolean {
  const project = projectPath("").slice(0, -1);
  const above = /^(.*)\/(deno\.jsonc?|package\.json|\.npmrc)$/.exec(path)?.[1];
  const isLookedIn = above === Deno.env.get("HOME") ||
    isBelow(project, above === "" ? "/" : above ?? project);
  return above !== undefined && isLookedIn ||
    [project, denoCache, "/proc", "/sys"].some((folder) => isBelow(path, folder));
}

function isBelow(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith("/") ? folder : `${folder}/`);
}

/** Runs a command of the program and lists every path it opened or changed. */
async function touched(
  folder: string,
  commandLine: readonly string[],
): Promise<{ readonly code: number; readonly paths: readonly string[] }> {
  const trace = `${folder}/trace`;
  const { code } = await new Deno.Command("strace", {
    args: [
      "-f",
      "-y",
      "-qq",
      "-s",
      "4096",
      "-e",
      `trace=${CALLS}`,
      "-o",
      trace,
      Deno.execPath(),
      ...denoArguments(commandLine),
    ],
    cwd: `${folder}/experiment`,
    // After half a second Deno itself looks for a newer Deno.
    env: { DENO_NO_UPDATE_CHECK: "1" },
    stdin: "null",
    stdout: "null",
    stderr: "null",
  }).output();
  const paths = (await Deno.readTextFile(trace)).split("\n").flatMap((line) =>
    pathsIn(line, `${folder}/experiment`)
  );
  assert.ok(paths.length > 20, "the record is empty");
  return { code, paths: [...new Set(paths)] };
}

/** The paths of a traced call that did not fail; one relative to an open folder is put below it. */
function pathsIn(line: string, cwd: string): readonly string[] {
  if (/ = -1 /.test(line)) return [];
  const socket = /(connect|bind)\(.*/.exec(line);
  if (socket !== null) return [socket[0]];
  return [...line.matchAll(/(?:(?:AT_FDCWD|\d+)(?:<([^>]*)>)?, )?"((?:[^"\\]|\\.)*)"/g)]
    .filter((match) => !(line.includes("execve(") && match.index > line.indexOf(",")))
    .map(([, base, path]) => path.startsWith("/") ? path : `${base ?? cwd}/${path}`);
}
