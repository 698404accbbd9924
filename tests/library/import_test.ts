// The library as a stranger uses it: from a URL, in an empty folder, with no configuration, no install, no permission but
// fetching the modules; and from a clone, in a project beside it.

import assert from "node:assert/strict";
import { ROOT, textOf } from "../architecture/layers.ts";
import { emptyCache } from "../empty_cache.ts";
import { readGolden } from "./golden_folder.ts";
import { serveFolder } from "./module_server.ts";

Deno.test("imported over HTTP without configuration or permission, the library gives the golden bytes", async () => {
  const server = serveFolder(ROOT);
  const folder = await Deno.makeTempDir();
  try {
    const denoDir = await emptyCache(folder);
    await Deno.mkdir(`${folder}/project`);
    const experiment = await Deno.readTextFile(new URL("experiments/gender.yaml", ROOT));
    await Deno.writeTextFile(
      `${folder}/project/main.ts`,
      `import { parseExperiment, resultFiles, runExperiment } from "http://${server.host}/mod.ts";
      const text = ${JSON.stringify(experiment)};
      const files = resultFiles(runExperiment(parseExperiment(text, { fileName: "gender.yaml" })));
      console.log(JSON.stringify(Object.fromEntries(files)));`,
    );
    const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["run", "-q", "--no-prompt", `--allow-import=${server.host}`, "main.ts"],
      cwd: `${folder}/project`,
      env: { DENO_DIR: denoDir, NO_COLOR: "1" },
    }).output();
    assert.equal(code, 0, new TextDecoder().decode(stderr));
    assert.deepEqual(JSON.parse(new TextDecoder().decode(stdout)), await readGolden());
    assert.ok(server.requested.includes("/mod.ts"));
    const outside = server.requested.filter((path) => path !== "/mod.ts" && !path.startsWith("/src/"));
    assert.deepEqual(outside, [], "the library needs nothing but mod.ts and src/");
  } finally {
    await server.close();
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("a project beside the clone, with the deno.json of the manual, runs a script of the manual", async () => {
  const manual = textOf("src/LIBRARY.md");
  const [[, config]] = manual.matchAll(/^```json\n(.*?)^```$/gms);
  const [[, script]] = manual.matchAll(/^```ts ignore\n(.*?)^```$/gms);
  const [[, shown]] = manual.matchAll(/^```text\n(.*?)^```$/gms);
  const folder = await Deno.makeTempDir();
  try {
    await Deno.symlink(new URL(".", ROOT), `${folder}/seedbed`, { type: "dir" });
    await Deno.mkdir(`${folder}/project`);
    await Deno.writeTextFile(`${folder}/project/deno.json`, config);
    await Deno.writeTextFile(`${folder}/project/figures.ts`, script);
    const { stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["run", "-q", "--no-prompt", "figures.ts"],
      cwd: `${folder}/project`,
      env: { NO_COLOR: "1" },
    }).output();
    assert.equal(new TextDecoder().decode(stderr), "");
    assert.equal(new TextDecoder().decode(stdout), shown);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
