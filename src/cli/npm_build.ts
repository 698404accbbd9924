// Makes the npm package `seedbed` in a folder of its own: the program as it is, and a launcher whose one dependency is Deno.
// Why not beside deno.json: a package.json there would have Deno look for npm's packages in a node_modules folder.
// What must not change: a command has the permissions, options and locked packages of its task, from whichever folder.

import { exists } from "../host/disk.ts";
import { paintError, printError } from "../host/terminal.ts";
import { inWorld } from "../host/world_error.ts";
import { visible } from "../text/visible_text.ts";
import { type Command, UsageError } from "./command.ts";
import { start } from "./start.ts";

const ROOT = new URL("../../", import.meta.url);

/** The members of deno.json that the package is made of. */
interface Project {
  readonly version: string;
  readonly license: string;
  readonly tasks: Readonly<Record<string, { readonly command: string }>>;
}

/** What of the project goes into the package, below `program/`. */
const PARTS = ["src", "experiments", "mod.ts", "deno.lock"];

export const npmBuildCommand: Command = {
  name: "npm:build",
  usage: "FOLDER",
  summary: "make the npm package",
  description:
    "Writes the npm package into a new folder. npm pack makes a file of it, npm publish puts it into a registry.",
  options: [],
  examples: [["npm:build build/npm", "the package, to look at or to pack"]],
  run(args) {
    const [folder, ...rest] = args.positionals;
    if (folder === undefined || rest.length > 0) {
      throw new UsageError(
        `npm:build needs one folder: found ${args.positionals.length}`,
        "for example build/npm",
      );
    }
    if (exists(folder)) throw new UsageError(`${folder} is there already`, "remove it first");
    inWorld(`write ${folder}`, () => writePackage(folder));
    printError(`${paintError("green", "written")} ${visible(folder)}\n`);
    return 0;
  },
};

/** The commands that a task starts, each with the options that the task gives Deno. */
function commandOptions({ tasks }: Project): Readonly<Record<string, readonly string[]>> {
  const commands = Object.entries(tasks).flatMap(([name, { command }]) => {
    const [, options, file] = /^deno run (.*) src\/cli\/(\w+)\.ts/.exec(command) ?? [];
    // A task whose name is not its file's is for whoever works on the program.
    if (file !== name) return [];
    return [[name, options.split(" ")] as const];
  });
  return Object.fromEntries(commands);
}

function writePackage(folder: string): void {
  const project: Project = JSON.parse(Deno.readTextFileSync(new URL("deno.json", ROOT)));
  const program = `${folder}/program`;
  Deno.mkdirSync(program, { recursive: true });
  for (const part of PARTS) copy(new URL(part, ROOT), `${program}/${part}`);
  Deno.copyFileSync(new URL("LICENSE", ROOT), `${folder}/LICENSE`);
  writeReadme(folder);
  const { tasks: _, ...config } = project;
  writeJson(`${program}/deno.json`, config);
  writeJson(`${folder}/package.json`, {
    name: "seedbed",
    version: project.version,
    description: "Small neural networks from one YAML file, with the same bytes on every machine",
    license: project.license,
    type: "module",
    bin: { seedbed: "seedbed.mjs" },
    engines: { node: ">=18" },
    dependencies: { deno: Deno.version.deno },
  });
  Deno.writeTextFileSync(`${folder}/seedbed.mjs`, launcher(commandOptions(project)), { mode: 0o755 });
}

/** Copies a file or a folder, links and hidden files left out. */
function copy(from: URL, to: string): void {
  const { isFile, isDirectory } = Deno.lstatSync(from);
  if (isFile) return Deno.copyFileSync(from, to);
  if (!isDirectory) return;
  Deno.mkdirSync(to);
  for (const { name } of Deno.readDirSync(from)) {
    // Results of trying the experiments out are the builder's own.
    const isOwn = name === "results" && from.pathname.endsWith("/experiments");
    if (!isOwn && !name.startsWith(".")) {
      copy(new URL(`${from.href}/${name}`), `${to}/${name}`);
    }
  }
}

/** What a reader of the package's README has to know of it. */
const OF_PACKAGE =
  "> This is the npm package: `npx seedbed run …` is here what the text calls `deno task run …`, and the\n" +
  "> experiments lie in `node_modules/seedbed/program/experiments`.\n";

/** The project's README with its links to what is in the package, and its pictures beside it. */
function writeReadme(folder: string): void {
  const text = Deno.readTextFileSync(new URL("README.md", ROOT));
  Deno.mkdirSync(`${folder}/pictures`);
  const linked = text.replace(/(!?)\[([^\]]*)\]\((?!\w+:)([^)#]+)/g, (_, mark, words, path) => {
    if (mark === "") return `[${words}](program/${path}`;
    const picture = `pictures/${path.slice(path.lastIndexOf("/") + 1)}`;
    Deno.copyFileSync(new URL(path, ROOT), `${folder}/${picture}`);
    return `![${words}](${picture}`;
  });
  const [title, ...rest] = linked.split("\n");
  Deno.writeTextFileSync(`${folder}/README.md`, [title, "", OF_PACKAGE, ...rest.slice(1)].join("\n"));
}

function writeJson(path: string, value: unknown): void {
  Deno.writeTextFileSync(path, `${JSON.stringify(value, null, 2)}\n`);
}

/** The text of the launcher, which Node runs. */
function launcher(commands: Readonly<Record<string, readonly string[]>>): string {
  return `#!/usr/bin/env node
// Starts a command of Seedbed by Deno, where it is typed, with the permissions and the locked packages of its task.
import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const COMMANDS = ${JSON.stringify(commands, null, 2)};

const deno = createRequire(import.meta.url)("deno/install_api.cjs").runInstall();
const program = fileURLToPath(new URL("program/", import.meta.url));
const [name = "", ...rest] = process.argv.slice(2);
const isCommand = Object.hasOwn(COMMANDS, name);
// The help needs no more than to read the program. Locks are named from its folder.
const options = (isCommand ? COMMANDS[name] : COMMANDS.schema).map((option) => option.replace(/^--lock=/, \`--lock=\${program}\`));
const file = \`\${program}src/cli/\${isCommand ? name : "main"}.ts\`;
const own = ["run", ...options, \`--config=\${program}deno.json\`, file, "--typed-as=seedbed"];
const child = spawn(deno, [...own, ...(isCommand ? rest : process.argv.slice(2))], { stdio: "inherit" });
// The command ends in its own way, at once. Not SIGHUP: nohup has both ignore it.
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal));
child.on("error", (error) => {
  console.error(\`cannot start Deno: \${error.message}\`);
  process.exit(3);
});
child.on("exit", (code, signal) => {
  if (signal === null) process.exit(code);
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
});
`;
}

if (import.meta.main) Deno.exit(await start(npmBuildCommand, Deno.args));
