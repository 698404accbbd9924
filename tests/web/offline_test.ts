// Without a network: the page works from the second visit on, and in no visit does it ask anyone but its own host.

import assert from "node:assert/strict";
import type { Page } from "npm:playwright-core@1.65.1";
import { cannotBrowse } from "../chromium.ts";
import { serveSite } from "./built_site.ts";
import { launchChromium, openPage, waitFor } from "./chromium_driver.ts";

Deno.test({
  name: "the page asks its own host alone, says nothing on the console, and works when that is gone",
  ignore: cannotBrowse,
  // The browser's pipes close a moment after the test.
  sanitizeOps: false,
  sanitizeResources: false,
  async fn() {
    const site = await serveSite();
    const browser = await launchChromium();
    try {
      const page = await openPage(browser);
      const hosts = new Set<string>();
      const complaints: string[] = [];
      page.context().on("request", (request) => hosts.add(new URL(request.url()).host));
      page.on("console", (message) => complaints.push(message.text()));
      page.on("pageerror", (error) => complaints.push(error.message));
      await page.goto(site.url);
      await page.waitForSelector(".badge.same");
      // All that comes unasked has come, or the page would miss it and say so.
      await page.waitForSelector(".cm-content");
      await page.evaluate("navigator.serviceWorker.ready");
      await page.waitForLoadState("networkidle");
      await site.close();
      await page.goto(`${site.url}index.html?embed`);
      await page.getByRole("button", { name: "Open in Seedbed" }).waitFor();
      await page.goto(site.url);
      await page.waitForSelector(".badge.same");
      // Also what it had not loaded yet.
      await page.locator(".experiment select").selectOption("iris");
      await page.getByRole("heading", { level: 1, name: /iris/i }).waitFor();
      await page.waitForSelector(".cm-content");
      assert.deepEqual([...hosts], [new URL(site.url).host]);
      assert.deepEqual(complaints, []);
    } finally {
      await browser.close();
    }
  },
});

Deno.test({
  name:
    "a page that is open keeps the files of its version when the site is replaced; the next visit has the new ones",
  ignore: cannotBrowse,
  sanitizeOps: false,
  sanitizeResources: false,
  async fn() {
    const site = await serveSite();
    const browser = await launchChromium();
    try {
      const page = await openPage(browser);
      await page.goto(site.url);
      await page.evaluate("navigator.serviceWorker.ready");
      await waitFor(page, "navigator.serviceWorker.controller !== null");
      const replace = async (path: string, change: (text: string) => string): Promise<void> => {
        const file = `${site.folder}/${path}`;
        await Deno.writeTextFile(file, change(await Deno.readTextFile(file)));
      };
      await replace("experiments/xor.yaml", (text) => `# A newer one.\n${text}`);
      await replace("service_worker.js", (text) => text.replace(/"version":"\w+"/, '"version":"newer"'));
      await page.evaluate("navigator.serviceWorker.ready.then((ours) => ours.update())");
      // It has come, whether it waits or has taken over.
      await page.evaluate(`navigator.serviceWorker.ready.then((ours) => new Promise((resolve) => {
        const isThere = async () =>
          ours.installing === null && (await caches.keys()).some((name) => name.endsWith(" newer"))
            ? resolve() : setTimeout(isThere, 50);
        isThere();
      }))`);
      const isNewer = `document.querySelector(".printed").textContent.startsWith("# A newer one.")`;
      const openXor = async (page: Page): Promise<void> => {
        await page.waitForSelector(".badge");
        await page.locator(".experiment select").selectOption("xor");
        await page.getByRole("heading", { level: 1, name: /xor/i }).waitFor();
      };
      await openXor(page);
      assert.equal(await page.evaluate(isNewer), false);
      // From beside the site, until the newer worker has taken over: in the middle of that a visit once hung for good under
      // the driver, which stops every worker as it starts.
      const next = await page.context().newPage();
      await next.goto(new URL("../beside", site.url).href);
      await page.close();
      await next.evaluate(`new Promise((resolve) => {
        const hasTakenOver = async () => {
          const ours = await navigator.serviceWorker.getRegistration(${JSON.stringify(site.url)});
          return ours.waiting === null && ours.active.state === "activated" ? resolve() : setTimeout(hasTakenOver, 50);
        };
        hasTakenOver();
      })`);
      await next.goto(site.url);
      await openXor(next);
      assert.equal(await next.evaluate(isNewer), true);
    } finally {
      await browser.close();
      await site.close();
    }
  },
});
