// Without a network: the page works from the second visit on, and in no visit does it ask anyone but its own host.

import assert from "node:assert/strict";
import { cannotBrowse } from "../chromium.ts";
import { serveSite } from "./built_site.ts";
import { launchChromium, openPage } from "./chromium_driver.ts";

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
      await page.reload();
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
