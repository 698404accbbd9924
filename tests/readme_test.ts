// Holds README.md and the manuals in the rooms to the program: their commands run, what they show is what is printed,
// their experiments train, and what they name is there.

import assert from "node:assert/strict";
import {
  optimizerNames,
  optimizerOf,
  optimizers,
  type OptimizerSettings,
} from "../src/engine/rules/optimizer.ts";
import { LIMITS } from "../src/experiment/limits.ts";
import { parseExperiment, runExperiment, sweepExperiment } from "../mod.ts";
import { filesBelow, ROOT, textOf } from "./architecture/layers.ts";
import { projectPath } from "./project_path.ts";
import { environmentOfTasks } from "./task_command.ts";
import { COMMANDS, runSeedbed } from "./seedbed_process.ts";

const MANUALS = [
  "README.md",
  "experiments/README.md",
  "src/LIBRARY.md",
  "src/explain/README.md",
  "src/results/README.md",
  "src/host/README.md",
  "src/export/README.md",
  "src/sweep/MACHINES.md",
  "src/queue/README.md",
];
const readme = textOf("README.md");
const format = textOf("experiments/README.md");
const { tasks, permissions } = JSON.parse(textOf("deno.json"));

interface Block {
  readonly language: string;
  readonly body: string;
}

/** The fenced blocks of a text, in order. Scripts that print are not for `deno test --doc`, and say `ts ignore`. */
function blocksOf(text: string): readonly Block[] {
  return [...text.matchAll(/^```(\w+)(?: ignore)?\n(.*?)^```$/gms)].map(([, language, body]) => ({
    language,
    body,
  }));
}

/** A copy of what a user works with: the tasks, the program and the experiments. */
async function copyOfProject(): Promise<string> {
  const folder = await Deno.makeTempDir({ prefix: "a copy " });
  const parts = ["deno.json", "deno.lock", "mod.ts", "src", "experiments"].map(projectPath);
  const { success } = await new Deno.Command("cp", { args: ["-R", ...parts, folder] }).output();
  assert.ok(success);
  return folder;
}

