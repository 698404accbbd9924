// `report` and `compare --html` from outside: paths, exit codes, and that nothing foreign is opened or replaced.

import assert from "node:assert/strict";
import { denoArguments, runSeedbed } from "../seedbed_process.ts";
import { projectPath } from "../project_path.ts";

const experiment = projectPath("experiments/gender.yaml");

/** A folder with two results and, in `bin`, an opener that writes down what it is asked to open. */
async function withResults(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    for (const seed of [1, 2]) {
      await runSeedbed(["run", experiment, `seed=${seed}`, "epochs=20", "-o", `${folder}/results`]);
    }
    await Deno.mkdir(`${folder}/bin`);
    for (const name of ["xdg-open", "open"]) {
      await Deno.writeTextFile(`${folder}/bin/${name}`, `#!/bin/sh\necho "$1" > ${folder}/opened\n`, {
        mode: 0o755,
      });
    }
    await work(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function report(folder: string, args: readonly string[], path = `${folder}/bin:/usr/bin:/bin`) {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [...denoArguments(["report", ...args, "-o", `${folder}/results`])],
    env: { NO_COLOR: "1", PATH: path },
  }).output();
  const decoder = new TextDecoder();
  return { code, stdout: decoder.decode(stdout), stderr: decoder.decode(stderr) };
}

Deno.test("report prints the path, says that the folder is whole, and opens it when asked to", async () => {
  await withResults(async (folder) => {
    const result = await report(folder, ["gender/seed-1"]);
    assert.equal(result.code, 0, result.stderr);
    assert.ok(/\/gender\/seed-1-[0-9a-f]{8}\/report\.html\n$/.test(result.stdout));
    assert.ok(result.stderr === "agrees with its manifest; not run again: 9 files\n", result.stderr);
    await Deno.writeTextFile(result.stdout.replace(/report\.html\n$/, ".DS_Store"), ""); // no change of anybody's
    const opened = await report(folder, ["gender/seed-1", "--open"]);
    assert.equal(opened.code, 0, opened.stderr);
    assert.equal(await Deno.readTextFile(`${folder}/opened`), opened.stdout);
  });
});

Deno.test("a report that was changed is reported as such, and not opened", async () => {
  await withResults(async (folder) => {
    const path = (await report(folder, ["gender/seed-2"])).stdout.trim();
    await Deno.writeTextFile(path, "<script>alert(1)</script>", { append: true });
    const { code, stderr } = await report(folder, ["gender/seed-2", "--open"]);
    assert.equal(code, 1);
    assert.ok(stderr.startsWith("changed report.html"), stderr);
    await assert.rejects(Deno.stat(`${folder}/opened`));
  });
});

Deno.test("where the manifest alone cannot be read, that is what is told, and the report is not opened", async () => {
  await withResults(async (folder) => {
    const path = (await report(folder, ["gender/seed-2"])).stdout.trim();
    await Deno.writeTextFile(path.replace("report.html", "manifest.json"), "{");
    const { code, stderr } = await report(folder, ["gender/seed-2", "--open"]);
    assert.equal(code, 1);
    assert.ok(stderr.startsWith("changed manifest.json"), stderr);
    await assert.rejects(Deno.stat(`${folder}/opened`));
  });
});

Deno.test("a foreign page whose manifest fits is not opened, nor one that another version is said to have drawn", async () => {
  await withResults(async (folder) => {
    const path = (await report(folder, ["gender/seed-2"])).stdout.trim();
    const manifestPath = path.replace("report.html", "manifest.json");
    const page = (await Deno.readTextFile(path)).replace("</body>", "<script>alert(1)</script></body>");
    await Deno.writeTextFile(path, page);
    const manifest = JSON.parse(await Deno.readTextFile(manifestPath));
    const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(page)))
      .toHex();
    manifest.files["report.html"] = { bytes: page.length, sha256: hash };
    for (const drawnBy of [manifest.reports_drawn_by, "0.0.9"]) {
      await Deno.writeTextFile(manifestPath, JSON.stringify({ ...manifest, reports_drawn_by: drawnBy }));
      const { code, stderr } = await report(folder, ["gender/seed-2", "--open"]);
      assert.equal(code, 1);
      assert.match(
        stderr,
        /^not opened the report (is not what the figures beside it give|was drawn by version 0\.0\.9)/m,
      );
      await assert.rejects(Deno.stat(`${folder}/opened`));
    }
  });
});

Deno.test("the report of a sweep is opened after it was drawn again from its trials", async () => {
  await withResults(async (folder) => {
    await runSeedbed(["run", experiment, "seed=1..50", "epochs=20", "-o", `${folder}/results`]);
    const opened = await report(folder, ["gender/sweep", "--open"]);
    assert.equal(opened.code, 0, opened.stderr);
    assert.equal(await Deno.readTextFile(`${folder}/opened`), opened.stdout);
  });
});

Deno.test("without an opener the message says what to do", async () => {
  await withResults(async (folder) => {
    const { code, stderr } = await report(folder, ["gender/seed-1", "--open"], "/nowhere");
    assert.equal(code, 3);
    assert.ok(/in a browser yourself\n$/.test(stderr), stderr);
  });
});

Deno.test("one report is opened, never several", async () => {
  await withResults(async (folder) => {
    const { code, stderr } = await report(folder, ["gender", "--open"]);
    assert.equal(code, 2);
    assert.ok(stderr.includes("report --open opens one report: found 2"), stderr);
  });
});

Deno.test("compare --html writes a page, writes it again, and leaves other files alone", async () => {
  await withResults(async (folder) => {
    const compare = (...args: string[]) =>
      runSeedbed(["compare", "gender", "-o", `${folder}/results`, "--html", ...args]);
    const page = `${folder}/both.html`;
    assert.equal((await compare(page)).code, 0);
    assert.ok((await Deno.readTextFile(page)).includes("<h1>2 runs of gender</h1>"));
    assert.equal((await compare(page)).code, 0);
    await Deno.writeTextFile(`${folder}/mine.txt`, "mine");
    const refused = await compare(`${folder}/mine.txt`);
    assert.equal(refused.code, 2);
    assert.ok(refused.stderr.includes("add --force"), refused.stderr);
    assert.equal(await Deno.readTextFile(`${folder}/mine.txt`), "mine");
    assert.equal((await compare(`${folder}/mine.txt`, "--force")).code, 0);
  });
});

Deno.test("of a page in a folder that is not there, the folder is named, before anything is made", async () => {
  await withResults(async (folder) => {
    const page = `${folder}/no/page.html`;
    const wanted = `error: cannot write ${page}: there is no folder ${folder}/no, so make it first\n`;
    const results = `${folder}/results`;
    for (
      const commandLine of [
        ["verify", results, "--html", page],
        ["compare", results, "--html", page, "--force"],
        ["explain", experiment, "--html", "--out", page],
      ]
    ) {
      const { code, stdout, stderr } = await runSeedbed(commandLine);
      assert.deepEqual({ code, stdout, stderr }, { code: 3, stdout: "", stderr: wanted });
    }
  });
});
