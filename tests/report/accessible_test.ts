// The reports in a browser: axe-core finds nothing, in light and dark, and on a phone nothing is cut off.

import assert from "node:assert/strict";
import axe from "npm:axe-core@4.11.0";
import type { Browser } from "npm:playwright-core@1.65.1";
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
        // A newcomer's run takes turns; where everything is required every report is looked at both ways.
        if (requiresAll || index % 2 === 0) {
          await check(browser, title, page, { width: 1200, colorScheme: "light" });
        }
        if (requiresAll || index % 2 === 1) {
          await check(browser, title, page, { width: 360, colorScheme: "dark" });
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
  { width, colorScheme }: { width: number; colorScheme: "light" | "dark" },
): Promise<void> {
  const page = await openPage(browser, { viewport: { width, height: 800 }, colorScheme });
  const complaints: string[] = [];
  page.on("console", (message) => complaints.push(message.text()));
  page.on("request", (request) => complaints.push(`requested ${request.url()}`));
  await page.setContent(html);
  assert.deepEqual(complaints, [], title);
  const scrollWidth = await page.evaluate("document.documentElement.scrollWidth");
  assert.ok(Number(scrollWidth) <= width, `${title}: ${scrollWidth} wide at ${width}`);
  // The page's own policy forbids scripts; the debugger may run them all the same.
  await page.evaluate(axe.source);
  const { violations } = await within("what axe-core finds", page.evaluate("axe.run()")) as {
    violations: readonly Finding[];
  };
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`);
  assert.deepEqual(found, [], `${title} at ${width}`);
  await page.context().close();
}
