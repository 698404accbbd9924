// What shells offer after `seedbed`: the scripts of `completions`, run by the shells themselves.
import assert from "node:assert/strict";
import { exportForms } from "../../src/export/forms.ts";
import { optimizerNames } from "../../src/engine/rules/optimizer.ts";
import { hasProgram, printedBy } from "../foreign_process.ts";
import { requireOrSkip } from "../requirement.ts";
import { folderTest } from "../results/folder_of_results.ts";
import { COMMANDS, runSeedbed } from "../seedbed_process.ts";

const FORMS = exportForms.map(({ name }) => name);

async function scriptFor(shell: string): Promise<string> {
  const { code, stdout, stderr } = await runSeedbed(["completions", shell]);
  assert.equal(code, 0, stderr);
  return stdout;
}

/** A test in a folder with an experiment, a table and a folder. */
function shellTest(shell: string, what: string, test: (root: string) => Promise<void>): void {
  Deno.test({
    name: `${shell} ${what}`,
    ignore: missing.get(shell),
    async fn() {
      const root = await Deno.makeTempDir();
      try {
        await Deno.writeTextFile(`${root}/gender.yaml`, "");
        await Deno.writeTextFile(`${root}/people.csv`, "");
        await Deno.mkdir(`${root}/results`);
        await test(root);
      } finally {
        await Deno.remove(root, { recursive: true });
      }
    },
  });
}

const missing = new Map<string, boolean>();
for (const shell of ["bash", "zsh", "fish"]) {
  missing.set(shell, requireOrSkip(await hasProgram(shell), shell, `Debian's ${shell}`));
}

shellTest("bash", "offers commands, files, options and the words of settings", async (root) => {
  const script = await scriptFor("bash");
  /** What bash offers for the last of some words, as it cuts them: an equals sign is a word of its own. */
  const offered = async (...words: readonly string[]): Promise<readonly string[]> => {
    const list = words.map((word) => `'${word}'`).join(" ");
    // compopt is for a completion that a person asks for.
    const program =
      `${script}\ncompopt() { :; }\nCOMP_WORDS=(seedbed ${list})\nCOMP_CWORD=${words.length}\n` +
      `_seedbed\nprintf '%s\\n' "\${COMPREPLY[@]}"`;
    return (await printedBy(["bash", "-c", program], "", root)).filter((line) => line !== "");
  };
  assert.deepEqual(await offered(""), COMMANDS);
  assert.deepEqual(await offered("ex"), ["explain", "export"]);
  assert.deepEqual(await offered("run", "g"), ["gender.yaml"]);
  assert.deepEqual(await offered("run", "results"), ["results"]);
  assert.deepEqual(await offered("queue", "nats.example.org", "g"), ["gender.yaml"]);
  assert.deepEqual(await offered("run", "gender.yaml", "lear"), ["learning_rate="]);
  const asked =
    `${script}\ncompopt() { echo "$@"; }\nCOMP_WORDS=(seedbed run g.yaml lear)\nCOMP_CWORD=3\n_seedbed`;
  assert.deepEqual(await printedBy(["bash", "-c", asked], "", root), ["-o nospace +o filenames"]);
  assert.deepEqual(await offered("run", "gender.yaml", "optimizer", "="), optimizerNames);
  assert.deepEqual(await offered("run", "gender.yaml", "training.optimizer", "=", "ada"), [
    "adagrad",
    "adam",
    "adamw",
  ]);
  assert.deepEqual(await offered("export", "gender", "--to", ""), FORMS);
  assert.deepEqual(await offered("export", "--fl"), ["--float32"]);
  assert.deepEqual(await offered("run", "-o", "re"), ["results"]);
  assert.deepEqual(await offered("verify", "g"), []);
  assert.deepEqual(await offered("ask", "results", "p"), ["people.csv"]);
  assert.deepEqual(await offered("completions", "z"), ["zsh"]);
  // Names with blanks and stars are offered as they are.
  for (const name of ["my work.yaml", "m*.yaml"]) await Deno.writeTextFile(`${root}/${name}`, "");
  await Deno.mkdir(`${root}/more  results`);
  const offers = ["m*.yaml", "momentum=", "more  results", "my work.yaml"];
  assert.deepEqual((await offered("run", "m")).toSorted(), offers);
  assert.deepEqual(await offered("verify", "mo"), ["more  results"]);
  assert.deepEqual(await offered("export", "gender", "-o", "my"), ["my work.yaml"]);
});

