// Chromium, driven by playwright-core; it may reach the loopback interface and nothing else.

import assert from "node:assert/strict";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "npm:playwright-core@1.65.1";
import { chromiumPath } from "../chromium.ts";
import { DRAG_STEPS, LONGEST_WAIT_MS, type TestBrowser } from "./web_driver.ts";

const ARGUMENTS = [
  "--no-sandbox",
  "--disable-background-networking",
  "--disable-component-update",
  "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
];

/** Starts it with playwright's own interface, for what the others cannot do. @param more arguments beside the usual ones. */
export async function launchChromium(...more: readonly string[]): Promise<Browser> {
  const args = [...ARGUMENTS, ...more];
  return await chromium.launch({ executablePath: chromiumPath, args, timeout: LONGEST_WAIT_MS });
}

/** Starts it. */
export async function startChromium(): Promise<TestBrowser> {
  const browser = await launchChromium();
  return {
    name: "Chromium",
    async open(url) {
      const page = await openPage(browser, { viewport: { width: 1280, height: 800 } });
      await page.goto(url);
      return {
        run: (body) => page.evaluate(`(async () => {${body}})()`),
        async drag(from, to) {
          await page.mouse.move(from.x, from.y);
          await page.mouse.down();
          await page.mouse.move(to.x, to.y, { steps: DRAG_STEPS });
          await page.mouse.up();
        },
        type: (text) => page.keyboard.type(text),
        close: () => page.context().close(),
      };
    },
    close: () => browser.close(),
  };
}

/** Opens an empty page in a context of its own, with patience for a machine that has much else to do. */
export async function openPage(browser: Browser, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext(options);
  context.setDefaultTimeout(LONGEST_WAIT_MS);
  return await context.newPage();
}

/** Waits until something is so in the page; the page's policy lets nobody but the debugger ask in words. */
export async function waitFor(page: Page, condition: string): Promise<void> {
  const endMs = performance.now() + LONGEST_WAIT_MS;
  while (await page.evaluate(`Boolean(${condition})`) !== true) {
    if (performance.now() > endMs) assert.fail(`waited in vain for ${condition}`);
    await page.waitForTimeout(30);
  }
}
