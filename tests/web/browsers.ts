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

/** How often a browser is started that falls silent. */
const MOST_TRIES = 4;

/**
 * Uses a browser, and closes it.
 *
 * A browser that falls silent is started again: WebKit's has been seen to, for ever, in one run of many. What a test
 * finds wrong is never tried again.
 */
export async function inBrowser(
  browserCase: BrowserCase,
  use: (browser: TestBrowser) => Promise<void>,
): Promise<void> {
  for (let tries = 1;; tries++) {
    try {
      return await inBrowserOnce(browserCase, use);
    } catch (error) {
      if (!(error instanceof BrowserIsSilent) || tries === MOST_TRIES) throw error;
      console.log(`${error.message}; once more`);
    }
  }
}

async function inBrowserOnce(
  { name, start }: BrowserCase,
  use: (browser: TestBrowser) => Promise<void>,
): Promise<void> {
  const starting = start();
  const browser = await answered(starting, `${name}: start`).catch((error) => {
    // One that comes too late is not left behind.
    starting.then((late) => late.close()).catch(() => {});
    throw error;
  });
  try {
    await use(impatient(browser));
  } finally {
    // What was seen has been seen: one that does not end costs a process, and no test.
    await answered(browser.close(), `${name}: close`).catch((error) => console.log(error.message));
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
