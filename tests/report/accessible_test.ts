// The reports in a browser: axe-core finds nothing, in light and dark, and on a phone nothing is cut off.

import assert from "node:assert/strict";
import axe from "npm:axe-core@4.11.0";
import type { Browser, Page } from "npm:playwright-core@1.65.1";
import { htmlPage } from "../../src/document/html_page.ts";
import { cannotBrowse } from "../chromium.ts";
import { requiresAll } from "../requirement.ts";
import { within } from "../waiting.ts";
import { launchChromium, openPage } from "../web/chromium_driver.ts";
import { reportCases } from "./report_cases.ts";

interface Finding {
  readonly id: string;
  readonly nodes: readonly { readonly html: string }[];
}

/** How a report is looked at. */
interface View {
  readonly width: number;
  readonly colorScheme: "light" | "dark";
}

const VIEWS: readonly View[] = [{ width: 1200, colorScheme: "light" }, { width: 360, colorScheme: "dark" }];

Deno.test({
  name: "axe-core finds nothing in any report, light or dark, on a phone or on a desk",
  ignore: cannotBrowse,
  // The browser's pipes close a moment after the test.
  sanitizeOps: false,
  sanitizeResources: false,
  async fn() {
    const browser = await launchChromium();
    try {
      for (const [index, { title, report }] of reportCases.entries()) {
        const page = htmlPage(report());
        for (const [turn, view] of VIEWS.entries()) {
          // Reports are made of the same parts, so that axe-core, which takes long, may take turns.
          const isSearched = index % VIEWS.length === turn;
          if (requiresAll || isSearched) await check(browser, title, page, view, isSearched);
        }
      }
    } finally {
      await browser.close();
    }
  },
});

async function check(
  browser: Browser,
  title: string,
  html: string,
  { width, colorScheme }: View,
  isSearched: boolean,
): Promise<void> {
  const page = await openPage(browser, { viewport: { width, height: 800 }, colorScheme });
  const complaints: string[] = [];
  page.on("console", (message) => complaints.push(message.text()));
  page.on("request", (request) => complaints.push(`requested ${request.url()}`));
  await page.setContent(html);
  assert.deepEqual(complaints, [], title);
  const scrollWidth = await page.evaluate("document.documentElement.scrollWidth");
  assert.ok(Number(scrollWidth) <= width, `${title}: ${scrollWidth} wide at ${width}`);
  if (isSearched) assert.deepEqual(await findings(page), [], `${title} at ${width}`);
  await page.context().close();
}

async function findings(page: Page): Promise<readonly string[]> {
  // The page's own policy forbids scripts; the debugger may run them all the same.
  await page.evaluate(axe.source);
  const { violations } = await within("what axe-core finds", page.evaluate("axe.run()")) as {
    violations: readonly Finding[];
  };
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`);
}
