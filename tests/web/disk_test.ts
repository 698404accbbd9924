// The page where it is opened from a disk, or within another page.

import assert from "node:assert/strict";
import { cannotBrowse } from "../chromium.ts";
import { sharedSite } from "./built_site.ts";
import { launchChromium, openPage } from "./chromium_driver.ts";

const NEEDS = "Needs JavaScript and a web server, or web:build --single";

// The browser's pipes close a moment after the test.
const options = { ignore: cannotBrowse, sanitizeOps: false, sanitizeResources: false };

Deno.test(
  "a site that gets no program says what it needs, and where it gets one nothing of that is seen",
  options,
  async () => {
    const { site } = await sharedSite();
    const browser = await launchChromium();
    const page = await openPage(browser);
    await page.goto(`file://${site.folder}/index.html`);
    await page.getByText(NEEDS).waitFor();
    for (
      const [flags, isDrawn] of [["allow-scripts", false], ["allow-scripts allow-same-origin", true]] as const
    ) {
      const page = await openPage(browser);
      await page.setContent(`<iframe sandbox="${flags}" src="${site.url}?embed"></iframe>`);
      const frame = page.frameLocator("iframe");
      await (isDrawn ? frame.locator(".answers") : frame.getByText(NEEDS)).first().waitFor();
      assert.equal(await frame.getByText(NEEDS).isVisible(), !isDrawn, flags);
    }
    await browser.close();
  },
);

Deno.test(
  "a page of one file on a disk offers its link, and no frame, which no page of the web may show",
  options,
  async () => {
    const { single } = await sharedSite();
    const browser = await launchChromium();
    const page = await openPage(browser);
    await page.goto(`file://${single}`);
    await page.getByRole("button", { name: "Share" }).click();
    await page.getByLabel("Link", { exact: true }).waitFor();
    assert.equal(await page.getByLabel("For a page").count(), 0);
    await browser.close();
  },
);
