// Folder and file names are a stranger's as well: a results folder comes from git or an archive, and its names may hold
// what no experiment's name may. Whatever a command says about them, nothing draws on the terminal or hides in JSON.

import assert from "node:assert/strict";
import { projectPath } from "../project_path.ts";
import { canRun, skipWithout } from "../requirement.ts";
import { denoArguments, runSeedbed } from "../seedbed_process.ts";

/** Names that clear the screen, set the window's title, reverse the line, hide, and begin a line of their own. */
const NAMES = [
  "\u001b[2J\u001b[31mred",
  "\u001b]0;title\u0007",
  "\u009b31mred",
  "\u202egnp.exe",
  "\u3164",
  "a\u{e0041}b",
  "line\nerror: another",
  "return\rerror",
  "\ufdd4colour",
];

/** Controls but the line feed, formats, code points that are no characters, and whatever Unicode calls ignorable. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Cn}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;

function unseenIn(text: string): string | undefined {
  return UNSEEN.exec(text.replaceAll("\n", ""))?.[0];
}

/** A results folder in which every name is one of those, with whole and damaged results. */
async function withHostileFolders(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    const { code, stderr } = await runSeedbed(
      ["run", projectPath("experiments/gender.yaml"), "epochs=20", "-o", `${folder}/made`],
    );
    assert.equal(code, 0, stderr);
    const [{ name: made }] = [...Deno.readDirSync(`${folder}/made/gender`)];
    for (const name of NAMES) {
      const result = `${folder}/results/${name}/${name}`;
      await Deno.mkdir(result, { recursive: true });
      for (const { name: file } of Deno.readDirSync(`${folder}/made/gender/${made}`)) {
        await Deno.copyFile(`${folder}/made/gender/${made}/${file}`, `${result}/${file}`);
      }
      await Deno.writeTextFile(`${result}/${name}`, name);
      await Deno.mkdir(`${folder}/results/${name}/bad-${name}`);
      const manifest = JSON.stringify({ [name]: name }) + name;
      await Deno.writeTextFile(`${folder}/results/${name}/bad-${name}/manifest.json`, manifest);
      await Deno.writeTextFile(`${folder}/results/${name}/bad-${name}/config.json`, `{"${name}": 1}`);
      await Deno.writeTextFile(`${folder}/${name}.yaml`, `name: "${JSON.stringify(name).slice(1, -1)}"\n`);
    }
    await work(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** What anyone might type there; each is answered in one way or another. */
function commandLines(name: string): readonly (readonly string[])[] {
  const whole = `${name}/${name}`;
  const bad = `${name}/bad-${name}`;
  const words = [whole, bad, name, `${name}/none`, "none", `results/${name}/*`];
  return [
    ...["show", "ask", "verify", "report"].flatMap((command) => words.map((word) => [command, word])),
    ...words.map((word) => ["compare", word, "results"]),
    ...["show", "verify", "report", "compare"].flatMap((command) =>
      [whole, bad, name].map((word) => [command, word, "--json"])
    ),
    ...["run", "plan", "explain"].map((command) => [command, `${name}.yaml`]),
    ...["run", "plan", "explain"].map((command) => [command, `results/${whole}/config.json`, `${name}=1`]),
    ["run", `results/${whole}/config.json`, "-o", name],
    ["run", `results/${whole}/config.json`, "-o", name, "--json"],
    ["run", `results/${name}`],
    ["run", `results/${whole}/config.json`, "-o", `${name}.yaml`],
    ["explain", `results/${whole}/config.json`, "--row", name],
    ["compare", name, "--sort", name],
    ["compare", name, "--html", `${name}.yaml`],
    ["compare", name, "--md"],
    ["compare", name, "--csv"],
    ["new", `${name}/x`],
    ["show", `--${name}`],
    ["show", "none", "-o", `${name}/none`],
    [name],
  ];
}

Deno.test("no name of a folder or a file draws on the terminal or hides in JSON, whatever is asked", async () => {
  await withHostileFolders(async (folder) => {
    // A few commands for each name, and others for the next.
    const step = 7;
    const lines = NAMES.flatMap((name, at) =>
      commandLines(name).filter((_, index) => (index + at) % step === 0).map((line) => ({ name, line }))
    ).values();
    const work = async (): Promise<void> => {
      for (const { name, line } of lines) {
        const { code, stdout, stderr } = await runSeedbed(line, folder);
        const shown = JSON.stringify({ line, code, stdout: stdout.slice(0, 3000), stderr });
        assert.notEqual(code, 70, shown);
        for (const text of [stdout, stderr]) {
          assert.equal(unseenIn(text), undefined, shown);
          assert.doesNotMatch(text, /^error: another/m, shown);
        }
        if (line.includes("--json") && stdout !== "") {
          const read = JSON.stringify(JSON.parse(stdout));
          assert.ok(line[0] === "compare" || read.includes(JSON.stringify(name).slice(1, -1)), shown);
        }
      }
    };
    await Promise.all([work(), work()]);
  });
});

const hasScript = await canRun("script", ["--version"]);

Deno.test({
  name: "on a terminal a name gets no control through, and our colours stay",
  ignore: Deno.build.os !== "linux" || skipWithout(hasScript, "the program script", "util-linux has it"),
  fn: async () => {
    await withHostileFolders(async (folder) => {
      for (const line of [["show", "none"], ["verify", "results"], ["compare", "results"]]) {
        const words = [Deno.execPath(), ...denoArguments(line)].map((word) => `'${word}'`).join(" ");
        const { stdout } = await new Deno.Command("script", {
          args: ["-qec", words, "/dev/null"],
          cwd: folder,
          env: { NO_COLOR: "", TERM: "xterm-256color" },
          stdin: "null",
        }).output();
        const text = new TextDecoder().decode(stdout);
        assert.ok(text.includes("\x1b[31m") || text.includes("\x1b[33m"), line.join(" "));
        // deno-lint-ignore no-control-regex
        const plain = text.replaceAll("\r\n", "\n").replace(/\x1b\[(1|2|22|3[1-6]|39)m|\r\x1b\[K/g, "");
        assert.equal(unseenIn(plain), undefined, JSON.stringify(plain));
        assert.ok(!text.includes("\x1b[2J"));
      }
    });
  },
});