shellTest("fish", "offers commands, files, options and the words of settings", async (root) => {
  await Deno.writeTextFile(`${root}/seedbed.fish`, await scriptFor("fish"));
  const offered = async (line: string): Promise<readonly string[]> => {
    const program = `source seedbed.fish; complete -C '${line}'`;
    const lines = await printedBy(["fish", "--no-config", "-c", program], "", root);
    return lines.map((one) => one.replace(/\t.*/, ""));
  };
  assert.deepEqual([...await offered("seedbed ")].sort(), [...COMMANDS].sort());
  assert.deepEqual([...await offered("seedbed export gender --to ")].sort(), [...FORMS].sort());
  assert.ok((await offered("seedbed run g")).includes("gender.yaml"));
  assert.ok((await offered("seedbed queue nats.example.org g")).includes("gender.yaml"));
  assert.ok((await offered("seedbed run gender.yaml optimizer=ada")).includes("optimizer=adam"));
  assert.ok((await offered("seedbed export --f")).includes("--float32"));
  assert.ok((await offered("seedbed verify r")).includes("results/"));
  assert.deepEqual(await offered("seedbed ask results p"), ["people.csv"]);
});

shellTest("zsh", "takes the script, and offers commands, options and the words of settings", async (root) => {
  const script = await scriptFor("zsh");
  await Deno.writeTextFile(`${root}/_seedbed`, script);
  await printedBy(["zsh", "-n", `${root}/_seedbed`]);
  /** What the function hands to zsh: completion itself needs a terminal. */
  const offered = async (...words: readonly string[]): Promise<readonly string[]> => {
    const list = words.map((word) => `'${word}'`).join(" ");
    const program = `compdef() { :; }; compset() { :; }; _files() { echo "files $@"; }
compadd() { while [[ $1 == -* ]]; do shift 2; done; print -l -- "$@"; }
_describe() { print -l -- "\${(P@)2}"; }
${script}
words=(seedbed ${list}); CURRENT=${words.length + 1}; _seedbed`;
    return (await printedBy(["zsh", "-f", "-c", program], "", root)).map((line) =>
      line.replace(/^([\w-]+):.*/, "$1")
    );
  };
  assert.deepEqual(await offered(""), COMMANDS);
  assert.deepEqual(await offered("run", "x.yaml", "optimizer="), optimizerNames);
  assert.deepEqual(await offered("export", "gender", "--to", ""), FORMS);
  assert.ok((await offered("export", "--")).includes("--float32"));
  assert.deepEqual((await offered("run", ""))[0], "files -g *.yaml");
  assert.deepEqual((await offered("queue", "nats.example.org", ""))[0], "files -g *.yaml");
  assert.deepEqual(await offered("verify", ""), ["files -/"]);
  assert.deepEqual((await offered("ask", "")).map((line) => line.trim()), ["files"]);
});

folderTest("a shell that is not known is refused with those that are", async (root) => {
  const { code, stderr } = await runSeedbed(["completions", "tcsh"], root);
  assert.equal(code, 2);
  assert.match(stderr, /there are no completions for tcsh\n {2}(did you mean|known here)/);
  assert.match(
    (await runSeedbed(["completions"], root)).stderr,
    /completions needs one shell: found 0\n {2}name bash, zsh or fish/,
  );
});