/** Runs the lines of an example in a shell, but for those that fetch or check the project. @returns what they print. */
async function printedBy(example: string, folder: string): Promise<string> {
  const path = `${Deno.execPath().replace(/\/[^/]*$/, "")}:${Deno.env.get("PATH")}`;
  let printed = "";
  for (const line of example.trimEnd().split("\n")) {
    const command = line.replace(/^npx -y deno@[\d.]+ /, "deno ");
    const [, task] = /^deno task ([\w:]+)/.exec(command) ?? [];
    if (command.startsWith("git clone") || task !== undefined && !COMMANDS.includes(task)) continue;
    const { code, stdout, stderr } = await new Deno.Command("sh", {
      args: ["-c", command],
      cwd: folder,
      clearEnv: true,
      env: { ...environmentOfTasks(), NO_COLOR: "1", PATH: path },
      stdin: "null",
    }).output();
    // `deno task` begins by repeating the command that it runs.
    const told = new TextDecoder().decode(stderr).replace(/^Task .*\n/, "");
    const output = new TextDecoder().decode(stdout) + told;
    assert.equal(code, Number(/# exit code (\d+)$/.exec(line)?.[1] ?? 0), `${line}\n${output}`);
    printed += output;
  }
  return printed;
}

/** Holds an output that a text shows to what was printed; a line `…` stands for any lines. */
function assertPrinted(shown: string, printed: string): void {
  let from = 0;
  for (const part of shown.split(/^ *…\n/m)) {
    const at = printed.indexOf(part, from);
    assert.ok(at >= 0, `not printed:\n${part}\nbut:\n${printed}`);
    from = at + part.length;
  }
}

/** Writes a script under the name that its first line gives, as a reader would. */
async function writeScript(script: string, folder: string): Promise<void> {
  const [, name] = /^\/\/ (\w+\.ts)\n/.exec(script)!;
  await Deno.writeTextFile(`${folder}/${name}`, script);
}

/** What the README shows of a mistake in a file. */
const isMistake = ({ language, body }: Block): boolean =>
  language === "text" && body.startsWith("experiments/xor.yaml:");

for (const manual of MANUALS) {
  const text = textOf(manual);

  Deno.test(`the commands in ${manual} run and print what it shows`, async () => {
    const folder = await copyOfProject();
    try {
      let printed = "";
      for (const block of blocksOf(text).filter((block) => !isMistake(block))) {
        if (block.language === "sh") printed = await printedBy(block.body, folder);
        if (block.language === "ts") await writeScript(block.body, folder);
        if (block.language === "text") assertPrinted(block.body, printed);
      }
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  });

  Deno.test(`the experiments in ${manual} are right and train`, () => {
    for (const { language, body } of blocksOf(text)) if (language === "yaml") train(body);
  });

  Deno.test(`every task, file and section that ${manual} names is there`, () => {
    const named = [...text.matchAll(/deno(?:@[\d.]+)? task ([\w:]*\w)/g)].map(([, name]) => name);
    assert.deepEqual(named.filter((name) => !Object.hasOwn(tasks, name)), []);
    const missing: string[] = [];
    const require = (path: string, base: URL): void => {
      try {
        Deno.statSync(new URL(path, base));
      } catch {
        missing.push(path);
      }
    };
    const own = new URL(manual, ROOT);
    for (const [path] of text.matchAll(/\b(?:src|tests|experiments)\/[\w/.-]+(?:\.\w+|\/)(?![\w(])/g)) {
      require(path, ROOT);
    }
    for (const [, file] of text.matchAll(/`(\w+\.ts)`/g)) require(file, own);
    for (const [, link, anchor] of text.matchAll(/\]\(([^)#]*)(?:#([^)]*))?\)/g)) {
      require(link, own);
      if (anchor === undefined) continue;
      const target = link === "" ? text : Deno.readTextFileSync(new URL(link, own));
      const anchors = [...target.matchAll(/^#+ (.*)$/gm)]
        .map(([, title]) => title.toLowerCase().replace(/[^\w\s-]/g, "").replaceAll(" ", "-"));
      if (!anchors.includes(anchor)) missing.push(`${link}#${anchor}`);
    }
    assert.deepEqual(missing, []);
  });
}

/** Trains an experiment; a part of one takes the place of that part in `gender.yaml`. */
function train(yaml: string): void {
  const keys = [...yaml.matchAll(/^(\w+):/gm)].map(([, key]) => key);
  const sections = textOf("experiments/gender.yaml").split(/^(?=\w)/m);
  const others = sections.filter((section) => !keys.includes(section.slice(0, section.indexOf(":"))));
  const experiment = parseExperiment(keys.includes("dataset") ? yaml : others.join("") + yaml, {
    fileName: "example.yaml",
    readDataFile: (name) => ({ text: textOf(`experiments/${name}`) }),
  });
  if (experiment.sweep === null) assert.equal(runExperiment(experiment).status, "completed");
  else assert.ok(sweepExperiment(experiment).plan.trialCount > 1);
}

for (const folder of ["src/engine", "src/engine/gpu", "src/sweep", "src/queue"]) {
  Deno.test(`the tables of ${folder}/README.md name every file of the folder`, () => {
    const rows = textOf(`${folder}/README.md`).split("\n").filter((line) => line.startsWith("| ")).join("\n");
    const missing = filesBelow(folder).filter((path) =>
      folder === "src/engine/gpu" || !path.startsWith("src/engine/gpu/")
    )
      .filter((path) => !rows.includes(`${path.replace(/^.*\//, "")}\``));
    assert.deepEqual(missing, []);
  });
}

Deno.test("the README has at most 1000 words", () => {
  assert.ok(readme.trim().split(/\s+/).length <= 1000);
});

Deno.test("the README's mistake is told so", async () => {
  const folder = await Deno.makeTempDir();
  try {
    await Deno.mkdir(`${folder}/experiments`);
    const mistaken = textOf("experiments/xor.yaml").replace(/learning_rate: [\d.]+/, "learning_rate: -0.1");
    await Deno.writeTextFile(`${folder}/experiments/xor.yaml`, mistaken);
    const { stderr } = await runSeedbed(["run", "experiments/xor.yaml"], folder);
    assert.equal(blocksOf(readme).find(isMistake)!.body, stderr);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("the experiment that the format's manual shows is experiments/gender.yaml", () => {
  const settings = (yaml: string): string => yaml.replace(/#.*$/gm, "").replace(/\s+/g, " ").trim();
  const shown = blocksOf(format).find(({ language }) => language === "yaml")!;
  assert.equal(settings(shown.body), settings(textOf("experiments/gender.yaml")));
});

/** The cells of the table rows below a heading, code marks left out. */
function tableBelow(text: string, heading: string): readonly (readonly string[])[] {
  const section = text.split(/^(?=## )/m).find((part) => part.startsWith(`## ${heading}\n`))!;
  return section.split("\n").filter((line) => /^\| [^-]/.test(line)).slice(1)
    .map((line) => line.split("|").slice(1, -1).map((cell) => cell.replaceAll("`", "").trim()));
}

interface JsonSchema {
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly default?: unknown;
}

/** Lists whose entries have keys of the user's own, and a file that is written as another one is. */
const OPEN = ["dataset.rows", "dataset.validation.file", "dataset.validation.rows", "queries.file"];

/** The keys of a mapping, or of all mappings that a value may be. */
function keysIn({ properties, anyOf = [] }: JsonSchema): Readonly<Record<string, JsonSchema>> {
  return Object.assign({}, ...anyOf.map(keysIn), properties);
}

/** Every key of the experiment file with its default, as JSON. */
function defaultsOf(schema: JsonSchema, path = ""): readonly (readonly [string, string | undefined])[] {
  const ownKeys = keysIn(schema);
  const isList = Object.keys(ownKeys).length === 0 && schema.items !== undefined;
  const inner = OPEN.includes(path) ? {} : isList ? keysIn(schema.items!) : ownKeys;
  const isLeaf = Object.keys(inner).length === 0 || schema.anyOf !== undefined;
  const prefix = path === "" ? "" : `${path}${isList ? "[]" : ""}.`;
  return [
    ...(isLeaf ? [[path, JSON.stringify(schema.default)] as const] : []),
    ...Object.entries(inner).flatMap(([key, field]) => defaultsOf(field, prefix + key)),
  ];
}

/** How the manual says that there is nothing by default. */
const NOTHING = new Map([['""', "empty"], ["[]", "none"]]);

Deno.test("the format's manual explains every key, in the schema's order, with its default", () => {
  const defaults = defaultsOf(JSON.parse(textOf("experiments/experiment.schema.json")));
  const rows = tableBelow(format, "Every key");
  assert.deepEqual(rows.map(([key]) => key), defaults.map(([key]) => key));
  for (const [index, [key, , shown]] of rows.entries()) {
    const [, stated] = defaults[index];
    if (stated !== undefined) {
      assert.equal(shown, NOTHING.get(stated) ?? stated.replaceAll('"', "").replaceAll(",", ", "), key);
    }
  }
});

Deno.test("the format's manual has the formula of every optimizer", () => {
  const stepOf = (settings: OptimizerSettings): string =>
    optimizerOf(settings).formulas.map(({ text }) => text).join("; ");
  const formulas = new Map<string, string>(
    optimizerNames.map((name) => [name, stepOf({ name, ...optimizers[name].defaults } as OptimizerSettings)]),
  );
  const momentum = { name: "sgd", momentum: 0.9, nesterov: false } as const;
  formulas.set("sgd with momentum", stepOf(momentum));
  formulas.set("sgd with nesterov as well", stepOf({ ...momentum, nesterov: true }));
  assert.deepEqual(new Map(tableBelow(format, "Optimizers").map(([name, step]) => [name, step])), formulas);
});

Deno.test("the format's manual names every limit", () => {
  const shown = tableBelow(format, "Limits").map(([, figures]) => figures).join(", ");
  for (const [name, limit] of Object.entries(LIMITS)) {
    const text = /Bytes$/.test(name) ? `${limit / 1024 / 1024} MiB` : limit.toLocaleString("en-US");
    assert.ok(`, ${shown}, `.includes(`, ${text}, `), `${name}: ${text}`);
  }
});

Deno.test("the format's manual speaks of every file in experiments/", () => {
  for (const { name } of Deno.readDirSync(new URL("experiments/", ROOT))) {
    if (name !== "README.md") assert.ok(format.includes(`\`${name}\``), name);
  }
});

Deno.test("the manual of trust gives each command its permission set", () => {
  const rows = tableBelow(textOf("src/host/README.md"), "What each command may do");
  assert.deepEqual(rows.map(([set]) => set).sort(), Object.keys(permissions).sort());
  for (const [set, commands] of rows) {
    const wanted = COMMANDS.filter((name) => tasks[name].command.includes(` -P=${set} `));
    assert.deepEqual(commands.split(", ").sort(), wanted.toSorted(), set);
  }
});
