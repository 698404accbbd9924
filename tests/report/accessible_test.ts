// The reports in a browser: axe-core finds nothing, in light and dark, and on a phone nothing is cut off.

import assert from "node:assert/strict";
import axe from "npm:axe-core@4.11.0";
import type { Page } from "npm:playwright-core@1.65.1";
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
      const page = await openPage(browser, {});
      const complaints: string[] = [];
      page.on("console", (message) => complaints.push(message.text()));
      page.on("request", (request) => complaints.push(`requested ${request.url()}`));
      for (const [index, { title, report }] of reportCases.entries()) {
        // Reports are made of the same parts, so that axe-core, which takes long, may take turns.
        const searched = VIEWS[index % VIEWS.length];
        await page.setContent(htmlPage(report()));
        assert.deepEqual(complaints, [], title);
        await check(page, title, searched, requiresAll ? VIEWS : [searched]);
      }
    } finally {
      await browser.close();
    }
  },
});

/** @param searched the view that axe-core sees, one of `views`. */
async function check(page: Page, title: string, searched: View, views: readonly View[]): Promise<void> {
  for (const view of views) {
    const { width, colorScheme } = view;
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme });
    const scrollWidth = await page.evaluate("document.documentElement.scrollWidth");
    assert.ok(Number(scrollWidth) <= width, `${title}: ${scrollWidth} wide at ${width}`);
    if (view === searched) assert.deepEqual(await findings(page), [], `${title} at ${width}`);
  }
}

async function findings(page: Page): Promise<readonly string[]> {
  // The page's own policy forbids scripts; the debugger may run them all the same. What has run stays with the page.
  if (await page.evaluate('typeof axe === "undefined"')) await page.evaluate(axe.source);
  const { violations } = await within(
    "what axe-core finds",
    page.evaluate('axe.run({ resultTypes: ["violations"] })'),
  ) as {
    violations: readonly Finding[];
  };
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`);
}
