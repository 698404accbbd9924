// `new` from outside: an experiment for a table, beside it or with a copy of it.

import assert from "node:assert/strict";
import { runSeedbed } from "../seedbed_process.ts";
import { tableCases } from "../experiment/drafting/table_cases.ts";

async function inFolder(test: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await test(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const CHOSEN = ["windows-1252", "UTF-16 with tabs", "891 passengers", "cars: blanks"];

for (const start of CHOSEN) {
  const table = tableCases.find(({ name }) => name.startsWith(start))!;
  Deno.test(`new --from writes an experiment that runs: ${table.name}`, () =>
    inFolder(async (folder) => {
      await Deno.writeFile(`${folder}/data.csv`, table.bytes);
      const written = await runSeedbed(["new", "--from", "data.csv"], folder);
      assert.match(
        written.stderr,
        /^written data\.yaml\n( {2}(?:The file has|Its bytes) .*\n)* {2}The column to learn seems to be \w+; .*\n( {2}Left out: .*\n)* {2}run it with: deno task run data\.yaml\n$/,
      );
      const { code, stderr } = await runSeedbed(["run", "data.yaml", "epochs=2"], folder);
      assert.equal(code, 0, stderr);
      assert.match(stderr, /^written results\/data\/seed-0-/);
      assert.equal((await runSeedbed(["verify", "data"], folder)).code, 0);
    }));
}

Deno.test("a table whose name begins with a letter and a colon is on no drive", () =>
  inFolder(async (folder) => {
    await Deno.writeTextFile(`${folder}/a: b.csv`, "x,y\n1,2\n2,3\n3,5\n");
    assert.equal((await runSeedbed(["new", "q", "--from", "a: b.csv"], folder)).code, 0);
    const { code, stderr } = await runSeedbed(["run", "q", "epochs=2"], folder);
    assert.equal(code, 0, stderr);
  }));

Deno.test("new --target learns the column that is named, and refuses one that is not there or cannot be learned", () =>
  inFolder(async (folder) => {
    await Deno.writeTextFile(`${folder}/d.csv`, "id,size,rooms,note,kind\n7,1,2,,a\n8,2,3,,b\n9,3,3,,a\n");
    const written = await runSeedbed(["new", "--from", "d.csv", "--target", "rooms"], folder);
    assert.equal(written.code, 0, written.stderr);
    const text = await Deno.readTextFile(`${folder}/d.yaml`);
    assert.match(text, /\n {2}target: \{ name: rooms,/);
    assert.match(text, /\{ name: size, .*\n {4}- \{ name: kind, categories: \[a, b\] \}\n/);
    assert.doesNotMatch(text, /seems to be/);
    assert.equal((await runSeedbed(["new", "likeliest", "--from", "d.csv"], folder)).code, 0);
    assert.match(
      await Deno.readTextFile(`${folder}/likeliest.yaml`),
      /, draft a file of another name with --target COLUMN\.$/m,
    );
    for (
      const [args, code, message] of [
        [
          ["--from", "d.csv", "--target", "room"],
          2,
          /d\.csv:1:1: .* must have a column room: .*\n.*\n.*\n {2}did you mean rooms\?/,
        ],
        [["--from", "d.csv", "--target", "note"], 2, /the column note cannot be learned: empty/],
        [["--target", "rooms"], 2, /--target names a column of a table\n {2}add --from FILE/],
      ] as const
    ) {
      const refused = await runSeedbed(["new", "other", ...args], folder);
      assert.equal(refused.code, code);
      assert.match(refused.stderr, message);
    }
  }));

Deno.test("what is wrong with a table has the path that was given, wherever the experiment is to lie", () =>
  inFolder(async (folder) => {
    await Deno.mkdir(`${folder}/mine`);
    await Deno.writeTextFile(`${folder}/mine/d.csv`, "x,kind\n1,a\n2,b\n3,a\n4,b\n");
    await Deno.writeTextFile(`${folder}/mine/bad.csv`, "x,kind\n1,a\n2\n3,a\n4,b\n5,a\n6,b,c\n7,a\n8,b\n");
    const bad = await runSeedbed(["new", "mine/x", "--from", "mine/bad.csv"], folder);
    assert.match(bad.stderr, /^mine\/bad\.csv:3:1: /);
    const target = await runSeedbed(["new", "mine/x", "--from", "mine/d.csv", "--target", "y"], folder);
    assert.match(target.stderr, /^mine\/d\.csv:1:1: the table must have a column y: /);
    const away = await runSeedbed(["new", "mine/x", "--from", "./mine/../mine/bad.csv"], folder);
    assert.match(away.stderr, /^\.\/mine\/\.\.\/mine\/bad\.csv:3:1: /);
  }));

Deno.test("a table from elsewhere is copied beside the experiment, and nothing that is there is changed", () =>
  inFolder(async (folder) => {
    await Deno.mkdir(`${folder}/mine`);
    await Deno.writeTextFile(`${folder}/d.csv`, "x,kind\n1,a\n2,b\n3,a\n4,b\n");
    const { stderr } = await runSeedbed(["new", "mine/first", "--from", "d.csv"], folder);
    assert.equal(
      stderr,
      "written mine/first.yaml\nwritten mine/d.csv\n" +
        "  The column to learn seems to be kind; to learn another, draft a file of another name with --target COLUMN.\n" +
        "  run it with: deno task run mine/first.yaml\n",
    );
    assert.equal((await runSeedbed(["run", "mine/first.yaml", "epochs=1"], folder)).code, 0);
    const again = await runSeedbed(["new", "mine/first", "--from", "d.csv"], folder);
    assert.match(again.stderr, /^error: mine\/first\.yaml exists and was not changed: take another name/);
    await Deno.writeTextFile(`${folder}/d.csv`, "x,kind\n1,a\n2,b\n3,a\n5,b\n");
    const other = await runSeedbed(["new", "mine/second", "--from", "d.csv"], folder);
    assert.match(other.stderr, /mine\/d\.csv: it is there already, with other data/);
    await assert.rejects(Deno.stat(`${folder}/mine/second.yaml`));
  }));

Deno.test("an experiment in a folder names its path, and a folder that is not there is told", () =>
  inFolder(async (folder) => {
    const unnamed = await runSeedbed(["new", "mine/"], folder);
    assert.match(
      unnamed.stderr,
      /new needs a name: found the folder mine\/\n {2}for example .* new mine\/my_first\n/,
    );
    const lost = await runSeedbed(["new", "mine/first"], folder);
    assert.equal(lost.code, 3);
    assert.equal(
      lost.stderr,
      "error: cannot write mine/first.yaml: there is no folder mine, so make it first\n",
    );
    await Deno.mkdir(`${folder}/mine`);
    assert.equal((await runSeedbed(["new", "mine/first"], folder)).code, 0);
    const text = await Deno.readTextFile(`${folder}/mine/first.yaml`);
    assert.match(text, /^# Run it: +deno task run mine\/first\.yaml$/m);
    assert.deepEqual(text.split("\n").filter((line) => line.length > 80), []);
    assert.equal((await runSeedbed(["run", "mine/first.yaml", "epochs=1"], folder)).code, 0);
  }));

Deno.test("what is no table is told with a way out", () =>
  inFolder(async (folder) => {
    await Deno.writeTextFile(`${folder}/words.txt`, "hello\nworld\n");
    await Deno.writeFile(`${folder}/book.xlsx`, Uint8Array.from([0x50, 0x4b, 0x03, 0x04, 1, 2]));
    await Deno.mkdir(`${folder}/folder`);
    const elsewhere = await Deno.makeTempFile();
    await Deno.writeTextFile(elsewhere, "x,y\n1,2\n2,3\n");
    await Deno.symlink(elsewhere, `${folder}/linked.csv`);
    await Deno.symlink(`${folder}/gone`, `${folder}/lost.csv`);
    for (
      const [from, code, message] of [
        ["words.txt", 2, /the table must have two columns at least/],
        [
          "book.xlsx",
          2,
          /it is a workbook or an archive, not a text\n {2}unpack it, or save its table as CSV/,
        ],
        ["folder", 2, /folder: that is a folder, not a file/],
        ["WORDS.txt", 2, /WORDS\.txt: there is no such file\n {2}did you mean words\.txt\?/],
        [
          "linked.csv",
          2,
          /that is a link out of the experiment's folder\n {2}put the file itself in its place/,
        ],
        ["nowhere.csv", 2, /^nowhere\.csv: there is no such file\n$/],
        ["lost.csv", 2, /^lost\.csv: that is a link that leads nowhere\n$/],
        ["https://example.org/d.csv", 2, /that is an address, not a file\n {2}download it first/],
        ["~/d.csv", 2, /a path must not begin with ~.*\n.* write "\$HOME\/d\.csv"\n/],
        ["-", 2, /--from needs a file: found -, which is standard input\n {2}save the table to a file first/],
      ] as const
    ) {
      const result = await runSeedbed(["new", "x", "--from", from], folder);
      assert.equal(result.code, code, result.stderr);
      assert.match(result.stderr, message);
    }
    await Deno.remove(elsewhere);
    const both = await runSeedbed(["new", "x", "--from", "words.txt", "--like", "iris"], folder);
    assert.match(both.stderr, /--from and --like cannot be used together/);
    for (const args of [["my d.csv"], ["my_d", "my d.csv"]]) {
      const { stderr } = await runSeedbed(["new", ...args], folder);
      assert.match(
        stderr,
        /takes a name, not a table: found my d\.csv\n {2}for a table write: \S+.* new my_d --from 'my d\.csv'\n/,
      );
    }
    for (const word of ["iris.yaml", "experiments/iris.yml", "iirs"]) {
      const { stderr } = await runSeedbed(["new", "x", "--like", word], folder);
      assert.equal(
        stderr,
        `error: there is no experiment ${word} to start from\n  did you mean iris?\n`,
      );
    }
    await Deno.mkdir(`${folder}/my work`);
    const like = await runSeedbed(["new", "my work/flowers", "--like", "xor"], folder);
    assert.equal(like.code, 0, like.stderr);
    assert.match(await Deno.readTextFile(`${folder}/my work/flowers.yaml`), / run 'my work\/flowers\.yaml'/);
    const device = await runSeedbed(["new", "NUL"], folder);
    assert.match(device.stderr, /found NUL\n {2}Windows keeps that name for a device: for example my_NUL/);
  }));

Deno.test("what a draft took for what is printed in the sentences that stand in it, and no more than six of them", () =>
  inFolder(async (folder) => {
    const rows = Array.from({ length: 12 }, (_, row) => `${row * 1.5},always,"7${row % 9},${100 + row}"`);
    await Deno.writeTextFile(`${folder}/d.csv`, ["area,town,price", ...rows, ""].join("\n"));
    const none = await runSeedbed(["new", "--from", "d.csv"], folder);
    assert.match(none.stderr, /must have two columns of numbers/);
    const rooms = rows.map((row, at) => `${at % 3},${row}`);
    await Deno.writeTextFile(`${folder}/d.csv`, ["rooms,area,town,price", ...rooms, ""].join("\n"));
    const { stderr } = await runSeedbed(["new", "--from", "d.csv"], folder);
    const [written, target, ...others] = stderr.split("\n").slice(0, -2);
    assert.equal(written, "written d.yaml");
    assert.match(
      target,
      /^ {2}\w+ is learned, and not price, which looks likelier but is not read as numbers/,
    );
    assert.ok(others.some((line) => line.startsWith("  Left out: price (not all of its cells are numbers")));
    assert.ok(others.includes("  Left out: town (always always)."));
    const draft = await Deno.readTextFile(`${folder}/d.yaml`);
    for (const line of [target, ...others]) assert.ok(draft.includes(`\n# ${line.trim()}\n`), line);
    const wide = rooms.map((row) => `${row},a,b,c,d,e,f`);
    await Deno.writeTextFile(
      `${folder}/w.csv`,
      ["rooms,area,town,price,u,v,w,x,y,z", ...wide, ""].join("\n"),
    );
    const many = await runSeedbed(["new", "--from", "w.csv"], folder);
    assert.equal(many.stderr.split("\n").length, 1 + 6 + 1 + 1, many.stderr);
    assert.match(many.stderr, /\n {2}4 more remarks stand at the head of w\.yaml\.\n/);
  }));

Deno.test("a table whose name has no letter for an experiment is asked for a name, and the way out can be taken", () =>
  inFolder(async (folder) => {
    await Deno.writeTextFile(`${folder}/生徒.csv`, "x,y\n1,2\n2,3\n3,5\n");
    const { code, stderr } = await runSeedbed(["new", "--from", "生徒.csv"], folder);
    assert.equal(code, 2);
    assert.match(stderr, /new needs a name, with letters from A to Z: there are none in 生徒\.csv\n/);
    const [, ...words] = /for example deno task (new) (my_table) (--from) (.*)\n/.exec(stderr)!;
    assert.equal((await runSeedbed(words.map((word) => word.replaceAll("'", "")), folder)).code, 0);
    const named = await runSeedbed(["new", "日本語"], folder);
    assert.match(
      named.stderr,
      /1 to 64 letters from A to Z, digits, - and _: found 日本語\n {2}for example my_/,
    );
  }));
