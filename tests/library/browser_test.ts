// The library in a browser: bundled for it, loaded by a page, the same bytes as in Deno.
// The browser is Chromium without a window; it may reach the loopback interface and nothing else.

import assert from "node:assert/strict";
import { chromium } from "npm:playwright-core@1.65.1";
import { hashOf, parseExperiment, resultFiles, runExperiment } from "../../mod.ts";
import { ROOT } from "../architecture/layers.ts";
import { bundledText } from "../bundled_text.ts";
import { cannotBrowse, chromiumPath } from "../chromium.ts";
import { serveFolder } from "./module_server.ts";
import { projectPath } from "../project_path.ts";

Deno.test({
  name: "bundled for the browser, the library gives the same bytes as in Deno",
  ignore: cannotBrowse,
  // The browser's pipes close a moment after the test.
  sanitizeOps: false,
  sanitizeResources: false,
  async fn() {
    const folder = await Deno.makeTempDir();
    const server = serveFolder(new URL(`file://${folder}/`));
    const text = await Deno.readTextFile(new URL("experiments/gender.yaml", ROOT));
    await Deno.writeTextFile(`${folder}/mod.js`, await bundledText(projectPath("mod.ts")));
    await Deno.writeTextFile(`${folder}/index.html`, "<!doctype html><title>Seedbed</title>");
    const args = ["--no-sandbox", "--disable-background-networking", "--disable-component-update"];
    const rules = "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1";
    const browser = await chromium.launch({ executablePath: chromiumPath, args: [...args, rules] });
    try {
      const page = await browser.newPage();
      await page.goto(`http://${server.host}/index.html`);
      // As text, because the page has its own modules and none of this file's.
      const found = await page.evaluate(`(async () => {
        const { hashOf, parseExperiment, resultFiles, runExperiment } = await import("/mod.js");
        const experiment = parseExperiment(${JSON.stringify(text)}, { fileName: "gender.yaml" });
        return [...resultFiles(runExperiment(experiment))].map(([name, content]) => name + " " + hashOf(content));
      })()`);
      const files = resultFiles(runExperiment(parseExperiment(text, { fileName: "gender.yaml" })));
      assert.deepEqual(found, [...files].map(([name, content]) => `${name} ${hashOf(content)}`));
      assert.ok(files.size >= 7);
    } finally {
      await browser.close();
      await server.close();
      await Deno.remove(folder, { recursive: true });
    }
  },
});
