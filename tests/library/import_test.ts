// The library from a URL, as a stranger uses it: an empty folder, no configuration, no install, no permission but
// fetching the modules.

import assert from "node:assert/strict";
import { ROOT } from "../architecture/layers.ts";
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
