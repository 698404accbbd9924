// A test on the playground in Chromium: a page of its own, of one browser and one site for all tests of a file.

import assert from "node:assert/strict";
import type { Browser, Page } from "npm:playwright-core@1.65.1";
import { cannotBrowse } from "../chromium.ts";
import { projectPath } from "../project_path.ts";
import { until } from "../waiting.ts";
import { type ServedSite, serveSite } from "./built_site.ts";
import { launchChromium, openPage, waitFor } from "./chromium_driver.ts";

/** The experiment that the page begins with. */
export const text = await Deno.readTextFile(projectPath("experiments/gender.yaml"));

/** A test on a page of its own, which may say nothing on the console and ask nobody but the site. */
export function pageTest(
  name: string,
  work: (page: Page, site: ServedSite) => Promise<void>,
  path = "",
): void {
  Deno.test({
    name,
    ignore: cannotBrowse,
    // The browser's pipes close a moment after the test.
    sanitizeOps: false,
    sanitizeResources: false,
    async fn() {
      const { browser, site } = await ready();
      const page = await openedPage(browser, site.url + path);
      const complaints: string[] = [];
      page.on("console", (message) => complaints.push(message.text()));
      page.on("pageerror", (error) => complaints.push(error.message));
      page.on("request", (request) => {
        if (!/^(blob:)?http:\/\/127\.0\.0\.1:/.test(request.url())) complaints.push(request.url());
      });
      await work(page, site);
      assert.deepEqual(complaints, []);
      await page.context().close();
    },
  });
}

let started: Promise<{ readonly browser: Browser; readonly site: ServedSite }> | undefined;

/** One browser and one site for all tests of a file. */
export function ready(): NonNullable<typeof started> {
  started ??= Promise.all([launchChromium(), serveSite()]).then(([browser, site]) => ({ browser, site }));
  return started;
}

export async function openedPage(browser: Browser, url: string): Promise<Page> {
  const page = await openPage(browser, { viewport: { width: 1440, height: 900 }, acceptDownloads: true });
  await page.goto(url);
  await page.waitForSelector(".badge");
  await page.waitForSelector(".cm-content");
  return page;
}

/** The text of the experiment as the editor shows it. */
export async function textOf(page: Page): Promise<string> {
  return await page.evaluate(
    `[...document.querySelector(".editor").shadowRoot.querySelectorAll(".cm-line")].map((line) => line.textContent).join("\\n")`,
  ) as string;
}

/** Waits until the text holds something. */
export async function textHolds(page: Page, part: string): Promise<void> {
  await until(`${part} is in the text`, async () => (await textOf(page)).includes(part));
}

/** Does something that changes the text, and waits until it is changed. */
export async function changesText(page: Page, act: () => Promise<void>): Promise<void> {
  const before = await textOf(page);
  await act();
  await until("the text is changed", async () => await textOf(page) !== before);
}

/** Does something that gives another run, and waits until its bytes are known. */
export async function changesRun(page: Page, act: () => Promise<void>): Promise<void> {
  const before = await page.locator(".badge").getAttribute("title");
  await act();
  await waitFor(
    page,
    `(document.querySelector(".badge")?.title ?? ${JSON.stringify(before)}) !== ${JSON.stringify(before)}`,
  );
}

/** Registers the last test of a file: what all its tests shared ends. */
export function lastPageTest(): void {
  Deno.test({
    name: "the browser and the site end",
    ignore: cannotBrowse,
    sanitizeOps: false,
    sanitizeResources: false,
    async fn() {
      const { browser, site } = await ready();
      await browser.close();
      await site.close();
    },
  });
}
