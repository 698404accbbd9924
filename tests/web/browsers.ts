// The three browsers of the tests, each with whether it is missing here.

import { cannotBrowse } from "../chromium.ts";
import { startChromium } from "./chromium_driver.ts";
import { cannotUseFirefox, startFirefox } from "./firefox_driver.ts";
import { answered, BrowserIsSilent, type TestBrowser } from "./web_driver.ts";
import { cannotUseWebkit, startWebkit } from "./webkit_driver.ts";

/** A browser that a test may want. */
export interface BrowserCase {
  readonly name: string;
  /** Whether to skip what wants it. */
  readonly isMissing: boolean;
  readonly start: () => Promise<TestBrowser>;
}

/** All of them. */
export const BROWSERS: readonly BrowserCase[] = [
  { name: "Chromium", isMissing: cannotBrowse, start: startChromium },
  { name: "Firefox", isMissing: cannotUseFirefox, start: startFirefox },
  { name: "WebKit", isMissing: cannotUseWebkit, start: startWebkit },
];

/**
 * Uses a browser, and closes it.
 *
 * A browser that falls silent is started once more: WebKit's has been seen to, for ever, in one run of many. What a test
 * finds wrong is never tried again.
 */
export async function inBrowser(
  { name, start }: BrowserCase,
  use: (browser: TestBrowser) => Promise<void>,
): Promise<void> {
  for (let isLast = false;; isLast = true) {
    const browser = await answered(start(), `${name}: start`);
    try {
      return await use(impatient(browser));
    } catch (error) {
      if (!(error instanceof BrowserIsSilent) || isLast) throw error;
      console.log(`${error.message}; once more`);
    } finally {
      await answered(browser.close(), `${name}: close`);
    }
  }
}

/** A browser that is waited for no longer than an answer can take. */
function impatient(browser: TestBrowser): TestBrowser {
  const { name } = browser;
  return {
    name,
    async open(url) {
      const page = await answered(browser.open(url), `${name}: open ${url}`);
      return {
        run: (body) => answered(page.run(body), `${name}: run ${body.slice(0, 200)}`),
        drag: (from, to) => answered(page.drag(from, to), `${name}: drag`),
        type: (text) => answered(page.type(text), `${name}: type`),
        close: () => answered(page.close(), `${name}: close the page`),
      };
    },
    close: () => browser.close(),
  };
}
