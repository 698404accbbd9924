// Command lines as people type them: from another folder, without an ending, in other tools' spelling.

import assert from "node:assert/strict";
import { projectPath } from "../project_path.ts";
import { environmentOfTasks } from "../task_command.ts";
import { denoArguments, type ProcessResult, resultOf, runSeedbed } from "../seedbed_process.ts";

const gender = await Deno.readTextFile(projectPath("experiments/gender.yaml"));
const FAST = ["epochs=2"];

function habit(title: string, test: (folder: string) => Promise<void>): void {
  Deno.test(title, async () => {
    const folder = await Deno.makeTempDir();
    try {
      await Deno.writeTextFile(`${folder}/gender.yaml`, gender);
      await test(folder);
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  });
}

function said({ code, stderr }: ProcessResult): string {
  return `${code} ${stderr}`;
}

habit("an experiment is meant without its ending, and a result folder by itself", async (folder) => {
  const first = await runSeedbed(["run", "gender", ...FAST], folder);
  assert.match(said(first), /^0 written results\/gender\/seed-42-\w+\n$/);
  const [, result] = /written (\S+)/.exec(first.stderr)!;
  assert.match((await runSeedbed(["explain", result], folder)).stdout, /^gender: row Alice/);
  assert.match(said(await runSeedbed(["run", `${result}/`], folder)), /^0 found /);
});

habit(
  "a stored result is meant by what it is called below the results, as for all commands",
  async (folder) => {
    for (const setting of ["learning_rate=0.1", "learning_rate=0.2", "seed=7"]) {
      await runSeedbed(["run", "gender", ...FAST, setting], folder);
    }
    assert.match((await runSeedbed(["explain", "gender/seed-7"], folder)).stdout, /^gender: row Alice/);
    assert.match(
      said(await runSeedbed(["run", "gender/seed-7"], folder)),
      /^0 found results\/gender\/seed-7-/,
    );
    assert.match(
      said(await runSeedbed(["explain", "gender/seed-42"], folder)),
      /^2 error: gender\/seed-42: 2 results have this name\n {2}name one of results\/gender\/seed-42-\w+, results\/gender\/seed-42-\w+\n$/,
    );
    const none = await runSeedbed(["explain", "gender/seed-8"], folder);
    assert.match(said(none), /^2 error: .*there is no such file/);
  },
);

habit(
  "dashes, equals signs and addresses that editors and file managers make are told with what was meant",
  async (folder) => {
    const lost = ": there is no such file\n  for a setting write it with a usual =: seed=7\n";
    const address = `file://${folder}/gender.yaml`;
    const way = `: that is an address, not a file\n  write its path: ${folder}/gender.yaml\n`;
    for (
      const [words, message] of [
        [
          ["run", "gender.yaml", "–fresh"],
          "an option must begin with --: found –fresh\n  did you mean --fresh?\n",
        ],
        [
          ["run", "—fresh", "gender.yaml", "--json"],
          "an option must begin with --: found —fresh\n  did you mean --fresh?\n",
        ],
        [["run", "gender.yaml", "seed＝7"], `seed＝7${lost}`],
        [["run", address], `${address}${way}`],
      ] as const
    ) {
      assert.equal(said(await runSeedbed(words, folder)), `2 error: ${message}`);
    }
    const table = `file://${folder}/my%20data.csv`;
    const asked = await runSeedbed(["new", "--from", table], folder);
    assert.match(said(asked), /that is an address, not a file\n {2}write its path: '.*\/my data\.csv'\n$/);
  },
);

habit("a link that leads nowhere is called so, and is not what was meant", async (folder) => {
  await Deno.symlink("nowhere.yaml", `${folder}/lost.yaml`);
  assert.equal(
    said(await runSeedbed(["run", "lost.yaml"], folder)),
    "2 error: lost.yaml: that is a link that leads nowhere\n  let it lead to a file, or name another\n",
  );
});

habit("an empty word is a variable that is not set, for every command", async (folder) => {
  const wanted = '2 error: a word must not be empty: found ""\n' +
    "  leave it out, or set the variable that it is made of\n";
  for (
    const line of [["run", ""], ["run", "gender", ""], ["run", "", "--json"], ["show", ""], [
      "verify",
      "",
      "x",
    ]]
  ) {
    assert.equal(said(await runSeedbed(line, folder)), wanted, line.join());
  }
});

habit("another program's file in place of an experiment is called what it is", async (folder) => {
  const starts = {
    "it is a workbook or an archive, not a text": [0x50, 0x4b, 0x03, 0x04, 0xff],
    "it is UTF-32": [0xff, 0xfe, 0, 0, 0x6e, 0, 0, 0],
  };
  for (const [what, bytes] of Object.entries(starts)) {
    await Deno.writeFile(`${folder}/other.yaml`, new Uint8Array(bytes));
    assert.equal(
      said(await runSeedbed(["run", "other.yaml"], folder)),
      `2 other.yaml: ${what}\n  an experiment is a YAML file in UTF-8: save it so, or name another\n`,
    );
  }
});

habit("an experiment may be in the program's folder of experiments", async (folder) => {
  await Deno.mkdir(`${folder}/experiments`);
  await Deno.rename(`${folder}/gender.yaml`, `${folder}/experiments/gender.yaml`);
  assert.equal((await runSeedbed(["run", "gender", ...FAST], folder)).code, 0);
  const { stderr } = await runSeedbed(["run", "gender.yaml", ...FAST], folder);
  assert.match(
    stderr,
    /^error: gender\.yaml: there is no such file\n {2}did you mean experiments\/gender\.yaml\?\n$/,
  );
  for (const slip of ["gendr", "Gender", "genders.yaml"]) {
    const { code, stderr } = await runSeedbed(["run", slip, ...FAST], folder);
    assert.equal(code, 2);
    assert.match(stderr, /\n {2}did you mean experiments\/gender\.yaml\?\n$/, slip);
  }
});

habit("what is not there is told with what is", async (folder) => {
  await Deno.mkdir(`${folder}/data`);
  await Deno.writeTextFile(`${folder}/people.csv`, "x,y\n1,0\n");
  await Deno.writeTextFile(`${folder}/a table=1.csv`, "x,y\n1,0\n");
  await Deno.writeTextFile(`${folder}/people.xlsx`, "PK");
  for (
    const [word, message] of [
      ["gender.yml", "gender.yml: there is no such file\n  did you mean gender.yaml?"],
      ["Gender.YAML", "Gender.YAML: there is no such file\n  did you mean gender.yaml?"],
      ["gendr.yaml", "gendr.yaml: there is no such file\n  did you mean gender.yaml?"],
      [
        ".\\gender.yaml",
        ".\\gender.yaml: there is no such file\n  write it with / in place of \\: ./gender.yaml",
      ],
      [
        "https://example.org/gender.yaml",
        "that is an address, not a file\n  download it first, and name the file",
      ],
      [
        "people.csv",
        "that is a table, not an experiment\n  `new people --from people.csv` writes one for it",
      ],
      [
        "people.xlsx",
        "that is a table, not an experiment\n  save it as CSV: `new people --from people.csv` writes one for it",
      ],
      [
        "a table=1.csv",
        "that is a table, not an experiment\n  `new a_table_1 --from 'a table=1.csv'` writes one for it",
      ],
      [
        "~/gender.yaml",
        "a path must not begin with ~: found ~/gender.yaml\n" +
        '  a shell puts your home in place of ~ only at the start of a word: write "$HOME/gender.yaml"',
      ],
      ["data", "data: that is a folder, not an experiment"],
      ["nowhere/gender.yaml", "nowhere/gender.yaml: there is no such file\n  did you mean gender.yaml?"],
    ]
  ) {
    const result = await runSeedbed(["run", word], folder);
    assert.equal(result.code, 2, word);
    assert.ok(result.stderr.includes(message), `${word}: ${result.stderr}`);
  }
  const single = await runSeedbed(["run", "gender.yaml", "-o", "~/results", ...FAST], folder);
  assert.match(said(single), /^2 error: a path must not begin with ~/);
});

habit(
  "a path in another system's or a shell's spelling is refused before it becomes a name",
  async (folder) => {
    const tilde = /^2 error: a path must not begin with ~: found ~/;
    for (
      const line of [["run", "gender", "--out=~root/x"], ["show", "~/results"], ["new", "~ben/plants"], [
        "verify",
        "~",
      ]]
    ) {
      assert.match(said(await runSeedbed(line, folder)), tilde, line.join(" "));
    }
    if (Deno.build.os !== "windows") {
      for (
        const line of [
          ["run", "gender", "-o", "data\\out"],
          ["new", "data\\out"],
          ["verify", "data\\out"],
          ["ask", "gender", "--results", "data\\out"],
          ["explain", "gender", "-o", "data\\out"],
        ]
      ) {
        assert.match(
          said(await runSeedbed(line, folder)),
          /^2 error: a path must have \/ between its folders: found data\\out.*\n {2}write it with \/ in place of \\: data\/out/,
          line.join(" "),
        );
      }
    }
    assert.deepEqual([...Deno.readDirSync(folder)].map(({ name }) => name), ["gender.yaml"]);
  },
);

habit("a path with an equals sign and blanks wins where it is there", async (folder) => {
  await Deno.rename(`${folder}/gender.yaml`, `${folder}/a=b c.yaml`);
  assert.equal((await runSeedbed(["run", "./a=b c.yaml", ...FAST], folder)).code, 0);
  assert.equal((await runSeedbed(["run", ...FAST, "a=b c.yaml"], folder)).code, 0);
});

habit("several experiments are run one after another, and none where one is wrong", async (folder) => {
  await Deno.writeTextFile(`${folder}/other.yaml`, gender.replace("name: gender", "name: other"));
  const both = await runSeedbed(["run", "gender.yaml", "other.yaml", ...FAST], folder);
  assert.match(said(both), /^0 written results\/gender\/\S+\nwritten results\/other\/\S+\n$/);
  await Deno.writeTextFile(`${folder}/other.yaml`, "name: [\n");
  await Deno.remove(`${folder}/results`, { recursive: true });
  assert.equal((await runSeedbed(["run", "gender.yaml", "other.yaml", ...FAST], folder)).code, 2);
  await assert.rejects(Deno.stat(`${folder}/results`));
  const plan = await runSeedbed(["plan", "gender.yaml", "gender.yaml"], folder);
  assert.match(said(plan), /^2 error: plan takes one experiment: found also gender\.yaml/);
});

habit("- reads the experiment from standard input, and its data from where one stands", async (folder) => {
  await Deno.writeTextFile(`${folder}/d.csv`, "x,y\n1,0\n,0\n2,1\n");
  const process = new Deno.Command(Deno.execPath(), {
    args: [...denoArguments(["run", "-", ...FAST])],
    cwd: folder,
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const writer = process.stdin.getWriter();
  const text = `name: piped
dataset: { features: [{ name: x, missing: drop }], target: { name: y }, file: d.csv }
`;
  await writer.write(new TextEncoder().encode(text));
  await writer.close();
  const told = /^0 standard input: 1 of 3 rows lacks a cell and is left out\nwritten results\/piped\/seed-0-/;
  assert.match(said(await resultOf(process)), told);
});

habit("settings in other tools' spelling are told as they are written here", async (folder) => {
  for (
    const [words, message] of [
      [["--seed=3"], "there is no option --seed\n  a setting is written without dashes: seed=3;"],
      [["--learning-rate", "3"], "a setting is written without dashes: learning_rate=…;"],
      [["seed", "3"], "there is no experiment seed\n  a setting is written with its value: seed=…"],
      [["--out-dir=x"], "there is no option --out-dir"],
      [["--queue", "wss://h:1"], "queue is a command of its own: deno task queue URL FILE … [key=value …]"],
      [["--plan"], "plan is a command of its own: deno task plan FILE"],
    ] as const
  ) {
    const { code, stderr } = await runSeedbed(["run", "gender.yaml", ...words], folder);
    assert.equal(code, 2);
    assert.ok(stderr.includes(message), stderr);
  }
});

habit("an option that only run has is told to be one of run", async (folder) => {
  for (
    const [command, option] of [
      ["gpu", "--join"],
      ["gpu", "--engine=plain"],
      ["queue", "--fresh"],
      ["plan", "--only-merge"],
      ["verify", "--fresh"],
    ]
  ) {
    const name = option.replace(/=.*/, "");
    assert.equal(
      said(await runSeedbed([command, "gender.yaml", option], folder)),
      `2 error: there is no option ${name}\n  ${name} is an option of run\n`,
    );
  }
  assert.match(said(await runSeedbed(["gpu", "gender.yaml", "--jsn"], folder)), /did you mean --json\?/);
});

habit(
  "of several experiments every mistake is told, and in which of them a setting is one",
  async (folder) => {
    await Deno.writeTextFile(
      `${folder}/or.yaml`,
      await Deno.readTextFile(projectPath("experiments/or.yaml")),
    );
    await Deno.writeTextFile(`${folder}/wrong.yaml`, gender.replace("sigmoid", "sigmod"));
    const files = ["run", "gender.yaml", "or.yaml", "wrong.yaml"];
    const { code, stderr } = await runSeedbed([...files, "weight.shift=3", "epochs=-1"], folder);
    assert.equal(code, 2);
    const lines = stderr.split("\n").filter((line) => /^\S/.test(line));
    assert.equal(lines.length, 3, stderr);
    assert.match(lines[0], /^epochs=-1: training\.epochs must be /);
    assert.equal(lines[1], "weight.shift=3: in or.yaml there is no setting weight.shift");
    assert.match(lines[2], /^wrong\.yaml:20:\d+: network\.activation must be one of /);
  },
);

Deno.test("a task works where one stands, and writes there", async () => {
  // Below the project, where a task finds it, and where git looks at nothing.
  await Deno.mkdir(projectPath("results"), { recursive: true });
  const folder = await Deno.makeTempDir({ dir: projectPath("results"), prefix: "standing-" });
  try {
    await Deno.writeTextFile(`${folder}/gender.yaml`, gender);
    const run = async (...args: string[]) =>
      await resultOf(
        new Deno.Command(Deno.execPath(), {
          args: ["task", "-q", ...args],
          cwd: folder,
          clearEnv: true,
          env: { ...environmentOfTasks(), NO_COLOR: "1" },
          stdin: "null",
          stdout: "piped",
          stderr: "piped",
        }).spawn(),
      );
    assert.match(said(await run("run", "gender.yaml", ...FAST)), /^0 written results\/gender\//);
    assert.equal((await run("new", "mine")).code, 0);
    const names = [...Deno.readDirSync(folder)].map(({ name }) => name).sort();
    assert.deepEqual(names, ["gender.yaml", "mine.yaml", "results"]);
  } finally {
    await Deno.remove(folder, { recursive: true });
    // Only where nothing else is in it.
    await Deno.remove(projectPath("results")).catch(() => {});
  }
});

habit(
  "a data file in other letters or with a slip in its name, and an experiment from a pipe's path, are told with a way out",
  async (folder) => {
    await Deno.mkdir(`${folder}/data`);
    await Deno.writeTextFile(`${folder}/data/People.CSV`, "weight,height,gender\n1,2,M\n");
    await Deno.writeTextFile(
      `${folder}/people.yaml`,
      "dataset: { features: [{ name: weight }], target: { name: height }, file: data/people.csv }\n",
    );
    const { stderr } = await runSeedbed(["run", "people.yaml"], folder);
    const meant = /but there is no such file\n.*\n.*\n {2}did you mean data\/People\.CSV\?\n/;
    assert.match(stderr, meant);
    const slip = await runSeedbed(["run", "people.yaml", "file=data/peopel.csv"], folder);
    assert.match(slip.stderr, /but there is no such file\n {2}did you mean data\/People\.CSV\?\n/);
    const piped = await runSeedbed(["run", "/dev/stdin"], folder);
    assert.match(said(piped), /^2 \/dev\/stdin: .*\n {2}pipe the experiment in, and write - for its file\n$/);
  },
);

habit(
  "points that may stand between thousands are told of once, and again where a table is asked about",
  async (folder) => {
    const text = `name: flats
dataset: { features: [{ name: x }], target: { name: y }, file: { path: d.csv, separator: ";" } }
`;
    await Deno.writeTextFile(`${folder}/d.yaml`, text);
    await Deno.writeTextFile(`${folder}/d.csv`, "x;y\n1.393;0\n718;1\n");
    const told =
      /^note in d\.csv x has numbers such as 1\.393, whose points are read as decimal points\n {2}if they/gm;
    const run = await runSeedbed(["run", "d.yaml", "seed=1,2", ...FAST], folder);
    assert.equal(run.stderr.match(told)?.length, 1, run.stderr);
    await runSeedbed(["run", "d.yaml", ...FAST], folder);
    const asked = await runSeedbed(["ask", "flats/seed-0", "d.csv"], folder);
    assert.equal(asked.stderr.match(told)?.length, 1, asked.stderr);
    const said = await runSeedbed(["ask", "flats/seed-0", "d.csv", "decimal=."], folder);
    assert.doesNotMatch(said.stderr, /thousands/);
  },
);

habit("rows that an empty cell drops are told of by every command that reads them", async (folder) => {
  const text = `dataset:
  features: [{ name: x, missing: drop }]
  target: { name: y }
  file: d.csv
`;
  await Deno.writeTextFile(`${folder}/d.yaml`, text);
  await Deno.writeTextFile(`${folder}/d.csv`, "x,y\n1,0\n,1\n0,1\n");
  const told = "d.yaml: 1 of 3 rows lacks a cell and is left out\n";
  for (const commandLine of [["run", "d.yaml"], ["run", "d.yaml", "seed=1..3"], ["plan", "d.yaml"]]) {
    const { code, stderr } = await runSeedbed([...commandLine, ...FAST.slice(0, 1)], folder);
    assert.ok(code === 0 && stderr.startsWith(told), stderr);
  }
});
