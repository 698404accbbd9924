// The playground and the library's documentation as one site: at home in any folder of any host, each a click from the other.

import assert from "node:assert/strict";
import type { Page } from "npm:playwright-core@1.65.1";
import { cannotBrowse } from "../chromium.ts";
import { projectPath } from "../project_path.ts";
import { runSeedbed } from "../seedbed_process.ts";
import { buildWholeSite, filesOf, serveSite } from "./built_site.ts";
import { launchChromium, openPage } from "./chromium_driver.ts";

Deno.test("the site has a page for each export of the library, and no address that is bound to a place", async () => {
  const folder = await buildWholeSite();
  const files = filesOf(folder);
  const textOf = (name: string): string => new TextDecoder().decode(files.get(name));
  const exported = Object.keys(await import("../../mod.ts"));
  assert.ok(exported.length > 50);
  assert.deepEqual(exported.filter((name) => !files.has(`api/~/${name}.html`)), []);
  const pages = [...files.keys()].filter((name) => name.endsWith(".html"));
  const wrong = new Set<string>();
  for (const name of pages) {
    const text = textOf(name).replaceAll("&#x2F;", "/");
    assert.ok(!text.includes(projectPath("")), `${name} knows where it was made`);
    for (const [, address] of text.matchAll(/\s(?:href|src|content="0; url)="?([^"#?]*)/g)) {
      if (address === "" || address === "data:,") continue;
      const { pathname, host } = new URL(address, `http://site/some/where/${name}`);
      const target = pathname.replace(/^\/some\/where\//, "").replace(/(^|\/)$/, "$1index.html");
      if (host !== "site" || address.startsWith("/") || !files.has(decodeURI(target))) {
        wrong.add(`${name}: ${address}`);
      }
    }
  }
  assert.deepEqual([...wrong], []);
  assert.ok(!textOf("api/search_index.js").includes(projectPath("")));
  const { files: kept } = JSON.parse(/^self\.SITE=(.*);$/m.exec(textOf("service_worker.js"))![1]);
  assert.deepEqual(kept.filter((path: string) => path.startsWith("api/")), []);

  const again = await runSeedbed(["web:build", folder]);
  assert.equal(again.code, 0, again.stderr);
  assert.deepEqual([...filesOf(folder).keys()].filter((name) => name.startsWith("api/")), []);
  assert.doesNotMatch(await Deno.readTextFile(`${folder}/index.html`), /api\//);
  await Deno.mkdir(`${folder}/api`);
  await Deno.writeTextFile(`${folder}/api/index.html`, "<p>mine</p>");
  const foreign = await runSeedbed(["web:build", folder]);
  assert.equal(foreign.code, 3);
  assert.match(foreign.stderr, /it holds api and is not replaced/);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("documentation is taken from a folder that holds it, and not into one file", async () => {
  const folder = await Deno.makeTempDir();
  await Deno.writeTextFile(`${folder}/index.html`, "<p>mine</p>");
  const other = await runSeedbed(["web:build", `${folder}/site`, "--api", folder]);
  assert.equal(other.code, 3);
  assert.match(other.stderr, /cannot read .* as the library's documentation: .*deno task docs/);
  const none = await runSeedbed(["web:build", `${folder}/site`, "--api", `${folder}/nowhere`]);
  assert.equal(none.code, 3);
  const single = await runSeedbed(["web:build", "a.html", "--single", "--api", folder]);
  assert.equal(single.code, 2);
  await assert.rejects(Deno.stat(`${folder}/site`));
  await Deno.remove(folder, { recursive: true });
});

Deno.test({
  name: "a click leads from the playground to the documentation, and back, on every visit",
  ignore: cannotBrowse,
  // The browser's pipes close a moment after the test.
  sanitizeOps: false,
  sanitizeResources: false,
  async fn() {
    const [browser, site] = await Promise.all([launchChromium(), serveSite(buildWholeSite)]);
    const page = await openPage(browser);
    const complaints: string[] = [];
    page.on("console", (message) => complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("response", (response) => {
      if (!response.ok()) complaints.push(`${response.status()} ${response.url()}`);
    });
    await page.goto(site.url);
    // The second time all goes through the service worker.
    for (let visit = 1; visit <= 2; visit++) {
      await page.waitForSelector(".badge.same", { state: "attached" });
      await serviceWorkerIsThere(page);
      await page.getByRole("link", { name: "the library" }).click();
      await page.waitForURL(`${site.url}api/`);
      await page.getByRole("link", { name: "runExperiment" }).first().click();
      await page.waitForURL(/api\/~\/runExperiment\.html$/);
      assert.match(await page.locator("#content").textContent() ?? "", /Outcome/);
      await page.locator("#searchbar").fill("sweepFiles");
      await page.locator("#searchResults a", { hasText: "sweepFiles" }).first().click();
      await page.waitForURL(/api\/~\/sweepFiles\.html/);
      await page.getByRole("link", { name: "Playground" }).click();
      await page.waitForURL(site.url);
    }
    assert.deepEqual(complaints, []);
    await browser.close();
    await site.close();
  },
});

async function serviceWorkerIsThere(page: Page): Promise<void> {
  await page.evaluate("navigator.serviceWorker.ready.then(() => undefined)");
}
